"""One event of one report as it is compared: everything that the comparison looks at, made once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Final

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.schema import Event, Participant, Span
from eventcoder.stories.reports import Report
from eventcoder.stories.wording import Figures, content_words, figures_of, number_before, stem, words_of

Key = tuple[str, str]  # version id, event id
_SHORTEST_NAME: Final = 2  # letters: "UN" and "EU" stand in every report
_SURE: Final = ("explicit", "relative")
_NAMELESS: Final = re.compile(r"[A-Z]{3}\.(?:[A-Z]+:|ins:generic)")  # ids of actors that only words describe
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_BEHIND: Final = 5  # words after a description among which its country may stand: "employees of the Russian embassy"
_OF: Final = (["of"], ["from"], ["in"])
_LONGEST: Final = 31  # days: a longer time tells nothing about when


@dataclass(frozen=True, slots=True)
class Days:
    """When an event happened, first and last day as ordinals."""

    first: int
    last: int
    is_known: bool  # False: only the report's own day is known, the event happened within the days before
    is_sure: bool  # the words tell the day; else it is the dateline's, the publication's or the text's before


@dataclass(frozen=True, eq=False)
class Item:
    """One event with what is compared. ``order`` is its place among all events, whatever the order of arrival."""

    report: Report
    event: Event
    days: Days | None
    words: frozenset[str]  # of its sentence, without names and the word that tells the act
    names: frozenset[str]  # words of its sentence that name somebody or something else, in small letters
    report_words: frozenset[str]
    figures: Figures
    trigger: str  # the first word that tells the act, without endings
    acts: frozenset[str]  # all content words that tell it
    guessed: frozenset[str]  # ids of actors whose country is told by no word beside them
    is_correcting: bool  # its sentence takes back what was told before

    @property
    def key(self) -> Key:
        """Version id of the report and id of the event."""
        return (self.report.version_id, self.event.id)

    @cached_property
    def order(self) -> tuple[str, str, int, str]:
        """Place among all events."""
        return (*self.report.order, self.event.trigger.start, self.event.id)

    @cached_property
    def published(self) -> int | None:
        """The ordinal of the day on which its report came out."""
        return date.fromisoformat(self.report.published).toordinal() if self.report.published else None

    @property
    def is_dated(self) -> bool:
        """True if its report tells on which day it happened."""
        return self.days is not None and self.days.is_sure and self.days.first == self.days.last

    @cached_property
    def sides(self) -> tuple[frozenset[str], frozenset[str]]:
        """Countries of the source and of the target."""
        return (_countries(self.event.source), _countries(self.event.target))

    @cached_property
    def told_sides(self) -> tuple[frozenset[str], frozenset[str]]:
        """The same without guessed countries."""
        return (_countries(self.event.source, self.guessed), _countries(self.event.target, self.guessed))

    @property
    def parties(self) -> frozenset[str]:
        """Countries of all actors."""
        return self.sides[0] | self.sides[1]


class MakeItems:
    """Make the items of a report."""

    def __init__(self, knowledge: StoryKnowledge) -> None:
        self._knowledge = knowledge
        self._without = knowledge.common_words | knowledge.country_words

    def __call__(self, report: Report) -> list[Item]:
        """Return one item an event, in text order."""
        text = report.coded.document.text
        whole = content_words(f"{report.coded.document.title or ''} {text}", _all(report), (), self._without)
        return [self._item(report, event, whole) for event in report.coded.events]

    def _item(self, report: Report, event: Event, report_words: frozenset[str]) -> Item:
        text = report.coded.document.text
        first = next(iter(words_of(text, event.trigger.start, event.trigger.end)), (0, ""))[1]
        trigger = stem(first) if first else ""
        told = event.sentence.of(text).casefold()
        return Item(
            report=report,
            event=event,
            days=days_of(event, report.published, round(self._knowledge.limits.unknown_days)),
            words=content_words(text, event.sentence, named_spans(report, event), self._without) - {trigger},
            names=other_names(report, event, self._without),
            report_words=report_words,
            figures=self._figures(report, event),
            trigger=trigger,
            acts=content_words(text, event.trigger, named_spans(report, event), self._without) | {trigger},
            guessed=frozenset(p.actor_id for p in (*event.source, *event.target) if self._is_guessed(p, text)),
            is_correcting=any(words in told for words in self._knowledge.corrections),
        )

    def _is_guessed(self, p: Participant, text: str) -> bool:
        """True for people without a name of their own beside whom no word tells their country."""
        if p.span is None or not _NAMELESS.match(p.actor_id):
            return False
        told = [word for _, word in words_of(text, p.span.start, p.span.end)]
        behind = [word for _, word in islice(words_of(text, p.span.end, len(text)), _BEHIND)]
        told += behind if behind[:1] in _OF else []
        return not any(
            word[0].isupper() and _POSSESSIVE.sub("", word.casefold()) in self._knowledge.country_words for word in told
        )

    def _figures(self, report: Report, event: Event) -> Figures:
        """What the sentence counts, and how many did it or had it done to them."""
        text, opening = report.coded.document.text, report.coded.document.dateline
        known = self._knowledge
        dateline = opening.span if opening is not None else None
        found = dict(figures_of(text, event.sentence, dateline, known.numbers.value, known.common_words))
        for what, people in (("those who did it", event.source), ("those it was done to", event.target)):
            numbers = (number_before(text, event.sentence.start, p.span, known.numbers.value) for p in people if p.span)
            told = frozenset(number for number in numbers if number is not None)
            if told:
                found[what] = told
        return found


def other_names(report: Report, event: Event, without: Set[str]) -> frozenset[str]:
    """Return the capitalised words of an event's sentence, its first left out, that name no party, place or country."""
    text, hidden = report.coded.document.text, list(named_spans(report, event))
    told = list(words_of(text, event.sentence.start, event.sentence.end))[1:]
    return frozenset(
        word.casefold()
        for at, word in told
        if word[0].isupper()
        and len(word) > _SHORTEST_NAME
        and word.casefold() not in without
        and not any(span.start <= at < span.end for span in hidden)
    )


