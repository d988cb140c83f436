"""``code --store``, ``query`` and ``store`` as a user meets them."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from eventcoder.schema import Coded
from eventcoder.show.records import record_dicts
from eventcoder.store import open_store

from .conftest import Run

TEXT = (
    "France expelled two Russian diplomats in Paris on Tuesday. “We regret it,” Foreign Minister Anne Roy told RFI.\n"
)
EDITED = TEXT.replace("two", "three")


@pytest.fixture
def store(coded: Coded, tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with open_store(path) as opened:
        opened.add(coded)
    return path


def test_reports_are_coded_into_a_store_once(cli: Run, tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": TEXT, "published": "2021-07-16"},
        {"id": "b", "text": EDITED, "published": "2021-07-17"},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    store = tmp_path / "news.db"
    first = cli("code", tmp_path / "in.jsonl", "--store", store)
    assert (first.code, first.out) == (0, "")
    assert first.err == f"2 reports coded to {store}, 0 of them newer texts; 0 were there already.\n"
    assert "0 reports coded" in cli("code", tmp_path, "--store", store).err  # the store itself is no report
    found = cli("query", store, "--pair", "FRA,RUS", "--format", "jsonl")
    assert [json.loads(line)["document_id"] for line in found.out.splitlines()] == ["a", "b"]


def test_an_edited_report_supersedes_and_the_old_one_is_what_was_known(cli: Run, tmp_path: Path) -> None:
    store, report = tmp_path / "news.db", tmp_path / "a.txt"
    report.write_text(TEXT, encoding="utf-8")
    cli("code", report, "--store", store, "--known", "2021-07-16")
    report.write_text(EDITED, encoding="utf-8")
    assert "1 of them newer texts" in cli("code", report, "--store", store, "--known", "2021-07-20").err
    now = cli("query", store, "--type", "SANCTION", "--format", "jsonl", "--lean")
    then = cli("query", store, "--type", "SANCTION", "--format", "jsonl", "--lean", "--as-of", "2021-07-19")
    assert ["three" in now.out, "three" in then.out] == [True, False]
    assert len(now.out.splitlines()) == len(then.out.splitlines()) == 1


def test_versions_of_a_report_may_come_in_one_file(cli: Run, tmp_path: Path) -> None:
    lines = [{"id": "a", "text": t, "published": d} for t, d in ((TEXT, "2021-07-16"), (EDITED, "2021-07-17"))]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, [*lines, lines[0]])), encoding="utf-8")
    outcome = cli("code", tmp_path / "in.jsonl", "--store", tmp_path / "news.db")
    assert outcome.code == 0
    assert "2 reports coded" in outcome.err
    assert "1 of them newer texts; 1 were there already" in outcome.err


def test_what_was_coded_before_goes_into_a_store(cli: Run, store: Path, tmp_path: Path) -> None:
    with open_store(store) as opened:
        assert opened.counts()["versions"] == 1
    assert "We regret it" in cli("quotes", store, "--format", "jsonl").out
    other = tmp_path / "other.db"
    assert "1 report coded" in cli("code", store, "--store", other).err


def test_events_come_as_json_csv_and_parquet(cli: Run, store: Path, coded: Coded, tmp_path: Path) -> None:
    found = cli("query", store, "--actor", "RUS", "--format", "jsonl")
    assert [json.loads(line) for line in found.out.splitlines()] == record_dicts(coded, "events")
    rows = list(csv.DictReader(cli("query", store, "--format", "csv").out.splitlines()))
    assert [row["source"] for row in rows] == ["France"]
    outcome = cli("query", store, "-o", tmp_path / "found.csv")
    assert (outcome.out, outcome.err) == ("", f"1 record written to {tmp_path / 'found.csv'}.\n")
    parquet = pytest.importorskip("pyarrow.parquet")
    cli("query", store, "-o", tmp_path / "found.parquet")
    assert parquet.read_table(tmp_path / "found.parquet").column("event_type").to_pylist() == ["SANCTION"]


def test_a_table_shows_who_did_what(cli: Run, store: Path) -> None:
    shown = cli("query", store, "--format", "table").out
    for word in ("2021-07-15", "SANCTION / expel", "France [FRA]", "Russian envoys", "Paris", "made"):
        assert word in shown
    said = cli("query", store, "--format", "table", "--speaker", "Roy").out
    assert "We regret it" in said
    assert "interview" in said


def test_options_of_statements_find_statements(cli: Run, store: Path, coded: Coded) -> None:
    for options in (("--statements",), ("--speaker", "Roy"), ("--channel", "interview"), ("--class", "say")):
        found = cli("query", store, *options, "--format", "jsonl")
        assert [json.loads(line)["id"] for line in found.out.splitlines()] == [coded.statements[0].id]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--type", "SANCTON"), "did you mean 'SANCTION'"),
        (("--channel", "telegram"), "there is no --channel 'telegram' here, known: interview"),
        (("--place", "Nowhere"), "nothing found."),
    ],
)
def test_nothing_found_is_told(cli: Run, store: Path, options: tuple[str, ...], told: str) -> None:
    outcome = cli("query", store, *options)
    assert (outcome.code, outcome.out) == (0, "")
    assert told in outcome.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--pair", "USA"), "Expected two actors with a comma"),
        (("--statements", "--type", "AID"), "--type is asked of events"),
        (("--from", "July"), "Expected a day such as"),
        (("--as-of", "2021-02-30"), "Expected a day such as"),
        (("--words", '""'), "Expected words"),
        (("--format", "table", "-o", "x.csv"), "a table is for a terminal"),
    ],
)
def test_impossible_questions_are_answered(cli: Run, store: Path, options: tuple[str, ...], told: str) -> None:
    outcome = cli("query", store, *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--store", "x.db", "-o", "x.jsonl"), "-o does not go with --store"),
        (("--store", "x.db", "--lean"), "--lean does not go with --store"),
        (("--known", "2021-07-16"), "--known needs --store"),
    ],
)
def test_options_that_do_not_go_together(cli: Run, tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    outcome = cli("code", tmp_path / "a.txt", *options)
    assert outcome.code == 2
    assert told in outcome.err
    assert not Path("x.db").exists()


def test_a_store_is_checked_and_counted(cli: Run, store: Path) -> None:
    sound = cli("store", "check", store)
    assert (sound.code, sound.out) == (0, f"{store} is sound: 1 text, each as it was stored.\n")
    assert json.loads(cli("store", "info", store, "--json").out)["counts"]["events"] == 1
    assert "events" in cli("store", "info", store).out
    connection = sqlite3.connect(store)
    connection.execute("UPDATE events SET quad = 1")
    connection.commit()
    connection.close()
    spoilt = cli("store", "check", store)
    assert (spoilt.code, spoilt.out) == (4, "")
    assert "its events are not those of its record" in spoilt.err


def test_a_damaged_store_is_told_with_exit_code_4(cli: Run, store: Path) -> None:
    data = store.read_bytes()
    store.write_bytes(data[: len(data) // 2])
    for arguments in (("query", store), ("store", "check", store), ("store", "info", store)):
        outcome = cli(*arguments)
        assert outcome.code == 4
        assert "is damaged" in outcome.err


def test_what_failed_is_listed(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    store = tmp_path / "news.db"
    assert cli("code", tmp_path / "a.txt", tmp_path / "b.txt", "--store", store).code == 1
    failed = cli("store", "failed", store)
    assert failed.code == 1
    assert "b.txt" in failed.out
    assert json.loads(cli("store", "failed", store, "--json").out)["stage"].startswith("read.")
    (tmp_path / "b.txt").write_text(EDITED, encoding="utf-8")
    assert cli("code", tmp_path / "a.txt", tmp_path / "b.txt", "--store", store).code == 0
    assert (cli("store", "failed", store).code, cli("store", "failed", store).out) == (0, "")


def test_a_full_disk_is_told_with_exit_code_5(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("eventcoder.store.writing.Writing.add", full)
    outcome = cli("code", tmp_path / "a.txt", "--store", tmp_path / "news.db")
    assert outcome.code == 5
    assert "make room and run the same command again" in outcome.err
    monkeypatch.undo()
    assert cli("code", tmp_path / "a.txt", "--store", tmp_path / "news.db").code == 0


def test_a_locked_store_is_told_with_exit_code_4(
    cli: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("eventcoder.store.store.TIMEOUT_S", 0.05)
    with open_store(store) as other, other.batch():
        outcome = cli("code", tmp_path / "a.txt", "--store", store)
        assert outcome.code == 4
        assert "is locked by another program" in outcome.err
        assert cli("query", store, "--format", "jsonl").code == 0  # reading goes on
