"""Role phrases as actors: "Sudanese government-backed militia", "a senior Hamas official", "the foreign minister"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Candidate
from eventcoder.knowledge.actor_names import slug
from eventcoder.knowledge.actors import SUPRANATIONAL, Actors, Role
from eventcoder.resolve.known import FORMER, Found, KnownNames
from eventcoder.schema import Actor

STATE_SECTORS: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "ELI"})
ELSEWHERE: Final = "role.elsewhere"  # whose country neither the place of the act nor the other party tells
_EVERYBODY: Final = frozenset({"CVL", "REF", "EDU", "MED", "AGR", "LAB", "REL"})  # people there are in every country
_LEADING_MODIFIERS: Final = ("REB", "OPP", "PRM")  # of a modifier: they outrank the head's own sector
_ARMED: Final = frozenset({"REB", "UAF", "PRM", "CRM"})
_OWNERS: Final = frozenset({"institution", "group", "person"})
_SINGLE_BODIES: Final = frozenset({"UNO", "EUR"})  # with offices of their own, as states have
_NO_SECTOR: Final = "UNK"
_YIELDING: Final = frozenset({"relational", "weak"})  # roles whose sectors give way to those of the body they belong to
_NOT_ONLY_CIVIL: Final = frozenset({"PTY", "OPP", "UNK"})
_FAMILY: Final = frozenset({"kin", "spouse"})


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a role phrase: who owns it, what the report is about."""

    country: str | None  # told inside the phrase
    state: str | None  # of the report or sentence, for offices that name no country
    home: str | None  # of people who are not said to be of any country
    place: str | None = None  # of the place in the phrase's own clause or one above, and nothing else
    home_kind: str | None = None  # how the words tell where people are at home: ``home_words.tsv``
    modifiers: tuple[Found, ...] = ()
    bodies: tuple[str, ...] = ()  # names of the bodies in it, as written and in full
    sponsors: tuple[Found, ...] = ()
    owner: Actor | None = None
    is_alone: bool = False  # the phrase is all there is
    is_told_before: bool = False  # the country stands before the noun, not after "in"
    is_led: bool = False  # by a state: "US-led coalition"
    is_abroad: bool = False  # "a western official": not of the report's own country
    is_of_unknown: bool = False  # "president of Apple": of something that no country is known for
    unknown_owner: tuple[str, ...] | None = (
        None  # sectors of a body that no file knows whose the role is: of a firm none
    )
    is_open: bool = False  # "another president", "when he was president": not whoever holds the office
    is_backed: bool = False  # by somebody with a name: "Turkish-backed rebels" are no Turks
    is_named: bool = False  # it has a name of its own, though nobody knows it: "Arctic Group"


