"""What the stages hand to each other while one report is coded: tokens, quotations, predications, candidates.

Nothing here leaves the package. A stage takes an ``Analysis`` and returns a new one with more fields filled.
Token indices count inside their sentence; offsets are offsets into ``Document.text``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from eventcoder.schema import (
    Actor,
    Document,
    Event,
    EventDate,
    EventPlace,
    Mention,
    Silence,
    Span,
    Statement,
)
from eventcoder.time_expressions import TimeExpression

_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_VERBS: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parsed sentence (Penn tags, ClearNLP dependency labels)."""

    i: int
    start: int
    end: int
    text: str  # folded: straight quotes, plain spaces; same length as the original words
    lemma: str
    tag: str
    dep: str
    head: int  # index of the governor; its own index for the root

    @property
    def is_noun(self) -> bool:
        """True for common and proper nouns."""
        return self.tag in _NOUNS

    @property
    def is_verb(self) -> bool:
        """True for verb forms without modals."""
        return self.tag in _VERBS

    @property
    def is_finite(self) -> bool:
        """True for verbs in the past or present tense, without modals."""
        return self.tag in _FINITE


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``tokens`` is empty where triage left it unparsed."""

    index: int
    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...] = ()
    children: tuple[tuple[int, ...], ...] = ()  # per token, in text order
    edges: tuple[tuple[int, int], ...] = ()  # per token: first and last token index of its subtree

    @property
    def span(self) -> Span:
        """The sentence as a span of the text."""
        return Span(self.start, self.end)

    def kids(self, i: int, *deps: str) -> Iterator[Token]:
        """Yield the children of token ``i``, all or those with one of the dependency labels ``deps``."""
        for c in self.children[i]:
            if not deps or self.tokens[c].dep in deps:
                yield self.tokens[c]

    def has_kid(self, i: int, *deps: str) -> bool:
        """True if token ``i`` has a child, or one with one of the dependency labels ``deps``."""
        own = self.children[i]
        if not deps or not own:
            return bool(own)
        return any(self.tokens[c].dep in deps for c in own)

    def subtree(self, i: int) -> Iterator[Token]:
        """Yield token ``i`` and everything under it, in text order."""
        first, last = self.edges[i]
        for j in range(first, last + 1):
            if j == i or self.has_ancestor(j, i):
                yield self.tokens[j]

    def has_ancestor(self, i: int, ancestor: int) -> bool:
        """True if ``ancestor`` governs token ``i`` directly or at a distance."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            if i == ancestor:
                return True
        return False

    def is_within(self, i: int, above: int, beside: frozenset[str]) -> bool:
        """True if token ``i`` is ``above`` or hangs on it without a word of one of the labels ``beside`` in between."""
        while i != above:
            t = self.tokens[i]
            if t.dep in beside or t.head == i:
                return False
            i = t.head
        return True

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """Token ``i`` and everything coordinated with it to the right."""
        out = [i]
        for j in out:
            out.extend(k.i for k in self.kids(j, "conj"))
        return tuple(out)

    def span_of(self, first: int, last: int) -> Span:
        """Span from the first to the last token index, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character offset, or None."""
        lo, hi = 0, len(self.tokens)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.tokens[mid].end <= offset:
                lo = mid + 1
            else:
                hi = mid
        if lo < len(self.tokens) and self.tokens[lo].start <= offset:
            return self.tokens[lo]
        return None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of quoted words, marks not included."""

    span: Span  # the words inside the marks
    outer: Span  # with its marks
    is_open: bool  # no closing mark found: runs to the end of its paragraph
    continues: int | None  # index of the quotation of an earlier paragraph that this one carries on


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase (or clause head) in a role."""

    head: int  # token index
    span: Span  # with its modifiers, without relative clauses and appositions


