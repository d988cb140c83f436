"""Shares of right dates and places over short reports. The passages are in when_where_passages.tsv."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import combining, normalize

import pytest

from eventcoder.analysis import Analysis
from eventcoder.schema import Event

_PASSAGES = Path(__file__).with_name("when_where_passages.tsv")
_Days = tuple[str, str] | None
_Verdicts = list[tuple[str, bool, bool]]  # act, date right, place right


def _rows(half: str) -> Iterator[list[str]]:
    lines = [x for x in _PASSAGES.read_text(encoding="utf-8").splitlines() if not x.startswith("# ")]
    return (cells for cells in (x.split("\t") for x in lines[1:]) if cells[1] == half)


def _days(answer: str) -> _Days:
    if answer == "-":
        return None
    first, _, last = answer.partition("..")
    return (_edge(first, is_end=False), _edge(last or first, is_end=True))


def _edge(day: str, *, is_end: bool) -> str:
    parts = [int(x) for x in day.split("-")]
    month = parts[1] if len(parts) > 1 else (12 if is_end else 1)
    last = parts[2] if len(parts) > 2 else (monthrange(parts[0], month)[1] if is_end else 1)
    return f"{parts[0]}-{month:02}-{last:02}"


def _plain(name: str) -> str:
    bare = "".join(c for c in normalize("NFKD", name) if not combining(c))
    return bare.lstrip("‘").replace("’", "'").replace("‘", "'")


def _is_date_right(event: Event, answers: str) -> bool:
    date = event.date
    return ((date.start, date.end) if date else None) in [_days(x) for x in answers.split("/")]


def _is_place_right(event: Event, answers: str) -> bool:
    given = _plain(event.place.name) if event.place else "-"
    return any(given == _plain(x) or (x != "-" and _plain(x) in given) for x in answers.split("/"))


def _judged(analyse: Callable[..., Analysis], half: str) -> _Verdicts:
    verdicts: _Verdicts = []
    for number, _, published, passage, acts in _rows(half):
        text = passage.replace("¶", "\n\n")
        events = analyse(text, published=published).events
        for words, answer in (x.split("=") for x in acts.split("|")):
            dates, places = answer.split("@")
            start = text.index(words)
            told = [e for e in events if e.trigger.start < start + len(words) and e.trigger.end > start]
            if told:
                event = min(told, key=lambda e: (abs(e.trigger.start - start), e.trigger.end))
                is_right = _is_date_right(event, dates), _is_place_right(event, places)
                verdicts.append((f"{number} {words}", *is_right))
    return verdicts


@pytest.mark.parametrize(("half", "dates", "places"), [("built", 0.94, 0.9), ("aside", 0.93, 0.95)])
def test_shares(analyse: Callable[..., Analysis], half: str, dates: float, places: float) -> None:
    verdicts = _judged(analyse, half)
    assert len(verdicts) > 115
    wrong = [act for act, is_date, _ in verdicts if not is_date], [act for act, _, is_place in verdicts if not is_place]
    shares = [1 - len(acts) / len(verdicts) for acts in wrong]
    assert shares[0] >= dates, wrong[0]
    assert shares[1] >= places, wrong[1]
