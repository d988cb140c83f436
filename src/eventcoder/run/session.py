"""One run over many reports: write what was coded, keep what was quarantined, end cleanly, and say how it went."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from eventcoder.run.progress import Progress
from eventcoder.run.stopping import Interrupts
from eventcoder.run.writers import Writer
from eventcoder.schema import Coded, Quarantined, Versions
from eventcoder.show.records import json_line, quarantine_dict

_KEPT_REASONS: Final = 20
OK, SOME_QUARANTINED, USAGE, UNREADABLE, DISK_FULL, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 3, 5, 130, 141


@dataclass(slots=True)
class Summary:
    """How a run went."""

    n_coded: int = 0
    n_edited: int = 0  # of the coded: later texts of reports that a store held
    n_again: int = 0  # not coded, since a store holds them
    n_quarantined: int = 0
    n_unreadable: int = 0  # of the quarantined: those that could not be read
    reasons: list[Quarantined] = field(default_factory=list)  # the first few
    is_interrupted: bool = False

    def add_fault(self, fault: Quarantined) -> None:
        """Count a quarantined input."""
        self.n_quarantined += 1
        self.n_unreadable += fault.stage.startswith("read.")
        if len(self.reasons) < _KEPT_REASONS:
            self.reasons.append(fault)

    @property
    def exit_code(self) -> int:
        """0 all coded, 1 some quarantined, 3 nothing could be read, 130 interrupted."""
        if self.is_interrupted:
            return INTERRUPTED
        if self.n_coded == self.n_again == 0 and self.n_unreadable == self.n_quarantined:
            return UNREADABLE
        return SOME_QUARANTINED if self.n_quarantined else OK


class QuarantineFile:
    """JSON Lines of what was quarantined; the file appears with the first fault. An old one of the name goes away."""

    def __init__(self, path: Path | None, versions: Versions | None = None) -> None:
        self._path, self._versions = path, versions
        self._stream: BinaryIO | None = None
        if path is not None:
            path.unlink(missing_ok=True)

    def add(self, fault: Quarantined) -> None:
        """Write one fault, at once."""
        if self._path is None:
            return
        if self._stream is None:
            self._stream = self._path.open("wb")
        self._stream.write((json_line(quarantine_dict(fault, self._versions)) + "\n").encode("utf-8"))
        self._stream.flush()

    def close(self) -> None:
        """Finish the file, if there is one."""
        if self._stream is not None:
            self._stream.close()


def run(
    outcomes: Iterable[Coded | Quarantined], writer: Writer, quarantine: QuarantineFile, progress: Progress
) -> Summary:
    """Write every outcome where it belongs and return how it went.

    Ctrl-C ends the run after the report that is being written; what is done is kept. If writing fails, no half table
    stays behind and the error is raised.
    """
    summary = Summary()
    try:
        with Interrupts() as interrupts, progress:
            try:
                for outcome in outcomes:
                    with interrupts.shield():
                        _take(outcome, writer, quarantine, summary)
                        progress.advance(summary.n_quarantined)
            except KeyboardInterrupt:
                summary.is_interrupted = True
            with interrupts.shield():
                writer.close()
    except BaseException as error:
        with suppress(OSError, ValueError):
            writer.close(keep=isinstance(error, KeyboardInterrupt))
        raise
    finally:
        quarantine.close()
    return summary


def _take(outcome: Coded | Quarantined, writer: Writer, quarantine: QuarantineFile, summary: Summary) -> None:
    if isinstance(outcome, Quarantined):
        quarantine.add(outcome)
        summary.add_fault(outcome)
    else:
        writer.write(outcome)
        summary.n_coded += 1
