"""Compile the rows of times/patterns.tsv to regexes over token symbols, and read the values of their classes.

Pattern language: words as they stand, ``a|b`` = either, CAPITALS = a class, ``[ x ]`` = may be missing,
``<x y>`` = must stand there but is no part of the expression (at the front or at the end), ``!x|y`` = must not stand
there (one token at the front, any phrase at the end). ``DOM2`` is a second member of class ``DOM``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.errors import KnowledgeError
from eventcoder.find.time_tokens import Vocabulary
from eventcoder.knowledge.times import TimeKnowledge, TimePattern

_SHAPE_CLASSES: Final = {
    "DOM": "DT", "DAYORD": "T", "YEAR": "YR", "YEARODD": "Y", "YEARTWO": "DI", "DECADE": "E", "DECADETWO": "e",
    "ISO": "S", "SLASH": "L", "DOTTED": "K", "DAYPAIR": "P", "QUARTER": "Q", "UNKNOWN": "xX", "X": "X", "BREAK": "B",
}  # fmt: skip
_COUNT_SHAPES: Final = "DIYRn"
_CROWD: Final = 20  # rows that can begin with the same symbol
_PIECES: Final = re.compile(r"[<>\[\]]|[^\s<>\[\]]+")


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A row ready to match: ``regex`` has the group ``span`` and one group per class of the row."""

    row: TimePattern
    regex: re.Pattern[str]
    first: frozenset[str]  # symbols it can begin with
    groups: tuple[tuple[str, str], ...]  # (group name, class name), in the order of the row


