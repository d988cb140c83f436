"""The times of a sentence and the clauses that they hang on, without those that compare or bound instead of dating."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from eventcoder.analysis import Analysis, DatedTime, Predication
from eventcoder.code.clause_links import Clauses, Hold
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import Span

_COMPARED: Final = re.compile(r"\btime (?:in|since|for)\s*(?:the|more than|over|almost|nearly|about)?\s*$")
_UNFIT: Final = frozenset({"until", "before", "after", "from"})  # bounds of a plan or of another act
_SIGHT: Final = 40  # characters before a time in which a comparison shows


class HeldTimes:
    """Looks up the times of one report by place."""

    def __init__(self, analysis: Analysis, words: WhenWhereWords) -> None:
        self._analysis = analysis
        self._words = words
        self._bounds = {e.start: e.bound for e in analysis.time_expressions}
        self._starts = [t.span.start for t in analysis.times]
        known = set(self._starts)
        unknown = (e for e in analysis.time_expressions if e.start not in known)
        self._lost = [e.start for e in unknown if e.anchor == "discourse" or e.name == "within"]

    def of(self, clauses: Clauses) -> list[tuple[DatedTime, Hold]]:
        """The times that can date an act of the sentence, each with where it hangs."""
        found = []
        for t in self.within(clauses.sentence.span):
            hold = clauses.hold(t.span)
            owner = clauses.predications[hold.owner] if hold.owner is not None else None
            if not hold.is_embedded and self._can_date(t, owner):
                found.append((t, hold))
        return found

    def within(self, span: Span) -> tuple[DatedTime, ...]:
        """All times in a stretch of text but those of the dateline."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        dateline = self._analysis.document.dateline
        times = self._analysis.times[first:last]
        return times if dateline is None else tuple(t for t in times if not dateline.span.overlaps(t.span))

    def is_lost(self, span: Span) -> bool:
        """True if a stretch holds a time counted from another one that is not known: "days later", "within days"."""
        return bisect_left(self._lost, span.start) < bisect_left(self._lost, span.end)

    def _can_date(self, time: DatedTime, owner: Predication | None) -> bool:
        """False for what compares or bounds ("the first since 2016", "until May") instead of dating."""
        before = self._analysis.folded[max(0, time.span.start - _SIGHT) : time.span.start].lower()
        if _COMPARED.search(before):
            return False
        bound = self._bounds.get(time.span.start)
        if bound == "since":
            compared = any(self._words.has("comparison", w) for w in re.findall(r"\w+", before))
            return owner is not None and (owner.is_perfect or owner.tense == "past") and not compared
        return bound not in _UNFIT
