"""Comparisons of names, parties, channels and stretches of text, for scoring whole reports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from eventcoder.scoring.assignment import assign

Party = tuple[str, tuple[str, ...]]  # country, sectors
_CHANNELS: Final = {
    **dict.fromkeys(("tweet", "twitter", "facebook", "social_media", "social media", "post", "social_post"), "social"),
    **dict.fromkeys(("phone", "phone call", "telephone"), "call"),
    **dict.fromkeys(("press conference", "press_conference", "news conference", "press briefing"), "briefing"),
    **dict.fromkeys(("press release", "press_release"), "statement"),
    **dict.fromkeys(("remarks", "address"), "speech"),
    "talks": "meeting",
}
_TITLE_WORDS: Final = """
    the a an mr mrs ms dr president prime minister foreign sir rev sheikh ambassador gen general spokesman spokesperson
"""
_TITLES: Final = frozenset(_TITLE_WORDS.split())
_NAME_WORD: Final = re.compile(r"[\w'’.-]*\w")
_SENTENCE_END: Final = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'(]?[A-Z0-9“\"])|\n+")
_ABBREVIATION: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gen|Sgt|Rev|St|No|Lt|Col|Gov|Rep|U\.S|U\.N|U\.K|[A-Z])\.$")
_BEFORE: Final = 6


def as_list(value: Any) -> list[Any]:
    """Return a value as a list: nothing as none, a string as one."""
    if not value:
        return []
    return [value] if isinstance(value, str) else list(value)


def party_of(value: Any) -> Party:
    """Return country and sectors of "PAK GOV" or of a {country, sectors} record."""
    if isinstance(value, Mapping):
        return value.get("country") or "", tuple(as_list(value.get("sectors")))
    parts = re.split(r"[\s_]+", value.strip())
    return parts[0].upper(), tuple(sector.upper() for sector in parts[1:])


def countries_of(values: Any) -> set[str]:
    """Return the countries of parties."""
    return {party_of(value)[0] for value in as_list(values)} - {""}


def channel_of(name: str | None) -> str:
    """Return a channel under its common name."""
    plain = (name or "").strip().lower()
    return _CHANNELS.get(plain, plain)


def name_words(name: str | None) -> list[str]:
    """Return the words of a name in lower case."""
    return _NAME_WORD.findall((name or "").lower().replace("’", "'"))


def same_name(a: str | None, b: str | None) -> bool:
    """True if two names may be one person's: equal but for titles, a surname alone, or one inside the other."""
    if (a or "").strip().lower() == (b or "").strip().lower():
        return True
    first, second = _without_titles(a), _without_titles(b)
    if not first or not second or first == second:
        return bool(first and second)
    for one, other in ((second, first), (first, second)):
        if len(one) == 1:
            return one[0] in other and len(one[0]) > 2
    is_inside = set(first) <= set(second) or set(second) <= set(first)
    return is_inside or (first[-1] == second[-1] and first[0][0] == second[0][0])


def same_speakers(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """True if the predicted speakers are the gold ones, or one of the accepted other sets, name by name."""
    given = as_list(found.get("speakers"))
    accepted = [as_list(gold["speakers"]), *map(as_list, gold.get("speakers_alt", []))]
    return any(_same_set(names, given) for names in accepted)


def content_words(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    """Return the offsets at which the words of the spans begin."""
    return {start + m.start() for start, end in spans for m in re.finditer(r"\w+", text[start:end])}


def gap(a: Sequence[int], b: Sequence[int]) -> int:
    """Return how many characters lie between two stretches; 0 if they meet."""
    return max(0, max(a[0], b[0]) - min(a[1], b[1]))


def overlap(a: Sequence[int], b: Sequence[int]) -> int:
    """Return how many characters two stretches share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def sentence_ends(text: str) -> list[int]:
    """Return the offsets at which sentences end, by marks and line ends alone."""
    ends = []
    for m in _SENTENCE_END.finditer(text):
        is_line_end = m.group().startswith("\n")
        if is_line_end or not _ABBREVIATION.search(text[max(0, m.start() - _BEFORE) : m.start() + 1]):
            ends.append(m.end())
    return [*ends, len(text) + 1]


def sentence_of(ends: Sequence[int], offset: int) -> int:
    """Return the number of the sentence in which an offset lies."""
    return next((n for n, end in enumerate(ends) if offset < end), len(ends))


def _without_titles(name: str | None) -> list[str]:
    words = name_words(name)
    return [word for word in words if word not in _TITLES] or words


def _same_set(gold: Sequence[str], found: Sequence[str]) -> bool:
    if len(gold) != len(found):
        return False
    pairs = {(i, j): 0.0 for i, a in enumerate(gold) for j, b in enumerate(found) if same_name(a, b)}
    return len(assign(pairs)) == len(gold)
