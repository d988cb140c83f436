"""The tables that other projects use: their columns, and the codes they write for countries, sectors and places.

Comes in: ``formats/*.tsv``, ``actors/countries.tsv``. Goes out: a ``Format`` by name, and ``ForeignCodes``, which
translate a country, a sector, a precision or a CAMEO root into the code that another project writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, cast, get_args

from eventcoder.knowledge.tables import Problems, Row, Tables

Unit = Literal["event", "pair", "mention"]
_ANSWERS: Final = ("yes", "no")
_QUADS: Final = frozenset("01234")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a foreign table."""

    name: str
    field: str | None  # what it is filled with (``show/formats``); None where eventcoder has no such thing
    note: str | None


@dataclass(frozen=True, slots=True)
class Format:
    """A tab-separated table as another project writes it."""

    name: str
    title: str
    ending: str  # of its files, with the stop
    unit: Unit  # what a row is
    needs_target: bool
    has_header: bool
    missing: str  # what stands for an absent value
    separator: str  # between the items of a list
    merges: bool  # one row a story where stories are known, else one a report
    statuses: str  # "asserted" or "all": what is written unless somebody asks for something else
    note: str | None
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """What a country is called elsewhere."""

    name: str
    cow: str | None
    fips: str | None
    cameo: str


@dataclass(frozen=True, slots=True)
class InternationalCodes:
    """What CAMEO writes for UNO, IGO, NGO and the like."""

    cameo: str
    country: str | None
    group: str | None
    type: str


@dataclass(frozen=True, slots=True)
class PrecisionCodes:
    """What a precision of a place is called elsewhere."""

    feature: str
    gdelt: str | None
    gdelt_us: str | None


@dataclass(frozen=True, slots=True)
class ForeignCodes:
    """Translates codes of eventcoder into those of other projects."""

    countries: Mapping[str, CountryCodes]  # by ISO 3166 alpha-3
    international: Mapping[str, InternationalCodes]  # by PLOVER code
    sectors: Mapping[str, str | None]  # PLOVER sector -> CAMEO role
    precisions: Mapping[str, PrecisionCodes]
    quads: Mapping[str, Mapping[str, int]]  # project -> CAMEO root -> quad class
    cameo_names: Mapping[str, str]


@lru_cache(maxsize=4)
def load_formats(tables: Tables | None = None) -> Mapping[str, Format]:
    """Return every format by name. Raises KnowledgeError with every fault of the files."""
    tables = tables or Tables()
    problems = Problems()
    head = "name title ending unit needs_target header missing separator statuses merges note".split()
    formats = {row.word("name"): _format(row, tables, problems) for row in tables.read("formats/formats.tsv", head)}
    problems.raise_if_any()
    return formats


@lru_cache(maxsize=4)
def load_foreign_codes(tables: Tables | None = None) -> ForeignCodes:
    """Return the code tables. Raises KnowledgeError with every fault of the files."""
    tables = tables or Tables()
    problems = Problems()
    codes = ForeignCodes(
        countries=_countries(tables, problems),
        international={
            r.word("code"): InternationalCodes(r.word("cameo"), r.text("country"), r.text("group"), r.word("type"))
            for r in tables.read("formats/international.tsv", ("code", "cameo", "country", "group", "type"))
        },
        sectors={r.word("sector"): r.text("cameo") for r in tables.read("formats/sectors.tsv", ("sector", "cameo"))},
        precisions={
            r.word("precision"): PrecisionCodes(r.word("feature"), r.text("gdelt"), r.text("gdelt_us"))
            for r in tables.read("formats/places.tsv", ("precision", "feature", "gdelt", "gdelt_us"))
        },
        quads=_quads(tables, problems),
        cameo_names={r.word("code"): r.word("name") for r in tables.read("ontology/cameo.tsv", ("code", "name"))},
    )
    problems.raise_if_any()
    return codes


def _format(row: Row, tables: Tables, problems: Problems) -> Format:
    name = row.word("name")
    if row.word("unit") not in get_args(Unit):
        problems.add(row, f"unit {row.word('unit')!r} is none of {', '.join(get_args(Unit))}.")
    for column in ("needs_target", "header", "merges"):
        if row.word(column) not in _ANSWERS:
            problems.add(row, f"{column} is yes or no, not {row.word(column)!r}.")
    return Format(
        name=name,
        title=row.word("title"),
        ending=row.word("ending"),
        unit=cast(Unit, row.word("unit")),
        needs_target=row.word("needs_target") == "yes",
        has_header=row.word("header") == "yes",
        missing=row.word("missing"),
        separator=row.word("separator"),
        merges=row.word("merges") == "yes",
        statuses=row.word("statuses"),
        note=row.text("note"),
        columns=_columns(name, tables, problems),
    )


def _columns(name: str, tables: Tables, problems: Problems) -> tuple[Column, ...]:
    rows = tables.read(f"formats/{name}.tsv", ("column", "field", "note"))
    times = Counter(row.word("column") for row in rows)
    for row in rows:
        if times[row.word("column")] > 1:
            problems.add(row, f"column {row.word('column')!r} stands twice; readers take columns by name.")
        if not row.text("field") and not row.text("note"):
            problems.add(row, f"column {row.word('column')!r} is never filled; a note must say why.")
    return tuple(Column(row.word("column"), row.text("field"), row.text("note")) for row in rows)


def _countries(tables: Tables, problems: Problems) -> dict[str, CountryCodes]:
    known = {row.word("iso3"): row for row in tables.read("actors/countries.tsv", ("iso3", "name", "cow"))}
    other = {row.word("iso3"): row for row in tables.read("formats/countries.tsv", ("iso3", "fips", "cameo"))}
    for iso3, row in other.items():
        if iso3 not in known:
            problems.add(row, f"country {iso3!r} is not in actors/countries.tsv.")
    out = {}
    for iso3, row in known.items():
        codes = other.get(iso3)
        fips, cameo = (codes.text("fips"), codes.text("cameo")) if codes else (None, None)
        out[iso3] = CountryCodes(row.word("name"), row.text("cow"), fips, cameo or iso3)
    return out


def _quads(tables: Tables, problems: Problems) -> dict[str, dict[str, int]]:
    projects = ("phoenix", "gdelt")
    out: dict[str, dict[str, int]] = {project: {} for project in projects}
    for row in tables.read("formats/quads.tsv", ("root", *projects)):
        for project in projects:
            if row.word(project) in _QUADS:
                out[project][row.word("root")] = int(row.word(project))
            else:
                problems.add(row, f"{project} must be a quad class from 0 to 4, not {row.word(project)!r}.")
    return out
