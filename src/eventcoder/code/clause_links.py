"""How a time or a place hangs in its sentence, and from which clauses an act takes what it does not say itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Predication, Sentence
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import Span

_IN_NAME: Final = frozenset({"compound", "nummod", "amod", "nmod", "poss", "quantmod", "appos"})
_OPEN: Final = frozenset({"infinitive", "participle", "attribute"})


@dataclass(frozen=True, slots=True)
class Hold:
    """Where words of time or place hang.

    owner: index of the predication they belong to; None for words that hang on no clause.
    preposition: the one next to the words. is_modifier: stands inside a noun phrase, before its noun ("Monday's talks").
    is_embedded: tells which of several things is meant ("the 2015 deal") and dates or places nothing.
    """

    owner: int | None
    preposition: str | None
    is_modifier: bool
    is_embedded: bool


class Clauses:
    """The predications of one sentence by the tokens that head them."""

    def __init__(self, sentence: Sentence, predications: Sequence[Predication]) -> None:
        self.sentence = sentence
        self.predications = predications
        self._by_head = {p.head: p for p in predications}

    def hold(self, span: Span) -> Hold:
        """Where the words of a span hang."""
        tokens = self.sentence.tokens
        i = self._top(span)
        if i is None:
            return Hold(None, None, is_modifier=False, is_embedded=False)
        preposition = tokens[i].lemma.lower() if tokens[i].tag in ("IN", "TO") else None
        is_modifier = is_embedded = False
        while tokens[i].head != i:
            t, head = tokens[i], tokens[tokens[i].head]
            if t.dep == "pobj" and preposition is None and head.tag in ("IN", "TO"):
                preposition = head.lemma.lower()
            is_own = head.i in self._by_head
            if t.dep in _IN_NAME and head.is_noun:
                is_modifier = True
                is_embedded = is_embedded or not is_own
            if t.dep == "prep" and t.lemma == "of" and head.is_noun and not is_own:
                is_embedded = is_embedded or preposition == "of"
            if is_own:
                return Hold(self._by_head[head.i].index, preposition, is_modifier, is_embedded)
            i = head.i
        return Hold(None, preposition, is_modifier, is_embedded)

    def _top(self, span: Span) -> int | None:
        """The token of a span that the others hang on."""
        for t in self.sentence.tokens:
            if t.end > span.start and t.start < span.end:
                head = self.sentence.tokens[t.head]
                if head.i == t.i or head.end <= span.start or head.start >= span.end:
                    return t.i
        return None

    def first_conjunct(self, p: Predication) -> Predication | None:
        """The predication that ``p`` is joined to by "and", or None."""
        t = self.sentence.tokens[p.head]
        return self._by_head.get(t.head) if t.dep == "conj" and t.head != t.i else None

    def later_conjuncts(self, p: Predication) -> Iterator[Predication]:
        """What is joined to ``p`` and has no subject of its own."""
        for i in self.sentence.conjuncts(p.head)[1:]:
            found = self._by_head.get(i)
            if found is not None and not self.has_subject(found):
                yield found

    def has_subject(self, p: Predication) -> bool:
        """True if the clause names its own subject."""
        return any(True for _ in self.sentence.kids(p.head, "nsubj", "nsubjpass", "csubj", "expl"))

    def parent(self, p: Predication) -> Predication | None:
        """The predication that governs ``p``, or None."""
        return self.predications[p.parent] if p.parent is not None else None

    def over(self, i: int) -> int | None:
        """Index of the predication that a token heads or hangs on, or None."""
        tokens = self.sentence.tokens
        while i not in self._by_head:
            if tokens[i].head == i:
                return None
            i = tokens[i].head
        return self._by_head[i].index

    def inside(self, p: Predication, relation: str) -> Iterator[Predication]:
        """Nominal predications that hang on ``p`` in a relation."""
        return (q for q in self.predications if q.parent == p.index and q.relation == relation and q.kind == "noun")


def link(words: WhenWhereWords, p: Predication, parent: Predication) -> str:
    """What ``p`` shares with the clause above it: "same" time and place, "reported", "apart" or "background".

    apart: another act beside it; background: an act that the sentence only mentions.
    """
    relation = p.relation
    if relation in ("complement", "parataxis"):
        return "reported"
    if relation in _OPEN:
        return "same"
    if relation in ("object", "subject"):
        return "same" if p.kind == "verb" or parent.lemma in words.carriers else "background"
    if relation.startswith("prep:"):
        kind = "noun_preposition" if p.kind == "noun" else "gerund_preposition"
        return "same" if words.has(kind, relation.removeprefix("prep:")) and parent.kind != "noun" else "background"
    if relation == "relative":
        return "same" if p.tense == "gerund" else "background"
    if relation == "adverbial":
        if (p.marker is None and p.tense != "infinitive") or words.has("same_time_marker", p.marker):
            return "same"
        return "apart" if words.has("own_time_marker", p.marker) else "background"
    return "background"
