"""Where an act took place: a place of its own clause, else of the sentence, else the dateline's for acts of these days.

"The town" and "there" stand for the place named last. Only names that say where something is count: who acts ("Moscow
said") and what stands before a noun ("Paris police") do not. What an act comes from or goes to is where it happens only
for acts that are a going ("visited", "withdrew").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, PlacedToponym, Predication, Sentence, Token
from eventcoder.code.act import Act
from eventcoder.code.clause_links import Clauses, Hold, link
from eventcoder.code.narrative import days_between, report_day
from eventcoder.code.pointing import Pointing
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import EventDate, EventPlace, PlaceBasis, Span

_SITES: Final = ("place_noun", "site_noun")
_BEFORE: Final = frozenset({"compound", "poss", "nmod", "amod"})
_TOWNS: Final = frozenset({"city", "point"})
_WIDE: Final = frozenset({"country", "region"})
_NEAR_DAYS: Final = 6
_IN: Final = re.compile(r",? in (?:the )?(?:[a-z]+(?:-[a-z]+)? )?(?:of )?")


class WhereFinder:
    """Places the acts of one report."""

    def __init__(self, analysis: Analysis, words: WhenWhereWords) -> None:
        self._analysis = analysis
        self._words = words
        self._pointing = Pointing(analysis, words)
        self._starts = [p.span.start for p in analysis.places]
        self._dateline = _dateline_place(analysis)
        self._country = _commonest_country(analysis)
        self._day = report_day(analysis)
        self._clauses: Clauses | None = None
        self._held: list[tuple[PlacedToponym, Hold]] = []

    def place(
        self, sentence: Sentence, act: Act, countries: frozenset[str], date: EventDate | None
    ) -> EventPlace | None:
        """Return where the act took place; None where the text leaves it open.

        countries: of those who take part. date: when it was done; what is of no day near the report's has no dateline.
        """
        clauses = self._enter(sentence)
        claimed = self._claimed(clauses, act)
        if claimed is not None:
            return _as(self._narrower(claimed), "clause")
        shared = self._shared(clauses, act)
        if shared is not None:
            return _as(shared, "sentence")
        return self._of_dateline(countries, date)

    def _enter(self, sentence: Sentence) -> Clauses:
        if self._clauses is None or self._clauses.sentence is not sentence:
            self._clauses = Clauses(sentence, self._analysis.predications[sentence.index])
            first = bisect_right(self._starts, sentence.start - 1)
            last = bisect_right(self._starts, sentence.end - 1)
            held = [(p, self._clauses.hold(p.span)) for p in self._analysis.places[first:last]]
            self._held = [(p, h) for p, h in held if not h.is_aside and self._says_where(p, h)]
            self._held.extend(self._pointing.places(self._clauses))
        return self._clauses

    def _says_where(self, p: PlacedToponym, hold: Hold) -> bool:
        """False for what only describes somebody, true for "Beirut's suburbs", "the Sochi talks"."""
        if p.use == "place" or (p.use == "actor" and not hold.is_modifier):
            return True
        noun = self._modified(p.span) if p.use in ("actor", "modifier") and p.place.precision not in _WIDE else None
        is_site = noun is not None and any(self._words.has(kind, noun.lemma.lower()) for kind in _SITES)
        return is_site or (noun is not None and self._is_before_act(p, hold))

    def _is_before_act(self, p: PlacedToponym, hold: Hold) -> bool:
        """True for a town right before an event noun: "the Sochi talks"; a country may be the one that acts."""
        is_town = p.use == "modifier" and p.place.precision in _TOWNS and hold.preposition is None
        return is_town and hold.is_modifier and not hold.is_embedded

    def _modified(self, span: Span) -> Token | None:
        """The noun that a name stands before or owns."""
        token = self._clauses.sentence.token_at(span.start) if self._clauses is not None else None
        while token is not None and token.dep in _BEFORE and token.head != token.i and self._clauses is not None:
            token = self._clauses.sentence.tokens[token.head]
        return token

    def _claimed(self, clauses: Clauses, act: Act) -> PlacedToponym | None:
        """A place of the act's own words, or of a clause whose place it shares."""
        p = clauses.core(act)
        if p.marker == "where" and (explained := self._explained(clauses, p)) is not None:
            own = self._best({p.index}, act)
            return own if own is not None and own.place.country == explained.place.country else explained
        tasks = clauses.inside(p, "infinitive") if act.status.status == "asserted" else ()
        subjects = clauses.inside(p, "subject") if p.kind == "verb" else ()
        near = (clauses.means(p), clauses.reduced(p), clauses.moments(p), tasks, subjects)
        around = {q.index for qs in near for q in qs}
        found = self._best({q.index for q in clauses.named(act, self._words)}, act) or self._best(around, act)
        seen: set[int] = set()
        while found is None and p.index not in seen:
            seen.add(p.index)
            first = clauses.first_conjunct(p)
            joined = {q.index for q in clauses.later_conjuncts(p)} | ({first.index} if first else set())
            found = self._best(joined, act)
            parent = clauses.parent(p)
            if found is not None or parent is None or link(self._words, p, parent) != "same":
                break
            p = parent
            around = {q.index for qs in (clauses.means(p), clauses.moments(p)) for q in qs}
            found = self._best({p.index}, act) or self._best(around, act)
        return found or self._taken(clauses, act)

    def _taken(self, clauses: Clauses, act: Act) -> PlacedToponym | None:
        """The place that the subject of its clause takes or hits: "an offensive has taken Afrin"."""
        p = clauses.core(act)
        parent = clauses.parent(p)
        if p.kind != "noun" or p.relation != "subject" or parent is None or act.event_type != "ASSAULT":
            return None
        if not self._words.has("taking_verb", parent.lemma):
            return None
        objects = [t.start for t in clauses.sentence.kids(parent.head, "dobj")]
        return next((q for q, _ in self._held if any(q.span.start <= x < q.span.end for x in objects)), None)

    def _narrower(self, placed: PlacedToponym) -> PlacedToponym:
        """The town of "in Afrin in northern Syria", whichever of the two the words hang on."""
        if placed.place.precision not in _WIDE:
            return placed
        for p, _ in self._held:
            between = self._analysis.folded[p.span.end : placed.span.start] if p.span.end < placed.span.start else ""
            is_inside = p.place.country == placed.place.country and p.place.precision not in _WIDE
            if is_inside and _IN.fullmatch(between):
                return p
        return placed

    def _explained(self, clauses: Clauses, p: Predication) -> PlacedToponym | None:
        """The place that a clause with "where" says more about: "in Idlib, where rebels fought"."""
        word = next((k for k in clauses.sentence.kids(p.head, "advmod") if k.lemma.lower() == "where"), None)
        for place, _ in self._held:
            end = place.span.end
            if word is not None and end <= word.start and self._analysis.folded[end : word.start].strip(" ,") == "":
                return place
        return None

    def _shared(self, clauses: Clauses, act: Act) -> PlacedToponym | None:
        """A place of the rest of the sentence, if it is not where somebody only speaks."""
        if self._words.has("verbal_event", act.event_type):
            return None
        return self._best(_above(clauses, clauses.core(act)), act, with_loose=True)

    def _best(self, owners: Iterable[int], act: Act, *, with_loose: bool = False) -> PlacedToponym | None:
        """The nearest fitting place; one that says where before one that an act goes to or hits."""
        wanted = set(owners)
        ranked = [
            (rank, abs(p.span.start - act.trigger.start), p.span.start, p)
            for p, h in self._held
            if (h.owner in wanted or (with_loose and h.owner is None)) and (rank := self._rank(p, h, act)) is not None
        ]
        return min(ranked, key=lambda r: r[:3], default=(0, 0, 0, None))[3]

    def _rank(self, p: PlacedToponym, hold: Hold, act: Act) -> int | None:
        """How well a name says where: 0 the place itself, 1 the way to it or what is hit; None not at all."""
        words, event = self._words, (act.event_type, act.mode)
        if hold.noun is not None and (p.use == "actor" or words.has_event("topic_event", *event)):
            is_with = (
                words.has_event("person_event", *event)
                and p.span.start > act.trigger.end
                and self._is_party(hold.noun, act)
            )
            return 1 if is_with and words.has("place_preposition", hold.preposition) else None
        if words.has("place_preposition", hold.preposition):
            return 0 if p.use == "place" else 1
        if words.has("surface_preposition", hold.preposition) and hold.is_in_noun:
            return 0  # "on the outskirts of Damascus"; "sanctions on Iran" are not in Iran
        if words.has("origin_preposition", hold.preposition):
            is_doer = hold.noun is not None and p.span.start < act.trigger.start  # "men from Homs surrendered"
            return 1 if words.has_event("origin_event", *event) and not is_doer else None
        is_of_trigger = hold.noun is None or self._is_in(hold.noun, act.trigger) or self._is_named(hold.noun)
        if words.has("destination_preposition", hold.preposition) and (hold.preposition != "of" or is_of_trigger):
            is_goal = words.has_event("person_event", *event) and self._is_of_going(hold)
            if is_goal or words.has_event("destination_event", *event):
                return 1
        if self._is_before_act(p, hold):
            is_of_matter = words.has_event("topic_event", *event) and not words.has_event("person_event", *event)
            return None if is_of_matter else 0
        is_bare = hold.preposition is None and words.has_event("destination_event", *event)
        is_taken = hold.preposition in (None, "of") and is_of_trigger and words.has_event("object_event", *event)
        return 2 if (is_bare or is_taken) and self._is_object(p.span, act) else None

    def _is_of_going(self, hold: Hold) -> bool:
        """True for the goal of a journey: "flew to Riyadh and met the king"."""
        verb = self._clauses.predications[hold.owner] if self._clauses is not None and hold.owner is not None else None
        return verb is not None and hold.noun is None and self._words.has("going_verb", verb.lemma)

    def _is_party(self, noun: int, act: Act) -> bool:
        """True for a noun that names who is met."""
        return self._clauses is not None and any(noun == phrase.head for phrase in (*act.source, *act.target))

    def _is_in(self, noun: int, span: Span) -> bool:
        """True for a noun inside a span."""
        return self._clauses is not None and span.start <= self._clauses.sentence.tokens[noun].start < span.end

    def _is_named(self, noun: int) -> bool:
        """True for "city" and "province", which bring their name: "took control of the city of Mopti"."""
        lemma = self._clauses.sentence.tokens[noun].lemma.lower() if self._clauses is not None else None
        return any(self._words.has(kind, lemma) for kind in ("place_noun", "unit_noun"))

    def _is_object(self, span: Span, act: Act) -> bool:
        """True for a name in the place of what the act is done to: "visited Berlin", "bombed Aleppo airport"."""
        token = self._modified(span)
        if token is None:
            return False
        is_behind = span.start >= act.trigger.start and token.dep in ("dobj", "pobj", "conj")
        return is_behind or token.dep == "nsubjpass"

    def _of_dateline(self, countries: frozenset[str], date: EventDate | None) -> EventPlace | None:
        """The dateline's place for an act of a day near the report's, if it is the country of one who takes part."""
        day = date.end if date is not None and date.resolution == "day" else None
        if self._dateline is None or not 0 <= days_between(day, self._day.end if self._day else None) <= _NEAR_DAYS:
            return None
        country = self._dateline.country
        fits = country is None or country in (countries or {self._country})
        return replace(self._dateline, basis="dateline") if fits else None


def _as(placed: PlacedToponym, basis: PlaceBasis) -> EventPlace:
    return replace(placed.place, basis=basis)


def _dateline_place(analysis: Analysis) -> EventPlace | None:
    """The place of the report's dateline."""
    dateline = analysis.document.dateline
    if dateline is None or dateline.place is None:
        return None
    return next((p.place for p in analysis.places if dateline.place.overlaps(p.span)), None)


def _commonest_country(analysis: Analysis) -> str | None:
    """The country that the report names most, its own places counted with it; the first of several."""
    counted = Counter(p.place.country for p in analysis.places if p.use != "dateline" and p.place.country)
    return max(counted, key=lambda c: counted[c], default=None)


def _above(clauses: Clauses, p: Predication) -> set[int]:
    """The clauses above a predication up to one of saying: a place beside that is where it was said."""
    found: set[int] = set()
    while (parent := clauses.parent(p)) is not None and parent.index not in found:
        if p.relation in ("complement", "parataxis"):
            break
        found.add(parent.index)
        p = parent
    return found
