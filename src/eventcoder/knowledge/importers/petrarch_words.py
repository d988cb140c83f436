"""Phrases of upper-case dictionaries as they stand in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_SMALL: Final = frozenset(
    "of the and for in on to at by de del la le les du des da do dos al el bin ibn von van der".split()
)
_LONGEST_ACRONYM: Final = 5
_VOWELS: Final = re.compile(r"[AEIOUYÀ-ÖØ-Þ]")
_PARTS: Final = re.compile(r"([-'’])")
_HEAD_ENDS_AT: Final = frozenset({"of", "for", "in", "to", "on", "at", "from", "with"})


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase; ``_`` and blanks part them."""
    return tuple(phrase.replace("_", " ").split())


def is_exact(phrase: str) -> bool:
    """True if the phrase stands for itself only, not for its plural."""
    return phrase.rstrip().endswith("_")


def name_forms(phrase: str) -> tuple[str, ...]:
    """How a name stands in text, the likeliest form first.

    >>> name_forms("MINAS_TIRITH_"), name_forms("LEAGUE_OF_ELVES"), name_forms("UNHCR")
    (('Minas Tirith',), ('League of Elves',), ('UNHCR', 'Unhcr'))
    """
    words = words_of(phrase)
    if not words:
        return ()
    if any(w != w.upper() for w in words):
        return (" ".join(words),)  # the dictionary tells capitals from small letters itself
    titled = " ".join(_titled(w, is_first=n == 0) for n, w in enumerate(words))
    shouted = " ".join(_shouted(w, is_first=n == 0) for n, w in enumerate(words))
    if len(words) == 1 and not _VOWELS.search(words[0]):
        return (words[0], titled) if titled != words[0] else (titled,)
    if len(words) == 1 and len(words[0]) <= _LONGEST_ACRONYM and sum(bool(_VOWELS.match(c)) for c in words[0]) == 1:
        pair = (titled, words[0]) if words[0].isalpha() and len(words[0]) > 3 else (words[0], titled)
        return tuple(dict.fromkeys(pair))
    return tuple(dict.fromkeys((titled, shouted)))


def noun_form(phrase: str) -> str:
    """A common noun as it stands in text."""
    return " ".join(words_of(phrase)).lower()


def plural_of(noun: str) -> str:
    """The regular plural of a noun, of its head if more follows: "ministers of state".

    >>> plural_of("kelp party"), plural_of("boss"), plural_of("head of state")
    ('kelp parties', 'bosses', 'heads of state')
    """
    words = noun.split(" ")
    at = _head_index(words)
    words[at] = _plural_word(words[at])
    return " ".join(words)


def head_of(noun: str) -> str:
    """The word of a noun that takes the plural: "minister" of "minister of state"."""
    words = noun.split(" ")
    return words[_head_index(words)]


def without_preposition(noun: str) -> str:
    """The noun without a preposition that ends it: "observers" of "observers in"."""
    words = noun.split(" ")
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in _HEAD_ENDS_AT else noun


def is_plural(word: str) -> bool:
    """True if a word looks like a plural: "observers", but not "boss" or "campus"."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def any_of(words: Iterable[str]) -> str:
    """Words as the cell of a list; each once."""
    return "|".join(dict.fromkeys(w for w in words if w))


def _head_index(words: Sequence[str]) -> int:
    return next((n for n, w in enumerate(words) if n and w in _HEAD_ENDS_AT), len(words)) - 1


def _plural_word(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return f"{word[:-1]}ies"
    return f"{word}s"


def _titled(word: str, *, is_first: bool) -> str:
    if word.lower() in _SMALL and not is_first:
        return word.lower()
    if "." in word or any(c.isdigit() for c in word):
        return word
    if len(word) > 1 and not _VOWELS.search(word) and word.isalpha() and not is_first:
        return word
    return "".join(_capital(part, n) for n, part in enumerate(_PARTS.split(word)))


def _capital(part: str, n: int) -> str:
    return part.lower() if n and len(part) == 1 else part[:1] + part[1:].lower()  # "Gondor's", "O'Neil"


def _shouted(word: str, *, is_first: bool) -> str:
    """The word as an acronym where it is short enough to be one."""
    titled = _titled(word, is_first=is_first)
    return word if len(word) <= _LONGEST_ACRONYM - 1 and titled != word.lower() and word.isalpha() else titled
