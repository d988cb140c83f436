"""What somebody meets who uses the commands for the first time: slips, coded files as input, and nothing found."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Run

TEXT = "France expelled two Russian diplomats on Friday. The Kremlin promised an answer."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def coded(cli: Run, report: Path, tmp_path: Path) -> Path:
    path = tmp_path / "coded.jsonl"
    assert cli("code", report, "--published", "2021-07-16", "-o", path).code == 0
    return path


@pytest.fixture
def store(cli: Run, coded: Path, tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    assert cli("code", coded, "--store", path).code == 0
    return path


def test_places_and_unknown_actors_of_what_was_coded_before(cli: Run, report: Path, coded: Path, store: Path) -> None:
    wanted = cli("places", report, "--published", "2021-07-16").out
    assert "France" in wanted
    for path in (coded, store):
        assert cli("places", path).out == wanted
        assert cli("actors", "unknown", path).code == 0


def test_coded_reports_are_not_taken_for_reports(cli: Run, coded: Path) -> None:
    outcome = cli("code", coded)
    assert outcome.code == 3
    assert "a report that was coded before" in outcome.err
    assert "quotes" in outcome.err


def test_without_arguments_the_help_is_no_error(cli: Run) -> None:
    for command in ((), ("store",), ("knowledge",)):
        outcome = cli(*command)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith("Usage: ")
        assert "Try:" not in outcome.err


@pytest.mark.parametrize("option", ["-o", "--html"])
def test_a_folder_that_is_not_there(cli: Run, report: Path, tmp_path: Path, option: str) -> None:
    target = tmp_path / "nowhere" / ("page.html" if option == "--html" else "events.csv")
    outcome = cli("show" if option == "--html" else "code", report, option, target)
    assert outcome.code == 2
    assert repr(str(target)) in outcome.err
    assert "Expected a" in outcome.err
    assert ".part" not in outcome.err


def test_a_page_is_no_pdf(cli: Run, report: Path, tmp_path: Path) -> None:
    outcome = cli("show", report, "--html", tmp_path / "page.pdf")
    assert outcome.code == 2
    assert "Expected a FILE ending in .html" in outcome.err
    assert not (tmp_path / "page.pdf").exists()


@pytest.mark.parametrize("command", ["query", "stories", "series"])
def test_days_have_one_name_and_are_checked(cli: Run, store: Path, command: str) -> None:
    inside = cli(command, store, "--start", "2021-07-01", "--end", "2021-07-31", "--format", "jsonl")
    assert inside.code == 0
    assert '"source"' in inside.out
    assert "is no day" in cli(command, store, "--start", "July").err
    backwards = cli(command, store, "--start", "2021-08-01", "--end", "2021-07-01")
    assert backwards.code == 2
    assert "Expected the earlier day first" in backwards.err


@pytest.mark.parametrize(
    ("command", "older", "newer"),
    [
        ("query", ("--from", "2021-07-17"), ("--start", "2021-07-17")),
        ("query", ("--to", "2021-07-16"), ("--end", "2021-07-16")),
        ("query", ("--country", "FRA"), ("--actor-country", "FRA")),
        ("stories", ("--day-from", "2021-07-17"), ("--start", "2021-07-17")),
        ("stories", ("--day-to", "2021-07-16"), ("--end", "2021-07-16")),
    ],
)
def test_older_names_of_options_go_on_working(
    cli: Run, store: Path, command: str, older: tuple[str, str], newer: tuple[str, str]
) -> None:
    assert cli(command, store, *older, "--format", "jsonl") == cli(command, store, *newer, "--format", "jsonl")
    assert newer[0] in cli(command, "--help").out
    assert f"{older[0]} " not in cli(command, "--help").out


def test_names_of_a_pair_in_any_case_and_names_that_nothing_has(cli: Run, coded: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("series", coded, "--pair", "fra,rusgov", "--format", "csv").out)))
    assert [row["n_events"] for row in rows] == ["1"]
    outcome = cli("series", coded, "--pair", "FRN,RUS", "--format", "csv")
    assert "no event of --pair FRN,RUS" in outcome.err


def test_an_empty_series_has_its_columns(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("It rained.", encoding="utf-8")
    outcome = cli("series", tmp_path / "rain.txt", "--format", "csv")
    assert outcome.out.startswith("period,source,target,verbal_cooperation,")
    assert outcome.out.count("\n") == 1


def test_no_statement_found(cli: Run, coded: Path) -> None:
    assert "no statement found in 1 report." in cli("quotes", coded, "--speaker", "Nobody").err
    for option, value, near in (("--class", "promised", "promise"), ("--channel", "interviews", "interview")):
        outcome = cli("quotes", coded, option, value)
        assert outcome.code == 2
        assert f"did you mean '{near}'" in outcome.err
    assert cli("quotes", coded, "--class", "Commitment").code == 0


def test_dates_of_a_file_and_of_nothing(cli: Run, report: Path) -> None:
    outcome = cli("dates", report)
    assert outcome.code == 2
    assert "is a file" in outcome.err
    assert cli("dates", "hello").err == "no time expression found.\n"


@pytest.mark.parametrize(
    ("task", "line", "said"),
    [("quotes", '{"text": "Rain."}', "a record lacks 'doc_id'"), ("pairs", "", "no records")],
)
def test_gold_of_another_kind(cli: Run, tmp_path: Path, task: str, line: str, said: str) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(line + "\n", encoding="utf-8")
    outcome = cli("eval", task, gold)
    assert outcome.code == 3
    assert said in outcome.err
    assert "fault of eventcoder" not in outcome.err


def test_lists_of_terms_keep_their_columns_apart(cli: Run) -> None:
    assert "CONSULT / visit " in cli("explain", "modes").out
    assert "no term 'zzz'. Expected" in cli("explain", "zzz").err


def test_a_fault_names_no_cut_list_with_a_stop_too_many(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "wide.jsonl"
    path.write_text(json.dumps({f"column_{n:02}": n for n in range(30)}) + "\n", encoding="utf-8")
    assert "...." not in cli("code", path).err
