"""Time series of who did what to whom: directed pairs by day, week or month, with noughts where nothing was told.

Comes in: coded reports. Goes out: one row a period and pair, with the number of events by quad class or type, mean
scores, the reports and stories that tell them, and what was published in the period at all (the denominator: more
reports tell more events). Nothing is counted silently: only chosen statuses, no retelling within a report, and events
that are not known exactly enough for the period are counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Literal, get_args

from eventcoder.errors import SettingsError
from eventcoder.schema import Coded, Event, Participant, Status
from eventcoder.show.formats.rows import pairs

By = Literal["day", "week", "month"]
Measure = Literal["quad", "type"]
Pair = tuple[str, str]
ANYBODY: Final = "*"
QUADS: Final = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
ASSERTED: Final = frozenset({"asserted"})
_SHORT: Final = {
    **dict(zip(QUADS, ("v.coop", "m.coop", "v.conf", "m.conf"), strict=True)),
    "n_events": "events",
    "mean_plover": "plover",
    "mean_goldstein": "goldstein",
    "n_stories": "stories",
    "n_reports": "reports",
    "volume_reports": "all reports",
    "volume_outlets": "outlets",
}
_REST: Final = (
    *("n_events", "mean_plover", "mean_goldstein", "n_stories", "n_reports", "volume_reports", "volume_outlets"),
)
_MOST_ROWS: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One directed pair in one period."""

    period: str  # its first day
    source: str
    target: str
    counts: Mapping[str, int]  # by quad class or type, every one
    n_events: int
    mean_plover: float | None  # None where no event has a score
    mean_goldstein: float | None
    n_stories: int | None  # None where no stories were made
    n_reports: int  # that tell one of the events
    volume_reports: int  # all reports published in the period
    volume_outlets: int  # the outlets that published them

    def to_dict(self) -> dict[str, Any]:
        """Return the row as a flat mapping, the counts under their own names."""
        head = {"period": self.period, "source": self.source, "target": self.target, **self.counts}
        return head | {name: getattr(self, name) for name in _REST}


