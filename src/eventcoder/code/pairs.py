"""What one given stretch of text did to another: the type of an act between marked source and target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventcoder.analysis import Phrase, Predication, Sentence
from eventcoder.code.act import COOPERATIVE, Act
from eventcoder.code.acts import ActFinder
from eventcoder.schema import Span


@dataclass(frozen=True, slots=True)
class PairAct:
    """An act and how well it fits the marked pair."""

    act: Act
    event_type: str
    fit: int  # 0 to 6


class PairCoder:
    """Chooses the act between a marked source and a marked target."""

    def __init__(self, acts: ActFinder, refused: str = "REJECT") -> None:
        self._acts = acts
        self._refused = refused

    def best(
        self,
        sentences: Sequence[Sentence],
        predications: Sequence[Sequence[Predication]],
        source: Sequence[Span],
        target: Sequence[Span],
    ) -> PairAct | None:
        """Return the act that fits the pair best, or None if no act is found in the text."""
        found: list[PairAct] = []
        for sentence, some in zip(sentences, predications, strict=True):
            acts, _ = self._acts.acts(sentence, some)
            found += [self._judge(sentence, a, source, target) for a in acts]
        return max(found, key=_rank, default=None)

    def _judge(self, sentence: Sentence, act: Act, source: Sequence[Span], target: Sequence[Span]) -> PairAct:
        fit = 0
        reach = act.is_reciprocal
        doers = (*act.source, *_antecedents(sentence, act))
        fit += 3 * _touches(doers, source) or (2 * _touches(act.target, source) if reach else 0)
        fit += 2 * _touches(act.target, target) or (2 * _touches(act.source, target) if reach else 0)
        fit += not act.predication.is_negated
        return PairAct(act, self._type(act), fit)

    def _type(self, act: Act) -> str:
        return self._refused if act.status.status == "negated" and act.event_type in COOPERATIVE else act.event_type


def _rank(found: PairAct) -> tuple[int, bool, int, int]:
    """The act that fits best; then a main clause before a relative one, then what says more, then what comes first."""
    act = found.act
    composed = len(act.steps) - len(act.reporters)
    return found.fit, act.predication.relation != "relative", composed, -act.trigger.start


def _antecedents(sentence: Sentence, act: Act) -> tuple[Phrase, ...]:
    """Who tells of an act that he, she or it does: "Hungary said it would"."""
    if not any(sentence.tokens[f.head].tag == "PRP" for f in act.source):
        return ()
    return tuple(f for p in act.reporters for f in p.phrases("agent"))


def _touches(phrases: Sequence[Phrase], spans: Sequence[Span]) -> bool:
    return any(f.span.overlaps(s) for f in phrases for s in spans)
