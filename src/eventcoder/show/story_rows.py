"""Stories as rows of tables: one row a story, one row a member of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventcoder.schema import Participant, Story
from eventcoder.show.columns import COUNTS, STORY_COLUMNS, StoryTable
from eventcoder.show.tables import Row, typed


def story_rows(story: Story, kind: StoryTable) -> Iterator[Row]:
    """Yield the typed rows of one story: itself, or its members in their order."""
    for row in [_story_row(story)] if kind == "stories" else _member_rows(story):
        yield typed({name: row[name] for name in STORY_COLUMNS[kind]}, STORY_COLUMNS[kind])


def _story_row(story: Story) -> Row:
    return {
        "id": story.id,
        "event_type": story.event_type,
        "modes": story.modes,
        "status": story.status,
        **_of_role("source", story.source),
        **_of_role("target", story.target),
        "date_start": story.date_start,
        "date_end": story.date_end,
        "place": story.place,
        "place_country": story.place_country,
        **_of_counts(story),
        "n_reports": story.n_reports,
        "n_outlets": story.n_outlets,
        "n_independent": story.n_independent,
        "n_denials": sum(link.kind == "denial" for link in story.links),
        "n_corrections": sum(link.kind == "correction" for link in story.links),
    }


def _member_rows(story: Story) -> Iterator[Row]:
    for member in story.members:
        yield {
            "story_id": story.id,
            "event_id": member.event_id,
            "document_id": member.document_id,
            "version_id": member.version_id,
            "published": member.published,
            "publisher": member.outlet,
            "origin": member.origin,
            "copy_of": member.copy_of,
            "joined_to": member.joined_to,
            "rules": tuple(reason.rule for reason in member.reasons),
        }


def _of_role(name: str, people: Sequence[Participant]) -> Row:
    return {
        name: tuple(p.name for p in people),
        f"{name}_codes": tuple(p.code for p in people),
        f"{name}_countries": tuple(p.country for p in people),
        f"{name}_sectors": tuple(",".join(p.sectors) for p in people),
        f"{name}_ids": tuple(p.actor_id for p in people),
    }


def _of_counts(story: Story) -> Row:
    """The range over all reports of each kind of count, and the newest figure."""
    row: Row = {f"{kind}_{part}": None for kind in COUNTS for part in ("low", "high", "newest")}
    for count in story.counts:
        row |= {
            f"{count.kind}_low": count.low,
            f"{count.kind}_high": count.high,
            f"{count.kind}_newest": count.newest_low,
        }
    return row
