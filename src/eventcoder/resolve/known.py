"""Known names as actors on a given day: which office a person holds, which state a name means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.knowledge.actor_names import person_words
from eventcoder.knowledge.actors import SUPRANATIONAL, Actors, Country, Known, Period, last_day, office_key
from eventcoder.schema import Actor

FORMER: Final = "ELI"
_OF_STATE: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})  # sectors that come and go with an office
_LEADING: Final = frozenset(
    "president,prime minister,king,supreme leader,chancellor,crown prince,emir,secretary-general".split(",")
)
_GRACE_DAYS: Final = 45  # so long after its end may a title in the text still be taken at its word


@dataclass(frozen=True, slots=True)
class Found:
    """An actor with the rule and the knowledge row it came from."""

    actor: Actor
    kind: str  # person | group | institution | state
    rule: str
    knowledge: str | None
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the words around a name say about whom they mean."""

    country: str | None = None
    role: str | None = None  # the noun of the title: "prime minister"
    is_former: bool = False


NOTHING_TOLD: Final = Told()


class KnownNames:
    """Looks up names in the actor knowledge as of one day.

    day: ISO day of the report, None if it is not known: then everybody is what they were last.
    about: codes of the countries that the report is about, most important first.
    """

    def __init__(self, actors: Actors, day: str | None, about: Sequence[str] = ()) -> None:
        self._actors = actors
        self._day = day
        self._about = tuple(about)
        self._states: dict[str, Found] = {}  # by entry: a report names few states many times

    def best(self, entries: Sequence[str], told: Told = NOTHING_TOLD) -> Found | None:
        """The most fitting of the entries a name may mean: of the told country, in office, of the report's world."""
        found = [f for f in (self._found(e, told) for e in entries) if f]
        best = max(found, key=lambda f: self._fitness(f, told), default=None) if len(found) != 1 else found[0]
        return None if best is not None and self._is_tied(best, found, told) else best

    def _is_tied(self, best: Found, found: Sequence[Found], told: Told) -> bool:
        """True for a group's name that as well means one of another country: "National Liberation Army"."""
        others = (f for f in found if f.actor.country != best.actor.country)
        return best.kind == "group" and any(self._fitness(f, told) == self._fitness(best, told) for f in others)

    def _fitness(self, found: Found, told: Told) -> tuple[bool, bool, bool, int]:
        country = found.actor.country
        near = -self._about.index(country) if country in self._about else -len(self._about) - 1
        is_told = told.country is not None and country == told.country
        return is_told, found.rule == "name.office_told", self._is_valid(found), near

    def _is_valid(self, found: Found) -> bool:
        identity = found.actor.id
        if identity.startswith("cty:"):
            end = self._actors.countries[identity.removeprefix("cty:")].end
            return end is None or (self._day is not None and self._day <= end)
        known = self._actors.known.get(identity.split(".", 1)[-1])
        return known is not None and any(p.holds(self._day) for p in known.periods)

    def _found(self, entry: str, told: Told) -> Found | None:
        if entry.startswith("cty:"):
            if entry not in self._states:
                state = self._actors.countries[entry.removeprefix("cty:")]
                self._states[entry] = Found(state_actor(state), "state", "name.country", state.ref)
            return self._states[entry]
        known = self._actors.known.get(entry)
        if known is None:
            return None
        return self._person(known, told) if entry.startswith("per:") else self._body(known, told.country)

    def _body(self, known: Known, country: str | None) -> Found:
        period = known.at(self._day) or known.last_before(self._day) or known.periods[-1]
        kind = "institution" if known.id.startswith(("org:", "ins:")) else "group"
        code = self._actors.code(period.country) or country
        identity = known.id if period.country or not code else f"{code}.{known.id}"
        actor = Actor(id=identity, name=known.name, country=code, sectors=period.sectors)
        return Found(actor, kind, "name.body", period.ref)

    # people

    def _person(self, known: Known, told: Told) -> Found:
        period, sectors, rule = self._office(known, told)
        actor = self._office_actor(known, period, sectors)
        if told.country and actor.country in self._actors.countries and self._has_ended(actor.country or ""):
            actor = replace(actor, country=told.country)  # "Serbian President" of what was Yugoslavia
        return Found(actor, "person", rule, period.ref, known.gender)

    def _has_ended(self, country: str) -> bool:
        return self._actors.countries[country].end is not None

    def _office(self, known: Known, told: Told) -> tuple[Period, tuple[str, ...], str]:
        """The office that counts, the sectors it gives on the day, and the rule."""
        if told.is_former:
            former = self._former(known)
            return former, _as_former(former.sectors), "name.former_told"
        told_office = self._told_office(known, told)
        if told_office is not None:
            return told_office, told_office.sectors, "name.office_told"
        holding = known.holding(self._day)
        if holding:
            best = max(holding, key=lambda p: self._rank(p, told))
            return best, self._with_past(known, best), "name.office"
        if self._day is None:
            told_periods = tuple(
                p for p in known.periods if told.country and self._actors.code(p.country) == told.country
            )
            latest = known._replace(periods=self._of_trade(told_periods or known.periods, told)).latest()
            return latest, latest.sectors, "name.office_undated"
        if known.last_before(self._day) is not None:
            former = self._former(known)
            return former, _as_former(former.sectors), "name.former_office"
        first = known.periods[-1]
        return first, tuple(s for s in first.sectors if s not in _OF_STATE), "name.before_office"

    def _of_trade(self, periods: tuple[Period, ...], told: Told) -> tuple[Period, ...]:
        """The offices of the title's own sector, if there are any: "General" for a time in the army."""
        entry = self._actors.roles.get(told.role or "")
        sectors = set(entry[0].sectors) if entry is not None and entry[0].is_title else set()
        return tuple(p for p in periods if sectors & set(p.sectors)) or periods

    def _with_past(self, known: Known, now: Period) -> tuple[str, ...]:
        """The sectors of an office; those of a former leader without an office of state say that too."""
        has_led = any(p.office in _LEADING and p.is_over(self._day) for p in known.periods)
        if not has_led or now.country in SUPRANATIONAL or _OF_STATE & set(now.sectors):
            return now.sectors
        return tuple(dict.fromkeys((*now.sectors, FORMER)))

    def _rank(self, p: Period, told: Told) -> tuple[bool, bool, bool, str]:
        is_told = told.country is not None and self._actors.code(p.country) == told.country
        return is_told, p.office in _LEADING, p.sectors[:1] == ("GOV",), p.start or ""

    def _told_office(self, known: Known, told: Told) -> Period | None:
        """The office that the title before the name says, if the person holds it about the day."""
        if told.role is None:
            return None
        names = self._actors.offices.get(told.role, (told.role,))
        fits = [p for p in known.periods if p.office in names and self._may_hold(p)]
        in_country = [p for p in fits if told.country and self._actors.code(p.country) == told.country]
        return next(iter(in_country or fits), None)

    def _may_hold(self, p: Period) -> bool:
        if self._day is None:
            return True
        return (p.start or "") <= self._day and (
            p.end is None or self._day <= _days_after(last_day(p.end), _GRACE_DAYS)
        )

    def _former(self, known: Known) -> Period:
        """The office that a former office-holder is known by: the highest, of a state before a body, the last."""
        over = [p for p in known.periods if p.is_over(self._day)] or list(known.periods)
        return max(over, key=lambda p: (p.office in _LEADING, p.country not in SUPRANATIONAL, p.end or "9"))

    def _office_actor(self, known: Known, period: Period, sectors: tuple[str, ...]) -> Actor:
        return Actor(
            id=known.id,
            name=known.name,
            country=self._actors.code(period.country),
            sectors=sectors,
            office=period.office,
            office_from=period.start,
            office_to=period.end,
        )

    def holder(self, country: str, noun: str) -> Found | None:
        """Who holds an office of a country on the day; None if nobody or more than one is known."""
        if self._day is None:
            return None
        for office in self._actors.offices.get(noun, (noun,)):
            found = self._only_holder(self._actors.holders.get((country, office), ()))
            if found is not None:
                return found
        return None

    def holder_by_words(self, *words: str) -> Found | None:
        """Who holds the office that these words name in any order: "European Commission", "president"."""
        key = office_key(*words)
        if self._day is None or len(key) < 2:
            return None
        held = self._actors.office_words.get(key, ())
        return self._only_holder(held) if len({p.country for _, p in held}) == 1 else None

    def _only_holder(self, held: Iterable[tuple[str, Period]]) -> Found | None:
        holding = [(person, period) for person, period in held if period.holds(self._day)]
        if holding and len({p for p, _ in holding}) > 1:
            holding = _taken_up_last(holding)
        if not holding:
            return None
        person, period = holding[0]
        known = self._actors.known[person]
        actor = self._office_actor(known, period, period.sectors)
        return Found(actor, "person", "office.holder", period.ref, known.gender)

    def by_surname(self, surname: str, told: Told, about: Iterable[str] = ()) -> Found | None:
        """A known person by last name alone.

        Somebody in office of a country the report is about, else the only one of that name who leads a state or body or
        has led one; None where that leaves nobody or several. An everyday word ("King") needs a title or such a state.
        """
        people = [self._actors.known[i] for i in self._actors.people_named(surname)]
        active = [p for p in people if p.holding(self._day)]
        countries = {told.country} if told.country else set(about) or set(self._about)
        near = [p for p in active if any(self._actors.code(x.country) in countries for x in p.holding(self._day))]
        leading = [p for p in active if any(x.office in _LEADING for x in p.holding(self._day))]
        led = [p for p in people if any(x.office in _LEADING for x in p.periods)]
        is_word = surname.lower() in self._actors.roles or self._actors.name_head(surname).kind != "open"
        if is_word and not told.role:
            leading = led = [p for p in leading if p in near]
        groups = [near, [p for p in near if p in leading], leading, led]
        if surname in self._actors.name_genders and not told.role:
            groups = groups[1:2]  # "Mohammed" is more often a given name of somebody else
        for group in groups:
            if len(group) == 1:
                return self._person(group[0], told)
        return None

    def by_title(self, name: str, told: Told) -> Found | None:
        """Who is known by a title and one name: "King Abdullah", "Pope Francis", "Emir Tamim"."""
        first = person_words(name)[:1]
        offices = set(self._actors.offices.get(told.role or "", (told.role,)))
        fits = [
            person
            for (_, office), held in self._actors.holders.items()
            if office in offices
            for person, period in held
            if period.holds(self._day) and person_words(self._actors.known[person].name)[:1] == first
        ]
        return self.best(tuple(dict.fromkeys(fits)), told) if first else None

    def by_parts(self, name: str, told: Told) -> Found | None:
        """A known person under a longer form of the name: "Omar Hassan al-Bashir" for "Omar al-Bashir".

        Under a shorter one only if the report is about a country of that person: many share two names.
        """
        words = set(person_words(name))
        if len(words) < 2:
            return None
        fits: dict[str, None] = {}
        for form, identity in self._actors.surnames.get(person_words(name)[-1], ()):
            known = set(person_words(form))
            is_longer = known <= words and person_words(form)[-1] == person_words(name)[-1]
            is_shorter = is_longer or ((known <= words or words <= known) and self._is_near(identity, told))
            if len(known & words) > 1 and is_shorter:
                fits[identity] = None
        return self.best(tuple(fits), told)

    def _is_near(self, identity: str, told: Told) -> bool:
        countries = {told.country, *self._about} - {None}
        return any(self._actors.code(p.country) in countries for p in self._actors.known[identity].periods)


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


def _as_former(sectors: Sequence[str]) -> tuple[str, ...]:
    return (FORMER, *(s for s in sectors if s != FORMER))


def _taken_up_last(holding: Sequence[tuple[str, Period]]) -> list[tuple[str, Period]]:
    """The one who took up the office last, where a change within a month leaves two; nobody if that is open."""
    latest = max(p.start or "" for _, p in holding)
    last = [h for h in holding if (h[1].start or "") == latest]
    others = [h for h in holding if h not in last]
    return last if len(last) == 1 and all(p.end is not None for _, p in others) else []


def _days_after(day: str, days: int) -> str:
    """A day so many days later, months counted as thirty days: good enough for a time of grace."""
    year, month, of_month = int(day[:4]), int(day[5:7]), int(day[8:10])
    total = (month - 1) * 30 + of_month - 1 + days
    return f"{year + total // 360:04d}-{total % 360 // 30 + 1:02d}-{total % 30 + 1:02d}"
