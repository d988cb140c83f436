"""The records everybody imports: what goes in (Document) and what comes out (Mention, Actor, Event, Statement).

All records are frozen. Absent is ``None`` (or an empty tuple for lists), never ``""``. Offsets are code points into
``Document.text``, half-open; ``text[start:end]`` is exactly the words a field was taken from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from eventcoder.errors import AlignmentError

SCHEMA_VERSION: Final = "1.0"

Status = Literal["asserted", "negated", "hypothetical", "future", "historical", "requested"]
StatementKind = Literal["direct", "indirect", "mixed"]
Resolution = Literal["day", "week", "month", "season", "quarter", "year", "decade", "century", "interval"]
DateBasis = Literal["explicit", "relative", "discourse", "dateline", "publication"]
PlaceBasis = Literal["clause", "sentence", "dateline"]
COMMITMENTS: Final = ("promise", "agree")  # classes of statements that bind who says them
LinkKind = Literal["update", "denial", "correction"]
DecisionKind = Literal["split", "join"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one document's text.

    start, end: character offsets into ``Document.text``, half-open, 0-based, in code points (not bytes).
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise AlignmentError(f"span needs 0 <= start < end, got start={self.start} end={self.end}")

    def of(self, text: str) -> str:
        """Return the words of the span."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True if ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: which rule, from which knowledge row, on which words, decided which field."""

    field: str  # the field of the record that it explains: "event_type", "source", "status" ...
    stage: str  # "code.events"
    rule: str  # stable id of the rule or row: "attack.v", "pronoun.subject"
    knowledge: str | None  # "events/lexicon_assault.tsv:12"; None for a built-in rule
    span: Span | None  # the words that fired it
    match_score: float | None  # 0 to 1; None where the rule is yes or no
    note: str  # one sentence a reader understands


