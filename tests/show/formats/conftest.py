"""Two small reports made by hand, with what makes tables break: lists, tabs, missing values, denials, retellings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventcoder.schema import (
    Actor,
    Coded,
    Count,
    Document,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Participant,
    Span,
    Versions,
)

TEXT = (
    'Envoys of Norway and the "Green\tFront" met in Oslo on Monday.\n\n'
    "Norway has not attacked anybody. It hosted the talks again in June.\n\n"
    "Kenyan police shot two people; the UN asked Kenya for access."
)
VERSIONS = Versions("1.0", "0.0", "abc", "none 1")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


NORWAY = Participant("cty:NOR", "Norway", "NOR", (), span("Norway"))
FRONT = Participant("grp:green_front", 'The "Green\tFront"; abroad', "IMG", ("REB", "PTY"), span('"Green\tFront"'))
POLICE = Participant("KEN.COP:police", "Kenyan police", "KEN", ("COP",), span("Kenyan police"))
PEOPLE = Participant("unk:people", "people", None, ("CVL",), span("two people"))
KENYA = Participant("cty:KEN", "Kenya", "KEN", (), None)
UN = Participant("org:un", "United Nations", "UNO", (), span("the UN"))
MONDAY = EventDate("2023-06-05", "2023-06-05", "day", "relative", span("on Monday"))
JUNE = EventDate("2023-06-01", "2023-06-30", "month", "explicit", span("in June"))
OSLO = EventPlace("Oslo", "NOR", 59.913, 10.746, "3143244", "city", "clause", span("Oslo"))
WHY = (Evidence("event_type", "code.events", "meet.v", "events/lexicon_consult.tsv:9", span("met"), None, "to meet"),)

TALKS = Event(
    id="e000000000001",
    document_id="oslo",
    event_type="CONSULT",
    modes=("visit",),
    contexts=("diplomatic", "pro_democracy"),
    cameo="042",
    quad=1,
    plover_score=4.0,
    goldstein=1.9,
    source=(NORWAY,),
    target=(FRONT,),
    status="asserted",
    reciprocal=True,
    date=MONDAY,
    place=OSLO,
    reported_by=(),
    counts=(),
    trigger=span("met"),
    sentence=Span(0, TEXT.index("\n")),
    statement_id=None,
    retells=None,
    evidence=WHY,
)
DENIED = replace(
    TALKS,
    id="e000000000002",
    event_type="ASSAULT",
    modes=(),
    contexts=(),
    cameo="190",
    quad=4,
    plover_score=-9.0,
    goldstein=-10.0,
    target=(),
    status="negated",
    reciprocal=False,
    date=None,
    place=None,
    trigger=span("attacked"),
    sentence=span("Norway has not attacked anybody."),
)
AGAIN = replace(
    TALKS,
    id="e000000000003",
    date=JUNE,
    trigger=span("hosted"),
    sentence=span("It hosted the talks again in June."),
    retells=TALKS.id,
)
SHOTS = replace(
    TALKS,
    id="e000000000004",
    event_type="ASSAULT",
    modes=("firearms",),
    contexts=(),
    cameo="193",
    quad=4,
    plover_score=-9.0,
    goldstein=-9.5,
    source=(POLICE,),
    target=(PEOPLE,),
    reciprocal=False,
    date=JUNE,
    place=None,
    counts=(Count("killed", 2, 2, span("two people")),),
    trigger=span("shot"),
    sentence=span("Kenyan police shot two people; the UN asked Kenya for access."),
)
ASKED = replace(
    SHOTS,
    id="e000000000005",
    event_type="REQUEST",
    modes=("yield",),
    cameo=None,
    quad=3,
    plover_score=-1.0,
    goldstein=None,
    source=(UN,),
    target=(KENYA, POLICE),
    date=MONDAY,
    counts=(),
    trigger=span("asked"),
)
ACTORS = (
    Actor("cty:NOR", "Norway", "NOR", cow="385", wikidata="Q20"),
    Actor("grp:green_front", FRONT.name, "IMG", ("REB", "PTY"), office="rebel movement"),
    Actor("KEN.COP:police", "Kenyan police", "KEN", ("COP",)),
    Actor("org:un", "United Nations", "UNO", wikidata="Q1065"),
    Actor("per:ek_nora", "Nora Ek", "NOR", ("GOV",), office="foreign minister"),
)


@pytest.fixture
def oslo() -> Coded:
    """A report with five events: talks told twice, a denial, shots in some June, a request without CAMEO code."""
    document = Document(
        id="oslo",
        text=TEXT,
        published="2023-06-06",
        source="Made Times",
        url="https://example.org/?a=1&b=<2>",
        title="=Talks",
        publisher_country="NOR",
        paragraphs=tuple(span(paragraph) for paragraph in TEXT.split("\n\n")),
    )
    events = (TALKS, DENIED, AGAIN, SHOTS, ASKED)
    return Coded(document, VERSIONS, events, (), ACTORS, (), ())
