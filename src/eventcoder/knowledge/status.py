"""Words that say whether an act happened: modals, conjunctions, modifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventcoder.knowledge.ontology import Ontology
from eventcoder.knowledge.tables import Problems, Tables


@dataclass(frozen=True, slots=True)
class StatusWord:
    """One word and the status it gives."""

    kind: str  # modal, marker, modifier, adverb, gap, inside, claimed ...: see code/status.py
    word: str
    status: str
    ref: str


class StatusWords:
    """Look-up by kind and word."""

    def __init__(self, words: Mapping[tuple[str, str], StatusWord]) -> None:
        self._words = words

    def find(self, kind: str, word: str | None) -> StatusWord | None:
        """The entry of a word, or None."""
        return self._words.get((kind, word)) if word else None


def load_status_words(tables: Tables, ontology: Ontology) -> StatusWords:
    """Read and check status_words.tsv."""
    problems = Problems()
    words: dict[tuple[str, str], StatusWord] = {}
    for row in tables.read("events/status_words.tsv", ("kind", "word", "status")):
        if row.word("status") not in ontology.statuses:
            problems.add(row, f"status {row.word('status')!r} is not in ontology/auxiliary_modes.tsv.")
        key = (row.word("kind"), row.word("word"))
        words[key] = StatusWord(*key, row.word("status"), row.ref)
    problems.raise_if_any()
    return StatusWords(words)
