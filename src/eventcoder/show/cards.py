"""Readable cards: one report with its events, statements and actors, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from eventcoder.schema import Actor, Coded, Count, Event, EventDate, EventPlace, Mention, Participant, Span, Statement
from eventcoder.show.records import KINDS, RecordKind
from eventcoder.show.terminal import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

SOURCE, TARGET, TRIGGER, CUE, CONTENT, ACTOR, QUIET = (
    "cyan",
    "yellow",
    "bold red",
    "bold magenta",
    "green",
    "blue",
    "dim",
)
_QUAD_STYLE: Final = {1: "bold green", 2: "bold green", 3: "bold red", 4: "bold red"}
_SHOWN_ID: Final = 9
_LINE: Final = 110
_CONTEXT: Final = 48  # characters around a trigger
_UNKNOWN: Final = "?"


def report_cards(coded: Coded, kinds: Sequence[RecordKind] = KINDS[:3]) -> Iterator[RenderableType]:
    """Yield what to print for one report, top to bottom."""
    from rich.text import Text

    yield _heading(coded, kinds)
    text = coded.document.text
    for kind in kinds:
        cards = list(_cards_of(coded, kind, text))
        if cards:
            yield Text("")
            yield Text(kind.capitalize(), style="bold underline")
            yield from cards
    yield Text("")


def short_id(record_id: str) -> str:
    """Return the part of a record's id that is shown; ``explain`` takes it too."""
    return record_id[:_SHOWN_ID]


def event_card(event: Event, text: str) -> Text:
    """Return an event on a few lines: what, who to whom, when and where, in which words."""
    from rich.text import Text

    card = Text()
    card.append(f"{short_id(event.id)}  ", QUIET)
    card.append(event.event_type, _QUAD_STYLE[event.quad])
    card.append(_listed(" / ", event.modes), "bold")
    if event.cameo:
        card.append(f"  CAMEO {event.cameo}", QUIET)
    if event.status != "asserted":
        card.append(f"  {event.status}", "bold yellow")
    card.append("\n   ")
    card.append_text(_parties(event))
    for line in _event_notes(event):
        card.append(f"\n   {line}", QUIET)
    card.append("\n   ")
    card.append_text(_in_context(text, event.trigger, event.sentence, TRIGGER))
    return card


def statement_card(statement: Statement, text: str) -> Text:
    """Return a statement: who said it with which cue, to whom, and what."""
    from rich.text import Text

    card = Text()
    card.append(f"{short_id(statement.id)}  ", QUIET)
    card.append_text(_people(statement.speakers, SOURCE))
    card.append(f"  {one_line(statement.cue.of(text))}", CUE)
    if statement.addressees:
        card.append(" → ")
        card.append_text(_people(statement.addressees, TARGET))
    card.append("".join(f"  {word}" for word in _statement_words(statement)), QUIET)
    for content in statement.content:
        card.append(f"\n   {one_line(content.of(text), 2 * _LINE)}", CONTENT)
    return card


def actor_card(actor: Actor, mentions: Sequence[Mention], text: str) -> Text:
    """Return an actor: code, name, office, and the first words that name it."""
    from rich.text import Text

    card = Text()
    card.append(f"{actor.code:<9} ", "bold")
    card.append(one_line(actor.name), ACTOR)
    if actor.office:
        card.append(f", {actor.office}")
    card.append(f"  {actor.id}", QUIET)
    words = list(dict.fromkeys(one_line(m.span.of(text), 40) for m in mentions if actor.id in m.actor_ids))
    card.append(f"  {len(words)} form{'s' * (len(words) != 1)}: {', '.join(words[:4])}" if words else "", QUIET)
    return card


def mention_card(mention: Mention, text: str) -> Text:
    """Return a mention: its words and the actors they name."""
    from rich.text import Text

    card = Text()
    card.append(f"{mention.span.start}-{mention.span.end}".ljust(12), QUIET)
    card.append(one_line(mention.span.of(text)), ACTOR)
    card.append(f"  {mention.kind}  {', '.join(mention.actor_ids)}", QUIET)
    return card


def describe_date(date: EventDate | None) -> str | None:
    """Return "2021-07-12 to 2021-07-18 (week, relative)", or None."""
    if date is None:
        return None
    start, end = date.start or _UNKNOWN, date.end or _UNKNOWN
    days = start if start == end else f"{start} to {end}"
    return f"{days} ({date.resolution}, {date.basis})"


def describe_place(place: EventPlace | None) -> str | None:
    """Return "Kabul, AFG (city, clause)", or None."""
    if place is None:
        return None
    return f"{one_line(place.name)}{', ' + place.country if place.country else ''} ({place.precision}, {place.basis})"


