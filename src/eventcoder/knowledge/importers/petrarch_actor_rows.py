"""Actor blocks as rows: states, bodies, people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from eventcoder.knowledge.actor_names import plain, slug
from eventcoder.knowledge.actors import SUPRANATIONAL, Actors
from eventcoder.knowledge.importers.findings import Findings, Place
from eventcoder.knowledge.importers.petrarch_actors import Block, Holding
from eventcoder.knowledge.importers.petrarch_words import any_of, is_exact, name_forms, plural_of
from eventcoder.knowledge.importers.tables_out import TableOut

_COUNTRY_COLUMNS: Final = tuple(
    "iso3 iso2 numeric plover cow gw geonameid wikidata name official_name other_names adjectives demonyms capital "
    "seats latitude longitude start end successor sectors".split()
)
_BODY_COLUMNS: Final = tuple("id name aliases country sectors start end parent note".split())
_OFFICE_COLUMNS: Final = tuple("id person aliases gender country office sectors start end note".split())
_GROUP_SECTORS: Final = frozenset({"REB", "PRM", "UAF", "PTY", "OPP", "CRM", "ISM", "IMG"})
_PUBLIC_SECTORS: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_PERSONAL_SECTORS: Final = frozenset({"GOV", "ELI", "LEG", "MIL", "OPP", "REB", "JUD", "PTY"})
_ADJECTIVE_ENDINGS: Final = ("an", "ese", "ish", "i", "ic", "ite", "ean")
_SAME_LETTERS: Final = 3  # that an adjective must share with the name of its state
_NAME_LENGTHS: Final = (2, 3)  # words of a person's name
_NOTE: Final = "imported from PETRARCH"


@dataclass(slots=True)
class _State:
    """The names of one state, in the order of the files."""

    places: list[Place] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    adjectives: dict[str, None] = field(default_factory=dict)


class ActorRows:
    """Turns blocks into rows of a layer. ``known``: the built-in actors; ``given_names``: first names of people."""

    def __init__(self, known: Actors, given_names: frozenset[str], findings: Findings) -> None:
        self._known = known
        self._given_names = given_names
        self._findings = findings
        self._states: dict[str, _State] = defaultdict(_State)
        self._taken: dict[str, Place] = {}  # by form of a name: the block that has it
        self._ids: dict[str, int] = defaultdict(int)
        about = "CC0 does not apply: the content is that of the imported dictionary."
        self.countries = TableOut("actors/countries.tsv", f"States of the dictionary. {about}", _COUNTRY_COLUMNS)
        self.people = TableOut("actors/offices_import.tsv", f"People of the dictionary. {about}", _OFFICE_COLUMNS)
        self.bodies: Mapping[str, TableOut] = {
            prefix: TableOut(f"actors/{name}.tsv", f"{what} of the dictionary. {about}", _BODY_COLUMNS)
            for prefix, name, what in (
                ("org", "organizations", "Organisations"),
                ("grp", "groups", "Groups"),
                ("ins", "institutions", "Institutions and other names"),
            )
        }

    def add(self, block: Block, holdings: Sequence[Holding]) -> None:
        """Add the rows of one block."""
        phrases = [p for p in block.phrases if self._is_free(block, p)]
        if not phrases or not holdings:
            if phrases and not block.codes:
                self._findings.leave_out(block.place, block.phrases[0], "no code stands beside the phrase or below it.")
            return
        only = holdings[0].code if len(holdings) == 1 and not holdings[0].days.is_dated else None
        if only is not None and not only.sectors and only.country and only.country not in SUPRANATIONAL:
            self._name_state(only.country, phrases)
        elif self._is_person(phrases, holdings):
            self._add_person(phrases, holdings)
        else:
            self._add_body(phrases, holdings)
        for h in holdings:
            if h.code.is_new_country and h.code.country:
                self._states[h.code.country].places.append(block.place)

    def tables(self) -> tuple[TableOut, ...]:
        """Return all tables, with a row for each state that is new or has new names."""
        for iso3 in sorted(self._states):
            self._add_state(iso3, self._states[iso3])
        return (self.countries, self.people, *self.bodies.values())

    def _is_free(self, block: Block, phrase: str) -> bool:
        form = name_forms(phrase)[0]
        before = self._taken.setdefault(form, block.place)
        if before != block.place:
            self._findings.leave_out(block.place, phrase, f"the phrase has its codes already in {before}.")
        return before == block.place

    # states

    def _name_state(self, iso3: str, phrases: Sequence[str]) -> None:
        state = self._states[iso3]
        first = name_forms(phrases[0])[0]
        for phrase in phrases:
            forms = name_forms(phrase)
            if _is_adjective(forms[0], first):
                state.adjectives[forms[0]] = None
            else:
                state.names.update(dict.fromkeys(forms))

    def _add_state(self, iso3: str, state: _State) -> None:
        is_new = iso3 not in self._known.countries
        names = [n for n in state.names if is_new or not self._is_name_of(n, iso3)]
        adjectives = [a for a in state.adjectives if is_new or not self._is_name_of(a, iso3)]
        if not (is_new or names or adjectives):
            return
        if is_new:
            names = names or [iso3]
            reason = f"{iso3} is in no list of states; it is taken as a new one, named {names[0]!r}."
            self._findings.note(state.places[0], iso3, reason)
        self.countries.add(
            iso3=iso3,
            plover=iso3 if is_new else "",
            name=names[0] if is_new else "",
            other_names=any_of(names[1:] if is_new else names),
            adjectives=any_of(adjectives),
            demonyms=any_of(d for a in adjectives for d in _demonyms(a)),
        )

    def _is_name_of(self, form: str, iso3: str) -> bool:
        entries = self._known.names.get(plain(form), ())
        return any(e.id == f"cty:{iso3}" for e in entries)

    # people and bodies

    def _is_person(self, phrases: Sequence[str], holdings: Sequence[Holding]) -> bool:
        """True if the block looks like a human being: by a first name, by leaving office, or by dated offices."""
        forms = [name_forms(p)[0] for p in phrases]
        names = [f for f in forms if len(f.split()) in _NAME_LENGTHS and not self._has_common_word(f)]
        sectors = {s for h in holdings for s in h.code.sectors}
        if not names or not sectors & _PERSONAL_SECTORS:
            return False
        is_first_name = any(n.split()[0] in self._given_names for n in names)
        return is_first_name or "ELI" in sectors or any(h.days.is_dated for h in holdings)

    def _has_common_word(self, name: str) -> bool:
        """True for names with a role noun, the name of a state or a small word in them."""
        return any(w.islower() or w.lower() in self._known.roles or self._is_state_word(w) for w in name.split())

    def _is_state_word(self, word: str) -> bool:
        return any(e.id.startswith("cty:") for e in self._known.names.get(word, ()))

    def _add_person(self, phrases: Sequence[str], holdings: Sequence[Holding]) -> None:
        forms = [f for p in phrases for f in name_forms(p)[:1]]
        full = next((f for f in forms if len(f.split()) > 1 and not self._has_common_word(f)), forms[0])
        office = next((o for f in forms if (o := self._title_of(f))), "")
        identity = self._own_id("per", full)
        for h in holdings:
            self.people.add(
                id=identity,
                person=full,
                aliases=any_of(f for f in forms if f != full),
                office=office if _PUBLIC_SECTORS & set(h.code.sectors) else "",
                note=_NOTE,
                **_dated_cells(h),
            )

    def _title_of(self, form: str) -> str:
        """The title that a synonym puts before the name: "president" of "President Vanto"."""
        words = form.lower().split()
        for n in range(len(words) - 1, 0, -1):
            role = self._known.roles.get(" ".join(words[:n]))
            if role is not None and role[0].is_title:
                return role[0].full
        return ""

    def _add_body(self, phrases: Sequence[str], holdings: Sequence[Holding]) -> None:
        forms = [f for p in phrases for f in (*name_forms(p), *_plurals(p))]
        prefix = _prefix(holdings)
        identity = self._own_id(prefix, forms[0])
        for h in holdings:
            self.bodies[prefix].add(id=identity, name=forms[0], aliases=any_of(forms[1:]), **_dated_cells(h))

    def _own_id(self, prefix: str, name: str) -> str:
        identity = f"{prefix}:petrarch_{slug(name)}"
        self._ids[identity] += 1
        n = self._ids[identity]
        return identity if n == 1 else f"{identity}_{n}"


def _dated_cells(h: Holding) -> dict[str, str]:
    return {
        "country": h.code.country or "",
        "sectors": any_of(h.code.sectors),
        "start": h.days.first or "",
        "end": h.days.last or "",
    }


def _is_adjective(form: str, name: str) -> bool:
    """True if a synonym is the adjective of the name: "Aldorian" of "Aldoria"."""
    shared = form[:_SAME_LETTERS].lower() == name[:_SAME_LETTERS].lower()
    return form != name and " " not in form and shared and form.endswith(_ADJECTIVE_ENDINGS)


def _demonyms(adjective: str) -> tuple[str, ...]:
    return (adjective,) if adjective.endswith(("ese", "ish")) else (adjective, f"{adjective}s")


def _plurals(phrase: str) -> tuple[str, ...]:
    """The plural of a phrase that is not marked as exact."""
    form = name_forms(phrase)[0]
    return () if is_exact(phrase) or form.endswith("s") or not form[-1].isalpha() else (plural_of(form),)


def _prefix(holdings: Iterable[Holding]) -> str:
    sectors = [s for h in holdings for s in h.code.sectors[:1]]
    countries = {h.code.country for h in holdings}
    if _GROUP_SECTORS & {*sectors, *countries}:
        return "grp"
    return "org" if countries & SUPRANATIONAL or (sectors and not _PUBLIC_SECTORS & set(sectors)) else "ins"
