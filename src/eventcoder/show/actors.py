"""Readings of phrases and unknown actors: the records, and what they look like as tables, JSON and proposed rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from eventcoder.knowledge.actor_names import slug
from eventcoder.schema import Actor
from eventcoder.show.terminal import one_line

READING_COLUMNS: Final = ("words", "kind", "actor", "country", "sectors", "office", "rule", "row", "not chosen")
UNKNOWN_COLUMNS: Final = ("mentions", "reports", "name", "sector", "reason", "example")
UNKNOWN_NUMBERS: Final = ("mentions", "reports")
_ROW_COLUMNS: Final = ("id", "name", "aliases", "country", "sectors", "start", "end", "parent", "note")
_NOBODY: Final = frozenset({"UNK", "JNK"})
_GROUPS: Final = frozenset({"REB", "PRM", "UAF", "PTY", "OPP", "CRM"})
_PUBLIC: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_WIDEST: Final = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """One actor that a phrase names, and why it is that one."""

    words: str
    kind: str  # of the mention: name, title, role, country ...
    actor: Actor
    rule: str
    knowledge: str | None  # the row it comes from
    note: str
    is_part: bool  # stands inside the phrase of another
    others: tuple[str, ...]  # ids of others that bear the name and were not chosen


@dataclass(slots=True)
class Unknown:
    """An actor without a country, over all reports that were read."""

    name: str
    sectors: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)  # of the reports it stands in
    n_mentions: int = 0
    reports: set[str] = field(default_factory=set)
    reason: str = ""
    kind: str = ""
    example: str = ""

    @property
    def is_named(self) -> bool:
        """True if it has a name of its own: "gunmen" need no row."""
        words = self.name.split()
        if self.kind == "role":  # the first word of a sentence has a capital too
            return len(words) > 1 and all(w[:1].isupper() for w in words)
        return self.name[:1].isupper() and self.kind in ("name", "title", "institution")

    @property
    def likely_country(self) -> str | None:
        """The country that most of its reports are about, None if no report says."""
        return next((c for c, _ in self.countries.most_common(1)), None)

    @property
    def sector(self) -> str | None:
        """The sector it was given most often, None if it never was given one that says something."""
        return next((s for s, _ in self.sectors.most_common() if s not in _NOBODY), None)


def reading_record(reading: Reading) -> dict[str, Any]:
    """Return one reading as a plain record."""
    actor = reading.actor
    return {
        "words": reading.words,
        "kind": reading.kind,
        "is_part": reading.is_part,
        "id": actor.id,
        "name": actor.name,
        "country": actor.country,
        "sectors": list(actor.sectors),
        "office": actor.office,
        "office_from": actor.office_from,
        "office_to": actor.office_to,
        "rule": reading.rule,
        "knowledge": reading.knowledge,
        "note": reading.note,
        "not_chosen": list(reading.others),
    }


def reading_row(reading: Reading) -> tuple[str, ...]:
    """Return one reading as the cells of a table; parts of a phrase stand indented."""
    actor = reading.actor
    term = f" ({actor.office_from or '...'} to {actor.office_to or '...'})" if actor.office else ""
    return (
        ("  " if reading.is_part else "") + one_line(reading.words, _WIDEST),
        reading.kind,
        f"{actor.name} <{actor.id}>",
        actor.country or "-",
        " ".join(actor.sectors) or "-",
        f"{actor.office}{term}" if actor.office else "-",
        reading.rule,
        reading.knowledge or "-",
        " ".join(reading.others) or "-",
    )


def unknown_record(unknown: Unknown) -> dict[str, Any]:
    """Return one unknown actor as a plain record, with the row that is proposed for it."""
    return {
        "name": unknown.name,
        "kind": unknown.kind,
        "mentions": unknown.n_mentions,
        "reports": len(unknown.reports),
        "sector": unknown.sector,
        "likely_country": unknown.likely_country,
        "reason": unknown.reason,
        "example": unknown.example,
        "proposed": dict(zip(_ROW_COLUMNS, proposed_row(unknown), strict=True)),
    }


def unknown_row(unknown: Unknown) -> tuple[str, ...]:
    """Return one unknown actor as the cells of a table."""
    return (
        str(unknown.n_mentions),
        str(len(unknown.reports)),
        one_line(unknown.name, _WIDEST),
        unknown.sector or "-",
        unknown.reason,
        one_line(unknown.example, 2 * _WIDEST),
    )


def proposed_row(unknown: Unknown) -> tuple[str, ...]:
    """Return the row that would make an actor known, to be checked: its country is that of the reports it stands in."""
    sector = unknown.sector or ""
    prefix = "grp" if sector in _GROUPS else "ins" if sector in _PUBLIC else "org"
    identity = f"{prefix}:{slug(unknown.name)}"
    return (identity, unknown.name, "", unknown.likely_country or "", sector, "", "", "", "")


def proposed_table(found: Iterable[Unknown]) -> str:
    """Return a table of proposed rows for a layer; only actors with a name of their own."""
    rows = sorted(proposed_row(u) for u in found if u.is_named)
    comment = (
        "# Proposed rows: check country and sectors, then keep what is right as actors/organizations.tsv of a layer."
    )
    return "\n".join([comment, "\t".join(_ROW_COLUMNS), *("\t".join(row) for row in rows)]) + "\n"
