"""``export``, ``sql`` and ``series``: records leave in the forms that others read."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from eventcoder.schema import Coded, Participant, Story, StoryMember
from eventcoder.show.records import json_line, report_dict
from eventcoder.store import open_store

from .conftest import Run


@pytest.fixture
def source(coded: Coded, tmp_path: Path) -> Path:
    """Two coded reports on a file: one event asserted, one denied a month later."""
    denied = replace(
        coded,
        document=replace(coded.document, id="later", published="2021-08-20", source="Post"),
        events=(replace(coded.events[0], id="e00000000000b", document_id="later", status="negated"),),
    )
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(json_line(report_dict(c)) + "\n" for c in (coded, denied)), encoding="utf-8")
    return path


@pytest.fixture
def store(coded: Coded, tmp_path: Path) -> Path:
    """A store with one report, and a story of its event."""
    path = tmp_path / "news.db"
    france = Participant("cty:FRA", "France", "FRA", (), None)
    with open_store(path) as opened:
        opened.add(coded)
        (stored,) = opened.reports()
        event = stored.coded.events[0]
        member = StoryMember(stored.version_id, "made", event.id, "2021-07-16", "Made Times", None, None, None, ())
        fields = {"status": "asserted", "source": (france,), "target": (), "place": "Paris", "place_country": "FRA"}
        days = {"date_start": "2021-07-15", "date_end": "2021-07-15", "counts": (), "links": ()}
        numbers = {"n_reports": 1, "n_outlets": 1, "n_independent": 1}
        opened.write_stories([Story("y1", "SANCTION", ("expel",), members=(member,), **fields, **days, **numbers)])  # type: ignore[arg-type]
    return path


def test_a_foreign_table_goes_to_standard_output(cli: Run, source: Path) -> None:
    outcome = cli("export", source, "--format", "polecat")
    rows = list(csv.DictReader(io.StringIO(outcome.out), delimiter="\t"))
    assert (outcome.code, outcome.err) == (0, "")
    assert [(row["Event ID"], row["Event Type"]) for row in rows] == [("e0123456789ab@made", "SANCTION")]


def test_the_status_may_be_chosen(cli: Run, source: Path) -> None:
    for status, n in (("negated", 1), ("all", 2), ("future", 0)):
        outcome = cli("export", source, "--format", "icews", "--status", status)
        assert len(outcome.out.splitlines()) == 1 + n, status


def test_code_writes_them_too(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("France expelled two Russian diplomats on Tuesday.", encoding="utf-8")
    outcome = cli("code", tmp_path / "a.txt", "--published", "2021-07-21", "--format", "petrarch")
    assert outcome.out == "20210720\tFRA\tRUSGOV\t166\tDIPLOMATIC,1\ta_1\t---\t---\n"
    assert cli("code", tmp_path / "a.txt", "-o", tmp_path / "a.gexf", "-q").code == 0
    assert (tmp_path / "a.gexf").read_text(encoding="utf-8").startswith("<?xml")


def test_a_file_appears_whole(cli: Run, source: Path, tmp_path: Path) -> None:
    outcome = cli("export", source, "-o", tmp_path / "map.geojson")
    assert outcome.err == f"2 reports written to {tmp_path / 'map.geojson'}.\n"
    assert len(json.loads((tmp_path / "map.geojson").read_bytes())["features"]) == 2


def test_excel_and_kinds_of_records(cli: Run, source: Path) -> None:
    outcome = cli("export", source, "--excel", "--records", "participants")
    assert outcome.out.startswith("\ufeffevent_id,")
    assert len(outcome.out.splitlines()) == 1 + 2 * 3
    assert cli("export", source, "--format", "gexf", "--records", "actors").code == 2


def test_columns_are_explained(cli: Run) -> None:
    outcome = cli("export", "--format", "gdelt-events", "--columns")
    assert outcome.code == 0
    assert "ActionGeo_FeatureID" in outcome.out
    assert "left empty" in outcome.out
    assert cli("export", "--columns").code == 2
    assert "no table of columns" in cli("export", "--columns", "--format", "gexf").err


def test_a_torn_line_is_counted(cli: Run, source: Path) -> None:
    source.write_bytes(source.read_bytes() + b'{"document":{')
    outcome = cli("export", source, "--format", "plover")
    assert (outcome.code, len(outcome.out.splitlines())) == (1, 2)
    assert "is the line torn" in outcome.err


def test_a_format_is_asked_for(cli: Run, source: Path) -> None:
    outcome = cli("export", source)
    assert outcome.code == 2
    assert "polecat" in outcome.err


def test_sql_over_partitions(cli: Run, source: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    assert cli("export", source, "--parquet", tmp_path / "records").code == 0
    question = "SELECT status, unnest(source_countries) AS country FROM events ORDER BY 1"
    assert cli("sql", tmp_path / "records", question).out == "status,country\nasserted,FRA\nnegated,FRA\n"
    lines = cli("sql", tmp_path / "records", "SELECT source, published FROM events", "--format", "jsonl").out
    assert json.loads(lines.splitlines()[0]) == {"source": ["France"], "published": "2021-07-16"}
    table = cli("sql", tmp_path / "records", "SELECT 7 AS n", "--format", "table")
    assert "n" in table.out.split()
    assert cli("sql", tmp_path / "records", "DROP TABLE events").code == 2


def test_sql_over_a_file_and_a_store(cli: Run, source: Path, store: Path) -> None:
    pytest.importorskip("duckdb")
    assert cli("sql", source, "SELECT count(*) AS n FROM reports").out == "n\n2\n"
    joined = (
        "SELECT s.id, e.event_type FROM stories s JOIN story_members m ON m.story_id = s.id "
        "JOIN events e ON e.id = m.event_id"
    )
    assert cli("sql", store, joined).out == "id,event_type\ny1,SANCTION\n"


def test_a_store_is_exported(cli: Run, store: Path) -> None:
    assert cli("export", store, "--format", "petrarch").out.startswith("20210715\tFRA\tRUSGOV\t166\t")


def test_series_as_csv(cli: Run, source: Path) -> None:
    outcome = cli("series", source, "--pair", "FRA,RUS", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert outcome.code == 0
    assert [(r["period"], r["n_events"], r["mean_plover"], r["n_stories"]) for r in rows] == [
        ("2021-07-01", "1", "-5.5", ""),
        ("2021-08-01", "0", "", ""),
    ]
    assert [(r["volume_reports"], r["volume_outlets"]) for r in rows] == [("1", "1")] * 2
    both = cli("series", source, "--pair", "FRA,RUS", "--status", "all", "--format", "csv").out
    assert [r["n_events"] for r in csv.DictReader(io.StringIO(both))] == ["2", "0"]


def test_series_say_what_they_leave_out(cli: Run, source: Path) -> None:
    outcome = cli("series", source, "--start", "2021-08-01", "--format", "csv")
    assert outcome.err == "not counted: 1 event without a day inside the series.\n"


def test_series_of_a_store_count_stories(cli: Run, store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("series", store, "--format", "csv").out)))
    assert [(r["n_events"], r["n_stories"], r["n_reports"]) for r in rows] == [("1", "1", "1")]


def test_series_into_parquet(cli: Run, source: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert cli("series", source, "--by", "week", "-o", tmp_path / "s.parquet").code == 0
    table = parquet.read_table(tmp_path / "s.parquet")
    assert (table.num_rows, sum(table["n_events"].to_pylist())) == (6, 1)
    assert cli("series", source, "--format", "parquet").code == 2


@pytest.mark.parametrize("pair", ["FRA", "FRA,", "FRA,RUS,USA"])
def test_half_a_pair_is_refused(cli: Run, source: Path, pair: str) -> None:
    outcome = cli("series", source, "--pair", pair)
    assert outcome.code == 2
    assert "Expected source and target" in outcome.err


def test_series_of_a_store_know_every_outlet(cli: Run, coded: Coded, store: Path) -> None:
    copied = replace(coded, document=replace(coded.document, id="copy", source="Post", url="https://post.example/9"))
    with open_store(store) as opened:
        opened.add(copied)
    rows = list(csv.DictReader(io.StringIO(cli("series", store, "--format", "csv").out)))
    assert [(r["n_events"], r["volume_reports"], r["volume_outlets"]) for r in rows] == [("1", "1", "2")]


@pytest.fixture
def undated(coded: Coded, tmp_path: Path) -> Path:
    """A coded report whose event has no date."""
    path = tmp_path / "undated.jsonl"
    report = replace(coded, events=(replace(coded.events[0], date=None),))
    path.write_text(json_line(report_dict(report)) + "\n", encoding="utf-8")
    return path


def test_the_day_of_publication_is_given_only_if_asked_for(cli: Run, undated: Path) -> None:
    outcome = cli("export", undated, "--format", "petrarch")
    assert outcome.out.startswith("---\tFRA")
    assert outcome.err == "1 event without a day. --fill-dates gives them the day of publication.\n"
    filled = cli("export", undated, "--format", "petrarch", "--fill-dates")
    assert (filled.out[:12], filled.err) == ("20210716\tFRA", "")
    lines = cli("export", undated, "--format", "jsonl", "--records", "events", "--fill-dates")
    assert json.loads(lines.out)["date"]["basis"] == "publication", "the record says what it is"


def test_series_may_fill_dates_too(cli: Run, undated: Path) -> None:
    outcome = cli("series", undated, "--pair", "FRA,RUS", "--format", "csv")
    assert [r["n_events"] for r in csv.DictReader(io.StringIO(outcome.out))] == ["0"]
    assert outcome.err.startswith("not counted: 1 event without a date exact enough; --fill-dates")
    filled = cli("series", undated, "--pair", "FRA,RUS", "--format", "csv", "--fill-dates")
    assert [r["n_events"] for r in csv.DictReader(io.StringIO(filled.out))] == ["1"]


def test_what_was_known_on_a_day(cli: Run, coded: Coded, source: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "two.db") as opened:
        opened.add(coded)
        text = coded.document.text + "More."
        later = replace(coded, document=replace(coded.document, id="b", url=None, text=text, published="2021-09-01"))
        opened.add(replace(later, events=(replace(coded.events[0], id="e00000000000c", document_id="b"),)))
    for day, n in (("2021-07-01", 0), ("2021-08-01", 1), ("2021-09-01", 2)):
        out = cli("export", tmp_path / "two.db", "--format", "petrarch", "--as-of", day).out
        assert len(out.splitlines()) == n, day
    series = cli("series", tmp_path / "two.db", "--format", "csv", "--as-of", "2021-08-01").out
    assert [r["n_events"] for r in csv.DictReader(io.StringIO(series))] == ["1"]
    refused = cli("export", source, "--format", "petrarch", "--as-of", "2021-08-01")
    assert (refused.code, "asked of stores" in refused.err) == (2, True)
