"""Named states, peoples and bodies: what a name means here, and whether it means an actor at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from eventcoder.analysis import Candidate
from eventcoder.knowledge.actors import SUPRANATIONAL
from eventcoder.resolve.known import Found, Told
from eventcoder.resolve.phrases import role_name
from eventcoder.resolve.registry import Entity
from eventcoder.resolve.report import Report, Resolved
from eventcoder.schema import Actor

_METONYM: Final = frozenset({"subject", "partner", "owner", "addressee", "alone"})
_NATION: Final = _METONYM | {"goal"}  # "complained to the Russians"
_GENERIC: Final = "ins:generic"


class NamedResolver:
    """Resolves candidates whose name is in the knowledge and is not a person's."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def resolve(self, n: int, c: Candidate) -> Resolved | None:
        """The state, people or body; None for a capital that is only a place, or a weak name without support."""
        if c.kind == "capital" and not (c.is_modifier or c.function in _METONYM):
            return None
        if self._report.games.is_team(c, self._report.sentence(c)):
            return None
        told = self._report.told(c)
        found = self._find(c, told)
        if found is None or (c.is_weak and not self._is_supported(c, found, told)):
            return None
        same = self._same_body(n, c)
        if same is not None:
            return self._report.again(n, c, same, "name.acronym")
        named = self._apposed_person(c)
        if named is not None:
            return self._report.again(n, c, named, "name.apposition")
        found = self._fitted(c, found, told)
        resolved = self._report.seen(n, c, found)
        resolved.entities[0].add_name(self._report.name(c))
        return resolved

    def _same_body(self, n: int, c: Candidate) -> Entity | None:
        """The body that a name means again: "European Union (EU)", the branch "Oxfam Kenya" of Oxfam."""
        if c.kind == "country" and c.modifiers:
            return self._branch(c)
        before = self._report.analysis.candidates[n - 1] if n > 0 else None
        resolved = self._report.resolved.get(n - 1)
        if c.kind != "body" or before is None or before.kind != "body" or resolved is None or c.name is None:
            return None
        letters, words = self._report.name(c), self._report.name(before)
        is_in_brackets = self._report.text[before.span.end : c.name.start].strip() == "("
        is_acronym = letters.isupper() and " " not in letters and " " in words
        return resolved.entities[0] if is_in_brackets and is_acronym else None

    def _branch(self, c: Candidate) -> Entity | None:
        last = c.modifiers[-1]
        other, resolved = self._report.analysis.candidates[last], self._report.resolved.get(last)
        is_beside = c.name is not None and other.span.end + 1 == c.name.start and other.kind == "body"
        if resolved is None or not is_beside or other.joined is not None:
            return None
        entity = resolved.entities[0]
        return entity if entity.actor.country == "NGO" else None

    def _apposed_person(self, c: Candidate) -> Entity | None:
        """Whom "a Briton" describes: "Botan English, a Briton"."""
        before = self._report.resolved.get(c.apposed) if c.apposed is not None and c.kind == "demonym" else None
        if before is None or c.is_plural or len(before.entities) > 1 or not before.entities[0].may_be_person:
            return None
        entity = before.entities[0]
        entity.kind = "person"
        code = self._report.actors.code(c.entries[0].removeprefix("cty:"))
        self._report.registry.replace_actor(replace(entity.actor, country=entity.actor.country or code))
        return entity

    def _find(self, c: Candidate, told: Told) -> Found | None:
        known = self._report.known
        is_generic = any(e.startswith(_GENERIC) for e in c.entries)
        if told.country is None and is_generic and not self._report.has_unknown_owner(c):
            told = replace(told, country=self._report.state_around(c))
        return known.best(c.entries, told)

    def _fitted(self, c: Candidate, found: Found, told: Told) -> Found:
        """The found actor as the phrase means it: a government, nationals, a people of a country."""
        if c.kind == "capital":
            return found if c.is_modifier else replace(found, actor=_government(found.actor), rule="metonym.capital")
        if c.kind == "demonym" and not c.is_modifier:
            return self._nationals(c, found, told)
        if c.kind == "people" and found.actor.country is None:
            return self._people_of(c, found, told)
        if _GENERIC in found.actor.id:  # every country has one: its name is the one it has here
            return replace(found, actor=replace(found.actor, name=role_name(self._report.name(c))))
        return found

    def _nationals(self, c: Candidate, found: Found, told: Told) -> Found:
        """ "Iraqis" are people of Iraq; "the Russians" without more are Russia; "Albanians of Serbia" are Serbia's."""
        words = self._report.words(c)
        if not c.is_plural:
            actor = replace(_part(found.actor, "national", words), sectors=("CVL",))
            return replace(found, actor=actor, kind="person", rule="name.national")
        if told.country is not None and told.country != found.actor.country and self._follows_of(c):
            found = replace(found, actor=replace(found.actor, country=told.country))
        if words.lower() == f"the {self._report.name(c).lower()}" and c.function in _NATION and told.country is None:
            return replace(found, rule="name.the_nation")
        actor = replace(_part(found.actor, "nationals", words), sectors=("CVL",))
        return replace(found, actor=actor, kind="group", rule="name.demonym")

    def _follows_of(self, c: Candidate) -> bool:
        sentence = self._report.sentence(c)
        return any(p.lemma == "of" for p in sentence.kids(c.head, "prep"))

    def _people_of(self, c: Candidate, found: Found, told: Told) -> Found:
        """A people that lives in several states belongs to the one told, or to the one the sentence is set in."""
        country = told.country or (self._home_of_people(c, found.actor.id) if not c.is_modifier else None)
        if country is None or country in SUPRANATIONAL:
            return found
        return replace(
            found, actor=replace(found.actor, id=f"{country}.{found.actor.id}", country=country), rule="name.people_of"
        )

    def _home_of_people(self, c: Candidate, identity: str) -> str | None:
        kind = self._report.actors.home_words.get(identity)
        focus, sentence = self._report.focus, self._report.sentence(c)
        if kind == "placed":
            return focus.setting(sentence, c)
        return focus.home(sentence, c) if kind is None else focus.origin(sentence, c)

    def _is_supported(self, c: Candidate, found: Found, told: Told) -> bool:
        """True if the report says that an everyday word is a name here: by its country, by a word beside it."""
        if self._report.is_whole(c) or c.is_modifier or c.role is not None:
            return True
        if "JRN" in found.actor.sectors and c.function != "place" and self._report.words(c).startswith("the "):
            return True  # "told the Guardian"
        if told.country is not None and told.country == found.actor.country:
            return True
        if self._report.registry.get(found.actor.id) is not None:
            return True
        country = found.actor.country
        return country is not None and country in self._report.focus.about


def _government(state: Actor) -> Actor:
    return replace(state, id=f"{state.id}.gov", name=f"Government of {state.name}", sectors=("GOV",))


def _part(state: Actor, part: str, words: str) -> Actor:
    return replace(state, id=f"{state.id}.{part}", name=words, cow=None, wikidata=None)
