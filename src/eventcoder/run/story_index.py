"""The stories of the stores among some paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from eventcoder.run.inputs import is_store
from eventcoder.schema import Story
from eventcoder.store import open_store


def stories_in(paths: Sequence[str | Path]) -> Iterator[Story]:
    """Yield the stories of every store among the paths, in the order of the paths."""
    for path in paths:
        if is_store(str(path)):
            with open_store(path, read_only=True) as store:
                yield from store.stories()


def stories_by_event(paths: Sequence[str | Path]) -> dict[str, Story]:
    """Return the story of each event by the event's id."""
    return {member.event_id: story for story in stories_in(paths) for member in story.members}


def story_ids(paths: Sequence[str | Path]) -> dict[str, str] | None:
    """Return the id of the story of each event by its id, or None if no store among the paths has stories."""
    return {event: story.id for event, story in stories_by_event(paths).items()} or None
