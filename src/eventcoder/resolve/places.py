"""Which place each toponym of a report means.

Comes in: toponyms with what the text says of them, the dateline, the publisher's country. Goes out: ``places``, each
with the rule that chose it. Candidates of a name are weighed against what the whole report names: the unit the text
puts a name in ("Paris, Texas"), countries and provinces named elsewhere, what is near, then the size of the place. A
name means one place throughout a report unless the text says otherwise. What is not listed but named as a building or
a street lies where the report's nearest known town is, and says so; anything else unknown is left out, never put at
0, 0.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, PlacedToponym, Toponym
from eventcoder.knowledge.gazetteer import Place
from eventcoder.knowledge.place_forms import as_adjective
from eventcoder.knowledge.places import Places
from eventcoder.schema import Document, EventPlace

_EARTH_KM: Final = 6371.0
_NEAR_KM: Final = 200.0
_MANY: Final = 60  # candidates weighed of one name
_ROUNDS: Final = 2
_CONTAINED: Final = 6.0
_COUNTRY_NAMED: Final = 3.0
_SMALL: Final = 0.5  # a report about America does not move Geneva there
_UNIT_NAMED: Final = 2.0
_HOME: Final = 1.5
_NEAR: Final = 1.0
_ASKED: Final = 2.0
_BESIDE: Final = 2.0
_COUNTED: Final = 4  # mentions of one name that count
_TOWN: Final = 50_000  # people in a town that is known outside its province
_SUPPORTED: Final = frozenset({"places.contained", "places.country", "places.home", "places.unit"})
_CLEAR: Final = 1.0  # by how much the best must lead before others lean on it


@dataclass(frozen=True, slots=True)
class _Choice:
    """The place chosen for a name, why, and by how much it leads."""

    place: Place
    rule: str
    lead: float


@dataclass(frozen=True, slots=True)
class _Context:
    """What the report says about where it plays."""

    home: tuple[str, ...]  # countries of dateline and publisher
    countries: Counter[str]  # ISO3 -> mentions of clear places there
    own: Mapping[str, tuple[str, int]]  # name -> country and mentions that it brought
    units: Mapping[str, frozenset[str]]  # GeoNames code of a province -> names it is named by
    points: tuple[tuple[str, Place], ...]  # clear towns, each with the name they were chosen for

    def share(self, country: str, name: str) -> float:
        """The part of the report's clear places, those of ``name`` left out, that lies in a country."""
        own_country, own = self.own.get(name, ("", 0))
        total = self.countries.total() - own
        inside = self.countries[country] - (own if own_country == country else 0)
        return inside / total if total else 0.0


