"""The stage that marks the time expressions of a report."""

from __future__ import annotations

from dataclasses import replace

from eventcoder.analysis import Analysis
from eventcoder.find.times import FindTimes
from eventcoder.knowledge.times import TimeKnowledge


class MarkTimes:
    """Give a report its time expressions."""

    name = "find.times"
    needs = ("folded",)
    gives = ("time_expressions",)

    def __init__(self, knowledge: TimeKnowledge) -> None:
        self._find = FindTimes(knowledge)

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with the expressions of its text."""
        return replace(analysis, time_expressions=self._find(analysis.folded))
