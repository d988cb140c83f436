"""PETRARCH verb dictionaries: synonym sets, blocks of verbs, patterns. Reads the forms of PETRARCH 1 and 2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from eventcoder.knowledge.importers.findings import Findings, Place
from eventcoder.knowledge.importers.petrarch_lines import Line

_HEADER: Final = re.compile(r"-{3,}\s*(.+?)\s*(?:\[([^\]]*)\])?\s*-{3,}.*")
_VERB: Final = re.compile(r"([^\s{\[]+)\s*(?:\{([^}]*)\})?\s*(?:\[([^\]]*)\])?\s*")
_PATTERN: Final = re.compile(r"-\s*(.*?)\s*\[([^\]]*)\].*")
_TOKEN: Final = re.compile(r"\{[^}]*\}|\([^)]*\)|[^\s{}()]+")
_NULL: Final = "---"
_DEEPEST: Final = 5


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: ``BEEF`` with particle ``UP`` for ``+BEEF_UP``."""

    place: Place
    lemma: str
    particle: str | None
    code: str | None  # None where neither verb nor block has one


@dataclass(frozen=True, slots=True)
class Pattern:
    """The tokens before and after the verb, and the code."""

    place: Place
    text: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    code: str


@dataclass(slots=True)
class VerbBlock:
    """Verbs that share patterns."""

    code: str | None
    verbs: list[Verb] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)


class SynonymSets:
    """The words of each ``&SET``, other sets in it resolved."""

    def __init__(self) -> None:
        self._members: dict[str, list[str]] = {}

    def start(self, name: str) -> list[str]:
        """Begin a set; return the list that its words go to."""
        return self._members.setdefault(name, [])

    def words(self, name: str, depth: int = 0) -> tuple[str, ...] | None:
        """The words of a set; None if it, or a set in it, is defined nowhere."""
        members = self._members.get(name)
        if members is None or depth > _DEEPEST:
            return None
        words: list[str] = []
        for member in members:
            inner = self.words(member, depth + 1) if member.startswith("&") else (member,)
            if inner is None:
                return None
            words.extend(inner)
        return tuple(dict.fromkeys(words))


def read_verbs(lines: Sequence[Line], sets: SynonymSets, findings: Findings) -> list[VerbBlock]:
    """Return the blocks of a file and fill the synonym sets."""
    blocks: list[VerbBlock] = []
    members: list[str] | None = None
    for line in lines:
        text = line.text.strip()
        header = _HEADER.fullmatch(text)
        if header:
            members = None
            blocks.append(VerbBlock(_code(header[2])))
        elif text.startswith("&"):
            members = sets.start(text.split()[0])
        elif text.startswith("+") and members is not None:
            members.append(text[1:].split("{")[0].split("[")[0].strip().rstrip("_"))
        elif text.startswith("~"):
            findings.leave_out(line.place, text, "rules that rewrite events have no table here.")
        elif text.startswith("-"):
            members = None
            _add_pattern(blocks, line, text, findings)
        else:
            members = None
            _add_verb(blocks, line, text, findings)
    return blocks


def own_patterns(blocks: Sequence[VerbBlock]) -> Iterator[tuple[Verb, Pattern]]:
    """Yield every verb with every pattern of its block."""
    for block in blocks:
        for pattern in block.patterns:
            for verb in block.verbs:
                yield verb, pattern


def _add_pattern(blocks: list[VerbBlock], line: Line, text: str, findings: Findings) -> None:
    m = _PATTERN.fullmatch(text)
    tokens = _TOKEN.findall(m[1]) if m else []
    if m is None or tokens.count("*") != 1:
        findings.leave_out(line.place, text, "no pattern; expected words around one * and a [CODE].")
    elif not blocks or not blocks[-1].verbs:
        findings.leave_out(line.place, text, "a pattern without a verb above it.")
    else:
        star = tokens.index("*")
        pattern = Pattern(line.place, text, tuple(tokens[:star]), tuple(tokens[star + 1 :]), m[2].strip())
        blocks[-1].patterns.append(pattern)


def _add_verb(blocks: list[VerbBlock], line: Line, text: str, findings: Findings) -> None:
    m = _VERB.fullmatch(text)
    if m is None:
        findings.leave_out(line.place, text, "no verb; expected VERB {FORMS} [CODE].")
        return
    if not blocks:
        blocks.append(VerbBlock(None))
    words = m[1].strip("_").lower().split("_")
    marked = [n for n, w in enumerate(words) if w.startswith("+")]
    at = marked[0] if marked else 0
    if at > 0:
        findings.leave_out(line.place, text, "a word before the verb is no part of a lexicon row.")
        return
    lemma, particle = words[0].lstrip("+"), " ".join(words[1:]) or None
    if particle and " " in particle:
        findings.leave_out(line.place, text, "a verb with more than one word behind it is no lexicon row.")
        return
    blocks[-1].verbs.append(Verb(line.place, lemma, particle, _code(m[3]) if m[3] else blocks[-1].code))


def _code(text: str | None) -> str | None:
    text = (text or "").strip()
    return None if not text or text.split(":")[0] in (_NULL, "") else text
