"""Who there is: states, peoples, bodies, people with dated offices, and role nouns; looked up by name and by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from eventcoder.knowledge.tables import Problems, Row, Tables

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

SUPRANATIONAL: Final = frozenset({"UNO", "IGO", "NGO", "EUR", "IMG", "ISM", "MNC"})
_BODY_COLUMNS: Final = "id name aliases country sectors start end parent".split()
_OFFICE_COLUMNS: Final = "id person aliases gender country office sectors start end".split()
_COUNTRY_COLUMNS: Final = (
    "iso3 plover cow wikidata name official_name other_names adjectives demonyms capital seats start end".split()
)


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One thing that a form of words may mean."""

    id: str  # cty:PAK, ppl:kurds, org:nato, grp:ttp, ins:usa_state_department, per:...
    kind: str  # country | adjective | demonym | capital | people | body | person
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory."""

    iso3: str
    code: str  # the code it is coded with: dependencies fold to their owner
    name: str
    sectors: tuple[str, ...]
    cow: str | None
    wikidata: str | None
    start: str | None
    end: str | None
    ref: str


@dataclass(frozen=True, slots=True)
class Period:
    """What holds of a body or person for a time; ``office`` only for people."""

    country: str | None
    sectors: tuple[str, ...]
    office: str | None
    start: str | None
    end: str | None
    ref: str

    def holds(self, day: str | None) -> bool:
        """True if the period includes the day; with no day, if it has not ended."""
        if day is None:
            return self.end is None
        return (self.start or "") <= day and (self.end is None or day <= _last_day(self.end))

    def is_over(self, day: str | None) -> bool:
        """True if the period ended before the day."""
        return self.end is not None and (day is None or _last_day(self.end) < day)


@dataclass(frozen=True, slots=True)
class Known:
    """A body or a person with everything known of it over time."""

    id: str
    name: str
    gender: str | None
    periods: tuple[Period, ...]

    def at(self, day: str | None) -> Period | None:
        """The period that holds on the day, or None."""
        for p in self.periods:
            if p.holds(day):
                return p
        return None

    def last_before(self, day: str | None) -> Period | None:
        """The latest period that was over by the day, or None."""
        over = [p for p in self.periods if p.is_over(day)]
        return max(over, key=lambda p: p.end or "", default=None)


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun, title or collective noun."""

    id: str
    noun: str
    sectors: tuple[str, ...]
    kind: str  # person | group | institution
    is_title: bool
    gender: str | None
    notes: frozenset[str]  # thing | weak | state noun | abbr | upper | relational
    ref: str


@dataclass(frozen=True)
class Actors:
    """All actor knowledge, with its indexes."""

    names: Mapping[str, tuple[NameEntry, ...]]
    countries: Mapping[str, Country]  # by ISO3
    known: Mapping[str, Known]  # bodies and people by id
    roles: Mapping[str, tuple[Role, bool]]  # by lower-case form: the role and whether the form is plural
    _: object = field(default=None, repr=False)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Every name form, in the order of the automaton's patterns."""
        return tuple(self.names)

    @cached_property
    def automaton(self) -> AhoCorasick:
        """Finds all name forms in a text in one pass; leftmost, longest."""
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        return AhoCorasick(self.forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)

    @cached_property
    def holders(self) -> Mapping[tuple[str, str], tuple[tuple[str, Period], ...]]:
        """By country and office: the people who held it, with their periods."""
        found: dict[tuple[str, str], list[tuple[str, Period]]] = defaultdict(list)
        for person in self.known.values():
            for p in person.periods:
                if p.office and p.country:
                    found[p.country, p.office].append((person.id, p))
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def surnames(self) -> Mapping[str, tuple[str, ...]]:
        """By last name: ids of people."""
        found: dict[str, list[str]] = defaultdict(list)
        for k in self.known.values():
            if k.id.startswith("per:") and " " in k.name:
                found[k.name.rsplit(" ", 1)[1]].append(k.id)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def capitals(self) -> Mapping[str, str]:
        """By capital or seat of government: ISO3 of the state."""
        found: dict[str, str] = {}
        for form, entries in self.names.items():
            for e in entries:
                if e.kind == "capital":
                    found.setdefault(form, e.id.removeprefix("cty:"))
        return found


def load_actors(tables: Tables) -> Actors:
    """Read and check all actor files. Raises KnowledgeError with every fault found."""
    problems = Problems()
    names: dict[str, dict[str, NameEntry]] = defaultdict(dict)
    countries = _load_countries(tables, names)
    known = {**_load_peoples(tables, names), **_load_bodies(tables, names, countries, problems)}
    known |= _load_people(tables, names, countries, problems)
    roles = _load_roles(tables)
    problems.raise_if_any()
    return Actors({form: tuple(entries.values()) for form, entries in names.items()}, countries, known, roles)


def _add(names: dict[str, dict[str, NameEntry]], form: str, entry: NameEntry) -> None:
    if len(form) > 1:
        names[form].setdefault(entry.id + entry.kind, entry)


