"""Place names of a report: which words name a place, and what they do in their sentence.

Comes in: tokens, actor candidates, the place knowledge. Goes out: ``toponyms`` in text order, not yet resolved. The longest
listed name wins. Countries, provinces, regions and landmarks that are written by hand count wherever they stand outside a
person's name; a town of the gazetteer needs support: a preposition of place, a container ("Paris, Texas"), its size, or
another mention in the report that has it. Names of people, newspapers and teams give no place; the place inside the name
of another body is marked as embedded, so that no event happens there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Candidate, Sentence, Toponym
from eventcoder.find.name_runs import BlockedNames, NameRuns
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.gazetteer import Place
from eventcoder.knowledge.place_forms import as_adjective, read_place
from eventcoder.knowledge.place_names import place_key
from eventcoder.knowledge.places import Places
from eventcoder.schema import Span

_LONGEST: Final = 7  # tokens
_JOINS: Final = frozenset({"-", "of", "the", "de", "del", "la", "le", "el", "al", "au", "and", "&", "'", "du", "des", "da", "do", "upon", "'s", "sur", "es", "ez", "ed"})
_LARGE: Final = 100_000  # a town of this size is meant by its name alone
_MEDIUM: Final = 15_000  # and one of this size where its name is no word and nobody's name
_SMALLEST_WITHIN: Final = 30_000  # inside the name of a body
_CONTAINER: Final = re.compile(r",? \(?|, in | in ")
_BESIDE: Final = re.compile(r"(?:,|,? and|,? or|,? nor|,? as well as) (?:the )?")
_LEVELS: Final = frozenset({"country", "admin1"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A listed name where it stands, with how sure it is a place."""

    sentence: int
    first: int
    last: int
    toponym: Toponym
    key: str
    is_sure: bool  # a place wherever it stands, or supported here
    is_possible: bool  # a place if another mention in the report is sure


class FindToponyms:
    """Give a report its toponyms."""

    name = "find.toponyms"
    needs = ("tokens", "folded", "candidates")
    gives = ("toponyms",)

    def __init__(self, places: Places, actors: Actors) -> None:
        self._places = places
        self._runs = NameRuns(places, actors)

    def __call__(self, analysis: Analysis) -> Analysis:
        blocked = self._runs.blocked(analysis)
        found: list[_Found] = []
        for sentence in analysis.sentences:
            if sentence.tokens:
                found.extend(_Scan(self._places, analysis, sentence, blocked).names())
        sure = {f.key for f in found if f.is_sure}
        kept = [f.toponym for f in found if f.is_sure or (f.is_possible and f.key in sure)]
        return replace(analysis, toponyms=linked(kept, analysis.folded))

    def of_spans(self, analysis: Analysis, spans: Iterable[Span]) -> tuple[Toponym, ...]:
        """Return exactly the spans as toponyms, whatever they name."""
        return linked([self._of_span(analysis.folded, span) for span in sorted(spans)], analysis.folded)

    def _of_span(self, folded: str, span: Span) -> Toponym:
        words = span.of(folded)
        reading = read_place(self._places, words)
        if reading is None:
            return Toponym(span, words, is_adjective=False, use="place", asked="facility")
        use = "modifier" if reading.is_adjective else "place"
        return Toponym(span, reading.name, reading.is_adjective, use, reading.asked)


def linked(toponyms: Sequence[Toponym], folded: str) -> tuple[Toponym, ...]:
    """Tell each toponym which other one the text puts around it and which it is listed with."""
    gaps = [folded[a.span.end : b.span.start] for a, b in zip(toponyms, toponyms[1:], strict=False)]
    out = []
    for n, t in enumerate(toponyms):
        after = gaps[n] if n < len(gaps) else "."
        before = gaps[n - 1] if n else "."
        holds = _CONTAINER.fullmatch(after) is not None and not toponyms[n + 1].is_adjective and not t.is_adjective
        beside = [m for m, gap in ((n - 1, before), (n + 1, after)) if _BESIDE.fullmatch(gap)]
        out.append(replace(t, container=n + 1 if holds else None, beside=tuple(beside)))
    return tuple(out)


