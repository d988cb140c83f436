"""Fixtures that more than one room's tests share; the heavy ones are built once a session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis, Predication, Sentence
from eventcoder.find.parser import ParseSentences
from eventcoder.find.predications import BuildPredications
from eventcoder.knowledge import Knowledge, load_knowledge
from eventcoder.pipeline import Pipeline
from eventcoder.read import fold, read_text
from eventcoder.registry import build_pipeline, build_predications, known_words
from eventcoder.schema import (
    Actor,
    Coded,
    Count,
    Dateline,
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
from eventcoder.settings import Settings


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The built-in knowledge."""
    return load_knowledge()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The whole coder with default settings."""
    return build_pipeline(Settings())


@pytest.fixture(scope="session")
def analyse(pipeline: Pipeline) -> Callable[..., Analysis]:
    """Run the whole coder over a text: ``analyse(text, published="2021-07-16")``."""

    def run(text: str, **fields: str) -> Analysis:
        return pipeline.analyse(read_text(text, **fields))

    return run


@pytest.fixture(scope="session")
def parser(knowledge: Knowledge) -> ParseSentences:
    """The parser stage."""
    return ParseSentences(Settings().model, known_words(knowledge))


@pytest.fixture(scope="session")
def predicator(knowledge: Knowledge) -> BuildPredications:
    """The predication stage."""
    return build_predications(knowledge)


@pytest.fixture(scope="session")
def parse(parser: ParseSentences) -> Callable[[str], Sentence]:
    """Parse a text as one sentence."""
    return lambda text: parser.parse(fold(text), [Sentence(0, 0, len(text), 0)])[0]


@pytest.fixture(scope="session")
def predications(
    parse: Callable[[str], Sentence], predicator: BuildPredications
) -> Callable[[str], tuple[Predication, ...]]:
    """The predications of a text taken as one sentence."""
    return lambda text: predicator.build(parse(text))


@pytest.fixture
def coded() -> Coded:
    """A report with one record of each kind and every field filled, built by hand."""
    return _hand_made()


REPORT = (
    "KABUL, July 15 (AP) - France expelled two Russian envoys <b>on Thursday</b> in Paris, killing 3 hopes.\n"
    "“We regret it,” Foreign Minister Anne Roy told RFI. It rained.\n"
)


def _span(words: str, text: str = REPORT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _hand_made() -> Coded:
    first = Span(0, REPORT.index("\n"))
    second = Span(REPORT.index("“"), REPORT.index(" It rained"))
    france = Participant("cty:FRA", "France", "FRA", (), _span("France"))
    envoys = Participant("RUS.GOV:envoys", "Russian envoys", "RUS", ("GOV",), _span("two Russian envoys"))
    roy = Participant("per:roy_anne", "Anne Roy", "FRA", ("GOV",), _span("Foreign Minister Anne Roy"))
    rfi = Participant("FRA.JRN:rfi", "RFI", "FRA", ("JRN",), _span("RFI"))
    day = EventDate("2021-07-15", "2021-07-15", "day", "relative", _span("on Thursday"))
    place = EventPlace("Paris", "FRA", 48.85, 2.35, "2988507", "city", "clause", _span("Paris"))
    row = "events/lexicon_sanction.tsv:4"
    event = Event(
        id="e0123456789ab",
        document_id="made",
        event_type="SANCTION",
        modes=("expel",),
        contexts=("diplomatic",),
        cameo="166",
        quad=4,
        plover_score=-5.5,
        goldstein=-7.0,
        source=(france,),
        target=(envoys,),
        status="asserted",
        reciprocal=False,
        date=day,
        place=place,
        reported_by=(roy,),
        counts=(Count("killed", 3, None, _span("3")),),
        trigger=_span("expelled"),
        sentence=first,
        statement_id="sfedcba987654",
        retells=None,
        evidence=(
            Evidence("event_type", "code.events", "expel.v", row, _span("expelled"), None, "expel is SANCTION"),
            Evidence("event_type", "code.events", "not:expel.v.x", row, _span("expelled"), 0.41, "not chosen: COERCE"),
            Evidence("source", "code.events", "role.head", None, _span("France"), None, "France (FRA) by head"),
            Evidence("status", "code.events", "status.default", None, None, None, "told as asserted"),
        ),
    )
    statement = Statement(
        id="sfedcba987654",
        document_id="made",
        speakers=(roy,),
        source_span=_span("Foreign Minister Anne Roy"),
        cue=_span("told"),
        cue_class="say",
        content=(_span("We regret it"),),
        quoted=(_span("We regret it"),),
        kind="direct",
        addressees=(rfi,),
        channel="interview",
        channel_span=_span("told RFI"),
        venue=None,
        via=(),
        contexts=("diplomatic",),
        event_ids=("e0123456789ab",),
        is_negated=False,
        is_modal=False,
        date=day,
        sentence=second,
        parent_id=None,
        evidence=(Evidence("cue", "code.statements", "cue.tell", None, _span("told"), None, "told is a cue"),),
    )
    actors = (
        Actor("cty:FRA", "France", "FRA", cow="FRN", wikidata="Q142"),
        Actor("RUS.GOV:envoys", "Russian envoys", "RUS", ("GOV",)),
        Actor("per:roy_anne", "Anne Roy", "FRA", ("GOV",), "foreign minister", "2020-01", None),
        Actor("FRA.JRN:rfi", "RFI", "FRA", ("JRN",)),
    )
    people = (france, envoys, roy, rfi)
    mentions = tuple(
        Mention(
            p.span, p.span, "name", (p.actor_id,), (Evidence("actor", "resolve.actors", "r", None, p.span, None, "n"),)
        )
        for p in people
        if p.span
    )
    rain = Silence(
        _span("It rained."), (Evidence("event", "code.events", "events.none", None, None, None, "no word fits"),)
    )
    document = Document(
        id="made",
        text=REPORT,
        published="2021-07-16",
        source="Made Times",
        url="https://example.org/?a=1&b=2",
        dateline=Dateline(_span("KABUL, July 15 (AP) -"), _span("KABUL"), "2021-07-15", "AP"),
        publisher_country="FRA",
        paragraphs=(first,),
        path="made.txt",
    )
    versions = Versions("1.0", "0.0", "abc", "none 1")
    return Coded(document, versions, (event,), (statement,), actors, mentions, (rain,))
