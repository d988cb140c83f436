"""CSV and TSV: a torn row costs that row only."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.read.delimited import read_delimited
from eventcoder.read.faults import RawRecord
from eventcoder.schema import Quarantined


def _read(
    data: bytes | str, max_characters: int = 1_000, delimiter: str | None = None
) -> list[RawRecord | Quarantined]:
    raw = data if isinstance(data, bytes) else data.encode()
    stream = io.BufferedReader(io.BytesIO(raw))  # type: ignore[arg-type]
    return list(read_delimited(stream, "x.csv", max_characters, delimiter))


def _texts(found: list[RawRecord | Quarantined]) -> list[object]:
    return [x.values["text"] for x in found if isinstance(x, RawRecord)]


def _faults(found: list[RawRecord | Quarantined]) -> list[Quarantined]:
    return [x for x in found if isinstance(x, Quarantined)]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ('id,text\n1,One.\n2,"Two, ""quoted""\nand on."\n\n', ["One.", 'Two, "quoted"\nand on.']),
        ("\ufeffid;text\r\n1;One, two.\r\n", ["One, two."]),
        ("id\ttext\n1\tOne.\n", ["One."]),
        ("text\nOne.\nTwo.", ["One.", "Two."]),
    ],
    ids=["comma", "semicolon-bom", "tab", "one-column"],
)
def test_rows(data: str, texts: list[str]) -> None:
    assert _texts(_read(data)) == texts


def test_cells_may_be_longer_than_the_csv_module_likes() -> None:
    before = csv.field_size_limit()
    assert len(str(_texts(_read("id,text\n1," + "x" * 300_000, 400_000))[0])) == 300_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2,Two,three", "3 cells where the header has 2"),
        ("2", "1 cells where the header has 2"),
        ('2,"Two" and', "torn"),
        ('2,"Two', "torn"),
    ],
    ids=["too-many", "too-few", "stray", "unclosed"],
)
def test_bad_row_between_good_ones(row: str, message: str) -> None:
    found = _read(f"id,text\n1,One.\n{row}\n3,Three.\n4,Four.\n")
    assert _texts(found) == ["One.", "Three.", "Four."]
    (fault,) = _faults(found)
    assert message in fault.reason
    assert "line 3" in fault.reason
    assert (fault.record, fault.offset) == (2, 15)


def test_bad_byte_in_a_row() -> None:
    found = _read(b"id,text\n1,One.\n2,caf\xe9\n3,Three.\n")
    assert _texts(found) == ["One.", "Three."]
    assert _faults(found)[0].offset == 20


@pytest.mark.parametrize("data", ["", "id,words\n1,One.\n", '"id,text\n'], ids=["empty", "no-text", "torn-header"])
def test_file_without_usable_header(data: str) -> None:
    (fault,) = _faults(_read(data))
    assert fault.record is None
    assert "Expected" in fault.reason


def test_many_unclosed_marks_end_at_last() -> None:
    found = _read("id,text\n" + '1,"x\n' * 300)
    assert len(_faults(found)) == 101
    assert "given up" in _faults(found)[-1].reason


@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('",\n\r;\t'))))
def test_any_text_below_a_header_is_read_or_quarantined(rows: str) -> None:
    for x in _read("id,text\n" + rows):
        assert isinstance(x, RawRecord | Quarantined)
