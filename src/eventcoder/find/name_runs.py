"""Names in which no place is looked for: people, newspapers, other bodies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Analysis, Candidate
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.places import Places
from eventcoder.schema import Span

_MEDIA: Final = "JRN"


@dataclass(frozen=True)
class BlockedNames:
    """Stretches that belong to other names."""

    people: tuple[Span, ...]  # sorted, not overlapping: no place at all
    bodies: tuple[Span, ...]  # a place inside is embedded
    surnames: frozenset[str]  # last names of people of the report

    def holds(self, span: Span, *, by_hand: bool) -> bool:
        """True if the span lies in a person's or a newspaper's name; a hand-written place only if it is not all of it."""
        around = _around(self.people, span)
        return around is not None and not (by_hand and around == span)

    def embeds(self, span: Span) -> bool:
        """True if the span is a part of a body's name."""
        around = _around(self.bodies, span)
        return around is not None and around != span


class NameRuns:
    """Finds the blocked names of a report among its actor candidates."""

    def __init__(self, places: Places, actors: Actors) -> None:
        self._places = places
        self._actors = actors

    def blocked(self, analysis: Analysis) -> BlockedNames:
        """Return the stretches of people, newspapers and bodies."""
        people: set[Span] = set()
        bodies: set[Span] = set()
        surnames: set[str] = set()
        for c in analysis.candidates:
            if c.name is None:
                continue
            if c.kind == "person" or (c.kind == "shape" and self._is_person(c, c.name.of(analysis.folded))):
                people.add(c.name)
                surnames.add(c.name.of(analysis.folded).split()[-1])
            elif c.kind == "body":
                (people if self._is_media(c) else bodies).add(c.name)
        return BlockedNames(_disjoint(people), _disjoint(bodies), frozenset(surnames))

    def _is_person(self, candidate: Candidate, name: str) -> bool:
        parts = name.split()
        if candidate.role is not None:
            return len(parts) > 1 or not self._places.find(name)
        if len(parts) < 2 or self._places.by_hand(name):
            return False
        return parts[0] in self._places.given_names and not any(self._places.classes(p) for p in parts[1:])

    def _is_media(self, candidate: Candidate) -> bool:
        known = [self._actors.known[e] for e in candidate.entries if e in self._actors.known]
        return any(_MEDIA in p.sectors for k in known for p in k.periods)


def _disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _around(spans: tuple[Span, ...], span: Span) -> Span | None:
    """The stretch that shares characters with the span, or None."""
    n = bisect_right(spans, span)
    for other in spans[max(0, n - 1) : n + 1]:
        if other.overlaps(span):
            return other
    return None
