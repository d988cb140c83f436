"""Counts over time: nothing missing, nothing twice, noughts where nothing was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import eventcoder
from eventcoder.errors import SettingsError, StoreError
from eventcoder.schema import Coded, Event, EventDate, Participant
from eventcoder.show.series import Counting, matches, period_of

FRANCE = Participant("cty:FRA", "France", "FRA", (), None)
ARMY = Participant("FRA.MIL:army", "army", "FRA", ("MIL",), None)
RUSSIA = Participant("cty:RUS", "Russia", "RUS", (), None)
SPAIN = Participant("cty:ESP", "Spain", "ESP", (), None)


@pytest.fixture
def event(coded: Coded) -> Callable[..., Event]:
    """An event of the hand-made report on a day: ``event("2021-07-15", source=...)``."""

    def make(start: str | None, end: str | None = None, **fields: object) -> Event:
        when = EventDate(start, end or start, "day", "explicit", None) if start else None
        return replace(coded.events[0], **({"source": (FRANCE,), "target": (RUSSIA,), "date": when} | fields))  # type: ignore[arg-type]

    return make


@pytest.fixture
def report(coded: Coded) -> Callable[..., Coded]:
    """A report of a day and outlet with these events."""

    def make(published: str | None, *events: Event, outlet: str = "Times", name: str = "r") -> Coded:
        document = replace(coded.document, published=published, source=outlet, id=name)
        return replace(coded, document=document, events=tuple(replace(e, document_id=name) for e in events))

    return make


Make = Callable[..., Event]
Report = Callable[..., Coded]


def test_months_without_events_are_noughts(event: Make, report: Report) -> None:
    reports = [
        report("2021-05-20", event("2021-05-19"), name="a"),
        report("2021-07-02", event("2021-07-01"), event("2021-07-01", id="e2"), name="b"),
        report("2021-07-03", outlet="Post", name="c"),
    ]
    rows = eventcoder.series(reports, pairs=[("FRA", "RUS")]).to_dicts()
    assert [(r["period"], r["n_events"], r["n_reports"]) for r in rows] == [
        ("2021-05-01", 1, 1),
        ("2021-06-01", 0, 0),
        ("2021-07-01", 2, 1),
    ]
    assert [(r["volume_reports"], r["volume_outlets"]) for r in rows] == [(1, 1), (0, 0), (2, 2)]
    assert [r["material_conflict"] for r in rows] == [1, 0, 2]
    assert [r["mean_plover"] for r in rows] == [-5.5, None, -5.5]
    assert all(r["n_stories"] is None for r in rows), "no stories were made: that is not nought"


def test_only_asserted_events_count_unless_asked(event: Make, report: Report) -> None:
    reports = [report("2021-07-02", event("2021-07-01"), event("2021-07-01", id="e2", status="negated"))]
    assert [r.n_events for r in eventcoder.series(reports)] == [1]
    assert [r.n_events for r in eventcoder.series(reports, statuses=["negated"])] == [1]
    assert [r.n_events for r in eventcoder.series(reports, statuses=["asserted", "negated"])] == [2]


def test_a_retelling_is_not_counted(event: Make, report: Report) -> None:
    told = [event("2021-07-01"), event("2021-07-01", id="e2", retells="e0123456789ab")]
    assert [r.n_events for r in eventcoder.series([report("2021-07-02", *told)])] == [1]


def test_directions_are_kept_apart(event: Make, report: Report) -> None:
    back = event("2021-07-01", id="e2", source=(RUSSIA,), target=(FRANCE,), quad=1)
    found = eventcoder.series([report("2021-07-02", event("2021-07-01"), back)])
    assert [(r.source, r.target, r.counts["material_conflict"], r.counts["verbal_cooperation"]) for r in found] == [
        ("FRA", "RUS", 1, 0),
        ("RUS", "FRA", 0, 1),
    ]


def test_talks_count_in_both_directions(event: Make, report: Report) -> None:
    talks = event("2021-07-01", reciprocal=True, quad=1)
    found = eventcoder.series([report("2021-07-02", talks)])
    assert [(r.source, r.target, r.n_events) for r in found] == [("FRA", "RUS", 1), ("RUS", "FRA", 1)]


def test_an_event_of_many_actors_counts_once_a_pair(event: Make, report: Report) -> None:
    joint = event("2021-07-01", source=(FRANCE, ARMY), target=(RUSSIA, SPAIN))
    found = eventcoder.series([report("2021-07-02", joint)])
    assert [(r.source, r.target, r.n_events) for r in found] == [("FRA", "ESP", 1), ("FRA", "RUS", 1)]
    named = eventcoder.series([report("2021-07-02", joint)], pairs=[("FRAMIL", "*"), ("cty:FRA", "RUS"), ("ESP", "*")])
    assert [r.n_events for r in named] == [1, 1, 0]


def test_what_is_not_known_exactly_enough_is_counted_apart(event: Make, report: Report) -> None:
    told = [event(None), event("2021-06-28", "2021-07-04", id="e2"), event("2021-07-01", "2021-07-31", id="e3")]
    by_month = eventcoder.series([report("2021-07-02", *told)])
    assert ([r.n_events for r in by_month], by_month.n_undated) == ([1], 2)
    by_week = eventcoder.series([report("2021-07-02", *told)], by="week")
    assert ([r.n_events for r in by_week], by_week.n_undated) == ([1], 2)


def test_what_lies_outside_is_counted_apart(event: Make, report: Report) -> None:
    found = eventcoder.series([report("2021-07-02", event("2020-01-01"))])
    assert ([r.n_events for r in found], found.n_outside) == ([0], 1)
    longer = eventcoder.series([report("2021-07-02", event("2020-01-01"))], start="2020-01-01")
    assert (sum(r.n_events for r in longer), len(longer.rows), longer.n_outside) == (1, 19, 0)


def test_types_all_have_a_column(event: Make, report: Report) -> None:
    row = next(iter(eventcoder.series([report("2021-07-02", event("2021-07-01"))], measure="type")))
    assert len(row.counts) == 16
    assert {name for name, n in row.counts.items() if n} == {"SANCTION"}


def test_stories_are_counted_once(event: Make, report: Report) -> None:
    counting = Counting(stories={"e1": "s1", "e2": "s1", "e3": "s2"})
    for n in (1, 2, 3):
        counting.add(report("2021-07-02", event("2021-07-01", id=f"e{n}"), name=f"r{n}"))
    row = next(iter(counting.series(())))
    assert (row.n_events, row.n_reports, row.n_stories) == (3, 3, 2)


def test_the_order_of_reports_changes_nothing(event: Make, report: Report) -> None:
    reports = [
        report(f"2021-07-{n:02}", event(f"2021-07-{n:02}", plover_score=n / 7), name=str(n)) for n in range(1, 20)
    ]
    assert eventcoder.series(reports) == eventcoder.series(list(reversed(reports)))


@pytest.mark.parametrize(
    ("day", "by", "first"),
    [
        ("2021-01-03", "week", "2020-12-28"),
        ("2021-01-04", "week", "2021-01-04"),
        ("2024-02-29", "month", "2024-02-01"),
        ("2024-02-29", "day", "2024-02-29"),
    ],
)
def test_periods(day: str, by: str, first: str) -> None:
    assert period_of(date.fromisoformat(day), by) == date.fromisoformat(first)  # type: ignore[arg-type]


@pytest.mark.parametrize(("by", "n"), [("day", 366), ("week", 53), ("month", 12)])
def test_a_year_has_all_its_periods(event: Make, report: Report, by: str, n: int) -> None:
    reports = [report("2024-01-01"), report("2024-12-31", event("2024-06-01"))]
    assert len(eventcoder.series(reports, by=by).rows) == n  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "fits"),
    [("FRA", True), ("FRAMIL", True), ("FRA.MIL:army", True), ("*", True), ("MIL", False), ("RUS", False)],
)
def test_names_of_pairs(name: str, fits: bool) -> None:
    assert matches(ARMY, name) is fits


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "year"}, "expected one of day, week, month"),
        ({"measure": "mode"}, "expected one of quad, type"),
        ({"statuses": ["denied"]}, "no status 'denied'"),
        ({"start": "June"}, "'June' is no day"),
    ],
)
def test_impossible_options_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        eventcoder.series([], **options)  # type: ignore[arg-type]


def test_too_many_rows_are_refused(event: Make, report: Report) -> None:
    with pytest.raises(SettingsError, match="too many rows"):
        eventcoder.series([report("2021-07-02")], by="day", pairs=[("FRA", "RUS")] * 10, start="1000-01-01")


def test_nothing_gives_nothing(report: Report) -> None:
    assert eventcoder.series([]).to_dicts() == []
    assert eventcoder.series([report("2021-07-02")]).to_dicts() == []


def test_a_torn_line_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"document":{"id":')
    with pytest.raises(StoreError, match="is the line torn"):
        eventcoder.series([tmp_path / "a.jsonl"])


def test_a_data_frame_has_days(event: Make, report: Report) -> None:
    pytest.importorskip("pandas")
    frame = eventcoder.series([report("2021-07-02", event("2021-07-01"))]).to_pandas()
    assert frame["period"].dt.month.tolist() == [7]
