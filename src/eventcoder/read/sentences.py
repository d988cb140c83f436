"""Sentences of a text, by rule: where a full stop ends one, and where it does not.

Knowledge: ``language/abbreviations.tsv``, ``sentence_starters.tsv``, ``saying_verbs.tsv``. Works on the folded text and
looks at the text itself only for the direction of quotation marks. Every character that is not a space belongs to
exactly one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from eventcoder.knowledge.language import Abbreviation, Language, load_language
from eventcoder.read.folding import fold
from eventcoder.read.long_sentences import split_long
from eventcoder.read.paragraphs import Stretch, split_paragraphs

_STOP: Final = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<marks>[\"')\]}]*+)"
    r"(?:(?P<gap>\s++)(?P<late>\"(?=\s|\Z)\s*+)?|(?=[\"'(\[]?[A-Z]))"
)
_OPENING: Final = frozenset("“„‟‘‚‛«‹「『(")
_CLOSING: Final = frozenset("”’»›」』")
_NEXT: Final = re.compile(r"[\"'(\[{¿¡—*]*\s*(?P<word>[^\W_][\w'-]*)?")
_LAST: Final = re.compile(r"[^\s\"(\[{—/]*$")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
# "al-Assad left." and "(a) the ceasefire": sentences that begin with a small letter
_LOWER_START: Final = re.compile(r"[\"']*(?:(?:al|el|as|ash|an|ar|at|az|ad)-[A-Z]|\(?(?:[a-z]|[ivx]{1,4})\)\s)")
_ALPHANUMERIC: Final = re.compile(r"[^\W_]")
_LIST_MARK: Final = re.compile(r"\W{0,3}(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\W{0,2}$")
_GLUED: Final = re.compile(r"[\"'(\[]*([A-Z][a-z]+|[AI](?=\s))(?![\w.-]*@)")
_TAG_END: Final = re.compile(r"[.,;:!?\"\n—]|\Z")
_TAG_STOPS: Final = frozenset((".", ",", ""))
_TAG_TAIL: Final = frozenset(
    {"on", "in", "at", "during", "after", "before", "via", "through", "while", "when", "as", "from", "by"}
    | {"later", "earlier", "yesterday", "today"}
)
_TAG_AUXILIARIES: Final = frozenset(
    ("has", "have", "had", "is", "are", "was", "were", "be", "been", "will", "would", "to", "not")
)
_CLAUSE_SUBJECTS: Final = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "that", "there", "this", "his", "her"}
)
_TAG_WORDS: Final = 9
_LOOK_BACK: Final = 40  # characters: no abbreviation is longer


def split_sentences(text: str, language: Language | None = None) -> tuple[tuple[int, int, int], ...]:
    """Return (start, end, paragraph index) of every sentence of a text.

    >>> split_sentences("Mr. Khan left. He said: “No.”")
    ((0, 14, 0), (15, 29, 0))
    """
    return SplitSentences(language or load_language())(text, fold(text))


class SplitSentences:
    """Give the sentences of a text as (start, end, paragraph index), in order, never empty."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def __call__(
        self, text: str, folded: str, protected: Sequence[Stretch] = (), paragraphs: Sequence[Stretch] | None = None
    ) -> tuple[tuple[int, int, int], ...]:
        """Split ``text``; ``folded`` is its fold, ``protected`` stretches (datelines) are never cut.

        paragraphs: as found earlier, else they are found here.
        """
        found: list[tuple[int, int, int]] = []
        for index, (start, end) in enumerate(split_paragraphs(folded) if paragraphs is None else paragraphs):
            cuts = (start, *self._cuts(text, folded, start, end, protected), end)
            for first, last in pairwise(cuts):
                found.extend((s, e, index) for s, e in split_long(folded, first, last))
        return tuple(found)

    def _cuts(self, text: str, folded: str, start: int, end: int, protected: Sequence[Stretch]) -> Iterator[int]:
        """Yield the offsets inside one paragraph at which a sentence ends."""
        is_caseless = folded[start:end].islower()
        opened, counted, first, has_word = 0, start, start, False
        for stop in _STOP.finditer(folded, start, end):
            opened += text.count('"', counted, stop.start())
            has_word = has_word or _ALPHANUMERIC.search(folded, counted, stop.start()) is not None
            counted = stop.start()
            cut = _after_marks(text, stop, is_open=opened % 2 == 1)
            rest = _skip_space(folded, cut, end)
            if not has_word or rest >= end or any(s < cut < e for s, e in protected):
                continue  # marks alone are no sentence: they go with what follows
            if self._is_end(folded, first, stop, cut, rest, is_caseless=is_caseless):
                first, has_word = rest, False
                yield cut

    def _is_end(self, folded: str, first: int, stop: re.Match[str], cut: int, rest: int, *, is_caseless: bool) -> bool:
        """True if the sentence that began at ``first`` ends at ``cut`` and the next begins at ``rest``."""
        upcoming = _NEXT.match(folded, rest)
        word = ((upcoming and upcoming["word"]) or "").partition("'")[0]  # "It's" starts a sentence as "It" does
        if folded[stop.start() - 1] in "[(":
            return False  # "[...]" stands for words left out
        if rest == cut and not self._is_glued_end(folded, first, stop, cut):
            return False
        if word[:1].islower() and not is_caseless and not _LOWER_START.match(folded, rest):
            return False
        before = _LAST.search(folded, max(first, stop.start() - _LOOK_BACK), stop.start())
        if stop["stop"] == "." and not self._stop_may_end(folded, first, before.group() if before else "", word, stop):
            return False
        if len(stop["stop"]) > 1 or stop["stop"] == "…":
            return self._may_end_after_ellipsis(stop["stop"], word)
        return not ('"' in folded[stop.end("stop") : cut] and self._is_tag(folded, cut, stop["stop"]))

    def _stop_may_end(self, folded: str, first: int, before: str, word: str, stop: re.Match[str]) -> bool:
        """False where a single full stop belongs to the word before it."""
        at = stop.start()
        if _LIST_MARK.fullmatch(folded, first, at) and stop["gap"]:
            return False
        entry = self._abbreviation(before, word)
        if entry is not None:
            return self._abbreviation_ends(entry, folded, at - len(before), word)
        if _DOTTED.search(before) or (len(before) == 1 and before.isalpha() and before.isupper()):
            return self._language.is_starter(word) and not _is_initial(folded, stop.end(), word)
        return bool(word) or not before.endswith(".")

    def _abbreviation(self, before: str, word: str) -> Abbreviation | None:
        """Return the abbreviation that ``before`` is, or ends in (Det.-Sgt)."""
        in_capitals = not word or word.isupper() or word[0].isdigit()
        found = self._language.abbreviation(before, in_capitals=in_capitals)
        if found is None and "-" in before:
            return self._language.abbreviation(before.rpartition("-")[2], in_capitals=in_capitals)
        return found

    def _abbreviation_ends(self, entry: Abbreviation, folded: str, at: int, word: str) -> bool:
        """True if the stop of an abbreviation that begins at ``at`` also ends the sentence before ``word``."""
        if entry.kind in ("title", "inner"):
            return False
        if entry.kind == "number":
            return not word[:1].isdigit()
        if entry.kind == "final":
            return word not in entry.unless and word.capitalize() not in entry.unless
        if entry.kind == "place" and folded[max(at - 2, 0) : at].strip() != ",":
            return True
        return self._language.is_starter(word)

    def _may_end_after_ellipsis(self, stop: str, word: str) -> bool:
        """Dots alone end a sentence only before a word that starts one; "?!" and four dots always do."""
        if "!" in stop or "?" in stop or len(stop) > 3:
            return True
        return self._language.is_starter(word)

    def _is_glued_end(self, folded: str, first: int, stop: re.Match[str], cut: int) -> bool:
        """True for a missing space ("end.The"), not for "Node.Js", "J.Smith", "www.Example.Com"."""
        upcoming = _GLUED.match(folded, cut)
        if upcoming is None or upcoming[1] in self._language.web_suffixes:
            return False
        before = _LAST.search(folded, max(first, stop.start() - _LOOK_BACK), stop.start())
        word = before.group() if before else ""
        if "@" in word or word.startswith(("www", "http")):
            return False
        return cut > stop.end("stop") or (word[-2:].islower() and word[-2:].isalpha()) or word.isdigit()

    def _is_tag(self, folded: str, cut: int, stop: str) -> bool:
        """True if what follows a closed quotation only names who said it: “No.” Khan said on Friday.

        A clause with words of its own (Khan said the army ...) or with a quotation of its own (Khan said: "...") is a
        sentence; after "?" or "!", which no comma can replace, an object (Khan asked the council) is still a tag.
        """
        end = _TAG_END.search(folded, _skip_space(folded, cut, len(folded)))
        if end is None or end.group() not in _TAG_STOPS:
            return False
        if folded.startswith('"', _skip_space(folded, end.end(), len(folded))):
            return False
        words = folded[cut : end.start()].split()
        at = next((i for i, w in enumerate(words[:_TAG_WORDS]) if w in self._language.saying), None)
        if not at or words[at - 1].lower() in _TAG_AUXILIARIES:
            return False
        tail = words[at + 1 :]
        if not tail or (tail[0] in _TAG_TAIL and len(tail) <= 6):
            return True
        return stop != "." and len(tail) <= 4 and tail[0].lower() not in _CLAUSE_SUBJECTS


def _after_marks(text: str, stop: re.Match[str], *, is_open: bool) -> int:
    """Return where the sentence ends: after the closing marks, before opening ones.

    is_open: an odd number of straight double marks stands before, so the next straight one closes.
    """
    at = stop.end("stop")
    for i in range(at, stop.end("marks")):
        if text[i] in _OPENING or (text[i] == '"' and not is_open and stop["gap"] is None):
            break
        is_open = is_open != (text[i] == '"')
        at = i + 1
    if stop["late"] and at == stop.end("marks"):
        late = stop.start("late")
        if text[late] in _CLOSING or (text[late] == '"' and is_open):
            return late + 1
    return at


def _skip_space(folded: str, at: int, end: int) -> int:
    while at < end and folded[at].isspace():
        at += 1
    return at


def _is_initial(folded: str, at: int, word: str) -> bool:
    """True if the word that follows is itself an initial: J. A. Smith."""
    return len(word) == 1 and word != "I" and folded.startswith(f"{word}.", _skip_space(folded, at, len(folded)))
