"""Named people and unknown names: known persons, persons introduced before, persons nobody knows yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from eventcoder.analysis import Candidate
from eventcoder.knowledge.actor_names import person_words, slug
from eventcoder.knowledge.pronouns import Pronouns
from eventcoder.resolve.clauses import slot_of
from eventcoder.resolve.known import Found, Told
from eventcoder.resolve.registry import Entity
from eventcoder.resolve.report import Report, Resolved
from eventcoder.resolve.roles import RoleResolver
from eventcoder.resolve.unknown_names import UnknownNames
from eventcoder.schema import Actor

_SHORTEST_ACRONYM: Final = 2
_OF_ONE_NAME: Final = frozenset({"king", "queen", "pope", "emir", "sultan", "emperor", "crown prince", "sheikh"})


class PersonResolver:
    """Resolves candidates that are a person's name or a capitalised name nobody knows."""

    def __init__(self, report: Report, roles: RoleResolver, pronouns: Pronouns) -> None:
        self._report = report
        self._words = pronouns
        self._roles = roles
        self._unknown_names = UnknownNames(report, pronouns)

    def resolve(self, n: int, c: Candidate) -> Resolved | None:
        """Who is meant; None for an unknown name that only says where something is."""
        name = self._report.name(c)
        acronym = self._acronym(n, c, name)
        if acronym is not None:
            return acronym
        told = self._report.told(c)
        explained = self._explained(n, c, name)
        if explained is not None:
            return explained
        entity = self._introduced(c, name) if not c.entries or " " not in name else None
        found = None if entity else self._known(c, name, told)
        if entity is None and found is None:
            if self._is_place(c, name):
                return self._government(n, c, name) or self._place(n, c, name)
            found = self._unknown(n, c, name, told)
            if found is None:
                return None
        if found is None:
            resolved = self._report.again(n, c, entity, "name.surname") if entity else None
        else:
            resolved = self._report.seen(n, c, self._titled(c, found, told))
        if resolved is not None:
            self._note(resolved.entities[0], c, name)
            self._join_description(c, resolved)
        return resolved

    def _join_description(self, c: Candidate, resolved: Resolved) -> None:
        """Let the phrase that the name is set beside mean the named person too: "the activist Nabeel Rajab"."""
        before = self._report.resolved.get(c.apposed) if c.apposed is not None else None
        if c.apposed is None or before is None or len(before.entities) > 1:
            return
        other, entity, named = self._report.analysis.candidates[c.apposed], before.entities[0], resolved.entities[0]
        is_description = other.kind == "role" and other.name is None and not other.is_plural
        if not is_description or entity is named or not entity.is_person or named.kind != "person":
            return
        self._report.resolved[c.apposed] = Resolved((named,), "role.apposition", before.knowledge)
        named.subject_in = max(named.subject_in, entity.subject_in)
        named.gender = named.gender or entity.gender
        if other.role is not None:
            named.roles.add(other.role)
        self._report.registry.forget(entity)

    def _introduced(self, c: Candidate, name: str) -> Entity | None:
        """Somebody whose full name came before, or a body whose acronym was introduced."""
        gender = self._report.actors.roles[c.role][0].gender if c.role else None
        entity = self._report.registry.by_form(name) or self._report.registry.by_name(name, gender)
        return entity if entity is None or entity.kind != "state" else None

    def _known(self, c: Candidate, name: str, told: Told) -> Found | None:
        if c.entries:
            found = self._report.known.best(c.entries, told)
            return None if found is not None and self._is_namesake(c, found) else found
        if " " in name:
            return self._report.known.by_parts(name, told)
        if c.apposed is None and not name.isupper() and not (c.function == "place" and c.role is None):
            return self._report.known.by_surname(name, told) or self._crowned(c, name, told)
        return None

    def _is_namesake(self, c: Candidate, found: Found) -> bool:
        """True if the title is of another trade than all that a person of the past ever did: "Gen. John Smith"."""
        if c.role is None or found.rule != "name.former_office":
            return False
        role, _ = self._report.actors.roles[c.role]
        done = {s for p in self._report.actors.known[found.actor.id].periods for s in p.sectors}
        return bool(role.sectors) and not done & set(role.sectors)

    def _crowned(self, c: Candidate, name: str, told: Told) -> Found | None:
        """ "King Abdullah": a title of those who are called by their first name."""
        return self._report.known.by_title(name, told) if c.role in _OF_ONE_NAME else None

    def _titled(self, c: Candidate, found: Found, told: Told) -> Found:
        """The person with the title that stands before the name."""
        if c.role is None:
            return found
        role, _ = self._report.actors.roles[c.role]
        return self._roles.phrases.with_role(found, role, self._roles.context(c, told.country), is_former=c.is_former)

    def _acronym(self, n: int, c: Candidate, name: str) -> Resolved | None:
        """ "Nigerian Union of Teachers (NUT)": the letters in brackets name what stands before them."""
        if len(name) < _SHORTEST_ACRONYM or not name.isupper() or " " in name or n == 0:
            return None
        before = self._report.analysis.candidates[n - 1]
        between = self._report.text[before.span.end : c.name.start if c.name else c.span.start]
        if before.sentence != c.sentence or between.strip() != "(":
            return None
        entity = self._abbreviated(n - 1, name)
        if entity is None:
            return None
        entity.names.add(name)
        return self._report.again(n, c, entity, "name.acronym")

    def _explained(self, n: int, c: Candidate, name: str) -> Resolved | None:
        """ "International Labor Office (ILO)": a known acronym in brackets says what the unknown name before it is."""
        candidates = self._report.analysis.candidates
        after = candidates[n + 1] if n + 1 < len(candidates) else None
        if c.entries or after is None or after.kind != "body" or after.name is None or " " not in name:
            return None
        letters = self._report.name(after)
        is_acronym = letters.isupper() and self._report.text[c.span.end : after.span.start].strip() == "("
        if not is_acronym or not _may_abbreviate(letters, name):
            return None
        found = self._report.known.best(after.entries, self._report.told(after))
        return self._report.seen(n, c, replace(found, rule="name.explained")) if found is not None else None

    def _abbreviated(self, n: int, letters: str) -> Entity | None:
        """What the letters stand for: the phrase that holds the one before the bracket, or that one itself."""
        candidates = self._report.analysis.candidates
        before = candidates[n]
        for k in (*(k for k in range(max(0, n - 4), n) if n in candidates[k].complements), n):
            words = self._report.text[candidates[k].span.start : before.span.end]
            resolved = self._report.resolved.get(k)
            if resolved is not None and _may_abbreviate(letters, words):
                return resolved.entities[0]
        return None

    def _is_place(self, c: Candidate, name: str) -> bool:
        """True for an unknown name that tells where ("in Basra"), or only which ("the Tyumen region")."""
        if c.role is not None or c.apposed is not None:
            return False
        if name in self._report.actors.regions or (c.is_modifier and c.function != "owner"):
            return True
        return c.function == "place" or self._report.place_country(c) is not None

    def _place(self, n: int, c: Candidate, name: str) -> Resolved | None:
        """A city or region is an actor only where it is all that is said: looked up by itself."""
        country = self._report.place_country(c) if self._report.is_whole(c) else None
        if country is None:
            return None
        actor = Actor(f"place:{slug(name)}", name, country, ("CVL",))
        return self._report.seen(n, c, Found(actor, "place", "name.place", None))

    def _government(self, n: int, c: Candidate, name: str) -> Resolved | None:
        """ "Texas sued the ministry": a state or province that does what only somebody can do is its government."""
        country = self._report.place_country(c) if name in self._report.actors.regions else None
        slot = slot_of(self._report.sentence(c), c.head)
        if country is None or slot is None or slot[1] != "subject" or self._words.takes.get(slot) != "somebody":
            return None
        actor = Actor(f"place:{slug(name)}.gov", f"Government of {name}", country, ("GOV",))
        return self._report.seen(n, c, Found(actor, "institution", "metonym.region", None))

    def _unknown(self, n: int, c: Candidate, name: str, told: Told) -> Found | None:
        """A capitalised name nobody knows: whom the phrase before it describes, else what the report says it is."""
        described = self._description(c)
        if described is None:
            return self._unknown_names.resolve(n, c, name, told)
        actor = replace(described.actor, id=f"per:{slug(name)}", name=name)
        gender = described.gender or self._report.actors.gender_of(name)
        return Found(actor, "person", "name.described", described.knowledge, gender)

    def _description(self, c: Candidate) -> Found | None:
        """The role phrase that this name is an apposition of: "the foreign minister, Wang Yi".

        Where our files have somebody else in that office, the text is believed, and the phrase means the named one too.
        """
        if c.apposed is None or (resolved := self._report.resolved.get(c.apposed)) is None:
            return None
        entity = resolved.entities[0]
        other = self._report.analysis.candidates[c.apposed]
        is_holder = resolved.rule == "office.holder"
        if other.kind != "role" or other.is_plural or (entity.actor.id.startswith(("per:", "cty:")) and not is_holder):
            return None
        gender = None if is_holder else entity.gender
        actor = replace(entity.actor, office_from=None, office_to=None) if is_holder else entity.actor
        return Found(actor, "person", resolved.rule, resolved.knowledge, gender)

    def _note(self, entity: Entity, c: Candidate, name: str) -> None:
        if c.role is not None:
            role, _ = self._report.actors.roles[c.role]
            entity.roles.update((c.role, role.full))
            entity.gender = entity.gender or role.gender
            entity.kind = "person"
        elif entity.kind == "person" and entity.actor.office:
            entity.roles.add(entity.actor.office)
        elif self._unknown_names.has_age(c):
            entity.roles.add("person")
        entity.add_name(name)
        if entity.kind == "person":
            entity.words.update(person_words(entity.actor.name))


def _may_abbreviate(letters: str, words: str) -> bool:
    """True if the letters begin like the words: "TTP" for "Tehreek-e-Taliban Pakistan"."""
    parts = [w for w in words.replace("-", " ").split() if w.lower() not in ("the", "of", "a", "an")]
    initials = {w[0].upper() for w in parts}
    return bool(parts) and letters[0] in initials and len(parts) > 1
