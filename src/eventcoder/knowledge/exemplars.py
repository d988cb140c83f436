"""Exemplars: sentences whose marked source does an act of a known type to the marked target, or no act at all.

They are what the learned model of event types is trained on. One sentence may return with another pair marked
(construction ``contrast``): the type belongs to the pair, not to the sentence. Whoever splits them into parts to
train and to measure on should split by ``Exemplar.text``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.learned import NO_ACT_LABEL
from eventcoder.knowledge.lexicon import MarkedExample, marked_example
from eventcoder.knowledge.ontology import Ontology
from eventcoder.knowledge.tables import Problems, Row, Tables

SHINGLE: Final = 5  # words in a row that are compared to find near-duplicates
_COLUMNS: Final = ("id", "type", "mode", "construction", "sentence")
_WORDS: Final = (12, 45)
_WORD: Final = re.compile(r"[\w']+")
_LABEL: Final = re.compile(r"[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One marked sentence and the act between its source and its target (exemplars/*.tsv)."""

    id: str
    event_type: str | None  # None where the source does nothing to the target
    mode: str | None
    construction: str  # how the sentence is built: passive, nominal, idiom ...
    example: MarkedExample
    ref: str

    @property
    def text(self) -> str:
        """The sentence without its marks."""
        return self.example.text

    @property
    def source(self) -> tuple[int, int]:
        """Where the source stands in the text: start and end."""
        return self.example.source[0]

    @property
    def target(self) -> tuple[int, int]:
        """Where the target stands in the text: start and end."""
        return self.example.target[0]


def load_exemplars(tables: Tables, ontology: Ontology) -> tuple[Exemplar, ...]:
    """Read and check all exemplars, in the order of their files. Raises KnowledgeError with every fault found."""
    problems = Problems()
    out: list[Exemplar] = []
    seen_ids: dict[str, str] = {}
    seen_sentences: dict[str, str] = {}
    for row in tables.read("exemplars/*.tsv", _COLUMNS):
        exemplar = _exemplar(row)
        _check_labels(row, ontology, problems)
        _check_sentence(row, exemplar.example, problems)
        _check_new(row, "id", seen_ids, problems)
        _check_new(row, "sentence", seen_sentences, problems)
        out.append(exemplar)
    problems.raise_if_any()
    return tuple(out)


def shingles(text: str, size: int = SHINGLE) -> frozenset[tuple[str, ...]]:
    """Every run of ``size`` words of a text, in lower case.

    >>> sorted(shingles("Rebels freed six men", 3))
    [('freed', 'six', 'men'), ('rebels', 'freed', 'six')]
    """
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def near_duplicates(texts: Iterable[str], limit: float = 0.5) -> Iterator[tuple[str, str]]:
    """Pairs of different texts that share at least ``limit`` of their shingles (Jaccard), earlier text first."""
    holders: dict[tuple[str, ...], list[int]] = {}
    known: list[tuple[str, frozenset[tuple[str, ...]]]] = []
    for text in dict.fromkeys(texts):
        own = shingles(text)
        shared = Counter(n for shingle in own for n in holders.get(shingle, ()))
        for n, count in sorted(shared.items()):
            if count >= limit * (len(own) + len(known[n][1]) - count):
                yield known[n][0], text
        for shingle in own:
            holders.setdefault(shingle, []).append(len(known))
        known.append((text, own))


def _exemplar(row: Row) -> Exemplar:
    event_type = row.word("type")
    return Exemplar(
        id=row.word("id"),
        event_type=None if event_type == NO_ACT_LABEL else event_type,
        mode=row.text("mode"),
        construction=row.word("construction"),
        example=marked_example(row.word("sentence")),
        ref=row.ref,
    )


def _check_labels(row: Row, ontology: Ontology, problems: Problems) -> None:
    event_type, mode = row.word("type"), row.text("mode")
    if event_type != NO_ACT_LABEL and event_type not in ontology.types:
        problems.add(
            row, f"type {event_type!r} is not a PLOVER type; known: {', '.join(ontology.types)}, {NO_ACT_LABEL}."
        )
    elif mode and (event_type, mode) not in ontology.modes:
        known = ", ".join(m for t, m in ontology.modes if t == event_type) or "none"
        problems.add(row, f"mode {mode!r} does not belong to {event_type}; known modes: {known}.")
    if not _LABEL.fullmatch(row.word("construction")):
        problems.add(row, f"construction {row.word('construction')!r}; expected a short tag such as light_verb.")


def _check_sentence(row: Row, example: MarkedExample, problems: Problems) -> None:
    for role, spans in (("S", example.source), ("T", example.target)):
        if len(spans) != 1 or spans[0][0] == spans[0][1]:
            problems.add(row, f"{len(spans)} marks [{role} ...] in the sentence; expected just one, with words in it.")
    if set("[]") & set(example.text):
        problems.add(row, "a bracket is left once the marks are taken out; close each mark and do not nest them.")
    low, high = _WORDS
    if not low <= (count := len(example.text.split())) <= high:
        problems.add(row, f"the sentence has {count} words; expected {low} to {high}.")


def _check_new(row: Row, column: str, seen: dict[str, str], problems: Problems) -> None:
    value = row.word(column)
    if value in seen:
        problems.add(row, f"{column} {value!r} stands already in {seen[value]}; each may occur once.")
    seen.setdefault(value, row.ref)
