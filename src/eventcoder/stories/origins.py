"""Who told it first: the wire that a report credits, the outlet that was told, the report that was copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from eventcoder.schema import Document, Event, Participant
from eventcoder.stories.reports import Report

_CREDIT: Final = re.compile(r"\(([^()\n]{2,40})\)")
_OPENING: Final = 120  # characters in which a credit in brackets stands
_CLOSING: Final = 60
_MEDIA: Final = ("MED", "JRN")


class Origins:
    """Find the outlet that told an event first, as the report itself says."""

    def __init__(self, wires: Mapping[str, str]) -> None:
        self._wires = wires
        names = "|".join(re.escape(form) for form in sorted(wires, key=len, reverse=True))
        self._wire = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
        self._of_report: dict[str, str | None] = {}

    def of_event(self, report: Report, event: Event) -> str | None:
        """Return who told the event first: an outlet that was told it, or the wire; None if the report says neither."""
        told = self._told(report, event)
        return told or self.of_report(report)

    def of_report(self, report: Report) -> str | None:
        """Return the agency that a report credits in its dateline, byline, opening or end."""
        if report.version_id not in self._of_report:
            self._of_report[report.version_id] = self._credited(report.coded.document)
        return self._of_report[report.version_id]

    def _credited(self, document: Document) -> str | None:
        if document.dateline is not None and document.dateline.wire is not None:
            return self.outlet(document.dateline.wire)
        byline = document.byline.of(document.text) if document.byline is not None else ""
        found = self._wire.search(byline)
        if found is not None:
            return self._wires[found.group()]
        text = document.text
        credited = (*_CREDIT.findall(text[:_OPENING]), *_CREDIT.findall(text[-_CLOSING:]))
        return next((self._wires[c] for c in credited if c in self._wires), None)

    def outlet(self, name: str) -> str:
        """Return an outlet under the name of its agency, if it is one."""
        return self._wires.get(name, name)

    def _told(self, report: Report, event: Event) -> str | None:
        """Return the outlet to which the event was told ("X told Y") or that is named as having reported it."""
        told = [s for s in report.coded.statements if s.id == event.statement_id]
        people = [p for s in told for p in (*s.via, *s.addressees)] + list(event.reported_by)
        return self.outlet(_first_outlet(people)) if _first_outlet(people) else None


def _first_outlet(people: Iterable[Participant]) -> str:
    """The name of the first outlet among people; reporters without a name are none."""
    named = (p.name for p in people if set(p.sectors) & set(_MEDIA) and p.actor_id.startswith(("org:", "ins:")))
    return next(named, "")
