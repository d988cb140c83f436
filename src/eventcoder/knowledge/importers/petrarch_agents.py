"""PETRARCH agent dictionaries: common nouns with a role, as rows of role nouns."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

from eventcoder.knowledge.actor_names import slug
from eventcoder.knowledge.actors import Actors, Role
from eventcoder.knowledge.importers.findings import Findings
from eventcoder.knowledge.importers.petrarch_codes import ActorCodes
from eventcoder.knowledge.importers.petrarch_lines import Line
from eventcoder.knowledge.importers.petrarch_words import (
    any_of,
    head_of,
    is_exact,
    is_plural,
    noun_form,
    plural_of,
    without_preposition,
)
from eventcoder.knowledge.importers.tables_out import TableOut

COLUMNS: Final = ("id", "noun", "plural", "sectors", "kind", "title", "gender", "note")
_MACRO: Final = re.compile(r"\s*!(\w+)!\s*=\s*(.+)")
_MACRO_USE: Final = re.compile(r"!(\w+)!")
_AGENT: Final = re.compile(r"\s*([^\[{]+?)\s*(?:\{([^}]*)\})?\s*\[([^\]]*)\]\s*(.*)")
_PART: Final = re.compile(r"[A-Z]{3}")
_SIGN: Final = "~"

Macros = Mapping[str, tuple[str, ...]]


class _Noun(NamedTuple):
    """A noun with its plurals, as text has them."""

    singular: str
    plurals: tuple[str, ...]


class AgentRows:
    """Turns the lines of agent files into rows of role nouns. ``known``: the built-in actors."""

    def __init__(self, known: Actors, codes: ActorCodes, findings: Findings) -> None:
        self._known = known
        self._codes = codes
        self._findings = findings
        self._taken: dict[str, Line] = {}
        about = "Role nouns of the dictionary. CC0 does not apply: the content is that of the imported dictionary."
        self.table = TableOut("actors/roles.tsv", about, COLUMNS)

    def add(self, lines: Sequence[Line]) -> None:
        """Add the rows of one file; its macros hold for all of its lines, wherever they stand."""
        macros = {m[1]: tuple(w.strip() for w in m[2].split(",")) for x in lines if (m := _MACRO.fullmatch(x.text))}
        for line in lines:
            if _MACRO.fullmatch(line.text):
                continue
            m = _AGENT.fullmatch(line.text)
            if m is None:
                self._findings.leave_out(line.place, line.text, "no agent; expected PHRASE {PLURAL} [~ROLE].")
                continue
            sectors = self._sectors(line, m[3])
            missing = [name for name in _MACRO_USE.findall(m[1] + (m[2] or "")) if name not in macros]
            if missing:
                self._findings.leave_out(line.place, line.text, f"!{missing[0]}! is defined nowhere in the file.")
            elif sectors is not None:
                for noun in _nouns(m[1], m[2], macros):
                    self._add_noun(line, noun, sectors)

    def _sectors(self, line: Line, code: str) -> tuple[str, ...] | None:
        """Sectors of ``~GOV``, ``IGO~``, ``~GOVMIL``; None if nothing in it is a code."""
        letters = code.replace(_SIGN, "").strip().upper()
        parts = [letters[i : i + 3] for i in range(0, len(letters), 3)]
        if _SIGN not in code or not parts or not all(_PART.fullmatch(p) for p in parts):
            self._findings.leave_out(line.place, f"[{code}]", "no agent code; expected [~ROLE] or [ROLE~].")
            return None
        sectors: list[str] = []
        for part in parts:
            own = self._codes.role(part)
            if own is None:
                reason = f"role {part} has no PLOVER sector; the noun is taken without it."
                self._findings.leave_out(line.place, f"[{code}]", reason)
            sectors.extend(own or ())
        return tuple(dict.fromkeys(sectors))

    def _add_noun(self, line: Line, noun: _Noun, sectors: tuple[str, ...]) -> None:
        before = self._taken.setdefault(noun.singular, line)
        if before is not line:
            self._findings.leave_out(line.place, noun.singular, f"stands already in line {before.place.line}.")
            return
        known = self._known.roles.get(noun.singular)
        role = known[0] if known and known[0].noun == noun.singular else None
        forms = (noun.singular, *noun.plurals)
        if role is not None and role.sectors == sectors and all(f in self._known.roles for f in forms):
            return  # the built-in row says the same
        for n, plural in enumerate(noun.plurals or ("",)):
            self.table.add(
                id=f"role:petrarch_{slug(noun.singular)}" + (f"_{n + 1}" if n else ""),
                noun=plural if n else noun.singular,
                plural=plural,
                sectors=any_of(sectors),
                kind=self._kind(noun, role),
                title="yes" if role is not None and role.is_title else "",
                gender=(role.gender if role else None) or "",
                note=";".join(sorted(role.notes)) if role and not n else "",
            )

    def _kind(self, noun: _Noun, role: Role | None) -> str:
        """As the built-in row of the noun or of its head says; a word without plural is a group."""
        last = self._known.roles.get(head_of(noun.singular))
        for found in (role, last[0] if last else None):
            if found is not None:
                return found.kind
        return "person" if noun.plurals and noun.plurals != (noun.singular,) else "group"


def _nouns(phrase: str, plural: str | None, macros: Macros) -> tuple[_Noun, ...]:
    """The nouns of a line with its macros written out; of a pair like MINISTER, MINISTERS one is the other's plural."""
    singulars = [without_preposition(noun_form(p)) for p in _expanded(phrase, macros)]
    if plural is not None:
        plurals = [noun_form(p) for form in re.split(r"[,\s]+", plural) for p in _expanded(form, macros)]
        irregular = tuple(p for p in plurals if p)
        return tuple(_Noun(s, irregular) for s in singulars)
    own_plurals = {plural_of(s) for s in singulars} & set(singulars)
    nouns = [s for s in singulars if s not in own_plurals]
    return tuple(_Noun(s, _regular_plurals(s, own_plurals, is_only_form=is_exact(phrase))) for s in nouns)


def _regular_plurals(noun: str, listed: Collection[str], *, is_only_form: bool) -> tuple[str, ...]:
    plural = plural_of(noun)
    if is_plural(head_of(noun)):
        return (noun,)  # "observers": there is no singular to find it by
    return () if is_only_form and plural not in listed else (plural,)


def _expanded(phrase: str, macros: Macros) -> tuple[str, ...]:
    """The phrase with each macro replaced by each of its words."""
    parts = _MACRO_USE.split(phrase)
    choices = [macros[part] if n % 2 else (part,) for n, part in enumerate(parts)]
    return tuple("".join(choice) for choice in product(*choices))
