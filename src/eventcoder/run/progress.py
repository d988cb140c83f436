"""A progress bar with the rate, on a terminal's standard error only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import rich.progress

_ONE_REPORT: Final = (".txt", ".html", ".htm")
_LINES: Final = (".jsonl", ".ndjson")
_COUNTED_BYTES: Final = 512 << 20  # counting the lines of more than this takes too long for a bar
_BLOCK: Final = 1 << 20


class Progress:
    """Counts reports. Shows nothing if ``is_shown`` is False; knows no end if ``total`` is None."""

    def __init__(self, *, is_shown: bool, total: int | None = None) -> None:
        self._bar: rich.progress.Progress | None = _bar(total) if is_shown else None

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, n_quarantined: int) -> None:
        """Count one more report."""
        if self._bar is None:
            return
        task = self._bar.tasks[0]
        note = f"{n_quarantined} quarantined" if n_quarantined else ""
        seconds = task.elapsed or 0.0
        rate = f"{(task.completed + 1) / seconds:.1f} reports/s" if seconds > 0 else ""
        self._bar.update(task.id, advance=1, note=note, rate=rate)


def expected_reports(paths: Iterable[str]) -> int | None:
    """Return how many reports files and folders hold, or None if that cannot be told quickly."""
    total = 0
    for path in paths:
        found = _reports_in(Path(path)) if path != "-" else None
        if found is None:
            return None
        total += found
    return total


def _reports_in(path: Path) -> int | None:
    if path.is_dir():
        files = [
            str(Path(root, name)) for root, _, names in os.walk(path) for name in names if not name.startswith(".")
        ]
        return expected_reports(files)
    suffix = path.suffix.lower()
    if suffix in _ONE_REPORT:
        return 1
    if suffix in _LINES and path.is_file() and path.stat().st_size <= _COUNTED_BYTES:
        return _lines_of(path)
    return None


def _lines_of(path: Path) -> int | None:
    n, last = 0, b"\n"
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                n += block.count(b"\n")
                last = block[-1:]
    except OSError:
        return None  # reading it for real will tell why
    return n + (last != b"\n")


def _bar(total: int | None) -> rich.progress.Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("coding"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
        console=Console(file=sys.stderr),
        transient=True,
    )
    bar.add_task("coding", total=total, rate="", note="")
    return bar
