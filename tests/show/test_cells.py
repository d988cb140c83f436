"""Cells that no reader misreads, whatever stands in a report."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.show.answers import cell, plain, write_answer
from eventcoder.show.excel import guarded, unguarded
from eventcoder.show.formats.rows import plain as one_cell


@given(st.text())
def test_a_guard_can_be_taken_away(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.sampled_from("=+-@\t\r"), st.text())
def test_nothing_that_begins_like_a_formula_stays_bare(sign: str, text: str) -> None:
    assert guarded(sign + text).startswith("'")


@pytest.mark.parametrize("text", ["=1+1", "-3", "042", "0841", "10-20", "3/4", "1e5", "'quoted", "12345678901234567"])
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Paris", "2021-07-15", "190", "0", "3 killed", "e0123456789ab", "10-20|30-40"])
def test_what_it_leaves_alone_is_not(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_cells_of_foreign_tables_keep_their_place(cells: list[str]) -> None:
    line = "\t".join(map(one_cell, cells))
    assert "\n" not in line
    assert line.encode("utf-8").decode("utf-8") == line
    if any(one_cell(text) for text in cells):
        (with_quotes,) = csv.reader(io.StringIO(line, newline=""), delimiter="\t")
        (without,) = csv.reader(io.StringIO(line, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
        assert with_quotes == without == [one_cell(text) for text in cells]


@pytest.mark.parametrize(
    ("value", "text", "json"),
    [
        (None, "", None),
        (True, "true", True),
        (["a", None], "a|", ["a", None]),
        ({"a": (1, 2)}, "{'a': (1, 2)}", {"a": [1, 2]}),
        (2.5, "2.5", 2.5),
    ],
)
def test_values_of_answers(value: object, text: str, json: object) -> None:
    assert cell(value) == text
    assert plain(value) == json


def test_a_table_for_the_terminal_is_aligned_and_harmless() -> None:
    out = io.StringIO()
    write_answer(("name", "n"), [("a\x1b[31m", 7), ("long name", 12)], "table", out)
    assert out.getvalue().splitlines() == ["name        n", "─────────  ──", "a␛[31m      7", "long name  12"]


def test_a_long_table_says_that_it_is_cut() -> None:
    out = io.StringIO()
    write_answer(("n",), ((n,) for n in range(1_001)), "table", out)
    assert out.getvalue().splitlines()[-1] == "... and more rows; the first 1,000 are shown. All of them: --format csv"
