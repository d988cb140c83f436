"""Words that decide which time and which place belong to an act (events/when_where_words.tsv)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from eventcoder.knowledge.lexicon import Lexicon
from eventcoder.knowledge.tables import Problems, Tables

_KINDS: Final = frozenset(
    {
        "another_time",
        "answer_event",
        "coarse_aspect",
        "comparison",
        "destination_event",
        "destination_preposition",
        "duration_noun",
        "gerund_preposition",
        "going_verb",
        "land_noun",
        "mass_quantity",
        "noun_preposition",
        "object_event",
        "occurrence_verb",
        "origin_event",
        "origin_preposition",
        "person_event",
        "place_noun",
        "own_time_marker",
        "place_preposition",
        "same_time_marker",
        "site_noun",
        "surface_preposition",
        "taking_verb",
        "thought_verb",
        "topic_event",
        "unit_noun",
        "verbal_event",
    }
)


class WhenWhereWords:
    """Look-up by kind and word. support: lemmas of the verbs that carry a nominal event ("launched an attack")."""

    def __init__(self, words: Mapping[str, frozenset[str]], support: frozenset[str]) -> None:
        self._words = words
        self.carriers = support | words.get("occurrence_verb", frozenset())

    def has(self, kind: str, word: str | None) -> bool:
        """True if the word is listed under the kind."""
        return word is not None and word in self._words.get(kind, ())

    def has_event(self, kind: str, event_type: str, mode: str | None) -> bool:
        """True if a type, or the type with its mode, is listed under the kind."""
        return self.has(kind, event_type) or self.has(kind, f"{event_type}:{mode}")


def load_when_where_words(tables: Tables, lexicon: Lexicon) -> WhenWhereWords:
    """Read and check when_where_words.tsv."""
    problems = Problems()
    words: dict[str, set[str]] = {}
    for row in tables.read("events/when_where_words.tsv", ("kind", "word")):
        if row.word("kind") not in _KINDS:
            problems.add(row, f"kind {row.word('kind')!r} is unknown; known kinds: {', '.join(sorted(_KINDS))}.")
        words.setdefault(row.word("kind"), set()).add(row.word("word"))
    problems.raise_if_any()
    support = frozenset(lemma for lemma, _ in lexicon.support)
    return WhenWhereWords({kind: frozenset(found) for kind, found in words.items()}, support)
