"""Why a record is as it is, and why a sentence gave nothing: every field with its words, its reason, its knowledge row.

Nothing is worked out here; the evidence was made where the decision was made and came with the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from eventcoder.errors import SettingsError
from eventcoder.schema import (
    Actor,
    Coded,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Mention,
    Participant,
    Silence,
    Span,
    Statement,
)
from eventcoder.show.cards import (
    ACTOR,
    QUIET,
    actor_card,
    describe_count,
    describe_date,
    describe_place,
    event_card,
    participant_name,
    short_id,
    statement_card,
)
from eventcoder.show.rows import knowledge_row
from eventcoder.show.terminal import one_line

if TYPE_CHECKING:
    from rich.text import Text

Record = Event | Statement | Actor
_MIN_PREFIX: Final = 4
_NOT_CHOSEN: Final = "not:"
_WIDTH: Final = 12


def find_record(coded: Coded, record_id: str) -> Record | None:
    """Return the event, statement or actor with this id, or with the only one that begins with it, or None."""
    records: tuple[Record, ...] = (*coded.events, *coded.statements, *coded.actors)
    exact = [r for r in records if r.id == record_id]
    if exact or len(record_id) < _MIN_PREFIX:
        return exact[0] if exact else None
    beginning = [r for r in records if r.id.startswith(record_id)]
    return beginning[0] if len(beginning) == 1 else None


def explain_record(coded: Coded, record_id: str) -> str:
    """Return every reason of a record in words. Raises SettingsError if the report holds no such record."""
    record = find_record(coded, record_id)
    if record is None:
        ids = [e.id for e in coded.events] + [s.id for s in coded.statements]
        known = ", ".join(map(short_id, ids)) or "none"
        raise SettingsError(
            f"no record {record_id!r} in report {coded.document.id!r}; expected an id or its beginning. Known: {known}."
        )
    return explanation(coded, record).plain


def explanation(coded: Coded, record: Record) -> Text:
    """Return a record with, for every field, its value, its words and the reason."""
    if isinstance(record, Event):
        return _event(coded, record)
    return _statement(coded, record) if isinstance(record, Statement) else _actor(coded, record)


def explain_sentence(coded: Coded, number: int) -> Text:
    """Return what one sentence gave, or why it gave nothing. number: 1 for the first sentence of the report.

    Raises SettingsError if the report has no such sentence.
    """
    sentences = sentence_spans(coded)
    if not 1 <= number <= len(sentences):
        raise SettingsError(f"sentence {number}: report {coded.document.id!r} has sentences 1 to {len(sentences)}.")
    return _sentence(coded, number, sentences[number - 1], is_full=True)


def explain_report(coded: Coded) -> Iterator[Text]:
    """Yield each sentence of a report with what it gave or why it gave nothing, in short."""
    for number, span in enumerate(sentence_spans(coded), 1):
        yield _sentence(coded, number, span, is_full=False)


def sentence_spans(coded: Coded) -> list[Span]:
    """Return the sentences of a report in text order: of its events, its statements and its silences."""
    found = {e.sentence for e in coded.events} | {s.sentence for s in coded.statements}
    return sorted(found | {silence.sentence for silence in coded.silences})


def _event(coded: Coded, event: Event) -> Text:
    text = coded.document.text
    out = _lead(event_card(event, text), event.id, coded, event.sentence)
    reasons = _by_field(event.evidence)
    chosen = [e for e in reasons.pop("event_type", []) if not e.rule.startswith(_NOT_CHOSEN)]
    lost = [e for e in event.evidence if e.rule.startswith(_NOT_CHOSEN)]
    _field(out, "event type", " / ".join((event.event_type, *event.modes)), event.trigger, chosen, text)
    codes = (
        f"CAMEO {event.cameo or 'none'}, quad {event.quad}, PLOVER {event.plover_score}, Goldstein {event.goldstein}"
    )
    _field(out, "codes", codes, None, [], text)
    for name, people in (("source", event.source), ("target", event.target), ("reported by", event.reported_by)):
        _people(out, name, people, reasons.pop(name.replace(" ", "_"), []), coded)
    _field(out, "status", event.status, None, reasons.pop("status", []), text)
    _field(out, "date", describe_date(event.date), _span_of(event.date), reasons.pop("date", []), text)
    _field(out, "place", describe_place(event.place), _span_of(event.place), reasons.pop("place", []), text)
    _field(out, "contexts", ", ".join(event.contexts) or None, None, reasons.pop("contexts", []), text)
    for count in event.counts:
        _field(out, "count", describe_count(count), count.span, reasons.get("counts", []), text)
    reasons.pop("counts", None)
    _links(out, event.statement_id, event.retells)
    _rest(out, reasons, text)
    for evidence in lost:
        _reason(out, "not chosen", evidence, text)
    return _versions(out, coded)


def _statement(coded: Coded, statement: Statement) -> Text:
    text = coded.document.text
    out = _lead(statement_card(statement, text), statement.id, coded, statement.sentence)
    reasons = _by_field(statement.evidence)
    lost = [e for e in statement.evidence if e.rule.startswith(_NOT_CHOSEN)]
    _field(out, "cue", statement.cue_class, statement.cue, reasons.pop("cue", []), text)
    _people(out, "speaker", statement.speakers, reasons.pop("speakers", []) + reasons.pop("speaker", []), coded)
    for content in statement.content:
        _field(out, "content", None, content, [], text)
    _reasons(out, reasons.pop("content", []), text)
    _field(out, "kind", statement.kind, None, reasons.pop("kind", []), text)
    for quoted in statement.quoted:
        _field(out, "quoted", None, quoted, [], text)
    _people(out, "to", statement.addressees, reasons.pop("addressees", []), coded)
    _people(out, "via", statement.via, reasons.pop("via", []), coded)
    _field(out, "channel", statement.channel, statement.channel_span, reasons.pop("channel", []), text)
    _field(out, "venue", None, statement.venue, reasons.pop("venue", []), text)
    date = statement.date
    _field(out, "date", describe_date(date), _span_of(date), reasons.pop("date", []), text)
    flags = [word for word, is_on in (("negated", statement.is_negated), ("modal", statement.is_modal)) if is_on]
    _field(out, "flags", ", ".join(flags) or None, None, [], text)
    _field(out, "contexts", ", ".join(statement.contexts) or None, None, reasons.pop("contexts", []), text)
    _links(out, statement.parent_id, None)
    if statement.event_ids:
        out.append(f"\n{'events':<{_WIDTH}}{', '.join(short_id(i) for i in statement.event_ids)} are told in it")
    _rest(out, reasons, text)
    for evidence in lost:
        _reason(out, "not chosen", evidence, text)
    return _versions(out, coded)


def _actor(coded: Coded, actor: Actor) -> Text:
    text = coded.document.text
    own = [m for m in coded.mentions if actor.id in m.actor_ids]
    out = actor_card(actor, [], text)
    _field(out, "code", f"{actor.code}, sectors {', '.join(actor.sectors) or 'none'}", None, [], text)
    if actor.office:
        term = " to ".join(x or "..." for x in (actor.office_from, actor.office_to))
        _field(out, "office", f"{actor.office} ({term})" if term != "... to ..." else actor.office, None, [], text)
    ids = ", ".join(f"{k} {v}" for k, v in (("COW", actor.cow), ("Wikidata", actor.wikidata)) if v)
    _field(out, "ids", ids or None, None, [], text)
    for mention in own:
        _mention(out, mention, text)
    for event in coded.events:
        if actor.id in {p.actor_id for p in (*event.source, *event.target)}:
            out.append(f"\n{'event':<{_WIDTH}}{short_id(event.id)} {event.event_type}")
    for statement in coded.statements:
        if actor.id in {p.actor_id for p in statement.speakers}:
            out.append(f"\n{'says':<{_WIDTH}}{short_id(statement.id)} “{one_line(statement.cue.of(text))}”")
    return _versions(out, coded)


def _mention(out: Text, mention: Mention, text: str) -> None:
    _field(out, "mention", mention.kind, mention.span, mention.evidence, text)


def _sentence(coded: Coded, number: int, span: Span, *, is_full: bool) -> Text:
    from rich.text import Text

    text = coded.document.text
    out = Text(f"{number:>3}  ", QUIET)
    out.append(one_line(span.of(text), None if is_full else 100))
    events = [e for e in coded.events if e.sentence == span]
    statements = [s for s in coded.statements if s.sentence == span]
    for event in events:
        out.append("\n     ")
        out.append_text(
            event_card(event, text) if is_full else _short(event.id, event.event_type, event.trigger.of(text))
        )
    for statement in statements:
        out.append("\n     ")
        short = _short(statement.id, "statement", statement.cue.of(text))
        out.append_text(statement_card(statement, text) if is_full else short)
    silence = next((s for s in coded.silences if s.sentence == span), None)
    if silence is not None and not events:
        _silence(out, silence, text, is_full=is_full)
    return out


def _short(record_id: str, what: str, words: str) -> Text:
    from rich.text import Text

    out = Text(f"{short_id(record_id)} ", QUIET)
    out.append(what, "bold")
    return out.append(f" “{one_line(words, 60)}”", QUIET)


def _silence(out: Text, silence: Silence, text: str, *, is_full: bool) -> None:
    for reason in silence.reasons if is_full else silence.reasons[:2]:
        words = one_line(reason.span.of(text), 60) if reason.span and reason.span != silence.sentence else None
        out.append("\n     no event: ", "yellow")
        out.append(f"“{words}” " if words else "")
        out.append(reason.note)
        if is_full:
            out.append(f"  {_provenance(reason)}", QUIET)
    more = len(silence.reasons) - 2
    if more > 0 and not is_full:
        out.append(f"\n     ... and {more} more reason{'s' * (more > 1)}", QUIET)


def _lead(card: Text, record_id: str, coded: Coded, sentence: Span) -> Text:
    place = f"{one_line(coded.document.id)}, characters {sentence.start}-{sentence.end}"
    card.append(f"\n   {record_id}  {place}\n", QUIET)
    return card


def _by_field(evidence: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    fields: dict[str, list[Evidence]] = {}
    for item in evidence:
        if not item.rule.startswith(_NOT_CHOSEN):
            fields.setdefault(item.field, []).append(item)
    return fields


def _field(out: Text, name: str, value: str | None, span: Span | None, evidence: Sequence[Evidence], text: str) -> None:
    """Add one field, if it has a value or words: what it is, the words, and each reason below it."""
    if value is None and span is None:
        return
    out.append(f"\n{name:<{_WIDTH}}")
    out.append(value or "", "bold")
    if span is not None:
        out.append(("  " if value else "") + f"“{one_line(span.of(text), 200)}” {span.start}-{span.end}", ACTOR)
    _reasons(out, evidence, text, span)


def _reasons(out: Text, evidence: Sequence[Evidence], text: str, shown: Span | None = None) -> None:
    for item in evidence:
        _reason(out, "", item, text, shown)


def _reason(out: Text, name: str, item: Evidence, text: str, shown: Span | None = None) -> None:
    words = f"“{one_line(item.span.of(text), 80)}”: " if item.span is not None and item.span != shown else ""
    score = f" (match score {item.match_score:.2f})" if item.match_score is not None else ""
    out.append(f"\n{name:<{_WIDTH}}")
    out.append(f"{words}{one_line(item.note.removeprefix('not chosen: '))}{score}")
    out.append(f"\n{'':<{_WIDTH}}{_provenance(item)}", QUIET)
    row = knowledge_row(item.knowledge) if item.knowledge else None
    if row:
        out.append(f"\n{'':<{_WIDTH}}{row}", QUIET)


def _provenance(item: Evidence) -> str:
    return " · ".join(x for x in (f"rule {item.rule}", item.knowledge, item.stage) if x)


def _people(out: Text, name: str, people: Sequence[Participant], evidence: Sequence[Evidence], coded: Coded) -> None:
    text = coded.document.text
    for participant in people:
        own = [e for e in evidence if participant.name in e.note] or list(evidence if len(people) == 1 else ())
        _field(out, name, participant_name(participant), participant.span, own, text)
        mention = _mention_of(coded, participant)
        if mention is not None:
            _reasons(out, mention.evidence, text, participant.span)
    if not people and evidence:
        _field(out, name, "nobody", None, evidence, text)


def _mention_of(coded: Coded, participant: Participant) -> Mention | None:
    """The mention in a participant's words that names it."""
    if participant.span is None:
        return None
    inside = [m for m in coded.mentions if participant.actor_id in m.actor_ids and participant.span.overlaps(m.span)]
    return inside[0] if inside else None


def _span_of(record: EventDate | EventPlace | None) -> Span | None:
    return record.span if record is not None else None


def _links(out: Text, statement_id: str | None, retells: str | None) -> None:
    if statement_id:
        out.append(f"\n{'inside':<{_WIDTH}}told in statement {short_id(statement_id)}")
    if retells:
        out.append(f"\n{'retells':<{_WIDTH}}the event {short_id(retells)}, told earlier in this report")


def _rest(out: Text, reasons: dict[str, list[Evidence]], text: str) -> None:
    for name, evidence in reasons.items():
        for item in evidence:
            _reason(out, name.replace("_", " "), item, text)


def _versions(out: Text, coded: Coded) -> Text:
    v = coded.versions
    made = f"schema {v.schema}, coder {v.coder}, knowledge {v.knowledge}, parser {v.parser}"
    return out.append(f"\n\n{'made by':<{_WIDTH}}{made}", QUIET)
