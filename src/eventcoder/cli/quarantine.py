"""What was quarantined, on standard error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventcoder.cli.messages import say, say_error
from eventcoder.show.terminal import printable

if TYPE_CHECKING:
    from eventcoder.run.session import Summary
    from eventcoder.schema import Quarantined


def report_quarantined(summary: Summary, listed_in: Path | None = None) -> None:
    """Print how many inputs were quarantined, and why."""
    if summary.is_interrupted:
        say(f"stopped after {summary.n_coded} reports; what was coded is kept.")
    if summary.n_quarantined:
        say(f"{summary.n_quarantined} input{'s' * (summary.n_quarantined != 1)} quarantined:")
        for fault in summary.reasons:
            say(f"  {describe_fault(fault)}")
        more = summary.n_quarantined - len(summary.reasons)
        if more > 0:
            say(f"  ... and {more} more")
        if listed_in is not None:
            say(f"listed in {listed_in}.")
    elif summary.n_coded == summary.n_again == 0 and not summary.is_interrupted:
        say_error("no report found. Expected files ending in .txt, .html, .jsonl, .csv or .tsv.")


def describe_fault(fault: Quarantined) -> str:
    """Return where and why on one line."""
    where = printable(fault.path)
    if fault.record is not None:
        where += f", record {fault.record}"
    if fault.offset is not None:
        where += f", byte {fault.offset:,}"
    return f"{where} [{fault.stage}]: {printable(fault.reason)}"
