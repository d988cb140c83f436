"""Events of which the report does not say when: counted, and given the day of publication only if somebody asks.

Other coders take the day of publication without a word. Here it is a choice, and the record says so: the basis of such
a date is ``publication``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from eventcoder.schema import Coded, Event, EventDate, Quarantined
from eventcoder.show.formats.fields import day_of

_ASSERTED = frozenset({"asserted"})


@dataclass(slots=True)
class Undated:
    """Lets reports pass and looks at the dates of their events."""

    fills: bool = False
    statuses: frozenset[str] = _ASSERTED  # of the events that are counted
    n: int = 0  # events that had no day when they came out

    def passed(self, outcomes: Iterable[Coded | Quarantined]) -> Iterator[Coded | Quarantined]:
        """Yield the outcomes, with dates where they are wanted, and count what has no day."""
        for outcome in outcomes:
            yield outcome if isinstance(outcome, Quarantined) else self._passed(outcome)

    def _passed(self, coded: Coded) -> Coded:
        if self.fills:
            coded = filled_dates(coded)
        told = (e for e in coded.events if e.status in self.statuses and e.retells is None)
        self.n += sum(day_of(event.date) is None for event in told)
        return coded


def filled_dates(coded: Coded) -> Coded:
    """Return the report with the day of publication as the date of every event that has none.

    What is known less exactly than to the day keeps its date. A report without a day of publication stays as it is.
    """
    published = coded.document.published
    if published is None:
        return coded
    day = EventDate(published, published, "day", "publication", None)
    return replace(coded, events=tuple(_filled(event, day) for event in coded.events))


def _filled(event: Event, day: EventDate) -> Event:
    return event if event.date is not None and event.date.start is not None else replace(event, date=day)
