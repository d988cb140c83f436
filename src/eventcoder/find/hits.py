"""Known names in a text, found in one pass."""

from __future__ import annotations

from dataclasses import dataclass

from eventcoder.knowledge.actor_names import plain
from eventcoder.knowledge.actors import Actors, NameEntry


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name where it stands in a text."""

    start: int
    end: int
    form: str
    entries: tuple[NameEntry, ...]

    @property
    def is_person(self) -> bool:
        """True if the form can only be a person's name."""
        return all(e.kind == "person" for e in self.entries)


class NameHits:
    """Finds known names: whole words only, leftmost, longest, with or without their accents."""

    def __init__(self, actors: Actors) -> None:
        self._names = actors.names
        self._forms = actors.forms
        self._automaton = actors.automaton

    def find(self, folded: str) -> list[Hit]:
        """Return the hits of a text in text order."""
        folded = plain(folded)
        return [
            Hit(start, end, self._forms[n], self._names[self._forms[n]])
            for n, start, end in self._automaton.find_matches_as_indexes(folded)
            if _is_whole(folded, start, end)
        ]


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not text[start - 1].isalnum()
    after = end == len(text) or not text[end].isalnum()
    return before and after