@dataclass(frozen=True, slots=True)
class Argument:
    """A role of a predication and everybody in it (conjuncts listed)."""

    role: str  # agent | patient | recipient | attribute | modifier | "prep:with" ...
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Predication:
    """A normalised clause or nominal event: voice, control, raising, relative clauses, coordination undone."""

    index: int  # position in the sentence's list
    sentence: int
    head: int  # token index of the predicate
    kind: str  # verb | noun | adj
    lemma: str
    particle: str | None
    arguments: tuple[Argument, ...]
    is_negated: bool
    modals: tuple[str, ...]  # lemmas of modal auxiliaries: may, can, could, would, should, will, must
    tense: str  # past | present | future | infinitive | gerund | none
    is_perfect: bool
    is_passive: bool
    marker: str | None  # subordinator or preposition that opens the clause: if, that, after, for ...
    parent: int | None  # index of the predication it hangs on
    relation: str  # root | complement | infinitive | participle | relative | adverbial | object | subject | "prep:for"

    def argument(self, role: str) -> Argument | None:
        """The argument in a role, or None."""
        for a in self.arguments:
            if a.role == role:
                return a
        return None

    def phrases(self, role: str) -> tuple[Phrase, ...]:
        """The phrases in a role; empty if nobody is there."""
        a = self.argument(role)
        return a.phrases if a else ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name an actor, before it is known which one."""

    span: Span
    head: int  # token index in its sentence
    sentence: int
    kind: str  # country | adjective | demonym | capital | people | body | person | role | shape | pronoun
    entries: tuple[str, ...] = ()  # knowledge ids the name may mean; empty for roles, pronouns, unknown names
    name: Span | None = None  # the proper-name part of "Foreign Minister Shah Mahmood Qureshi"
    role: str | None = None  # lower-case form of the role noun or title
    modifiers: tuple[int, ...] = ()  # candidates inside the phrase, before its head: "Russian" of "Russian troops"
    complements: tuple[int, ...] = ()  # candidates after it: "Darfur" of "rebels in Darfur"
    owner: int | None = None  # the pronoun candidate that possesses it: "his spokesman"
    apposed: int | None = None  # the candidate it is an apposition of
    is_plural: bool = False
    is_former: bool = False
    is_definite: bool = False
    is_modifier: bool = False  # stands inside the phrase of another candidate
    is_weak: bool = False  # its name is also an ordinary word: needs support from context
    joined: str | None = None  # the word that a hyphen joins to it: "led" of "US-led", "anti" of "anti-Syrian"
    function: str = "other"  # subject | object | addressee | partner | owner | place | alone | other
    companions: tuple[int, ...] = ()  # candidates coordinated with it


@dataclass(frozen=True, slots=True)
class Analysis:
    """One report on its way through the stages."""

    document: Document
    folded: str = ""  # same length as the text: straight quotes, plain spaces and dashes
    sentences: tuple[Sentence, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    predications: tuple[tuple[Predication, ...], ...] = ()  # per sentence
    time_expressions: tuple[TimeExpression, ...] = ()
    times: tuple[DatedTime, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    places: tuple[PlacedToponym, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedTime:
    """A time expression of the text with the interval it means."""

    span: Span
    date: EventDate
    rule: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name of the text, before it is known which place it means.

    use: what the words do. place = somewhere, actor = who acts or is acted on ("Moscow said"), modifier = stands before
    a noun ("Russian troops", "a Cork mother"), embedded = inside the name of a body, school or firm, dateline.
    """

    span: Span
    name: str  # the words to look up: without article and added words
    is_adjective: bool
    use: str
    asked: str | None = None  # what the text says it is: city | admin | natural | facility; None where it says nothing
    container: int | None = None  # index of the toponym that the text puts around it: "Texas" of "Paris, Texas"
    beside: tuple[int, ...] = ()  # toponyms listed with it: "Oregon" of "Washington and Oregon"


@dataclass(frozen=True, slots=True)
class PlacedToponym:
    """A place name of the text with the place it means."""

    span: Span
    place: EventPlace
    rule: str
    use: str = "place"  # as Toponym.use: an event happens where "place" or "dateline" stands, not at "modifier"
