"""The sentences that the model learns from: exemplars and the marked examples of the lexicon.

Parts to learn from and to calibrate on never share a sentence, nor a source and target pair: exemplars come in families
that change the act between one pair, and one sentence may return with another pair marked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge import Knowledge
from eventcoder.knowledge.exemplars import load_exemplars
from eventcoder.knowledge.learned import LABELS, NO_ACT_LABEL
from eventcoder.knowledge.tables import Tables
from eventcoder.schema import Span

HELD_OUT: Final = 10  # one family in ten is kept apart


@dataclass(frozen=True, slots=True)
class PairExample:
    """A sentence with its marked pair and the type of the act between them."""

    id: str
    text: str
    source: Span
    target: Span
    label: str  # a PLOVER type or NONE
    is_exemplar: bool

    @property
    def pair(self) -> str:
        """The words of source and target."""
        return f"{self.source.of(self.text)} > {self.target.of(self.text)}".lower()


def load_examples(knowledge: Knowledge) -> tuple[PairExample, ...]:
    """Return every exemplar and every lexicon example that marks both a source and a target, in file order."""
    return (*_exemplars(knowledge), *_lexicon_examples(knowledge))


def split(examples: Sequence[PairExample]) -> tuple[list[PairExample], list[PairExample]]:
    """Return what to learn from and what to calibrate on; families that share a text or a pair stay together."""
    family = _families(examples)
    held_out = [e.is_exemplar and _bucket(family[n]) == 0 for n, e in enumerate(examples)]
    return (
        [e for e, held in zip(examples, held_out, strict=True) if not held],
        [e for e, held in zip(examples, held_out, strict=True) if held],
    )


def digest_of(examples: Iterable[PairExample]) -> str:
    """Return the SHA-256 over all sentences, marks and types: what the model was made from."""
    total = hashlib.sha256()
    for e in examples:
        total.update(f"{e.text}\t{e.source.start}\t{e.target.start}\t{e.label}\n".encode())
    return total.hexdigest()


def _exemplars(knowledge: Knowledge) -> tuple[PairExample, ...]:
    return tuple(
        PairExample(e.id, e.text, Span(*e.source), Span(*e.target), e.event_type or NO_ACT_LABEL, is_exemplar=True)
        for e in load_exemplars(Tables(), knowledge.ontology)
    )


def _lexicon_examples(knowledge: Knowledge) -> tuple[PairExample, ...]:
    return tuple(
        PairExample(
            row.id,
            row.example.text,
            Span(*row.example.source[0]),
            Span(*row.example.target[0]),
            row.event_type,
            is_exemplar=False,
        )
        for row in knowledge.lexicon.rows
        if row.event_type in LABELS and row.example.source and row.example.target
    )


def _families(examples: Sequence[PairExample]) -> list[str]:
    """The name of each example's family: the first text that it is joined to by a shared text or pair."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for e in examples:
        a, b = sorted((root(f"text {e.text}"), root(f"pair {e.pair}")))
        parent[b] = a
    return [root(f"text {e.text}") for e in examples]


def _bucket(family: str) -> int:
    return int(hashlib.sha256(family.encode()).hexdigest(), 16) % HELD_OUT
