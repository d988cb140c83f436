"""Near-identical reports: one text sent out by an agency and printed by many with small changes.

MinHash over word shingles (rensa) finds candidates; the shares of common shingles decide, so that the result is exact
for every pair that is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from rensa import RMinHash

from eventcoder.knowledge.stories import Limits
from eventcoder.stories.reports import Report
from eventcoder.stories.wording import words_of

_SHINGLE: Final = 4  # words
_PERMUTATIONS, _SEED = 128, 7  # two of them a band: a share of .4 is found in 99,999 of 100,000 cases
Signature = tuple[int, ...]  # one number a band
_LEAST: Final = 12  # shingles: shorter texts are alike by chance


class Copies:
    """The reports seen so far; tells which of them a new one is near-identical to.

    load: gives the report of a version id; asked only for candidates.
    """

    def __init__(self, limits: Limits, load: Callable[[str], Report]) -> None:
        self._limits, self._load = limits, load
        self._bands: dict[tuple[int, int], list[str]] = {}
        self._signatures: dict[str, Signature] = {}

    def add(self, report: Report) -> list[str]:
        """Remember a report and return the version ids of those near-identical to it, sorted."""
        shingles = shingles_of(report)
        if len(shingles) < _LEAST:
            return []
        signature = _signature(shingles)
        near = {other for band in enumerate(signature) for other in self._bands.get(band, ())}
        self.restore(report.version_id, signature)
        near.discard(report.version_id)
        return sorted(other for other in near if self._is_copy(report, shingles, self._load(other)))

    def restore(self, version_id: str, signature: Signature) -> None:
        """Remember a report that was looked at before, by what was kept of it."""
        if version_id not in self._signatures:
            self._signatures[version_id] = signature
            for band in enumerate(signature):
                self._bands.setdefault(band, []).append(version_id)

    def signature(self, version_id: str) -> Signature:
        """Return what must be kept of a report to restore it; nothing for a very short one."""
        return self._signatures.get(version_id, ())

    def remove(self, version_id: str) -> None:
        """Forget a report."""
        for band in enumerate(self._signatures.pop(version_id, ())):
            self._bands[band].remove(version_id)

    def _is_copy(self, report: Report, shingles: frozenset[str], other: Report) -> bool:
        others = shingles_of(other)
        common, most = len(shingles & others), len(shingles | others)
        is_alike = common >= self._limits.copy_jaccard * most or common >= self._limits.copy_contained * min(
            len(shingles), len(others)
        )
        return is_alike and _days_between(report, other) <= self._limits.copy_days


def _signature(shingles: frozenset[str]) -> Signature:
    """Two hashes a band, mixed into one number of 32 bits."""
    hashes = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    hashes.update(sorted(shingles))
    digest = hashes.digest()
    return tuple((a * 0x9E3779B1 + b) & 0xFFFFFFFF for a, b in zip(digest[::2], digest[1::2], strict=True))


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
