"""Did it happen: the status of a predication from its polarity, modality and the clauses it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Predication, Sentence, Token
from eventcoder.knowledge.status import StatusWords
from eventcoder.schema import Span

_INSIDE: Final = frozenset(
    {"complement", "infinitive", "participle", "object", "subject", "root", "modifier", "attribute", "parataxis"}
)
_ASKED: Final = frozenset({"complement", "infinitive", "participle", "object", "root", "attribute", "parataxis"})
_PURPOSE: Final = frozenset({"adverbial", "relative"})
_CLOSING: Final = frozenset({'"', "'", ")", "''"})
_TO_COME: Final = frozenset({"when", "once"})
_IN_TURN: Final = frozenset({"accompany", "follow", "precede"})
_DENIED: Final = frozenset({"dobj", "nsubjpass"})
_HANDED_DOWN: Final = frozenset({"hypothetical", "future", "requested"})


@dataclass(frozen=True, slots=True)
class StatusReason:
    """A status and the word that gives it."""

    status: str
    rule: str
    knowledge: str | None
    span: Span | None


DENIED_CLAIM: Final = "status.denied_claim"  # who denies a claim is told by the claim already
ASSERTED: Final = StatusReason("asserted", "status.default", None, None)


class StatusReader:
    """Reads the status of predications."""

    def __init__(self, words: StatusWords) -> None:
        self._words = words

    def own(self, sentence: Sentence, p: Predication) -> StatusReason:
        """Status by the predication's own words; ASSERTED if nothing speaks against it."""
        head = sentence.tokens[p.head]
        if p.is_negated:
            return StatusReason("negated", "status.negation", None, Span(head.start, head.end))
        if self._is_purpose(sentence, p):
            return StatusReason("hypothetical", "status.purpose", None, Span(head.start, head.end))
        for kind, words in (("marker", (p.marker,)), ("modal", p.modals)):
            for word in words:
                found = self._words.find(kind, word)
                if found:
                    return StatusReason(found.status, f"status.{kind}", found.ref, _span_of(sentence, p, word))
        for k in sentence.kids(p.head, "amod", "det", "advmod"):
            kind = "modifier" if p.kind == "noun" else "adverb"
            found = self._words.find(kind, k.lemma) or self._words.find(kind, k.text.lower())  # "projected": project
            if found:
                return StatusReason(found.status, f"status.{found.kind}", found.ref, Span(k.start, k.end))
        return self._framed(sentence, p)

    def _is_purpose(self, sentence: Sentence, p: Predication) -> bool:
        """True for "went to arrest them" and "troops to arrest them", false for "went on to arrest them"."""
        if p.kind != "verb" or p.tense != "infinitive" or (p.relation not in _PURPOSE and p.marker != "for"):
            return False
        above = sentence.tokens[sentence.tokens[p.head].head]
        return not self._words.find(
            "sequel", "_".join([above.lemma, *(k.lemma for k in sentence.kids(above.i, "prt"))])
        )

    def _framed(self, sentence: Sentence, p: Predication) -> StatusReason:
        """Status by the noun or conjunction that an act stands under: "on the brink of war", "a deal in which"."""
        for kind, word, i in _frames(sentence, p):
            found = self._words.find(kind, word)
            if found:
                t = sentence.tokens[i]
                return StatusReason(found.status, f"status.{kind}", found.ref, Span(t.start, t.end))
        return self._denied(sentence, p)

    def _denied(self, sentence: Sentence, p: Predication) -> StatusReason:
        """Status of an act in a claim that somebody denies: "rejected claims that it had attacked"."""
        t = sentence.tokens[p.head]
        head = sentence.tokens[t.head]
        noun = sentence.tokens[head.head] if t.dep == "pobj" and head.lemma == "of" else head
        verb = sentence.tokens[noun.head]
        found = self._words.find("denying", verb.lemma) if self._words.find("claimed", noun.lemma) else None
        if found is None or noun.dep not in _DENIED or t.dep not in ("acl", "ccomp", "pobj"):
            return ASSERTED
        return StatusReason(found.status, DENIED_CLAIM, found.ref, Span(verb.start, verb.end))

    def _awaits(self, predications: Sequence[Predication], p: Predication) -> Predication | None:
        """The clause that something still to come waits for: "begins its inquiry once the term has ended"."""
        if p.kind != "verb" or p.tense != "present" or p.is_perfect:
            return None
        for q in predications:
            if q.parent == p.index and q.tense == "present" and self._words.find("present_marker", q.marker):
                return q
        return None

    def around(self, sentence: Sentence, predications: Sequence[Predication], p: Predication) -> StatusReason:
        """Status that the clauses above give: a question, a condition, or a modal or negation over what governs it."""
        asked = _is_question(sentence)
        awaited = self._awaits(predications, p)
        if awaited is not None:
            t = sentence.tokens[awaited.head]
            return StatusReason("future", "status.to_come", None, Span(t.start, t.end))
        if p.relation == "adverbial" and p.parent is not None and p.marker in _TO_COME:
            own = self.own(sentence, predications[p.parent])
            if own.status in _HANDED_DOWN:
                return replace(own, rule="status.to_come")  # "will answer when they attack"
        while p.parent is not None and (p.relation in _INSIDE or _is_clause_of(p, predications[p.parent])):
            asked = asked and p.relation in _ASKED
            inner, p = p, predications[p.parent]
            if p.lemma in _IN_TURN and p.relation == "relative" and p.parent is not None:
                p = predications[p.parent]  # "will begin a bombardment followed by an attack"
            own = self.own(sentence, p)
            if own.status in _HANDED_DOWN or (own.status == "negated" and _shares_negation(inner)):
                return own
        if asked and p.parent is None:
            last = sentence.tokens[-1]
            return StatusReason("hypothetical", "status.question", None, Span(last.start, last.end))
        return ASSERTED


