"""The time that the telling of a report has reached: what a sentence without a time of its own takes from before it.

Three ways are known. A noun with "the", "this" or an owner takes up the last act of its type ("the attack", "his
arrest"). A clause in the simple past goes on at the time of the main clause before it in its paragraph, across other
such clauses; a sentence in the present or perfect leaves that time. What the opening of the report dates is its story.
Every date handed on has the basis discourse and points at the words that tell it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, DatedTime, Predication, Sentence, Token
from eventcoder.code.act import Act
from eventcoder.code.clause_links import Clauses, standing
from eventcoder.code.held_times import HeldTimes
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import EventDate

OLD_DAYS: Final = 365  # a time that ended longer before the report is background, not news
OPENING: Final = 4  # sentences at the head of a report whose acts are its news
COARSE: Final = frozenset({"month", "season", "quarter", "year"})  # near enough for what led to an act, too
_LEAD: Final = 2  # sentences at the very head, whose day is that of the story
_LINES: Final = 0.7  # paragraphs a sentence from which on a paragraph is only a line
_REACH: Final = 3  # sentences over which a day or year goes on without being named again
_FRESH_DAYS: Final = 3
_WEEK: Final = 6  # days back to which a weekday in the opening is that of the story
_HEAD: Final = 12  # characters before a time at the head of its sentence
_STEM: Final = 4  # letters that the noun and the verb of one act share: "arrested", "his arrest"
_STORY_DAYS: Final = 31  # how far back the day of a running story may lie
_PRESENT: Final = frozenset({"VBZ", "VBP"})
_WEIGHTLESS: Final = frozenset({"decade", "century"})
_AT: Final = frozenset({"at"})
_BEHIND: Final = frozenset({"after", "following", "since"})
_AT_ONCE: Final = frozenset({"when", "as"})
_POINTING: Final = frozenset({"the", "this", "that", "these", "those"})


class Narrative:
    """Follows the time of one report. day: of the report itself; None if unknown."""

    def __init__(self, analysis: Analysis, words: WhenWhereWords, held: HeldTimes, day: EventDate | None) -> None:
        self._analysis = analysis
        self._words = words
        self._held = held
        self._day = day
        self._told: dict[str, tuple[EventDate, str]] = {}  # type of act -> the day it was last given, and its word
        self._by_stem: dict[str, EventDate] = {}  # first letters of an act's word -> the same
        self._last: EventDate | None = None
        self.story = self._told_first()
        sentences = analysis.sentences
        self._is_of_lines = bool(sentences) and sentences[-1].paragraph + 1 > len(sentences) * _LINES

    def remember(self, sentence: Sentence, act: Act, date: EventDate) -> None:
        """Keep the day for what takes the act up again; the first one of the opening is the day of the story."""
        self._last = date
        self._told[act.event_type] = (date, act.predication.lemma)
        self._by_stem[act.predication.lemma[:_STEM]] = date
        if self.story is None and sentence.index < OPENING and self._is_fresh(date, _FRESH_DAYS):
            self.story = replace(date, basis="discourse")

    def _told_first(self) -> EventDate | None:
        """The day that the first sentences give their main clause."""
        for sentence in self._analysis.sentences[:_LEAD]:
            found = next((t.date for t in self._main_times(sentence) if self._is_fresh(t.date, _WEEK)), None)
            if found is not None:
                return replace(found, basis="discourse")
        return None

    def _is_fresh(self, date: EventDate, most: int) -> bool:
        """True for a day not long before the report's."""
        is_day = self._day is not None and date.resolution == "day"
        return is_day and 0 <= days_between(date.end, self._day.end if self._day else None) <= most

    def taken_up(self, clauses: Clauses, act: Act, p: Predication) -> EventDate | None:
        """The day of the act that a noun points back to."""
        if clauses.sentence.has_kid(p.head, "prep", "relcl"):
            return None  # "the assault on Mosul" need not be the one told before
        kids = clauses.sentence.kids(p.head, "det", "poss")
        told, is_same_word = self._told.get(act.event_type), False
        if told is not None:
            is_same_word = told[1][:_STEM] == act.predication.lemma[:_STEM]
        points = any(k.lemma.lower() in _POINTING or (k.tag == "PRP$" and is_same_word) for k in kids)
        return replace(told[0], basis="discourse") if told is not None and points else None

    def at_that_time(self, clauses: Clauses, p: Predication) -> EventDate | None:
        """The date told last for "at the time", that of the act for "at the time of the raid"; not "the same time"."""
        s = clauses.sentence
        for noun in _objects(clauses, p, _AT):
            acts = [n for k in s.kids(noun.i, "prep") for n in s.kids(k.i, "pobj")]
            told = self._by_stem.get(acts[0].lemma[:_STEM]) if acts else self._last
            is_plain = [k.lemma.lower() for k in s.kids(noun.i, "det", "amod")] in (["the"], ["that"])
            if noun.lemma == "time" and is_plain and told is not None:
                return replace(told, basis="discourse")
        return None

    def is_behind_old_act(self, clauses: Clauses, p: Predication) -> bool:
        """True for what came "after the coup" or "since the raid" where the act told before is not of these days."""
        if self._last is None or self._day is None or days_between(self._last.end, self._day.end) <= _FRESH_DAYS:
            return False
        nouns = _objects(clauses, p, _BEHIND)
        return any(k.lemma.lower() in _POINTING or k.tag == "PRP$" for n in nouns for k in clauses.sentence.kids(n.i))

    def set_before(self, sentence: Sentence, *, is_pluperfect: bool, is_of_same: bool = False) -> EventDate | None:
        """The past year of a background paragraph, or the day of the story, from the sentences before.

        is_of_same: the sentence goes on about somebody named before ("They ..."), so that any day goes on.
        """
        found = self._time_before(sentence)
        if found is None:
            return None
        earlier, time = found
        is_near = earlier.index >= sentence.index - 2 or _is_frame(earlier, time)
        return self._carried(time.date, is_going_on=is_near and not is_pluperfect, is_of_same=is_of_same)

    def is_in_old_times(self, sentence: Sentence) -> bool:
        """True where the sentences before tell of a time longer ago than a running story."""
        found = self._time_before(sentence)
        day = self._analysis.document.published
        return found is not None and days_between(found[1].date.end, day) > _STORY_DAYS

    def _time_before(self, sentence: Sentence) -> tuple[Sentence, DatedTime] | None:
        """The time that the paragraph has reached, and the sentence that tells it."""
        first = max(0, sentence.index - _REACH)
        for earlier in reversed(self._analysis.sentences[first : sentence.index]):
            if not self._is_near(earlier, sentence):
                return None
            if self._held.within(earlier.span):
                is_apart = earlier.paragraph != sentence.paragraph
                times = [t for t in self._main_times(earlier) if not is_apart or t.date.resolution == "day"]
                return (earlier, times[-1]) if times else None
            if _is_now(earlier) or self._held.is_lost(earlier.span):
                return None
        return None

    def _is_near(self, earlier: Sentence, sentence: Sentence) -> bool:
        """True inside a paragraph; where each sentence is one, for the sentence right before."""
        is_next = earlier.index == sentence.index - 1
        return earlier.paragraph == sentence.paragraph or (self._is_of_lines and is_next)

    def _main_times(self, sentence: Sentence) -> Iterator[DatedTime]:
        """The times of the sentence's main clause, or of what is only reported in it."""
        if not sentence.tokens:
            return
        clauses = Clauses(sentence, self._analysis.predications[sentence.index])
        for t, hold in self._held.of(clauses):
            owner = clauses.predications[hold.owner] if hold.owner is not None else None
            is_frame = owner is None or _is_frame(sentence, t) or _is_frame_clause(clauses, owner)
            if is_frame or (owner is not None and self._is_told(clauses, owner)):
                yield t

    def _is_told(self, clauses: Clauses, p: Predication) -> bool:
        """True for a clause that is told or reported, and for the noun of "was the target of an attack in April"."""
        parent = clauses.parent(p)
        if p.kind == "noun" and parent is not None and parent.lemma in self._words.carriers:
            p = parent
        return standing(self._words, clauses, p) != "background"

    def _carried(self, date: EventDate, *, is_going_on: bool, is_of_same: bool) -> EventDate | None:
        """What a sentence hands on: its year if that is long past, to what goes on from it a month or day, too."""
        published = self._analysis.document.published
        if date.end is None or date.start is None or published is None or date.resolution in _WEIGHTLESS:
            return None
        days = days_between(date.end, published)
        if days > OLD_DAYS:
            year = date.end[:4]
            if date.resolution == "interval" or date.start[:4] != year:
                return replace(date, basis="discourse")
            return EventDate(f"{year}-01-01", f"{year}-12-31", "year", "discourse", date.span)
        is_of_story = date.resolution == "day" and (is_of_same or days <= _STORY_DAYS)
        if is_going_on and days >= 0 and (is_of_story or date.resolution in COARSE):
            return replace(date, basis="discourse")
        return None


