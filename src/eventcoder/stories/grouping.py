"""Events that may be one, put into groups: the strongest pairs first, and nothing beside what contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from eventcoder.knowledge.stories import Limits
from eventcoder.stories.compare import Comparison
from eventcoder.stories.items import Key
from eventcoder.stories.loading import Reports

CompareKeys = Callable[[Key, Key], Comparison]
Edge = tuple[Key, Key]
_LOOKED_AT: Final = 20  # members of a group that are compared with another group's: the first ones in order


class Grouping:
    """Group the events of one component.

    compare: the comparison of two events by key. apart: pairs that a user keeps apart.
    """

    def __init__(self, items: Reports, compare: CompareKeys, limits: Limits, apart: frozenset[Edge]) -> None:
        self._items, self._compare, self._limits, self._apart = items, compare, limits, apart
        self._group: dict[Key, tuple[Key, ...]] = {}
        self._unit: dict[Key, tuple[Key, ...]] = {}  # events that are one whatever is compared

    def __call__(self, keys: Iterable[Key], must: Sequence[Edge], may: Mapping[Edge, float]) -> list[tuple[Key, ...]]:
        """Return the groups, each in order of its events.

        must: pairs that are one whatever else is said (told again in one report, joined by a user).
        may: pairs that may be one, with their sums of weights.
        """
        ordered = sorted(keys, key=self._order)
        self._group = {key: (key,) for key in ordered}
        for first, second in must:
            if not self._is_kept_apart(self._group[first], self._group[second]):
                self._join(first, second)
        self._unit = dict(self._group)
        for first, second in sorted(may, key=lambda edge: (-may[edge], self._order(edge[0]), self._order(edge[1]))):
            if self._group[first] is not self._group[second] and self._fit(self._group[first], self._group[second]):
                self._join(first, second)
        return list(dict.fromkeys(self._group[key] for key in ordered))

    def _order(self, key: Key) -> tuple[str, str, int, str]:
        return self._items[key].order

    def _join(self, first: Key, second: Key) -> None:
        if self._group[first] is self._group[second]:
            return
        joined = tuple(sorted((*self._group[first], *self._group[second]), key=self._order))
        for key in joined:
            self._group[key] = joined

    def _fit(self, first: tuple[Key, ...], second: tuple[Key, ...]) -> bool:
        """True if no event of one group contradicts one of the other, and they are alike on the whole."""
        if self._is_kept_apart(first, second):
            return False
        totals = []
        for a in self._tellings(first):
            for b in self._tellings(second):
                found = max((self._compare(x, y) for x in a for y in b), key=lambda c: (not c.is_blocked, c.total))
                if found.is_blocked:
                    return False
                totals.append(found.total)
        return sum(totals) >= self._limits.average * len(totals)

    def _tellings(self, group: tuple[Key, ...]) -> list[list[Key]]:
        """The first events of a group; those that are one whatever is compared stand together, the best counts."""
        told: dict[tuple[Key, ...], list[Key]] = {}
        for key in group[:_LOOKED_AT]:
            told.setdefault(self._unit[key], []).append(key)
        return list(told.values())

    def _is_kept_apart(self, first: tuple[Key, ...], second: tuple[Key, ...]) -> bool:
        return bool(self._apart) and any((a, b) in self._apart or (b, a) in self._apart for a in first for b in second)
