"""Ask the learned model where the rules are in doubt.

In doubt is a word with rows of several types, an act that an operator has turned into another, and a sentence with two
known actors around a verb that no row knows. The model is asked once a report, all questions together. It overrules
only where it is sure and all but rules the rules' type out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Phrase, Predication, Sentence
from eventcoder.code.act import Act, head_span
from eventcoder.code.casting import Cast, Casting
from eventcoder.code.learned import Answer, LearnedTypes, Question
from eventcoder.code.participants import Filled
from eventcoder.code.status import StatusReader
from eventcoder.knowledge.learned import NO_ACT_LABEL
from eventcoder.knowledge.lexicon import Lexicon
from eventcoder.schema import Span

_OBJECTS: Final = ("patient", "recipient", "prep:to", "prep:against", "prep:with", "prep:on", "prep:from", "prep:for")
_SURE: Final = 0.9  # from which on the model may overrule a row, or name an act that no row knows
_UNREAL: Final = frozenset({"negated", "hypothetical"})
_UNLIKELY: Final = 0.05  # a row's type that the model all but rules out


@dataclass(frozen=True, slots=True)
class Seen:
    """An act with its cast in its sentence; ``is_proposal`` where no row of the lexicon stands behind it."""

    sentence: Sentence
    act: Act
    cast: Cast
    is_proposal: bool = False


class SecondOpinion:
    """Settles doubtful acts and names acts that the lexicon has no word for."""

    def __init__(self, learned: LearnedTypes, lexicon: Lexicon, status: StatusReader) -> None:
        self._learned = learned
        self._lexicon = lexicon
        self._status = status

    def proposals(self, sentence: Sentence, predications: Sequence[Predication], casting: Casting) -> Iterator[Seen]:
        """Yield what could be an act of one known actor on another in a sentence where the lexicon finds none."""
        for p in predications:
            target = next((f for role in _OBJECTS if (f := p.phrases(role))), ())
            if p.kind != "verb" or p.is_negated or p.modals or p.relation != "root" or not target:
                continue
            act = self._unnamed(sentence, p, target)
            cast = casting.cast(sentence, act)
            if not cast.fault and _pair(cast) is not None:
                yield Seen(sentence, act, cast, is_proposal=True)

    def settle(self, text: str, seen: Sequence[Seen]) -> list[Seen]:
        """Return the acts as the model sees them: doubtful ones retyped where it is sure, proposals named or left out.

        text: of the whole report.
        """
        asked = [n for n, s in enumerate(seen) if (s.is_proposal or self._is_doubtful(s.act)) and _pair(s.cast)]
        answers = dict(zip(asked, self._learned.ask([_question(text, seen[n]) for n in asked]), strict=True))
        settled = (self._settled(s, answers[n]) if n in answers else s for n, s in enumerate(seen))
        return [s for s in settled if s is not None]

    def _settled(self, seen: Seen, answer: Answer) -> Seen | None:
        if seen.is_proposal:
            return self._named(seen, answer)
        is_out = answer.probabilities[seen.act.event_type] <= _UNLIKELY
        return (self._named(seen, answer) if is_out else None) or seen

    def _named(self, seen: Seen, answer: Answer) -> Seen | None:
        """The act with the type that the model is sure of, and of a row that has this type its mode; else None."""
        event_type = answer.event_type
        if event_type is None or answer.probability < _SURE:
            return None
        row = next((r for r in seen.act.alternatives if r.event_type == event_type), None)
        mode, cameo = (row.mode, row.cameo) if row else (None, None)
        act = replace(seen.act, event_type=event_type, mode=mode, cameo=cameo, is_reciprocal=False, opinion=answer)
        return replace(seen, act=act)

    def _is_doubtful(self, act: Act) -> bool:
        """True if the words of the act may well mean another type, and it is told as done or to come."""
        if act.status.status in _UNREAL:
            return False
        return act.row is None or bool(act.steps) or self._lexicon.is_ambiguous(act.row)

    def _unnamed(self, sentence: Sentence, p: Predication, target: tuple[Phrase, ...]) -> Act:
        return Act(
            event_type=NO_ACT_LABEL,  # until the model has named it
            mode=None,
            cameo=None,
            status=self._status.own(sentence, p),
            source=p.phrases("agent"),
            target=target,
            target_options=(),
            is_reciprocal=False,
            needs="dyad",
            trigger=head_span(sentence, p),
            predication=p,
            outermost=p,
            row=None,
            steps=(),
            reporters=(),
            alternatives=(),
        )


def _pair(cast: Cast) -> tuple[Span, Span] | None:
    """Where source and target stand, if both have words of their own."""
    source, target = _first(cast.source), _first(cast.target)
    return (source, target) if source and target and not source.overlaps(target) else None


def _first(filled: Sequence[Filled]) -> Span | None:
    return next((f.participant.span for f in filled if f.participant.span is not None), None)


def _question(text: str, seen: Seen) -> Question:
    pair = _pair(seen.cast)
    assert pair is not None  # noqa: S101 - only such are asked about
    start = seen.sentence.start
    source, target = (Span(span.start - start, span.end - start) for span in pair)
    return Question(seen.sentence.span.of(text), source, target)
