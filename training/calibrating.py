"""What the shipped numbers are set by: sentences that neither the rules nor the model have seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from eventcoder.bench import Predictor
from eventcoder.knowledge.learned import LABELS, NO_ACT_LABEL
from eventcoder.settings import Settings
from training.examples import PairExample

_TEMPERATURES: Final = tuple(t / 20 for t in range(10, 81))
_PRECISION: Final = 0.85  # what the model must reach where it speaks alone
_PRIOR: Final = (2, 3)  # right and all acts that each level of fit begins with: few cases stay near the middle


def probabilities(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Return the softmax of scores (n, labels) divided by the temperature."""
    scaled = scores / temperature
    powers = np.exp(scaled - scaled.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True))


def best_temperature(scores: np.ndarray, examples: Sequence[PairExample]) -> float:
    """Return the temperature at which the right labels are most likely."""
    right = [LABELS.index(e.label) for e in examples]
    rows = np.arange(len(right))

    def surprise(temperature: float) -> float:
        return float(-np.log(probabilities(scores, temperature)[rows, right] + 1e-9).mean())

    return min(_TEMPERATURES, key=lambda t: (surprise(t), t))


def least_probability(probs: np.ndarray, examples: Sequence[PairExample]) -> float:
    """Return the lowest probability (two decimals) from which on enough of the acts that the model names are right."""
    none = LABELS.index(NO_ACT_LABEL)
    named = [
        (float(p.max()), LABELS[int(p.argmax())] == e.label)
        for p, e in zip(probs, examples, strict=True)
        if p.argmax() != none
    ]
    for limit in (n / 100 for n in range(30, 100)):
        above = [right for probability, right in named if probability >= limit]
        if not above or sum(above) >= _PRECISION * len(above):
            return limit
    return 1.0


def rule_trust(examples: Sequence[PairExample]) -> Mapping[int, tuple[int, int]]:
    """Return, by how well the best act fits the marked pair, how many acts had the right type, and of how many."""
    predictor = Predictor(Settings(learned=False))
    right, total = Counter(dict.fromkeys(range(7), _PRIOR[0])), Counter(dict.fromkeys(range(7), _PRIOR[1]))
    for example in examples:
        act = predictor.rule_act(example.text, example.source, example.target)
        if act is not None:
            total[act.fit] += 1
            right[act.fit] += act.event_type == example.label
    return {fit: (right[fit], total[fit]) for fit in sorted(total)}
