"""Place names of a report: which words name a place, and what they do in their sentence.

Comes in: tokens, actor candidates, the place knowledge. Goes out: ``toponyms`` in text order, not yet resolved. The
longest listed name wins. Countries, provinces, regions and landmarks that are written by hand count wherever they
stand outside a person's name; a town of the gazetteer needs support: a preposition of place, a container ("Paris,
Texas"), its size, or another mention in the report that has it. Names of people, newspapers and teams give no place;
the place inside the name of another body is marked as embedded, so that no event happens there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from eventcoder.analysis import Analysis, Toponym
from eventcoder.find.name_runs import NameRuns
from eventcoder.find.toponym_scan import FoundName, SentenceScan
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.place_forms import read_place
from eventcoder.knowledge.places import Places
from eventcoder.schema import Span

_CONTAINER: Final = re.compile(r",? \(?|, in | in ")
_BESIDE: Final = re.compile(r"(?:,|,? and|,? or|,? nor|,? as well as) (?:the )?")


class FindToponyms:
    """Give a report its toponyms."""

    name = "find.toponyms"
    needs = ("tokens", "folded", "candidates")
    gives = ("toponyms",)

    def __init__(self, places: Places, actors: Actors) -> None:
        self._places = places
        self._runs = NameRuns(places, actors)

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with the toponyms of its text."""
        blocked = self._runs.blocked(analysis)
        found: list[FoundName] = []
        for sentence in analysis.sentences:
            if sentence.tokens:
                found.extend(SentenceScan(self._places, analysis, sentence, blocked).names())
        kept = [f.toponym for f in _supported(found, analysis.folded)]
        return replace(analysis, toponyms=linked(kept, analysis.folded))

    def of_spans(self, analysis: Analysis, spans: Iterable[Span]) -> tuple[Toponym, ...]:
        """Return exactly the spans as toponyms, whatever they name."""
        return linked([self._of_span(analysis.folded, span) for span in sorted(spans)], analysis.folded)

    def _of_span(self, folded: str, span: Span) -> Toponym:
        words = span.of(folded)
        reading = read_place(self._places, words)
        if reading is None:
            return Toponym(span, words, is_adjective=False, use="place", asked="facility")
        use = "modifier" if reading.is_adjective else "place"
        return Toponym(span, reading.name, reading.is_adjective, use, reading.asked)


def _supported(found: Sequence[FoundName], folded: str) -> list[FoundName]:
    """The names that are places: sure ones, those listed beside a sure one, and those sure elsewhere in the report."""
    sure = [f.is_sure for f in found]
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for n in order:
            m = n - 1 if order.step > 0 else n + 1
            if (
                not sure[n]
                and sure[m]
                and found[n].is_possible
                and _is_beside(found[min(m, n)], found[max(m, n)], folded)
            ):
                sure[n] = True
    keys = {f.key for f, is_sure in zip(found, sure, strict=True) if is_sure}
    return [f for f, is_sure in zip(found, sure, strict=True) if is_sure or (f.is_possible and f.key in keys)]


def _is_beside(one: FoundName, other: FoundName, folded: str) -> bool:
    if one.toponym.is_adjective or other.toponym.is_adjective or "embedded" in (one.toponym.use, other.toponym.use):
        return False
    return _BESIDE.fullmatch(folded[one.toponym.span.end : other.toponym.span.start]) is not None


def linked(toponyms: Sequence[Toponym], folded: str) -> tuple[Toponym, ...]:
    """Tell each toponym which other one the text puts around it and which it is listed with."""
    gaps = [folded[a.span.end : b.span.start] for a, b in pairwise(toponyms)]
    listed = {n for n, gap in enumerate(gaps) if _BESIDE.fullmatch(gap)}  # with the next one
    held = {n for n, gap in enumerate(gaps) if _CONTAINER.fullmatch(gap) and not _is_either_adjective(toponyms, n)}
    out = list(toponyms)
    for n in sorted(held | listed | {n + 1 for n in listed}):
        beside = [m for m, gap in ((n - 1, n - 1), (n + 1, n)) if gap in listed]
        out[n] = replace(out[n], container=n + 1 if n in held else None, beside=tuple(beside))
    return tuple(out)


def _is_either_adjective(toponyms: Sequence[Toponym], n: int) -> bool:
    return toponyms[n].is_adjective or toponyms[n + 1].is_adjective
