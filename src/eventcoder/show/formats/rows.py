"""Rows of foreign tables, and their text.

Comes in: coded reports and a ``Format``. Goes out: one row an event, a pair or a mention, its cells as text that
cannot break the table: no tab or line end inside a cell, no separator inside an item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Analysis
from eventcoder.knowledge.formats import ForeignCodes, Format
from eventcoder.knowledge.places import Places
from eventcoder.read.prepare import PrepareText
from eventcoder.schema import Coded, Event, Participant
from eventcoder.show.formats.fields import event_fields, mention_fields, pair_fields, report_fields
from eventcoder.show.formats.people import people_fields
from eventcoder.show.formats.places import Value, place_fields
from eventcoder.show.tables import writable

_VERBAL_CONFLICT: Final = 3


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes the rows of one format."""

    form: Format
    codes: ForeignCodes
    places: Places
    prepare: PrepareText  # splits sentences as the coder did, for their numbers

    def rows(self, coded: Coded) -> Iterator[tuple[str, ...]]:
        """Yield the rows of one report, as text; retellings are no rows of their own, except as mentions."""
        chosen = [event for event in coded.events if event.retells is None]
        if not chosen:
            return
        starts = [sentence.start for sentence in self.prepare(Analysis(coded.document)).sentences]
        report = report_fields(coded)
        for event in chosen:
            for fields in self._units(event, coded, starts):
                whole = {**report, **fields}
                yield tuple(self._cell(whole.get(c.field) if c.field else None) for c in self.form.columns)

    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.form.columns)

    def _units(self, event: Event, coded: Coded, starts: Sequence[int]) -> Iterator[Mapping[str, Value]]:
        """Yield the fields of every row that an event gives."""
        text = coded.document.text
        common = {
            **event_fields(event, coded, starts, self.codes),
            **place_fields(event.place, text, self.codes, self.places),
        }
        if self.form.unit == "event":
            if event.target or not self.form.needs_target:
                yield {**common, **self._people(event.source, event.target, coded)}
            return
        tellings = [event, *(e for e in coded.events if e.retells == event.id)]
        for source, target in pairs(event):
            if target is None and self.form.needs_target:
                continue
            people = self._people([source] if source else [], [target] if target else [], coded)
            row = {**common, **pair_fields(event, coded, source, target), **people}
            if self.form.unit == "pair":
                yield row
            else:
                yield from ({**row, **mention_fields(telling, starts)} for telling in tellings)

    def _people(self, source: Sequence[Participant], target: Sequence[Participant], coded: Coded) -> dict[str, Value]:
        actors = {actor.id: actor for actor in coded.actors}
        text = coded.document.text
        roles = (("source", source), ("target", target))
        return {
            k: v for role, people in roles for k, v in people_fields(role, people, text, actors, self.codes).items()
        }

    def _cell(self, value: Value) -> str:
        if isinstance(value, tuple):
            items = [self._item(item) for item in value]
            return self.form.separator.join(items) if items else self.form.missing
        return self.form.missing if value is None else plain(str(value)) or self.form.missing

    def _item(self, item: str | None) -> str:
        if not item:
            return self.form.missing
        mark = self.form.separator.strip()
        return plain(item.replace(mark, ",") if self.form.unit == "event" else item)  # else the cell holds one item


def pairs(event: Event) -> list[tuple[Participant | None, Participant | None]]:
    """Return every source with every target, an actor never with itself; None stands for a side that is empty.

    A reciprocal event gives both directions, unless it is verbal conflict: whom several ask does not ask them.
    """
    sources: Sequence[Participant | None] = event.source or (None,)
    targets: Sequence[Participant | None] = event.target or (None,)
    is_mutual = event.reciprocal and event.quad != _VERBAL_CONFLICT
    if is_mutual and not event.target and len(event.source) > 1:
        targets = event.source  # "talks among the three": each with each
    found = [(s, t) for s in sources for t in targets]
    if is_mutual and event.source and event.target:
        found += [(t, s) for s, t in found]
    unique: dict[tuple[str | None, str | None], tuple[Participant | None, Participant | None]] = {}
    for source, target in found:
        ids = (source.actor_id if source else None, target.actor_id if target else None)
        if ids[0] != ids[1]:
            unique.setdefault(ids, (source, target))
    return list(unique.values())


def plain(text: str) -> str:
    """Return text that fits into a cell of a table without quoting: one line, no tabs, no straight double quotes.

    A cell that begins with such a quote makes readers that expect quoting swallow the cells behind it.
    """
    return " ".join(writable(text).replace('"', "'").split())
