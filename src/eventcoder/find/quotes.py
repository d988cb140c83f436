"""Stretches in quotation marks, of any style, found paragraph by paragraph on the text as it came.

Comes in: the text and its sentences. Goes out: quotations in text order, an outer one before what is nested in it.
Marks are told apart by glyph and by what stands beside them; a mark without partner never spoils the rest of the
report: a quotation without closing mark runs to the end of its paragraph (or to the next opening mark), one without
opening mark begins with its sentence. One pass over the marks: linear in their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from eventcoder.analysis import Analysis, Quotation, Sentence
from eventcoder.schema import Span

_MARKS: Final = re.compile("``|''|‘‘|’’|[“”„‟«»\"＂「」『』〝〞〟❝❞‘’‚‛‹›'`]")
_OPENING: Final = frozenset(["“", "„", "‟", "«", "「", "『", "〝", "❝", "``", "‘‘", "‘", "‚", "‛", "‹", "`"])
_CLOSING: Final = frozenset(["”", "»", "」", "』", "〞", "〟", "❞", "’’", "’", "›"])
_SINGLE: Final = frozenset("‘’‚‛‹›'`")
_FREE_BEFORE: Final = frozenset(" \t\r\n\xa0\u2009\u202f([{—–-/“”„«»\"'‘’‚‹`「『…")
_CLOSES_AFTER: Final = frozenset(".,!?…—–")
_ELISIONS: Final = re.compile(r"(?:em|til|tis|twas|cause|round|bout|n|cuz|ere|neath|tween)\b|\d\ds?\b", re.IGNORECASE)
_DEEPEST: Final = 3
_LONGEST_SINGLE: Final = 1500  # characters: longer stretches between single marks are apostrophes far apart


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    is_single: bool
    may_open: bool
    may_close: bool
    is_sure: bool  # for a closing single mark: not the apostrophe of "workers' rights"


class FindQuotations:
    """Give a report its quotations."""

    name = "find.quotes"
    needs = ("sentences",)
    gives = ("quotations",)

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with its quotations."""
        return replace(analysis, quotations=find_quotations(analysis.document.text, analysis.sentences))


def find_quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """Return the quotations of a text; any string will do.

    >>> s = Sentence(0, 0, 22, 0)
    >>> [q.span.of("“No,” he said. “Never.”") for q in find_quotations("“No,” he said. “Never.”", [s, s])]
    ['No,', 'Never.']
    """
    found: list[Quotation] = []
    carried: int | None = None  # index of the open quotation that ends the paragraph before
    for _, group in groupby(sentences, key=lambda s: s.paragraph):
        of_paragraph = list(group)
        start = _mark_before(text, of_paragraph[0].start)
        end = _mark_after(text, max(s.end for s in of_paragraph))
        marks = list(_marks(text, start, end))
        if not marks:
            carried = None
            continue
        quotations = _Paragraph(text, start, end, of_paragraph, is_continued=carried is not None).pair(marks)
        if quotations and carried is not None and quotations[0].outer.start <= start + 1:
            quotations[0] = replace(quotations[0], continues=carried)
        found.extend(quotations)
        carried = next((n for n in range(len(found) - len(quotations), len(found)) if _runs_to(found[n], end)), None)
    return tuple(found)


def _mark_before(text: str, start: int) -> int:
    """Where a paragraph begins, with marks that the sentence splitter left outside."""
    while start and _MARKS.match(text, start - 1):
        start -= 1
    return start


def _mark_after(text: str, end: int) -> int:
    """Where a paragraph ends, with marks that the sentence splitter left outside."""
    while _MARKS.match(text, end):
        end += 1
    return end


def _runs_to(quotation: Quotation, end: int) -> bool:
    """True if a quotation without closing mark goes on to the end of its paragraph."""
    return quotation.is_open and quotation.outer.end >= end - 2


