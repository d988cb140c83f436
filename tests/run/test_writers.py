"""Writers: whole lines at once, whole tables or none."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from eventcoder.errors import StoreError
from eventcoder.run.inputs import coded_reports
from eventcoder.run.writers import JsonLinesWriter, format_of, table_file, writer_to_file, writer_to_stream
from eventcoder.schema import Coded, Quarantined
from eventcoder.settings import Settings
from eventcoder.show.tables import columns


def lines(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode("utf-8").splitlines()]


def test_a_report_is_one_line_and_it_is_there_at_once(coded: Coded, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    writer = writer_to_file(path, None, None)
    writer.write(coded)
    assert [line["document"]["id"] for line in lines(path.read_bytes())] == ["made"]  # type: ignore[index]
    writer.write(coded)
    writer.close()
    assert len(lines(path.read_bytes())) == 2


def test_one_kind_of_record_is_one_line_a_record(coded: Coded) -> None:
    stream = io.BytesIO()
    writer_to_stream(stream, "jsonl", "actors").write(coded)
    assert [line["id"] for line in lines(stream.getvalue())] == [a.id for a in coded.actors]


def test_lean_lines_have_no_evidence(coded: Coded) -> None:
    stream = io.BytesIO()
    JsonLinesWriter(stream, is_lean=True).write(coded)
    JsonLinesWriter(stream, "events", is_lean=True).write(coded)
    assert b'"evidence"' not in stream.getvalue()


def test_csv_puts_events_and_statements_side_by_side(coded: Coded, tmp_path: Path) -> None:
    writer = writer_to_file(tmp_path / "out.csv", None, None)
    writer.write(coded)
    assert not (tmp_path / "out.csv").exists()
    writer.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv", "out.statements.csv"]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == columns("events")
    assert (rows[0]["source"], rows[0]["quad"], rows[0]["retells"]) == ("France", "4", "")


def test_csv_keeps_marks_and_line_ends_inside_cells(coded: Coded) -> None:
    stream = io.BytesIO()
    odd = replace(coded.actors[0], name='a,"b"\nc;\ud800')
    writer = writer_to_stream(stream, "csv", "actors")
    writer.write(replace(coded, actors=(odd,)))
    writer.close()
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8"), newline="")))
    assert rows[0]["name"] == 'a,"b"\nc;\ufffd'


@pytest.mark.parametrize("kind", ["events", "statements", "actors", "mentions"])
def test_a_chosen_kind_fills_the_named_file(coded: Coded, tmp_path: Path, kind: str) -> None:
    writer = writer_to_file(tmp_path / "out.csv", None, kind)  # type: ignore[arg-type]
    writer.write(coded)
    writer.close()
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_parquet_can_be_read_back(coded: Coded, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    writer = writer_to_file(tmp_path / "out.parquet", None, None)
    for _ in range(3):
        writer.write(coded)
    writer.close()
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.column("source").to_pylist() == [["France"]] * 3
    assert parquet.read_table(tmp_path / "out.statements.parquet").num_rows == 3


def test_a_given_up_table_leaves_nothing_and_keeps_the_old_one(coded: Coded, tmp_path: Path) -> None:
    old = tmp_path / "out.csv"
    old.write_text("old")
    writer = table_file(old, "csv", "events")
    writer.write(coded)
    writer.close(keep=False)
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]
    assert old.read_text() == "old"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonl", "jsonl"),
        ("a.NDJSON", "jsonl"),
        ("a.b.csv", "csv"),
        ("a.PARQUET", "parquet"),
        ("a.jsonl.gz", "jsonl"),
    ],
)
def test_the_name_chooses_the_format(name: str, form: str) -> None:
    assert format_of(Path(name)) == form


@pytest.mark.parametrize("name", ["a", "a.xlsx", "a.jsonl.bak", "a.gz", "a.csv.gz"])
def test_unknown_endings_are_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(StoreError, match=r"\.jsonl, \.csv, \.parquet"):
        format_of(Path(name))


def test_a_place_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for name in ("out.jsonl", "out.csv"):
        with pytest.raises(StoreError, match="cannot be written"):
            writer_to_file(tmp_path / "no" / name, None, None)


def test_parquet_needs_a_file() -> None:
    with pytest.raises(StoreError, match="Expected a file"):
        writer_to_stream(io.BytesIO(), "parquet", None)


def test_packed_lines_are_read_back_and_are_small(coded: Coded, tmp_path: Path) -> None:
    path, plain = tmp_path / "out.jsonl.gz", tmp_path / "out.jsonl"
    for file in (path, plain):
        writer = writer_to_file(file, None, None)
        for _ in range(3):
            writer.write(coded)
        writer.close()
    assert gzip.decompress(path.read_bytes()) == plain.read_bytes()
    assert path.stat().st_size < plain.stat().st_size / 3
    assert list(coded_reports([str(path)], Settings())) == [coded] * 3


def test_a_packed_file_that_was_cut_gives_what_is_whole(coded: Coded, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl.gz"
    writer = writer_to_file(path, None, None)
    for _ in range(3):
        writer.write(coded)
    writer.close()
    size = path.stat().st_size
    for cut in (1, 9, size // 3 - 1):
        path.write_bytes(path.read_bytes()[: size - cut])
        *whole, torn = coded_reports([str(path)], Settings())
        assert whole[:2] == [coded] * 2
        assert isinstance(torn, Quarantined)
        assert "was the run stopped" in torn.reason
