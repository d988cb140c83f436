"""Files that were coded before are read back; others are read and coded."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from eventcoder.errors import ReadError
from eventcoder.run import inputs
from eventcoder.run.inputs import coded_reports
from eventcoder.schema import Coded, Quarantined
from eventcoder.settings import Settings
from eventcoder.show.records import json_line, report_dict


class Stdin:
    """Standard input made of bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]


def line_of(coded: Coded) -> bytes:
    return (json_line(report_dict(coded)) + "\n").encode()


def test_a_coded_file_is_read_back_without_a_coder(coded: Coded, tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_bytes(line_of(coded) * 2)
    assert list(coded_reports([str(path)], Settings())) == [coded, coded]


def test_coded_reports_come_through_a_pipe(coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs.sys, "stdin", Stdin(line_of(coded)))
    assert list(coded_reports(["-"], Settings())) == [coded]


def test_reports_come_through_a_pipe_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs.sys, "stdin", Stdin(b"France expelled two Russian diplomats."))
    found = list(coded_reports(["-"], Settings()))
    assert [e.event_type for c in found if isinstance(c, Coded) for e in c.events] == ["SANCTION"]


def test_a_torn_line_costs_that_line_only(coded: Coded, tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_bytes(line_of(coded) + line_of(coded)[:200] + b"\n" + b'{"text": "a report"}\n' + line_of(coded))
    found = list(coded_reports([str(path)], Settings()))
    assert [type(f) for f in found] == [Coded, Quarantined, Quarantined, Coded]
    torn = found[1]
    assert isinstance(torn, Quarantined)
    assert (torn.record, torn.offset, torn.stage) == (2, len(line_of(coded)), "read.coded")


def test_a_path_that_is_not_there_is_refused_at_once() -> None:
    with pytest.raises(ReadError, match="no such file"):
        coded_reports(["no/such/file"], Settings())
