"""What places there are and what their names may mean: countries, provinces, regions, landmarks, towns.

Comes in: ``places/*.tsv`` and ``actors/countries.tsv`` (written by hand, they decide), ``places/gazetteer.zip``
(packed, opened on first use). Goes out: the candidates of a name, most likely first without any context, and yes-or-
no questions that reading and actors ask: is this a place, in which country is it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from eventcoder.knowledge.gazetteer import FILE, Gazetteer, Place
from eventcoder.knowledge.place_names import place_key
from eventcoder.knowledge.tables import BUILT_IN, Problems, Row, Tables

_POINT: Final = ("latitude", "longitude")
_ALONE: Final = frozenset({"continent", "union", "sea", "mountains", "conflict zone", "strait", "desert"})
_GENERIC_DOMAINS: Final = frozenset({"co", "tv", "io", "me", "ai", "fm", "cc", "to", "ly", "ws"})  # sold to everybody
_DOMINANT: Final = 1.0  # a place ten times as big as the next of its name needs no context
_COUNTRY_PRIOR: Final = 9.5
_REGION_PRIOR: Final = 8.0
_POINT_PRIOR: Final = 6.5
_UNIT_PRIOR: Final = 6.0
_LARGEST_UNIT: Final = 7.0
_ALIAS_COST: Final = 1.2


@dataclass(frozen=True, eq=False)
class Places:
    """All knowledge of places, with its look-ups."""

    forms: Mapping[str, tuple[Place, ...]]  # hand-written, by form as written
    alone: frozenset[str]  # forms of regions that hide towns of their name
    adjectives: Mapping[str, tuple[Place, ...]]
    abbreviations: frozenset[str]
    capitals: frozenset[tuple[str, str]]  # (ISO3, key)
    never: frozenset[str]  # words that are no place
    phrases: frozenset[str]  # several words that are no place although they hold one: "West Nile virus"
    weak: frozenset[str]  # words that are a place only where the text says so
    given_names: frozenset[str]
    words: Mapping[str, frozenset[str]]  # word beside a name -> its classes
    domains: Mapping[str, str]  # top-level domain -> ISO3
    gazetteer: Gazetteer

    def find(self, name: str) -> tuple[Place, ...]:
        """The places that a name may mean, most likely first; empty for a name nobody lists.

        >>> [p.country for p in load_places().find("Lahore")][:1]
        ['PAK']
        """
        return _candidates_of(self, name)

    def by_hand(self, name: str) -> tuple[Place, ...]:
        """The hand-written places of a name; a name in capitals is also tried in small letters."""
        found = self.forms.get(name, ())
        if not found and name.isupper() and len(name) > 3:
            found = self.forms.get(_titled(name), ())
        return found

    def prior(self, place: Place) -> float:
        """How likely the place is meant by its name without any context; 1 is a factor of ten in people."""
        size = math.log10(place.population + 10)
        if place.kind == "country":
            return _COUNTRY_PRIOR
        if place.kind == "region":
            return _REGION_PRIOR
        if place.kind == "point":
            return _POINT_PRIOR
        if place.kind == "admin1":
            size = size - 0.5 if place.ref.startswith(FILE) else min(max(size, _UNIT_PRIOR), _LARGEST_UNIT)
        if place.kind == "admin2":
            size -= 1.5
        if self.is_capital(place) and not place.is_alias:
            size += 1.5
        elif place.kind == "city" and place.population >= 1_000_000:
            size += 0.5
        return size - (_ALIAS_COST if place.is_alias else 0.0)

    def is_capital(self, place: Place) -> bool:
        """True for the capital or seat of government of its country."""
        return place.kind == "city" and (place.country or "", place_key(place.name)) in self.capitals

    def is_place(self, name: str) -> bool:
        """True if a name can open a dateline: a listed place that is no ordinary word."""
        key = place_key(name)
        if self.by_hand(name):
            return True
        return key not in self.never and any(p.kind in ("city", "admin1", "admin2") for p in self.find(name))

    def country_of(self, name: str) -> str | None:
        """ISO 3166 alpha-3 of the country a name lies in, or None if none is clearly the likeliest.

        >>> load_places().country_of("Karachi"), load_places().country_of("Springfield in Nowhere")
        ('PAK', None)
        """
        found = self.find(name)
        if not found or place_key(name) in self.never or place_key(name) in self.weak:
            return None
        best = found[0]
        rivals = [p for p in found[1:] if p.country != best.country]
        if rivals and self.prior(best) - self.prior(rivals[0]) < _DOMINANT:
            return None
        return best.country

    def classes(self, word: str) -> frozenset[str]:
        """What a word beside a name says: admin, natural, facility, street, direction, locative, media, team."""
        return self.words.get(word.lower(), frozenset())

    def country_of_address(self, url: str | None) -> str | None:
        """ISO3 of the country in whose domain a web address lies, or None."""
        if not url:
            return None
        host = url.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0].lower()
        return self.domains.get(host.rsplit(".", 1)[-1])


@lru_cache(maxsize=20_000)
def _candidates_of(places: Places, name: str) -> tuple[Place, ...]:
    by_hand = places.by_hand(name)
    if any(form in places.alone for form in (name, _titled(name))) and by_hand:
        return by_hand
    if name in places.abbreviations:
        return by_hand
    ids = {p.geonameid for p in by_hand if p.geonameid}
    key = place_key(name)
    packed = places.gazetteer.find(key) if len(key) > 1 else ()
    people = {p.geonameid: p.population for p in packed}
    listed = [p for p in packed if p.geonameid not in ids]
    known = [replace(p, population=people.get(p.geonameid, 0) if p.geonameid else 0) for p in by_hand]
    return tuple(sorted([*known, *listed], key=lambda p: (-places.prior(p), p.geonameid or "")))


def _titled(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in name.split(" "))


def load_places(tables: Tables | None = None) -> Places:
    """Read and check all place files, the packed one only when it is asked. Raises KnowledgeError with every fault."""
    tables = tables or Tables()
    problems = Problems()
    build = _Build(tables, problems)
    build.countries()
    build.units()
    build.regions()
    build.landmarks()
    problems.raise_if_any()
    blockers = tables.read("places/blockers.tsv", ("word", "class"))
    return Places(
        forms={form: tuple(found) for form, found in build.forms.items()},
        alone=frozenset(build.alone),
        adjectives={form: tuple(found) for form, found in build.adjectives.items()},
        abbreviations=frozenset(build.abbreviations),
        capitals=frozenset(build.capitals),
        never=frozenset(place_key(r.word("word")) for r in blockers if r.word("class") == "never"),
        phrases=frozenset(place_key(r.word("word")) for r in blockers if r.word("class") == "phrase"),
        weak=frozenset(place_key(r.word("word")) for r in blockers if r.word("class") == "weak"),
        given_names=frozenset(r.word("name") for r in tables.read("places/given_names.tsv", ("name",))),
        words={
            r.word("word"): frozenset(r.items("classes"))
            for r in tables.read("places/place_words.tsv", ("word", "classes"))
        },
        domains={d: c for d, c in build.domains.items() if d not in _GENERIC_DOMAINS},
        gazetteer=_gazetteer(),
    )


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer(BUILT_IN / FILE)


class _Build:
    """Collects the hand-written places by form."""

    def __init__(self, tables: Tables, problems: Problems) -> None:
        self._tables, self._problems = tables, problems
        self.forms: dict[str, list[Place]] = defaultdict(list)
        self.adjectives: dict[str, list[Place]] = defaultdict(list)
        self.alone: set[str] = set()
        self.abbreviations: set[str] = set()
        self.capitals: set[tuple[str, str]] = set()
        self.domains: dict[str, str] = {"uk": "GBR"}

    def countries(self) -> None:
        columns = "iso3 iso2 plover name official_name other_names adjectives capital seats end geonameid".split()
        rows = self._tables.read("actors/countries.tsv", (*columns, *_POINT))
        for row in sorted(rows, key=lambda r: bool(r.text("end"))):  # what still exists comes first
            place = self._place(
                row, "country" if row.text("iso2") else "region", row.word("plover") or row.word("iso3")
            )
            if place is None:
                continue
            own = replace(place, country=row.word("iso3")) if row.text("iso2") else place
            self._add(
                own, (row.word("name"), row.word("official_name"), *row.items("other_names")), row.items("adjectives")
            )
            if row.text("iso2"):
                self.domains.setdefault(row.word("iso2").lower(), row.word("iso3"))
            if not row.text("end"):
                seats = (*row.items("capital"), *row.items("seats"))
                self.capitals.update((own.country or "", place_key(seat)) for seat in seats)

    def units(self) -> None:
        columns = "id country name aliases adjectives abbreviations code geonameid".split()
        for row in self._tables.read("places/admin1.tsv", (*columns, *_POINT)):
            place = self._place(row, "admin1", row.word("country"))
            if place is not None:
                short = row.items("abbreviations")
                self.abbreviations.update(short)
                self._add(place, (row.word("name"), *row.items("aliases"), *short), row.items("adjectives"))

    def regions(self) -> None:
        columns = "id name kind country aliases adjectives geonameid".split()
        for row in self._tables.read("places/regions.tsv", (*columns, *_POINT)):
            place = self._place(row, "region", row.text("country"))
            if place is not None:
                forms = (row.word("name"), *row.items("aliases"))
                self._claim(place, forms)
                self._add(place, forms, row.items("adjectives"))
                if row.word("kind") in _ALONE or (row.word("kind") == "region" and not row.text("country")):
                    self.alone.update(forms)

    def landmarks(self) -> None:
        for row in self._tables.read("places/landmarks.tsv", ("id", "name", "kind", "country", "aliases", *_POINT)):
            place = self._place(row, "point", row.text("country"))
            if place is not None:
                self._add(place, (row.word("name"), *row.items("aliases")), ())

    def _claim(self, place: Place, forms: tuple[str, ...]) -> None:
        """Take names away from the country that lists them too: the Gaza Strip is not all of Palestine."""
        for form in forms:
            self.forms[form] = [p for p in self.forms[form] if p.country != place.country or p.name == form]

    def _add(self, place: Place, forms: tuple[str, ...], adjectives: tuple[str, ...]) -> None:
        for form in dict.fromkeys(forms):
            if form and place not in self.forms[form]:
                self.forms[form].append(place)
        for form in adjectives:
            if form[:1].isupper() and not form.endswith("-"):
                self.adjectives[form].append(place)

    def _place(self, row: Row, kind: str, country: str | None) -> Place | None:
        """The place of a row; None for a country row without a point. A point that is none is a fault."""
        if not row.text("latitude") and not row.text("longitude") and row.file.startswith("actors/"):
            return None
        try:
            latitude, longitude = float(row.word("latitude")), float(row.word("longitude"))
        except ValueError:
            self._problems.add(row, "latitude and longitude must be numbers in degrees.")
            return None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or latitude == longitude == 0:
            self._problems.add(row, f"{latitude}, {longitude} is no point of this place.")
        return Place(
            name=row.word("name"),
            kind=kind,
            country=country,
            admin1=row.cells.get("code") or None,
            admin2=None,
            latitude=latitude,
            longitude=longitude,
            population=0,
            geonameid=row.cells.get("geonameid") or None,
            ref=row.ref,
        )
