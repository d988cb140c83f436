"""Where states are teams: "Pakistan beat England by six wickets" tells nothing about two states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from eventcoder.analysis import Candidate, Sentence
from eventcoder.resolve.clauses import clause_of

_STRONG: Final = 2
_ENOUGH: Final = 2
_SCORE: Final = re.compile(r"^\d{1,3}-\d{1,3}$")
_TEAMS: Final = frozenset({"country", "demonym"})
_PLACES: Final = frozenset({"place", "goal"})


class Games:
    """Tells teams from states. words: by lemma: strong | weak | verb."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words
        self._is_game: dict[int, bool] = {}

    def is_team(self, c: Candidate, sentence: Sentence) -> bool:
        """True for a state that plays: beside a verb of playing in a sentence about a game."""
        if c.kind not in _TEAMS or c.is_modifier or c.function in _PLACES:
            return False
        verb = clause_of(sentence, c.head)
        return self._has(verb.lemma, "verb") and self._is_about_game(sentence)

    def _is_about_game(self, sentence: Sentence) -> bool:
        known = self._is_game.get(sentence.index)
        if known is None:
            known = self._is_game[sentence.index] = self._weight(sentence) >= _ENOUGH
        return known

    def _weight(self, sentence: Sentence) -> int:
        """Two for a strong word, one for each weak one and for a score."""
        lemmas = {t.lemma.lower() for t in sentence.tokens}
        found = lemmas | _hyphenated(sentence)
        strong = any(self._has(w, "strong") for w in found)
        weak = sum(self._has(w, "weak") for w in lemmas)
        score = any(_SCORE.match(w) for w in found)
        return (_STRONG if strong else 0) + weak + score

    def _has(self, word: str, use: str) -> bool:
        return use in self._words.get(word, ())


def _hyphenated(sentence: Sentence) -> set[str]:
    """Words that a hyphen joins, as one: "semi-final", "4-2"."""
    t = sentence.tokens
    inner = (i for i in range(1, len(t) - 1) if t[i].text == "-")
    return {f"{t[i - 1].text}-{t[i + 1].text}".lower() for i in inner}