class RolePhrases:
    """Composes the actor of a phrase whose head is a role noun."""

    def __init__(self, actors: Actors, known: KnownNames) -> None:
        self._actors = actors
        self._known = known

    def resolve(self, candidate: Candidate, words: str, context: Context) -> Found | None:
        """The actor of a role phrase without a name; None if the words name nobody in politics."""
        role, _ = self._actors.roles[candidate.role or ""]
        country, rule = self._country(candidate, role, context)
        sectors = self.sectors(role, context, is_former=candidate.is_former)
        if "weak" in role.notes and not self._is_supported(role, rule, context):
            if role.kind != "person" and not context.is_named:
                return None
            country, sectors, rule = context.country, (), "role.weak"  # an everyday word, nothing beside it says more
        is_doing = candidate.function in ("subject", "partner") or context.is_alone
        if "thing" in role.notes and country is None and not is_doing:
            return None  # a weapon that is nobody's does nothing here
        holder = None if context.is_open else self._holder(candidate, role, country, context, role_name(words))
        if holder is not None:
            return holder
        identity = f"{country or 'XXX'}.{sectors[0] if sectors else 'UNK'}:{slug(role_name(words))}"
        kind = role.kind if role.kind != "person" or not candidate.is_plural else "group"
        return Found(Actor(identity, role_name(words), country, sectors), kind, rule, role.ref, role.gender)

    def sectors(self, role: Role, context: Context, *, is_former: bool) -> tuple[str, ...]:
        """Sectors of the role with those that its modifiers bring."""
        is_armed = bool(set(role.sectors) & {*_ARMED, "MIL"})  # "Kurdish forces" are no civilians
        silent = {_NO_SECTOR, "CVL"} if is_armed else {_NO_SECTOR}
        brought = [s for m in context.modifiers for s in m.actor.sectors if s not in silent]
        if context.home_kind in _FAMILY:
            brought = []  # the family of a rebel are no rebels
        if brought and (role.notes & _YIELDING or set(role.sectors) <= {_NO_SECTOR}):
            sectors = tuple(dict.fromkeys([*brought, *(s for s in role.sectors if s != _NO_SECTOR)]))
        else:
            leading = [s for s in brought if s in _LEADING_MODIFIERS]
            sectors = tuple(dict.fromkeys([*leading, *role.sectors, *brought]))
        if self._is_pro_government(role, context):
            sectors = ("PRM", *(s for s in sectors if s not in _ARMED))
        if (
            context.unknown_owner is not None
            and not brought
            and role.sectors == ("GOV",)
            and "relational" in role.notes
        ):
            sectors = context.unknown_owner  # the president of a firm is none of a state
        if context.is_led and sectors[:1] == ("PTY",):
            sectors = ("MIL",)  # a coalition that a state leads is no coalition of parties
        if is_former and role.kind == "person" and (is_of_state(role) or set(role.sectors) <= _NOT_ONLY_CIVIL):
            sectors = (FORMER, *(s for s in sectors if s not in (FORMER, _NO_SECTOR)))
        return sectors

    def _is_pro_government(self, role: Role, context: Context) -> bool:
        """ "government-backed militia": armed and helped by a government that is not said to be a foreign one."""
        backed = any(
            s.actor.sectors[:1] == ("GOV",) and (context.country is None or s.actor.country in (None, context.country))
            for s in context.sponsors
            if s.kind != "state"
        )
        return backed and bool(_ARMED & set(role.sectors))

    def with_role(self, found: Found, role: Role, context: Context, *, is_former: bool) -> Found:
        """A named person with what the title before the name adds, where nothing is known of the office."""
        actor = found.actor
        country = actor.country or context.country or role.country or (context.state if is_of_state(role) else None)
        sectors = actor.sectors or self.sectors(role, context, is_former=is_former)
        office = actor.office or role.full
        return replace(
            found,
            actor=replace(actor, country=country, sectors=sectors, office=office),
            gender=found.gender or role.gender,
        )

    def _country(self, candidate: Candidate, role: Role, context: Context) -> tuple[str | None, str]:
        """The country of a description and the rule that gave it: what its words tell, else what is around it."""
        if context.country is not None:
            return context.country, "role.country"
        if role.country is not None:
            return role.country, "role.word"
        if context.home_kind is not None:
            is_placed = context.home_kind in ("placed", "displaced") and context.place is not None
            return (context.place, "role.place") if is_placed else (None, ELSEWHERE)
        if context.owner is not None and context.owner.country is not None:
            return context.owner.country, "role.owner"
        if context.is_abroad or self._is_each_of_many(candidate, role):
            return None, ELSEWHERE
        if context.is_of_unknown or self._has_foreign_body(context):
            return None, "role.no_country"
        return self._country_around(candidate, role, context)

    def _country_around(self, candidate: Candidate, role: Role, context: Context) -> tuple[str | None, str]:
        at_home = (context.home, "role.home") if context.home else (None, "role.no_country")
        if any(m.actor.id.startswith("ppl:") and m.actor.country is None for m in context.modifiers):
            return at_home  # "Kurdish forces"
        if is_of_state(role) and (candidate.is_definite or not candidate.is_plural or role.kind != "person"):
            return (context.state, "role.focus") if context.state else (None, "role.no_country")
        if "weak" in role.notes and not _EVERYBODY & set(role.sectors):
            return None, "role.no_country"
        if context.is_backed:
            return (context.place, "role.place") if context.place else (None, ELSEWHERE)
        return at_home

    def _is_each_of_many(self, candidate: Candidate, role: Role) -> bool:
        """True for "governments" and "many courts": bodies of which every state has its own."""
        _, is_plural_word = self._actors.roles[role.noun]  # "troops", "authorities"
        is_body = is_of_state(role) and role.kind != "person" and not is_plural_word
        return is_body and candidate.is_plural and not candidate.is_definite

    def _has_foreign_body(self, context: Context) -> bool:
        """True where a named body of no known country owns the role: "director of the Tahrir Institute"."""
        return any(m.kind in ("institution", "group", "unknown") and _is_unplaced(m.actor) for m in context.modifiers)

    def _is_supported(self, role: Role, rule: str, context: Context) -> bool:
        """True if something besides an everyday word says that it names an actor."""
        if context.is_alone or context.is_named or context.modifiers or rule in ("role.word", "role.owner"):
            return True
        if rule == "role.country" and context.is_told_before:
            return True
        return role.kind == "person" and bool(_EVERYBODY & set(role.sectors))

    def _is_held_by_many(self, role: Role) -> bool:
        """True for "senator", "journalist": noun and country do not tell who it is."""
        full = self._actors.roles.get(role.full)
        return "many" in role.notes or (full is not None and "many" in full[0].notes)

    def _holder(
        self, candidate: Candidate, role: Role, country: str | None, context: Context, name: str
    ) -> Found | None:
        if candidate.is_plural or candidate.is_former or role.kind != "person" or self._is_held_by_many(role):
            return None
        for words in ((name,), *((body, role.full) for body in context.bodies)):
            found = self._known.holder_by_words(*words)
            if found is not None:
                return found
        if country is None or country in SUPRANATIONAL - _SINGLE_BODIES:
            return None
        if country not in SUPRANATIONAL and any(m.kind in _OWNERS for m in context.modifiers):
            return None  # "the president of Barcelona's bar association" is not Spain's
        return self._known.holder(country, role.full) if candidate.is_definite or context.country else None


def role_name(words: str) -> str:
    """A phrase as a name: without its article, spaces made one."""
    parts = words.split()
    if parts and parts[0].lower() in _ARTICLES:
        parts = parts[1:]
    return " ".join(parts) or words


def _is_unplaced(actor: Actor) -> bool:
    return actor.country is None and actor.id.startswith(("XXX.", "unk:")) and actor.name[:1].isupper()


def is_of_state(role: Role) -> bool:
    """True if the role belongs to some state's organs."""
    return bool(role.sectors) and role.sectors[0] in STATE_SECTORS


_ARTICLES: Final = frozenset("the a an this that these those its their his her our my your some".split())
