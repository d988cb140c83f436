"""Reads and checks the actor files: countries, peoples, bodies, people with offices, role nouns.

Fast by design: about thirty thousand rows are read at every start, so records are named tuples and nothing is indexed
here that a run may not need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from eventcoder.knowledge.actor_names import plain
from eventcoder.knowledge.actors import (
    KINDS_OF_REGION,
    SUPRANATIONAL,
    Actors,
    Country,
    Description,
    Known,
    NameEntry,
    NameHead,
    Period,
    Role,
)
from eventcoder.knowledge.tables import Problems, Row, Tables

_BODY_COLUMNS: Final = ("id", "name", "aliases", "country", "sectors", "start", "end", "parent", "note")
_OFFICE_COLUMNS: Final = ("id", "person", "aliases", "gender", "country", "office", "sectors", "start", "end", "note")
_COUNTRY_COLUMNS: Final = (
    *("iso3", "plover", "cow", "wikidata", "name", "official_name", "other_names", "adjectives", "demonyms"),
    *("capital", "seats", "start", "end", "sectors"),
)
_ROLE_COLUMNS: Final = ("id", "noun", "plural", "sectors", "kind", "title", "gender", "note")
_ROLE_NOTES: Final = frozenset({"thing", "weak", "state noun", "abbr", "upper", "relational", "collective", "many"})
_SHORTEST_SPOKEN: Final = 4  # letters of an acronym that may be read as a word
_HOMES: Final = ("elsewhere", "displaced", "kin", "spouse", "placed")
_GAME_USES: Final = ("strong", "weak", "verb")
_HEAD_KINDS: Final = ("thing", "either", "body")
_DIRECTIONS: Final = frozenset("northern southern eastern western central north south east west upper lower".split())
_PLURAL_ENDINGS: Final = ("s", "men", "women", "ese")


class _Names:
    """What each form of words may mean; what a user's layer says of a form replaces what lower layers say."""

    def __init__(self) -> None:
        self.entries: dict[str, list[NameEntry]] = defaultdict(list)
        self._layers: dict[str, int] = {}  # of the forms that a user's layer names

    def add(self, form: str, entry: NameEntry, layer: int) -> None:
        """Add one meaning of a form."""
        before = self._layers.get(form, 0) if self._layers else 0
        if layer < before:
            return
        if layer > before:
            self._layers[form] = layer
            self.entries[form].clear()
        self.entries[form].append(entry)

    def by_plain_form(self) -> dict[str, tuple[NameEntry, ...]]:
        """What each form without its accents may mean; single letters mean nothing."""
        merged: dict[str, tuple[NameEntry, ...]] = {}
        layers: dict[str, int] = {}
        for form, entries in self.entries.items():
            if len(form) <= 1:
                continue
            bare = plain(form)
            own, before = self._layers.get(form, 0), layers.get(bare, 0)
            if own > before or bare not in merged:
                merged[bare], layers[bare] = tuple(dict.fromkeys(entries)), own
            elif own == before:
                merged[bare] = tuple(dict.fromkeys((*merged[bare], *entries)))
        return merged


def load_actors(tables: Tables) -> Actors:
    """Read and check all actor files. Raises KnowledgeError with every fault found."""
    problems = Problems()
    names = _Names()
    roles = _load_roles(tables)
    countries = _load_countries(tables, names)
    sure = roles.keys() | names.entries.keys()  # words that tell what a weak name means: "Dawa Party", "Thai Rangers"
    known = _load_peoples(tables, names)
    known |= _load_bodies(tables, names, _Checker(countries, problems), sure)
    people, person_forms = _load_people(tables, names, _Checker(countries, problems))
    known |= people
    game_words = _load_game_words(tables, problems)
    home_words = _load_home_words(tables, problems)
    name_heads = _load_name_heads(tables, problems)
    places, regions = _load_places(tables)
    descriptions = _load_descriptions(tables, roles, problems)
    _add_title_case(names.entries, _load_words(tables, "actors/capitals_only.tsv", "form"))
    problems.raise_if_any()
    return Actors(
        names=names.by_plain_form(),
        countries=countries,
        known=known,
        roles=roles,
        offices={
            r.word("noun"): r.items("offices") for r in tables.read("actors/office_names.tsv", ("noun", "offices"))
        },
        bonds={r.word("word"): r.word("effect") for r in tables.read("actors/bonds.tsv", ("word", "effect"))},
        metonyms={
            r.word("lemma"): r.word("reading") for r in tables.read("actors/metonym_words.tsv", ("lemma", "reading"))
        },
        places=places,
        look_alikes=_load_words(tables, "actors/look_alikes.tsv", "word"),
        regions=regions,
        abroad_words=_load_words(tables, "actors/abroad_words.tsv", "word"),
        home_words=home_words,
        person_forms=person_forms,
        name_genders={
            r.word("name"): r.word("gender") for r in tables.read("actors/name_genders.tsv", ("name", "gender"))
        },
        descriptions=descriptions,
        game_words=game_words,
        name_heads=name_heads,
        role_kin={
            r.word("noun"): frozenset(r.items("takes_up"))
            for r in tables.read("actors/role_kin.tsv", ("noun", "takes_up"))
        },
    )


