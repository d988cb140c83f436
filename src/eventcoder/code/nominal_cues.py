"""Nouns and adjectives that introduce what somebody says: "gave the assurance that X", "was critical of X"."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code import cue_words
from eventcoder.code.addressees import addressees_of_noun
from eventcoder.code.drafts import Draft, first_conjunct, own_subject, prepositional, spans_of
from eventcoder.code.noun_contents import noun_content
from eventcoder.code.readings import Content
from eventcoder.code.speakers import Predications, owners_of, source_span, speakers_of
from eventcoder.knowledge.statements import Cue, Cues
from eventcoder.schema import Span

_NEAR: Final = 5  # tokens between a light verb and its noun
_FREE_NOUNS: Final = frozenset({"report", "accuse", "claim", "fear", "warn", "propose"})  # "There were reports that"
_RECEIVED: Final = frozenset({"promise", "propose", "report", "order", "demand"})  # "has assurances": from others
_LINKING: Final = frozenset({"be", "become", "feel", "make", "remain", "seem", "sound", "stay", "grow", "get", "keep"})
_PREDICATIVE: Final = frozenset({"acomp", "oprd", "ccomp", "conj", "attr"})


class NominalCues:
    """Finds cue nouns and cue adjectives."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def noun(self, sentence: Sentence, index: Predications, t: Token, row: Cue) -> Draft | None:
        """ "gave the assurance that X", "India's claim that X", "reports that X"."""
        verb = sentence.tokens[sentence.tokens[first_conjunct(sentence, t.i)].head]
        light = verb if self._is_light_object(t, verb) else None
        if light is not None and light.lemma == "have" and row.cue_class in _RECEIVED:
            return None
        if light is not None and light.dep == "advcl" and any(k.tag == "TO" for k in sentence.kids(light.i, "aux")):
            return None  # "to have a hope of X, we must Y"
        content = noun_content(sentence, t, row, light if t.dep == "dobj" else None)
        if content is None:
            return None
        speakers = owners_of(sentence, t.i)
        source = source_span(sentence, speakers)
        first = t.i
        found = index.at(verb.i)
        if light is not None and (found is None or not found.is_passive) and not _is_other(sentence, speakers):
            speakers, source = speakers_of(sentence, index, verb.i, is_passive=False)
            first = verb.i if t.i - verb.i <= _NEAR else t.i
        elif t.dep == "nsubjpass" and verb.lemma in self._cues.light and not speakers:
            speakers, source = speakers_of(sentence, index, verb.i, is_passive=True)
        if source is None and verb.lemma == "in" and self._is_manner(sentence, t, sentence.tokens[verb.head]):
            speakers, source = speakers_of(sentence, index, verb.head, is_passive=False)
        if source is None and not (content.rule == "noun_clause" and row.cue_class in _FREE_NOUNS):
            return None
        return Draft(
            sentence=sentence.index,
            head=t.i,
            cue=_noun_cue(sentence, t, first, content),
            row=row,
            cue_class=row.cue_class,
            rule=content.rule,
            content=spans_of(sentence, content.ranges),
            speakers=speakers,
            source=source,
            addressees=addressees_of_noun(sentence, row, t.i, verb.i if first != t.i else None),
            is_negated=light is not None and cue_words.is_negated(sentence, verb.i, found),
            is_modal=light is not None and cue_words.is_modal(sentence, verb.i, found),
        )

    def _is_manner(self, sentence: Sentence, noun: Token, over: Token) -> bool:
        """ "said X, in a warning to Y": the noun tells how the words before are meant."""
        is_one = any(k.lemma == "a" for k in sentence.kids(noun.i, "det"))
        return is_one and over.is_verb and over.lemma in self._cues.verbs

    def _is_light_object(self, t: Token, verb: Token) -> bool:
        return t.dep in ("dobj", "conj", "attr") and verb.is_verb and verb.i < t.i and verb.lemma in self._cues.light

    def adjective(self, sentence: Sentence, index: Predications, t: Token, row: Cue) -> Draft | None:
        """ "was critical of X", "is confident that X", "made (it) clear that X"."""
        made = sentence.tokens[t.i - 1]
        if made.lemma == "it" and t.i > 1:
            made = sentence.tokens[t.i - 2]
        is_made = made.lemma == "make" and made.is_verb  # "made clear X", where the parser puts "clear" into X
        verb = made if is_made else sentence.tokens[t.head]
        if not is_made and (t.dep not in _PREDICATIVE or not (verb.is_verb or verb.tag == "MD")):
            return None
        if verb.lemma == "make" and row.cue_class != "say":  # "made sure that" tells nothing said
            return None
        if verb.is_verb and verb.lemma not in _LINKING and t.dep in ("oprd", "ccomp"):  # "lost men not afraid of X"
            return None
        content = _adjective_content(sentence, t, row) or _adjective_content(sentence, verb, row, after=t.i)
        content = content or (_clause_made_clear(sentence, verb, t) if is_made else None)
        speakers, source = speakers_of(sentence, index, verb.i, is_passive=False)
        own = own_subject(sentence, verb.i)
        if content is None or source is None or (own is not None and own.lemma == "it" and verb.lemma == "be"):
            return None
        start = cue_words.group(sentence, verb.i).start if verb.i < t.i else t.start
        end = sentence.tokens[max(content.cue_end or (t.i,))].end if verb.i < t.i else t.end
        found = index.at(verb.i)
        return Draft(
            sentence=sentence.index,
            head=t.i,
            cue=Span(start, end),
            row=row,
            cue_class=row.cue_class,
            rule=content.rule,
            content=spans_of(sentence, content.ranges),
            speakers=speakers,
            source=source,
            is_negated=cue_words.is_negated(sentence, verb.i, found) or sentence.has_kid(t.i, "neg"),
            is_modal=cue_words.is_modal(sentence, verb.i, found),
        )

    def participle(self, sentence: Sentence, index: Predications, t: Token) -> Draft | None:
        """ "are concerned that X": an adjective that the tagger reads as a passive."""
        row = self._cues.find("adj", t.text.lower())
        if row is not None and t.dep == "acomp":
            return self.adjective(sentence, index, t, row)
        content = _adjective_content(sentence, t, row) if row else None
        auxiliaries = (own_subject(sentence, k.i) for k in sentence.kids(t.i, "auxpass"))
        own = own_subject(sentence, t.i) or next(auxiliaries, None)
        if row is None or content is None or own is None or own.lemma == "it":
            return None
        heads = sentence.conjuncts(own.i)
        return Draft(
            sentence=sentence.index,
            head=t.i,
            cue=cue_words.group(sentence, t.i, *content.cue_end),
            row=row,
            cue_class=row.cue_class,
            rule=content.rule,
            content=spans_of(sentence, content.ranges),
            speakers=heads,
            source=source_span(sentence, heads),
            is_negated=cue_words.is_negated(sentence, t.i, index.at(t.i)),
        )


