"""Bad input and bad use: what is said, and with which exit code it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

GOOD = "France expelled two Russian diplomats."
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 40
TORN = json.dumps({"id": "1", "text": GOOD}) + '\n{"id": "2", "text": "Fran'
WRONG_TYPES = '{"text": 3}\n{"text": ["a"]}\n[1]\n"x"\n{"txt": "a"}\n' + json.dumps({"text": GOOD})
DUPLICATES = "\n".join(
    json.dumps(r) for r in ({"id": "1", "text": GOOD}, {"id": "1", "text": GOOD}, {"id": "1", "text": "Rain."})
)
SOUP = "<html><<p>broken <div><a href=x>" + "<p>" * 50 + f"<article><h1>Envoys out</h1><p>{GOOD} " * 3


@pytest.mark.parametrize(
    ("name", "content", "n_coded", "n_quarantined", "code", "said"),
    [
        ("empty.txt", b"", 0, 1, 3, "the file is empty"),
        ("blank.txt", b" \n\t\n", 0, 1, 3, "the text is empty"),
        ("huge.txt", b"word" * (50 << 18), 0, 1, 3, "more than 8,000,004 bytes"),
        ("image.txt", PNG, 0, 1, 3, "byte 0"),
        ("broken.txt", b"France expelled \xff\xfe\xfa envoys \x80\x81.", 0, 1, 3, "broken.txt"),
        ("soup.html", SOUP.encode(), 1, 0, 0, ""),
        ("torn.jsonl", TORN.encode(), 1, 1, 1, "record 2"),
        ("types.jsonl", WRONG_TYPES.encode(), 1, 5, 1, "text is a number: 3. Expected a string"),
        ("twice.jsonl", DUPLICATES.encode(), 1, 2, 1, "duplicate"),
        ("good.txt", GOOD.encode(), 1, 0, 0, ""),
        ("bom.txt", b"\xef\xbb\xbf" + GOOD.encode(), 1, 0, 0, ""),
        ("nul.txt", b"France\x00 expelled two Russian diplomats.", 1, 0, 0, ""),
        ("table.csv", b"id,text\n1,France expelled two Russian diplomats.\n2,\n", 1, 1, 1, "record"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith(("txt", "html", "jsonl", "csv")) else "",
)
def test_bad_input(
    cli: Run, tmp_path: Path, name: str, content: bytes, n_coded: int, n_quarantined: int, code: int, said: str
) -> None:
    """Nothing is lost: every report is coded or quarantined, with file and reason, and the exit code tells."""
    if name.endswith("html"):
        pytest.importorskip("trafilatura")
    path = tmp_path / name
    path.write_bytes(content)
    out = tmp_path / "out.jsonl"
    outcome = cli("code", path, "-o", out)
    assert outcome.code == code
    assert "Traceback" not in outcome.err
    assert said in outcome.err
    assert len(out.read_text("utf-8").splitlines()) == n_coded
    listed = tmp_path / "out.quarantine.jsonl"
    faults = [json.loads(line) for line in listed.read_text("utf-8").splitlines()] if listed.exists() else []
    assert len(faults) == n_quarantined
    assert all(fault["path"] == str(path) and fault["reason"] and fault["stage"] for fault in faults)
    if n_quarantined:
        assert f"{n_quarantined} input{'s' * (n_quarantined != 1)} quarantined:" in outcome.err
        assert f"listed in {listed}" in outcome.err


def test_one_bad_file_among_good_ones(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_bytes(PNG)
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.4")
    outcome = cli("code", tmp_path, "--records", "events")
    assert outcome.code == 1
    assert len(outcome.out.splitlines()) == 1
    assert "2 inputs quarantined" in outcome.err


def test_notes_and_settings_beside_reports_are_no_fault(
    cli: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "README.md").write_text("Where the reports are from.")
    (tmp_path / "crawl.json").write_text("{}")
    outcome = cli("code", tmp_path, "--records", "events")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == 1
    assert "2 files not read (.json 1, .md 1)" in caplog.text


def test_a_folder_of_other_kinds_has_nothing_to_read(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Nothing else is here.")
    outcome = cli("code", tmp_path)
    assert outcome.code == 3
    assert "no report found" in outcome.err


def test_an_empty_folder_has_nothing_to_read(cli: Run, tmp_path: Path) -> None:
    outcome = cli("code", tmp_path)
    assert outcome.code == 3
    assert "no report found" in outcome.err


def test_missing_paths(cli: Run) -> None:
    for command in ("code", "show", "quotes"):
        outcome = cli(command, "no/such/file.txt")
        assert (outcome.code, outcome.out) == (3, "")
        assert "no such file or folder: 'no/such/file.txt'" in outcome.err
    assert cli("explain", "e123456", "no/such/file.txt").code == 3
    assert cli("explain", "no_such_report.txt").code == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("cod", "x"), "no command 'cod'; did you mean 'code'?"),
        (("xyzzy",), "commands are code, show"),
        (("knowledge", "chek"), "did you mean 'check'?"),
        (("code", "--publishd", "x"), "--published"),
        (("code", "-", "--records", "evnts"), "events"),
        (("code", "-", "--format", "xml"), "jsonl"),
        (("code", "-", "--published", "yesterday"), "expected YYYY-MM-DD"),
        (("code", "-", "--country", "Pakistan"), "ISO 3166 alpha-3"),
        (("code", "-", "--model", "no_such_model"), "model 'no_such_model' is not installed"),
        (("code", "-", "--knowledge", "no/such"), "knowledge folder 'no/such' does not exist"),
        (("code", "-", "-o", "out.xlsx"), "no known ending"),
        (("code", "-", "-o", "no/such/out.csv"), "cannot be written"),
        (("code", "-", "-o", "out.csv", "--format", "cards"), "cards are for a terminal"),
        (("code", "-", "--format", "parquet"), "Expected a file"),
        (("eval", "parse", "x"), "pairs"),
        (("explain",), "Missing argument"),
        (("explain", "-", "--sentence", "0"), "0 is not in the range"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_bad_use_is_answered_with_what_to_do(cli: Run, arguments: tuple[str, ...], said: str) -> None:
    outcome = cli(*arguments, stdin=GOOD.encode())
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("error: ")
    assert said in outcome.err
    assert "Traceback" not in outcome.err


def test_no_input_on_a_terminal(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    outcome = cli("code")
    assert outcome.code == 2
    assert "no input" in outcome.err


def test_a_fault_of_the_program_is_told_without_a_traceback(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("tick")

    monkeypatch.setattr("eventcoder.show.schemas.all_schemas", broken)
    outcome = cli("schema")
    assert (outcome.code, outcome.out) == (70, "")
    assert "ZeroDivisionError: tick" in outcome.err
    assert "--debug" in outcome.err
    with pytest.raises(ZeroDivisionError):
        cli("schema", "--debug")


def test_a_report_that_cannot_be_coded_is_quarantined(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eventcoder.code.events import CodeEvents

    real = CodeEvents.__call__

    def sometimes(self: CodeEvents, analysis: object) -> object:
        if analysis.document.id == "b":  # type: ignore[attr-defined]
            raise ZeroDivisionError("tick")
        return real(self, analysis)  # type: ignore[arg-type]

    monkeypatch.setattr(CodeEvents, "__call__", sometimes)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(GOOD + name)
    outcome = cli("code", tmp_path, "-o", tmp_path / "out.jsonl")
    assert outcome.code == 1
    assert "report 'b' could not be coded: ZeroDivisionError in code.events: tick" in outcome.err
    assert [json.loads(line)["document"]["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()] == [
        "a",
        "c",
    ]
    (fault,) = map(json.loads, (tmp_path / "out.quarantine.jsonl").read_text().splitlines())
    assert fault["stage"] == "code.events"


def test_what_terminals_obey_is_not_printed(cli: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("France expelled \x1b]0;owned\x07 two \x1b[31mRussian diplomats.\u202e")
    for arguments in (("code", path, "--format", "cards"), ("show", path), ("explain", path)):
        outcome = cli(*arguments)
        assert not {"\x1b", "\x07", "\u202e"} & set(outcome.out + outcome.err)
