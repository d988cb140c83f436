"""Statements inside statements: which one tells which, and which of them are worth keeping."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from eventcoder.analysis import Analysis, Quotation
from eventcoder.code.drafts import Draft
from eventcoder.code.fitting import outermost
from eventcoder.code.unsaid import STANCES

_TELLING: Final = ("clause", "parenthesis", "according", "quote", "colon", "noun_clause")
_SELF: Final = frozenset({"i", "we", "you", "one", "who"})


def parents_of(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft, in text order of the cues, the position of the innermost one whose content holds its cue."""
    spans = sorted(((c.start, -c.end, n) for n, d in enumerate(drafts) for c in d.content), key=lambda s: s[:2])
    order = sorted(range(len(drafts)), key=lambda n: drafts[n].cue.start)
    parents: list[int | None] = [None] * len(drafts)
    active: list[tuple[int, int, int]] = []
    k = 0
    for n in order:
        cue = drafts[n].cue
        while k < len(spans) and spans[k][0] <= cue.start:
            active.append(spans[k])
            k += 1
        active = [s for s in active if -s[1] > cue.start]
        holding = [s for s in active if s[2] != n and -s[1] >= cue.end and not _holds(drafts[n], drafts[s[2]])]
        if holding:
            parents[n] = max(holding, key=lambda s: (s[0], s[1]))[2]
    return parents


def _holds(outer: Draft, inner: Draft) -> bool:
    return any(c.covers(inner.cue) for c in outer.content)


def without_hearsay(analysis: Analysis, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out, inside what somebody says, the words that do not tell of another statement.

    "We support the plan" inside a quotation is what the speaker says, no statement told by him.
    """
    parents = parents_of(drafts)
    marks = outermost(analysis.quotations)
    starts = [q.outer.start for q in marks]
    return [
        d
        for d, parent in zip(drafts, parents, strict=True)
        if _is_kept(analysis, d, is_quoted=_is_inside(marks, starts, d), is_nested=parent is not None)
    ]


def _is_kept(analysis: Analysis, d: Draft, *, is_quoted: bool, is_nested: bool) -> bool:
    if not is_quoted and not is_nested:
        return True
    if d.source is None or d.is_modal or d.row is None:
        return False
    if d.rule.startswith(_TELLING):
        speaker = d.source.of(analysis.document.text).lower()
        return not is_quoted or (speaker not in _SELF and d.cue_class not in STANCES)
    return not is_quoted and d.row.kind == "verb" and d.cue_class not in STANCES | {"say", "report", "support", "ask"}


def _is_inside(marks: Sequence[Quotation], starts: Sequence[int], d: Draft) -> bool:
    n = bisect_right(starts, d.cue.start) - 1
    return n >= 0 and marks[n].outer.end > d.cue.start
