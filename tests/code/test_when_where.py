"""When and where acts took place: by clause, not by nearness. The passages are in when_where_cases.tsv."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unicodedata import combining, normalize

import pytest

from eventcoder.analysis import Analysis

_PUBLISHED = "2020-06-17"
_CASES = Path(__file__).with_name("when_where_cases.tsv")


def _rows() -> list[tuple[str, ...]]:
    lines = [x for x in _CASES.read_text(encoding="utf-8").splitlines() if not x.startswith("# ")]
    return [tuple(x.replace("¶", "\n\n").split("\t")) for x in lines[1:]]


def _plain(name: str) -> str:
    return "".join(c for c in normalize("NFKD", name) if not combining(c)).lstrip("‘")


@pytest.mark.parametrize(("word", "passage", "date", "basis", "place"), _rows())
def test_event(analyse: Callable[..., Analysis], word: str, passage: str, date: str, basis: str, place: str) -> None:
    analysis = analyse(passage, published=_PUBLISHED)
    event = next(e for e in analysis.events if word in e.trigger.of(passage))
    assert (event.date.start if event.date else "-") == date
    if basis:
        assert event.date is not None
        assert event.date.basis == basis
    if place:
        assert _plain(event.place.name if event.place else "-") == _plain(place)


def test_there_are_enough_cases() -> None:
    assert len(_rows()) >= 60


@pytest.mark.parametrize(
    ("passage", "status"),
    [
        ("Rebels attacked a Syrian base on Sunday, years after the war of 2011.", "asserted"),
        ("French police arrested a man who was convicted of fraud in 2016.", "asserted"),
        ("Iraq invaded Kuwait in 1990.", "historical"),
        ("A court in Cairo jailed an Egyptian editor in 2015. Egyptian police arrested his son.", "historical"),
    ],
    ids=["of-another-noun", "of-a-relative-clause", "own-year", "year-of-the-paragraph"],
)
def test_status_follows_the_own_date(analyse: Callable[..., Analysis], passage: str, status: str) -> None:
    assert analyse(passage, published=_PUBLISHED).events[-1].status == status


@pytest.mark.parametrize(
    ("passage", "date"),
    [
        ("The Iranian minister said on Monday that Israel attacked a ship last week.", "2020-06-15"),
        ("The Iranian minister said that Israel attacked a ship last week.", "2020-06-17"),
        ('"We will not leave on Friday," the Iranian minister said.', "2020-06-17"),
        ("The Iranian minister, who arrived in 2018, said that talks had failed.", "2020-06-17"),
    ],
    ids=["beside-the-cue", "in-the-content", "in-a-quotation", "in-a-relative-clause"],
)
def test_statement_date(analyse: Callable[..., Analysis], passage: str, date: str) -> None:
    statement = analyse(passage, published=_PUBLISHED).statements[0]
    assert statement.date is not None
    assert statement.date.start == date


def test_place_of_dateline_says_its_basis(analyse: Callable[..., Analysis]) -> None:
    analysis = analyse("PARIS, June 17 (Reuters) - France expelled two Russian envoys.", published=_PUBLISHED)
    event = analysis.events[0]
    assert event.place is not None
    assert (event.place.name, event.place.basis) == ("Paris", "dateline")
    assert event.date is not None
    assert event.date.basis == "dateline"


def test_without_a_day_of_the_report_nothing_is_dated(analyse: Callable[..., Analysis]) -> None:
    assert analyse("French police arrested two Russians.").events[0].date is None
