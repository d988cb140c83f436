"""PETRARCH actor dictionaries: blocks of a phrase, its synonyms and its dated codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from eventcoder.knowledge.importers.findings import Findings, Place
from eventcoder.knowledge.importers.petrarch_codes import ActorCode, ActorCodes
from eventcoder.knowledge.importers.petrarch_dates import Days, parse_restriction
from eventcoder.knowledge.importers.petrarch_lines import Line

_CODE: Final = re.compile(r"\[([^\]]*)\]")
_INSIDE: Final = re.compile(r"\s*([A-Za-z]+)\s*(.*)")


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code with the days for which the dictionary gives it."""

    place: Place
    text: str
    code: ActorCode
    days: Days


@dataclass(slots=True)
class Block:
    """A phrase with its synonyms and codes, as the file has them."""

    place: Place
    phrases: list[str] = field(default_factory=list)
    codes: list[DatedCode] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Holding:
    """A code and the days for which it counts, no two of one block at the same time."""

    code: ActorCode
    days: Days


def read_blocks(lines: Sequence[Line], codes: ActorCodes, findings: Findings) -> Iterator[Block]:
    """Yield the blocks of a file; what cannot be read is found out and left out."""
    block: Block | None = None
    for line in lines:
        text = line.text.strip()
        if text.startswith("["):
            if block is None:
                findings.leave_out(line.place, text, "a code without a phrase above it.")
            else:
                block.codes.extend(_codes(line, text, codes, findings))
            continue
        phrase, _, rest = text.partition("[")
        is_synonym = phrase.startswith("+")
        if not is_synonym:
            if block is not None:
                yield block
            block = Block(line.place)
        if block is None:
            findings.leave_out(line.place, text, "a synonym without a phrase above it.")
            continue
        _add_phrase(block, phrase.lstrip("+").strip(), line, findings)
        if rest:
            block.codes.extend(_codes(line, f"[{rest}", codes, findings))
    if block is not None:
        yield block


def settle(block: Block, findings: Findings) -> tuple[Holding, ...]:
    """Return which code counts when, in order of time.

    A file is read from the top and the first code that fits the day is taken, so a code without dates would hide every
    dated one below it: dated codes go first here, and each gets only the days that no code before it has. Overlaps of
    dated codes are noted.
    """
    dated = [c for c in block.codes if c.days.is_dated]
    always = [c for c in block.codes if not c.days.is_dated]
    if dated and always and block.codes.index(always[0]) < block.codes.index(dated[-1]):
        findings.note(always[0].place, always[0].text, "stands above dated codes and would hide them; read after them.")
    taken: list[DatedCode] = []
    holdings: list[Holding] = []
    for c in (*dated, *always):
        left = c.days.without(t.days for t in taken)
        clash = next((t for t in taken if t.days.is_dated and c.days.is_dated and t.days.overlaps(c.days)), None)
        if not left:
            findings.leave_out(c.place, c.text, "other codes of the phrase cover all its days.")
        elif clash is not None:
            findings.note(c.place, c.text, f"overlaps with {clash.text} of {clash.place}; the first one counts.")
        holdings.extend(Holding(c.code, days) for days in left)
        taken.append(c)
    return tuple(sorted(holdings, key=lambda h: h.days.start))


def _add_phrase(block: Block, phrase: str, line: Line, findings: Findings) -> None:
    if phrase.strip("_ "):
        block.phrases.append(phrase)
    else:
        findings.leave_out(line.place, line.text, "no words stand before the code.")


def _codes(line: Line, text: str, codes: ActorCodes, findings: Findings) -> Iterator[DatedCode]:
    found = list(_CODE.finditer(text))
    if not found:
        findings.leave_out(line.place, text, "the bracket of the code is not closed.")
    for m in found:
        inside = _INSIDE.fullmatch(m[1])
        code = codes.split(inside[1].upper()) if inside else None
        days = parse_restriction(inside[2]) if inside else None
        if inside is None or code is None:
            reason = "the code is not made of parts of three letters; it names nobody."
            findings.leave_out(line.place, m[0], reason)
        elif days is None:
            reason = f"{inside[2]!r} is no date; expected <date, >date or date-date with YYYYMMDD or YYMMDD."
            findings.leave_out(line.place, m[0], reason)
        elif code.is_region:
            findings.leave_out(line.place, m[0], "the code names a part of the world, which is no actor.")
        else:
            for part in code.unknown:
                findings.leave_out(line.place, m[0], f"part {part} has no PLOVER sector; the rest is taken.")
            yield DatedCode(line.place, m[0], code, days)
