"""Example sentences with marked words: "[S Rebels] attacked [T a post]."."""

from __future__ import annotations

import re
from typing import Final

Stretches = tuple[tuple[int, int], ...]
_MARK: Final = re.compile(r"\[([A-Z]) ([^\]]*)\]")


def take_marks(text: str, letters: str) -> tuple[str, dict[str, Stretches]]:
    """Return a text without its marks, and where the words marked with each of the letters stand in it.

    >>> take_marks("[S Rebels] attacked [T a post].", "ST")
    ('Rebels attacked a post.', {'S': ((0, 6),), 'T': ((16, 22),)})
    """
    out: list[str] = []
    found: dict[str, list[tuple[int, int]]] = {letter: [] for letter in letters}
    position = length = 0
    for m in _MARK.finditer(text):
        if m.group(1) not in found:
            continue
        out += [text[position : m.start()], m.group(2)]
        length += m.start() - position
        found[m.group(1)].append((length, length + len(m.group(2))))
        length += len(m.group(2))
        position = m.end()
    out.append(text[position:])
    return "".join(out), {letter: tuple(stretches) for letter, stretches in found.items()}
