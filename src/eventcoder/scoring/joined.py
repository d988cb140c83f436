"""The actors that a joined phrase names one by one: "Russian and Belarusian soldiers".

Gold: {id, expect_actors}. Prediction: {id, actors}. A phrase is right if all its actors are found, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eventcoder.scoring.figures import Figure, Share


def score_joined(gold: Sequence[Mapping[str, Any]], predictions: Mapping[str, Mapping[str, Any]]) -> Iterator[Figure]:
    """Yield the share of phrases that are split exactly."""
    exact = Share()
    for record in gold:
        found = predictions.get(record["id"], {}).get("actors") or []
        exact.add(sorted(found) == sorted(record["expect_actors"]))
    yield exact.figure("exact", is_headline=True)
