"""What comes in: one version of a report's text with all that was coded from it, and who published it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from eventcoder.schema import Coded

_LAST = "9999-99-99"


@dataclass(frozen=True, slots=True)
class Report:
    """One text, coded, with every outlet that published it as it stands."""

    version_id: str  # the same for the same text, wherever it was found
    coded: Coded
    outlets: tuple[str, ...] = ()  # sorted

    @property
    def published(self) -> str | None:
        """The ISO day on which it was published."""
        return self.coded.document.published

    @property
    def order(self) -> tuple[str, str]:
        """Place among other reports: by the day of publication, then by the text's id."""
        return (self.published or _LAST, self.version_id)


def reports_of(coded: Iterable[Coded]) -> list[Report]:
    """Return the reports of coded documents in canonical order; the same text from several outlets is one report.

    Of several documents with one text the first in order of (published, id) stands for it.
    """
    by_text: dict[str, list[Coded]] = {}
    for one in coded:
        by_text.setdefault(text_id(one.document.text), []).append(one)
    return sorted((_folded(version_id, same) for version_id, same in by_text.items()), key=lambda r: r.order)


def text_id(text: str) -> str:
    """Return sixteen hex digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _folded(version_id: str, same: list[Coded]) -> Report:
    first = min(same, key=lambda c: (c.document.published or _LAST, c.document.id, c.document.source or ""))
    outlets = {c.document.source for c in same if c.document.source}
    return Report(version_id, first, tuple(sorted(outlets)))