class _Periods:
    """Periods by id; the rows that a user's layer has for an id replace those of lower layers."""

    def __init__(self) -> None:
        self.of: dict[str, list[Period]] = {}
        self._layers: dict[str, int] = {}

    def add(self, identity: str, period: Period, layer: int) -> bool:
        """Add a period; True if it is the first one that counts for the id."""
        before, known = self.of.get(identity), self._layers.get(identity, 0)
        if before is not None and layer <= known:
            if layer == known:
                before.append(period)
            return False
        self.of[identity] = [period]
        if layer:
            self._layers[identity] = layer
        return True


class _Checker:
    """Turns rows into periods and notes countries that nobody knows."""

    def __init__(self, countries: Mapping[str, Country], problems: Problems) -> None:
        self._valid = countries.keys() | SUPRANATIONAL
        self._problems = problems

    def period(self, row: Row, office: str | None) -> Period:
        cells = row.cells
        country = cells["country"] or None
        if country is not None and country not in self._valid:
            codes = ", ".join(sorted(SUPRANATIONAL))
            self._problems.add(row, f"country {country!r} is neither in countries.tsv nor one of {codes}.")
        sectors = cells["sectors"]
        start, end = cells["start"] or None, cells["end"] or None
        return Period(country, tuple(sectors.split("|")) if sectors else (), office, start, end, row.ref)


def _load_countries(tables: Tables, names: _Names) -> dict[str, Country]:
    countries: dict[str, Country] = {}
    for row in tables.read("actors/countries.tsv", _COUNTRY_COLUMNS):
        iso3 = row.word("iso3")
        own = Country(
            iso3=iso3,
            code=row.word("plover") or iso3,
            name=row.word("name"),
            sectors=row.items("sectors"),
            cow=row.text("cow"),
            wikidata=row.text("wikidata"),
            start=row.text("start"),
            end=row.text("end"),
            ref=row.ref,
        )
        before = countries.get(iso3)
        countries[iso3] = own if before is None else _completed(own, before, has_code=bool(row.word("plover")))
        _name_country(row, names, f"cty:{iso3}")
    return countries


def _completed(own: Country, before: Country, *, has_code: bool) -> Country:
    """A user's row of a state that is known already: what it leaves empty stays as it was, its names come on top."""
    return replace(
        own,
        code=own.code if has_code else before.code,
        name=own.name or before.name,
        sectors=own.sectors or before.sectors,
        cow=own.cow or before.cow,
        wikidata=own.wikidata or before.wikidata,
        start=own.start or before.start,
        end=own.end or before.end,
        ref=own.ref if own.name else before.ref,
    )


def _name_country(row: Row, names: _Names, identity: str) -> None:
    for form in (row.word("name"), row.word("official_name"), *row.items("other_names")):
        names.add(form, NameEntry(identity, "country"), row.layer)
    for form in row.items("adjectives"):
        names.add(form, NameEntry(identity, "adjective"), row.layer)
    for form in row.items("demonyms"):
        names.add(form, NameEntry(identity, "demonym", is_plural=form.endswith(_PLURAL_ENDINGS)), row.layer)
    for form in (*row.items("capital"), *row.items("seats")):
        names.add(form, NameEntry(identity, "capital"), row.layer)


