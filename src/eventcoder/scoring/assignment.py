"""The best one-to-one pairing: as many pairs as possible, and of those pairings the cheapest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

Pair = tuple[int, int]


def assign(costs: Mapping[Pair, float]) -> dict[int, int]:
    """Return left -> right for the largest pairing of the allowed pairs, the cheapest one if several are as large.

    costs: the allowed pairs. Grows the pairing by one cheapest augmenting path after the other.

    >>> assign({(0, 0): 1.0, (0, 1): 0.0, (1, 1): 0.5})
    {0: 0, 1: 1}
    """
    to_right: dict[int, int] = {}
    to_left: dict[int, int] = {}
    edges: dict[int, list[tuple[int, float]]] = {}
    for (left, right), cost in sorted(costs.items()):
        edges.setdefault(left, []).append((right, cost))
    while True:
        path = _cheapest_path(edges, costs, to_right, to_left)
        if path is None:
            return dict(sorted(to_right.items()))
        for left, right in path:
            to_right[left], to_left[right] = right, left


def _cheapest_path(
    edges: Mapping[int, list[tuple[int, float]]],
    costs: Mapping[Pair, float],
    to_right: Mapping[int, int],
    to_left: Mapping[int, int],
) -> list[Pair] | None:
    """The pairs to set along the cheapest way from a free left to a free right node, or None if there is no way."""
    cost_of_left = {left: 0.0 for left in edges if left not in to_right}
    came_from: dict[int, int] = {}  # right -> left
    cost_of_right: dict[int, float] = {}
    pending = sorted(cost_of_left)
    while pending:  # Bellman-Ford: giving up a pair has a negative cost
        relaxed: set[int] = set()
        for left in pending:
            for right, cost in edges[left]:
                reached = cost_of_left[left] + cost
                if right == to_right.get(left) or reached >= cost_of_right.get(right, inf) - 1e-12:
                    continue
                cost_of_right[right], came_from[right] = reached, left
                partner = to_left.get(right)
                if partner is not None:
                    cost_of_left[partner] = reached - costs[partner, right]
                    relaxed.add(partner)
        pending = sorted(relaxed)
    free = [(cost, right) for right, cost in cost_of_right.items() if right not in to_left]
    if not free:
        return None
    return list(_way_back(min(free)[1], came_from, to_right))


def _way_back(last: int, came_from: Mapping[int, int], to_right: Mapping[int, int]) -> Iterator[Pair]:
    """Yield the pairs of a way, from its end to the free left node where it began."""
    right: int | None = last
    while right is not None:
        left = came_from[right]
        yield left, right
        right = to_right.get(left)
