"""What a report has said so far about who is in it: a small memory that descriptions and pronouns are looked up in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from eventcoder.knowledge.actor_names import last_word, person_words
from eventcoder.schema import Actor

_PERSON: Final = "person"
_UNKNOWN: Final = "unknown"


@dataclass(slots=True)
class Entity:
    """One actor of the report and how it has been mentioned. Lives only while the report is resolved."""

    actor: Actor
    kind: str  # person | group | institution | state | unknown
    gender: str | None = None
    is_plural: bool = False
    is_collective: bool = False  # one word for several people: "family"
    roles: set[str] = field(default_factory=set)  # role nouns used for it
    names: set[str] = field(default_factory=set)  # the forms it was named by, acronyms included
    words: set[str] = field(default_factory=set)  # of a person's full names, lower case
    last_names: set[str] = field(default_factory=set)
    mentions: int = 0
    sentence: int = -1  # where last mentioned
    order: int = -1  # candidate index of the last mention
    named_order: int = -1  # candidate index of the last mention by name that is a phrase of its own
    subject_in: int = -1  # last sentence in which it was a subject
    strong_order: int = -1  # candidate index of the last mention that is a phrase of its own
    is_strong: bool = False  # mentioned as a phrase of its own, not only inside another

    @property
    def is_person(self) -> bool:
        """True for a single human being."""
        return self.kind == _PERSON and not self.is_plural and not self.is_collective

    @property
    def may_be_person(self) -> bool:
        """True for a human being, and for a name of which nothing else is known."""
        return self.is_person or (self.kind == _UNKNOWN and not self.is_plural)

    def add_name(self, name: str) -> None:
        """Note a form of words that names it."""
        self.names.add(name)
        words = person_words(name)
        if self.kind == _UNKNOWN:  # "Zorvex Farm Initiative" may be "Zorvex" or "the Initiative", not "Farm"
            words = (words[0], words[-1]) if len(words) > 1 else ()
        if words and self.kind in (_PERSON, _UNKNOWN):
            self.words.update(words)
            self.last_names.add(last_word(name))


class Seen(NamedTuple):
    """Where and how an entity is mentioned. order: index of the candidate."""

    sentence: int
    order: int
    is_subject: bool
    is_strong: bool
    is_pronoun: bool


class Registry:
    """The entities of one report, in order of first mention."""

    def __init__(self) -> None:
        self._entities: dict[str, Entity] = {}

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities.values())

    def get(self, actor_id: str) -> Entity | None:
        """The entity of an actor already mentioned."""
        return self._entities.get(actor_id)

    def see(self, actor: Actor, kind: str, seen: Seen) -> Entity:
        """Note a mention; a later mention keeps the first one's actor record."""
        entity = self._entities.get(actor.id)
        if entity is None:
            entity = self._entities[actor.id] = Entity(actor, kind)
        entity.mentions += 1
        entity.sentence, entity.order = seen.sentence, seen.order
        if not seen.is_pronoun and seen.is_strong:
            entity.named_order = seen.order
        if seen.is_strong:
            entity.is_strong = True
            entity.strong_order = seen.order
        if seen.is_subject:
            entity.subject_in = seen.sentence
        return entity

    def replace_actor(self, actor: Actor) -> None:
        """Give an entity a better actor record under the same id."""
        self._entities[actor.id].actor = actor

    def forget(self, entity: Entity) -> None:
        """Drop an entity that proved to be another one, if it has no name and was mentioned just now only."""
        if not entity.names and entity.mentions < 2:
            self._entities.pop(entity.actor.id, None)

    def recent(self) -> list[Entity]:
        """Entities, the last mentioned first."""
        return sorted(self._entities.values(), key=lambda e: -e.order)

    def by_form(self, form: str) -> Entity | None:
        """What was named by exactly this form: an acronym introduced in brackets."""
        return max((e for e in self if form in e.names), key=_order, default=None)

    def by_name(self, name: str, gender: str | None = None) -> Entity | None:
        """The person that a full, shorter or last name means; any word of the name if only one person has it.

        gender: what the title says ("Mrs"); nobody of the other one is meant.
        """
        words = set(person_words(name))
        if not words:
            return None
        named = [e for e in self if e.words and (words <= e.words or (len(words) > 1 and e.words <= words))]
        people = [e for e in named if gender is None or e.gender in (gender, None)]
        bearers = [e for e in people if last_word(name) in e.last_names]
        if bearers:
            return max(bearers, key=_order)
        return people[0] if len(people) == 1 else None

    def by_role(self, role: str, country: str | None) -> Entity | None:
        """The person or body last mentioned under this role noun, of this country if one is told."""
        those = [e for e in self if role in e.roles and not e.is_plural]
        return max(
            (e for e in those if country is None or e.actor.country in (country, None)), key=_order, default=None
        )


def _order(entity: Entity) -> int:
    return entity.order
