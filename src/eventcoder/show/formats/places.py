"""The place of an event as other projects split it: city, district, province, and their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.formats import ForeignCodes
from eventcoder.knowledge.gazetteer import Place
from eventcoder.knowledge.places import Places
from eventcoder.schema import EventPlace

Value = str | int | float | tuple[str | None, ...] | None
_UNITED_STATES: Final = "USA"
_DIGITS: Final = 2  # of a first-level code of FIPS


@dataclass(frozen=True, slots=True)
class Units:
    """The names of the units that a place lies in; None where it has no such unit."""

    city: str | None = None
    district: str | None = None
    province: str | None = None
    province_code: str | None = None  # of GeoNames: "US.OH"


def units_of(place: EventPlace, places: Places) -> Units:
    """Return the city, district and province of a place; nothing for a place that the gazetteer does not know."""
    found = _listed(place, places)
    name = place.name
    if found is None:
        by_precision = {"city": Units(city=name), "admin2": Units(district=name), "admin1": Units(province=name)}
        return by_precision.get(place.precision, Units())
    names = places.gazetteer.unit_names
    province = name if found.kind == "admin1" else names.get(found.admin1 or "")
    district = name if found.kind == "admin2" else names.get(found.admin2 or "")
    city = name if found.kind == "city" else None
    return Units(city, district, province, found.admin1)


def place_fields(place: EventPlace | None, text: str, codes: ForeignCodes, places: Places) -> Mapping[str, Value]:
    """Return every field ``place.*`` of an event; nothing for an event without place."""
    if place is None:
        return {}
    units = units_of(place, places)
    country = codes.countries.get(place.country or "")
    precision = codes.precisions.get(place.precision)
    is_american = place.country == _UNITED_STATES
    fips = country.fips if country else None
    in_order = (place.name, units.province, country.name if country else None)
    return {
        "place.name": place.name,
        "place.words": place.span.of(text),
        "place.city": units.city,
        "place.district": units.district,
        "place.province": units.province,
        "place.country": place.country,
        "place.country_name": country.name if country else None,
        "place.latitude": place.latitude,
        "place.longitude": place.longitude,
        "place.geonameid": place.geonameid,
        "place.feature": precision.feature if precision else None,
        "place.gdelt_type": (precision.gdelt_us if is_american else precision.gdelt) if precision else None,
        "place.full_name": ", ".join(dict.fromkeys(part for part in in_order if part)),
        "place.fips": fips,
        "place.fips_adm1": _first_level(fips, units.province_code, is_american=is_american),
    }


def _first_level(fips: str | None, code: str | None, *, is_american: bool) -> str | None:
    """GDELT's code of a first-level unit; the country alone where GeoNames has left the codes of FIPS for others."""
    number = (code or "").partition(".")[2]
    return fips + number if fips and (is_american or (number.isdigit() and len(number) == _DIGITS)) else fips


def _listed(place: EventPlace, places: Places) -> Place | None:
    """The gazetteer's record of a place, told by its id; none for what lies in no unit."""
    if place.geonameid is None or place.precision not in ("city", "admin1", "admin2"):
        return None
    return next((p for p in places.find(place.name) if p.geonameid == place.geonameid), None)
