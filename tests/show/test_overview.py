"""Tables on terminals of any width."""

from __future__ import annotations

import io

from rich.console import Console

from eventcoder.show.overview import Rows, table

FOUND = table(
    ("event", "day", "type", "target", "report"),
    [("e88f00edb", "2021-07-02", "SANCTION / expel", "", "london"), ("e0fc746bf", "2021-07-03", "AGREE", "x", "")],
)


def shown(rows: Rows, width: int) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width).print(rows)
    return [line.rstrip() for line in out.getvalue().splitlines() if line.strip()]


def test_a_wide_terminal_has_a_table() -> None:
    lines = shown(FOUND, 80)
    assert lines[0].split() == ["event", "day", "type", "target", "report"]
    assert lines[2].split() == ["e88f00edb", "2021-07-02", "SANCTION", "/", "expel", "london"]


def test_on_a_narrow_one_no_word_is_broken_and_nothing_is_left_out() -> None:
    lines = shown(FOUND, 40)
    assert lines[0] == "e88f00edb"
    assert " ".join(" ".join(lines[1:3]).split()) == "day 2021-07-02 · type SANCTION / expel · report london"
    assert lines[3] == "e0fc746bf"
    assert "target x" in " ".join(lines[4:])


def test_long_words_alone_do_not_make_blocks() -> None:
    rows = table(("file", "n"), [("actors/offices_south_asia_and_more.tsv", "24")], numbers=("n",))
    assert rows.narrowest() <= 20
    assert shown(rows, 24)[0].split() == ["file", "n"]


def test_no_rows() -> None:
    assert shown(table(("event", "day"), []), 80)[0].split() == ["event", "day"]
