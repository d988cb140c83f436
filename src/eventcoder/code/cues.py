"""Cues of one sentence: the words that introduce what somebody says, verbs first.

Nouns and adjectives are read by nominal_cues.py, according-to and its kin by kin_cues.py.
Knowledge: statements/cues.tsv.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from eventcoder.analysis import Predication, Sentence, Token
from eventcoder.code import cue_words
from eventcoder.code.addressees import addressees_of, hearers_of_contact
from eventcoder.code.contents import verb_content
from eventcoder.code.drafts import Draft, Range, own_subject, prepositional, spans_of
from eventcoder.code.joined_cues import share_contents
from eventcoder.code.kin_cues import KIN_WORDS, KinCues
from eventcoder.code.nominal_cues import NominalCues
from eventcoder.code.readings import Content
from eventcoder.code.speakers import Predications, apposition_before, name_before, source_span, speakers_of
from eventcoder.code.unsaid import STANCES, is_anybody, is_unsaid
from eventcoder.knowledge.statements import Cue, Cues
from eventcoder.schema import Span

_NOMINAL: Final = frozenset({"DT", "JJ", "CD", "NN", "NNS", "NNP", "NNPS", "PRP$", "POS"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_NOT_A_CUE: Final = frozenset({"aux", "auxpass", "amod", "compound", "prep", "case", "mark"})
_UNKNOWN_SCORE: Final = 0.4
_COMMENTING: Final = frozenset({"comment", "elaborate"})
_BINDING: Final = frozenset({"promise", "agree", "refuse"})
_QUOTING: Final = frozenset({"quote", "cite"})
_INSIDE_PHRASE: Final = frozenset({"compound", "nmod"})


class CueFinder:
    """Finds the cues of a sentence with speaker, addressee and content as token indices."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues
        self._verb_like = cues.verbs
        self._nominal = NominalCues(cues)
        self._kin = KinCues(cues)
        self._others = cues.nouns | cues.adjectives | cues.adverbs | KIN_WORDS

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
        return share_contents(sentence, kept)

    def last_cue(self, sentence: Sentence) -> Token | None:
        """The last verb of a sentence that can introduce a quotation."""
        for t in reversed(sentence.tokens):
            if t.is_verb and t.dep not in _NOT_A_CUE:
                row = self.row_of(sentence, t)
                if row is not None and {"quote", "clause"} & row.frames:
                    return t
        return None

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
        inverted = _inverted_subject(sentence, verb) if rule == "quote.after" else ()
        draft = self._draft(sentence, index, verb, row, Content(rule, ()), passive=passive, inverted=inverted)
        return replace(draft, content=(content,)) if draft is not None else None

    def _verb(self, sentence: Sentence, index: Predications, t: Token) -> Draft | None:
        if t.lemma in ("according", "accord") and t.tag == "VBG":
            return self._kin.according(sentence, t)
        if t.dep in _NOT_A_CUE:
            return None
        row = self.row_of(sentence, t) if t.lemma in self._verb_like or t.lemma.endswith("ed") else None
        if t.tag == "VBN" and t.text.lower() in self._cues.adjectives:
            adjective = self._nominal.participle(sentence, index, t)
            if adjective is not None:
                return adjective
        if row is not None and row.particle is None and self._is_learnt(sentence, t):
            return None
        if row is None and (t.lemma in self._cues.silent or not _has_that_clause(sentence, t)):
            return None
        if row is not None and any(k.lemma == "guilty" for k in sentence.kids(t.i, "acomp")):
            return None  # "pleaded guilty to X": the adjective tells what was said
        found = index.at(t.i)
        passive = cue_words.is_passive(sentence, t, found)
        content = verb_content(sentence, t, row, is_passive=passive)
        if content is None or (row is None and passive) or _is_done(sentence, t, row, content):
            return None
        return self._draft(sentence, index, t, row, content, passive=passive)

    def _addressees(self, sentence: Sentence, t: Token, row: Cue | None, *, is_told: bool) -> tuple[int, ...]:
        found = addressees_of(sentence, t, row, self.row_of, is_told=is_told)
        contact = sentence.tokens[t.head]
        is_reason = t.dep in ("xcomp", "advcl") and contact.lemma in self._cues.contacts
        return hearers_of_contact(sentence, contact) if is_reason and not found else found

    @staticmethod
    def _is_learnt(sentence: Sentence, t: Token) -> bool:
        """ "found out whether X": a particle without a row of its own gives the verb another meaning."""
        return any(k.lemma == "out" and k.i == t.i + 1 for k in sentence.kids(t.i, "prt"))

    def _draft(
        self,
        sentence: Sentence,
        index: Predications,
        t: Token,
        row: Cue | None,
        content: Content,
        *,
        passive: bool,
        inverted: tuple[int, ...] = (),
    ) -> Draft | None:
        found, ranges = index.at(t.i), content.ranges
        speakers, source = speakers_of(sentence, index, t.i, is_passive=passive)
        speakers, source = _quoted_as(sentence, t, speakers, source)
        if source is None and inverted:
            speakers, source = inverted, source_span(sentence, inverted)
        if t.dep == "xcomp" and sentence.tokens[t.head].lemma in self._cues.contacts:
            speakers, source = _who_contacts(sentence, t, speakers, source)
        if source is None and not passive:
            speakers, source = name_before(sentence, t)
        if source is None and not passive:
            speakers, source = apposition_before(sentence, t)
            ranges = _without_source(sentence, ranges, speakers)
        if source is None and not _may_lack_speaker(sentence, t, row, content, passive=passive):
            return None
        if is_unsaid(sentence, t, row, content, source) or any(is_anybody(sentence, i) for i in speakers):
            return None
        return Draft(
            sentence=sentence.index,
            head=t.i,
            cue=cue_words.group(
                sentence, t.i, *content.cue_end, *(k.i for k in sentence.kids(t.i, "prt") if k.i - t.i <= 2)
            ),
            row=row,
            cue_class=_class_of(sentence, t, row),
            rule=content.rule,
            content=spans_of(sentence, ranges),
            speakers=speakers,
            source=source,
            addressees=self._addressees(sentence, t, row, is_told=content.is_told),
            reporters=_who_quotes(sentence, t),
            is_negated=cue_words.is_negated(sentence, t.i, found),
            is_modal=cue_words.is_modal(sentence, t.i, found),
            match_score=None if row else _UNKNOWN_SCORE,
        )

    def _other(self, sentence: Sentence, index: Predications, t: Token) -> Draft | None:
        if t.tag in ("NN", "NNS"):
            row = self._cues.find("noun", t.lemma)
            return self._nominal.noun(sentence, index, t, row) if row and t.dep not in _INSIDE_PHRASE else None
        if t.tag[:2] == "JJ":
            row = self._cues.find("adj", t.lemma)
            return self._nominal.adjective(sentence, index, t, row) if row else None
        if t.tag[:2] == "RB":
            row = self._cues.find("adv", t.lemma)
            return self._kin.adverb(sentence, t, row) if row else None
        return self._kin.kin(sentence, t) if t.lemma in KIN_WORDS else None

    def _is_doubled(self, sentence: Sentence, draft: Draft, found: dict[int, Draft]) -> bool:
        """True for the verb of "expressed concern over X", whose noun tells more, and for "quoted as saying"."""
        t = sentence.tokens[draft.head]
        if not t.is_verb:
            return False
        if draft.rule == "np" and t.lemma in self._cues.light:
            objects = [i for k in sentence.kids(t.i, "dobj") for i in sentence.conjuncts(k.i)]
            return any(i in found and found[i].speakers == draft.speakers for i in objects)
        by = [o.i for p, o in prepositional(sentence, t.i) if p.lemma == "by" and o.dep == "pcomp"]
        if any(i in found and found[i].content == draft.content for i in by):  # "responded by saying"
            return True
        return t.lemma in _QUOTING and any(
            self.row_of(sentence, o) is not None
            for p, o in prepositional(sentence, t.i)
            if p.lemma == "as" and o.dep == "pcomp" and (t.lemma == "quote" or o.i in found)
        )


