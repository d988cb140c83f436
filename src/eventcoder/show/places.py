"""Places of reports for people and maps: table rows, plain records, GeoJSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from eventcoder.analysis import PlacedToponym
from eventcoder.schema import Document
from eventcoder.show.terminal import one_line

COLUMNS: Final = ("report", "words", "use", "place", "precision", "latitude", "longitude", "geonameid", "rule")
NUMBERS: Final = ("latitude", "longitude", "geonameid")
_WIDEST: Final = 32


def place_record(document: Document, placed: PlacedToponym) -> dict[str, Any]:
    """Return one placed name as a plain record."""
    place = placed.place
    return {
        "document_id": document.id,
        "start": placed.span.start,
        "end": placed.span.end,
        "text": placed.span.of(document.text),
        "use": placed.use,
        "name": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonameid": place.geonameid,
        "precision": place.precision,
        "rule": placed.rule,
    }


def place_row(document: Document, placed: PlacedToponym) -> tuple[str, ...]:
    """Return one placed name as the cells of a table."""
    place = placed.place
    return (
        one_line(document.id, _WIDEST),
        one_line(placed.span.of(document.text), _WIDEST),
        placed.use,
        f"{place.name}, {place.country}" if place.country else place.name,
        place.precision,
        _degrees(place.latitude),
        _degrees(place.longitude),
        place.geonameid or "",
        placed.rule,
    )


def feature_collection(places: Iterable[tuple[Document, Sequence[PlacedToponym]]]) -> dict[str, Any]:
    """Return the places of reports as GeoJSON: a feature for each place of a report, with every name that means it."""
    features: dict[tuple[str, float, float, str], dict[str, Any]] = {}
    for document, found in places:
        for p in found:
            record = place_record(document, p)
            latitude, longitude = record.pop("latitude"), record.pop("longitude")
            if latitude is None or longitude is None:
                continue
            words = {key: record.pop(key) for key in ("start", "end", "text", "use", "rule")}
            feature = features.setdefault(
                (document.id, latitude, longitude, record["name"]),
                {
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
                    "properties": {**record, "names": []},
                },
            )
            feature["properties"]["names"].append(words)
    return {"type": "FeatureCollection", "features": list(features.values())}


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
