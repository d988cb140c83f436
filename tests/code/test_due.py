"""By when a promise is to be kept or a demand to be met."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis

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