def _load_peoples(tables: Tables, names: _Names) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for row in tables.read("actors/peoples.tsv", ("id", "name", "aliases", "country", "sectors")):
        identity, name = row.word("id"), row.word("name")
        known[identity] = Known(
            identity, name, None, (Period(row.text("country"), row.items("sectors"), None, None, None, row.ref),)
        )
        for form in (name, *row.items("aliases")):
            names.add(form, NameEntry(identity, "people", is_plural=form.endswith(_PLURAL_ENDINGS)), row.layer)
    return known


def _load_bodies(tables: Tables, names: _Names, checker: _Checker, sure: Collection[str]) -> dict[str, Known]:
    periods = _Periods()
    titles: dict[str, str] = {}
    for table in ("organizations", "groups", "institutions"):
        for row in tables.read(f"actors/{table}.tsv", _BODY_COLUMNS):
            cells = row.cells
            identity, name = cells["id"], cells["name"]
            if periods.add(identity, checker.period(row, None), row.layer):
                titles[identity] = name
            is_weak = cells["note"] == "weak"
            for form in (name, *cells["aliases"].split("|")):
                entry = NameEntry(identity, "body", is_weak=is_weak and _is_everyday(form, sure))
                names.add(form, entry, row.layer)
                if form.endswith(" Party"):  # as some newspapers write it: "Kurdistan Workers' party"
                    names.add(f"{form[:-5]}party", entry, row.layer)
                if form.startswith("The "):
                    names.add(f"the {form[4:]}", entry, row.layer)
    return {i: Known(i, titles[i], None, _latest_first(p)) for i, p in periods.of.items()}


def _is_everyday(form: str, sure: Collection[str]) -> bool:
    """True if no word of a weak name tells what it is: "Rangers", but not "Pakistan Rangers" or "Dawa Party"."""
    words = form.split()
    return not (len(words) > 1 and any(w.lower() in sure or w in sure for w in words if w not in ("The", "the")))


def _load_people(
    tables: Tables, names: _Names, checker: _Checker
) -> tuple[dict[str, Known], tuple[tuple[str, str], ...]]:
    periods = _Periods()
    first: dict[str, Row] = {}
    forms: dict[tuple[str, str], None] = {}
    for row in tables.read("actors/offices_*.tsv", _OFFICE_COLUMNS):
        cells = row.cells
        identity = cells["id"]
        if periods.add(identity, checker.period(row, cells["office"] or None), row.layer):
            first[identity] = row
        aliases = cells["aliases"]
        for form in (cells["person"], *aliases.split("|")) if aliases else (cells["person"],):
            if (form, identity) not in forms:
                forms[form, identity] = None
                names.add(form, NameEntry(identity, "person"), row.layer)
    people = {
        i: Known(i, first[i].cells["person"], first[i].cells["gender"] or None, _latest_first(p))
        for i, p in periods.of.items()
    }
    return people, tuple(forms)


def _load_descriptions(
    tables: Tables, roles: Collection[str], problems: Problems
) -> dict[str, tuple[Description, ...]]:
    found: dict[str, list[Description]] = defaultdict(list)
    for row in tables.read("actors/descriptions.tsv", ("noun", "kinds", "sectors", "countries")):
        if row.word("noun") not in roles:
            problems.add(row, f"noun {row.word('noun')!r} is no noun of actors/roles.tsv. Add it there first.")
        found[row.word("noun")].append(
            Description(row.items("kinds"), frozenset(row.items("sectors")), frozenset(row.items("countries")))
        )
    return {noun: tuple(rows) for noun, rows in found.items()}


def _load_game_words(tables: Tables, problems: Problems) -> dict[str, frozenset[str]]:
    uses: dict[str, frozenset[str]] = {}
    for row in tables.read("actors/game_words.tsv", ("lemma", "use")):
        if row.word("use") not in _GAME_USES:
            problems.add(row, f"use {row.word('use')!r} is none of {', '.join(_GAME_USES)}.")
        uses[row.word("lemma")] = uses.get(row.word("lemma"), frozenset()) | {row.word("use")}
    return uses


