"""Coded reports made of nothing but a number: no parser, no knowledge, the same on every machine."""

from __future__ import annotations

import datetime as dt
import random

from eventcoder.schema import (
    Actor,
    Coded,
    Count,
    Document,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Mention,
    Participant,
    Silence,
    Span,
    Statement,
    Versions,
)

VERSIONS = Versions("1.0", "0.0", "made", "none")
COUNTRIES = tuple(
    "USA CHN RUS FRA GBR DEU IRN IRQ ISR IND PAK TUR UKR POL EGY SAU JPN KOR PRK BRA MEX NGA KEN ZAF".split()
)
TYPES = (("SANCTION", "expel", 4), ("CONSULT", "visit", 1), ("ACCUSE", "allege", 3), ("COOPERATE", None, 2))
CITIES = (("Paris", "FRA", 48.85, 2.35), ("Moscow", "RUS", 55.75, 37.62), ("Beijing", "CHN", 39.9, 116.4))
_SYLLABLES = "ba ke lo mi nu ra se to vi wo".split()
_FIRST_DAY = dt.date(2001, 1, 1)


def word(number: int) -> str:
    """A word of its own for every number: "bakelo" ..."""
    return "".join(_SYLLABLES[int(digit)] for digit in str(1000 + number))


def synthetic(number: int, *, n_events: int = 2, n_words: int = 30, edit: str = "") -> Coded:
    """The report of a number. ``edit``: words behind its text, which make it another text of the same report."""
    draw = random.Random(number)
    day = (_FIRST_DAY + dt.timedelta(days=number % 7300)).isoformat()
    rare = [word(min(int(draw.expovariate(0.003)), 8999)) for _ in range(n_words)]
    sentences = [
        f"{draw.choice(COUNTRIES)} met {draw.choice(COUNTRIES)} at Paris number {number} {i}." for i in range(n_events)
    ]
    text = " ".join([*sentences, *rare, edit]).strip()
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    document = Document(
        id=f"made-{number}",
        text=text,
        published=day,
        source=f"Outlet {number % 50}",
        url=f"https://example.org/{number % 50}/{number}?utm_source=x",
        paragraphs=(Span(0, len(text)),),
    )
    events = tuple(_event(number, i, text, span, day, draw) for i, span in enumerate(spans))
    said = (_statement(number, spans[0], text, events[0]),) if spans else ()
    people = {p.actor_id: p for e in events for p in (*e.source, *e.target)}
    actors = tuple(Actor(p.actor_id, p.name, p.country, p.sectors) for p in people.values())
    mentions = tuple(Mention(p.span, p.span, "country", (p.actor_id,)) for e in events for p in e.source if p.span)
    silence = Silence(Span(len(text) - 1, len(text)), ())
    return Coded(document, VERSIONS, events, said, actors, mentions, (silence,))


def _event(number: int, position: int, text: str, sentence: Span, day: str, draw: random.Random) -> Event:
    event_type, mode, quad = draw.choice(TYPES)
    name, country, latitude, longitude = draw.choice(CITIES)
    source, target = Span(sentence.start, sentence.start + 3), Span(sentence.start + 8, sentence.start + 11)
    why = Evidence("event_type", "code.events", "made.v", "events/made.tsv:1", source, 0.5, "made")
    return Event(
        id=f"e{number:09x}{position:03x}",
        document_id=f"made-{number}",
        event_type=event_type,
        modes=(mode,) if mode else (),
        contexts=("diplomatic",) if position % 2 else (),
        cameo="036",
        quad=quad,
        plover_score=1.5,
        goldstein=-4.0,
        source=(_party(text, source),),
        target=(_party(text, target),),
        status="asserted",
        reciprocal=event_type == "CONSULT",
        date=EventDate(day, day, "day", "publication", None),
        place=EventPlace(name, country, latitude, longitude, None, "city", "clause", sentence),
        reported_by=(),
        counts=(Count("killed", number % 7, None, sentence),) if number % 5 == 0 else (),
        trigger=Span(sentence.start + 4, sentence.start + 7),
        sentence=sentence,
        statement_id=None,
        retells=None,
        evidence=(why,),
    )


def _party(text: str, span: Span) -> Participant:
    country = span.of(text)
    return Participant(f"{country}.GOV", f"Government of {country}", country, ("GOV",), span)


def _statement(number: int, sentence: Span, text: str, event: Event) -> Statement:
    return Statement(
        id=f"s{number:012x}",
        document_id=f"made-{number}",
        speakers=(_party(text, Span(sentence.start, sentence.start + 3)),),
        source_span=None,
        cue=event.trigger,
        cue_class="say",
        content=(Span(sentence.start + 8, sentence.end),),
        quoted=(),
        kind="indirect",
        addressees=(),
        channel="interview" if number % 3 else None,
        channel_span=None,
        venue=None,
        via=(),
        contexts=(),
        event_ids=(event.id,),
        is_negated=False,
        is_modal=False,
        date=event.date,
        sentence=sentence,
        parent_id=None,
        evidence=(),
        due=event.date if number % 2 else None,
    )
