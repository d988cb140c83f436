"""Names in which no place is looked for: people, newspapers, other bodies."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Analysis, Candidate
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.places import Places
from eventcoder.schema import Span

_MEDIA: Final = "JRN"
_KNOWN_TOWN: Final = 15_000


class _Stretches:
    """Spans that do not overlap, of several that begin together the longest, looked up by what shares them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans, key=lambda s: (s.start, -s.end)):
            if not self._spans or span.start >= self._spans[-1].end:
                self._spans.append(span)
        self._starts = [span.start for span in self._spans]

    def around(self, span: Span) -> Span | None:
        """The stretch that shares characters with the span, or None."""
        n = bisect_right(self._starts, span.start)
        if n > 0 and self._spans[n - 1].end > span.start:
            return self._spans[n - 1]
        return self._spans[n] if n < len(self._starts) and self._starts[n] < span.end else None


@dataclass(frozen=True)
class BlockedNames:
    """Stretches that belong to other names."""

    people: _Stretches  # no place at all
    bodies: _Stretches  # a place inside is embedded
    surnames: frozenset[str]  # last names of people of the report
    last_words: frozenset[str]  # last words of unknown names of several words, which may be people
    titles: Container[str]  # role nouns in small letters
    known: Container[str]  # last names of everybody known

    def holds(self, span: Span, *, by_hand: bool) -> bool:
        """True if the span lies in a person's or a newspaper's name.

        by_hand: a trusted name, held only where it is less than the other name ("Prince Edward Island" is more).
        """
        around = self.people.around(span)
        return around is not None and not (by_hand and span.covers(around))

    def is_body(self, span: Span) -> bool:
        """True if the span is all of a body's name."""
        return self.bodies.around(span) == span

    def is_surname(self, word: str) -> bool:
        """True for the last name of somebody in the report, or of what may be somebody."""
        return word in self.surnames or word in self.last_words

    def is_title(self, word: str) -> bool:
        """True for a role noun: "Harare Mayor", where the name ends before it."""
        return word.lower() in self.titles

    def embeds(self, span: Span) -> bool:
        """True if the span is a part of a body's name."""
        around = self.bodies.around(span)
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
        last_words: set[str] = set()
        for c in analysis.candidates:
            if c.name is None:
                continue
            name = c.name.of(analysis.folded)
            if c.kind == "person" or (c.kind == "shape" and self._is_person(c, name)):
                people.add(c.name)
                surnames.add(name.split()[-1])
            elif c.kind == "body":
                (people if self._is_media(c) else bodies).add(c.name)
            elif c.kind == "shape" and " " in name and not self._is_place(name):
                last_words.add(name.split()[-1])
        return BlockedNames(
            people=_Stretches(people),
            bodies=_Stretches(bodies),
            surnames=frozenset(surnames),
            last_words=frozenset(last_words),
            titles=self._actors.roles,
            known=self._actors.surnames,
        )

    def _is_person(self, candidate: Candidate, name: str) -> bool:
        parts = name.split()
        if candidate.role is not None:
            role = self._actors.roles.get(candidate.role)
            return len(parts) > 1 or not self._places.find(name) or (role is not None and role[0].is_title)
        if len(parts) < 2 or self._is_place(name):
            return False
        return parts[0] in self._places.given_names and not any(self._places.classes(p) for p in parts[1:])

    def _is_place(self, name: str) -> bool:
        """True if the whole name is that of a place of some size: "Milton Keynes"."""
        if self._places.by_hand(name) or any(self._places.classes(p) for p in name.split()):
            return True
        return any(p.population >= _KNOWN_TOWN for p in self._places.find(name))

    def _is_media(self, candidate: Candidate) -> bool:
        known = [self._actors.known[e] for e in candidate.entries if e in self._actors.known]
        return any(_MEDIA in p.sectors for k in known for p in k.periods)
