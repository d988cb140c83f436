"""``eventcoder places``: table, lines of JSON, GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TEXT = "A storm hit Paris, Texas, on Friday. Roofs in Paris were torn off."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "storm.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_line_of_json_a_name(cli: Any, report: Path) -> None:
    outcome = cli("places", report)
    found = [json.loads(line) for line in outcome.out.splitlines()]
    assert (outcome.code, outcome.err) == (0, "")
    assert [(p["text"], p["country"], p["precision"]) for p in found] == [
        ("Paris", "USA", "city"),
        ("Texas", "USA", "admin1"),
        ("Paris", "USA", "city"),
    ]
    assert all(TEXT[p["start"] : p["end"]] == p["text"] for p in found)


def test_geojson_has_one_feature_a_place(cli: Any, report: Path) -> None:
    collection = json.loads(cli("places", report, "--geojson").out)
    assert collection["type"] == "FeatureCollection"
    assert [len(f["properties"]["names"]) for f in collection["features"]] == [2, 1]
    longitude, latitude = collection["features"][0]["geometry"]["coordinates"]
    assert (latitude, longitude) == pytest.approx((33.66, -95.56), abs=0.1)


def test_table(cli: Any, report: Path) -> None:
    out = cli("places", report, "--format", "table").out
    assert "Paris, USA" in out
    assert "places.contained" in out


def test_missing_file(cli: Any) -> None:
    assert cli("places", "no/such/file.txt").code == 3
