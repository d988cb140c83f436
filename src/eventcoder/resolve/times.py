"""The stage that names the days of a report's time expressions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from eventcoder.analysis import Analysis, DatedTime, Predication, Sentence, Token
from eventcoder.knowledge.times import TimeKnowledge
from eventcoder.resolve.dates import ResolveDates, ResolvedTime
from eventcoder.resolve.tense_bias import Tense
from eventcoder.schema import EventDate, Span
from eventcoder.time_expressions import TimeExpression

_FUTURE_MODALS: Final = frozenset({"will", "shall", "'ll", "wo"})
_REACH: Final = 5  # sentences over which a time told before is counted from
_STEM: Final = 4  # letters that the noun and the verb of one act share: "invaded", "the invasion"
_SCALES: Final = ("day", "week", "month", "season", "quarter", "year", "decade", "century")
_WITHIN_A_DAY: Final = "day.in_the_day"  # "earlier in the day" of the report


@dataclass(frozen=True, slots=True)
class _Told:
    """A time told before: in which sentence, from which day to which, how fine, and with which verb or event noun."""

    sentence: int
    start: date
    end: date
    resolution: str
    act: str


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
        told: list[_Told] = []
        times: list[DatedTime] = []
        for expression in analysis.time_expressions:
            i = max(bisect_right(starts, expression.start) - 1, 0)
            sentence, predications = analysis.sentences[i], analysis.predications[i]
            base = _counted_from(expression, sentence, told, anchor)
            if base is not None and not _is_fine_enough(expression, base):
                continue
            tense = self._tense(sentence, predications, expression)
            resolved = self._resolve(expression, anchor, tense=tense, previous=base.start if base else None)
            dated = _dated(expression, resolved)
            if dated is None:
                continue
            times.append(dated)
            if resolved.start is not None and resolved.end is not None:
                ends = date.fromisoformat(resolved.start), date.fromisoformat(resolved.end)
                told.append(_Told(i, *ends, dated.date.resolution, _act_of(sentence, predications, expression)))
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


def _counted_from(
    expression: TimeExpression, sentence: Sentence, told: Sequence[_Told], published: date | None
) -> _Told | None:
    """The time told before that an expression counts from: that of the act it names, else the last one near by."""
    if expression.anchor == "event":
        noun = next((t.lemma for t in sentence.tokens if t.start >= expression.end and t.is_noun), "")
        same = (t for t in reversed(told) if t.resolution == "day" and _is_kindred(noun, t.act))
        if (found := next(same, None)) is not None:
            return found
    if expression.anchor == "publication" or expression.rule == _WITHIN_A_DAY:
        return next((t for t in reversed(told) if t.resolution == "day"), None)
    near = (t for t in reversed(told) if sentence.index - t.sentence <= _REACH)
    is_over = (t for t in near if t.resolution == "day" or (published is not None and t.end < published))
    return next((t for t in is_over if t.resolution in _SCALES), None)


def _is_fine_enough(expression: TimeExpression, base: _Told) -> bool:
    """False for "two days later" where only a month was told."""
    return base.resolution == "day" or (expression.unit in _SCALES and _is_coarser(expression.unit, base.resolution))


def _is_coarser(unit: str, resolution: str) -> bool:
    return _SCALES.index(unit) >= _SCALES.index(resolution)


def _is_kindred(noun: str, act: str) -> bool:
    return len(noun) >= _STEM and noun[:_STEM].lower() == act[:_STEM].lower()


def _act_of(sentence: Sentence, predications: tuple[Predication, ...], expression: TimeExpression) -> str:
    """The verb or event noun that a time hangs on; empty where there is none."""
    heads = {p.head for p in predications}
    token: Token | None = sentence.token_at(expression.start) if sentence.tokens else None
    while token is not None and token.i not in heads:
        token = sentence.tokens[token.head] if token.head != token.i else None
    return token.lemma if token is not None else ""


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
