"""PLOVER contexts of a stretch of text, from the words that show them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from eventcoder.knowledge.contexts import ContextWord
from eventcoder.schema import Span

_WORD: Final = re.compile(r"[a-z][a-z'-]*")
_WEAK_NEEDED: Final = 2
_LONGEST: Final = 5  # words in a context phrase


class ContextReader:
    """Finds contexts by strong words, or by two different weak ones."""

    def __init__(self, words: Sequence[ContextWord]) -> None:
        self._words: dict[str, list[ContextWord]] = defaultdict(list)
        for w in words:
            self._words[w.words].append(w)
        self._longest: dict[str, int] = {}  # by the first word of a phrase, or its plural: words of its longest phrase
        for phrase in self._words:
            first, *rest = _WORD.findall(phrase) or [phrase]
            for form in (first, f"{first}s"):
                self._longest[form] = max(self._longest.get(form, 0), len(rest) + 1)

    def read(self, folded: str, span: Span) -> dict[str, tuple[ContextWord, Span]]:
        """Return each context of the stretch with the word that shows it, in order of their names."""
        weak: dict[str, list[tuple[ContextWord, Span]]] = defaultdict(list)
        found: dict[str, tuple[ContextWord, Span]] = {}
        for word, where in self._hits(folded[span.start : span.end].lower(), span.start):
            if word.is_strong:
                found.setdefault(word.context, (word, where))
            else:
                weak[word.context].append((word, where))
        for context, hits in weak.items():
            if len({w.words for w, _ in hits}) >= _WEAK_NEEDED:
                found.setdefault(context, hits[0])
        return dict(sorted(found.items()))

    def _hits(self, text: str, offset: int) -> list[tuple[ContextWord, Span]]:
        tokens = list(_WORD.finditer(text))
        hits: list[tuple[ContextWord, Span]] = []
        for i, token in enumerate(tokens):
            longest = self._longest.get(token.group())
            if longest is None:
                continue
            start = token.start()
            for last in tokens[i : i + min(longest, _LONGEST)]:
                end = last.end()
                hits.extend((word, Span(offset + start, offset + end)) for word in self._lookup(text[start:end]))
        return hits

    def _lookup(self, phrase: str) -> Sequence[ContextWord]:
        found = self._words.get(phrase)
        if found is None and phrase.endswith("s"):
            found = self._words.get(phrase[:-1])
        return found or ()
