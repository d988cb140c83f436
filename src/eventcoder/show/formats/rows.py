"""Rows of foreign tables, and their text.

Comes in: coded reports and a ``Format``. Goes out: one row an event, a pair or a mention, its cells as text that
cannot break the table: no tab or line end inside a cell, no separator inside an item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from eventcoder.analysis import Analysis
from eventcoder.knowledge.formats import ForeignCodes, Format
from eventcoder.knowledge.places import Places
from eventcoder.read.prepare import PrepareText
from eventcoder.schema import Coded, Event, Participant, Story
from eventcoder.show.formats.fields import event_fields, mention_fields, pair_fields, report_fields, story_fields
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
    stories: Mapping[str, Story]  # by the ids of their events; empty where none were made
    written: set[str] = field(default_factory=set)  # stories that have their row

    def rows(self, coded: Coded) -> Iterator[tuple[str, ...]]:
        """Yield the rows of one report, as text; retellings are no rows of their own, except as mentions."""
        chosen = [event for event in coded.events if event.retells is None or self._story(event)]
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

    def _story(self, event: Event) -> Story | None:
        return self.stories.get(event.id) if self.form.merges else None

    def _units(self, event: Event, coded: Coded, starts: Sequence[int]) -> Iterator[Mapping[str, Value]]:
        """Yield the fields of every row that an event gives."""
        text, story = coded.document.text, self._story(event)
        common = {
            **event_fields(event, coded, starts, self.codes),
            **place_fields(event.place, text, self.codes, self.places),
            **(story_fields(story) if story else {}),
        }
        if self.form.unit == "event":
            if event.target or not self.form.needs_target:
                yield {**common, **self._people(event.source, event.target, coded)}
        elif story is None:
            tellings = [event, *(e for e in coded.events if e.retells == event.id)]
            yield from self._pairs(event, (event.id, coded.document.id), tellings, common, coded, starts)
        elif self.form.unit == "mention" or story.id not in self.written:
            self.written.add(story.id)
            yield from self._pairs(_as_in(story, event), (story.id, ""), [event], common, coded, starts)

    def _pairs(
        self,
        event: Event,
        told: tuple[str, str],
        tellings: Sequence[Event],
        common: Mapping[str, Value],
        coded: Coded,
        starts: Sequence[int],
    ) -> Iterator[Mapping[str, Value]]:
        """Yield the rows of each pair of an event: one, or one a telling."""
        for source, target in pairs(event):
            if target is None and self.form.needs_target:
                continue
            people = self._people([source] if source else [], [target] if target else [], coded)
            row = {**common, **pair_fields(told, coded.versions.coder, source, target), **people}
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


def _as_in(story: Story, event: Event) -> Event:
    """The event with the actors of its story, so that all its tellings have the same pairs; words as told here."""
    spans = {p.actor_id: p.span for p in (*event.source, *event.target)}
    source, target = (
        tuple(replace(person, span=spans.get(person.actor_id)) for person in people)
        for people in (story.source, story.target)
    )
    return replace(event, source=source, target=target)


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
