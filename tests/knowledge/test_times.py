"""The time tables: what the loader offers, what it refuses, what a user's layer changes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.find.times import FindTimes
from eventcoder.knowledge.tables import Tables
from eventcoder.knowledge.times import load_times


def _layer(folder: Path, name: str, header: str, *rows: str) -> Tables:
    (folder / "times").mkdir()
    lines = [header, *rows]
    (folder / "times" / name).write_text("\n".join(line.replace("|", "\t") for line in lines) + "\n", encoding="utf-8")
    return Tables((folder,))


def test_names_and_abbreviations() -> None:
    words = load_times().words
    assert words["MONTH"]["sept."] == words["MONTH"]["september"] == "9"
    assert words["WEEKDAY"]["tues."] == "2"
    assert "sat" not in words["WEEKDAY"]


def test_ids_of_patterns_and_holidays_are_unique() -> None:
    for name in ("times/patterns.tsv", "times/holidays.tsv", "times/words.tsv", "times/portions.tsv"):
        ids = Counter(row.word("id") for row in Tables().read(name, ("id",)))
        assert max(ids.values()) == 1, name


def test_every_row_has_an_example() -> None:
    assert all(row.example for row in load_times().patterns)


@pytest.mark.parametrize(
    ("name", "header", "row", "told"),
    [
        ("months.tsv", "id|number|names|abbreviations|guard", "may|13|may||word", "number '13'"),
        ("months.tsv", "id|number|names|abbreviations|guard", "may|5|may||verb", "guard 'verb'"),
        (
            "units.tsv",
            "id|singular|plural|measure|size|recent|resolution|small",
            "x|x|xs|eon|1|1|year|",
            "measure 'eon'",
        ),
        ("portions.tsv", "id|portion|unit|first|last|step", "a|early|week|3|1|day", "first <= last"),
        ("patterns.tsv", "id|kind|pattern|set|example", "a.b|date|NOSUCH MONTH||x", "class 'NOSUCH'"),
        ("patterns.tsv", "id|kind|pattern|set|example", "a.b|date|MONTH|shift|x", "field=value"),
        (
            "holidays.tsv",
            "id|names|rule|year|month|day|weekday|nth|offset|days|note",
            "a|a day|fixed|||5|||||",
            "needs month",
        ),
    ],
)
def test_wrong_rows_are_refused(tmp_path: Path, name: str, header: str, row: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=f"times/{name}:2: .*{told}"):
        load_times(_layer(tmp_path, name, header, row))


@pytest.mark.parametrize("pattern", ["MONTH [ DOM", "MONTH ]", "<in", "[ ]", "MONTH <in> DOM"])
def test_unreadable_patterns_are_refused(tmp_path: Path, pattern: str) -> None:
    tables = _layer(tmp_path, "patterns.tsv", "id|kind|pattern|set|example", f"a.b|date|{pattern}||x")
    with pytest.raises(KnowledgeError, match=r"times/patterns.tsv:2: pattern"):
        FindTimes(load_times(tables))


def test_a_layer_adds_a_holiday(tmp_path: Path) -> None:
    header = "id|names|rule|year|month|day|weekday|nth|offset|days|note"
    tables = _layer(tmp_path, "holidays.tsv", header, "founders|founders' day|fixed||3|4|||||")
    (found,) = FindTimes(load_times(tables))("They met on Founders’ Day.")
    assert (found.text_kind, found.name) == ("holiday", "founders")
