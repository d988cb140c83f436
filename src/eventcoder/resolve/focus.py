"""Which country a report, or one sentence of it, is about: for offices and groups that name none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from eventcoder.analysis import Analysis, Candidate, Sentence
from eventcoder.knowledge.actors import MISSIONS, Actors
from eventcoder.resolve.clauses import clause_of
from eventcoder.schema import Document

_TELLING: Final = frozenset({"country", "adjective", "demonym", "capital"})
_PLACES: Final = frozenset({"country", "capital", "shape", "adjective"})
_STANCES: Final = frozenset({"against", "for", "not", "born"})  # "anti-Syrian" is about somebody else
_ORIGINS: Final = frozenset({"of", "from"})
_JOINED: Final = frozenset({"conj"})  # what "and" joins to a clause is no part of it
_STATE: Final = "cty:"
_ABROAD: Final = 3  # times as often named as the report's own country
_SEVERAL: Final = 2  # countries in a sentence: none of them is then that of an office which names none


class Focus:
    """The countries of one report.

    report: code of the dateline's country, else the publisher's, else the one named more than all others; None if open.
    about: all countries the report names, most named first, the report's own among them.
    """

    def __init__(self, actors: Actors, analysis: Analysis) -> None:
        self._actors = actors
        self._sentences = analysis.sentences
        self._by_sentence: dict[int, list[tuple[Candidate, str]]] = {}
        counts: Counter[str] = Counter()
        places: Counter[str] = Counter()
        placed = {p.span.start: p.place.country for p in analysis.places if p.place.country}
        apart = (c for c in analysis.candidates if c.role == "counterpart" or MISSIONS.intersection(c.entries))
        others = {m for c in apart for m in c.modifiers}
        others |= {n for n, c in enumerate(analysis.candidates) if actors.bonds.get(c.joined or "") in _STANCES}
        for n, c in enumerate(analysis.candidates):
            code = self._told_by(c)
            if code is not None and n not in others:
                counts[code] += 1
            place = self._place(c, placed, analysis.document.text) if code is None else None
            if place is not None:
                places[place] += 1
            code = code or place
            if code is not None:
                self._by_sentence.setdefault(c.sentence, []).append((c, code))
        self._weights = counts + places
        named = [code for code, _ in counts.most_common()]
        own = self._own(analysis.document, placed)
        self.is_sure = own is not None or (len(named) == 1 and self._weights.keys() == counts.keys())
        self.report = own or self._leading()
        self.about = tuple(dict.fromkeys([*named, own] if own else named))

    def _own(self, document: Document, at: Mapping[int, str]) -> str | None:
        """The dateline's country or the publisher's; not that of a report from abroad, which names another far more."""
        placed, home = _dateline_country(self._actors, document, at), document.publisher_country
        if placed is None or placed == home:
            return placed or home
        is_abroad = max(self._weights.values(), default=0) > _ABROAD * max(self._weights[placed], 1)
        return self._leading() if is_abroad else placed

    def _leading(self) -> str | None:
        """The country named more often than all others together, or the only one."""
        top = next(iter(self._weights.most_common(1)), None)
        return top[0] if top is not None and top[1] > self._weights.total() / 2 else None

    def is_more_about(self, country: str) -> bool:
        """True if the report names a country at least as often as its own."""
        return self.report is None or self._weights[country] >= self._weights[self.report]

    def _told_by(self, c: Candidate) -> str | None:
        if c.kind not in _TELLING or not c.entries or not c.entries[0].startswith(_STATE):
            return None
        return self._actors.countries[c.entries[0].removeprefix(_STATE)].code

    def _place(self, c: Candidate, placed: Mapping[int, str], text: str) -> str | None:
        """The country of a city or region that no list of actors holds."""
        if c.kind != "shape" or c.function != "place" or c.name is None or c.role is not None:
            return None
        return self._actors.code(placed.get(c.name.start)) or self._actors.place_country(c.name.of(text))

    def place_in(self, sentence: int) -> str | None:
        """The country of the place that a sentence is set in ("in Baku"); None if it names none or several."""
        told = self._by_sentence.get(sentence, ())
        places = {code for c, code in told if c.function == "place" and c.kind in _PLACES}
        return places.pop() if len(places) == 1 else None

    def setting(self, sentence: Sentence, c: Candidate) -> str | None:
        """The one country of the places that belong to a phrase, to its clause, or to a clause above it."""
        told = [(other, code) for other, code in self._by_sentence.get(c.sentence, ()) if _is_place(other)]
        if not told:
            return None
        verbs = _verbs_over(sentence, c)
        places = {code for other, code in told if clause_of(sentence, other.head).i in verbs}
        return places.pop() if len(places) == 1 else None

    def origin(self, sentence: Sentence, c: Candidate) -> str | None:
        """The country told after "of" or "from" inside a phrase: "tourists who came from Chad"."""
        first, last = sentence.edges[c.head]
        told = self._by_sentence.get(c.sentence, ())
        inside = ((other, code) for other, code in told if first <= other.head <= last)
        return next((code for other, code in inside if _governor(sentence, other) in _ORIGINS), None)

    def home(self, sentence: Sentence, c: Candidate) -> str | None:
        """The country of people who are not said to be of any: where their clause is set, else the report's if sure.

        The place of another clause tells it only where the sentence names no second country; where somebody only
        speaks ("said in Tehran that") tells nothing of those spoken of.
        """
        told = self._by_sentence.get(c.sentence, ())
        verb = clause_of(sentence, c.head).i if told else -1
        places = ((clause_of(sentence, o.head).i, code) for o, code in told if _is_place(o))
        below = {code for i, code in places if sentence.is_within(i, verb, _JOINED)}
        if len(below) == 1:
            return below.pop()
        if len({code for _, code in told}) == 1 and not self._is_spoken_in(c.sentence):
            place = self.place_in(c.sentence)
            if place is not None:
                return place
        own = self._weights[self.report or ""]
        is_abroad = any(w >= own for code, w in self._weights.items() if code != self.report)  # another's affairs
        return self.report if self.is_sure and not is_abroad else None

    def _is_spoken_in(self, index: int) -> bool:
        """True if a place of the sentence belongs to a verb itself that has a clause as its object."""
        sentence = self._sentences[index]
        places = (c for c, _ in self._by_sentence.get(index, ()) if c.function == "place")
        governors = (sentence.tokens[sentence.tokens[sentence.tokens[c.head].head].head] for c in places)
        return any(t.is_verb and sentence.has_kid(t.i, "ccomp") for t in governors)

    def state(self, sentence: Sentence, c: Candidate) -> str | None:
        """The country of an office that names none: the report's, where it is set, the only one its sentence names."""
        if self.is_sure:
            return self.report
        named = {code for _, code in self._by_sentence.get(c.sentence, ())}
        only = next(iter(named), self.report) if len(named) < _SEVERAL else None
        return self.setting(sentence, c) or self.place_in(c.sentence) or only


