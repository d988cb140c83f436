"""Parquet partitions, and questions over them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eventcoder.errors import StoreError
from eventcoder.run import partitions
from eventcoder.run.partitions import PartitionWriter, month_of
from eventcoder.run.sql import ask
from eventcoder.schema import Coded
from eventcoder.show.columns import TABLES
from eventcoder.show.tables import typed_rows

dataset = pytest.importorskip("pyarrow.dataset")


def dated(coded: Coded, day: str | None) -> Coded:
    return replace(coded, document=replace(coded.document, id=f"r{day}", published=day))


@pytest.fixture
def reports(coded: Coded) -> list[Coded]:
    return [dated(coded, day) for day in ("2021-07-16", "2021-07-17", "2021-08-01", None)]


@pytest.fixture
def folder(reports: list[Coded], tmp_path: Path) -> Path:
    write(reports, tmp_path / "records")
    return tmp_path / "records"


def write(reports: list[Coded], folder: Path) -> None:
    writer = PartitionWriter(folder)
    for report in reports:
        writer.write(report)
    writer.close()


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_read_back_has_the_same_values(reports: list[Coded], folder: Path, kind: str) -> None:
    found = dataset.dataset(folder / kind, partitioning="hive").to_table().to_pylist()
    written = [row for report in reports for row in typed_rows(report, kind)]  # type: ignore[arg-type]
    assert len(found) == len(written)
    for row in written:
        year, month = (row["published"].year, row["published"].month) if row["published"] else (None, None)  # type: ignore[attr-defined]
        assert row | {"year": year, "month": month} in found


def test_months_are_folders(folder: Path) -> None:
    names = {str(file.parent.relative_to(folder / "events")) for file in (folder / "events").rglob("*.parquet")}
    undated = partitions.UNDATED
    assert names == {"year=2021/month=7", "year=2021/month=8", f"year={undated}/month={undated}"}
    about = json.loads((folder / partitions.MARK).read_text())
    assert (about["tables"]["events"], about["tables"]["participants"]) == (4, 12)


def test_the_same_reports_give_the_same_bytes(reports: list[Coded], folder: Path, tmp_path: Path) -> None:
    write(reports, tmp_path / "again")
    files = sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(tmp_path / "again") for p in (tmp_path / "again").rglob("*") if p.is_file())
    assert all((folder / f).read_bytes() == (tmp_path / "again" / f).read_bytes() for f in files)


def test_full_months_are_written_in_parts(
    reports: list[Coded], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "_BUFFERED", 1)
    write(reports, tmp_path / "parts")
    assert len(list((tmp_path / "parts" / "participants" / "year=2021" / "month=7").iterdir())) == 2
    question = "SELECT document_id, name FROM participants ORDER BY ALL"
    assert list(ask(tmp_path / "parts", question).rows) == list(ask(folder, question).rows)


def test_an_older_export_is_replaced_and_nothing_else(folder: Path, reports: list[Coded], tmp_path: Path) -> None:
    write(reports[:1], folder)
    assert list(ask(folder, "SELECT count(*) FROM events").rows) == [(1,)]
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match="did not write"):
        PartitionWriter(other)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other", "records"]


def test_a_given_up_export_leaves_the_old_one(folder: Path, reports: list[Coded]) -> None:
    writer = PartitionWriter(folder)
    writer.write(reports[0])
    writer.close(keep=False)
    assert [p.name for p in folder.parent.iterdir()] == ["records"]
    assert list(ask(folder, "SELECT count(*) FROM events").rows) == [(4,)]


def test_an_empty_export_has_its_tables(tmp_path: Path) -> None:
    write([], tmp_path / "empty")
    for kind in TABLES:
        assert list(ask(tmp_path / "empty", f"SELECT count(*) FROM {kind}").rows) == [(0,)]  # noqa: S608


def test_lists_and_days_are_typed(folder: Path) -> None:
    answer = ask(
        folder,
        "SELECT event_type, source_countries, date_start, year FROM events "
        "WHERE list_contains(target_countries, 'RUS') AND month = 8",
    )
    assert answer.columns == ("event_type", "source_countries", "date_start", "year")
    assert list(answer.rows) == [("SANCTION", ["FRA"], date(2021, 7, 15), 2021)]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM read_csv('/etc/hostname')", "Permission Error"),
        ("SELECT * FROM 'https://example.org/a.parquet'", "DuckDB"),
        ("INSTALL httpfs", "only reads"),
        ("COPY events TO 'stolen.csv'", "only reads"),
        ("SET enable_external_access = true", "only reads"),
        ("SELECT 1; SELECT 2", "only reads"),
        ("SELECT nothing FROM events", "Tables are actors, events"),
        ("SELEC", "DuckDB"),
    ],
)
def test_a_query_reads_the_folder_and_nothing_else(folder: Path, query: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        list(ask(folder, query).rows)


def test_a_folder_without_partitions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="eventcoder export SOURCE --parquet"):
        ask(tmp_path, "SELECT 1")


def test_without_duckdb_the_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(StoreError, match=r"pip install 'eventcoder\[sql\]'"):
        ask(folder, "SELECT 1")


@pytest.mark.parametrize(
    ("day", "month"), [("2021-07-16", ("2021", "7")), (None, (partitions.UNDATED, partitions.UNDATED))]
)
def test_months(day: str | None, month: tuple[str, str]) -> None:
    assert month_of(day) == month
