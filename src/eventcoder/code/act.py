"""The record of an act: something done, with the phrases that fill its roles; not yet resolved to actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Phrase, Predication, Sentence
from eventcoder.code.learned import Answer
from eventcoder.code.status import StatusReason
from eventcoder.knowledge.composition import Composition, Operator
from eventcoder.knowledge.lexicon import LexiconRow
from eventcoder.schema import Span

COOPERATIVE: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_NEAR: Final = 45  # characters between operator and act that still make one trigger


@dataclass(frozen=True, slots=True)
class Step:
    """One operator that was applied, and the row of the table that said how."""

    operator: Operator
    effect: Composition
    span: Span


@dataclass(frozen=True, slots=True)
class Act:
    """Something done, with the phrases that fill its roles; not yet resolved to actors."""

    event_type: str
    mode: str | None
    cameo: str | None
    status: StatusReason
    source: tuple[Phrase, ...]
    target: tuple[Phrase, ...]
    target_options: tuple[tuple[Phrase, ...], ...]  # tried in order where the target names nobody known
    is_reciprocal: bool
    needs: str
    trigger: Span
    predication: Predication  # the lexical act
    outermost: Predication  # the operator or act that stands highest
    row: LexiconRow | None  # None where only an operator was found
    steps: tuple[Step, ...]
    reporters: tuple[Predication, ...]  # predications of saying over it
    alternatives: tuple[LexiconRow, ...]
    opinion: Answer | None = None  # of the learned model, where it decided the type


@dataclass(frozen=True, slots=True)
class Dropped:
    """An act that was seen and not coded, and why."""

    span: Span
    rule: str
    note: str


def head_span(sentence: Sentence, p: Predication) -> Span:
    """The predicate's own word."""
    t = sentence.tokens[p.head]
    return Span(t.start, t.end)


def trigger_span(sentence: Sentence, p: Predication, consumed: frozenset[int]) -> Span:
    """The predicate with its particle and the nouns that belong to the construction, if they stand near."""
    heads = [p.head, *(k.i for k in sentence.kids(p.head, "prt")), *sorted(consumed)]
    span = head_span(sentence, p)
    for i in heads:
        t = sentence.tokens[i]
        span = joined(span, Span(t.start, t.end))
    return span


def joined(a: Span, b: Span) -> Span:
    """One span over both if they stand near each other, else the first."""
    gap = max(a.start, b.start) - min(a.end, b.end)
    return Span(min(a.start, b.start), max(a.end, b.end)) if gap <= _NEAR else a
