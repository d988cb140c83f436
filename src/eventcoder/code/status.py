"""Did it happen: the status of a predication from its polarity, modality and the clauses it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventcoder.analysis import Predication, Sentence
from eventcoder.knowledge.status import StatusWords
from eventcoder.schema import Span

_INSIDE = frozenset({"complement", "infinitive", "object", "subject", "root", "modifier", "attribute", "parataxis"})


@dataclass(frozen=True, slots=True)
class StatusReason:
    """A status and the word that gives it."""

    status: str
    rule: str
    knowledge: str | None
    span: Span | None


ASSERTED = StatusReason("asserted", "status.default", None, None)


class StatusReader:
    """Reads the status of predications."""

    def __init__(self, words: StatusWords) -> None:
        self._words = words

    def own(self, sentence: Sentence, p: Predication) -> StatusReason:
        """Status by the predication's own words; ASSERTED if nothing speaks against it."""
        head = sentence.tokens[p.head]
        if p.is_negated:
            return StatusReason("negated", "status.negation", None, Span(head.start, head.end))
        if p.relation == "adverbial" and p.tense == "infinitive" and p.kind == "verb":
            return StatusReason("hypothetical", "status.purpose", None, Span(head.start, head.end))
        for kind, words in (("modal", p.modals), ("marker", (p.marker,))):
            for word in words:
                found = self._words.find(kind, word)
                if found:
                    return StatusReason(found.status, f"status.{kind}", found.ref, self._span(sentence, p, word))
        for k in sentence.kids(p.head, "amod", "det", "advmod"):
            found = self._words.find("modifier" if p.kind == "noun" else "adverb", k.lemma)
            if found:
                return StatusReason(found.status, f"status.{found.kind}", found.ref, Span(k.start, k.end))
        return ASSERTED

    def around(self, sentence: Sentence, predications: Sequence[Predication], p: Predication) -> StatusReason:
        """Status that the clauses above give: a condition over it, or a modal or negation over what governs it."""
        while p.parent is not None and p.relation in _INSIDE:
            p = predications[p.parent]
            own = self.own(sentence, p)
            if own.status in ("hypothetical", "future"):
                return own
        return ASSERTED

    def _span(self, sentence: Sentence, p: Predication, word: str | None) -> Span | None:
        for k in sentence.subtree(p.head):
            if k.lemma == word:
                return Span(k.start, k.end)
        return None