def _is_done(sentence: Sentence, t: Token, row: Cue | None, content: Content) -> bool:
    """ "expanded its camps on the border": with an object of its own the verb tells of a deed."""
    is_about = row is not None and all(f.startswith("prep:") for f in row.frames) and "object" not in row.addressee
    return is_about and content.rule == "prep:on" and sentence.has_kid(t.i, "dobj")


def _without_source(sentence: Sentence, ranges: tuple[Range, ...], speakers: tuple[int, ...]) -> tuple[Range, ...]:
    """The ranges of a content up to who speaks, where the parser makes the speaker a part of it."""
    start = min((sentence.edges[i][0] for i in speakers), default=len(sentence.tokens))
    return tuple((first, min(last, start - 1) if first < start else last) for first, last in ranges)


def _has_that_clause(sentence: Sentence, t: Token) -> bool:
    clauses = sentence.kids(t.i, "ccomp")
    has_that = any(k.i > t.i and any(m.lemma == "that" for m in sentence.kids(k.i, "mark")) for k in clauses)
    return has_that and not any(k.is_noun for k in sentence.kids(t.i, "dobj"))


def _inverted_subject(sentence: Sentence, verb: Token) -> tuple[int, ...]:
    """`"Go," grunted the guard`, where the parser takes the guard for an object."""
    if own_subject(sentence, verb.i) is not None:
        return ()
    found = next((k for k in sentence.kids(verb.i, "dobj", "attr", "oprd") if k.i > verb.i), None)
    return sentence.conjuncts(found.i) if found is not None else _noun_right_after(sentence, verb)


