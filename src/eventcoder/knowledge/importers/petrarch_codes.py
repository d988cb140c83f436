"""Actor codes of the CAMEO kind, split into country and PLOVER sectors: PAKGOVLEG is PAK, GOV and LEG."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.tables import Tables

TABLE: Final = "imports/petrarch_codes.tsv"
_COLUMNS: Final = ("code", "kind", "country", "sectors", "note")
_CHUNKS: Final = re.compile(r"(?:[A-Z]{3})+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """What three letters mean (petrarch_codes.tsv)."""

    kind: str  # role | body | country | part | attribute | region
    country: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorCode:
    """A code as PLOVER has it."""

    country: str | None
    sectors: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # parts after the first that mean nothing here
    is_new_country: bool = False  # its country is in no table
    is_region: bool = False  # it names a part of the world, which is no actor


class ActorCodes:
    """Splits codes. ``countries``: the ISO3 codes that are known."""

    def __init__(self, chunks: Mapping[str, Chunk], countries: Collection[str]) -> None:
        self._chunks = chunks
        self._countries = countries

    def split(self, code: str) -> ActorCode | None:
        """Return what a code means; None if it is not made of parts of three capital letters."""
        if not _CHUNKS.fullmatch(code):
            return None
        parts = [code[i : i + 3] for i in range(0, len(code), 3)]
        country, is_new = self._first(parts[0])
        rest = parts[1:] if country else parts
        sectors: dict[str, None] = {}
        marks: dict[str, None] = {}
        unknown: list[str] = []
        for part in rest:
            chunk = self._chunk(part)
            if chunk is None:
                unknown.append(part)
            elif chunk.kind == "attribute":
                marks.update(dict.fromkeys(chunk.sectors))
            else:
                sectors.update(dict.fromkeys(chunk.sectors))
                country = _joined(country, chunk, sectors)
        chosen = tuple(sectors) or tuple(marks)
        first = self._chunk(parts[0])
        is_region = first is not None and first.kind == "region" and country is None and not chosen
        return ActorCode(country, chosen, tuple(unknown), is_new, is_region)

    def role(self, part: str) -> tuple[str, ...] | None:
        """The sectors of a role part of agents, codes of bodies as sectors; None if it is unknown."""
        chunk = self._chunk(part)
        if chunk is None or chunk.kind in ("country", "region"):
            return None
        return chunk.sectors or ((chunk.country,) if chunk.kind == "body" and chunk.country else ())

    def _first(self, part: str) -> tuple[str | None, bool]:
        """The country that the first part names, and whether nobody knows it."""
        chunk = self._chunk(part)
        if chunk is None:
            return part, True
        return (chunk.country, False) if chunk.kind in ("body", "country") else (None, False)

    def _chunk(self, part: str) -> Chunk | None:
        listed = self._chunks.get(part)
        if part in self._countries and (listed is None or listed.kind != "role"):
            return Chunk("country", part, ())
        return listed


def load_codes(tables: Tables, countries: Collection[str]) -> ActorCodes:
    """Read the table of code parts. Raises KnowledgeError if it has not the columns it needs."""
    rows = tables.read(TABLE, _COLUMNS)
    chunks = {r.word("code"): Chunk(r.word("kind"), r.text("country"), r.items("sectors")) for r in rows}
    return ActorCodes(chunks, countries)


def _joined(country: str | None, chunk: Chunk, sectors: dict[str, None]) -> str | None:
    """The country of a code whose next part is this one; a code of a body that gives way becomes a sector."""
    if chunk.country is None:
        return country
    if country is None:
        return chunk.country
    if chunk.kind == "part" and country in ("IGO", "NGO"):
        return chunk.country
    if chunk.kind == "body" and country in ("IGO", "NGO"):
        return chunk.country
    if chunk.kind == "body":
        sectors[chunk.country] = None
    elif country == "NGO":
        sectors["NGO"] = None
        return chunk.country
    return country
