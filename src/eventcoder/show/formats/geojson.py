"""Events with a point as GeoJSON features (RFC 7946), for QGIS and other maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from eventcoder.schema import Coded
from eventcoder.show.tables import rows

_KEPT: Final = (
    "id document_id published publisher url event_type modes contexts cameo quad plover_score goldstein source "
    "source_codes target target_codes status date_start date_end date_resolution place place_country geonameid "
    "place_precision place_basis killed_low killed_high injured_low injured_high trigger sentence retells"
).split()


def features(coded: Coded) -> Iterator[dict[str, Any]]:
    """Yield one feature for every event that has a point; longitude stands first.

    ``place_precision`` says what the point means: for a country or region it is the middle, not the place of the act.
    """
    for row in rows(coded, "events"):
        if row["latitude"] is not None and row["longitude"] is not None:
            yield {
                "type": "Feature",
                "id": f"{row['id']}@{row['document_id']}",
                "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
                "properties": {name: row[name] for name in _KEPT},
            }
