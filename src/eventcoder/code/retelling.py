"""Events that a report tells more than once: the later telling points at the first.

The ways in which that is done: the same act with the same parties in another sentence; a meeting or call with its
parties named otherwise ("called him" ... "the two leaders exchanged views"); what the headline said; a deed done
to or by somebody named, with the other side left out ("after his arrest"); what an act led to, as a participle of its
own sentence ("attacked the post, killing nine soldiers") or as what a noun's act did ("an air raid on the town killed
two"); what was agreed by what was signed ("signed an agreement to end the war"). What is done by words, as accusing, is
done often and on many matters: it is told again only in words that the two sentences share, or in the headline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from eventcoder.schema import Event, EventDate, EventPlace, Participant, Span

_DONE_BY_WORDS: Final = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_MATTER: Final = re.compile(r"[^\W\d_]{5,}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHARED_WORDS: Final = 2
_BESIDE: Final = 20  # characters
_STOPS: Final = (".", "!", "?", ":", '"', "”", "’", "'")
_NAMED: Final = ("per:", "grp:")  # two different ones are never the same


def with_retellings(
    events: Sequence[Event], text: str, is_anew: Callable[[str], bool], headline: Span | None
) -> list[Event]:
    """Return the events; one that tells an earlier one of the report again points at that one.

    text: of the report. is_anew: True for a word (small letters) beside which an act is another one ("again").
    headline: its headline inside the text.
    """
    again = _ToldAgain(text, headline)
    out: list[Event] = []
    for e in events:
        first = next((f for f in out if f.retells is None and again(f, e)), None)
        if first is not None and first.sentence != e.sentence and any(map(is_anew, _words(e, text))):
            first = None
        out.append(replace(e, retells=first.id) if first is not None else e)
    return out


def _words(event: Event, text: str) -> list[str]:
    """The words of an event's trigger and those close to it, in small letters."""
    start = max(event.sentence.start, event.trigger.start - _BESIDE)
    return _WORD.findall(text[start : min(event.sentence.end, event.trigger.end + _BESIDE)].casefold())


class _ToldAgain:
    """Tells whether an event of a report is an earlier one, told again."""

    def __init__(self, text: str, headline: Span | None) -> None:
        self._text, self._headline = text, headline

    def __call__(self, first: Event, later: Event) -> bool:
        if first.status != later.status:
            return False
        if first.sentence == later.sentence and first.trigger.overlaps(later.trigger):
            return first.quad == later.quad and _same_doers(first, later)
        if first.event_type != later.event_type:
            return False
        if first.sentence == later.sentence:
            return _is_result(first, later, self._text)
        fits = _dates_fit(first.date, later.date) and _places_fit(first.place, later.place) and _modes_fit(first, later)
        if not fits:
            return False
        if self._is_headline(first.sentence) and _roles_fit(first, later):
            return True
        if first.event_type in _DONE_BY_WORDS and len(self._matter(first) & self._matter(later)) < _SHARED_WORDS:
            return False
        is_same_meeting = first.event_type == "CONSULT" and _is_same_meeting(first, later)
        return is_same_meeting or _same_parties(first, later) or _is_same_deed(first, later)

    def _is_headline(self, sentence: Span) -> bool:
        """True for the headline, and for a line that ends without a stop as headlines do."""
        is_given = self._headline is not None and self._headline.covers(sentence)
        return is_given or not sentence.of(self._text).rstrip().endswith(_STOPS)

    def _matter(self, event: Event) -> set[str]:
        """The longer words of an event's sentence, names left out."""
        return {word for word in _MATTER.findall(event.sentence.of(self._text)) if word.islower()}


def _is_result(first: Event, later: Event, text: str) -> bool:
    """True for what an act led to, done by the same words: a participle behind it, or what a noun's act did."""
    is_led_to = later.trigger.of(text).split()[0].endswith("ing") or _is_noun(first)
    same = {(p.actor_id, p.span) for p in first.source} & {(p.actor_id, p.span) for p in later.source}
    return bool(same) and is_led_to and first.trigger.end <= later.trigger.start and _modes_fit(first, later)


def _is_noun(event: Event) -> bool:
    """True if a noun tells the act ("the strike")."""
    return any(e.field == "event_type" and e.rule.split(".")[1:2] == ["n"] for e in event.evidence)


def _same_doers(first: Event, later: Event) -> bool:
    return {p.actor_id for p in first.source} == {p.actor_id for p in later.source}


def _same_parties(first: Event, later: Event) -> bool:
    """True if two events name the same two parties or more, in the same roles."""
    ids = [tuple(frozenset(p.actor_id for p in side) for side in (e.source, e.target)) for e in (first, later)]
    if first.reciprocal and later.reciprocal:
        return ids[0][0] | ids[0][1] == ids[1][0] | ids[1][1] and len(ids[0][0] | ids[0][1]) > 1
    return ids[0] == ids[1] and bool(ids[0][0]) and bool(ids[0][1])


def _is_same_deed(first: Event, later: Event) -> bool:
    """True if the same thing (one mode) is done by or to the same named actor, with the other side left out once."""
    if not first.modes or first.modes != later.modes or not _roles_fit(first, later):
        return False
    sides = ((first.source, later.source), (first.target, later.target))
    named = [{p.actor_id for p in a} & {p.actor_id for p in b} for a, b in sides]
    return any(actor.startswith(_NAMED) for shared in named for actor in shared)


def _roles_fit(first: Event, later: Event) -> bool:
    """True if in each role somebody may be the same, or one telling leaves the role out; one role is told by both."""
    sides = [(a, b) for a, b in ((first.source, later.source), (first.target, later.target)) if a and b]
    return bool(sides) and all(any(_may_be(p, other) for p in a for other in b) for a, b in sides)


def _is_same_meeting(first: Event, later: Event) -> bool:
    """True if the parties of two meetings may be the same: each has one of its country, and no other is named."""
    a, b = (*first.source, *first.target), (*later.source, *later.target)
    if not (first.source and first.target and later.source and later.target):
        return False
    return _all_found(b, a) and _all_found(a, b)


def _all_found(people: Iterable[Participant], among: Sequence[Participant]) -> bool:
    return all(any(_may_be(p, other) for other in among) for p in people)


def _may_be(a: Participant, b: Participant) -> bool:
    if a.actor_id == b.actor_id:
        return True
    if a.actor_id.startswith(_NAMED) and b.actor_id.startswith(_NAMED):
        return False
    return a.country is not None and a.country == b.country and (not a.sectors or not b.sectors or bool(_shared(a, b)))


def _shared(a: Participant, b: Participant) -> set[str]:
    return set(a.sectors) & set(b.sectors)


def _modes_fit(first: Event, later: Event) -> bool:
    return not first.modes or not later.modes or first.modes == later.modes


def _dates_fit(first: EventDate | None, later: EventDate | None) -> bool:
    """True unless both days are told in words and differ."""
    if first is None or later is None or None in (first.start, first.end, later.start, later.end):
        return True
    if "publication" in (first.basis, later.basis) or "dateline" in (first.basis, later.basis):
        return True
    return str(first.start) <= str(later.end) and str(later.start) <= str(first.end)


def _places_fit(first: EventPlace | None, later: EventPlace | None) -> bool:
    """True unless the clauses name two places."""
    if first is None or later is None or "dateline" in (first.basis, later.basis):
        return True
    return first.geonameid == later.geonameid or first.name == later.name
