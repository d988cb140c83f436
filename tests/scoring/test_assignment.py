"""The largest pairing, and of those the cheapest."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.scoring.assignment import assign

COSTS = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(0, 9).map(float), max_size=12)


def best_of_all(costs: dict[tuple[int, int], float]) -> tuple[int, float]:
    """Number of pairs and cost of the best pairing, found by trying everything."""
    best = (0, 0.0)
    for order in permutations(range(4)):
        pairs = [(left, right) for left, right in enumerate(order) if (left, right) in costs]
        found = (len(pairs), sum(costs[pair] for pair in pairs))
        best = min(best, found, key=lambda f: (-f[0], f[1]))
    return best


@given(COSTS)
def test_no_pairing_is_larger_or_as_large_and_cheaper(costs: dict[tuple[int, int], float]) -> None:
    found = assign(costs)
    assert len(set(found.values())) == len(found)
    assert (len(found), sum(costs[pair] for pair in found.items())) == pytest.approx(best_of_all(costs))


def test_nothing_to_pair() -> None:
    assert assign({}) == {}