def _noun_cue(sentence: Sentence, t: Token, first: int, content: Content) -> Span:
    """The words from the light verb to the noun, with the preposition after it: "expressed concern over"."""
    start = cue_words.group(sentence, first).start if first != t.i else t.start
    if content.rule.startswith("noun_prep:"):
        last = sentence.tokens[content.ranges[0][0] - 1]
        if last.i - t.i <= 2:
            return Span(start, last.end)
    return Span(start, t.end)


def _adjective_content(sentence: Sentence, t: Token, row: Cue, after: int = 0) -> Content | None:
    after = after or t.i
    if "clause" in row.frames:
        for k in sentence.kids(t.i, "ccomp", "advcl", "csubj"):
            is_that = any(m.lemma == "that" for m in sentence.kids(k.i, "mark"))
            if k.i > after and (k.dep == "ccomp" or is_that):
                first, last = sentence.edges[k.i]
                first = max(first, after + 1)
                return Content("adj_clause", ((first + (sentence.tokens[first].lemma == "that"), last),))
    for p, _ in prepositional(sentence, t.i):
        if p.lemma in row.prepositions and p.i == after + 1:
            return Content(f"adj_prep:{p.lemma}", ((p.i + 1, sentence.edges[p.i][1]),), (p.i,))
    return None


def _clause_made_clear(sentence: Sentence, verb: Token, t: Token) -> Content | None:
    """ "made clear [no troops would go]": a clause right behind, without "that"."""
    for k in (*sentence.kids(verb.i, "ccomp"), *sentence.kids(t.i, "advcl")):
        first, last = sentence.edges[k.i]
        if first in (t.i, t.i + 1) and k.i > t.i and not sentence.has_kid(k.i, "mark"):
            return Content("adj_clause", ((t.i + 1, last),))
    return None


def _is_other(sentence: Sentence, owners: tuple[int, ...]) -> bool:
    """True if the noun belongs to somebody else than the subject ("raised Moscow's objection"), not to "its"."""
    return any(sentence.tokens[i].tag not in ("PRP$", "PRP") for i in owners)