def _noun_right_after(sentence: Sentence, verb: Token) -> tuple[int, ...]:
    """`"Go," said a guard, in a note ...`, where the parser makes the guard the subject of what follows."""
    last = verb.i
    while last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].tag in _NOMINAL:
        last += 1
    return (last,) if sentence.tokens[last].dep in _SUBJECTS else ()


def _may_lack_speaker(sentence: Sentence, t: Token, row: Cue | None, content: Content, *, passive: bool) -> bool:
    """True for "it was reported that X", "is said to X", "was accused of X": told though nobody is named."""
    if row is None or row.cue_class in STANCES:
        return False
    if content.rule.startswith("quote") or content.rule == "block":
        return t.tag != "VB"
    if passive and row.cue_class in _BINDING and not sentence.has_kid(t.i, "auxpass"):
        return False  # "Committed to peace, he left"
    if not passive:
        return content.rule == "clause" and t.tag in ("VBG", "VBN") and row.cue_class == "say"
    return content.rule in ("clause", "infinitive", "object_infinitive") or content.rule.startswith("prep:")


def _class_of(sentence: Sentence, t: Token, row: Cue | None) -> str:
    """The class of a verb's row; "declined to comment" and "did not comment on X" are the class of their own."""
    if row is None:
        return "say"
    told = [k.lemma for k in sentence.kids(t.i, "xcomp")] if row.cue_class == "refuse" else []
    if t.lemma == "comment" and cue_words.is_negated(sentence, t.i, None):
        told.append(t.lemma)
    return "no comment" if _COMMENTING & set(told) else row.cue_class


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


def _who_contacts(
    sentence: Sentence, t: Token, speakers: tuple[int, ...], source: Span | None
) -> tuple[tuple[int, ...], Span | None]:
    """ "called the consul to say X": who calls says it."""
    own = own_subject(sentence, t.head)
    if own is None or not any(k.tag == "TO" for k in sentence.kids(t.i, "aux")):
        return speakers, source
    heads = sentence.conjuncts(own.i)
    return heads, source_span(sentence, heads, before=t.head if own.i < t.head else None)


def _who_quotes(sentence: Sentence, t: Token) -> tuple[int, ...]:
    """ "Tass quoted him as saying", "was quoted by Tass as saying", "was quoted as saying by Tass"."""
    if t.dep != "pcomp" or sentence.tokens[t.head].lemma != "as":
        return ()
    verb = sentence.tokens[sentence.tokens[t.head].head]
    if sentence.has_kid(verb.i, "nsubjpass", "auxpass"):
        by = [o.i for i in (verb.i, t.i) for p, o in prepositional(sentence, i) if p.lemma == "by"]
        return sentence.conjuncts(by[0]) if by else ()
    own = own_subject(sentence, verb.i)
    return sentence.conjuncts(own.i) if own is not None and sentence.has_kid(verb.i, "dobj") else ()


def stems(verb: Token) -> tuple[str, ...]:
    """Forms under which a verb may be listed; new words such as "retweeted" have no lemma of their own.

    >>> stems(Token(0, 0, 9, "retweeted", "retweeted", "VBD", "ROOT", 0))
    ('retweeted', 'retweet', 'retweete')
    """
    lemma = verb.lemma
    return (lemma, lemma[:-2], lemma[:-1]) if lemma.endswith("ed") and verb.tag in ("VBD", "VBN") else (lemma,)
