"""Every format: the file as it was agreed on, and what its own readers find in it."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from eventcoder.cli.options import FORMATS as CHOICES
from eventcoder.cli.options import STATUSES as STATUS_CHOICES
from eventcoder.cli.options import TABLES as TABLE_CHOICES
from eventcoder.errors import SettingsError
from eventcoder.knowledge.formats import load_formats
from eventcoder.run.exports import EXPORTS, FOREIGN, MERGING, STATUSES, export_notes, export_to_file, export_to_stream
from eventcoder.schema import Coded, EventDate, EventPlace, Span, Story, StoryMember
from eventcoder.show.columns import TABLES
from eventcoder.show.excel import unguarded
from eventcoder.show.records import coded_of
from eventcoder.show.tables import cell_text, rows

HERE = Path(__file__).parent
NAMES = [name for name in EXPORTS if name != "parquet"]


@pytest.fixture
def exported(oslo: Coded) -> Callable[..., str]:
    """What a format makes of the report made by hand: ``exported("icews", statuses=...)``."""

    def run(name: str, coded: Coded = oslo, **options: object) -> str:
        stream = io.BytesIO()
        writer = export_to_stream(stream, name, **options)  # type: ignore[arg-type]
        writer.write(coded)
        writer.close()
        return stream.getvalue().decode("utf-8")

    return run


def table(text: str, name: str) -> list[dict[str, str]]:
    """A foreign table read as its users do, by its columns."""
    columns = [column for column, _, _ in export_notes(name)]
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    if load_formats()[name].has_header:
        assert lines.pop(0) == columns
    assert all(len(line) == len(columns) for line in lines)
    return [dict(zip(columns, line, strict=True)) for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_the_golden_one(exported: Callable[..., str], name: str) -> None:
    golden = (HERE / "golden" / f"{name}.txt").read_bytes().decode("utf-8")
    assert exported(name) == golden, "look at: python tests/show/formats/golden.py; git diff"


@pytest.fixture(scope="module")
def golden() -> ModuleType:
    """The script that writes the golden files."""
    spec = importlib.util.spec_from_file_location("golden", HERE / "golden.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_golden_files_are_made_of_the_same_report(golden: ModuleType, oslo: Coded) -> None:
    assert golden._hand_made() == oslo
    assert list(golden.NAMES) == [*EXPORTS]
    assert sorted(path.stem for path in (HERE / "golden").iterdir()) == sorted(EXPORTS)


def test_parquet_is_the_golden_one(golden: ModuleType, oslo: Coded) -> None:
    pytest.importorskip("pyarrow.parquet")
    written = (HERE / "golden" / "parquet.txt").read_text(encoding="utf-8")
    assert golden.parquet_as_text(oslo) == written, "look at: python tests/show/formats/golden.py; git diff"


def test_parquet_is_read_by_pandas_and_polars(oslo: Coded, tmp_path: Path) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pytest.importorskip("pyarrow.parquet")
    writer = export_to_file(tmp_path / "a.parquet", None)
    writer.write(oslo)
    writer.close()
    frame = pandas.read_parquet(tmp_path / "a.parquet")
    assert [list(names) for names in frame["source"]] == [[p.name for p in e.source] for e in oslo.events]
    assert frame["latitude"].isna().tolist() == [e.place is None or e.place.latitude is None for e in oslo.events]
    table = polars.read_parquet(tmp_path / "a.parquet")
    assert table["modes"].to_list() == [list(e.modes) for e in oslo.events]
    assert str(table.schema["date_start"]) == "Date"


def test_json_lines_are_read_back(exported: Callable[..., str], oslo: Coded) -> None:
    assert [coded_of(json.loads(line)) for line in exported("jsonl").splitlines()] == [oslo]


def test_csv_is_read_back(exported: Callable[..., str], oslo: Coded) -> None:
    found = list(csv.DictReader(io.StringIO(exported("csv"), newline="")))
    assert found == [{name: cell_text(value) for name, value in row.items()} for row in rows(oslo)]


@pytest.mark.parametrize("name", ["icews", "petrarch", "phoenix"])
def test_tables_of_cells_are_read_by_pandas(exported: Callable[..., str], name: str) -> None:
    pandas = pytest.importorskip("pandas")
    columns = [column for column, _, _ in export_notes(name)]
    head = 0 if load_formats()[name].has_header else None
    frame = pandas.read_csv(
        io.StringIO(exported(name)), sep="\t", header=head, names=columns, dtype=str, keep_default_na=False
    )
    assert len(frame) > 3
    assert frame.to_dict("records") == table(exported(name), name)


@pytest.mark.parametrize(
    ("name", "n", "first", "last"),
    [
        ("polecat", 40, "Event ID", "Version"),
        ("icews", 20, "Event ID", "Longitude"),
        ("petrarch", 8, "date", "story_source"),
        ("phoenix", 26, "EventID_version", "Sources"),
        ("gdelt-events", 61, "GlobalEventID", "SOURCEURL"),
        ("gdelt-mentions", 16, "GlobalEventID", "Extras"),
    ],
)
def test_columns(name: str, n: int, first: str, last: str) -> None:
    columns = [column for column, _, _ in export_notes(name)]
    assert (len(columns), columns[0], columns[-1]) == (n, first, last)


def test_every_name_is_offered_everywhere() -> None:
    assert sorted(load_formats()) == sorted(FOREIGN)
    assert {form.name for form in load_formats().values() if form.merges} == set(MERGING)
    assert set(CHOICES) == set(EXPORTS)
    assert STATUS_CHOICES == STATUSES
    assert TABLE_CHOICES == TABLES


@pytest.mark.parametrize("name", FOREIGN)
def test_every_field_of_a_column_exists(exported: Callable[..., str], oslo: Coded, name: str) -> None:
    """A column whose field no maker fills would be silently empty: some row must fill it."""
    wanted = {column for column, field, _ in export_notes(name) if field}
    city = EventPlace("Lahore", "PAK", 31.558, 74.351, "1172451", "city", "clause", Span(0, 6))
    people = (replace(oslo.events[0].source[0], sectors=("GOV", "MIL", "SPY"), country="UNO", span=Span(0, 3)),)
    actors = (*oslo.actors, replace(oslo.actors[0], office="a", wikidata="Q1"))
    full = replace(oslo.events[0], place=city, source=people, target=(replace(people[0], actor_id="x"),))
    state = tuple(replace(p, country="NOR", sectors=("GOV", "MIL", "LEG")) for p in people)
    actors += (replace(actors[-1], id="x"), replace(actors[-1], id="y"))
    states = replace(full, id="e9", source=state, target=(replace(state[0], actor_id="y"),))
    found = table(exported(name, replace(oslo, events=(full, states), actors=actors)), name)
    missing = load_formats()[name].missing
    never = {column for column in wanted if all(row[column] == missing for row in found)}
    assert never == set()


@pytest.mark.parametrize("name", FOREIGN)
def test_denials_and_retellings_are_no_rows(exported: Callable[..., str], name: str) -> None:
    assert "oslo_2" not in exported(name)
    rows_of = {row.get("Event ID", row.get("GlobalEventID", "")) for row in table(exported(name), name)}
    assert not any(row.startswith(("e000000000002", "e000000000003")) for row in rows_of)
    denied = exported(name, statuses=frozenset({"negated"}))
    assert len(table(denied, name)) == (0 if load_formats()[name].needs_target else 1)


def test_polecat_is_read_by_pandas(exported: Callable[..., str]) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(io.StringIO(exported("polecat")), sep="\t", keep_default_na=False, na_values=["None"])
    assert list(frame["Event Type"]) == ["CONSULT", "ASSAULT", "REQUEST"]
    assert list(frame["Event Date"].isna()) == [False, True, False], "June is no day"
    assert frame["Recipient Name"][2].split("; ") == ["Kenya", "Kenyan police"]
    assert frame["Recipient Country"][2].split("; ") == ["KEN", "KEN"]
    assert frame["Primary Recipient Sector"][2].split("; ") == ["None", "COP"]
    assert frame["Recipient Name"][0] == "The 'Green Front', abroad", "nothing inside an item looks like a separator"
    assert frame["Latitude"][0] == 59.913
    assert frame["Event ID"].is_unique


def test_gdelt_is_read_by_pandas(exported: Callable[..., str]) -> None:
    pandas = pytest.importorskip("pandas")
    names = [column for column, _, _ in export_notes("gdelt-events")]
    frame = pandas.read_csv(io.StringIO(exported("gdelt-events")), sep="\t", header=None, names=names, dtype={26: str})
    mentions = pandas.read_csv(io.StringIO(exported("gdelt-mentions")), sep="\t", header=None)
    assert frame["GlobalEventID"].is_unique
    assert frame["GlobalEventID"].max() < 2**53, "a double holds it"
    assert set(mentions[0]) == set(frame["GlobalEventID"])
    counted = mentions.groupby(0).size()
    assert list(frame["NumMentions"]) == [counted[number] for number in frame["GlobalEventID"]]
    assert list(frame["ActionGeo_CountryCode"])[:2] == ["NO", "NO"]
    assert frame["ActionGeo_Lat"].isna().tolist() == [False, False, True, True, True], "no place is no 0/0"


def test_both_directions_of_talks_are_rows(exported: Callable[..., str]) -> None:
    found = [(row["Source Name"], row["Target Name"]) for row in table(exported("icews"), "icews")]
    assert found[:2] == [("Norway", "The 'Green Front'; abroad"), ("The 'Green Front'; abroad", "Norway")]
    assert found[3:] == [("United Nations", "Kenya"), ("United Nations", "Kenyan police")]


def test_codes_of_cameo(exported: Callable[..., str]) -> None:
    found = table(exported("petrarch"), "petrarch")
    assert [row["source"] for row in found] == ["NOR", "IMGREBPTY", "KENCOP", "IGOUNO", "IGOUNO"]
    assert [row["code"] for row in found] == ["042", "042", "193", "---", "---"], "no code is made up from the type"


def test_plover_lines_have_the_required_fields(exported: Callable[..., str]) -> None:
    records = [json.loads(line) for line in exported("plover").splitlines()]
    assert all({"id", "date", "actor", "event"} <= record.keys() for record in records)
    assert [record.get("mode") for record in records] == [["visit"], ["negation"], ["firearms"], ["yield"]]
    june = records[2]
    assert (june["date"], june["enddate"], june["size"]) == ("2023-06-01", "2023-06-30", {"dead": 2})
    assert records[0]["event_loc"]["lon"] == 10.746


def test_geojson_has_longitude_first_and_only_real_points(exported: Callable[..., str]) -> None:
    collection = json.loads(exported("geojson"))
    assert [f["geometry"]["coordinates"] for f in collection["features"]] == [[10.746, 59.913]] * 2
    assert json.loads(exported("geojson", statuses=frozenset({"negated"})))["features"] == []


def test_gexf_is_xml_with_spells(exported: Callable[..., str], oslo: Coded) -> None:
    space = {"g": "http://gexf.net/1.3"}
    root = ElementTree.fromstring(exported("gexf"))  # noqa: S314 - our own file
    edges = root.findall(".//g:edge", space)
    nodes = {node.get("id") for node in root.findall(".//g:node", space)}
    assert {edge.get("source") for edge in edges} | {edge.get("target") for edge in edges} == nodes
    spells = [spell.attrib for spell in edges[1].findall("g:spells/g:spell", space)]
    assert spells == [{"start": "2023-06-05", "end": "2023-06-05"}]
    assert edges[0].findall("g:spells", space) == [], "some day in June is no spell"


def test_gexf_does_not_depend_on_the_order_of_reports(oslo: Coded) -> None:
    other = replace(oslo, document=replace(oslo.document, id="other"), events=oslo.events[3:])
    files = []
    for reports in ((oslo, other), (other, oslo)):
        stream = io.BytesIO()
        writer = export_to_stream(stream, "gexf")
        for report in reports:
            writer.write(report)
        writer.close()
        files.append(stream.getvalue())
    assert files[0] == files[1]


def test_excel_opens_as_it_is_meant(exported: Callable[..., str], oslo: Coded) -> None:
    text = exported("excel")
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == 1 + len(oslo.events)
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert found[0]["cameo"] == "'042"
    assert [{n: unguarded(c) for n, c in row.items()} for row in found] == [
        {name: cell_text(value) for name, value in row.items()} for row in rows(oslo)
    ]


def test_excel_guards_formulas(exported: Callable[..., str]) -> None:
    found = next(csv.DictReader(io.StringIO(exported("excel", kind="reports").removeprefix("\ufeff"), newline="")))
    assert found["title"] == "'=Talks"


@pytest.mark.parametrize("name", ["polecat", "geojson", "plover"])
def test_other_kinds_of_records_are_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="holds events only"):
        export_to_stream(io.BytesIO(), name, "actors")


def test_endings_tell_the_format(oslo: Coded, tmp_path: Path) -> None:
    for ending in ("geojson", "gexf", "csv"):
        writer = export_to_file(tmp_path / f"a.{ending}", None)
        writer.write(oslo)
        writer.close()
    assert json.loads((tmp_path / "a.geojson").read_bytes())["type"] == "FeatureCollection"
    assert (tmp_path / "a.gexf").read_bytes().startswith(b"<?xml")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.geojson", "a.gexf", "a.statements.csv"]


def test_an_event_of_a_year_has_no_day(exported: Callable[..., str], oslo: Coded) -> None:
    year = EventDate("2019-01-01", "2019-12-31", "year", "explicit", None)
    found = table(exported("gdelt-events", replace(oslo, events=(replace(oslo.events[0], date=year),))), "gdelt-events")
    assert {row["Day"] for row in found} == {""}


def test_a_story_of_many_reports_is_one_event_of_gdelt(oslo: Coded) -> None:
    later = replace(
        oslo,
        document=replace(oslo.document, id="later", source="Post", url="https://post.example/1"),
        events=(replace(oslo.events[0], id="e0000000000aa", document_id="later", target=(), reciprocal=False),),
    )
    told = [("oslo", "e000000000001", "Made Times"), ("oslo", "e000000000003", "Made Times")]
    told.append(("later", "e0000000000aa", "Post"))
    members = tuple(StoryMember("v", doc, event, None, outlet, None, None, None, ()) for doc, event, outlet in told)
    first = oslo.events[0]
    story = Story(
        *("y1", "CONSULT", ("visit",), "asserted", first.source, first.target),
        *("2023-06-05", "2023-06-05", "Oslo", "NOR", members, (), (), 2, 2, 2),
    )
    found = {}
    for name in MERGING:
        stream = io.BytesIO()
        writer = export_to_stream(stream, name, stories={event: story for _, event, _ in told})
        for report in (replace(oslo, events=oslo.events[:3]), later):
            writer.write(report)
        writer.close()
        found[name] = table(stream.getvalue().decode("utf-8"), name)
    events, mentions = found["gdelt-events"], found["gdelt-mentions"]
    assert [(row["Actor1Name"], row["Actor2Name"]) for row in events] == [
        ("NORWAY", "THE 'GREEN FRONT'; ABROAD"),
        ("THE 'GREEN FRONT'; ABROAD", "NORWAY"),
    ]
    assert [(row["NumMentions"], row["NumSources"], row["NumArticles"]) for row in events] == [("3", "2", "2")] * 2
    number = events[0]["GlobalEventID"]
    of_first = [row for row in mentions if row["GlobalEventID"] == number]
    assert [row["MentionSourceName"] for row in of_first] == ["Made Times", "Made Times", "Post"]
    assert of_first[2]["Actor2CharOffset"] == "", "the later report does not name the front"
