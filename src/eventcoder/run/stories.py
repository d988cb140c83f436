"""Stories of a store, kept up to date, and stories of reports that stand in no store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eventcoder.errors import SettingsError
from eventcoder.knowledge.stories import load_stories
from eventcoder.knowledge.tables import Tables
from eventcoder.schema import Coded, Document, Span, Story, StoryDecision, StoryMember
from eventcoder.store import Store, StoredReport
from eventcoder.stories import Report, StoryIndex, reports_of

_MIN_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Grouped:
    """Stories with the documents that they are told in, by version id."""

    stories: tuple[Story, ...]
    documents: dict[str, Document]
    sentences: dict[tuple[str, str], Span]  # of each event (version id, event id)


def group_reports(reports: Iterable[Coded], layers: Sequence[Path] = ()) -> Grouped:
    """Return the stories of coded reports; the order of the reports does not matter."""
    return _grouped(reports_of(reports), (), layers)


def group_store(store: Store, *, as_of: str | None = None, layers: Sequence[Path] = ()) -> Grouped:
    """Return the stories of the reports of a store as they were known on a day, with the user's decisions."""
    return _grouped(_stored(store, as_of), store.decisions(), layers)


def update_store(store: Store, layers: Sequence[Path] = ()) -> Grouped:
    """Bring the stories of a store up to date with its reports and decisions, write what changed, and return them."""
    waiting = store.ungrouped()
    found = group_store(store, layers=layers)
    before = {story.id: story for story in store.stories()}
    now = {story.id: story for story in found.stories}
    changed = [story for story in found.stories if before.get(story.id) != story]
    store.write_stories(changed, removed=sorted(before.keys() - now.keys()), grouped=waiting)
    return found


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
    documents, sentences = {}, {}
    for report in reports:
        index.add(report)
        documents[report.version_id] = report.coded.document
        sentences.update({(report.version_id, event.id): event.sentence for event in report.coded.events})
    return Grouped(tuple(index.stories()), documents, sentences)


def _stored(store: Store, as_of: str | None) -> Iterator[Report]:
    return (_report(stored) for stored in store.reports(as_of=as_of, is_lean=True))


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