class _Scan:
    """Looks for place names in one sentence."""

    def __init__(self, places: Places, analysis: Analysis, sentence: Sentence, blocked: BlockedNames) -> None:
        self._places = places
        self._folded = analysis.folded
        self._s = sentence
        self._blocked = blocked
        dateline = analysis.document.dateline
        self._dateline = dateline.place if dateline else None

    def names(self) -> Iterator[_Found]:
        """Yield the names of the sentence, leftmost and longest first, none inside another."""
        i, tokens = 0, self._s.tokens
        while i < len(tokens):
            word = tokens[i].text
            found = self._starting_at(i) if word[:1].isupper() or (word in ("al", "el") and self._is_joined(i)) else None
            if found is not None:
                yield found
                i = found.last + 1
            else:
                i += 1

    def _is_joined(self, i: int) -> bool:
        tokens = self._s.tokens
        return i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i + 2].text[:1].isupper()

    def _starting_at(self, i: int) -> _Found | None:
        for j in self._ends(i):
            words = self._folded[self._s.tokens[i].start : self._s.tokens[j].end]
            found = self._by_hand(i, j, words) or self._listed(i, j, words)
            if found is not None:
                return found
        return self._feature(i)

    def _ends(self, i: int) -> list[int]:
        """Token indices where a name that starts at ``i`` may end, the farthest first."""
        tokens, ends = self._s.tokens, []
        for j in range(i, min(len(tokens), i + _LONGEST)):
            word = tokens[j].text
            if word[:1].isupper() or (j > i and tokens[j - 1].text == "-" and word.isalpha()):
                ends.append(j)
            elif word not in _JOINS and word not in ("al", "el"):
                break
            elif word in ("and", "&") and not ends:
                break
        return ends[::-1]

    def _by_hand(self, i: int, j: int, words: str) -> _Found | None:
        """A country, province, region or landmark, or an adjective of one."""
        places = self._places
        adjective = as_adjective(places, words)
        found = adjective or places.by_hand(words)
        if not found or self._is_blocked(i, j, by_hand=True):
            return None
        if words in places.abbreviations and not self._follows_place(i, words):
            return None
        if not adjective and self._is_longer_name(i, j, found[0]):
            return None
        return self._record(i, j, words, is_adjective=bool(adjective), is_sure=True)

    def _listed(self, i: int, j: int, words: str) -> _Found | None:
        """A town, province or district of the gazetteer, with its support."""
        key = place_key(words)
        if key in self._places.never or len(key) < 3 or self._is_blocked(i, j, by_hand=False):
            return None
        if all(t.tag not in ("NNP", "NNPS", "NN", "NNS", "JJ", "VBG", "FW") for t in self._s.tokens[i : j + 1]):
            return None
        found = self._places.find(words)
        if not found:
            return None
        after = self._after(j)
        if "media" in after:
            return None
        is_inside = self._is_inside_name(i, j)
        is_named = self._is_named_as_place(i, j)
        if is_inside:
            is_sure = bool(after & {"facility", "admin", "team"}) and found[0].population >= _SMALLEST_WITHIN and not self._has_name_before(i)
            if not is_sure:
                return None
            return self._record(i, j, words, is_sure=key not in self._places.weak, is_embedded=True)
        is_sure = is_named or (self._is_plain(i, j, key) and self._is_large(found, j > i))
        return self._record(i, j, words, is_sure=is_sure, is_possible=self._tag_fits(i, j))

    def _is_large(self, found: Sequence[Place], several_words: bool) -> bool:
        largest = max((p.population for p in found if not p.is_alias), default=0)
        return largest >= (_MEDIUM if several_words else _LARGE) or self._places.is_capital(found[0])

    def _is_plain(self, i: int, j: int, key: str) -> bool:
        """True if the words are no ordinary words and nobody's name."""
        first = self._s.tokens[i].text
        return (
            key not in self._places.weak
            and self._tag_fits(i, j)
            and not (j > i and first in self._places.given_names)
            and not (i == j and (first in self._places.given_names or first in self._blocked.surnames))
        )

    def _tag_fits(self, i: int, j: int) -> bool:
        return all(t.tag in ("NNP", "NNPS") for t in self._s.tokens[i : j + 1] if t.text[:1].isupper())

    def _is_named_as_place(self, i: int, j: int) -> bool:
        """True if the text says that it is a place: in X, the city of X, X province, X, Country; a dateline."""
        tokens = self._s.tokens
        if self._dateline is not None and self._dateline.overlaps(self._s.span_of(i, j)):
            return True
        before = tokens[i - 1].text.lower() if i else ""
        earlier = tokens[i - 2].text.lower() if i > 1 else ""
        if "locative" in self._places.classes(before) and self._tag_fits(i, j):
            return not (i == j and tokens[i].text in self._blocked.surnames)
        if before == "of" and "classifier" in self._places.classes(earlier):
            return True
        if j + 1 < len(tokens) and "classifier" in self._places.classes(tokens[j + 1].text) and tokens[j + 1].text.islower():
            return self._tag_fits(i, j)
        return self._has_container(j)

    def _has_container(self, j: int) -> bool:
        tokens = self._s.tokens
        if j + 2 >= len(tokens) or tokens[j + 1].text not in (",", "("):
            return False
        for k in range(min(j + 4, len(tokens) - 1), j + 1, -1):
            words = self._folded[tokens[j + 2].start : tokens[k].end]
            if any(p.kind in _LEVELS for p in self._places.by_hand(words)):
                return True
        return False

    def _follows_place(self, i: int, words: str) -> bool:
        """True if an abbreviation stands where one of a province does: after a comma, or with stops inside it."""
        before = self._s.tokens[i - 1] if i else None
        if words.count(".") > 1 or len(words) == 3 and words.isupper():
            return True
        return before is not None and before.text in (",", "(") and i > 1 and self._s.tokens[i - 2].text[:1].isupper()

    def _is_longer_name(self, i: int, j: int, place: Place) -> bool:
        """True for a hand-written name inside that of a person: "Jordan Spieth", "Georgia May"."""
        if i != j or "media" in self._after(j):
            return i == j and place.kind in ("admin1", "country", "region", "point")
        following = self._s.tokens[j + 1] if j + 1 < len(self._s.tokens) else None
        return (
            self._s.tokens[i].text in self._places.given_names
            and following is not None
            and following.text[:1].isupper()
            and following.tag in ("NNP", "NNPS")
            and not self._places.classes(following.text)
            and not following.text.isupper()
        )

    def _after(self, j: int) -> frozenset[str]:
        """The classes of the capitalised words that follow directly."""
        found: set[str] = set()
        for t in self._s.tokens[j + 1 : j + 4]:
            if not (t.text[:1].isupper() or t.text == "-"):
                break
            found |= self._places.classes(t.text)
        return frozenset(found)

    def _is_inside_name(self, i: int, j: int) -> bool:
        following = self._s.tokens[j + 1] if j + 1 < len(self._s.tokens) else None
        ends = following is None or not (following.text[:1].isupper() and following.tag in ("NNP", "NNPS"))
        return self._has_name_before(i) or not ends

    def _has_name_before(self, i: int) -> bool:
        if not i:
            return False
        t = self._s.tokens[i - 1]
        if not t.text[:1].isupper() or t.tag not in ("NNP", "NNPS"):
            return False
        word = t.text
        is_place = bool(as_adjective(self._places, word) or self._places.by_hand(word))
        return not is_place and "direction" not in self._places.classes(word) and i > 1

    def _is_blocked(self, i: int, j: int, *, by_hand: bool) -> bool:
        span = self._s.span_of(i, j)
        return self._blocked.holds(span, by_hand=by_hand)

    def _feature(self, i: int) -> _Found | None:
        """An unlisted river, lake, island or unit: "Tijuana River", "Mount Agung", "Adair County"."""
        tokens = self._s.tokens
        if i + 1 >= len(tokens) or self._is_blocked(i, i, by_hand=False) or tokens[i].tag not in ("NNP", "NNPS"):
            return None
        first, second = self._places.classes(tokens[i].text), self._places.classes(tokens[i + 1].text)
        second_is_name = tokens[i + 1].text[:1].isupper() and tokens[i + 1].tag in ("NNP", "NNPS")
        if not second_is_name:
            return None
        words = self._folded[tokens[i].start : tokens[i + 1].end]
        if "natural" in second and not first:
            return self._record(i, i + 1, words, asked="natural", is_sure=True)
        if tokens[i].text in ("Lake", "Mount", "Cape", "Fort", "Camp", "Port") and not second:
            return self._record(i, i + 1, words, asked="natural", is_sure=True)
        if tokens[i + 1].text in ("County", "Province", "District", "Governorate", "Oblast", "Prefecture") and not first:
            return self._record(i, i + 1, words, asked="admin", is_sure=True)
        return None

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
    ) -> _Found:
        span = self._s.span_of(i, j)
        j, asked = self._with_unit(i, j, asked)
        use = "embedded" if is_embedded or self._blocked.embeds(span) else self._use(i, j, is_adjective=is_adjective)
        toponym = Toponym(span, words, is_adjective, use, asked)
        return _Found(self._s.index, i, j, toponym, place_key(words), is_sure, is_possible)

    def _with_unit(self, i: int, j: int, asked: str | None) -> tuple[int, str | None]:
        """What the word beside a name says it is: "Idlib province", "Oaxaca State", "the city of Homs"."""
        tokens = self._s.tokens
        if asked is None and j + 1 < len(tokens):
            word = tokens[j + 1].text
            if "admin" in self._places.classes(word) and "natural" not in self._places.classes(word):
                return j, "city" if word.lower() in ("city", "town", "village") else "admin"
        if asked is None and i > 1 and tokens[i - 1].text == "of" and "admin" in self._places.classes(tokens[i - 2].text):
            return j, "city" if tokens[i - 2].text.lower() in ("city", "town", "village", "port") else "admin"
        return j, asked

    def _use(self, i: int, j: int, *, is_adjective: bool) -> str:
        """What the words do: somewhere, somebody, or before a noun."""
        if self._dateline is not None and self._dateline.overlaps(self._s.span_of(i, j)):
            return "dateline"
        if is_adjective:
            return "modifier"
        outside = [t for t in self._s.tokens[i : j + 1] if not i <= t.head <= j or t.head == t.i]
        t = outside[-1] if outside else self._s.tokens[j]
        if t.dep in ("compound", "amod", "nmod"):
            return "modifier"
        if t.dep in ("nsubj", "nsubjpass", "poss", "dative"):
            return "actor"
        if t.dep == "pobj":
            before = self._s.tokens[t.head].text.lower()
            return "place" if "locative" in self._places.classes(before) or before in ("of", "for") else "actor"
        return "place"


def places_of(candidate: Candidate) -> tuple[str, ...]:
    """Ids of the countries that an actor candidate names."""
    return tuple(e for e in candidate.entries if e.startswith("cty:"))