def _load_countries(tables: Tables, names: dict[str, dict[str, NameEntry]]) -> dict[str, Country]:
    countries: dict[str, Country] = {}
    for row in tables.read("actors/countries.tsv", _COUNTRY_COLUMNS):
        iso3 = row.word("iso3")
        countries[iso3] = Country(
            iso3=iso3,
            code=row.word("plover") or iso3,
            name=row.word("name"),
            sectors=tuple(x for x in row.cells.get("sectors", "").split("|") if x),
            cow=row.text("cow"),
            wikidata=row.text("wikidata"),
            start=row.text("start"),
            end=row.text("end"),
            ref=row.ref,
        )
        _name_country(row, names, f"cty:{iso3}")
    return countries


def _name_country(row: Row, names: dict[str, dict[str, NameEntry]], identity: str) -> None:
    for form in (row.word("name"), row.word("official_name"), *row.items("other_names")):
        _add(names, form, NameEntry(identity, "country"))
    for form in row.items("adjectives"):
        _add(names, form, NameEntry(identity, "adjective"))
    for form in row.items("demonyms"):
        _add(names, form, NameEntry(identity, "demonym", is_plural=form.endswith(("s", "men", "women", "ese"))))
    for form in (*row.items("capital"), *row.items("seats")):
        _add(names, form, NameEntry(identity, "capital"))


def _load_peoples(tables: Tables, names: dict[str, dict[str, NameEntry]]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for row in tables.read("actors/peoples.tsv", ("id", "name", "aliases", "country", "sectors")):
        period = Period(row.text("country"), row.items("sectors"), None, None, None, row.ref)
        known[row.word("id")] = Known(row.word("id"), row.word("name"), None, (period,))
        for form in (row.word("name"), *row.items("aliases")):
            _add(names, form, NameEntry(row.word("id"), "people", is_plural=form.endswith("s")))
    return known


def _load_bodies(
    tables: Tables, names: dict[str, dict[str, NameEntry]], countries: Mapping[str, Country], problems: Problems
) -> dict[str, Known]:
    periods: dict[str, list[Period]] = defaultdict(list)
    titles: dict[str, str] = {}
    for table in ("organizations", "groups", "institutions"):
        for row in tables.read(f"actors/{table}.tsv", _BODY_COLUMNS):
            _check_country(row, countries, problems)
            titles.setdefault(row.word("id"), row.word("name"))
            periods[row.word("id")].append(_period(row, office=None))
            for form in (row.word("name"), *row.items("aliases")):
                _add(names, form, NameEntry(row.word("id"), "body"))
    return {i: Known(i, titles[i], None, _sorted(p)) for i, p in periods.items()}


def _load_people(
    tables: Tables, names: dict[str, dict[str, NameEntry]], countries: Mapping[str, Country], problems: Problems
) -> dict[str, Known]:
    periods: dict[str, list[Period]] = defaultdict(list)
    first: dict[str, Row] = {}
    for row in tables.read("actors/offices_*.tsv", _OFFICE_COLUMNS):
        _check_country(row, countries, problems)
        identity = row.word("id")
        first.setdefault(identity, row)
        periods[identity].append(_period(row, office=row.text("office")))
        for form in (row.word("person"), *row.items("aliases")):
            _add(names, form, NameEntry(identity, "person"))
    return {i: Known(i, first[i].word("person"), first[i].text("gender"), _sorted(p)) for i, p in periods.items()}


def _load_roles(tables: Tables) -> dict[str, tuple[Role, bool]]:
    roles: dict[str, tuple[Role, bool]] = {}
    for row in tables.read("actors/roles.tsv", ("id", "noun", "plural", "sectors", "kind", "title", "gender", "note")):
        role = Role(
            id=row.word("id"),
            noun=row.word("noun"),
            sectors=row.items("sectors"),
            kind=row.word("kind"),
            is_title=row.word("title") == "yes",
            gender=row.text("gender"),
            notes=frozenset(row.word("note").split(";")) - {""},
            ref=row.ref,
        )
        roles.setdefault(role.noun, (role, row.word("plural") == role.noun))
        if row.text("plural"):
            roles.setdefault(row.word("plural"), (role, True))
    return roles


def _period(row: Row, office: str | None) -> Period:
    return Period(row.text("country"), row.items("sectors"), office, row.text("start"), row.text("end"), row.ref)


def _sorted(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Newest first, so that the first that holds is the latest taken up."""
    return tuple(sorted(periods, key=lambda p: p.start or "", reverse=True))


def _check_country(row: Row, countries: Mapping[str, Country], problems: Problems) -> None:
    country = row.text("country")
    if country and country not in countries and country not in SUPRANATIONAL:
        problems.add(row, f"country {country!r} is neither in countries.tsv nor one of {', '.join(sorted(SUPRANATIONAL))}.")


def _last_day(date: str) -> str:
    """The last day a date of any precision may mean, for comparing: "2018" to "2018-12-31"."""
    return {4: f"{date}-12-31", 7: f"{date}-31"}.get(len(date), date)


def iter_people(actors: Actors) -> Iterator[Known]:
    """Yield everybody with an office."""
    return (k for k in actors.known.values() if k.id.startswith("per:"))