def named_spans(report: Report, event: Event) -> Iterator[Span]:
    """Yield the words of an event's sentence that name parties, tellers, place and day."""
    for p in (*event.source, *event.target, *event.reported_by):
        if p.span is not None:
            yield p.span
    if event.place is not None:
        yield event.place.span
    if event.date is not None and event.date.span is not None:
        yield event.date.span
    if report.coded.document.dateline is not None:
        yield report.coded.document.dateline.span


def days_of(event: Event, published: str | None, window: int) -> Days | None:
    """Return when an event happened; without a date, that it was within ``window`` days before its report.

    A date that is no more than the day of publication tells nothing else than that.
    None if there is neither a date nor a day of publication.
    """
    told = event.date
    if told is not None and told.start and told.end and told.basis != "publication":
        first, last = date.fromisoformat(told.start).toordinal(), date.fromisoformat(told.end).toordinal()
        if last - first <= _LONGEST:
            return Days(first, last, is_known=True, is_sure=told.basis in _SURE)
    if published is None:
        return None
    last = date.fromisoformat(published).toordinal()
    return Days(last - window, last, is_known=False, is_sure=False)


def day_name(ordinal: int) -> str:
    """Return the ISO day of an ordinal."""
    return (date.min + timedelta(ordinal - 1)).isoformat()


def _countries(people: Iterable[Participant], without: Set[str] = frozenset()) -> frozenset[str]:
    known = (p for p in people if not p.actor_id.startswith("XXX") and p.actor_id not in without)
    return frozenset(p.country for p in known if p.country)


def _all(report: Report) -> Span:
    return Span(0, len(report.coded.document.title or "") + 1 + len(report.coded.document.text))
