"""Slips in calls from Python: each is a clear error, or means what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

import eventcoder
from eventcoder import AlignmentError, ReadError, SettingsError

TEXT = "France expelled two Russian diplomats on Friday."


def test_a_span_must_lie_in_the_text() -> None:
    assert eventcoder.code_pair(TEXT, (0, 6), (20, 37)) == "SANCTION"
    with pytest.raises(AlignmentError, match="ends after the text, which has 48 characters"):
        eventcoder.code_pair(TEXT, (0, 6), (20, 370))


def test_one_path_may_stand_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    for given in (path, str(path), [path]):
        assert [result.document.id for result in eventcoder.code_many(given)] == ["report"]
    with pytest.raises(ReadError, match="no such file or folder: 'nowhere'"):
        eventcoder.code_many("nowhere")
    with pytest.raises(SettingsError, match="knowledge folder 'nowhere' does not exist"):
        eventcoder.code(TEXT, knowledge="nowhere")


def test_records_that_there_are_not() -> None:
    pytest.importorskip("pandas")
    with pytest.raises(SettingsError, match="no records 'quotes'; expected one of events, statements"):
        eventcoder.code(TEXT).to_pandas("quotes")  # type: ignore[arg-type]


def test_a_series_does_not_end_before_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(SettingsError, match="Expected the earlier day first"):
        eventcoder.series(path, start="2021-08-01", end="2021-07-01")
