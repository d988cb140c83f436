"""Contents fitted to quotation marks: clipped inside a quotation, grown over half-covered ones, without comments.

Comes in: a draft as syntax gave it. Goes out: the same draft, its content agreeing with the marks of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Quotation
from eventcoder.code.drafts import Draft
from eventcoder.schema import Span

_COMMENT: Final = re.compile(r"\s*[,–—-]\s+(?:an?|in an?|in what|which|who)\s")
_INTRODUCED: Final = re.compile(r"(?:['’]s)?(?:\s\w+){0,2}:\s*[\"“‘]")
_SIGHT: Final = 40  # characters after a speaker in which a colon introduces his words


class QuotationFitter:
    """Fits the drafts of one report to its outermost quotations."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self._text = text
        self._outer = quotations
        self._starts = [q.outer.start for q in quotations]

    def fitted(self, d: Draft) -> Draft:
        """Return a draft whose content agrees with the marks: clipped inside one, or grown over half-covered ones."""
        holder = self._holding(d.cue.start)
        spans: list[Span] = []
        for c in d.content:
            if holder is not None:
                start, end = max(c.start, holder.span.start), min(c.end, holder.span.end)
                if start < end:
                    spans.append(Span(start, end))
            else:
                spans.append(self._without_comment(self._grown(c, d)))
        return replace(d, content=tuple(self._told_only(d, merged(spans))))

    def _told_only(self, d: Draft, spans: list[Span]) -> list[Span]:
        """Leave out the report's own words before a colon: `Many joined, in one man's words: "It was hope."`."""
        after = self._text[d.source.end : d.source.end + _SIGHT] if d.source is not None else ""
        if d.rule == "according" and len(spans) > 1 and _INTRODUCED.match(after):
            return [c for c in spans if c.start >= d.cue.end] or spans
        if d.rule != "clause" or not spans or spans[-1].end > d.cue.start:
            return spans
        n = bisect_right(self._starts, spans[-1].end - 1) - 1
        q = self._outer[n] if n >= 0 else None
        if q is None or spans[0].start >= q.outer.start or q.outer.end < spans[-1].end:
            return spans
        return [q.span] if self._text[spans[0].start : q.outer.start].rstrip().endswith(":") else spans

    def _without_comment(self, c: Span) -> Span:
        """Cut what the report adds behind a quotation: `"We will come", in a warning to the north`."""
        n = bisect_right(self._starts, c.end - 1) - 1
        if n < 0:
            return c
        end = self._outer[n].outer.end
        if self._outer[n].outer.start < c.start or end >= c.end or not _COMMENT.match(self._text[end : c.end]):
            return c
        return self._outer[n].span if self._outer[n].outer.start == c.start else Span(c.start, end)

    def _grown(self, c: Span, d: Draft) -> Span:
        for n in range(max(bisect_right(self._starts, c.start) - 1, 0), len(self._outer)):
            q = self._outer[n]
            if q.outer.start >= c.end:
                break
            if not q.outer.overlaps(c) or q.outer.overlaps(d.cue):
                continue
            if q.outer.covers(c):
                return q.span
            c = Span(min(c.start, q.outer.start), max(c.end, q.outer.end))
            if q.outer.start == c.start and q.outer.end == c.end:
                return q.span
        return c

    def _holding(self, offset: int) -> Quotation | None:
        n = bisect_right(self._starts, offset) - 1
        return self._outer[n] if n >= 0 and self._outer[n].outer.end > offset else None


def outermost(quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations that stand inside no other, in text order."""
    out: list[Quotation] = []
    for q in quotations:
        if not out or q.outer.start >= out[-1].outer.end:
            out.append(q)
    return out


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans in text order without overlaps."""
    out: list[Span] = []
    for s in sorted(spans):
        if out and s.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, s.end))
        else:
            out.append(s)
    return out
