"""Swap countries in training sentences, so that the model learns acts and not who usually does them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from typing import Final

from eventcoder.knowledge.actors import Actors
from eventcoder.schema import Span

_LEAST: Final = 4  # letters; short names ("US", "UK") take part in other words' abbreviations


class Renamer:
    """Replaces the names of countries and their adjectives by others of the same shape."""

    def __init__(self, forms: Iterable[Iterable[str]]) -> None:
        """forms: lists of words that may stand for each other."""
        self._kinds = [sorted(set(words)) for words in forms]
        self._kind_of = {word: n for n, words in enumerate(self._kinds) for word in words}
        names = sorted(self._kind_of, key=lambda w: (-len(w), w))
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")

    def rename(self, text: str, spans: tuple[Span, ...], rng: random.Random) -> tuple[str, tuple[Span, ...]]:
        """Return the text with every country renamed (the same one alike), and where the spans are now."""
        new_names: dict[str, str] = {}
        out: list[str] = []
        moved = [[s.start, s.end] for s in spans]
        last = 0
        for match in self._pattern.finditer(text):
            old = match.group()
            new = new_names.setdefault(old, rng.choice(self._kinds[self._kind_of[old]]))
            out += (text[last : match.start()], new)
            last = match.end()
            for place, span in zip(moved, spans, strict=True):
                shift = len(new) - len(old)
                place[0] += shift * (match.end() <= span.start)
                place[1] += shift * (match.end() <= span.end)
        return "".join((*out, text[last:])), tuple(Span(a, b) for a, b in moved)


def country_renamer(actors: Actors) -> Renamer:
    """Names of states, their adjectives and their peoples, each among themselves."""
    kinds: dict[tuple[str, bool], list[str]] = {}
    for name, entries in actors.names.items():
        entry = entries[0]
        if entry.id.startswith("cty:") and len(name) >= _LEAST and " " not in name and name[:1].isupper():
            kinds.setdefault((entry.kind, entry.is_plural), []).append(name)
    return Renamer(kinds[kind] for kind in sorted(kinds))
