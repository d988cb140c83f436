"""Places of a report: which words name one, and where it is.

Gold: {doc_id, text, toponyms: [{start, end, lat, lon, geonameid?, type, optional}]}. Prediction: {doc_id, toponyms:
[{start, end, lat, lon, geonameid?}]}; lat and lon null for a place that was found but not located. Spans are paired one
to one, equal ones first, then by overlap. Optional gold is neither missed nor, when found, wrong. A place is right
within 161 km.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from eventcoder.scoring.figures import Counts, Figure, Share, prf_figures

Record = Mapping[str, Any]
RIGHT_KM: Final = 161
FARTHEST_KM: Final = 20_039.0
_RADIUS_KM: Final = 6_371.0088


@dataclass(slots=True)
class _Tally:
    overlap: Counts = field(default_factory=Counts)
    exact: Counts = field(default_factory=Counts)
    near: Share = field(default_factory=Share)  # over all gold places with coordinates
    near_or_id: Share = field(default_factory=Share)
    same_id: Share = field(default_factory=Share)
    distances: list[float] = field(default_factory=list)
    n_missed: int = 0


def score_geo(gold: Sequence[Record], predictions: Mapping[str, Record]) -> Iterator[Figure]:
    """Yield detection and location figures."""
    tally = _Tally()
    for record in gold:
        _score_document(record["toponyms"], predictions.get(record["doc_id"], {}).get("toponyms") or [], tally)
    near = sum(d <= RIGHT_KM for d in tally.distances)
    yield tally.near.figure(f"within {RIGHT_KM} km, all", is_headline=True)
    yield Share(near, len(tally.distances)).figure(f"within {RIGHT_KM} km, of the located", is_headline=True)
    yield tally.near_or_id.figure(f"within {RIGHT_KM} km or same id, all")
    yield tally.same_id.figure("same GeoNames id")
    yield Figure("error curve, located (0 best)", _area(tally.distances))
    yield Figure("error curve, all (0 best)", _area([*tally.distances, *[FARTHEST_KM] * tally.n_missed]))
    if tally.distances:
        yield Figure("median km", sorted(tally.distances)[len(tally.distances) // 2])
    for name, counts in (("found, overlap", tally.overlap), ("found, exact", tally.exact)):
        yield from prf_figures(name, counts.precision, counts.recall, str(counts))


def _score_document(gold: Sequence[Record], found: Sequence[Record], tally: _Tally) -> None:
    to_found = _aligned(gold, found)
    to_gold = {j: i for i, j in to_found.items()}
    for j, place in enumerate(found):
        i = to_gold.get(j)
        if i is not None and gold[i]["optional"]:
            continue
        is_exact = i is not None and _span(gold[i]) == _span(place)
        tally.overlap.tp += i is not None
        tally.overlap.fp += i is None
        tally.exact.tp += is_exact
        tally.exact.fp += not is_exact
        tally.exact.fn += i is not None and not is_exact
    for i, place in enumerate(gold):
        if place["optional"]:
            continue
        tally.overlap.fn += i not in to_found
        tally.exact.fn += i not in to_found
        if place["lat"] is not None:
            _score_place(place, found[to_found[i]] if i in to_found else None, tally)


def _score_place(gold: Record, found: Record | None, tally: _Tally) -> None:
    if found is None or found.get("lat") is None:
        tally.n_missed += 1
        tally.near.add(False)  # noqa: FBT003 - one more case that is wrong
        tally.near_or_id.add(False)  # noqa: FBT003
        return
    km = distance_km(gold["lat"], gold["lon"], found["lat"], found["lon"])
    tally.distances.append(km)
    is_same = bool(gold.get("geonameid")) and str(gold["geonameid"]) == str(found.get("geonameid"))
    tally.near.add(km <= RIGHT_KM)
    tally.near_or_id.add(km <= RIGHT_KM or is_same)
    if gold.get("geonameid") and found.get("geonameid"):
        tally.same_id.add(is_same)


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance of two points in kilometres.

    >>> round(distance_km(52.52, 13.405, 48.8566, 2.3522))
    877
    """
    north, south = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _aligned(gold: Sequence[Record], found: Sequence[Record]) -> dict[int, int]:
    """Pair spans greedily: equal ones first, then the longest overlap, then in text order."""
    pairs = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            shared = min(g["end"], f["end"]) - max(g["start"], f["start"])
            if shared > 0:
                pairs.append((_span(g) != _span(f), -shared, i, j))
    to_found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(pairs):
        if i not in to_found and j not in taken:
            to_found[i] = j
            taken.add(j)
    return to_found


def _span(place: Record) -> tuple[int, int]:
    return place["start"], place["end"]


def _area(distances: Sequence[float]) -> float | None:
    """Area under the curve of sorted, scaled log errors."""
    scaled = sorted(min(1.0, math.log1p(d) / math.log1p(FARTHEST_KM)) for d in distances)
    if len(scaled) < 2:
        return scaled[0] if scaled else None
    return sum((a + b) / 2 for a, b in pairwise(scaled)) / (len(scaled) - 1)
