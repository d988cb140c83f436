"""By when a promise is to be kept or a demand to be met: a time to come in the words of what is said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, DatedTime
from eventcoder.code.drafts import Draft
from eventcoder.schema import EventDate, Evidence, Span, Statement

_BINDING: Final = frozenset({"promise", "agree", "propose", "threaten", "demand", "order", "ask"})
_WIDEST: Final = frozenset({"decade", "century"})


class DueDates:
    """Reads the due dates of one report's statements."""

    def __init__(self, analysis: Analysis) -> None:
        document = analysis.document
        self._day = (document.dateline.date if document.dateline else None) or document.published
        self._times = analysis.times
        self._starts = [t.span.start for t in analysis.times]
        self._bounds = {e.start: e.bound for e in analysis.time_expressions}

    def of(self, draft: Draft) -> EventDate | None:
        """Return by when what was promised or demanded shall be done; None if no time is told or it is past."""
        if draft.cue_class not in _BINDING or self._day is None:
            return None
        for content in draft.content:
            for time in self._inside(content):
                if self._is_to_come(time):
                    return time.date
        return None

    def _inside(self, span: Span) -> tuple[DatedTime, ...]:
        first, last = bisect_left(self._starts, span.start), bisect_right(self._starts, span.end - 1)
        return tuple(self._times[first:last])

    def _is_to_come(self, time: DatedTime) -> bool:
        if time.date.resolution in _WIDEST or time.date.end is None or self._bounds.get(time.span.start) == "since":
            return False
        return time.date.end > (self._day or "")


def with_due(statement: Statement, due: EventDate | None) -> Statement:
    """The statement with its due date and the reason for it."""
    if due is None:
        return statement
    note = f"to be done from {due.start} to {due.end}"
    reason = Evidence("due", "code.statements", f"due.{due.basis}", None, due.span, None, note)
    return replace(statement, due=due, evidence=(*statement.evidence, reason))
