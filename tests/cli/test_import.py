"""``eventcoder knowledge import petrarch``: from dictionaries to coded reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ACTORS = "ALDORIA_ [ALD]\n+ALDORIAN_\nKELPIA_ [KEL]\n"


def test_imported_names_are_coded(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "actors.txt").write_text(ACTORS, encoding="utf-8")
    made = cli("knowledge", "import", "petrarch", tmp_path / "actors.txt", "-o", tmp_path / "layer")
    assert made.code == 0
    assert "actors.txt: read as actors" in made.out
    assert cli("knowledge", "check", "--knowledge", tmp_path / "layer").code == 0
    (tmp_path / "report.txt").write_text("Aldorian troops attacked Kelpia on Friday.\n", encoding="utf-8")
    coded = cli("code", tmp_path / "report.txt", "--records", "events", "--knowledge", tmp_path / "layer")
    event = json.loads(coded.out.splitlines()[0])
    assert event["event_type"] == "ASSAULT"
    assert [p["country"] for p in event["source"]] == ["ALD"]
    assert [p["country"] for p in event["target"]] == ["KEL"]


def test_what_is_left_out_is_named_and_changes_the_exit_code(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "actors.txt").write_text(f"{ACTORS}NOWHERE [AB]\n", encoding="utf-8")
    made = cli("knowledge", "import", "petrarch", tmp_path / "actors.txt", "-o", tmp_path / "layer")
    assert made.code == 1
    assert "actors.txt:4: left out: '[AB]'" in made.err
    assert "actors.txt:4" in (tmp_path / "layer" / "import_report.txt").read_text(encoding="utf-8")


def test_second_import_asks_to_replace(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "actors.txt").write_text(ACTORS, encoding="utf-8")
    arguments = ("knowledge", "import", "petrarch", tmp_path / "actors.txt", "-o", tmp_path / "layer")
    assert [cli(*arguments).code, cli(*arguments).code, cli(*arguments, "--replace").code] == [0, 2, 0]


def test_file_that_is_not_there(cli: Any, tmp_path: Path) -> None:
    made = cli("knowledge", "import", "petrarch", tmp_path / "none.txt", "-o", tmp_path / "layer")
    assert made.code == 2
    assert "none.txt" in made.err
    assert not (tmp_path / "layer").exists()
