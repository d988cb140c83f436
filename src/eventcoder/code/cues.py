"""Cues of one sentence: verbs, nouns, adjectives, according-to and adverbs that introduce what somebody says."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from eventcoder.analysis import Predication, Sentence, Token
from eventcoder.code import cue_words
from eventcoder.code.contents import Content, noun_content, verb_content
from eventcoder.code.drafts import Draft, Range, first_conjunct, own_subject, prepositional, spans_of, trimmed, without
from eventcoder.code.speakers import Predications, addressees_of, name_before, owners_of, source_span, speakers_of
from eventcoder.knowledge.statements import Cue, Cues
from eventcoder.schema import Span

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_NOT_A_CUE: Final = frozenset({"aux", "auxpass", "amod", "compound", "prep", "case", "mark"})
_UNKNOWN_SCORE: Final = 0.4
_SPOKEN: Final = frozenset(
    {"say", "claim", "warn", "accuse", "condemn", "demand", "promise", "stress", "reject", "threaten", "praise", "ask", "deny"}
)
_STANCES: Final = frozenset({"believe", "fear", "hope", "predict"})
_WEAK: Final = frozenset({"np", "prep:to", "prep:about", "prep:of", "prep:with"})
_NEAR: Final = 5  # tokens between a light verb and its noun
_FREE_NOUNS: Final = frozenset({"report", "accuse", "claim", "fear", "warn", "propose"})  # "There were reports that"
_CLAUSES: Final = frozenset({"ccomp", "advcl", "relcl", "xcomp", "pcomp", "acl"})


class CueFinder:
    """Finds the cues of a sentence with speaker, addressee and content as token indices."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._verb_like = cues.verbs
        self._others = cues.nouns | cues.adjectives | cues.adverbs | {"accord", "according", "per", "in", "by", "as"}

    def find(self, sentence: Sentence, predications: tuple[Predication, ...]) -> list[Draft]:
        """Return the drafts of one sentence in text order of their cues."""
        found: dict[int, Draft] = {}
        index = Predications(predications)
        for t in sentence.tokens:
            if t.tag[:2] == "VB":
                draft = self._verb(sentence, index, t)
            elif t.lemma in self._others:
                draft = self._other(sentence, index, t)
            else:
                continue
            if draft is not None and draft.content:
                found[draft.head] = draft
        kept = [d for d in found.values() if not self._is_doubled(sentence, d, found)]
        return self._split(sentence, kept)

    def last_cue(self, sentence: Sentence) -> Token | None:
        """The last verb of a sentence that can introduce a quotation."""
        for t in reversed(sentence.tokens):
            if t.is_verb and t.dep not in _NOT_A_CUE:
                row = self.row_of(sentence, t)
                if row is not None and {"quote", "clause"} & row.frames:
                    return t
        return None

    def _split(self, sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
        """Cut a content where a coordinated verb is a cue of its own.

        "He said the talks failed, and officials warned that X"; "It said it was opposed and warned the North": there
        the second verb has the speaker of the first.
        """
        for n, other in enumerate(drafts):
            t = sentence.tokens[other.head]
            if t.dep != "conj" or t.tag not in _FINITE or other.row is None:
                continue
            clause = first_conjunct(sentence, t.i)
            for m, d in enumerate(drafts[:n]):
                if d.rule != "clause" or sentence.tokens[clause].head != d.head or d.head > t.i:
                    continue
                if own_subject(sentence, t.i) is None:
                    if sentence.tokens[d.head].tag != t.tag or other.cue_class not in _SPOKEN:
                        continue
                    drafts[n] = replace(other, speakers=d.speakers, source=d.source)
                elif other.rule != "clause":
                    continue
                cut = _before(sentence, d, t.i)
                if cut is not None:
                    drafts[m] = replace(d, content=(*d.content[:-1], cut))
        return drafts

    def is_silent(self, verb: Token) -> bool:
        """True for a verb that never tells that something is said."""
        return verb.lemma in self._cues.silent

    def row_of(self, sentence: Sentence, verb: Token) -> Cue | None:
        """The row of a verb with its particle, or without one."""
        for lemma in stems(verb):
            for particle in cue_words.particle_of(sentence, verb.i):
                row = self._cues.find("verb", lemma, particle)
                if row is not None:
                    return row
            row = self._cues.find("verb", lemma)
            if row is not None:
                return row
        return None

    def tag(
        self, sentence: Sentence, predications: tuple[Predication, ...], verb: Token, content: Span, rule: str
    ) -> Draft | None:
        """Return the draft of a verb that introduces a quotation; None if nothing tells that somebody speaks."""
        index = Predications(predications)
        row = self.row_of(sentence, verb)
        passive = cue_words.is_passive(sentence, verb, index.at(verb.i))
        draft = self._draft(sentence, index, verb, row, Content(rule, ()), passive=passive)
        return replace(draft, content=(content,)) if draft is not None else None

    def _verb(self, sentence: Sentence, index: Predications, t: Token) -> Draft | None:
        if t.lemma in ("according", "accord") and t.tag == "VBG":
            return self._according(sentence, t)
        if t.dep in _NOT_A_CUE:
            return None
        row = self.row_of(sentence, t) if t.lemma in self._verb_like or t.lemma.endswith("ed") else None
        if t.tag == "VBN" and t.text.lower() in self._cues.adjectives:
            adjective = self._participle(sentence, index, t)
            if adjective is not None:
                return adjective
        if row is None:
            if t.lemma in self._cues.silent or not _has_that_clause(sentence, t):
                return None
        found = index.at(t.i)
        passive = cue_words.is_passive(sentence, t, found)
        content = verb_content(sentence, t, row, is_passive=passive)
        if content is None or (row is None and passive):
            return None
        return self._draft(sentence, index, t, row, content, passive=passive)

    def _draft(
        self, sentence: Sentence, index: Predications, t: Token, row: Cue | None, content: Content, *, passive: bool
    ) -> Draft | None:
        found = index.at(t.i)
        speakers, source = speakers_of(sentence, index, t.i, is_passive=passive)
        speakers, source = _quoted_as(sentence, t, speakers, source)
        if source is None and not passive:
            speakers, source = name_before(sentence, t)
        if source is None and not _may_lack_speaker(t, row, content, passive=passive):
            return None
        if content.rule in _WEAK and _is_purpose(sentence, t):
            return None
        ranges = content.ranges
        return Draft(
            sentence=sentence.index,
            head=t.i,
            cue=cue_words.group(
                sentence, t.i, *content.cue_end, *(k.i for k in sentence.kids(t.i, "prt") if k.i - t.i <= 2)
            ),
            row=row,
            cue_class=row.cue_class if row else "say",
            rule=content.rule,
            content=spans_of(sentence, ranges),
            speakers=speakers,
            source=source,
            addressees=addressees_of(sentence, t.i, row) if content.is_told else (),
            is_negated=cue_words.is_negated(sentence, t.i, found),
            is_modal=cue_words.is_modal(sentence, t.i, found),
            match_score=None if row else _UNKNOWN_SCORE,
        )

    def _other(self, sentence: Sentence, index: Predications, t: Token) -> Draft | None:
        if t.tag in ("NN", "NNS"):
            row = self._cues.find("noun", t.lemma)
            return self._noun(sentence, index, t, row) if row and t.dep not in ("compound", "nmod") else None
        if t.tag[:2] == "JJ":
            row = self._cues.find("adj", t.lemma)
            return self._adjective(sentence, index, t, row) if row else None
        if t.tag[:2] == "RB":
            row = self._cues.find("adv", t.lemma)
            return self._adverb(sentence, t, row) if row else None
        if t.lemma in ("in", "by", "per", "as"):
            return self._kin(sentence, t)
        return None

    def _noun(self, sentence: Sentence, index: Predications, t: Token, row: Cue) -> Draft | None:
        verb = sentence.tokens[sentence.tokens[first_conjunct(sentence, t.i)].head]
        is_object = t.dep in ("dobj", "conj", "attr") and verb.is_verb and verb.i < t.i and verb.lemma in self._cues.light
        content = noun_content(sentence, t, row, verb if is_object and t.dep == "dobj" else None)
        if content is None:
            return None
        speakers = owners_of(sentence, t.i)
        first = t.i
        source = source_span(sentence, speakers)
        found = index.at(verb.i)
        negated = modal = False
        if is_object and not _is_other(sentence, speakers):
            if found is None or not found.is_passive:
                speakers, source = speakers_of(sentence, index, verb.i, is_passive=False)
                first = verb.i if t.i - verb.i <= _NEAR else t.i
            negated = cue_words.is_negated(sentence, verb.i, found)
            modal = cue_words.is_modal(sentence, verb.i, found)
        elif t.dep == "nsubjpass" and verb.lemma in self._cues.light and not speakers:
            speakers, source = speakers_of(sentence, index, verb.i, is_passive=True)
        if source is None and not (content.rule == "noun_clause" and row.cue_class in _FREE_NOUNS):
            return None
        if first != t.i:
            cue = Span(cue_words.group(sentence, first).start, t.end)
        else:
            cue = Span(t.start, t.end)
        if content.rule.startswith("noun_prep:"):
            end = sentence.tokens[content.ranges[0][0] - 1]
            cue = Span(cue.start, end.end) if end.i - t.i <= 2 else cue
        return Draft(
            sentence=sentence.index, head=t.i, cue=cue, row=row, cue_class=row.cue_class, rule=content.rule,
            content=spans_of(sentence, content.ranges), speakers=speakers, source=source,
            addressees=_to_phrases(sentence, row, t.i, verb.i if first != t.i else None), is_negated=negated, is_modal=modal,
        )  # fmt: skip

    def _adjective(self, sentence: Sentence, index: Predications, t: Token, row: Cue) -> Draft | None:
        """ "was critical of X", "is confident that X", "made (it) clear that X"."""
        verb = sentence.tokens[t.head]
        if t.dep not in ("acomp", "oprd", "ccomp", "conj", "attr") or not verb.is_verb and verb.tag != "MD":
            return None
        content = _adjective_content(sentence, t, row) or _adjective_content(sentence, verb, row, after=t.i)
        speakers, source = speakers_of(sentence, index, verb.i, is_passive=False)
        if content is None or source is None:
            return None
        end = content.cue_end or (t.i,)
        found = index.at(verb.i)
        cue = (
            Span(cue_words.group(sentence, verb.i).start, sentence.tokens[max(end)].end)
            if verb.i < t.i
            else Span(t.start, t.end)
        )
        return Draft(
            sentence=sentence.index, head=t.i, cue=cue, row=row, cue_class=row.cue_class, rule=content.rule,
            content=spans_of(sentence, content.ranges), speakers=speakers, source=source,
            is_negated=cue_words.is_negated(sentence, verb.i, found), is_modal=cue_words.is_modal(sentence, verb.i, found),
        )  # fmt: skip

    def _participle(self, sentence: Sentence, index: Predications, t: Token) -> Draft | None:
        """ "are concerned that X": an adjective that the tagger reads as a passive."""
        row = self._cues.find("adj", t.text.lower())
        if row is not None and t.dep == "acomp":
            return self._adjective(sentence, index, t, row)
        content = _adjective_content(sentence, t, row) if row else None
        own = own_subject(sentence, t.i)
        if row is None or content is None or own is None or own.lemma == "it":
            return None
        heads = sentence.conjuncts(own.i)
        return Draft(
            sentence=sentence.index, head=t.i, cue=cue_words.group(sentence, t.i, *content.cue_end), row=row,
            cue_class=row.cue_class, rule=content.rule, content=spans_of(sentence, content.ranges), speakers=heads,
            source=source_span(sentence, heads), is_negated=cue_words.is_negated(sentence, t.i, index.at(t.i)),
        )  # fmt: skip

    def _adverb(self, sentence: Sentence, t: Token, row: Cue) -> Draft | None:
        """ "X reportedly did Y": nobody is named as speaker."""
        verb = sentence.tokens[t.head]
        if not verb.is_verb or t.dep != "advmod":
            return None
        ranges = without([sentence.edges[verb.i]], (t.i, t.i))
        ranges = _without_outer(sentence, verb.i, ranges)
        return Draft(
            sentence=sentence.index, head=t.i, cue=Span(t.start, t.end), row=row, cue_class=row.cue_class,
            rule="adverb", content=spans_of(sentence, ranges), speakers=(), source=None,
        )  # fmt: skip

    def _according(self, sentence: Sentence, t: Token) -> Draft | None:
        """ "X, according to S"."""
        row = self._cues.find("prep", "according to")
        to = next((k for k in sentence.kids(t.i, "prep") if k.lemma == "to"), None)
        if to is None or row is None:
            return None
        heads = tuple(i for o in sentence.kids(to.i, "pobj") for i in sentence.conjuncts(o.i))
        if heads and t.head != t.i:
            return self._kin_draft(sentence, t, (t.i, to.i), heads, row)
        return _according_by_commas(sentence, t, to, row)

    def _kin(self, sentence: Sentence, t: Token) -> Draft | None:
        """ "in the words of S", "in S's view", "per S"."""
        for o in sentence.kids(t.i, "pobj"):
            row = self._cues.find("prep", f"{t.lemma} {o.lemma}")
            if row is not None:
                heads = owners_of(sentence, o.i) or tuple(
                    x.i for p, x in prepositional(sentence, o.i) if p.lemma == "of"
                )
                if heads:
                    last = o.i + 1 if heads[0] > o.i and o.i + 1 < heads[0] else o.i
                    end = last if heads[0] > o.i else t.i
                    return self._kin_draft(sentence, t, (t.i, end), heads, row)
            row = self._cues.find("prep", t.lemma)
            if row is not None and t.i > 1 and sentence.tokens[t.i - 1].lemma == "as":
                return self._kin_draft(sentence, t, (t.i - 1, t.i), sentence.conjuncts(o.i), row)
            if (
                row is not None
                and (t.i == 0 or sentence.tokens[t.i - 1].text == ",")
                and o.text[:1].isupper()
                or (
                    row is not None
                    and t.i > 0
                    and sentence.tokens[t.i - 1].text == ","
                    and o.lemma not in ("cent", "person")
                )
            ):
                return self._kin_draft(sentence, t, (t.i, t.i), sentence.conjuncts(o.i), row)
        return None

    def _kin_draft(self, sentence: Sentence, t: Token, cue: Range, heads: tuple[int, ...], row: Cue) -> Draft | None:
        source = source_span(sentence, heads)
        if source is None:
            return None
        host = _clause_over(sentence, t)
        hole = sentence.edges[t.i]
        reach = _reach_of(sentence, t, host)
        ranges = without([reach], hole)
        return Draft(
            sentence=sentence.index, head=t.i, cue=sentence.span_of(*cue), row=row, cue_class=row.cue_class,
            rule="according", content=spans_of(sentence, ranges), speakers=heads, source=source,
        )  # fmt: skip

    def _is_doubled(self, sentence: Sentence, draft: Draft, found: dict[int, Draft]) -> bool:
        """True for the verb of "expressed concern over X", whose noun tells more, and for "quoted as saying"."""
        t = sentence.tokens[draft.head]
        if not t.is_verb:
            return False
        if draft.rule == "np" and t.lemma in self._cues.light:
            objects = [i for k in sentence.kids(t.i, "dobj") for i in sentence.conjuncts(k.i)]
            return any(i in found and found[i].speakers == draft.speakers for i in objects)
        return t.lemma == "quote" and any(
            o.i in found for p, o in prepositional(sentence, t.i) if p.lemma == "as" and o.dep == "pcomp"
        )


def _according_by_commas(sentence: Sentence, t: Token, to: Token, row: Cue) -> Draft | None:
    """Where the parser lost the phrase: who is named runs to the next comma, the rest of the sentence is told."""
    end = next((x.i for x in sentence.tokens[to.i :] if x.text in (",", ".")), len(sentence.tokens))
    words = [x.i for x in sentence.tokens[to.i + 1 : end] if x.is_noun or x.tag == "PRP"]
    source = trimmed(sentence, to.i + 1, end - 1)
    if source is None or not words:
        return None
    ranges = without([(0, len(sentence.tokens) - 1)], (t.i, end - 1))
    return Draft(
        sentence=sentence.index, head=t.i, cue=sentence.span_of(t.i, to.i), row=row, cue_class=row.cue_class,
        rule="according", content=spans_of(sentence, ranges), speakers=(words[-1],), source=source,
    )  # fmt: skip


def _has_that_clause(sentence: Sentence, t: Token) -> bool:
    return not any(k.is_noun for k in sentence.kids(t.i, "dobj")) and any(
        k.i > t.i and any(m.lemma == "that" for m in sentence.kids(k.i, "mark")) for k in sentence.kids(t.i, "ccomp")
    )


def _before(sentence: Sentence, draft: Draft, verb: int) -> Span | None:
    """The last stretch of a content up to the coordinated clause of ``verb``."""
    start = sentence.edges[verb][0]
    last = draft.content[-1]
    if not last.start < sentence.tokens[start].start < last.end:
        return None
    first = next(x.i for x in sentence.tokens if x.end > last.start)
    while start > first and sentence.tokens[start - 1].dep in ("cc", "punct", "advmod"):
        start -= 1
    return trimmed(sentence, first, start - 1)


def _may_lack_speaker(t: Token, row: Cue | None, content: Content, *, passive: bool) -> bool:
    """True for "it was reported that X", "is said to X", "was accused of X": something is told though nobody is named."""
    if row is None or row.cue_class in _STANCES:
        return False
    if content.rule.startswith("quote") or content.rule == "block":
        return t.tag != "VB"
    if not passive:
        return content.rule == "clause" and t.tag in ("VBG", "VBN") and row.cue_class == "say"
    return content.rule in ("clause", "infinitive", "object_infinitive") or content.rule.startswith("prep:")


def _is_purpose(sentence: Sentence, t: Token) -> bool:
    """ "called him to discuss X": nothing is said yet."""
    return t.dep in ("advcl", "relcl", "acl") and any(k.tag == "TO" for k in sentence.kids(t.i, "aux"))


def _quoted_as(
    sentence: Sentence, t: Token, speakers: tuple[int, ...], source: Span | None
) -> tuple[tuple[int, ...], Span | None]:
    """ "was quoted as saying", "the agency quoted him as saying": who is quoted speaks."""
    if t.dep != "pcomp" or sentence.tokens[t.head].lemma != "as":
        return speakers, source
    verb = sentence.tokens[sentence.tokens[t.head].head]
    quoted = next(sentence.kids(verb.i, "dobj"), None) or next(sentence.kids(verb.i, "nsubjpass"), None)
    if quoted is None:
        return speakers, source
    heads = sentence.conjuncts(quoted.i)
    return heads, source_span(sentence, heads)


def _adjective_content(sentence: Sentence, t: Token, row: Cue, after: int = 0) -> Content | None:
    after = after or t.i
    if "clause" in row.frames:
        for k in sentence.kids(t.i, "ccomp"):
            if k.i > after:
                first, last = sentence.edges[k.i]
                return Content("adj_clause", ((first + (sentence.tokens[first].lemma == "that"), last),))
    for p, _ in prepositional(sentence, t.i):
        if p.lemma in row.prepositions and p.i == after + 1:
            return Content(f"adj_prep:{p.lemma}", ((p.i + 1, sentence.edges[p.i][1]),), (p.i,))
    return None


def _to_phrases(sentence: Sentence, row: Cue, noun: int, verb: int | None) -> tuple[int, ...]:
    if "to" not in row.addressee:
        return ()
    if "to" not in row.prepositions:
        for head in (noun, verb):
            if head is not None:
                for p, o in prepositional(sentence, head):
                    if p.lemma == "to" and o.dep == "pobj":
                        return sentence.conjuncts(o.i)
    if verb is not None:
        return tuple(
            i for k in sentence.kids(verb, "dative") if k.is_noun or k.tag == "PRP" for i in sentence.conjuncts(k.i)
        )
    return ()


def _is_other(sentence: Sentence, owners: tuple[int, ...]) -> bool:
    """True if the noun belongs to somebody else than the subject ("raised Moscow's objection"), not to "its"."""
    return any(sentence.tokens[i].tag not in ("PRP$", "PRP") for i in owners)


def _without_outer(sentence: Sentence, verb: int, ranges: list[Range]) -> list[Range]:
    for k in sentence.kids(verb, "advcl", "parataxis"):
        if any(
            m.lemma in ("as", "after", "while", "because", "although", "though") for m in sentence.kids(k.i, "mark")
        ):
            ranges = without(ranges, sentence.edges[k.i])
    return ranges


def _clause_over(sentence: Sentence, t: Token) -> Token:
    """The verb of the clause that a phrase hangs in."""
    host = sentence.tokens[t.head]
    while not host.is_verb and host.head != host.i:
        host = sentence.tokens[host.head]
    return host


def _reach_of(sentence: Sentence, t: Token, host: Token) -> Range:
    """What an according-to phrase covers: the sentence if a comma sets it off, else the clause it stands in."""
    first, last = sentence.edges[t.i]
    before = sentence.tokens[first - 1].text if first else ","
    after = sentence.tokens[last + 1].text if last + 1 < len(sentence.tokens) else "."
    if before in (",", "—", '"', "(") and host.dep not in ("relcl", "acl"):
        while host.head != host.i and host.dep in _CLAUSES | {"conj"} and after != ".":
            host = sentence.tokens[host.head]
        if after in (".", '"') or first == 0:
            return 0, len(sentence.tokens) - 1
    return sentence.edges[host.i]


def stems(verb: Token) -> tuple[str, ...]:
    """Forms under which a verb may be listed; new words such as "retweeted" have no lemma of their own.

    >>> stems(Token(0, 0, 9, "retweeted", "retweeted", "VBD", "ROOT", 0))
    ('retweeted', 'retweet', 'retweete')
    """
    lemma = verb.lemma
    return (lemma, lemma[:-2], lemma[:-1]) if lemma.endswith("ed") and verb.tag in ("VBD", "VBN") else (lemma,)
