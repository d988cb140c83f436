"""``eventcoder actors``: how a phrase resolves, and who is unknown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

REPORT = (
    "The Kelp Front attacked a police post in Mali on Friday, officials said.\n\n"
    "Fighters of the Kelp Front fled. The Kelp Front denied it. Gunmen were seen nearby.\n"
)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("phrase", "options", "actor", "rule"),
    [
        ("the Pakistani foreign minister", ("--date", "2021-07-16"), "per:qureshi_shah_mahmood", "office.holder"),
        ("Foreign Office", ("--country", "PAK"), "PAK.ins:generic_foreign_office", "name.body"),
        ("French soldiers", (), "FRA.MIL:french_soldiers", "role.country"),
    ],
)
def test_find_says_who_and_why(cli: Any, phrase: str, options: tuple[str, ...], actor: str, rule: str) -> None:
    result = cli("actors", "find", phrase, *options, "--json")
    assert result.code == 0
    found = lines(result.out)[0]
    assert (found["id"], found["rule"]) == (actor, rule)
    assert found["knowledge"].startswith("actors/")


def test_find_on_another_day(cli: Any) -> None:
    found = lines(cli("actors", "find", "the Pakistani foreign minister", "--date", "2006-07-16", "--json").out)[0]
    assert found["id"] != "per:qureshi_shah_mahmood"


def test_find_shows_parts_below_the_whole(cli: Any) -> None:
    result = cli("actors", "find", "French soldiers")
    assert result.out.index("French soldiers") < result.out.index("cty:FRA")


def test_find_nobody(cli: Any) -> None:
    result = cli("actors", "find", "slowly")
    assert (result.code, result.out) == (1, "")
    assert "names nobody" in result.err


def test_find_with_impossible_date(cli: Any) -> None:
    assert cli("actors", "find", "France", "--date", "soon").code == 2


def test_unknown_are_ranked_with_example_and_row(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    result = cli("actors", "unknown", tmp_path / "report.txt", "--json")
    assert result.code == 0
    first = lines(result.out)[0]
    assert (first["name"], first["reports"]) == ("Kelp Front", 1)
    assert first["mentions"] >= 2
    assert first["example"].startswith("The Kelp Front attacked")
    assert first["proposed"]["name"] == "Kelp Front"


def test_proposed_rows_load_as_a_layer(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    result = cli("actors", "unknown", tmp_path / "report.txt", "--propose")
    (tmp_path / "layer" / "actors").mkdir(parents=True)
    (tmp_path / "layer" / "actors" / "organizations.tsv").write_text(result.out, encoding="utf-8")
    found = lines(cli("actors", "find", "Kelp Front", "--json", "--knowledge", tmp_path / "layer").out)
    assert [f["knowledge"] for f in found] == ["layer/actors/organizations.tsv:3"]


def test_nouns_only_if_asked_for(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Gunmen were seen near a bridge.\n", encoding="utf-8")
    assert cli("actors", "unknown", tmp_path / "report.txt", "--json").out == ""
    assert [x["name"] for x in lines(cli("actors", "unknown", tmp_path / "report.txt", "--json", "--nouns").out)]


def test_least(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    assert cli("actors", "unknown", tmp_path / "report.txt", "--json", "--least", "50").out == ""
