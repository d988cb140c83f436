"""The language tables: complete, checked, and answering by case."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.language import ABBREVIATION_KINDS, load_language
from eventcoder.knowledge.tables import BUILT_IN, Tables

FILES = ("abbreviations", "months", "not_places", "saying_verbs", "sentence_starters", "web_suffixes", "wires")


def test_loads_every_table() -> None:
    language = load_language()
    assert {a.kind for a in language.abbreviations.values()} == set(ABBREVIATION_KINDS)
    assert set(language.months.values()) == set(range(1, 13))
    assert "said" in language.saying
    assert language.wires["The Associated Press"] == "AP"


@pytest.mark.parametrize("name", FILES)
def test_rows_are_sorted_and_unique(name: str) -> None:
    lines = (BUILT_IN / "language" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    keys = [line.split("\t")[0] for line in lines if not line.startswith("# ")][1:]
    assert len(set(keys)) == len(keys)
    if name != "months":
        assert keys == sorted(keys, key=lambda k: (k.lower(), k)) or keys == sorted(keys)


@pytest.mark.parametrize(
    ("word", "in_capitals", "kind"),
    [
        ("Gen", False, "title"),
        ("GEN", True, "title"),
        ("GEN", False, None),
        ("sat", False, None),
        ("Sat", False, "number"),
    ],
)
def test_case_matters(word: str, in_capitals: bool, kind: str | None) -> None:
    found = load_language().abbreviation(word, in_capitals=in_capitals)
    assert (found.kind if found else None) == kind


def test_users_layer_is_read_and_checked(tmp_path: Path) -> None:
    (tmp_path / "language").mkdir()
    table = tmp_path / "language" / "abbreviations.tsv"
    table.write_text("abbreviation\tclass\tunless\tmeaning\nHav\ttitle\t\thavildar\n", encoding="utf-8")
    found = load_language(Tables((tmp_path,))).abbreviation("Hav")
    assert found is not None
    table.write_text("abbreviation\tclass\tunless\tmeaning\nHav.\tranks\t\thavildar\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"abbreviations\.tsv:2: class 'ranks'(.|\n)*without its final stop"):
        load_language(Tables((tmp_path,)))
