"""Stories of a store, kept up to date, and stories of reports that stand in no store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from eventcoder.errors import SettingsError
from eventcoder.knowledge.stories import load_stories
from eventcoder.knowledge.tables import Tables
from eventcoder.schema import Coded, Document, Span, Story, StoryDecision, StoryMember
from eventcoder.store import KeptReports, Store, StoredReport
from eventcoder.stories import Kept, Report, StoryIndex, reports_of
from eventcoder.version import __version__

_MIN_PREFIX = 4
_KEPT = 1  # form of what is kept between two runs; raise it when the grouping itself changes


Told = tuple[dict[str, Document], dict[tuple[str, str], Span]]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Stories, and how to read the reports that tell them."""

    stories: tuple[Story, ...]
    read: Callable[[Iterable[str]], Iterable[Report]]  # gives reports by version id

    def told(self, story: Story) -> Told:
        """Return the documents of a story by version id, and the sentence of each event (version id, event id)."""
        wanted = dict.fromkeys([m.version_id for m in story.members] + [link.version_id for link in story.links])
        reports = list(self.read(wanted))
        sentences = {(r.version_id, event.id): event.sentence for r in reports for event in r.coded.events}
        return {r.version_id: r.coded.document for r in reports}, sentences


def group_reports(reports: Iterable[Coded], layers: Sequence[Path] = ()) -> Grouped:
    """Return the stories of coded reports; the order of the reports does not matter."""
    return _grouped(reports_of(reports), (), layers)


def group_store(store: Store, *, as_of: str | None = None, layers: Sequence[Path] = ()) -> Grouped:
    """Return the stories of the reports of a store as they were known on a day, with the user's decisions."""
    reports = (_report(stored) for stored in store.reports(as_of=as_of, is_lean=True))
    return _grouped(reports, store.decisions(), layers)


def update_store(store: Store, layers: Sequence[Path] = ()) -> Grouped:
    """Bring the stories of a store up to date with its reports and decisions, write what changed, and return them.

    Only reports that are new or replaced, and what they touch, are read and grouped; all of them if other knowledge
    made the stories.
    """
    knowledge = load_stories(Tables(tuple(layers)))
    maker = f"{__version__} {knowledge.digest} {_KEPT}"
    waiting = store.ungrouped()
    index = StoryIndex(knowledge, store.decisions(), lambda version_id: next(_read(store, [version_id])))
    if store.story_maker() == maker:
        for version_id, line in store.kept_reports():
            index.restore(version_id, Kept.from_json(line))
        _renew(index, store, waiting)
        keys, stories = index.regroup()
        before = {story_id for key in keys for story_id in store.stories_of(*key)}
    else:
        for stored in store.reports(is_lean=True):
            index.add(_report(stored))
        stories = index.stories()
        before = {story.id for story in store.stories()}
    if waiting or before or stories:
        _write(store, index, stories, before, waiting, maker)
    return Grouped(_in_order(store.stories()), lambda version_ids: _read(store, version_ids))


def _renew(index: StoryIndex, store: Store, waiting: Iterable[str]) -> None:
    """Take out of an index what waits to be grouped, and what is current of it in again."""
    for version_id in waiting:
        index.remove(version_id)
    for stored in store.versions(waiting, is_lean=True):
        if stored.is_current:
            index.add(_report(stored))


def _write(
    store: Store, index: StoryIndex, stories: Sequence[Story], before: Set[str], waiting: Sequence[str], maker: str
) -> None:
    changed = index.take_changed()
    lines = {version_id: index.kept(version_id).to_json() for version_id in changed if version_id in index}
    gone = [version_id for version_id in changed if version_id not in index]
    removed = sorted(before - {story.id for story in stories})
    store.write_stories(stories, removed=removed, grouped=waiting, kept=KeptReports(maker, lines, gone))


def find_story(stories: Iterable[Story], story_id: str) -> Story:
    """Return the story with an id, or the only one whose id begins so. Raises SettingsError if there is none."""
    found = [s for s in stories if s.id == story_id or (len(story_id) >= _MIN_PREFIX and s.id.startswith(story_id))]
    if len(found) != 1:
        raise SettingsError(
            f"{len(found) or 'no'} stories begin with {story_id!r}. Expected the id of one story, such as "
            "'eventcoder stories' prints; at least four characters of it."
        )
    return found[0]


def split_event(store: Store, story: Story, event_id: str) -> int:
    """Keep an event apart from all others of its story, for good; return from how many.

    Raises SettingsError if the story has no such event.
    """
    apart = _member(story, event_id)
    others = [m for m in story.members if m is not apart]
    with store.batch():
        for other in others:
            store.decide(StoryDecision("split", _key(apart), _key(other)))
    return len(others)


def join_stories(store: Store, first: Story, second: Story) -> None:
    """Put two stories together, for good; what kept their events apart by an earlier decision is taken back."""
    one, two = ({_key(m) for m in story.members} for story in (first, second))
    with store.batch():
        for d in store.decisions():
            if d.kind == "split" and ((d.first in one and d.second in two) or (d.first in two and d.second in one)):
                store.undecide(d)
        start = first.members[0]
        for other in (*first.members, *second.members):
            if other is not start:
                store.decide(StoryDecision("join", _key(start), _key(other)))


def undo_decisions(store: Store, event_id: str) -> int:
    """Take back every decision about an event, so that the rules decide again; return how many there were."""
    about = [d for d in store.decisions() if event_id in (d.first[1], d.second[1])]
    with store.batch():
        for decision in about:
            store.undecide(decision)
    return len(about)


def _grouped(reports: Iterable[Report], decisions: Iterable[StoryDecision], layers: Sequence[Path]) -> Grouped:
    index = StoryIndex(load_stories(Tables(tuple(layers))), decisions)
    by_id = {report.version_id: report for report in reports}
    for report in by_id.values():
        index.add(report)
    return Grouped(_in_order(index.stories()), lambda version_ids: (by_id[version_id] for version_id in version_ids))


def _in_order(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Stories by the day on which they happened, or else were first told."""

    def order(story: Story) -> tuple[str, str, str, str]:
        first = story.members[0]
        return (story.date_start or first.published or "", first.published or "", first.document_id, story.id)

    return tuple(sorted(stories, key=order))


def _read(store: Store, version_ids: Iterable[str]) -> Iterator[Report]:
    return (_report(stored) for stored in store.versions(version_ids, is_lean=True))


def _report(stored: StoredReport) -> Report:
    outlets = {s.outlet for s in stored.sightings if s.outlet} or {stored.coded.document.source} - {None}
    return Report(stored.version_id, stored.coded, tuple(sorted(outlet for outlet in outlets if outlet)))


def _member(story: Story, event_id: str) -> StoryMember:
    exact = [m for m in story.members if m.event_id == event_id]
    found = exact or [m for m in story.members if m.event_id.startswith(event_id) and len(event_id) >= _MIN_PREFIX]
    if len(found) != 1:
        known = ", ".join(m.event_id for m in story.members)
        raise SettingsError(f"story {story.id} has no single event {event_id!r}. Expected one of: {known}.")
    return found[0]


def _key(member: StoryMember) -> tuple[str, str]:
    return (member.version_id, member.event_id)
