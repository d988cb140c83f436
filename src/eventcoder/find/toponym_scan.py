"""Where place names may stand in one sentence, and how sure it is that they are places.

Comes in: a parsed sentence, the names that belong to people and bodies. Goes out: the listed names, leftmost and
longest first, none inside another, each with its support: written by hand, large, or said to be a place by the words
around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Analysis, Sentence, Token, Toponym
from eventcoder.find.name_runs import BlockedNames
from eventcoder.knowledge.gazetteer import Place
from eventcoder.knowledge.place_forms import as_adjective
from eventcoder.knowledge.place_names import place_key
from eventcoder.knowledge.places import Places
from eventcoder.schema import Span

_LONGEST: Final = 7  # tokens
_JOINS: Final = frozenset("- of the de del la le el al au and & ' du des da do upon 's sur es ez ed".split())
_ARTICLES: Final = frozenset({"al", "el"})
_LARGE: Final = 100_000  # a town of this size is meant by its name alone
_LARGE_BY_ALIAS: Final = 300_000  # or by another name of it
_CITY: Final = 300_000  # better known than the people of its name
_MEDIUM: Final = 15_000  # and one of this size by several words
_SMALLEST_WITHIN: Final = 30_000  # inside the name of a body
_ACRONYM: Final = 5  # letters in capitals
_AT: Final = frozenset({"at", "in", "near", "outside", "inside"})
_UNITS: Final = frozenset({"admin", "natural", "classifier"})
_LEVELS: Final = frozenset({"country", "admin1"})
_BEFORE_NAMES: Final = ("Lake", "Mount", "Cape")
_AFTER_NAMES: Final = ("County", "Province", "District", "Governorate", "Oblast", "Prefecture")
_CITIES: Final = ("city", "town", "village", "port", "resort")
_IN: Final = frozenset({"in", "at", "near", "outside", "around", "inside", "across"})
_CALENDAR: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_NOT_MOTION: Final = frozenset({"according", "due", "thanks", "said", "told", "spoke"})


@dataclass(frozen=True, slots=True)
class FoundName:
    """A listed name where it stands, with how sure it is a place."""

    first: int  # token indices
    last: int
    toponym: Toponym
    key: str
    is_sure: bool  # a place wherever it stands, or supported here
    is_possible: bool  # a place if another mention in the report is sure, or a sure place stands beside it


class SentenceScan:
    """Looks for place names in one sentence."""

    def __init__(self, places: Places, analysis: Analysis, sentence: Sentence, blocked: BlockedNames) -> None:
        self._places = places
        self._folded = analysis.folded
        self._s = sentence
        self._tokens = sentence.tokens
        self._blocked = blocked
        dateline = analysis.document.dateline
        self._dateline = dateline.place if dateline else None

    def names(self) -> Iterator[FoundName]:
        """Yield the names of the sentence."""
        reached = 0
        for i in self._starts():
            if i < reached:
                continue
            readings = [(j, self._words(i, j)) for j in self._ends(i)]
            skipped = self._phrase_end(i, readings)
            found = self._starting_at(i, readings) if skipped is None else None
            if found is not None:
                yield found
            reached = max(i, found.last if found else i, skipped if skipped is not None else i) + 1

    def _starts(self) -> list[int]:
        """The tokens at which a name may start."""
        return [t.i for t in self._tokens if t.text[0].isupper() or (t.text in _ARTICLES and self._opens_name(t.i))]

    def _opens_name(self, i: int) -> bool:
        """True for an article that a hyphen joins to a name: "al-Bab"."""
        after = self._tokens[i + 1 : i + 3]
        return len(after) == 2 and after[0].text == "-" and after[1].text[:1].isupper()

    def _phrase_end(self, i: int, readings: Sequence[tuple[int, str]]) -> int | None:
        """The last token of a phrase that is no place although it holds one."""
        return next((j for j, words in readings if j > i and place_key(words) in self._places.phrases), None)

    def _starting_at(self, i: int, readings: Sequence[tuple[int, str]]) -> FoundName | None:
        for j, words in readings:
            found = self._by_hand(i, j, words) or self._listed(i, j, words)
            if found is not None:
                return found
        return self._hyphenated(i) or self._feature(i)

    def _words(self, i: int, j: int) -> str:
        return self._folded[self._tokens[i].start : self._tokens[j].end]

    def _ends(self, i: int) -> list[int]:
        """Token indices where a name that starts at ``i`` may end, the farthest first."""
        tokens, ends = self._tokens, []
        for j in range(i, min(len(tokens), i + _LONGEST)):
            word = tokens[j].text
            if word[:1].isupper() or (j > i and tokens[j - 1].text == "-" and word.isalpha()) or word.startswith("d'"):
                ends.append(j)
            elif word not in _JOINS or (word in ("and", "&") and not ends):
                break
        return ends[::-1]

    def _by_hand(self, i: int, j: int, words: str) -> FoundName | None:
        """A country, province, region or landmark, or an adjective of one."""
        places = self._places
        adjective = as_adjective(places, words)
        found = adjective or places.by_hand(words)
        if i == j and not found and self._folded[self._tokens[i].end : self._tokens[i].end + 1] == ".":
            words += "."  # "Ont.", cut by the tokenizer
            found = places.by_hand(words) if words in places.abbreviations else ()
        if not found or self._blocked.holds(self._s.span_of(i, j), by_hand=True):
            return None
        if words in places.abbreviations and not self._follows_place(i, words):
            return None
        if i == j and not adjective and self._is_part_of_person(i):
            return None
        if found[0].kind in ("admin1", "point") and not adjective and self._has_name_before(i):
            return None
        if (
            place_key(words) in places.weak
            and found[0].kind in ("region", "point")
            and not self._is_named_as_place(i, j)
        ):
            return None
        record = self._record(i, j, words, is_adjective=bool(adjective), is_sure=True)
        if found[0].kind == "point" and record.toponym.use in ("actor", "modifier", "embedded"):
            return None  # "the White House said": a body, not a place
        return record

    def _listed(self, i: int, j: int, words: str) -> FoundName | None:
        """A town, province or district of the gazetteer, with its support."""
        key = place_key(words)
        if key in self._places.never or len(key) < 3:
            return None
        span = self._s.span_of(i, j)
        if self._blocked.holds(span, by_hand=j > i):
            return None
        is_other = (words.isupper() and len(words) < _ACRONYM) or self._blocked.is_body(span)
        if is_other and not self._is_dateline(i, j):
            return None
        found = self._places.find(words)
        after = self._after(j) if found else frozenset()
        if not found or "media" in after:
            return None
        if self._has_name_before(i) or self._has_name_after(j):
            return self._within_body(i, j, words, found, after)
        is_sure = self._is_named_as_place(i, j) or (
            self._is_plain(i, j, key, found) and self._is_large(found, several_words=j > i)
        )
        is_possible = self._is_name(i, j) and (i < j or not self._is_surname(i, found))
        return self._record(i, j, words, is_sure=is_sure, is_possible=is_possible)

    def _within_body(
        self, i: int, j: int, words: str, found: Sequence[Place], after: frozenset[str]
    ) -> FoundName | None:
        """The town a body, school or team is named after; it is a toponym, but nothing happens there."""
        if self._has_name_before(i) or not after & {"facility", "admin", "team", "body"}:
            return None
        if found[0].population < _SMALLEST_WITHIN or not self._is_plain(i, j, place_key(words), found):
            return None
        return self._record(i, j, words, is_sure=True, is_embedded=True)

    def _is_large(self, found: Sequence[Place], *, several_words: bool) -> bool:
        largest = max((p.population for p in found if not p.is_alias), default=0)
        by_alias = max((p.population for p in found if p.is_alias), default=0)
        if largest >= (_MEDIUM if several_words else _LARGE) or by_alias >= _LARGE_BY_ALIAS:
            return True
        return self._places.is_capital(found[0])

    def _is_plain(self, i: int, j: int, key: str, found: Sequence[Place]) -> bool:
        """True if the words are no ordinary words and nobody's name."""
        first = self._tokens[i].text
        if key in self._places.weak or not self._is_name(i, j) or first in self._places.given_names:
            return False
        return i < j or not self._is_surname(i, found)

    def _is_surname(self, i: int, found: Sequence[Place]) -> bool:
        """True for the last name of somebody in the report, or of somebody known where no city has that name."""
        word = self._tokens[i].text
        if self._blocked.is_surname(word):
            return True
        return word in self._blocked.known and found[0].population < _CITY and not self._places.is_capital(found[0])

    def _is_name(self, i: int, j: int) -> bool:
        """True if every capital in the words is that of a name: tagged so, or inside a sentence."""
        named = [t for t in self._tokens[i : j + 1] if t.text[:1].isupper()]
        return all(t.tag in ("NNP", "NNPS") or t.i > 1 or t.text.isupper() for t in named)

    def _is_dateline(self, i: int, j: int) -> bool:
        return self._dateline is not None and self._dateline.overlaps(self._s.span_of(i, j))

    def _is_named_as_place(self, i: int, j: int) -> bool:
        """True if the text says that it is a place: in X, the city of X, X province, X, Country; a dateline."""
        if self._is_dateline(i, j):
            return True
        tokens, classes = self._tokens, self._places.classes
        before = tokens[i - 1].text.lower() if i else ""
        earlier = tokens[i - 2].text.lower() if i > 1 else ""
        word = tokens[i].text
        if "locative" in classes(before) and self._is_name(i, j) and not (i == j and word in self._blocked.surnames):
            is_plain = before in _IN or (
                earlier not in _NOT_MOTION
                and (i < j or not (self._blocked.is_surname(word) or word in self._blocked.known))
            )
            if is_plain:
                return True
        if before == "of" and "classifier" in classes(earlier):
            return True
        following = tokens[j + 1].text if j + 1 < len(tokens) else ""
        if following.islower() and "classifier" in classes(following):
            return self._is_name(i, j)
        return self._has_container(j)

    def _has_container(self, j: int) -> bool:
        tokens = self._tokens
        if j + 2 >= len(tokens) or tokens[j + 1].text not in (",", "("):
            return False
        ends = range(min(j + 5, len(tokens) - 1), j + 1, -1)
        forms = [self._folded[tokens[j + 2].start : tokens[k].end] for k in ends]
        forms += [f"{tokens[j + 2].text}."]
        return any(p.kind in _LEVELS for form in forms for p in self._places.by_hand(form))

    def _follows_place(self, i: int, words: str) -> bool:
        """True if an abbreviation stands where one of a province does: after a comma, or with stops inside it."""
        if words.count(".") > 1 or (len(words) > 2 and words.isupper()):
            return True
        before = self._tokens[i - 1] if i else None
        return before is not None and before.text in (",", "(") and i > 1 and self._tokens[i - 2].text[:1].isupper()

    def _is_part_of_person(self, i: int) -> bool:
        """True for a hand-written name inside that of a person: "Jordan Spieth", "Andrew Jordan"."""
        before = self._tokens[i - 1] if i else None
        if before is not None and before.text in self._places.given_names and not self._places.by_hand(before.text):
            return True
        after = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        if after is None or self._tokens[i].text not in self._places.given_names or not self._starts_name(after):
            return False
        return not self._places.classes(after.text) and not after.text.isupper()

    def _after(self, j: int) -> frozenset[str]:
        """The classes of the capitalised words that follow directly."""
        found: set[str] = set()
        for t in self._tokens[j + 1 : j + 5]:
            if not (t.text[:1].isupper() or t.text in ("-", "of", "'s")):
                break
            found |= self._places.classes(t.text)
        return frozenset(found)

    def _starts_name(self, t: Token) -> bool:
        return t.text[:1].isupper() and t.tag in ("NNP", "NNPS") and place_key(t.text) not in _CALENDAR

    def _has_name_after(self, j: int) -> bool:
        """True if the name goes on behind the words; a title there belongs to whoever follows."""
        after = self._tokens[j + 1] if j + 1 < len(self._tokens) else None
        if after is None or not self._starts_name(after):
            return False
        return not self._blocked.is_title(after.text)

    def _has_name_before(self, i: int) -> bool:
        before = self._tokens[i - 1] if i > 1 else None
        if before is None or not self._starts_name(before):
            return False
        word = before.text
        if as_adjective(self._places, word) or self._places.by_hand(word) or self._blocked.is_title(word):
            return False
        return "direction" not in self._places.classes(word) and not (word.isupper() and len(word) <= _ACRONYM)

    def _hyphenated(self, i: int) -> FoundName | None:
        """The place in one token with a hyphen: "U.S.-led"."""
        word, dash, rest = self._tokens[i].text.partition("-")
        if not dash or not rest.islower() or not (self._places.by_hand(word) or as_adjective(self._places, word)):
            return None
        span = Span(self._tokens[i].start, self._tokens[i].start + len(word))
        is_adjective = bool(as_adjective(self._places, word))
        toponym = Toponym(span, word, is_adjective, "modifier")
        return FoundName(i, i, toponym, place_key(word), is_sure=True, is_possible=True)

    def _feature(self, i: int) -> FoundName | None:
        """An unlisted river, lake, street or unit: "Tijuana River", "Mount Agung", "Adair County", "Third Street"."""
        tokens = self._tokens
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or not self._starts_name(after) or not self._starts_name(tokens[i]):
            return None
        if self._blocked.holds(self._s.span_of(i, i), by_hand=False):
            return None
        first, second = self._places.classes(tokens[i].text), self._places.classes(after.text)
        asked = None
        if ("natural" in second and not first) or (tokens[i].text in _BEFORE_NAMES and not second):
            asked = "natural"
        elif after.text in _AFTER_NAMES and not first:
            asked = "admin"
        elif "street" in second and "facility" not in second and not first:
            asked = "street"
        return self._record(i, i + 1, self._words(i, i + 1), asked=asked, is_sure=True) if asked else None

    def _record(
        self,
        i: int,
        j: int,
        words: str,
        *,
        is_sure: bool,
        is_possible: bool = True,
        is_adjective: bool = False,
        is_embedded: bool = False,
        asked: str | None = None,
    ) -> FoundName:
        span = self._s.span_of(i, j)
        use = "embedded" if is_embedded or self._blocked.embeds(span) else self._use(i, j, is_adjective=is_adjective)
        toponym = Toponym(span, words, is_adjective, use, asked or self._asked(i, j))
        return FoundName(i, j, toponym, place_key(words), is_sure, is_possible)

    def _asked(self, i: int, j: int) -> str | None:
        """What the word beside a name says it is: "Idlib province", "Oaxaca State", "the city of Homs"."""
        tokens = self._tokens
        unit = tokens[j + 1].text if j + 1 < len(tokens) else ""
        if not unit and i > 1 and tokens[i - 1].text == "of":
            unit = tokens[i - 2].text
        if "admin" not in self._places.classes(unit) and i > 1 and tokens[i - 1].text == "of":
            unit = tokens[i - 2].text
        classes = self._places.classes(unit)
        if "admin" not in classes or "natural" in classes:
            return None
        return "city" if unit.lower() in _CITIES else "admin"

    def _use(self, i: int, j: int, *, is_adjective: bool) -> str:
        """What the words do: somewhere, somebody, or before a noun."""
        if self._is_dateline(i, j):
            return "dateline"
        if is_adjective:
            return "modifier"
        outside = [t for t in self._tokens[i : j + 1] if not i <= t.head <= j or t.head == t.i]
        t = outside[-1] if outside else self._tokens[j]
        governor = self._tokens[t.head]
        if t.dep in ("compound", "amod", "nmod") and self._places.classes(governor.text) & _UNITS:
            t = governor  # "in Sindh province", "the Swat Valley"
        elif t.dep == "compound" and self._is_at_facility(governor):
            t = governor  # "at Entebbe airport"
        if t.dep in ("compound", "amod", "nmod"):
            return "modifier"
        if t.dep in ("nsubj", "nsubjpass", "poss", "dative"):
            return "actor"
        if t.dep == "pobj":
            before = self._tokens[t.head].text.lower()
            return "place" if "locative" in self._places.classes(before) or before in ("of", "for") else "actor"
        return "place"

    def _is_at_facility(self, noun: Token) -> bool:
        """True for the "airport" of "at Entebbe airport", whose place is the town's."""
        is_inside = noun.dep == "pobj" and self._tokens[noun.head].text.lower() in _AT
        return is_inside and noun.text[:1].islower() and "facility" in self._places.classes(noun.text)