def _load_home_words(tables: Tables, problems: Problems) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in tables.read("actors/home_words.tsv", ("word", "home")):
        if row.word("home") not in _HOMES:
            problems.add(row, f"home {row.word('home')!r} is none of {', '.join(_HOMES)}.")
        found[row.word("word")] = row.word("home")
    return found


def _load_name_heads(tables: Tables, problems: Problems) -> dict[str, NameHead]:
    found: dict[str, NameHead] = {}
    for row in tables.read("actors/name_heads.tsv", ("head", "kind", "sectors")):
        kind, sectors = row.word("kind"), row.items("sectors")
        if kind not in _HEAD_KINDS or (sectors and kind != "body"):
            problems.add(row, f"kind must be one of {', '.join(_HEAD_KINDS)}; only a body has sectors.")
        found[row.word("head")] = NameHead(kind, sectors)
    return found


def _load_words(tables: Tables, name: str, column: str) -> frozenset[str]:
    return frozenset(row.word(column) for row in tables.read(name, (column,)))


def _add_title_case(names: dict[str, list[NameEntry]], capitals_only: frozenset[str]) -> None:
    """Let acronyms that are spoken as words be written as words: "Nato", "Isis", "Unesco"."""
    for form in [f for f in names if len(f) >= _SHORTEST_SPOKEN and f.isupper() and f.isalpha()]:
        written = form.title()
        if form not in capitals_only and written not in names:
            bodies = [e for e in names[form] if e.kind == "body" and not e.is_weak]
            if bodies:
                names[written] = bodies


def _load_places(tables: Tables) -> tuple[dict[str, str], frozenset[str]]:
    """Regions by name with their country (a name that two countries share tells nothing), and all names of regions."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in ("places/admin1.tsv", "places/regions.tsv"):
        for row in tables.read(name, ("name", "country", "aliases")):
            for form in (row.word("name"), *row.items("aliases")):
                found[plain(form)].add(row.word("country"))
                words = form.rsplit(" ", 1)
                if words[-1].lower() in KINDS_OF_REGION and len(words) > 1 and words[0].lower() not in _DIRECTIONS:
                    found[plain(words[0])].add(row.word("country"))
    sure = {form: next(iter(countries)) for form, countries in found.items() if len(countries) == 1}
    return {form: country for form, country in sure.items() if country}, frozenset(found)


def _load_roles(tables: Tables) -> dict[str, tuple[Role, bool]]:
    roles: dict[str, tuple[Role, bool]] = {}
    layers: dict[str, int] = {}  # of the forms that a user's layer has
    for row in tables.read("actors/roles.tsv", _ROLE_COLUMNS):
        cells = row.cells
        noun, plural, sectors = cells["noun"], cells["plural"], cells["sectors"]
        notes, country, full = _role_note(cells["note"], noun)
        role = Role(
            cells["id"],
            noun,
            tuple(sectors.split("|")) if sectors else (),
            cells["kind"],
            cells["title"] == "yes",
            cells["gender"] or None,
            notes,
            country,
            full,
            row.ref,
        )
        for form, is_plural in ((noun, plural == noun), (plural, True)):
            if form and (form not in roles or row.layer > layers.get(form, 0)):
                roles[form] = (role, is_plural)
                if row.layer:
                    layers[form] = row.layer
    return roles


_NO_NOTES: Final[frozenset[str]] = frozenset()


def _role_note(note: str, noun: str) -> tuple[frozenset[str], str | None, str]:
    """The keywords of a note, the country it names, and the full word an abbreviation stands for."""
    if not note:
        return _NO_NOTES, None, noun
    parts = note.split(";")
    country = next((p.removeprefix("country=") for p in parts if p.startswith("country=")), None)
    words = [p for p in parts if p not in _ROLE_NOTES and not p.startswith("country=")]
    full = words[0] if "abbr" in parts and words else noun
    return frozenset(parts) & _ROLE_NOTES, country, full


def _latest_first(periods: list[Period]) -> tuple[Period, ...]:
    """Newest first, so that the first that holds is the latest taken up."""
    if len(periods) > 1:
        periods.sort(key=lambda p: p.start or "", reverse=True)
    return tuple(periods)