def _frames(sentence: Sentence, p: Predication) -> Iterator[tuple[str, str, int]]:
    """Yield kind, word and token of what may frame an act: noun and preposition, conjunction, noun of a clause."""
    t = sentence.tokens[p.head]
    if p.marker and p.tense == "present" and not p.modals:
        yield "present_marker", p.marker, p.head
    while t.dep == "conj" and t.head != t.i:
        t = sentence.tokens[t.head]
    head = sentence.tokens[t.head]
    yield from _gaps(sentence, t, head)
    if t.dep in ("pobj", "pcomp"):
        noun = sentence.tokens[head.head]
        if noun.is_noun:
            yield "inside", f"{noun.lemma}_{head.lemma}", noun.i
        elif noun.tag.startswith("JJ"):
            yield "before", noun.lemma, noun.i  # "afraid of an attack"
    if t.dep == "relcl" and p.tense == "present" and _is_inside_it(sentence, t.i):
        for noun in (head, *(o for k in sentence.kids(head.i, "prep") for o in sentence.kids(k.i, "pobj"))):
            yield "relative", noun.lemma, noun.i  # "the outlines of a deal in which"
    if p.tense == "infinitive" and t.dep == "xcomp" and head.lemma == "be":
        for subject in sentence.kids(head.i, "nsubj"):
            yield "copula", subject.lemma, subject.i
    yield from _frames_of_predicate(sentence, t)


def _frames_of_predicate(sentence: Sentence, t: Token) -> Iterator[tuple[str, str, int]]:
    """Yield what stands before an act or is said of it: "has yet to attack", "about to", "an attack is likely".

    "Instead of attacking", "as long as they attack" and "it is likely that they attacked" are read alike.
    """
    head = sentence.tokens[t.head]
    if t.dep in ("xcomp", "pcomp"):
        over = sentence.tokens[head.head] if t.dep == "pcomp" else head
        for word in (over, *sentence.kids(over.i, "advmod")):
            if not word.is_noun:
                yield "before", word.lemma, word.i
    for word in sentence.kids(head.i, "advmod") if t.dep == "pcomp" else (head,) if t.dep == "advcl" else ():
        yield "before", word.lemma, word.i
    is_it = any(k.lemma == "it" for k in sentence.kids(head.i, "nsubj"))
    if head.lemma == "be" and (t.dep == "nsubj" or (t.dep in ("ccomp", "csubj") and is_it)):
        for word in sentence.kids(head.i, "acomp"):
            yield "predicate", word.lemma, word.i


def _gaps(sentence: Sentence, t: Token, head: Token) -> Iterator[tuple[str, str, int]]:
    """Yield how long before it an act lies that only dates another one: "five years after crowds burned it"."""
    for word in (head, *sentence.kids(t.i, "mark")):
        if word.i > 0:
            before = sentence.tokens[word.i - 1]
            yield "gap", f"{before.lemma}_{word.lemma}", before.i


def _is_inside_it(sentence: Sentence, verb: int) -> bool:
    """True for "a deal in which they leave" and "a plan whereby they leave", false for "a deal which they broke"."""
    if any(k.tag == "WRB" for k in sentence.kids(verb, "advmod")):
        return True
    return any(
        o.tag == "WDT" for k in sentence.kids(verb, "prep") if k.lemma in ("in", "under") for o in sentence.kids(k.i)
    )


def _is_clause_of(p: Predication, above: Predication) -> bool:
    """True for a verb that says more of the clause above: "could lead to reaching a deal", "would go, killing"."""
    if p.kind != "verb" or p.tense != "gerund":
        return p.kind == "noun" and p.relation == "prep:by" and above.lemma in _IN_TURN and above.is_passive
    return p.relation.startswith("prep:") or (p.relation == "adverbial" and p.marker is None)


def _shares_negation(p: Predication) -> bool:
    """True for what a negated clause denies along with itself: "did not come to attack", "did nothing to help"."""
    return p.kind == "verb" and p.relation in ("infinitive", "participle")


def _is_question(sentence: Sentence) -> bool:
    for t in reversed(sentence.tokens):
        if t.text not in _CLOSING:
            return t.text == "?"
    return False


def _span_of(sentence: Sentence, p: Predication, word: str | None) -> Span | None:
    for k in sentence.subtree(p.head):
        if k.lemma == word:
            return Span(k.start, k.end)
    return None
