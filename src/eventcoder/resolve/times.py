"""The stage that names the days of a report's time expressions."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from typing import Final

from eventcoder.analysis import Analysis, DatedTime, Predication, Sentence
from eventcoder.knowledge.times import TimeKnowledge
from eventcoder.resolve.dates import ResolveDates, ResolvedTime
from eventcoder.resolve.tense_bias import Tense
from eventcoder.schema import EventDate, Span
from eventcoder.time_expressions import TimeExpression

_FUTURE_MODALS: Final = frozenset({"will", "shall", "'ll", "wo"})


class ResolveTimes:
    """Resolve each expression against the dateline or publication day, the tense of its clause, the day told before."""

    name = "resolve.times"
    needs = ("time_expressions", "predications", "sentences")
    gives = ("times",)

    def __init__(self, knowledge: TimeKnowledge) -> None:
        self._resolve = ResolveDates(knowledge)
        self._implicative = frozenset(knowledge.words.get("IMPLICATIVE", ()))

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with a date for every expression that means one."""
        anchor = _anchor(analysis)
        starts = [s.start for s in analysis.sentences]
        previous: date | None = None
        times: list[DatedTime] = []
        for expression in analysis.time_expressions:
            i = bisect_right(starts, expression.start) - 1
            tense = self._tense(analysis.sentences[i], analysis.predications[i], expression) if i >= 0 else None
            resolved = self._resolve(expression, anchor, tense=tense, previous=previous)
            dated = _dated(expression, resolved)
            if dated is None:
                continue
            times.append(dated)
            if resolved.resolution == "day" and resolved.start is not None:
                previous = date.fromisoformat(resolved.start)
        return replace(analysis, times=tuple(times))

    def _tense(
        self, sentence: Sentence, predications: tuple[Predication, ...], expression: TimeExpression
    ) -> Tense | None:
        """Past or future of the clause that an expression stands in."""
        token = sentence.token_at(expression.start) if sentence.tokens else None
        if token is None:
            return None
        by_head = {p.head: p for p in predications if p.kind != "noun"}
        i = token.i
        while True:
            p = by_head.get(i)
            if p is not None and (p.tense in ("past", "future") or _FUTURE_MODALS & set(p.modals)):
                return "past" if p.tense == "past" else "future"
            if p is not None and self._is_to_come(predications, p):
                return "future"
            if sentence.tokens[i].head == i:
                return None
            i = sentence.tokens[i].head

    def _is_to_come(self, predications: tuple[Predication, ...], p: Predication) -> bool:
        """True for what somebody promises or plans to do, false for "managed to flee"."""
        if p.tense != "infinitive" or p.relation != "infinitive":
            return False
        return p.parent is None or predications[p.parent].lemma not in self._implicative


def _anchor(analysis: Analysis) -> date | None:
    document = analysis.document
    day = (document.dateline.date if document.dateline else None) or document.published
    return date.fromisoformat(day) if day else None


def _dated(expression: TimeExpression, resolved: ResolvedTime) -> DatedTime | None:
    if resolved.resolution is None or resolved.basis is None:
        return None
    span = Span(expression.start, expression.end)
    when = EventDate(resolved.start, resolved.end, resolved.resolution, resolved.basis, span)
    return DatedTime(span, when, resolved.rule)
