"""The days that a time expression means.

Gold and prediction: {id, start, end, resolution}, days as ISO, null for an open side or no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eventcoder.scoring.figures import Figure, Share


def score_dates(gold: Sequence[Mapping[str, Any]], predictions: Mapping[str, Mapping[str, Any]]) -> Iterator[Figure]:
    """Yield the share of right intervals, starts, ends and resolutions."""
    shares = {name: Share() for name in ("interval", "start", "end", "resolution")}
    for record in gold:
        found = predictions.get(record["id"], {})
        right = {
            name: (found.get(name) or None) == (record.get(name) or None) for name in ("start", "end", "resolution")
        }
        shares["interval"].add(right["start"] and right["end"])
        for name in ("start", "end"):
            shares[name].add(right[name])
        if record.get("resolution"):
            shares["resolution"].add(right["resolution"])
    for name, share in shares.items():
        yield share.figure(name, is_headline=name == "interval")
