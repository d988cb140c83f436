"""By when a promise is to be kept or a demand to be met."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis
from eventcoder.show.quotes import QuoteFilter

Analyse = Callable[..., Analysis]
PUBLISHED = "2024-05-15"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Kenya promised to pay the nurses by 30 June.", ("2024-05-15", "2024-06-30")),
        ("Spain and Chad agreed to open the border on Monday.", ("2024-05-20", "2024-05-20")),
        ("Kenya promised on Monday to pay the nurses.", None),
        ("Kenya promised to publish the 2019 accounts.", None),
        ("Kenya said the nurses would be paid next month.", None),
    ],
    ids=["by", "day", "day-of-the-cue", "past-year", "no-commitment"],
)
def test_due_date(text: str, due: tuple[str, str] | None, analyse: Analyse) -> None:
    (statement,) = analyse(text, published=PUBLISHED).statements
    found = statement.due
    assert (found and (found.start, found.end)) == due
    assert [e.field for e in statement.evidence].count("due") == (due is not None)


@pytest.mark.parametrize(
    ("due_from", "due_to", "n"),
    [(None, "2024-06-30", 1), (None, "2024-06-29", 0), ("2024-06-30", None, 1), ("2024-07-01", None, 0)],
)
def test_commitments_are_found_by_term(due_from: str | None, due_to: str | None, n: int, analyse: Analyse) -> None:
    analysis = analyse("Kenya promised Uganda to open the road by 30 June.", published=PUBLISHED)
    wanted = QuoteFilter(speaker="KEN", cue_class="commitment", addressee="UGA", due_from=due_from, due_to=due_to)
    assert sum(wanted.fits(s, analysis.document.text) for s in analysis.statements) == n
