"""How many people were killed, injured or arrested, as the clause of an event tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from eventcoder.analysis import Predication, Sentence, Token
from eventcoder.knowledge.numbers import NumberWords
from eventcoder.schema import Count, Span

Kind = Literal["killed", "injured", "arrested"]
_DIGITS: Final = re.compile(r"^\d{1,3}(?:,\d{3})+$|^\d+$")
_LARGEST: Final = 10_000_000


class CountReader:
    """Reads counts of people from the predications of a sentence.

    verbs: lemma of a harm verb or noun to the kind of count ("kill" to "killed").
    people: lemmas of nouns that may be counted.
    """

    def __init__(self, verbs: Mapping[str, Kind], numbers: NumberWords, people: frozenset[str]) -> None:
        self._verbs = verbs
        self._numbers = numbers
        self._people = people

    def read(self, sentence: Sentence, predications: Sequence[Predication]) -> tuple[Count, ...]:
        """Return the counts told in one sentence, in text order."""
        found = {c.span: c for p in predications if p.lemma in self._verbs for c in self._of(sentence, p)}
        return tuple(found[s] for s in sorted(found))

    def _of(self, sentence: Sentence, p: Predication) -> Iterator[Count]:
        kind = self._verbs[p.lemma]
        role = "prep:of" if p.kind == "noun" else "agent" if p.lemma in ("die", "perish") else "patient"
        for phrase in p.phrases(role):
            head = sentence.tokens[phrase.head]
            for number in (*sentence.kids(head.i, "nummod"), *([head] if head.tag == "CD" else [])):
                if head.tag == "CD" or head.lemma in self._people or head.tag in ("NNS", "NNPS"):
                    count = self._count(sentence, number, kind)
                    if count:
                        yield count

    def _count(self, sentence: Sentence, number: Token, kind: Kind) -> Count | None:
        value = self._value(sentence, number)
        if value is None or not 0 < value < _LARGEST:
            return None
        words = {k.lemma for k in sentence.subtree(number.i)} | _before(sentence, number)
        open_ended = bool(words & {"least", "more", "over", "nearly"})
        return Count(kind, value, None if open_ended else value, Span(number.start, number.end))

    def _value(self, sentence: Sentence, number: Token) -> int | None:
        total = self._one(number.lemma)
        for k in sentence.kids(number.i, "compound", "nummod"):
            factor = self._one(k.lemma)
            if factor is not None and total is not None:
                total = total * factor if total >= 100 else total + factor
        return total

    def _one(self, word: str) -> int | None:
        if _DIGITS.match(word):
            return int(word.replace(",", ""))
        return self._numbers.value(word)


def _before(sentence: Sentence, number: Token) -> set[str]:
    return {t.lemma for t in sentence.tokens[max(0, number.i - 3) : number.i]}
