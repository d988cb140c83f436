"""Stories for people: rows of a table, lines of JSON, and every merge with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from eventcoder.schema import Document, Participant, Span, Story, StoryCount, StoryMember, StoryReason
from eventcoder.show.cards import short_id
from eventcoder.show.records import field_names
from eventcoder.show.terminal import one_line

COLUMNS: Final = ("story", "day", "type", "who", "place", "told by", "counts", "later", "headline")
_NAME: Final = 28
_WORDS: Final = 100
_HEADLINE: Final = 60


def story_cells(story: Story, first: Document) -> tuple[str, ...]:
    """Return a story as the cells of a table; told by: reports, outlets, independent ones. first: its first report."""
    return (
        short_id(story.id),
        days_of(story),
        " / ".join((story.event_type, *story.modes)) + ("" if story.status == "asserted" else f" ({story.status})"),
        _who(story),
        one_line(story.place, _NAME) if story.place else "",
        f"{story.n_reports} / {story.n_outlets} / {story.n_independent}",
        "; ".join(describe_story_count(count) for count in story.counts),
        ", ".join(sorted({link.kind for link in story.links})),
        one_line(first.title or first.text, _HEADLINE),
    )


def _who(story: Story) -> str:
    return " → ".join(part for part in map(_people, _sides(story)) if part)


def _sides(story: Story) -> tuple[Sequence[Participant], Sequence[Participant]]:
    """Source and target; of parties that did it to each other the first and the others."""
    if len(story.source) > 1 and {p.actor_id for p in story.target} <= {p.actor_id for p in story.source}:
        return story.source[:1], story.source[1:]
    return story.source, story.target


def days_of(story: Story) -> str:
    """Return the day or days of a story in words; nothing if no report tells them."""
    if story.date_start is None or story.date_end in (None, story.date_start):
        return story.date_start or ""
    return f"{story.date_start} to {story.date_end}"


def describe_story_count(count: StoryCount) -> str:
    """Return the newest figure of a count and, if reports differ, the range."""
    newest = f"{'at least ' if count.newest_high is None else ''}{count.newest_low} {count.kind}"
    return newest if count.low == count.high else f"{newest} ({count.low} to {count.high})"


def story_dict(story: Story) -> dict[str, Any]:
    """Return a story as plain values: one line of JSON. Spans are start and end in the text of their report."""
    plain: dict[str, Any] = _plain(story)
    return plain


def explain_story(story: Story, documents: Mapping[str, Document], words: Mapping[tuple[str, str], Span]) -> str:
    """Return a story with every report, the words that tell it, and the reasons of each merge.

    documents: by version id. words: of each event (version id, event id) its sentence; events without are left bare.
    """
    return "\n".join(_lines(story, documents, words))


def _lines(story: Story, documents: Mapping[str, Document], words: Mapping[tuple[str, str], Span]) -> Iterator[str]:
    what = " / ".join((story.event_type, *story.modes))
    what += "" if story.status == "asserted" else f" ({story.status})"
    yield "  ".join(part for part in (story.id, what, _who(story), days_of(story), story.place) if part)
    yield f"{_n(story.n_reports, 'report')}, {_n(story.n_outlets, 'outlet')}, {story.n_independent} independent"
    for count in story.counts:
        yield f"newest figure: {describe_story_count(count)}{_told_in(documents.get(count.newest_version_id))}"
    for member in story.members:
        yield ""
        yield from _member_lines(member, story, documents, words)
    if story.links:
        yield ""
    for link in story.links:
        document = documents.get(link.version_id)
        yield f"{link.kind}  {link.document_id}{_told_in(document)}: {link.note}"
        if document is not None:
            said = words.get((link.version_id, link.record_id), link.span).of(document.text)
            yield f'  "{one_line(said, _WORDS)}"'


def _member_lines(
    member: StoryMember, story: Story, documents: Mapping[str, Document], words: Mapping[tuple[str, str], Span]
) -> Iterator[str]:
    parts = [member.published or "no date", member.outlet or "no outlet"]
    if member.copy_of is not None:
        parts.append(f"copy of {_document_of(member.copy_of, story)}")
    if member.origin is not None and member.origin != member.outlet:
        parts.append(f"from {member.origin}")
    yield f"{member.event_id}  {member.document_id}  {', '.join(parts)}"
    span = words.get((member.version_id, member.event_id))
    if span is not None and member.version_id in documents:
        yield f'  "{one_line(span.of(documents[member.version_id].text), _WORDS)}"'
    if member.joined_to is not None:
        yield f"  joined to {member.joined_to}{_sum(member.reasons)}"
    for reason in member.reasons:
        yield f"  {_weight(reason):>6}  {reason.note:<62}  {reason.rule}  {reason.knowledge or ''}".rstrip()


def _told_in(document: Document | None) -> str:
    """Day and outlet of a report, to stand behind what it says."""
    told = [part for part in (document.published, document.source) if part] if document is not None else []
    return "".join(f", {part}" for part in told)


def _document_of(version_id: str, story: Story) -> str:
    return next((m.document_id for m in story.members if m.version_id == version_id), version_id)


def _sum(reasons: Sequence[StoryReason]) -> str:
    weights = [r.weight for r in reasons if r.weight is not None]
    return f", sum {sum(weights):.2f}" if weights else ""


def _weight(reason: StoryReason) -> str:
    return f"{reason.weight:+.2f}" if reason.weight is not None else ""


def _people(people: Sequence[Participant]) -> str:
    return ", ".join(f"{one_line(p.name, _NAME)} [{p.code}]" for p in people)


def _n(n: int, what: str) -> str:
    return f"{n} {what}{'s' * (n != 1)}"


def _plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in field_names(type(value))}
    return value