@dataclass(frozen=True, slots=True)
class Series:
    """All rows, by pair and period, and what could not be placed."""

    rows: tuple[SeriesRow, ...]
    n_undated: int  # events of these pairs without a date that is exact enough
    n_outside: int  # events of these pairs before the first or after the last period
    counted: tuple[str, ...] = QUADS  # the quad classes or types that are counted apart

    def __iter__(self) -> Iterator[SeriesRow]:
        return iter(self.rows)

    def columns(self) -> list[str]:
        """Return the names of the columns, whether there are rows or not."""
        return ["period", "source", "target", *self.counted, *_REST]

    def n_events(self, pair: Pair) -> int:
        """Return how many events a pair has in all periods."""
        return sum(row.n_events for row in self.rows if (row.source, row.target) == pair)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as flat mappings."""
        return [row.to_dict() for row in self.rows]

    def shown(self) -> list[tuple[str, str]]:
        """Return what a terminal shows: names of columns that hold something, each with a short name."""
        records = self.to_dicts()
        names = self.columns()
        types = [name for name in names if name.isupper()]
        empty = {n for n in types if not any(r[n] for r in records)} | {
            n for n in names if records and all(r[n] is None for r in records)
        }
        return [(name, _SHORT.get(name, name)) for name in names if name not in empty]

    def to_pandas(self) -> Any:
        """Return the rows as a table, with the period as a day. Raises StoreError if pandas is missing."""
        from eventcoder.show.tables import pandas_module

        pandas = pandas_module()
        frame = pandas.DataFrame(self.to_dicts(), columns=self.columns())
        return frame.assign(period=pandas.to_datetime(frame["period"]))


@dataclass(slots=True)
class _Cell:
    """What is told of one pair in one period."""

    counts: Counter[str] = field(default_factory=Counter)
    plover: Counter[float] = field(default_factory=Counter)
    goldstein: Counter[float] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    stories: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Volume:
    """What was published in one period."""

    n_reports: int = 0
    outlets: set[str] = field(default_factory=set)


_Key = tuple[str, str, date]


@dataclass(slots=True)
class Counting:
    """Counts report by report; ``series`` gives the rows at the end."""

    by: By = "month"
    pairs: tuple[Pair, ...] = ()  # none: every pair of two countries
    measure: Measure = "quad"
    statuses: frozenset[str] = ASSERTED
    stories: Mapping[str, str] | None = None  # event id -> story id
    _cells: dict[_Key, _Cell] = field(default_factory=lambda: defaultdict(_Cell))
    _volume: dict[date, _Volume] = field(default_factory=lambda: defaultdict(_Volume))
    _undated: Counter[Pair] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for given, name, known in ((self.by, "by", get_args(By)), (self.measure, "measure", get_args(Measure))):
            if given not in known:
                raise SettingsError(f"{name} is {given!r}; expected one of {', '.join(known)}.")
        unknown = sorted(self.statuses - set(get_args(Status)))
        if unknown:
            raise SettingsError(f"no status {unknown[0]!r}; expected some of {', '.join(get_args(Status))}.")

    def add(self, coded: Coded, outlets: Iterable[str] = ()) -> None:
        """Count one report.

        outlets: more outlets that published the same text.
        """
        published = _day(coded.document.published)
        if published is not None:
            volume = self._volume[period_of(published, self.by)]
            volume.n_reports += 1
            volume.outlets.update(outlets)
            if coded.document.source:
                volume.outlets.add(coded.document.source)
        for event in coded.events:
            if event.status in self.statuses and event.retells is None:
                self._add(event)

    def series(self, types: Iterable[str], start: date | None = None, end: date | None = None) -> Series:
        """Return every period from start to end for every pair, with noughts.

        types: the event types, which name the counts of the measure ``type``. start, end: by default those of the
        published reports, or of the events if no report has a day.
        Raises SettingsError if that would be more than two million rows.
        """
        check_order(start, end)
        names = tuple(types) if self.measure == "type" else QUADS
        days = list(self._volume) or [period for _, _, period in self._cells]
        first = period_of(start, self.by) if start else min(days, default=None)
        last = period_of(end, self.by) if end else max(days, default=None)
        if first is None or last is None:
            return Series((), sum(self._undated.values()), 0, names)
        wanted = self.pairs or sorted({(a, b) for a, b, _ in self._cells} | set(self._undated))
        periods = list(_periods(first, last, self.by))
        if len(periods) * len(wanted) > _MOST_ROWS:
            raise SettingsError(
                f"{len(wanted)} pairs in {len(periods)} {self.by}s are too many rows. Expected chosen pairs "
                "(--pair RUS,UKR), a shorter time (--start, --end) or a longer period (--by month)."
            )
        rows = tuple(self._row(a, b, period, names) for a, b in wanted for period in periods)
        outside = sum(sum(c.counts.values()) for (_, _, p), c in self._cells.items() if not first <= p <= last)
        return Series(rows, sum(self._undated.values()), outside, names)

    def _add(self, event: Event) -> None:
        found = self._pairs_of(event)
        period = _period_of_event(event, self.by) if found else None
        for source, target in found:
            if period is None:
                self._undated[source, target] += 1
                continue
            cell = self._cells[source, target, period]
            cell.counts[event.event_type if self.measure == "type" else QUADS[event.quad - 1]] += 1
            cell.reports.add(event.document_id)
            if event.plover_score is not None:
                cell.plover[event.plover_score] += 1
            if event.goldstein is not None:
                cell.goldstein[event.goldstein] += 1
            if self.stories is not None and event.id in self.stories:
                cell.stories.add(self.stories[event.id])

    def _pairs_of(self, event: Event) -> list[Pair]:
        """The asked pairs that an event is counted for, each once."""
        people = [(s, t) for s, t in pairs(event) if s is not None and t is not None]
        if self.pairs:
            return [(a, b) for a, b in self.pairs if any(matches(s, a) and matches(t, b) for s, t in people)]
        states = ((s.country, t.country) for s, t in people)
        return list(dict.fromkeys((a, b) for a, b in states if a is not None and b is not None and a != b))

    def _row(self, source: str, target: str, period: date, names: tuple[str, ...]) -> SeriesRow:
        cell = self._cells.get((source, target, period)) or _Cell()
        volume = self._volume.get(period) or _Volume()
        return SeriesRow(
            period=period.isoformat(),
            source=source,
            target=target,
            counts={name: cell.counts[name] for name in names},
            n_events=sum(cell.counts.values()),
            mean_plover=_mean(cell.plover),
            mean_goldstein=_mean(cell.goldstein),
            n_stories=None if self.stories is None else len(cell.stories),
            n_reports=len(cell.reports),
            volume_reports=volume.n_reports,
            volume_outlets=len(volume.outlets),
        )


def matches(person: Participant, name: str) -> bool:
    """True if a name of a pair means an actor: its country or code (``RUSGOV``) in any case, its id, or ``*``."""
    return name in (ANYBODY, person.actor_id) or name.upper() in (person.country, person.code)


def period_of(day: date, by: By) -> date:
    """Return the first day of the period that a day lies in; weeks begin on Monday.

    >>> period_of(date(2021, 7, 16), "week").isoformat()
    '2021-07-12'
    """
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def checked_day(day: str | date | None) -> date | None:
    """Return a day given as ISO text. Raises SettingsError if it is none."""
    if day is None or isinstance(day, date):
        return day
    found = _day(day)
    if found is None:
        raise SettingsError(f"{day!r} is no day. Expected one such as 2021-07-16.")
    return found


def check_order(first: str | date | None, last: str | date | None) -> None:
    """Raise SettingsError if a time ends before it begins; None is open, days are ISO."""
    if first is not None and last is not None and str(first) > str(last):
        raise SettingsError(f"the time ends on {last}, before it begins on {first}. Expected the earlier day first.")


def _period_of_event(event: Event, by: By) -> date | None:
    """The period in which an event lies for certain; None if its date spans several, or there is none."""
    when = event.date
    first, last = (_day(when.start), _day(when.end)) if when else (None, None)
    if first is None or last is None or period_of(first, by) != period_of(last, by):
        return None
    return period_of(first, by)


def _periods(first: date, last: date, by: By) -> Iterator[date]:
    step = {"day": 1, "week": 7, "month": 31}[by]
    while first <= last:
        yield first
        first = period_of(first + timedelta(days=step), by)


def _mean(scores: Counter[float]) -> float | None:
    """The mean, always summed in the same order."""
    total = sum(scores.values())
    return round(sum(score * n for score, n in sorted(scores.items())) / total, 4) if total else None


def _day(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None