class _Paragraph:
    """Pairs the marks of one paragraph."""

    def __init__(self, text: str, start: int, end: int, sentences: Sequence[Sentence], *, is_continued: bool) -> None:
        self._text = text
        self._start, self._end = start, end
        self._starts = [s.start for s in sentences]
        self._is_continued = is_continued
        self._stack: list[_Mark] = []
        self._found: list[Quotation] = []
        self._reached = start  # end of the last closed outer quotation

    def pair(self, marks: Sequence[_Mark]) -> list[Quotation]:
        """Return the quotations in text order."""
        later = _later_closers(marks)
        balance = _balance(marks)
        for n, mark in enumerate(marks):
            if mark.is_single:
                self._single(mark, has_better=later[n])
            else:
                self._double(mark, may_nest=balance[n])
        for mark in self._stack:
            if not mark.is_single:
                self._add(mark.end, self._end, mark.start, self._end, is_open=True)
        self._found.sort(key=lambda q: (q.outer.start, -q.outer.end))
        return self._found

    def _double(self, mark: _Mark, *, may_nest: bool) -> None:
        depth = sum(not m.is_single for m in self._stack)
        if not depth:
            if mark.may_open:
                self._stack = [*self._stack, mark]
            else:
                self._without_opening(mark)
        elif mark.may_close:
            self._close_double(mark)
        elif may_nest and depth < _DEEPEST:
            self._stack.append(mark)
        else:  # a new quotation begins where the last one was never closed
            first = next(m for m in self._stack if not m.is_single)
            self._add(first.end, mark.start, first.start, mark.start, is_open=True)
            self._stack = [mark]

    def _close_double(self, mark: _Mark) -> None:
        while self._stack and self._stack[-1].is_single:
            self._stack.pop()
        opened = self._stack.pop()
        self._add(opened.end, mark.start, opened.start, mark.end, is_open=False)
        self._reached = mark.end

    def _without_opening(self, mark: _Mark) -> None:
        """A closing mark alone: the quotation begins with the paragraph it carries on, or with its sentence."""
        is_first = not self._found and self._is_continued
        before = self._text[max(mark.start - 1, 0) : mark.start]
        if not is_first and before not in _CLOSES_AFTER:
            return
        begins = self._start
        if not is_first:
            begins = max([s for s in self._starts if s < mark.start], default=self._start)
        if begins < self._reached and not is_first:
            return  # a quotation stands in this sentence already: nobody can say where the other one begins
        if begins < mark.start:
            self._add(begins, mark.start, begins, mark.end, is_open=False)
            self._reached = mark.end
        self._stack = []

    def _single(self, mark: _Mark, *, has_better: bool) -> None:
        top = self._stack[-1] if self._stack else None
        is_open = top is not None and top.is_single
        if is_open and top is not None and mark.start - top.end > _LONGEST_SINGLE:
            self._stack.pop()
            is_open = False
        if is_open and top is not None and mark.may_close and (mark.is_sure or not has_better):
            self._stack.pop()
            self._add(top.end, mark.start, top.start, mark.end, is_open=False)
            if not self._stack:
                self._reached = mark.end
        elif mark.may_open and not is_open and len(self._stack) < _DEEPEST:
            self._stack.append(mark)

    def _add(self, start: int, end: int, outer_start: int, outer_end: int, *, is_open: bool) -> None:
        inner = self._text[start:end]
        first = start + len(inner) - len(inner.lstrip())
        last = start + len(inner.rstrip())
        if first < last:
            outer_end = max(outer_end if not is_open else last, last)
            self._found.append(Quotation(Span(first, last), Span(outer_start, outer_end), is_open, None))


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    for m in _MARKS.finditer(text, start, end):
        glyph = m.group()
        before = text[m.start() - 1] if m.start() > start else " "
        after = text[m.end()] if m.end() < end else " "
        opens, closes = before in _FREE_BEFORE and not after.isspace(), not before.isspace()
        if glyph in _SINGLE:
            mark = _single_mark(text, m, before, after, opens=opens)
            if mark is not None:
                yield mark
            continue
        if glyph in _OPENING:  # a German closing mark is the English opening one
            opens, closes = opens or after.isalnum() or not closes, closes and not opens and not after.isalnum()
        elif glyph in _CLOSING:
            opens, closes = opens and before.isspace() and after.isalnum(), True
        elif before.isspace() and after.isspace():
            opens = closes = True
        elif opens and closes:
            opens, closes = after.isalnum() or after in "$£€[(", not after.isalnum() or before in _CLOSES_AFTER
        elif before.isdigit() and (after.isspace() or after in ".,)"):
            opens = False  # inches, or the end of a quotation
        yield _Mark(m.start(), m.end(), is_single=False, may_open=opens, may_close=closes, is_sure=True)


def _single_mark(text: str, m: re.Match[str], before: str, after: str, *, opens: bool) -> _Mark | None:
    """A single mark that can begin or end a quotation; None for an apostrophe inside a word or before a cut one."""
    glyph = m.group()
    may_open = opens and (after.isalnum() or after in "[($£€…") and glyph not in ("’", "›")
    if may_open and _ELISIONS.match(text, m.end()):
        return None
    may_close = not before.isspace() and not after.isalnum() and glyph not in ("‘", "‚", "‛", "‹", "`")
    if not may_open and not may_close:
        return None
    follows = text[m.end() : m.end() + 2]
    is_possessive = before in "sSzx" and len(follows) == 2 and follows[0] == " " and follows[1].isalpha()
    return _Mark(m.start(), m.end(), is_single=True, may_open=may_open, may_close=may_close, is_sure=not is_possessive)


def _later_closers(marks: Sequence[_Mark]) -> list[bool]:
    """For each mark: does a sure closing single mark follow before the next opening one?"""
    out = [False] * len(marks)
    follows = False
    for n in range(len(marks) - 1, -1, -1):
        out[n] = follows
        mark = marks[n]
        if mark.is_single:
            follows = (mark.may_close and mark.is_sure) or (follows and not mark.may_open)
    return out


def _balance(marks: Sequence[_Mark]) -> list[bool]:
    """For each mark: do enough closing marks follow for a quotation inside a quotation?"""
    out = [False] * len(marks)
    spare = 0
    for n in range(len(marks) - 1, -1, -1):
        out[n] = spare >= 2
        mark = marks[n]
        if not mark.is_single and mark.may_open != mark.may_close:
            spare = spare + 1 if mark.may_close else max(spare - 1, 0)
    return out
