"""JSON Lines: a bad line costs that line only, with its number and byte."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.read.faults import RawRecord
from eventcoder.read.json_lines import read_json_lines
from eventcoder.schema import Quarantined


def _read(data: bytes, max_characters: int = 1_000) -> list[RawRecord | Quarantined]:
    return list(read_json_lines(io.BufferedReader(io.BytesIO(data)), "x.jsonl", max_characters))  # type: ignore[arg-type]


def test_good_lines_and_blank_ones() -> None:
    found = _read(b'\xef\xbb\xbf{"text": "One."}\r\n\n  \n{"text": "Two."}')
    assert [x.values["text"] for x in found if isinstance(x, RawRecord)] == ["One.", "Two."]
    assert [x.origin.record for x in found if isinstance(x, RawRecord)] == [1, 4]


@pytest.mark.parametrize(
    ("line", "message", "offset"),
    [
        (b'{"text": "One', "not valid JSON", 16 + 9),
        (b"[1, 2]", "holds a list", 16),
        (b'"words"', "holds a string", 16),
        (b"null", "holds null", 16),
        (b'{"text": "caf\xe9"}', "is not utf-8", 16 + 13),
        (b'{"a":' * 3_000 + b"1" + b"}" * 3_000, "nested too deeply", 16),
        (b'{"n": ' + b"9" * 5_000 + b"}", "not usable JSON", 16),
        (b'{"text": "' + b"x" * 80_000 + b'"}', "longer than", 16),
    ],
    ids=["torn", "list", "string", "null", "bad-byte", "deep", "huge-number", "too-long"],
)
def test_bad_line_between_good_ones(line: bytes, message: str, offset: int) -> None:
    first, bad, last = _read(b'{"text": "One."}\n'[:16] + b"\n" + line + b'\n{"text": "Two."}\n')
    assert isinstance(first, RawRecord)
    assert isinstance(last, RawRecord)
    assert isinstance(bad, Quarantined)
    assert message in bad.reason
    assert (bad.record, bad.offset) == (2, offset + 1)


def test_odd_but_legal_values_pass() -> None:
    found = _read(rb'{"text": "a\u0000\ud800b", "n": NaN, "i": -Infinity, "text2": 1e999}')
    assert isinstance(found[0], RawRecord)
    assert found[0].values["text"] == "a\x00\ud800b"


@given(st.lists(st.one_of(st.binary(max_size=40), st.just(b'{"text": "x"}'))))
def test_any_bytes_give_one_answer_a_line(lines: list[bytes]) -> None:
    data = b"\n".join(line.replace(b"\n", b"") for line in lines)
    found = _read(data)
    filled = [line for line in data.split(b"\n") if line.strip(b" \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85")]
    assert len(found) <= len(data.split(b"\n"))
    assert sum(isinstance(x, RawRecord) for x in found) >= sum(line == b'{"text": "x"}' for line in filled)
