"""How words of a text are read as a place name: which part to look up, and what the added words say it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from eventcoder.knowledge.gazetteer import Place
from eventcoder.knowledge.place_names import place_key
from eventcoder.knowledge.places import Places

_CITY: Final = frozenset({"city", "town", "village", "township", "suburb", "capital", "port", "metropolis"})
_JOINS: Final = (" of ", " de ", " in ", " at ")
_INSIDE: Final = ("facility", "street", "natural", "admin")


@dataclass(frozen=True, slots=True)
class Reading:
    """A place name inside words: what to look up."""

    name: str
    is_adjective: bool
    asked: str | None  # city | admin | natural | facility | None
    places: tuple[Place, ...]
    is_part: bool = False  # only a part of the words is a place name: "Manila" of "Manila Cathedral"


def read_place(places: Places, words: str) -> Reading | None:
    """The reading of words that are said to be a place name, or None if no part of them is listed.

    >>> from eventcoder.knowledge.places import load_places
    >>> read_place(load_places(), "Oaxaca State").asked
    'admin'
    """
    for name, asked in _wholes(places, words.strip()):
        found = as_adjective(places, name)
        if found:
            return Reading(name, is_adjective=True, asked=None, places=found)
        found = places.find(name)
        if found:
            return Reading(name, is_adjective=False, asked=asked, places=found)
    return _inner(places, words)


@lru_cache(maxsize=20_000)
def as_adjective(places: Places, word: str) -> tuple[Place, ...]:
    """The places that a form stands for as an adjective; empty if it is a name as well."""
    if places.by_hand(word):
        return ()
    return places.adjectives.get(word, ()) or (places.adjectives.get(word.title(), ()) if word.isupper() else ())


def _wholes(places: Places, words: str) -> list[tuple[str, str | None]]:
    """The words, then the words without article, kind of unit and direction, each with the kind that is asked for."""
    found: list[tuple[str, str | None]] = [(words, None)]
    for article in ("the ", "The "):
        if words.startswith(article):
            words = words[4:]
            found.append((words, None))
    parts = words.split(" ")
    if len(parts) > 1 and "admin" in places.classes(parts[-1]):
        found.append((" ".join(parts[:-1]), _asked(parts[-1])))
    if len(parts) > 2 and parts[1].lower() == "of" and "admin" in places.classes(parts[0]):
        found.append((" ".join(parts[2:]), _asked(parts[0])))
    pieces = words.replace("-", " ").split(" ")
    if len(pieces) > 1 and "direction" in places.classes(pieces[0]):
        found.append((" ".join(pieces[1:]), None))
    if "-" in words and " " not in words:
        found.extend((piece, None) for piece in words.split("-") if len(piece) > 3)
    return found


def _asked(word: str) -> str:
    return "city" if word.lower() in _CITY else "admin"


def _inner(places: Places, words: str) -> Reading | None:
    """The longest listed name inside the words; where the words name a building or street, what it lies in."""
    parts = words.replace(",", " ").split()
    kind = next((c for c in _INSIDE if any(c in places.classes(p) for p in parts)), None)
    for length in range(len(parts) - 1, 0, -1):
        for start in range(len(parts) - length + 1):
            name = " ".join(parts[start : start + length]).removesuffix("'s").removesuffix("’s")
            if name[:1].islower() or len(name) < 3:
                continue
            adjective = as_adjective(places, name)
            found = adjective or (places.find(name) if place_key(name) not in places.never else ())
            if found and (length > 1 or found[0].population >= 100_000 or not found[0].ref.startswith("places/gaz")):
                return Reading(name, bool(adjective), kind or "facility", found, is_part=True)
    return None
