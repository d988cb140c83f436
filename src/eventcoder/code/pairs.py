"""What one given stretch of text did to another: the type of an act between marked source and target.

Two witnesses are heard: the acts that the rules find, by how well they fit the marked pair, and the learned model. How
far each is to be believed was measured on sentences that neither had seen (``training/calibrating.py``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Phrase, Predication, Sentence
from eventcoder.code.act import COOPERATIVE, Act
from eventcoder.code.acts import ActFinder
from eventcoder.code.learned import Answer, LearnedTypes, Question
from eventcoder.knowledge.learned import LABELS, NO_ACT_LABEL
from eventcoder.schema import Span

_LEAST_SHARE: Final = 0.001  # nothing is impossible to the model: its answers are told with few digits
_OTHERS: Final = len(LABELS) - 2  # types that an act which is not of the rule's type may have


@dataclass(frozen=True, slots=True)
class PairAct:
    """An act that the rules found, and how well it fits the marked pair."""

    act: Act
    event_type: str
    fit: int  # 0 to 6


class PairCoder:
    """Chooses the type of the act between a marked source and a marked target.

    learned: the model to hear beside the rules, or None.
    """

    def __init__(self, acts: ActFinder, learned: LearnedTypes | None = None, refused: str = "REJECT") -> None:
        self._acts = acts
        self._learned = learned
        self._refused = refused

    def event_type(
        self,
        sentences: Sequence[Sentence],
        predications: Sequence[Sequence[Predication]],
        text: str,
        source: Sequence[Span],
        target: Sequence[Span],
        *,
        forced: bool = False,
    ) -> str | None:
        """Return the likeliest type, or None if the text tells of no act between the two.

        forced: it is known that there is an act; only its type is asked for.
        """
        found = self._best(sentences, predications, source, target)
        if self._learned is None or not source or not target:
            return found[0].event_type if found else None
        answer = self._learned.ask([question_around(sentences, text, source[0], target[0])])[0]
        return self._weighed(found, answer, self._learned.rule_trust, forced=forced)

    def best(
        self,
        sentences: Sequence[Sentence],
        predications: Sequence[Sequence[Predication]],
        source: Sequence[Span],
        target: Sequence[Span],
    ) -> PairAct | None:
        """Return the act of the rules that fits the pair best, or None if they find none in the text."""
        return next(iter(self._best(sentences, predications, source, target)), None)

    def _best(
        self,
        sentences: Sequence[Sentence],
        predications: Sequence[Sequence[Predication]],
        source: Sequence[Span],
        target: Sequence[Span],
    ) -> list[PairAct]:
        """The acts that fit the pair best, those first that say most about it."""
        found: list[PairAct] = []
        for sentence, some in zip(sentences, predications, strict=True):
            acts, _ = self._acts.acts(sentence, some)
            found += [self._judge(sentence, a, source, target) for a in acts]
        best = max((p.fit for p in found), default=0)
        return sorted((p for p in found if p.fit == best), key=_rank, reverse=True)

    def _weighed(
        self, found: Sequence[PairAct], answer: Answer, trust: Mapping[int, float], *, forced: bool
    ) -> str | None:
        """The type for which rules and model together speak loudest (naive Bayes over the two witnesses)."""
        shares = {label: p for label, p in answer.probabilities.items() if not (forced and label == NO_ACT_LABEL)}
        support = {label: math.log(max(p, _LEAST_SHARE)) for label, p in shares.items()}
        for event_type in dict.fromkeys(p.event_type for p in found):
            right = trust[found[0].fit]
            support[event_type] += math.log(right / ((1 - right) / _OTHERS))
        label = max(support, key=lambda name: support[name])
        return None if label == NO_ACT_LABEL else label

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


def question_around(sentences: Sequence[Sentence], text: str, source: Span, target: Span) -> Question:
    """Return the question about a pair: the sentences that hold the two, and those between them."""
    first, last = min(source.start, target.start), max(source.end, target.end)
    start = max((s.start for s in sentences if s.start <= first), default=0)
    end = min((s.end for s in sentences if s.end >= last), default=len(text))
    moved = (Span(span.start - start, span.end - start) for span in (source, target))
    return Question(text[start:end], *moved)


def _touches(phrases: Sequence[Phrase], spans: Sequence[Span]) -> bool:
    return any(f.span.overlaps(s) for f in phrases for s in spans)
