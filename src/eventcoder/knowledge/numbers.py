"""Small lists of words: numbers, what counts people in events, times, containers, what verbs take behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from eventcoder.knowledge.tables import Problems, Tables

CountKind = Literal["killed", "injured", "arrested"]
_COMPLEMENTS: Final = ("object", "preposition", "clause")
_KINDS: Final[Mapping[str, CountKind]] = {"killed": "killed", "injured": "injured", "arrested": "arrested"}


class NumberWords:
    """Values of English number words."""

    def __init__(self, values: Mapping[str, int]) -> None:
        self._values = values

    def value(self, word: str) -> int | None:
        """The number a word means ("twelve", "thirty-one", "dozen"), or None.

        >>> NumberWords({"thirty": 30, "one": 1}).value("thirty-one")
        31
        """
        if word in self._values:
            return self._values[word]
        tens, dash, units = word.partition("-")
        if dash and tens in self._values and units in self._values:
            return self._values[tens] + self._values[units]
        return None


def load_number_words(tables: Tables) -> NumberWords:
    """Read language/number_words.tsv."""
    rows = tables.read("language/number_words.tsv", ("word", "value"))
    return NumberWords({r.word("word"): int(r.word("value")) for r in rows})


def load_count_words(tables: Tables) -> dict[str, CountKind]:
    """Read and check events/count_words.tsv: lemma of a harm verb or noun to the kind of count."""
    problems = Problems()
    words: dict[str, CountKind] = {}
    for row in tables.read("events/count_words.tsv", ("lemma", "kind")):
        kind = _KINDS.get(row.word("kind"))
        if kind is None:
            problems.add(row, f"kind {row.word('kind')!r}; expected one of {', '.join(_KINDS)}.")
        else:
            words[row.word("lemma")] = kind
    problems.raise_if_any()
    return words


def load_time_words(tables: Tables) -> frozenset[str]:
    """Read language/time_words.tsv: nouns that tell a time ("Tuesday", "month")."""
    return frozenset(r.word("lemma") for r in tables.read("language/time_words.tsv", ("lemma",)))


def load_containers(tables: Tables) -> frozenset[str]:
    """Read language/containers.tsv: nouns that count or group what follows "of"."""
    return frozenset(r.word("lemma") for r in tables.read("language/containers.tsv", ("lemma",)))


def load_hyphenated(tables: Tables) -> dict[tuple[str, str], str]:
    """Read language/hyphenated.tsv: form and part of speech of a hyphenated word to its base form."""
    rows = tables.read("language/hyphenated.tsv", ("form", "kind", "lemma"))
    return {(r.word("form"), r.word("kind")): r.word("lemma") for r in rows}


def load_complements(tables: Tables) -> dict[str, str]:
    """Read and check language/complement_verbs.tsv: verb to what stands behind it."""
    problems = Problems()
    complements: dict[str, str] = {}
    for row in tables.read("language/complement_verbs.tsv", ("verb", "complement")):
        if row.word("complement") not in _COMPLEMENTS:
            problems.add(row, f"complement {row.word('complement')!r}; expected one of {', '.join(_COMPLEMENTS)}.")
        complements[row.word("verb")] = row.word("complement")
    problems.raise_if_any()
    return complements
