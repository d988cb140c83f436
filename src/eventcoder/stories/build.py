"""From a group of events to the record of a story."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventcoder.schema import Story, StoryMember, StoryReason
from eventcoder.stories.items import Item, Key, day_name
from eventcoder.stories.links import counts_of, links_of
from eventcoder.stories.origins import Origins

_WEEK = 6  # days from first to last
_LOCAL = ("point", "city", "admin2", "admin1")


@dataclass(frozen=True, slots=True)
class Joined:
    """How one event came into its story."""

    to: Key | None  # the earlier member it fits best; None for the first
    reasons: tuple[StoryReason, ...]


class BuildStory:
    """Build the record of a story.

    copies: for a version id, those near-identical to it.
    """

    def __init__(self, origins: Origins, copies: Mapping[str, Sequence[str]]) -> None:
        self._origins, self._copies = origins, copies

    def __call__(self, members: Sequence[Item], joined: Sequence[Joined], denials: Sequence[Item]) -> Story:
        """Return the story of members, given in order, each with how it was joined."""
        best = _most_telling(members)
        where = _most_telling([m for m in members if _has_local_place(m)] or members).event.place
        days = _best_days(members)
        records = tuple(self._member(m, j, members) for m, j in zip(members, joined, strict=True))
        return Story(
            id=story_id(members[0].key),
            event_type=best.event.event_type,
            modes=best.event.modes,
            status=best.event.status,
            source=best.event.source,
            target=best.event.target,
            date_start=days[0],
            date_end=days[1],
            place=where.name if where is not None else None,
            place_country=where.country if where is not None else None,
            members=records,
            counts=counts_of(members),
            links=links_of(members, denials),
            n_reports=len({m.report.version_id for m in members}),
            n_outlets=len({outlet for m in members for outlet in m.report.outlets}),
            n_independent=self._n_independent(members, records),
        )

    def _member(self, item: Item, joined: Joined, members: Sequence[Item]) -> StoryMember:
        document = item.report.coded.document
        return StoryMember(
            version_id=item.report.version_id,
            document_id=document.id,
            event_id=item.event.id,
            published=document.published,
            outlet=document.source,
            origin=self._origins.of_event(item.report, item.event),
            copy_of=self._copied(item, members),
            joined_to=joined.to[1] if joined.to is not None else None,
            reasons=joined.reasons,
        )

    def _copied(self, item: Item, members: Sequence[Item]) -> str | None:
        """The first report of the story to which this one is near-identical, if it came out before."""
        alike = self._copies.get(item.report.version_id, ())
        earlier = [m.report for m in members if m.report.version_id in alike and m.report.order < item.report.order]
        return min(earlier, key=lambda report: report.order).version_id if earlier else None

    def _n_independent(self, members: Sequence[Item], records: Sequence[StoryMember]) -> int:
        """Count who tells the story by himself: copies, credits and two reports of one outlet count once."""
        root: dict[str, str] = {}

        def find(name: str) -> str:
            while root.setdefault(name, name) != name:
                name = root[name]
            return name

        for item, record in zip(members, records, strict=True):
            version = f"version {record.version_id}"
            tellers = [f"version {record.copy_of}"] if record.copy_of is not None else []
            if record.origin is not None:
                tellers.append(f"outlet {record.origin.casefold()}")
            elif not tellers:
                tellers = [f"outlet {self._origins.outlet(o).casefold()}" for o in item.report.outlets]
            for teller in tellers:
                root[find(version)] = find(teller)
        return len({find(f"version {m.report.version_id}") for m in members})


def story_id(first: Key) -> str:
    """Return the id of a story: it is made of its first member, so that it stays while later reports join.

    >>> story_id(("5f2a", "e41"))
    'y1e5d8d0a2c63'
    """
    return "y" + hashlib.sha256("\x1f".join(first).encode()).hexdigest()[:12]


def _most_telling(members: Sequence[Item]) -> Item:
    """The member that says most, of those with the most frequent type and status; the earlier one of equals."""
    kinds = Counter((m.event.event_type, m.event.status) for m in members)
    most = max(kinds.values())
    usual = [m for m in members if kinds[m.event.event_type, m.event.status] == most]
    return max(enumerate(usual), key=lambda numbered: (_told(numbered[1]), -numbered[0]))[1]


def _told(item: Item) -> int:
    """How much an event says: actors with and without names, mode, day, place."""
    event = item.event
    people = (*event.source, *event.target)
    named = sum(p.actor_id.startswith(("per:", "grp:", "org:", "ins:")) for p in people)
    sides = bool(event.source) + bool(event.target)
    known = item.days is not None and item.days.is_sure
    return 2 * sides + named + bool(event.modes) + known + _has_local_place(item)


def _has_local_place(item: Item) -> bool:
    place = item.event.place
    return place is not None and place.precision in _LOCAL and place.basis != "dateline"


def _best_days(members: Sequence[Item]) -> tuple[str | None, str | None]:
    """The days of the member that says best when: in words and within a week, then the shortest, then the earliest."""
    known = [m.days for m in members if m.days is not None and m.days.is_known]
    if not known:
        return None, None
    best = min(
        known, key=lambda days: (not days.is_sure or days.last - days.first > _WEEK, days.last - days.first, days.first)
    )
    return day_name(best.first), day_name(best.last)
