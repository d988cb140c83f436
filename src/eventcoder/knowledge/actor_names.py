"""Forms of names made comparable: letters without accents, the words of a person's name without particles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_PARTICLES: Final = frozenset("al el ul ur as ash an ad ar at az ed es e y i".split())  # "al-Sisi", "el-Sisi", "Sisi"
_BREAKS: Final = re.compile(r"[\s\-.,]+")
_BARE_LETTERS: Final = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
    "ħ": "h",
    "ə": "a",
    "Ə": "A",
}
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """The text with Latin letters bare of their accents, of the same length.

    >>> plain("Recep Tayyip Erdoğan, São Tomé")
    'Recep Tayyip Erdogan, Sao Tome'
    """
    return text if text.isascii() else _NOT_ASCII.sub(lambda m: _bare(m[0]), text)


def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name that count, lower case: no particles, no initials.

    >>> person_words("Abdel-Fattah al-Sisi")
    ('abdel', 'fattah', 'sisi')
    >>> person_words("Antony J. Blinken")
    ('antony', 'blinken')
    """
    words = _BREAKS.split(plain(name).lower().replace("'", "").replace("’", ""))
    return tuple(w for w in words if len(w) > 1 and w not in _PARTICLES)


def last_word(name: str) -> str:
    """The last word of a person's name as ``person_words`` has it; empty for a name of particles only.

    >>> last_word("Omar al-Bashir"), last_word("Ursula von der Leyen")
    ('bashir', 'leyen')
    """
    words = person_words(name.rsplit(" ", 1)[-1]) or person_words(name)
    return words[-1] if words else ""


def slug(words: str) -> str:
    """Words as part of an id: ``Foreign Ministry`` to ``foreign_ministry``.

    >>> slug("Élysée Palace")
    'elysee_palace'
    """
    return _NOT_SLUG.sub("_", plain(words).lower()).strip("_") or "x"


@lru_cache(maxsize=2048)
def _bare(letter: str) -> str:
    if letter.isascii() or not letter.isalpha():
        return letter
    base = _BARE_LETTERS.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter
