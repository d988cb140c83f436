"""Stories in the store: written whole, read whole, with the user's decisions beside them."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.errors import AlignmentError
from eventcoder.schema import Story, StoryDecision
from eventcoder.store.codec import checksum_of, damaged, pack, unpack
from eventcoder.store.rows import cell, writable

_MAKER: Final = "stories_made_by"


@dataclass(frozen=True, slots=True)
class KeptReports:
    """What the grouping keeps of reports until the next run."""

    maker: str  # program and knowledge; what another one kept is of no use
    lines: Mapping[str, str]  # by version id
    gone: Sequence[str] = ()  # version ids of which nothing is kept any more


def write_stories(
    connection: sqlite3.Connection,
    stories: Iterable[Story],
    removed: Iterable[str],
    grouped: Iterable[str],
    kept: KeptReports | None,
) -> None:
    """Take stories away, write others in the place of those with the same id, and note what has been grouped."""
    if kept is not None:
        _keep(connection, kept)
    connection.executemany("DELETE FROM ungrouped WHERE content = ?", ((content,) for content in grouped))
    for story_id in removed:
        _remove(connection, story_id)
    for story in stories:
        _remove(connection, story.id)
        _write(connection, story)


def _keep(connection: sqlite3.Connection, kept: KeptReports) -> None:
    if read_maker(connection) != kept.maker:
        connection.execute("DELETE FROM story_index")
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MAKER, kept.maker))
    connection.executemany("DELETE FROM story_index WHERE content = ?", ((content,) for content in kept.gone))
    rows = ((content, zlib.compress(line.encode())) for content, line in kept.lines.items())
    connection.executemany("INSERT OR REPLACE INTO story_index VALUES (?, ?)", rows)


def read_maker(connection: sqlite3.Connection) -> str | None:
    """Return what made the stories, as it was written with them; None if nothing was kept."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_MAKER,)).fetchone()
    return str(row[0]) if row is not None else None


def read_kept(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield the version ids of the reports that were grouped, each with what was kept of it."""
    for content, kept in connection.execute("SELECT content, kept FROM story_index ORDER BY content"):
        try:
            yield content, zlib.decompress(kept).decode()
        except (zlib.error, UnicodeDecodeError) as error:
            raise damaged(f"what the grouping kept of text {content}", str(error)) from error


def read_stories(connection: sqlite3.Connection, story_ids: Iterable[str] | None = None) -> Iterator[Story]:
    """Yield stories by their first day and id, or the named ones that exist, in the order asked for."""
    columns = "SELECT story, record, checksum FROM stories"
    if story_ids is None:
        rows: Iterable[tuple[str, bytes, bytes]] = connection.execute(f"{columns} ORDER BY date_start, story")
    else:
        rows = (row for i in story_ids for row in connection.execute(f"{columns} WHERE story = ?", (i,)))
    for story_id, record, checksum in rows:
        yield _story(story_id, record, checksum)


def stories_of(connection: sqlite3.Connection, version_id: str, event_id: str | None) -> Iterator[str]:
    """Yield the ids of the stories in which a report's event, or any event of the report, stands."""
    sql = "SELECT DISTINCT story FROM story_members WHERE content = ? AND (event_id = ? OR ?) ORDER BY story"
    for (story_id,) in connection.execute(sql, (version_id, event_id, event_id is None)):
        yield str(story_id)


def write_decision(connection: sqlite3.Connection, decision: StoryDecision) -> None:
    """Note a decision; a later one about the same two events takes its place. Both reports wait to be grouped again."""
    first, second = sorted((decision.first, decision.second))
    row = (decision.kind, *first, *second, cell(decision.note))
    connection.execute("INSERT OR REPLACE INTO story_decisions VALUES (?,?,?,?,?,?)", row)
    connection.executemany("INSERT OR IGNORE INTO ungrouped VALUES (?)", ((first[0],), (second[0],)))


def remove_decision(connection: sqlite3.Connection, decision: StoryDecision) -> None:
    """Take a decision back."""
    first, second = sorted((decision.first, decision.second))
    where = "first_content=? AND first_event=? AND second_content=? AND second_event=?"
    connection.execute(f"DELETE FROM story_decisions WHERE {where}", (*first, *second))
    connection.executemany("INSERT OR IGNORE INTO ungrouped VALUES (?)", ((first[0],), (second[0],)))


def read_decisions(connection: sqlite3.Connection) -> Iterator[StoryDecision]:
    """Yield all decisions in the order of the events that they are about."""
    rows = connection.execute(
        "SELECT kind, first_content, first_event, second_content, second_event, note FROM story_decisions "
        "ORDER BY first_content, first_event, second_content, second_event"
    )
    for kind, first, first_event, second, second_event, note in rows:
        yield StoryDecision(kind, (first, first_event), (second, second_event), note)


def _remove(connection: sqlite3.Connection, story_id: str) -> None:
    for table in ("story_members", "story_links", "stories"):
        connection.execute(f"DELETE FROM {table} WHERE story = ?", (story_id,))


def _write(connection: sqlite3.Connection, s: Story) -> None:
    record = pack(s)
    dates = (s.date_start, s.date_end, cell(s.place), s.place_country)
    numbers = (s.n_reports, s.n_outlets, s.n_independent)
    row = (s.id, s.event_type, s.status, *dates, *numbers, record, checksum_of(record))
    connection.execute("INSERT INTO stories VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)
    members = [
        (s.id, m.version_id, m.event_id, m.joined_to, writable("; ".join(r.note for r in m.reasons)) or None)
        for m in s.members
    ]
    connection.executemany("INSERT INTO story_members VALUES (?,?,?,?,?)", members)
    links = [(s.id, link.kind, link.version_id, link.record_id, writable(link.note)) for link in s.links]
    connection.executemany("INSERT OR REPLACE INTO story_links VALUES (?,?,?,?,?)", links)


def _story(story_id: str, record: bytes, checksum: bytes) -> Story:
    try:
        if checksum_of(record) != checksum:
            raise damaged(f"story {story_id}", "its bytes do not fit their checksum")
        return unpack(Story, record)
    except (zlib.error, ValueError, KeyError, TypeError, AlignmentError) as error:
        raise damaged(f"story {story_id}", f"{type(error).__name__}: {error}") from error