def _governor(sentence: Sentence, c: Candidate) -> str:
    return sentence.tokens[sentence.tokens[c.head].head].lemma


def _is_place(c: Candidate) -> bool:
    return c.function == "place" or c.kind == "shape"


def _verbs_over(sentence: Sentence, c: Candidate) -> frozenset[int]:
    """The verbs that govern a phrase, from that of its own clause up."""
    found, verb = [], clause_of(sentence, c.head)
    while verb.i not in found:
        found.append(verb.i)
        verb = clause_of(sentence, verb.i)
    return frozenset(found)


def _dateline_country(actors: Actors, document: Document, at: Mapping[int, str]) -> str | None:
    """The country of the dateline's place: as placed in the text ("GEORGETOWN, Ky."), else as the files have it."""
    if document.dateline is None or document.dateline.place is None:
        return None
    place = document.dateline.place.of(document.text)
    placed = actors.code(at.get(document.dateline.place.start))
    return placed or actors.place_country(place) or actors.place_country(place.title()) or _state_named(actors, place)


def _state_named(actors: Actors, words: str) -> str | None:
    """The last part of "Goma, DR Congo" that names a state."""
    forms: Mapping[str, object] = actors.names
    for part in reversed([p.strip() for p in words.split(",")]):
        form = part if part in forms else part.title()
        for entry in actors.names.get(form, ()):
            if entry.kind == "country":
                return actors.code(entry.id.removeprefix(_STATE))
    return None
