"""What a reader raises when one input cannot become a report, and what it hands on when it can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventcoder.errors import ReadError
from eventcoder.schema import Quarantined


class Fault(ReadError):  # noqa: N818 - an error of one input, not of the run
    """One input is unusable; the message says what, where, what was expected and what to do."""

    def __init__(self, reason: str, offset: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset  # byte offset of the fault in its file, or in its record


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: file, 1-based number inside a file of many records, byte offset of its start."""

    path: str
    record: int | None = None
    offset: int | None = None

    def quarantine(self, fault: Fault, stage: str) -> Quarantined:
        """Return the record of a fault that happened here."""
        offset = fault.offset if fault.offset is not None else self.offset
        return Quarantined(path=self.path, record=self.record, offset=offset, stage=stage, reason=fault.reason)


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The named values of one report as its file gives them, unchecked."""

    origin: Origin
    values: Mapping[str, object]
    default_id: str | None = None  # for a report without an id of its own
