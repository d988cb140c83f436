"""Every command does what its help says."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from eventcoder.cli.main import COMMANDS, app
from eventcoder.schema import Coded
from eventcoder.show.records import json_line, report_dict

from .conftest import Run

REPORT = (
    "France expelled two Russian diplomats on Tuesday. “We regret it,” the French foreign minister said. It rained.\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def coded_file(coded: Coded, tmp_path: Path) -> Path:
    path = tmp_path / "coded.jsonl"
    path.write_text(json_line(report_dict(coded)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(cli: Run, name: str) -> None:
    outcome = cli(name, "--help")
    assert outcome.code == 0
    assert f"Examples:\n  eventcoder {name}" in outcome.out
    assert "--debug" in outcome.out or name in ("actors", "knowledge", "store")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_tells_what_their_help_tells(name: str) -> None:
    command = app.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.get_short_help_str(200) == COMMANDS[name]


def test_json_lines_into_a_pipe(cli: Run, report: Path) -> None:
    outcome = cli("code", report, "--published", "2021-07-21", "--country", "fra")
    assert (outcome.code, outcome.err) == (0, "")
    (line,) = [json.loads(line) for line in outcome.out.splitlines()]
    assert line["document"]["text"] == REPORT
    assert line["document"]["publisher_country"] == "FRA"
    assert line["events"][0]["event_type"] == "SANCTION"
    assert line["events"][0]["trigger"]["text"].startswith("expelled")
    assert line["versions"].keys() == {"schema", "coder", "knowledge", "parser"}


def test_cards_if_asked_for(cli: Run, report: Path) -> None:
    outcome = cli("code", report, "--format", "cards")
    assert "SANCTION / expel" in outcome.out
    assert "\x1b" not in outcome.out


def test_one_kind_of_record(cli: Run, report: Path) -> None:
    outcome = cli("code", report, "--records", "actors")
    assert {json.loads(line)["country"] for line in outcome.out.splitlines()} >= {"FRA", "RUS"}


def test_csv_into_a_pipe(cli: Run, report: Path) -> None:
    outcome = cli("code", report, "--format", "csv")
    rows = list(csv.DictReader(outcome.out.splitlines()))
    assert rows[0]["event_type"] == "SANCTION"


def test_output_to_files(cli: Run, report: Path, tmp_path: Path) -> None:
    for ending in ("jsonl", "csv", "parquet"):
        outcome = cli("code", report, "-o", tmp_path / f"out.{ending}")
        assert outcome.code == 0
        assert f"1 report coded to {tmp_path / 'out'}.{ending}" in outcome.err
        assert outcome.out == ""
    assert cli("code", report, "-o", tmp_path / "quiet.jsonl", "--quiet").err == ""
    names = {p.name for p in tmp_path.iterdir()}
    assert {"out.jsonl", "out.csv", "out.statements.csv", "out.parquet", "out.statements.parquet"} <= names
    assert not {name for name in names if "quarantine" in name or name.endswith(".part")}


def test_standard_input_with_and_without_dash(cli: Run) -> None:
    for arguments in (("code", "-"), ("code",)):
        outcome = cli(*arguments, stdin=REPORT.encode())
        assert outcome.code == 0
        assert json.loads(outcome.out)["document"]["path"] == "stdin"


def test_a_folder_is_not_read_back_from_its_own_output(cli: Run, report: Path, tmp_path: Path) -> None:
    for _ in range(2):
        outcome = cli("code", tmp_path, "-o", tmp_path / "out.jsonl")
        assert (outcome.code, outcome.err) == (0, f"1 report coded to {tmp_path / 'out.jsonl'}.\n")


def test_input_and_output_must_differ(cli: Run, report: Path) -> None:
    before = report.read_bytes()
    outcome = cli("code", report, "-o", report, "--format", "jsonl")
    assert outcome.code == 2
    assert "both input and output" in outcome.err
    assert report.read_bytes() == before


def test_show_marks_the_report(cli: Run, report: Path) -> None:
    outcome = cli("show", report)
    assert "diplomats[SANCTION e" in outcome.out
    assert "Events" in outcome.out
    assert "Events" not in cli("show", report, "--no-records").out


def test_show_writes_pages(cli: Run, report: Path, coded_file: Path, tmp_path: Path) -> None:
    assert cli("show", coded_file, "--html", tmp_path / "one.html").code == 0
    assert (tmp_path / "one.html").read_text("utf-8").startswith("<!doctype html>")
    assert cli("show", report, coded_file, "--html", tmp_path / "pages").code == 0
    assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == ["made.html", "report.html"]
    outcome = cli("show", report, coded_file, "--html", tmp_path / "two.html")
    assert outcome.code == 2
    assert "several reports for one page" in outcome.err


@pytest.mark.parametrize(
    ("document_id", "name"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("CON", "report_CON"),
        ("a b/ü", "a_b_ü"),
        ("..", "report"),
        ("x" * 300, "x" * 80),
    ],
)
def test_ids_never_become_paths(document_id: str, name: str) -> None:
    from eventcoder.cli.show import _file_name

    assert _file_name(document_id, set()) == name
    assert _file_name(document_id, {name.casefold()}) != name


def test_explain_a_record_of_a_coded_file(cli: Run, coded_file: Path) -> None:
    outcome = cli("explain", "e01234567", coded_file)
    assert outcome.code == 0
    assert "rule expel.v" in outcome.out


def test_explain_a_record_of_a_report(cli: Run, report: Path) -> None:
    record = json.loads(cli("code", report, "--records", "events").out.splitlines()[0])
    outcome = cli("explain", record["id"][:9], report)
    assert record["id"] in outcome.out
    assert "event type  SANCTION / expel" in outcome.out


def test_explain_a_report_and_a_sentence(cli: Run, report: Path) -> None:
    outcome = cli("explain", report)
    assert "no event: no word of the lexicon fits" in outcome.out
    assert "events.none" in cli("explain", report, "--sentence", "3").out
    outcome = cli("explain", report, "--sentence", "9")
    assert (outcome.code, outcome.out) == (2, "")
    assert "sentences 1 to 3" in outcome.err


def test_explain_a_record_of_the_samples(cli: Run) -> None:
    assert cli("explain", "cty:RUS").code == 0
    outcome = cli("explain", "eabcdef012")
    assert outcome.code == 2
    assert "no record 'eabcdef012'" in outcome.err


def test_explain_terms(cli: Run) -> None:
    assert "event type" in cli("explain", "SANCTION").out
    outcome = cli("explain", "SANCTON")
    assert (outcome.code, "did you mean 'sanction'" in outcome.err) == (2, True)


def test_quotes_are_listed_and_chosen(cli: Run, coded_file: Path) -> None:
    (line,) = cli("quotes", coded_file).out.splitlines()
    assert json.loads(line)["cue"]["text"] == "told"
    assert cli("quotes", coded_file, "--speaker", "Putin").out == ""
    assert "Anne Roy [FRAGOV]  told" in cli("quotes", coded_file, "--format", "cards", "--channel", "interview").out


def test_schema_stages_doctor_knowledge(cli: Run) -> None:
    assert json.loads(cli("schema", "event").out)["title"] == "event"
    assert "report" in json.loads(cli("schema").out)
    outcome = cli("schema", "evnt")
    assert (outcome.code, "did you mean 'event'" in outcome.err) == (2, True)
    stages = [json.loads(line) for line in cli("stages", "--json").out.splitlines()]
    assert stages[0]["name"] == "read.sentences"
    assert all(stage["about"] for stage in stages)
    assert "code.events" in cli("stages").out
    outcome = cli("doctor")
    assert (outcome.code, "WRONG" in outcome.out) == (0, False)
    assert "learned model" in outcome.out
    assert all(json.loads(line)["is_ok"] for line in cli("doctor", "--json").out.splitlines())
    assert "are sound" in cli("knowledge", "check").out
    assert "ontology/cameo.tsv" in cli("knowledge", "list").out


def test_a_broken_knowledge_folder_is_told_line_by_line(cli: Run, tmp_path: Path, report: Path) -> None:
    folder = tmp_path / "own" / "ontology"
    folder.mkdir(parents=True)
    (folder / "plover_modes.tsv").write_bytes(b"type\tmode\tscore\tdefinition\texample\nNOPE\tx\t\td\t\nAID\r\n")
    outcome = cli("knowledge", "check", "--knowledge", folder.parent)
    assert outcome.code == 1
    assert "plover_modes.tsv:3: carriage return" in outcome.err
    assert "plover_modes.tsv:3: 1 cells where the header has 5" in outcome.err
    assert "faults in the knowledge files" in outcome.err
    outcome = cli("code", report, "--knowledge", folder.parent)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err


def test_doctor_says_what_to_do(cli: Run) -> None:
    outcome = cli("doctor", "--model", "no_such_model")
    assert outcome.code == 1
    assert "Install it: pip install no-such-model" in outcome.out


def test_demo_codes_the_samples_and_tells_what_to_try(cli: Run) -> None:
    outcome = cli("demo")
    assert outcome.code == 0
    assert "Try next:" in outcome.out
    assert "eventcoder explain e" in outcome.out


def test_eval_predicts_and_scores(cli: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    record = {
        "id": "1",
        "text": "Russia expelled two Polish diplomats.",
        "source_spans": [[0, 6]],
        "target_spans": [[16, 36]],
        "root": "SANCTION",
    }
    gold.write_text(json.dumps(record) + "\n")
    outcome = cli("eval", "pairs", gold, "--json", "--save", tmp_path / "found.jsonl")
    assert json.loads(outcome.out.splitlines()[0]) == {"name": "accuracy", "value": 1.0, "counts": "1 of 1"}
    assert json.loads((tmp_path / "found.jsonl").read_text()) == {"id": "1", "event_type": "SANCTION"}
    outcome = cli("eval", "pairs", gold, "--predictions", tmp_path / "found.jsonl")
    assert "accuracy" in outcome.out
    assert "more figures with --all" in outcome.err


def test_eval_of_reports_takes_a_json_file_with_its_text_beside_it(cli: Run, tmp_path: Path) -> None:
    text = "Russia expelled two Polish diplomats."
    (tmp_path / "report.txt").write_text(text)
    event = {
        "type": "SANCTION",
        "source": ["RUS"],
        "target": ["POL GOV"],
        "factuality": "asserted",
        "trigger_span": [7, 15],
    }
    gold = {"id": "r", "published": "2021-07-16", "events": [event], "statements": [], "actors": []}
    (tmp_path / "expected.json").write_text(json.dumps(gold))
    outcome = cli("eval", "reports", tmp_path / "expected.json", "--json")
    figures = {f["name"]: f["value"] for f in map(json.loads, outcome.out.splitlines())}
    assert (figures["events F1"], figures["event source country"], figures["event target sector"]) == (1, 1, 1)


def test_eval_of_the_wrong_file_says_so(cli: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "1", "text": "x"}\n')
    outcome = cli("eval", "pairs", gold, "--predictions", gold)
    assert outcome.code == 3
    assert "lacks 'root'" in outcome.err
    gold.write_text("torn")
    assert cli("eval", "pairs", gold).code == 3
    assert cli("eval", "pairs", tmp_path / "no.jsonl").code == 3


@pytest.mark.parametrize(
    "arguments",
    [("dates", "on Monday", "--published", "2022-01-05"), ("stages",), ("actors", "find", "Kenya")],
    ids=["with --format", "with --json", "a command of a group"],
)
def test_json_is_format_jsonl_everywhere(cli: Run, arguments: tuple[str, ...]) -> None:
    flag, form = cli(*arguments, "--json"), cli(*arguments, "--format", "jsonl")
    assert (flag.code, form.code) == (0, 0)
    assert flag.out == form.out
    assert all(json.loads(line) for line in flag.out.splitlines())
    both = cli(*arguments, "--json", "--format", "table")
    assert both.code == 2
    assert "--json is --format jsonl, not table" in both.err
