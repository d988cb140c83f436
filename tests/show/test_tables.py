"""Flat rows: the same columns always, honest cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventcoder.schema import Coded, Count, Span
from eventcoder.show.columns import TABLES
from eventcoder.show.tables import arrow_schema, cell_text, columns, data_frame, rows, typed_rows, writable


@pytest.mark.parametrize("kind", TABLES)
def test_every_row_has_every_column_in_order(coded: Coded, kind: str) -> None:
    found = list(rows(coded, kind))  # type: ignore[arg-type]
    assert found
    assert all(tuple(row) == columns(kind) for row in found)  # type: ignore[arg-type]


def test_an_event_row_tells_the_event(coded: Coded) -> None:
    row = next(rows(coded, "events"))
    told = {
        "event_type": "SANCTION",
        "modes": "expel",
        "source": "France",
        "source_codes": "FRA",
        "target_codes": "RUSGOV",
        "target_text": "two Russian envoys",
        "date_start": "2021-07-15",
        "date_text": "on Thursday",
        "place": "Paris",
        "latitude": 48.85,
        "reported_by_codes": "FRAGOV",
        "killed_low": 3,
        "killed_high": None,
        "injured_low": None,
        "trigger": "expelled",
        "reciprocal": False,
        "retells": None,
        "schema_version": "1.0",
        "publisher": "Made Times",
    }
    assert {name: row[name] for name in told} == told
    assert coded.document.text[row["trigger_start"] : row["trigger_end"]] == "expelled"  # type: ignore[misc]


def test_a_statement_row_tells_the_statement(coded: Coded) -> None:
    row = next(rows(coded, "statements"))
    assert (row["speaker"], row["speaker_codes"], row["cue"]) == ("Anne Roy", "FRAGOV", "told")
    assert (row["content"], row["addressee"], row["channel"]) == ("We regret it", "RFI", "interview")


def test_an_actor_row_counts_its_mentions(coded: Coded) -> None:
    row = list(rows(coded, "actors"))[1]
    assert (row["code"], row["mentions"], row["forms"]) == ("RUSGOV", 1, "two Russian envoys")


def test_the_first_count_of_a_kind_is_shown(coded: Coded) -> None:
    counts = (Count("killed", 1, 2, Span(0, 1)), Count("killed", 9, 9, Span(1, 2)))
    row = next(rows(replace(coded, events=(replace(coded.events[0], counts=counts),))))
    assert (row["killed_low"], row["killed_high"]) == (1, 2)


def test_an_event_without_date_and_place_has_empty_cells(coded: Coded) -> None:
    row = next(rows(replace(coded, events=(replace(coded.events[0], date=None, place=None, target=()),))))
    assert [row[name] for name in ("date_start", "date_text", "place", "geonameid", "target", "target_codes")] == [
        None
    ] * 6


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (-5.5, "-5.5"),
        ("=1+1", "=1+1"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_cells(value: object, cell: str) -> None:
    assert cell_text(value) == cell


@pytest.mark.parametrize("text", ["plain", "\ud83d\ude00 \ud83d", "\U0001f600", "\udc00"])
def test_writable_text_is_utf8(text: str) -> None:
    assert writable(text).encode("utf-8")


def test_a_data_frame_keeps_types_even_without_rows(coded: Coded) -> None:
    pytest.importorskip("pandas")
    empty = data_frame([replace(coded, events=())])
    full = data_frame([coded, coded])
    assert len(full) == 2
    assert list(full.columns) == list(columns("events"))
    assert list(full.dtypes) == list(empty.dtypes)


@pytest.mark.parametrize("kind", TABLES)
def test_the_arrow_schema_takes_the_rows(coded: Coded, kind: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    found = list(typed_rows(coded, kind))  # type: ignore[arg-type]
    table = pyarrow.Table.from_pylist(found, schema=arrow_schema(kind))  # type: ignore[arg-type]
    assert table.to_pylist() == found
