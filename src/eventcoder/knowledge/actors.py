"""Who there is: states, peoples, bodies, people with dated offices, and role nouns; looked up by name and by id.

The records here are filled from the files by ``actor_files.load_actors``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from eventcoder.knowledge.actor_names import last_word, person_words, plain

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

MISSIONS: Final = frozenset({"ins:generic_consulate", "ins:generic_embassy"})  # stand in another country than theirs
SUPRANATIONAL: Final = frozenset({"UNO", "IGO", "NGO", "EUR", "IMG", "ISM", "MNC"})
KINDS_OF_REGION: Final = frozenset("state province region oblast krai governorate county".split())
_SURNAME_FIRST: Final = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK"})
_STATE_WORDS: Final = frozenset({"country", "adjective", "demonym"})
_SAME_GENDER: Final = 0.95  # share of the bearers of a given name that must have one gender
_LONG_ENOUGH: Final = 7  # letters of a name that is still known with one of them wrong
_NOT_IN_OFFICE_WORDS: Final = frozenset("of the for in to and".split())
_ONE_SPELLING: Final = {"defense": "defence", "organization": "organisation", "secretary-general": "secretary general"}


class NameEntry(NamedTuple):
    """One thing that a form of words may mean."""

    id: str  # cty:PAK, ppl:kurds, org:nato, grp:ttp, ins:usa_state_department, per:...
    kind: str  # country | adjective | demonym | capital | people | body | person
    is_plural: bool = False
    is_weak: bool = False  # also an ordinary word, place or person: trusted only with support


class Period(NamedTuple):
    """What holds of a body or person for a time; ``office`` only for people. Both ends are inclusive."""

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
        return (self.start or "") <= day and (self.end is None or day <= last_day(self.end))

    def is_over(self, day: str | None) -> bool:
        """True if the period ended before the day; without a day nothing is known to be over."""
        return day is not None and self.end is not None and last_day(self.end) < day


class Known(NamedTuple):
    """A body or a person with everything known of it over time, the latest period first."""

    id: str
    name: str
    gender: str | None
    periods: tuple[Period, ...]

    def holding(self, day: str | None) -> tuple[Period, ...]:
        """The periods that hold on the day."""
        return tuple(p for p in self.periods if p.holds(day))

    def at(self, day: str | None) -> Period | None:
        """The period that holds on the day, the latest taken up if several; without a day the latest known."""
        for p in self.periods:
            if p.holds(day):
                return p
        return self.latest() if day is None else None

    def latest(self) -> Period:
        """The period that ended last or has not ended."""
        return max(self.periods, key=lambda p: (p.end is None, p.end or "", p.start or ""))

    def last_before(self, day: str | None) -> Period | None:
        """The latest period that was over by the day, or None."""
        over = [p for p in self.periods if p.is_over(day)]
        return max(over, key=lambda p: p.end or "", default=None)


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


class Role(NamedTuple):
    """A role noun, title or collective noun."""

    id: str
    noun: str
    sectors: tuple[str, ...]
    kind: str  # person | group | institution
    is_title: bool
    gender: str | None
    notes: frozenset[str]  # thing | weak | state noun | abbr | upper | relational | collective | many
    country: str | None  # where the word itself names it: "taoiseach"
    full: str  # the noun, or the word that an abbreviation stands for
    ref: str


class Description(NamedTuple):
    """What a body must be for a noun with "the" to take it up; an empty field asks for nothing."""

    kinds: tuple[str, ...]  # of ids: grp | org | ins | unk
    sectors: frozenset[str]
    countries: frozenset[str]


class NameHead(NamedTuple):
    """What the last word of a name that no file knows says of it."""

    kind: str  # thing | either | body
    sectors: tuple[str, ...]


_OPEN_HEAD: Final = NameHead("open", ())


@dataclass(frozen=True)
class Actors:
    """All actor knowledge, with its indexes."""

    names: Mapping[str, tuple[NameEntry, ...]]  # by form without accents (``actor_names.plain``)
    countries: Mapping[str, Country]  # by ISO3
    known: Mapping[str, Known]  # bodies and people by id
    roles: Mapping[str, tuple[Role, bool]]  # by lower-case form: the role and whether the form is plural
    offices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by role noun: the offices it may mean
    bonds: Mapping[str, str] = field(default_factory=dict)  # "led", "backed", "anti": what the hyphened word does
    metonyms: Mapping[str, str] = field(default_factory=dict)  # by lemma: whether a capital beside it is its government
    places: Mapping[str, str] = field(default_factory=dict)  # by city or region: ISO3
    look_alikes: frozenset[str] = frozenset()  # words that only look like a misspelt state: "Bolivar"
    regions: frozenset[str] = frozenset()  # names of places of every kind: no actors
    abroad_words: frozenset[str] = frozenset()  # "western", "regional": whose noun is not the report's own country's
    home_words: Mapping[str, str] = field(default_factory=dict)  # "tourist", people ids: where they are at home
    person_forms: tuple[tuple[str, str], ...] = ()  # every full name of every person: name, id
    name_genders: Mapping[str, str] = field(default_factory=dict)  # by given name: m or f
    descriptions: Mapping[str, tuple[Description, ...]] = field(default_factory=dict)  # by role noun
    game_words: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by lemma: strong | weak | verb
    name_heads: Mapping[str, NameHead] = field(default_factory=dict)  # by last word, or "-" and its ending
    role_kin: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by role noun: the nouns it may take up

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Every name form, in the order of the automaton's patterns."""
        return tuple(self.names)

    @cached_property
    def automaton(self) -> AhoCorasick:
        """Finds all name forms in a text without accents in one pass; leftmost, longest."""
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        return AhoCorasick(self.forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)

    @cached_property
    def holders(self) -> Mapping[tuple[str, str], tuple[tuple[str, Period], ...]]:
        """By country and office: the people who held it, with their periods."""
        found: dict[tuple[str, str], list[tuple[str, Period]]] = defaultdict(list)
        for person in iter_people(self):
            for p in person.periods:
                if p.office and p.country:
                    found[p.country, p.office].append((person.id, p))
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def office_words(self) -> Mapping[frozenset[str], tuple[tuple[str, Period], ...]]:
        """By the words of an office, whatever their order: the people who held it ("president of the Senate")."""
        found: dict[frozenset[str], list[tuple[str, Period]]] = defaultdict(list)
        keys: dict[str, frozenset[str]] = {}
        for (_, office), held in self.holders.items():
            if " " in office:
                key = keys.get(office) or keys.setdefault(office, office_key(office))
                found[key].extend(held)
        return {k: tuple(v) for k, v in found.items()}

    @cached_property
    def surnames(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """By the last word of a name (the first one too where the surname leads): full names and ids of people."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for form, identity in self.person_forms:
            found[last_word(form)].append((form, identity))
            if self.known[identity].periods[0].country in _SURNAME_FIRST and " " in form:
                found[form.split(" ", 1)[0].lower()].append((form, identity))
        return {k: tuple(v) for k, v in found.items()}

    def people_named(self, name: str) -> tuple[str, ...]:
        """Ids of people whose full name holds all words of this shorter name, in order of the files.

        The last word (or the surname that leads a name) must be the same.
        """
        words = set(person_words(name))
        found = (i for form, i in self.surnames.get(last_word(name), ()) if words <= set(person_words(form)))
        return tuple(dict.fromkeys(found))

    @cached_property
    def capitals(self) -> Mapping[str, str]:
        """By capital or seat of government: ISO3 of the state."""
        found: dict[str, str] = {}
        for form, entries in self.names.items():
            for e in entries:
                if e.kind == "capital":
                    found.setdefault(form, e.id.removeprefix("cty:"))
        return found

    @cached_property
    def _near_states(self) -> Mapping[str, tuple[NameEntry, ...]]:
        """Names of states with any one letter left out."""
        found: dict[str, tuple[NameEntry, ...]] = {}
        for form, entries in self.names.items():
            if len(form) >= _LONG_ENOUGH and form.isalpha() and any(e.kind in _STATE_WORDS for e in entries):
                for i in range(1, len(form)):
                    found.setdefault(form[:i] + form[i + 1 :], entries)
        return found

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Given names, of our list and of known people."""
        return frozenset(self.name_genders).union(self._known_genders)

    @cached_property
    def _known_genders(self) -> Mapping[str, str]:
        """By the first word of known people's names: their gender, where (nearly) all who bear it have the same."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for person in iter_people(self):
            country = person.periods[0].country
            if person.gender and " " in person.name and country not in _SURNAME_FIRST:
                counts[plain(person.name).split(" ", 1)[0]][person.gender] += 1
        shares = {name: c.most_common(1)[0] for name, c in counts.items()}
        return {name: g for name, (g, n) in shares.items() if n >= _SAME_GENDER * counts[name].total()}

    def name_head(self, word: str) -> NameHead:
        """What the last word of an unknown name says of it, by itself, as a plural or by its ending; else "open"."""
        heads, lower = self.name_heads, word.lower().rstrip(".")
        found = heads.get(lower)
        if found is None and (one := heads.get(lower.removesuffix("s"))) is not None:
            found = one._replace(kind="either") if one.kind == "thing" else one  # "Waters", "Brooks"
        if found is None and len(lower) > _LONG_ENOUGH:
            endings = (f"-{lower[-n:]}" for n in (3, 4, 5, 6))
            found = next((heads[e] for e in endings if e in heads), None)
        return found or _OPEN_HEAD

    def home_kind(self, noun: str) -> str | None:
        """How the home of people with this role noun is told: as in ``home_words.tsv``; None: as of others."""
        return self.home_words.get(noun) or self.home_words.get(noun.rsplit(" ", 1)[-1])

    def gender_of(self, name: str) -> str | None:
        """The gender that the given name tells, the first word of a person's full name; None where it does not."""
        first = plain(name).split(" ", 1)[0]
        return self.name_genders.get(first) or self._known_genders.get(first)

    def misspelt_state(self, word: str) -> tuple[NameEntry, ...]:
        """What an unknown word means if it is the name of a state with one letter lost, added, changed or moved.

        Empty for words that are part of some known person's name: "Cameron" is not Cameroon.
        """
        if len(word) < _LONG_ENOUGH - 1 or not word.isalpha() or word in self.look_alikes:
            return ()
        found = self._near_states.get(word) or self._shortened_state(word)
        return () if found and word in self._person_words else found

    @cached_property
    def _person_words(self) -> frozenset[str]:
        """Every word of a known person's name."""
        return frozenset(word for form, _ in self.person_forms for word in form.split(" "))

    def _shortened_state(self, word: str) -> tuple[NameEntry, ...]:
        for i in range(1, len(word)):
            form = word[:i] + word[i + 1 :]
            found = self.names.get(form) or self._near_states.get(form, ())
            if any(e.kind in _STATE_WORDS for e in found):
                return found
        return ()

    def code(self, country: str | None) -> str | None:
        """The code a country is coded with; other codes as they are."""
        state = self.countries.get(country) if country else None
        return state.code if state else country

    def place_country(self, words: str) -> str | None:
        """The code of the country in which a city or region of that name lies."""
        iso3 = self.capitals.get(plain(words)) or self.places.get(plain(words))
        return self.code(iso3)


def office_key(*words: str) -> frozenset[str]:
    """The words that tell one office from another, in one spelling.

    >>> office_key("president of the Senate") == office_key("Senate president")
    True
    """
    text = " ".join(words).lower()
    for one, other in _ONE_SPELLING.items():
        text = text.replace(one, other)
    return frozenset(text.split()) - _NOT_IN_OFFICE_WORDS


def last_day(date: str) -> str:
    """The last day a date of any precision may mean, for comparing: "2018" to "2018-12-31"."""
    return {4: f"{date}-12-31", 7: f"{date}-31"}.get(len(date), date)


def iter_people(actors: Actors) -> Iterator[Known]:
    """Yield everybody with an office."""
    return (k for k in actors.known.values() if k.id.startswith("per:"))
