"""Which events are worth comparing: those of one type, one day, and one country, pair or named actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.stories.items import Item, Key

Sides = tuple[frozenset[str], frozenset[str]]
Block = tuple[str, str, int]  # event type, countries or a named actor, day
_ANY_DAY = 0
_ACCUSATION, _DENIAL = "ACCUSE", "denial"  # the latter beside the type of what did not happen
_APART = 2  # days
_ONE_OF_ITS_KIND = ("per:", "grp:")


@dataclass(frozen=True, slots=True)
class Home:
    """Where an event is kept: its type, countries and named actors, and days."""

    types: tuple[str, ...]
    names: tuple[str, ...]
    days: tuple[int, int] | None  # ordinals of the first and last day

    def days_kept(self) -> Iterable[int]:
        """The days under which it is kept: its own and two more (limits.tsv, near_days)."""
        return (_ANY_DAY,) if self.days is None else range(self.days[0], self.days[1] + 1 + _APART)

    def blocks(self) -> Iterator[Block]:
        """Yield every block in which it is kept."""
        return ((t, name, day) for t in self.types for name in self.names for day in self.days_kept())


class Blocks:
    """Events by type, countries and day."""

    def __init__(self, knowledge: StoryKnowledge) -> None:
        self._like = {t: knowledge.types_like(t) for pair in knowledge.type_pairs for t in pair}
        self._blocks: dict[Block, dict[Key, None]] = {}

    def add(self, key: Key, home: Home) -> None:
        """Put an event into its blocks."""
        for block in home.blocks():
            self._blocks.setdefault(block, {})[key] = None

    def remove(self, key: Key, home: Home) -> None:
        """Take an event out of its blocks."""
        for block in home.blocks():
            self._blocks.get(block, {}).pop(key, None)

    def near(self, item: Item) -> set[Key]:
        """Return the events that may be the same as this one."""
        types = {item.event.event_type, *self._like.get(item.event.event_type, ())}
        if item.event.status == "negated":
            types.add(_ACCUSATION)  # who denies an act answers those who accuse him of it
        if item.event.event_type == _ACCUSATION:
            types.add(_DENIAL)
        found: set[Key] = set()
        days = home_of(item).days_kept()
        for countries in _sought(item):
            for day in days:
                for event_type in types:
                    found.update(self._blocks.get((event_type, countries, day), ()))
        found.discard(item.key)
        return found


def home_of(item: Item) -> Home:
    """Return where an event is kept."""
    names = {*_named(item)}
    for sides in (item.sides, item.told_sides):
        names |= {*_pairs(sides, item.event.quad), *_singles(sides)}
    days = (item.days.first, item.days.last) if item.days is not None else None
    types = (item.event.event_type, *((_DENIAL,) if item.event.status == "negated" else ()))
    return Home(types, tuple(sorted(names)), days)


def _sought(item: Item) -> Iterator[str]:
    """Pairs of two sides meet pairs; an event that tells one side only meets every event with that country.

    Events with the same named person or group meet whatever country reports give him.
    """
    yield from _named(item)
    for source, target in (item.sides, item.told_sides):
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
