"""A run: what is written, what is counted, how it ends."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventcoder.run.progress import Progress, expected_reports
from eventcoder.run.session import QuarantineFile, Summary, run
from eventcoder.run.stopping import Interrupts
from eventcoder.schema import Coded, Quarantined

UNREADABLE = Quarantined("a.txt", None, 0, "read.file", "empty")
UNCODED = Quarantined("b.txt", None, None, "code.events", "ZeroDivisionError")


class Keeping:
    """A writer that keeps what it gets."""

    def __init__(self) -> None:
        self.reports: list[Coded] = []
        self.closed: list[bool] = []

    def write(self, coded: Coded) -> None:
        self.reports.append(coded)

    def close(self, *, keep: bool = True) -> None:
        self.closed.append(keep)


def go(
    outcomes: Iterator[Coded | Quarantined] | list[Coded | Quarantined], path: Path | None = None
) -> tuple[Summary, Keeping]:
    writer = Keeping()
    return run(outcomes, writer, QuarantineFile(path), Progress(is_shown=False)), writer


@pytest.mark.parametrize(
    ("kinds", "code"), [("c", 0), ("cc", 0), ("cu", 1), ("cx", 1), ("x", 1), ("ux", 1), ("u", 3), ("uu", 3), ("", 3)]
)
def test_exit_codes(coded: Coded, kinds: str, code: int) -> None:
    outcomes = [{"c": coded, "u": UNREADABLE, "x": UNCODED}[kind] for kind in kinds]
    summary, writer = go(outcomes)
    assert summary.exit_code == code
    assert len(writer.reports) == kinds.count("c")
    assert writer.closed == [True]


def test_quarantined_inputs_are_written_as_they_come(coded: Coded, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"

    def outcomes() -> Iterator[Coded | Quarantined]:
        yield UNREADABLE
        assert json.loads(path.read_text())["reason"] == "empty"
        yield coded
        yield UNCODED

    go(outcomes(), path)
    assert [json.loads(line)["path"] for line in path.read_text().splitlines()] == ["a.txt", "b.txt"]


def test_a_run_without_faults_leaves_no_quarantine_file(coded: Coded, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text("of an earlier run")
    go([coded], path)
    assert not path.exists()


def test_only_the_first_reasons_are_kept() -> None:
    summary, _ = go([UNREADABLE] * 50)
    assert (summary.n_quarantined, len(summary.reasons)) == (50, 20)


def test_an_interrupt_between_reports_keeps_what_is_done(coded: Coded) -> None:
    def outcomes() -> Iterator[Coded | Quarantined]:
        yield coded
        os.kill(os.getpid(), signal.SIGINT)
        yield coded

    before = signal.getsignal(signal.SIGINT)
    summary, writer = go(outcomes())
    assert (summary.n_coded, summary.exit_code, writer.closed) == (1, 130, [True])
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupt_while_writing_waits_for_the_end_of_the_line(coded: Coded) -> None:
    class Slow(Keeping):
        def write(self, coded: Coded) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            super().write(coded)

    writer = Slow()
    summary = run([coded, coded], writer, QuarantineFile(None), Progress(is_shown=False))
    assert (len(writer.reports), summary.is_interrupted, writer.closed) == (1, True, [True])


def test_a_second_interrupt_is_not_held_back() -> None:
    done = []

    def interrupted_twice() -> None:
        with Interrupts() as interrupts, interrupts.shield():
            for n in range(3):
                os.kill(os.getpid(), signal.SIGINT)
                done.append(n)

    with pytest.raises(KeyboardInterrupt):
        interrupted_twice()
    assert done == [0]


def test_when_writing_fails_no_half_table_stays(coded: Coded) -> None:
    class Full(Keeping):
        def write(self, coded: Coded) -> None:
            raise OSError(28, "No space left on device")

    writer = Full()
    with pytest.raises(OSError, match="No space left"):
        run([coded], writer, QuarantineFile(None), Progress(is_shown=False))
    assert writer.closed == [False]


def test_reports_are_counted_where_that_is_quick(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "x"}\n{"text": "y"}')
    (tmp_path / ".hidden").write_text("x")
    assert expected_reports([str(tmp_path)]) == 3
    assert expected_reports([str(tmp_path / "b.jsonl")]) == 2
    (tmp_path / "c.csv").write_text("text\nx\n")
    assert expected_reports([str(tmp_path)]) is None
    assert expected_reports(["-"]) is None
    assert expected_reports([]) == 0


def test_a_progress_bar_shows_rate_and_faults(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(is_shown=True, total=2) as progress:
        progress.advance(0)
        progress.advance(1)
    assert capsys.readouterr().out == ""
