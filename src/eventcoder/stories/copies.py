"""Near-identical reports: one text sent out by an agency and printed by many with small changes.

MinHash over word shingles (rensa) finds candidates; the shares of common shingles decide, so that the result is exact
for every pair that is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from rensa import RMinHash, RMinHashLSH

from eventcoder.knowledge.stories import Limits
from eventcoder.stories.reports import Report
from eventcoder.stories.wording import words_of

_SHINGLE: Final = 4  # words
_PERMUTATIONS, _BANDS, _SEED = 128, 64, 7  # two rows a band: a share of .4 is found in 99,999 of 100,000 cases
_LEAST: Final = 12  # shingles: shorter texts are alike by chance


class Copies:
    """The reports seen so far; tells which of them a new one is near-identical to."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._search = RMinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._known: list[Report] = []
        self._shingles: list[frozenset[str]] = []
        self._gone: set[str] = set()

    def add(self, report: Report) -> list[str]:
        """Remember a report and return the version ids of those near-identical to it, sorted."""
        self._gone.discard(report.version_id)
        shingles = shingles_of(report)
        if len(shingles) < _LEAST:
            return []
        hashes = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        hashes.update(sorted(shingles))
        found = {self._known[n].version_id for n in self._search.query(hashes) if self._is_copy(report, shingles, n)}
        self._search.insert(len(self._known), hashes)
        self._known.append(report)
        self._shingles.append(shingles)
        return sorted(found - self._gone - {report.version_id})

    def remove(self, version_id: str) -> None:
        """Forget a report."""
        self._gone.add(version_id)

    def _is_copy(self, report: Report, shingles: frozenset[str], n: int) -> bool:
        other = self._shingles[n]
        common = len(shingles & other)
        is_alike = common >= self._limits.copy_jaccard * len(
            shingles | other
        ) or common >= self._limits.copy_contained * min(len(shingles), len(other))
        return is_alike and _days_between(report, self._known[n]) <= self._limits.copy_days


def shingles_of(report: Report) -> frozenset[str]:
    """Return the runs of four words of a report, small letters, its dateline left out."""
    document = report.coded.document
    start = document.dateline.span.end if document.dateline is not None else 0
    words = [word.casefold() for _, word in words_of(document.text, start, len(document.text))]
    return frozenset(" ".join(run) for run in _runs(words))


def _runs(words: list[str]) -> Iterable[list[str]]:
    return (words[i : i + _SHINGLE] for i in range(len(words) - _SHINGLE + 1))


def _days_between(first: Report, second: Report) -> int:
    if first.published is None or second.published is None:
        return 0
    return abs((date.fromisoformat(first.published) - date.fromisoformat(second.published)).days)