def describe_count(count: Count) -> str:
    """Return "killed 3", "killed 3 to 5" or "killed at least 3"."""
    if count.high is None:
        return f"{count.kind} at least {count.low}"
    return f"{count.kind} {count.low}" if count.low == count.high else f"{count.kind} {count.low} to {count.high}"


def participant_name(participant: Participant) -> str:
    """Return "Shah Mahmood Qureshi [PAKGOV]"."""
    return f"{one_line(participant.name)} [{participant.code}]"


def _heading(coded: Coded, kinds: Sequence[RecordKind]) -> Text:
    from rich.text import Text

    document = coded.document
    facts = [document.published, document.publisher_country, document.source]
    heading = Text()
    heading.append(one_line(document.id), "bold reverse")
    heading.append("".join(f"  {fact}" for fact in facts if fact), QUIET)
    title = document.title or (document.headline.of(document.text) if document.headline else document.text[:400])
    heading.append(f"\n{one_line(title, _LINE)}", "bold")
    counts = ", ".join(_counted(len(getattr(coded, kind)), kind) for kind in kinds)
    heading.append(f"\n{counts}", QUIET)
    return heading


def _counted(n: int, kind: str) -> str:
    return f"{n} {kind.removesuffix('s') if n == 1 else kind}"


def _cards_of(coded: Coded, kind: RecordKind, text: str) -> Iterator[Text]:
    if kind == "events":
        yield from (event_card(e, text) for e in coded.events)
    elif kind == "statements":
        yield from (statement_card(s, text) for s in coded.statements)
    elif kind == "actors":
        known = [a for a in coded.actors if a.country or a.sectors]
        yield from (actor_card(a, coded.mentions, text) for a in known)
        if len(known) < len(coded.actors):
            yield _quiet(f"and {len(coded.actors) - len(known)} without country and sector")
    else:
        yield from (mention_card(m, text) for m in coded.mentions)


def _quiet(words: str) -> Text:
    from rich.text import Text

    return Text(words, QUIET)


def _parties(event: Event) -> Text:
    from rich.text import Text

    parties = Text()
    parties.append_text(_people(event.source, SOURCE))
    if event.target and set(_ids(event.target)) != set(_ids(event.source)):
        parties.append(" ↔ " if event.reciprocal else " → ")
        parties.append_text(_people(event.target, TARGET))
    elif event.reciprocal:
        parties.append("  with each other", QUIET)
    return parties


def _ids(participants: Sequence[Participant]) -> Iterator[str]:
    return (p.actor_id for p in participants)


def _people(participants: Sequence[Participant], style: str) -> Text:
    from rich.text import Text

    people = Text()
    for i, participant in enumerate(participants):
        people.append(", " if i else "")
        people.append(one_line(participant.name), style)
        people.append(f" [{participant.code}]", QUIET)
    return people if participants else Text(_UNKNOWN, QUIET)


def _event_notes(event: Event) -> Iterator[str]:
    when_where = [x for x in (describe_date(event.date), describe_place(event.place)) if x]
    if when_where:
        yield "  ·  ".join(when_where)
    more = [describe_count(c) for c in event.counts]
    if event.contexts:
        more.append("contexts: " + ", ".join(event.contexts))
    if event.reported_by:
        more.append("reported by " + ", ".join(participant_name(p) for p in event.reported_by))
    if event.retells:
        more.append(f"retells {short_id(event.retells)}")
    if more:
        yield "  ·  ".join(more)


def _statement_words(statement: Statement) -> Iterator[str]:
    yield statement.kind
    if statement.channel:
        yield statement.channel
    if statement.via:
        yield "via " + ", ".join(one_line(p.name) for p in statement.via)
    if statement.is_negated:
        yield "negated"
    if statement.is_modal:
        yield "modal"
    if statement.due is not None:
        yield f"due {statement.due.end}"
    yield from statement.contexts


def _listed(lead: str, words: Sequence[str]) -> str:
    return f"{lead}{', '.join(words)}" if words else ""


def _in_context(text: str, span: Span, within: Span, style: str) -> Text:
    """The words of a span in their style, with some of the sentence around them."""
    from rich.text import Text

    before = one_line(text[within.start : span.start])
    after = one_line(text[span.end : within.end])
    line = Text("“", QUIET)
    line.append(before if len(before) <= _CONTEXT else "…" + before[-_CONTEXT:])
    line.append(" " if before and text[span.start - 1].isspace() else "")
    line.append(one_line(span.of(text)), style)
    line.append(" " if after and text[span.end].isspace() else "")
    line.append(after if len(after) <= _CONTEXT else after[:_CONTEXT] + "…")
    line.append("”", QUIET)
    return line
