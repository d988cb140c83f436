"""Places that words point back to: "the town", "the province", "there".

The place is the last one of that kind named in the sentences right before; it stands where the pointing words stand,
and its record keeps the span of the name. A noun that brings its own name ("the town of Mopti") points at nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, PlacedToponym, Sentence, Token
from eventcoder.code.clause_links import Clauses, Hold
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import Span

_LANDS: Final = frozenset({"country"})
_KINDS: Final = (
    ("place_noun", frozenset({"city", "point"})),
    ("unit_noun", frozenset({"admin1", "admin2", "region"})),
    ("land_noun", _LANDS),
)
_ANY: Final = frozenset({"city", "point", "admin1", "admin2", "region", "country"})
_POINTING: Final = frozenset({"the", "this", "that"})
_PLACE_USES: Final = frozenset({"place", "dateline"})
_NAMED_USES: Final = frozenset({"place", "actor", "dateline"})
_NAMING: Final = frozenset({"appos", "compound", "nmod", "relcl"})
_REACH: Final = 3  # sentences


class Pointing:
    """Finds the pointing words of one report's sentences."""

    def __init__(self, analysis: Analysis, words: WhenWhereWords) -> None:
        self._analysis = analysis
        self._words = words

    def places(self, clauses: Clauses) -> Iterator[tuple[PlacedToponym, Hold]]:
        """Yield the places pointed at in a sentence, each as if it stood there by name."""
        for t in clauses.sentence.tokens:
            kinds = self._kinds(clauses.sentence, t)
            named = self._named_before(clauses.sentence, t, kinds) if kinds else None
            if named is not None:
                span = Span(t.start, t.end)
                hold = clauses.hold(span)
                if t.tag == "RB":
                    hold = replace(hold, preposition="in")
                if kinds == _LANDS and not self._words.has("place_preposition", hold.preposition):
                    continue  # "aid for the country": not where it is given
                yield replace(named, span=span, use="place"), hold

    def _kinds(self, sentence: Sentence, t: Token) -> frozenset[str]:
        """What kinds of places a word can point at; none for most words."""
        word = t.text.lower()
        if word == "there":
            return _ANY if t.tag == "RB" else frozenset()
        kinds = next((found for kind, found in _KINDS if self._words.has(kind, word)), frozenset())
        return kinds if kinds and t.tag == "NN" and self._is_pointing(sentence, t) else frozenset()

    def _is_pointing(self, sentence: Sentence, t: Token) -> bool:
        kids = list(sentence.kids(t.i))
        is_told = any(k.dep in _NAMING or (k.dep == "prep" and k.lemma == "of") for k in kids)  # "the town it seized"
        return not is_told and any(k.dep == "det" and k.lemma.lower() in _POINTING for k in kids)

    def _named_before(self, sentence: Sentence, t: Token, kinds: frozenset[str]) -> PlacedToponym | None:
        """The place of the kinds named last, in this sentence or the ones before it."""
        first = self._analysis.sentences[max(0, sentence.index - _REACH)].start
        uses = _PLACE_USES if t.tag == "RB" else _NAMED_USES
        named = (p for p in self._analysis.places if first <= p.span.start < t.start and p.use in uses)
        return max((p for p in named if p.place.precision in kinds), key=lambda p: p.span.start, default=None)