@dataclass(frozen=True, slots=True)
class Starters:
    """The rows that can begin with one symbol, each with its rank."""

    patterns: tuple[tuple[int, CompiledPattern], ...]
    gate: re.Pattern[str] | None  # where they are many: matches where one of them does

    def matching(self, symbols: str, i: int) -> Iterator[tuple[int, CompiledPattern, re.Match[str]]]:
        """Yield the rows that fit at place ``i``."""
        for rank, pattern in self.patterns:
            match = pattern.regex.match(symbols, i)
            if match is not None:
                yield rank, pattern, match


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a regex: what it matches first, and whether it can match nothing."""

    regex: str
    first: frozenset[str]
    is_optional: bool = False


class Grammar:
    """All patterns over one vocabulary.

    knowledge: words and patterns. ``by_first`` lists, for a symbol, the patterns that can begin with it.
    """

    def __init__(self, knowledge: TimeKnowledge) -> None:
        literals = {w for row in knowledge.patterns for w in _literals(row.pattern)}
        forms = {form for forms in knowledge.words.values() for form in forms}
        self.vocabulary = Vocabulary(forms | literals, knowledge.capitals)
        self._values = {
            name: {self.vocabulary.phrase(form): value for form, value in forms.items()}
            for name, forms in knowledge.words.items()
        }
        self._classes = {name: _phrases(values) for name, values in self._values.items()} | {
            name: _Part(f"[{symbols}]", frozenset(symbols)) for name, symbols in _SHAPE_CLASSES.items()
        }
        self._classes["COUNT"] = self._count_class()
        self._classes["WORD"] = _Part("[xX\ue000-\uf8ff]", frozenset("xX"))  # any word, known or not
        self._classes["ORD"] = self._either(self._classes["ORDINAL"], _Part("[TU]", frozenset("TU")))
        by_first: dict[str, list[tuple[int, CompiledPattern]]] = {}
        for rank, row in enumerate(knowledge.patterns):
            compiled = self._compile(row)
            for symbol in compiled.first:
                by_first.setdefault(symbol, []).append((rank, compiled))
        self.by_first = {symbol: Starters(tuple(rows), _gate(rows)) for symbol, rows in by_first.items()}

    def value(self, class_name: str, symbols: str) -> str | None:
        """Return what the words with these symbols stand for in a class; None if the class does not list them."""
        return self._values.get(class_name, {}).get(symbols)

    def numbers(self, symbols: str) -> Iterator[str]:
        """Yield, longest first and left to right, the NUMBER phrases and single symbols that make up a COUNT."""
        phrases, i = self._values["NUMBER"], 0
        while i < len(symbols):
            length = next((n for n in range(len(symbols) - i, 1, -1) if symbols[i : i + n] in phrases), 1)
            yield symbols[i : i + length]
            i += length

    def _count_class(self) -> _Part:
        """Make the class of numbers: digits or words, then at most two words ("twenty-five", "two hundred")."""
        words = self._classes["NUMBER"]
        shapes = _Part(f"[{_COUNT_SHAPES}]", frozenset(_COUNT_SHAPES))
        return _Part(f"(?:{shapes.regex}|{words.regex})(?:-?{words.regex}){{0,2}}", shapes.first | words.first)

    def _either(self, *parts: _Part) -> _Part:
        regex = "(?:" + "|".join(p.regex for p in parts) + ")"
        return _Part(regex, frozenset().union(*(p.first for p in parts)), any(p.is_optional for p in parts))

    def _compile(self, row: TimePattern) -> CompiledPattern:
        reader = _RowReader(row, self._classes, self.vocabulary)
        regex, first = reader.read()
        return CompiledPattern(row, re.compile(regex), first, tuple(reader.groups))


class _RowReader:
    """Reads one pattern from left to right."""

    def __init__(self, row: TimePattern, classes: Mapping[str, _Part], vocabulary: Vocabulary) -> None:
        self._row, self._classes, self._vocabulary = row, classes, vocabulary
        self._pieces = _PIECES.findall(row.pattern)
        self._at = 0
        self.groups: list[tuple[str, str]] = []

    def read(self) -> tuple[str, frozenset[str]]:
        """Return the regex of the row and the symbols it can begin with."""
        before = [self._negative(behind=True)] if self._next_is("!") else []
        before += [self._bracket(">")] if self._next_is("<") else []
        core = self._sequence()
        after = [self._negative(behind=False)] if self._next_is("!") else []
        after += [self._bracket(">")] if self._next_is("<") else []
        if self._at < len(self._pieces):
            raise self._error(f"cannot be read from {self._pieces[self._at]!r} on")
        lead, tail = ("".join(part.regex for part in parts) for parts in (before, after))
        return f"{lead}(?P<span>{core.regex})(?={tail})", _first([*before, core])

    def _next_is(self, opener: str) -> bool:
        return self._at < len(self._pieces) and self._pieces[self._at].startswith(opener)

    def _sequence(self) -> _Part:
        """Read pieces up to a closing bracket, a context or the end."""
        parts: list[_Part] = []
        while self._at < len(self._pieces) and self._pieces[self._at] not in ("]", ">", "<"):
            if self._next_is("!"):
                break
            if self._pieces[self._at] == "[":
                inner = self._bracket("]")
                parts.append(_Part(f"(?:{inner.regex})?", inner.first, is_optional=True))
            else:
                parts.append(self._item(self._pieces[self._at], capture=True))
                self._at += 1
        if not parts:
            raise self._error("has an empty part")
        return _Part("".join(p.regex for p in parts), _first(parts), all(p.is_optional for p in parts))

    def _bracket(self, closer: str) -> _Part:
        """Read what stands between the opener at hand and ``closer``; classes of a context are not captured."""
        self._at += 1
        kept = len(self.groups)
        inner = self._sequence()
        if self._at >= len(self._pieces) or self._pieces[self._at] != closer:
            raise self._error(f"lacks a {closer!r}")
        self._at += 1
        if closer == ">":
            del self.groups[kept:]
            return _Part(_without_groups(inner.regex), inner.first, inner.is_optional)
        return inner

    def _negative(self, *, behind: bool) -> _Part:
        names = self._pieces[self._at][1:]
        self._at += 1
        part = self._item(names, capture=False)
        regex = f"(?<!{_one_symbol(part)})" if behind else f"(?!{part.regex})"
        return _Part(regex, frozenset(), is_optional=True)

    def _item(self, piece: str, *, capture: bool) -> _Part:
        """Read a word, a class, or several of them as alternatives."""
        parts = [self._alternative(name, capture=capture) for name in piece.split("|")]
        if len(parts) == 1:
            return parts[0]
        return _Part("(?:" + "|".join(p.regex for p in parts) + ")", frozenset().union(*(p.first for p in parts)))

    def _alternative(self, name: str, *, capture: bool) -> _Part:
        if not name.isupper():
            symbols = self._vocabulary.phrase(name)
            return _Part(re.escape(symbols), frozenset(symbols[:1]))
        part = self._classes.get(name.rstrip("2"))
        if part is None:
            raise self._error(f"names class {name!r}, which no table has")
        if not capture:
            return part
        self.groups.append((name.lower(), name.rstrip("2")))
        return _Part(f"(?P<{name.lower()}>{part.regex})", part.first, part.is_optional)

    def _error(self, what: str) -> KnowledgeError:
        return KnowledgeError(f"{self._row.ref}: pattern {self._row.pattern!r} {what}. Fix the row.")


def _gate(rows: Sequence[tuple[int, CompiledPattern]]) -> re.Pattern[str] | None:
    """One question for many rows: most places that begin with "the" go on as none of them does."""
    if len(rows) < _CROWD:
        return None
    return re.compile("|".join(_without_groups(pattern.regex.pattern) for _, pattern in rows))


def _without_groups(regex: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", regex)


def _first(parts: list[_Part]) -> frozenset[str]:
    """Symbols that a sequence can begin with."""
    found: frozenset[str] = frozenset()
    for part in parts:
        found |= part.first
        if not part.is_optional:
            break
    return found


def _one_symbol(part: _Part) -> str:
    return "[" + "".join(re.escape(s) for s in sorted(part.first)) + "]"


def _phrases(values: Mapping[str, str]) -> _Part:
    """Return the alternatives of a word class, longest first."""
    single = sorted(s for s in values if len(s) == 1)
    longer = sorted((s for s in values if len(s) > 1), key=lambda s: (-len(s), s))
    options = [re.escape(s) for s in longer] + (["[" + "".join(re.escape(s) for s in single) + "]"] if single else [])
    return _Part("(?:" + "|".join(options) + ")", frozenset(s[0] for s in values))


def _literals(pattern: str) -> list[str]:
    """Return the plain words of a pattern."""
    return [w for piece in _PIECES.findall(pattern) for w in piece.lstrip("!").split("|") if w and w.islower()]