class ResolvePlaces:
    """Give a report's toponyms their places."""

    name = "resolve.places"
    needs = ("toponyms",)
    gives = ("places",)

    def __init__(self, places: Places) -> None:
        self._places = places

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with a place for every toponym that means one."""
        return replace(analysis, places=self.resolve(analysis.toponyms, analysis.document))

    def resolve(self, toponyms: Sequence[Toponym], document: Document) -> tuple[PlacedToponym, ...]:
        """Return the placed toponyms in text order; those that nothing is known of are left out."""
        groups = self._groups(toponyms)
        home = self._home(document)
        chosen: dict[str, _Choice] = {}
        for _ in range(_ROUNDS):
            context = self._context(groups, chosen, home)
            chosen = {name: self._choose(name, group, context, toponyms) for name, group in groups.items()}
        known = [(t, chosen[_key(t)]) for t in toponyms if _key(t) in chosen]
        nearby = _Nearby(known)
        lost = [(t, nearby.around(t)) for t in toponyms if _key(t) not in chosen]
        found = known + [(t, choice) for t, choice in lost if choice is not None]
        return tuple(_placed(t, choice) for t, choice in sorted(found, key=lambda f: f[0].span))

    def candidates(self, toponym: Toponym) -> tuple[Place, ...]:
        """The places that a toponym may mean."""
        if toponym.is_adjective:
            return as_adjective(self._places, toponym.name)[:1]
        return self._places.find(toponym.name)[:_MANY]

    def _groups(self, toponyms: Sequence[Toponym]) -> dict[str, list[Toponym]]:
        """Toponyms by the name they are looked up with; without those nobody lists."""
        groups: dict[str, list[Toponym]] = defaultdict(list)
        for t in toponyms:
            if self.candidates(t):
                groups[_key(t)].append(t)
        return dict(groups)

    def _home(self, document: Document) -> tuple[str, ...]:
        country = document.publisher_country or self._places.country_of_address(document.url)
        return (country,) if country else ()

    def _context(
        self, groups: Mapping[str, list[Toponym]], chosen: Mapping[str, _Choice], home: tuple[str, ...]
    ) -> _Context:
        countries: Counter[str] = Counter()
        own: dict[str, tuple[str, int]] = {}
        units: dict[str, set[str]] = defaultdict(set)
        points: list[tuple[str, Place]] = []
        for name, group in groups.items():
            choice = chosen.get(name) or self._alone(group[0])
            if choice is None or choice.lead < _CLEAR:
                continue
            place = choice.place
            if place.country:
                own[name] = (place.country, min(len(group), _COUNTED))
                countries[place.country] += own[name][1]
            if place.kind == "admin1" and place.admin1:
                units[place.admin1].add(name)
            if place.kind in ("city", "point") and (place.population >= _TOWN or choice.rule in _SUPPORTED):
                points.append((name, place))
        return _Context(home, countries, own, {u: frozenset(n) for u, n in units.items()}, tuple(points[:30]))

    def _alone(self, toponym: Toponym) -> _Choice | None:
        """The choice without any context; used only to see what the report is about."""
        found = self.candidates(toponym)
        if not found:
            return None
        first = self._places.prior(found[0])
        lead = first - self._places.prior(found[1]) if len(found) > 1 else first - 3.0
        return _Choice(found[0], "places.alone", lead)

    def _choose(self, name: str, group: Sequence[Toponym], context: _Context, toponyms: Sequence[Toponym]) -> _Choice:
        candidates = self._fitting(self.candidates(group[0]), group)
        around = [
            c for t in group if t.container is not None for c in self._containers(candidates[0], toponyms[t.container])
        ]
        beside = Counter(kind for t in group for i in t.beside if (kind := self._clear_kind(toponyms[i])))
        weighed = []
        for place in candidates:
            reasons = self._reasons(place, name, around, context)
            if any(t.asked and _is_asked(place, t.asked) for t in group):
                reasons["places.asked"] = _ASKED
            if beside[place.kind]:
                reasons["places.beside"] = _BESIDE
            weight = self._places.prior(place) + sum(reasons.values())
            weighed.append((weight, max(reasons, key=lambda r: reasons[r]) if reasons else "places.size", place))
        weighed.sort(key=lambda w: (-w[0], w[2].geonameid or ""))
        best = weighed[0]
        lead = best[0] - weighed[1][0] if len(weighed) > 1 else _CLEAR
        return _Choice(best[2], best[1] if len(weighed) > 1 else "places.only", lead)

    def _fitting(self, candidates: Sequence[Place], group: Sequence[Toponym]) -> Sequence[Place]:
        """Without the towns that are also called by their country's name: Mexico is not Mexico City."""
        countries = {p.country for p in candidates if p.kind == "country"}
        if not countries or any(t.asked == "city" for t in group):
            return candidates
        return [p for p in candidates if not (p.kind == "city" and p.country in countries)]

    def _containers(self, first: Place, container: Toponym) -> Sequence[Place]:
        """The units that hold a name; none where two names of one level follow each other: "Japan, China"."""
        found = self.candidates(container)[:3]
        if found and first.kind == found[0].kind and first.kind in ("country", "admin1", "region"):
            return ()
        return found

    def _clear_kind(self, toponym: Toponym) -> str | None:
        """The kind of a listed neighbour that is a country or province without doubt."""
        choice = self._alone(toponym)
        if choice is None or choice.lead < _CLEAR or choice.place.kind not in ("country", "admin1"):
            return None
        return choice.place.kind

    def _reasons(self, place: Place, name: str, around: Sequence[Place], context: _Context) -> dict[str, float]:
        """What speaks for a candidate: rule -> weight."""
        reasons: dict[str, float] = {}
        if any(_holds(container, place) for container in around):
            reasons["places.contained"] = _CONTAINED
        share = context.share(place.country, name) if place.country else 0.0
        if share:
            is_small = place.kind == "city" and place.population < _TOWN
            reasons["places.country"] = _COUNTRY_NAMED * math.sqrt(share) * (_SMALL if is_small else 1.0)
        if context.units.get(place.admin1 or "", frozenset()) - {name} and place.kind in ("city", "admin2", "point"):
            reasons["places.unit"] = _UNIT_NAMED
        if place.country in context.home:
            reasons["places.home"] = _HOME
        if place.kind != "country" and any(n != name and distance_km(place, p) < _NEAR_KM for n, p in context.points):
            reasons["places.near"] = _NEAR
        return reasons


def _key(toponym: Toponym) -> str:
    """Mentions with one key mean one place: "Idlib" and "Idlib province" need not."""
    kind = "adjective" if toponym.is_adjective else toponym.asked if toponym.asked in ("admin", "city") else "name"
    return f"{toponym.name.casefold()}/{kind}"


def _holds(container: Place, place: Place) -> bool:
    if container.contains(place):
        return True
    if container.kind != "region" or container.country is None:
        return False
    return container.country == place.country and place.kind != "country"


def _is_asked(place: Place, asked: str) -> bool:
    if asked == "admin":
        return place.kind in ("admin1", "admin2")
    if asked == "city":
        return place.kind == "city"
    return asked == "natural" and place.kind == "region"


def distance_km(one: Place, other: Place) -> float:
    """Distance on the sphere."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


class _Nearby:
    """The places of a report in text order, to be asked which is nearest."""

    def __init__(self, known: Sequence[tuple[Toponym, _Choice]]) -> None:
        self._lists = []
        for kinds in (("city", "admin2", "point"), ("admin1",)):
            chosen = [(t.span.start, c) for t, c in known if c.place.kind in kinds]
            self._lists.append(([start for start, _ in chosen], [c for _, c in chosen]))

    def around(self, toponym: Toponym) -> _Choice | None:
        """The known town or unit nearest before an unlisted building, street or river, else the first after it."""
        if toponym.asked not in ("facility", "street", "natural"):
            return None
        for starts, choices in self._lists:
            if choices:
                n = bisect_left(starts, toponym.span.start)
                return _Choice(choices[max(0, n - 1)].place, "places.around", 0.0)
        return None


def _placed(toponym: Toponym, choice: _Choice) -> PlacedToponym:
    place = choice.place
    where = EventPlace(
        name=place.name,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        geonameid=place.geonameid,
        precision=place.kind,
        basis="dateline" if toponym.use == "dateline" else "sentence",
        span=toponym.span,
    )
    return PlacedToponym(toponym.span, where, choice.rule, toponym.use)
