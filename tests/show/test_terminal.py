"""Nothing of a report may steer a terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.show.terminal import console, one_line, printable


@given(st.text(st.characters()))
def test_length_is_kept_and_nothing_steers(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not [
        c for c in shown if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000
    ]


@pytest.mark.parametrize(
    ("text", "shown"), [("a\x1b[31mb", "a␛[31mb"), ("a\r\nb", "a \nb"), ("\u202eb", "�b"), ("é “q”", "é “q”")]
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_one_line_is_one_line_and_not_too_long() -> None:
    assert one_line("a\n\n  b\tc") == "a b c"
    assert one_line("abcdef ghi", 6) == "abcde…"


def test_no_colours_into_a_pipe() -> None:
    stream = io.StringIO()
    console(stream).print("x", style="bold red")
    assert stream.getvalue() == "x\n"
