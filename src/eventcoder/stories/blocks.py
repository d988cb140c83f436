"""Which events are worth comparing: those of one type, one day, and one country, pair or named actor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.stories.items import Item, Key

Sides = tuple[frozenset[str], frozenset[str]]
Block = tuple[str, str, int]  # event type, countries or a named actor, day
_ANY_DAY = 0
_APART = 2  # days
_ONE_OF_ITS_KIND = ("per:", "grp:")


class Blocks:
    """Events by type, countries and day."""

    def __init__(self, knowledge: StoryKnowledge) -> None:
        self._like = {t: knowledge.types_like(t) for pair in knowledge.type_pairs for t in pair}
        self._blocks: dict[Block, dict[Key, None]] = {}

    def add(self, item: Item) -> None:
        """Put an event into its blocks."""
        for block in _homes(item):
            self._blocks.setdefault(block, {})[item.key] = None

    def remove(self, item: Item) -> None:
        """Take an event out of its blocks."""
        for block in _homes(item):
            self._blocks.get(block, {}).pop(item.key, None)

    def near(self, item: Item) -> set[Key]:
        """Return the events that may be the same as this one."""
        types = {item.event.event_type, *self._like.get(item.event.event_type, ())}
        if item.event.status == "negated":
            types.add("ACCUSE")  # who denies an act answers those who accuse him of it
        found: set[Key] = set()
        for countries in _sought(item):
            for day in _days(item):
                for event_type in types:
                    found.update(self._blocks.get((event_type, countries, day), ()))
        found.discard(item.key)
        return found


def _homes(item: Item) -> Iterator[Block]:
    names = {*_named(item)}
    for sides in {item.sides, item.told_sides}:
        names |= {*_pairs(sides, item.event.quad), *_singles(sides)}
    for countries in sorted(names):
        for day in _days(item):
            yield item.event.event_type, countries, day


def _sought(item: Item) -> Iterator[str]:
    """Pairs of two sides meet pairs; an event that tells one side only meets every event with that country.

    Events with the same named person or group meet whatever country reports give him.
    """
    yield from _named(item)
    for source, target in {item.sides, item.told_sides}:
        if source and target:
            yield from _pairs((source, target), item.event.quad)
            yield from (f"one:{c}" for c in source | target)
        else:
            yield from (f"{kind}:{c}" for c in source | target or ("?",) for kind in ("one", "any"))


def _pairs(sides: Sides, quad: int) -> Iterator[str]:
    """Pairs of a source's and a target's country; in cooperation of any two parties', of which one may stand by."""
    source, target = sides
    yield from ("-".join(sorted({a, b})) for a in source for b in target)
    if quad == 1:
        yield from ("-".join(pair) for pair in combinations(sorted(source | target), 2))


def _singles(sides: Sides) -> Iterator[str]:
    source, target = sides
    kind = "any" if source and target else "one"
    yield from (f"{kind}:{c}" for c in source | target or ("?",))


def _named(item: Item) -> Iterator[str]:
    people = (*item.event.source, *item.event.target)
    yield from sorted({f"who:{p.actor_id}" for p in people if p.actor_id.startswith(_ONE_OF_ITS_KIND)})


def _days(item: Item) -> Iterator[int]:
    """The days of an event and two more, so that two that are so far apart meet (limits.tsv, near_days)."""
    if item.days is None:
        yield _ANY_DAY
    else:
        yield from range(item.days.first, item.days.last + 1 + _APART)
