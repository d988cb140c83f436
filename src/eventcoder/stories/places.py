"""Where two events happened: the same place, another, or not to be told."""

from __future__ import annotations

import math
from collections.abc import Set
from typing import Final

from eventcoder.knowledge.stories import Limits
from eventcoder.schema import EventPlace

_LOCAL: Final = ("point", "city", "admin2")
_KM_A_DEGREE: Final = 111.2
_SAME: Final = ("where.same", "where.dateline", "where.datelines")  # by how many of the two are datelines


def same_place(
    first: EventPlace | None, second: EventPlace | None, parties: Set[str], limits: Limits
) -> tuple[str, str] | None:
    """Return the rule that compares two places, with a note; None where they tell nothing.

    parties: countries of the actors; a place that is no more than such a country tells nothing. A dateline's place is
    where a report was written: another one tells nothing, the same one a little.
    """
    if first is None or second is None:
        return None
    n_datelines = (first.basis, second.basis).count("dateline")
    has_dateline = n_datelines > 0
    names = f"{first.name}, {second.name}"
    if first.precision in _LOCAL and second.precision in _LOCAL:
        distance = _distance_km(first, second)
        if _is_same(first, second) or (distance is not None and distance <= limits.near_km):
            return _SAME[n_datelines], f"both in {first.name}"
        if not has_dateline and distance is not None and distance >= limits.far_km:
            return "where.other", f"{names}: {distance:.0f} km apart"
        return None
    if has_dateline:
        return None
    if first.precision == second.precision == "admin1":
        return ("where.same", f"both in {first.name}") if _is_same(first, second) else ("where.other", names)
    if first.precision == second.precision == "region" and _is_same(first, second):
        return "where.region", f"both in {first.name}"
    if first.country and second.country and first.country != second.country:
        return None if {first.country, second.country} & parties else ("where.other", f"{names}: other countries")
    return None


def _is_same(first: EventPlace, second: EventPlace) -> bool:
    if first.geonameid is not None and second.geonameid is not None:
        return first.geonameid == second.geonameid
    return (first.name, first.country) == (second.name, second.country)


def _distance_km(first: EventPlace, second: EventPlace) -> float | None:
    points = (first.latitude, first.longitude, second.latitude, second.longitude)
    if any(p is None for p in points):
        return None
    y1, x1, y2, x2 = (math.radians(p) for p in points if p is not None)
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return round(2 * math.degrees(math.asin(min(1.0, math.sqrt(half)))) * _KM_A_DEGREE, 1)
