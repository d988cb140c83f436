"""What the resolvers of one report share: its words, its memory, and what has been resolved so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Candidate, Sentence
from eventcoder.knowledge.actors import KINDS_OF_REGION, MISSIONS, Actors
from eventcoder.resolve.focus import Focus
from eventcoder.resolve.games import Games
from eventcoder.resolve.known import Found, KnownNames, Told
from eventcoder.resolve.registry import Entity, Registry, Seen

_OWNING: Final = frozenset({"leader", "owner"})  # bonds that make a phrase the named one's own
_MANY: Final = frozenset({"role", "people", "demonym"})
_DOING: Final = frozenset({"subject", "object", "addressee", "partner"})
_BEFORE_NOUNS: Final = frozenset({"compound", "amod", "nmod", "npadvmod"})
_HOMES: Final = frozenset({"in", "from", "of", "inside", "across", "throughout"})
_LEAVING: Final = frozenset({"flee", "leave", "escape", "live"})
_FAR: Final = 10  # sentences back to a noun whose country was told
_STATE: Final = "cty:"
_STATES: Final = frozenset({"country", "adjective", "demonym", "capital"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """Entities of one candidate with the reason."""

    entities: tuple[Entity, ...]
    rule: str
    knowledge: str | None


class Report:
    """One report while its candidates are resolved in text order."""

    def __init__(self, actors: Actors, analysis: Analysis) -> None:
        self.actors = actors
        self.analysis = analysis = _with_namesakes(actors, analysis)
        self.text = analysis.document.text
        self.focus = Focus(actors, analysis)
        self.known = KnownNames(actors, analysis.document.published, self.focus.about)
        self.games = Games(actors.game_words)
        self.registry = Registry()
        self.resolved: dict[int, Resolved] = {}
        self._placed = {p.span.start: p.place.country for p in analysis.places if p.place.country}
        self._in_sentence: dict[int, list[Candidate]] = {}
        for c in analysis.candidates:
            self._in_sentence.setdefault(c.sentence, []).append(c)
        self._alike: dict[tuple[str | None, tuple[str, ...]], list[int]] = {}
        for n, c in enumerate(analysis.candidates):
            self._alike.setdefault(_noun_of(c), []).append(n)
        self._inner = {k for c in analysis.candidates for k in c.complements if analysis.candidates[k].kind == "role"}

    def place_country(self, c: Candidate) -> str | None:
        """The code of the country of the city or region that a candidate names: as placed in the text, if it was."""
        if c.name is None:
            return None
        placed = self._placed.get(c.name.start)
        if placed is not None:
            return self.actors.code(placed)
        name, (first, *kind) = self.name(c), self.name(c).split()
        is_region = len(kind) == 1 and kind[0].lower() in KINDS_OF_REGION  # "Kano State"
        return self.actors.place_country(name) or (self.actors.place_country(first) if is_region else None)

    def sentence(self, c: Candidate) -> Sentence:
        """The sentence of a candidate."""
        return self.analysis.sentences[c.sentence]

    def beside(self, c: Candidate) -> list[Candidate]:
        """All candidates of a candidate's sentence."""
        return self._in_sentence[c.sentence]

    def words(self, c: Candidate) -> str:
        """The words of the whole phrase."""
        return self.text[c.span.start : c.span.end]

    def name(self, c: Candidate) -> str:
        """The proper-name part of the phrase; empty if it has none."""
        return self.text[c.name.start : c.name.end] if c.name else ""

    def is_whole(self, c: Candidate) -> bool:
        """True if the phrase is all there is to its sentence: a headline of one phrase, a name looked up."""
        return c.function == "alone"

    # who was meant

    def seen(self, n: int, c: Candidate, found: Found) -> Resolved:
        """Note a mention of an actor that was found by what the phrase says."""
        entity = self._see(n, c, found.actor.id, found)
        entity.gender = entity.gender or found.gender
        if c.kind in _MANY:
            entity.is_plural |= c.is_plural
        if c.kind == "role" and c.role is not None and not c.is_plural:
            entity.is_collective |= "collective" in self.actors.roles[c.role][0].notes
        if c.role is not None:
            entity.roles.add(c.role)
        return Resolved((entity,), found.rule, found.knowledge)

    def again(self, n: int, c: Candidate, entity: Entity, rule: str) -> Resolved:
        """Note another mention of an entity."""
        self.touch(n, c, entity)
        if c.role is not None:
            entity.roles.add(c.role)
        return Resolved((entity,), rule, None)

    def touch(self, n: int, c: Candidate, entity: Entity) -> None:
        """Note that a candidate mentions an entity."""
        self._see(n, c, entity.actor.id, Found(entity.actor, entity.kind, "", None))

    def _see(self, n: int, c: Candidate, identity: str, found: Found) -> Entity:
        known = self.registry.get(identity)
        return self.registry.see(
            known.actor if known else found.actor,
            found.kind,
            Seen(
                sentence=c.sentence,
                order=n,
                is_subject=c.function == "subject" and not c.is_modifier,
                is_strong=not c.is_modifier and n not in self._inner and not self._is_attribute(c),
                is_pronoun=c.kind == "pronoun",
            ),
        )

    def _is_attribute(self, c: Candidate) -> bool:
        """True inside the phrase of a noun that is no actor: "the refugee problem"."""
        return self.sentence(c).tokens[c.head].dep in _BEFORE_NOUNS

    def state_around(self, c: Candidate) -> str | None:
        """The country of an office or body that names none: of its clause, of the same noun before, of the report."""
        if MISSIONS.intersection(c.entries):
            return self._told_before(c) or self.focus.report  # not the country that an embassy stands in
        sentence = self.sentence(c)
        return self.focus.setting(sentence, c) or self._told_before(c) or self.focus.state(sentence, c)

    def home_around(self, c: Candidate) -> str | None:
        """The country of people who are not said to be of any: that of the same noun before, else of the clause."""
        return (self._told_before(c) if c.is_definite else None) or self.focus.home(self.sentence(c), c)

    def _told_before(self, c: Candidate) -> str | None:
        """The one country told with the same noun before: "the Syrian rebels ... the rebels"; not a passing one."""
        before = (self.analysis.candidates[n] for n in self._alike.get(_noun_of(c), ()) if n in self.resolved)
        near = (o for o in before if 0 <= c.sentence - o.sentence <= _FAR)
        told = {country for o in near if (country := self.country_of(o)) is not None}
        only = told.pop() if len(told) == 1 else None
        return only if only is not None and self.focus.is_more_about(only) else None

    # what the phrase tells

    def modifiers(self, c: Candidate) -> Iterator[tuple[Candidate, Resolved]]:
        """The resolved modifiers whose own the phrase is: not those of "anti-Syrian", "Iran-backed", "rebel-held"."""
        for m in c.modifiers:
            other, resolved = self.analysis.candidates[m], self.resolved.get(m)
            if resolved is not None and (other.joined is None or self.actors.bonds.get(other.joined) in _OWNING):
                yield other, resolved

    def place_modifier(self, c: Candidate) -> str | None:
        """The country of a city or region before the head: "Kano State government", "Sydney police"."""
        for m in c.modifiers:
            other = self.analysis.candidates[m]
            if other.kind == "shape" and other.joined is None:
                country = self.place_country(other)
                if country is not None:
                    return country
        return None

    def sponsors(self, c: Candidate) -> Iterator[tuple[Candidate, Resolved]]:
        """The modifiers that back what the phrase names: "government" of "government-backed militia"."""
        for m in c.modifiers:
            other, resolved = self.analysis.candidates[m], self.resolved.get(m)
            if resolved is not None and other.joined and self.actors.bonds.get(other.joined) == "sponsor":
                yield other, resolved

    def told(self, c: Candidate) -> Told:
        """Country, role and former office as the phrase tells them."""
        role = self.actors.roles[c.role][0].full if c.role else None
        return Told(self.country_of(c), role, c.is_former)

    def country_of(self, c: Candidate) -> str | None:
        """The country told inside the phrase: by a modifier, the owner, or what follows "of" or "in"."""
        for other, resolved in self.modifiers(c):
            country = resolved.entities[0].actor.country
            if country is not None and not self._is_ethnic(other):
                return country
        if c.owner is not None and (resolved_owner := self.resolved.get(c.owner)) is not None:
            return resolved_owner.entities[0].actor.country
        place = self.place_modifier(c)
        if place is not None:
            return place
        for m in c.complements:
            country = self._country_ahead(m)
            if country is not None:
                return country
        served = self._country_of_served(c)
        if served is not None:
            return served
        within = self._country_within(c) if c.kind == "role" and c.is_plural else None
        return within or self._shared_country(c)

    def has_unknown_owner(self, c: Candidate) -> bool:
        """True for "our government" where nobody knows who speaks: it need not be that of the report's country."""
        return c.owner is not None and c.owner not in self.resolved

    def nation_of(self, c: Candidate) -> str | None:
        """The nation named before the noun: "French tourists", "the Macedonian husband"."""
        found = (
            r.entities[0].actor.country for o, r in self.modifiers(c) if o.kind in _STATES and not self._is_ethnic(o)
        )
        return next((x for x in found if x is not None), None)

    def _country_of_served(self, c: Candidate) -> str | None:
        """The country of somebody named before whom the one of the phrase serves: "a spokesman for Erdogan"."""
        if c.role is None or "relational" not in self.actors.roles[c.role][0].notes:
            return None
        for m in c.complements:
            name = self.name(self.analysis.candidates[m])
            known = self.registry.by_name(name) if name else None
            if known is not None and known.actor.sectors and known.kind == "person":
                return known.actor.country
        return None

    def _shared_country(self, c: Candidate) -> str | None:
        """The country told with a coordinated noun: "Danish media and government", "clerks and judges in Peru"."""
        if c.kind not in ("role", "body"):
            return None
        is_bare = not self.sentence(c).has_kid(c.head, "det", "poss")
        for other in self._companions(c):
            if other.kind not in ("role", "body"):
                continue
            if other.head > c.head:
                countries = [self._country_ahead(m) for m in other.complements]
            elif is_bare:
                countries = [r.entities[0].actor.country for o, r in self.modifiers(other) if o.kind in _STATES]
            else:
                continue
            told = next((x for x in countries if x is not None), None)
            if told is not None:
                return told
        return None

    def _is_ethnic(self, other: Candidate) -> bool:
        """True for "ethnic Albanian": a people, wherever it lives."""
        sentence = self.sentence(other)
        before = sentence.token_at(other.span.start)
        return (
            other.kind in _STATES
            and before is not None
            and before.i > 0
            and sentence.tokens[before.i - 1].lemma == "ethnic"
        )

    def _country_ahead(self, m: int) -> str | None:
        """The country of a complement, which stands after the phrase and may not be resolved yet."""
        ahead = self.analysis.candidates[m]
        if not ahead.entries:
            return self.place_country(ahead) or (self.country_of(ahead) if ahead.kind in ("role", "shape") else None)
        if ahead.kind == "person":
            return None
        found = self.known.best(ahead.entries, Told(self.country_of(ahead) if ahead.modifiers else None))
        return found.actor.country if found else None

    def _country_within(self, c: Candidate) -> str | None:
        """A country named as a place in what describes the phrase: "refugees fleeing the war in Liberia".

        Whom they fight or who helps them does not say where they are at home: "troops backed by Chad".
        """
        sentence = self.sentence(c)
        clauses = [sentence.edges[k.i] for k in sentence.kids(c.head, "acl", "relcl", "prep")]
        if not clauses:
            return None
        for other in self._in_sentence[c.sentence]:
            is_after = other.kind in _STATES and other.head > c.head
            if is_after and any(first <= other.head <= last for first, last in clauses):
                governor = sentence.tokens[sentence.tokens[other.head].head]
                is_home = governor.lemma in _HOMES or (governor.is_verb and governor.lemma in _LEAVING)
                return self.actors.code(other.entries[0].removeprefix("cty:")) if is_home else None
        return None

    def told_countries(self, c: Candidate) -> tuple[str, ...]:
        """Countries coordinated in the phrase: "US and British activists", "leaders of Germany and France"."""
        states = [(o, r.entities[0].actor.country) for o, r in self.modifiers(c) if o.kind in _STATES]
        told = [country for _, country in states] if any(o.companions for o, _ in states) else []
        if not told and c.is_plural:
            ahead = [self.analysis.candidates[m] for m in c.complements]
            joined = [x for a in ahead if a.kind == "country" for x in (a, *self._companions(a))]
            told = [self.actors.code(x.entries[0].removeprefix("cty:")) for x in joined if x.kind == "country"]
        return tuple(dict.fromkeys(x for x in told if x is not None))

    def _companions(self, c: Candidate) -> Iterator[Candidate]:
        return (self.analysis.candidates[m] for m in c.companions)


def _noun_of(c: Candidate) -> tuple[str | None, tuple[str, ...]]:
    """What is the same for all mentions by one noun or name."""
    return c.role, c.entries[:1]


def _with_namesakes(actors: Actors, analysis: Analysis) -> Analysis:
    """The analysis in which places that only bear the name of a state or capital are no longer read as those.

    "Paris" of Texas, "in Georgia" of the United States: where the text places them in another country than the name's
    own. What acts, or is acted upon as states are, stays a state.
    """
    placed = {p.span.start: p for p in analysis.places}

    def is_namesake(c: Candidate) -> bool:
        may_be = c.kind == "capital" or (c.kind == "country" and c.function not in _DOING)
        place = placed.get(c.name.start) if c.name is not None and may_be else None
        if place is None or c.name is None or place.span.end < c.name.end:
            return False
        states = [actors.countries[e.removeprefix(_STATE)] for e in c.entries if e.startswith(_STATE)]
        here = actors.code(place.place.country)
        return here is not None and all(s.end is None and s.code != here for s in states)

    candidates = (replace(c, kind="shape", entries=()) if is_namesake(c) else c for c in analysis.candidates)
    return replace(analysis, candidates=tuple(candidates))
