"""Ask the learned model where the rules are in doubt.

In doubt is a verb with rows of several types where its row asks for no particular object and no operator has turned
the act into another. The model is asked once a report, all questions together. It overrules only where it is sure and
all but rules the rules' type out. Acts that no row knows it does not name: on running news most of what it then named
was nobody's act at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Sentence
from eventcoder.code.act import Act
from eventcoder.code.casting import Cast
from eventcoder.code.learned import Answer, LearnedTypes, Question
from eventcoder.code.participants import Filled
from eventcoder.knowledge.lexicon import Lexicon
from eventcoder.schema import Span

_SURE: Final = 0.9  # from which on the model may overrule a row
_UNREAL: Final = frozenset({"negated", "hypothetical"})
_BESIDE: Final = frozenset({"advcl", "conj"})  # clauses that are no part of the one above them
_UNLIKELY: Final = 0.05  # a row's type that the model all but rules out


@dataclass(frozen=True, slots=True)
class Seen:
    """An act with its cast in its sentence."""

    sentence: Sentence
    act: Act
    cast: Cast


class SecondOpinion:
    """Settles doubtful acts."""

    def __init__(self, learned: LearnedTypes, lexicon: Lexicon) -> None:
        self._learned = learned
        self._lexicon = lexicon

    def settle(self, text: str, seen: Sequence[Seen]) -> list[Seen]:
        """Return the acts, doubtful ones with the type that the model is sure of.

        text: of the whole report.
        """
        asked = [n for n, s in enumerate(seen) if self._is_doubtful(s.act) and _pair(s.cast)]
        answers = dict(zip(asked, self._learned.ask([_question(text, seen[n]) for n in asked]), strict=True))
        settled = [self._settled(s, answers[n]) if n in answers else s for n, s in enumerate(seen)]
        told = {_signature(s): s for s in settled if s.act.opinion is None}
        return [kept for n, s in enumerate(settled) if (kept := _unless_told(seen[n], s, told)) is not None]

    def _settled(self, seen: Seen, answer: Answer) -> Seen:
        """The act with the type that the model is sure of, and of a row that has this type its mode; else as it was."""
        event_type, act = answer.event_type, seen.act
        if event_type is None or answer.probability < _SURE or answer.probabilities[act.event_type] > _UNLIKELY:
            return seen
        row = next((r for r in act.alternatives if r.event_type == event_type), None)
        mode, cameo = (row.mode, row.cameo) if row else (None, None)
        opinion = self._learned.with_nearest(answer)
        act = replace(act, event_type=event_type, mode=mode, cameo=cameo, is_reciprocal=False, opinion=opinion)
        return replace(seen, act=act)

    def _is_doubtful(self, act: Act) -> bool:
        """True if the words of the act may well mean another type, and it is told as done or to come.

        Measured: rows whose frame names an object, and nouns, are overruled too seldom to be worth the time; acts under
        an operator, on running news, mostly wrongly.
        """
        row = act.row
        if row is None or row.kind != "verb" or act.status.status in _UNREAL or not self._lexicon.is_ambiguous(row):
            return False
        return not row.is_constrained and len(act.steps) == len(act.reporters)


def _pair(cast: Cast) -> tuple[Span, Span] | None:
    """Where source and target stand, if both have words of their own."""
    source, target = _first(cast.source), _first(cast.target)
    return (source, target) if source and target and not source.overlaps(target) else None


def _signature(seen: Seen) -> tuple[int, str, tuple[str, ...]]:
    """Sentence, type and doers."""
    return seen.sentence.index, seen.act.event_type, tuple(f.participant.actor_id for f in seen.cast.source)


def _unless_told(before: Seen, after: Seen, told: Mapping[tuple[int, str, tuple[str, ...]], Seen]) -> Seen | None:
    """The act as settled; where a row tells the same of these doers, the model only saw that other act again.

    Beside that act the rules stand: "rejected it after it had attacked". Inside one with a target this is no act of its
    own: "dismissed a report that accuses officers of arming rebels" also reaches from the doer to the rebels.
    """
    teller = told.get(_signature(after)) if after.act.opinion is not None else None
    if teller is None:
        return after
    if not after.sentence.is_within(after.act.predication.head, teller.act.predication.head, _BESIDE):
        return before
    return None if teller.cast.target else after


def _first(filled: Sequence[Filled]) -> Span | None:
    return next((f.participant.span for f in filled if f.participant.span is not None), None)


def _question(text: str, seen: Seen) -> Question:
    pair = _pair(seen.cast)
    assert pair is not None  # noqa: S101 - only such are asked about
    start = seen.sentence.start
    source, target = (Span(span.start - start, span.end - start) for span in pair)
    return Question(seen.sentence.span.of(text), source, target)