@dataclass(frozen=True, slots=True)
class Dateline:
    """The "CITY, 3 May (Wire) -" opening of a report."""

    span: Span
    place: Span | None
    date: str | None  # ISO day when the dateline names one
    wire: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """One report, its text as it came."""

    id: str
    text: str
    published: str | None = None  # ISO day
    source: str | None = None
    url: str | None = None
    headline: Span | None = None
    title: str | None = None  # headline delivered as a field, outside the text
    byline: Span | None = None
    dateline: Dateline | None = None
    publisher_country: str | None = None  # ISO 3166 alpha-3
    paragraphs: tuple[Span, ...] = ()
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that could not become a report, or a report that could not be coded."""

    path: str
    record: int | None  # 1-based number inside a file of many records
    offset: int | None  # byte offset of the fault, where it makes sense
    stage: str
    reason: str  # what, where, expected, do


@dataclass(frozen=True, slots=True)
class Actor:
    """The resolved someone behind mentions."""

    id: str  # stable: "cty:PAK", "per:qureshi_shah_mahmood", "PAK.GOV:foreign_ministry", "doc:3" for the unknown
    name: str
    country: str | None = None  # ISO 3166 alpha-3 or UNO IGO NGO EUR IMG ISM MNC
    sectors: tuple[str, ...] = ()  # primary first
    office: str | None = None
    office_from: str | None = None
    office_to: str | None = None
    cow: str | None = None
    wikidata: str | None = None

    @property
    def code(self) -> str:
        """Country and primary sector in one word: ``PAKGOV``."""
        return (self.country or "---") + (self.sectors[0] if self.sectors else "")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, and which one."""

    span: Span
    head: Span  # the noun or name that decides
    kind: str  # name | title | role | people | country | institution | pronoun | description | collective
    actor_ids: tuple[str, ...]  # several for "the two sides", "US and Russian officials"
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in one role of one event or statement, with the words that put it there."""

    actor_id: str
    name: str
    country: str | None
    sectors: tuple[str, ...]
    span: Span | None  # None only where an actor is carried over from another sentence without words here

    @property
    def code(self) -> str:
        """Country and primary sector in one word: ``PAKGOV``."""
        return (self.country or "---") + (self.sectors[0] if self.sectors else "")


@dataclass(frozen=True, slots=True)
class EventDate:
    """When, always as an interval of days."""

    start: str | None  # ISO day
    end: str | None  # ISO day, inclusive
    resolution: Resolution
    basis: DateBasis
    span: Span | None


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where, with the basis on which it was chosen."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonameid: str | None
    precision: str  # point | city | admin2 | admin1 | country | region
    basis: PlaceBasis
    span: Span


@dataclass(frozen=True, slots=True)
class Count:
    """People killed, injured or arrested in an event, as told."""

    kind: Literal["killed", "injured", "arrested"]
    low: int
    high: int | None  # None where the report says "at least"
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom."""

    id: str
    document_id: str
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    plover_score: float | None
    goldstein: float | None
    source: tuple[Participant, ...]
    target: tuple[Participant, ...]
    status: Status
    reciprocal: bool
    date: EventDate | None
    place: EventPlace | None
    reported_by: tuple[Participant, ...]
    counts: tuple[Count, ...]
    trigger: Span
    sentence: Span
    statement_id: str | None  # the statement inside which it is told
    retells: str | None  # id of an earlier event of the report that this one tells again
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, to whom, through which channel."""

    id: str
    document_id: str
    speakers: tuple[Participant, ...]
    source_span: Span | None  # the words that name the speaker beside the cue, as they stand
    cue: Span
    cue_class: str  # say | deny | promise | demand ... (statements/cues.tsv)
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]  # the stretches of the content inside quotation marks
    kind: StatementKind
    addressees: tuple[Participant, ...]
    channel: (
        str | None
    )  # call | meeting | interview | press conference | briefing | speech | post | statement | letter ...
    channel_span: Span | None
    venue: Span | None
    via: tuple[Participant, ...]  # who reported it
    contexts: tuple[str, ...]
    event_ids: tuple[str, ...]
    is_negated: bool
    is_modal: bool
    date: EventDate | None
    sentence: Span
    parent_id: str | None  # the statement inside which this one is told
    evidence: tuple[Evidence, ...]
    due: EventDate | None = None  # by when a promise is to be kept, a demand to be met


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a sentence gave no event."""

    sentence: Span
    reasons: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a record: compare before you compare results."""

    schema: str
    coder: str  # number, and whether it coded by rules alone
    knowledge: str  # digest over all knowledge files
    parser: str


@dataclass(frozen=True, slots=True)
class Coded:
    """Everything coded from one report."""

    document: Document
    versions: Versions
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True)
class StoryReason:
    """One reason for (or against) putting an event with the others of a story."""

    rule: str  # stable id of the rule: "same_pair", "same_place", "wording", "decided.join" ...
    knowledge: str | None  # the row that holds its weight; None for a built-in rule
    weight: float | None  # what it counted; below 0 it spoke against
    note: str  # one sentence a reader understands


@dataclass(frozen=True, slots=True)
class StoryMember:
    """One event as one report tells it, inside a story."""

    version_id: str  # of the report's text: ``StoredReport.version_id``
    document_id: str
    event_id: str
    published: str | None
    outlet: str | None  # who published it
    origin: str | None  # who told it first: the wire that is credited, the outlet that was told; None if it says none
    copy_of: str | None  # version id of the report that this one is a near-identical copy of
    joined_to: str | None  # event id of the member that it was merged with; None for the first
    reasons: tuple[StoryReason, ...]


@dataclass(frozen=True, slots=True)
class StoryCount:
    """People killed, injured or arrested in a story: the newest figure, and the range over all its reports."""

    kind: Literal["killed", "injured", "arrested"]
    newest_low: int
    newest_high: int | None  # None where the newest report says "at least"
    newest_version_id: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A later word on a story: new figures, a denial, a correction."""

    kind: LinkKind
    version_id: str
    document_id: str
    record_id: str  # of the event or statement that says it
    span: Span  # its words in that report
    note: str


@dataclass(frozen=True, slots=True)
class Story:
    """One thing that happened, as many reports tell it."""

    id: str  # made of its first member, so that it stays while others join
    event_type: str
    modes: tuple[str, ...]
    status: Status
    source: tuple[Participant, ...]  # as the most telling member names them; spans are of that member's report
    target: tuple[Participant, ...]
    date_start: str | None  # ISO day
    date_end: str | None
    place: str | None
    place_country: str | None
    members: tuple[StoryMember, ...]  # in the order of (published, version id, event id)
    counts: tuple[StoryCount, ...]
    links: tuple[StoryLink, ...]
    n_reports: int
    n_outlets: int
    n_independent: int  # outlets that neither copied nor credited another of the story


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """What a user decided about two events: they are kept apart, or together, whatever the rules say."""

    kind: DecisionKind
    first: tuple[str, str]  # version id, event id
    second: tuple[str, str]
    note: str | None = None