def _objects(clauses: Clauses, p: Predication, prepositions: frozenset[str]) -> Iterator[Token]:
    """The nouns that hang on a clause by one of the prepositions."""
    for k in clauses.sentence.kids(p.head, "prep"):
        if k.lemma.lower() in prepositions:
            yield from (n for n in clauses.sentence.kids(k.i, "pobj") if n.is_noun)


def _is_frame(sentence: Sentence, time: DatedTime) -> bool:
    """True for a time at the head of its sentence, which holds until another is told: "In January, soldiers ..."."""
    return time.span.start - sentence.start <= _HEAD


def _is_frame_clause(clauses: Clauses, p: Predication) -> bool:
    """True for a clause with "when" or "as" before its main clause: "As the truce collapsed on Friday, talks began"."""
    parent = clauses.parent(p)
    return p.relation == "adverbial" and p.marker in _AT_ONCE and parent is not None and p.head < parent.head


def _is_now(sentence: Sentence) -> bool:
    """True for a sentence that tells what is or has been: no time from before goes on behind it."""
    root = next((t for t in sentence.tokens if t.dep == "ROOT"), None)
    if root is None:
        return False
    finite = [k for k in sentence.kids(root.i, "aux", "auxpass") if k.tag in _PRESENT]
    return bool(finite) or root.tag in _PRESENT


def report_day(analysis: Analysis) -> EventDate | None:
    """The day of the dateline, else of publication; None if neither is known."""
    document = analysis.document
    if document.dateline is not None and document.dateline.date:
        return EventDate(document.dateline.date, document.dateline.date, "day", "dateline", document.dateline.span)
    if document.published is None:
        return None
    return EventDate(document.published, document.published, "day", "publication", None)


def days_between(first: str | None, last: str | None) -> int:
    """Days from one ISO day to another; -1 if one is not known."""
    if first is None or last is None:
        return -1
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
