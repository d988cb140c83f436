"""Known names as actors on a given day: which office a person holds, which state a name means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.actors import Actors, Country, Known, Period
from eventcoder.schema import Actor

FORMER: Final = "ELI"
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_PRIMARY_FIRST: Final = ("REB", "OPP", "PRM")  # of a modifier: it outranks the head's own sector


@dataclass(frozen=True, slots=True)
class Found:
    """An actor with the rule and the knowledge row it came from."""

    actor: Actor
    kind: str  # person | group | institution | state
    rule: str
    knowledge: str | None
    gender: str | None = None


class KnownNames:
    """Looks up names in the actor knowledge as of one day."""

    def __init__(self, actors: Actors, day: str | None) -> None:
        self._actors = actors
        self._day = day

    def best(self, entries: Sequence[str], country: str | None) -> Found | None:
        """The most fitting of the entries a name may mean: of the told country, valid on the day, first listed."""
        found = [f for f in (self._found(e, country) for e in entries) if f]
        return max(found, key=lambda f: (country is not None and f.actor.country == country, self._is_valid(f)), default=None)

    def _is_valid(self, found: Found) -> bool:
        if found.actor.id.startswith("cty:"):
            state = self._actors.countries[found.actor.id.removeprefix("cty:")]
            return state.end is None or (self._day is not None and self._day <= state.end)
        known = self._actors.known.get(found.actor.id)
        return known is not None and known.at(self._day) is not None

    def _found(self, entry: str, country: str | None) -> Found | None:
        if entry.startswith("cty:"):
            state = self._actors.countries[entry.removeprefix("cty:")]
            return Found(state_actor(state), "state", "name.country", state.ref)
        known = self._actors.known.get(entry)
        if known is None:
            return None
        if entry.startswith("per:"):
            return self._person(known)
        return self._body(known, country)

    def _body(self, known: Known, country: str | None) -> Found:
        period = known.at(self._day) or known.last_before(self._day) or known.periods[-1]
        kind = "institution" if known.id.startswith(("org:", "ins:")) else "group"
        code = self.code(period.country) or country
        actor = Actor(id=_scoped(known.id, period.country, code), name=known.name, country=code, sectors=period.sectors)
        return Found(actor, kind, "name.body", period.ref)

    def _person(self, known: Known) -> Found:
        period, rule = known.at(self._day), "name.office"
        sectors: tuple[str, ...] = period.sectors if period else ()
        if period is None and (period := known.last_before(self._day)) is not None:
            sectors, rule = (FORMER, *(s for s in period.sectors if s != FORMER)), "name.former_office"
        elif period is None:
            period, rule = known.periods[-1], "name.before_office"
            sectors = tuple(s for s in period.sectors if s not in ("GOV",))
        return Found(self._office_actor(known, period, sectors), "person", rule, period.ref, known.gender)

    def _office_actor(self, known: Known, period: Period, sectors: tuple[str, ...]) -> Actor:
        return Actor(
            id=known.id,
            name=known.name,
            country=self.code(period.country),
            sectors=sectors,
            office=period.office,
            office_from=period.start,
            office_to=period.end,
        )

    def holder(self, country: str, office: str) -> Found | None:
        """Who holds an office of a country on the day; None if nobody or more than one is known."""
        holding = [
            (person, period)
            for person, period in self._actors.holders.get((country, office), ())
            if self._day is not None and period.holds(self._day)
        ]
        if len({p for p, _ in holding}) != 1:
            return None
        person, period = holding[0]
        known = self._actors.known[person]
        actor = self._office_actor(known, period, period.sectors)
        return Found(actor, "person", "office.holder", period.ref, known.gender)

    def by_surname(self, surname: str, countries: Iterable[str]) -> Found | None:
        """A known person by last name alone: somebody in office of a country the report is about, or the only one."""
        people = [self._actors.known[i] for i in self._actors.surnames.get(surname, ())]
        active = [p for p in people if p.at(self._day)]
        about = set(countries)
        near = [p for p in active if self.code(p.at(self._day).country) in about]  # type: ignore[union-attr]
        for group in (near, active):
            if len(group) == 1:
                return self._person(group[0])
            leading = [p for p in group if (p.at(self._day) or p.periods[0]).office in ("president", "prime minister")]
            if len(leading) == 1:
                return self._person(leading[0])
        return None

    def by_parts(self, name: str, country: str | None) -> Found | None:
        """A known person under a longer or shorter form of the name: "Omar Hassan al-Bashir" for "Omar al-Bashir"."""
        parts = {w.lower() for w in name.split()}
        fits = []
        for i in self._actors.surnames.get(name.split()[-1], ()):
            known = {w.lower() for w in self._actors.known[i].name.split()}
            if len(known & parts) > 1 and (known <= parts or parts <= known):
                fits.append(i)
        return self.best(fits, country) if len(fits) == 1 or country is not None else None

    def code(self, country: str | None) -> str | None:
        """The code a country is coded with."""
        if country is None:
            return None
        state = self._actors.countries.get(country)
        return state.code if state else country


def state_actor(state: Country) -> Actor:
    """A state as an actor."""
    return Actor(
        id=f"cty:{state.iso3}",
        name=state.name,
        country=state.code,
        sectors=state.sectors,
        cow=state.cow,
        wikidata=state.wikidata,
    )


def slug(words: str) -> str:
    """Words as part of an id: ``Foreign Ministry`` to ``foreign_ministry``.

    >>> slug("Élysée Palace")
    'elysee_palace'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("_", plain).strip("_") or "x"


def merged_sectors(own: Sequence[str], modifiers: Sequence[str], precedence: dict[str, int] | None = None) -> tuple[str, ...]:
    """Sectors of a phrase: armed or political opposition in a modifier leads, else the head's own come first."""
    leading = [s for s in modifiers if s in _PRIMARY_FIRST]
    rest = [s for s in modifiers if s not in leading]
    return tuple(dict.fromkeys([*leading, *own, *rest]))


def _scoped(identity: str, fixed: str | None, code: str | None) -> str:
    """Institutions that every country has get the country into their id."""
    return identity if fixed or not code else f"{code}.{identity}"
