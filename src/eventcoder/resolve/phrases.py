"""Role phrases as actors: "Sudanese government-backed militia", "a senior Hamas official", "the foreign minister"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Candidate
from eventcoder.knowledge.actors import Actors, Role
from eventcoder.resolve.known import FORMER, Found, KnownNames, merged_sectors, slug
from eventcoder.schema import Actor

_STATE_SECTORS: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "ELI"})
_OFFICE_WORDS: Final = {
    "secretary of state": "secretary of state",
    "state secretary": "secretary of state",
    "premier": "prime minister",
    "foreign secretary": "foreign minister",
    "head of state": "president",
    "chancellor": "chancellor",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a role phrase: who owns it, what the report is about."""

    country: str | None  # told inside the phrase
    focus: str | None  # of the report, for offices that name no country
    modifiers: tuple[Found, ...]
    owner: Actor | None


class RolePhrases:
    """Composes the actor of a phrase whose head is a role noun."""

    def __init__(self, actors: Actors, known: KnownNames) -> None:
        self._actors = actors
        self._known = known

    def resolve(self, candidate: Candidate, words: str, context: Context) -> Found:
        """The actor of a role phrase without a name."""
        role, _ = self._actors.roles[candidate.role or ""]
        country, rule = self._country(candidate, role, context)
        sectors = self.sectors(role, context.modifiers, is_former=candidate.is_former)
        if "weak" in role.notes and rule in ("role.focus", "role.no_country"):
            country, sectors, rule = None, (), "role.weak"  # an everyday word with nothing beside it that says more
        holder = self._holder(candidate, role, country)
        if holder is not None:
            return holder
        name = role_name(words)
        identity = f"{country or 'XXX'}.{sectors[0] if sectors else 'UNK'}:{slug(name)}"
        kind = role.kind if role.kind != "person" or not candidate.is_plural else "group"
        return Found(Actor(identity, name, country, sectors), kind, rule, role.ref, role.gender)

    def sectors(self, role: Role, modifiers: Sequence[Found], *, is_former: bool) -> tuple[str, ...]:
        """Sectors of the role with those that its modifiers bring."""
        brought = [s for m in modifiers for s in m.actor.sectors]
        if "relational" in role.notes and brought:
            sectors = tuple(dict.fromkeys([*brought, *role.sectors]))
        else:
            sectors = merged_sectors(role.sectors, brought)
        if is_former and role.kind == "person":
            sectors = (FORMER, *(s for s in sectors if s != FORMER))
        return sectors

    def with_role(self, found: Found, role: Role, context: Context, *, is_former: bool) -> Found:
        """A named person with what the title before the name adds, where nothing is known of the office."""
        actor = found.actor
        country = actor.country or context.country or (context.focus if _is_of_state(role) else None)
        told = self.sectors(role, context.modifiers, is_former=is_former)
        sectors = actor.sectors or told
        office = actor.office or role.noun
        return replace(found, actor=replace(actor, country=country, sectors=sectors, office=office), gender=found.gender or role.gender)

    def _country(self, candidate: Candidate, role: Role, context: Context) -> tuple[str | None, str]:
        if context.country is not None:
            return context.country, "role.country"
        if context.owner is not None and context.owner.country is not None:
            return context.owner.country, "role.owner"
        if _is_of_state(role) and (candidate.is_definite or not candidate.is_plural or role.kind != "person"):
            return context.focus, "role.focus"
        return None, "role.no_country"

    def _holder(self, candidate: Candidate, role: Role, country: str | None) -> Found | None:
        if candidate.is_plural or candidate.is_former or country is None or role.kind != "person":
            return None
        office = _OFFICE_WORDS.get(role.noun, role.noun)
        return self._known.holder(country, office) or (
            self._known.holder(country, "foreign minister") if office == "secretary of state" else None
        )


def role_name(words: str) -> str:
    """A phrase as a name: without its article, spaces made one."""
    parts = words.split()
    if parts and parts[0].lower() in ("the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our"):
        parts = parts[1:]
    return " ".join(parts) or words


def _is_of_state(role: Role) -> bool:
    return bool(role.sectors) and role.sectors[0] in _STATE_SECTORS
