"""Whom a pronoun or a mutual description ("the two sides") stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Candidate
from eventcoder.knowledge.pronouns import Pronoun
from eventcoder.resolve.registry import Entity, Registry

_WINDOW: Final = 3  # sentences back in which an antecedent is looked for
_STATE_LIKE: Final = frozenset({"state", "institution", "group"})


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The entities a pronoun stands for, and by which rule."""

    entities: tuple[Entity, ...]
    rule: str


class PronounResolver:
    """Chooses antecedents by number, gender, grammar and recency."""

    def resolve(
        self,
        pronoun: Pronoun,
        candidate: Candidate,
        order: int,
        registry: Registry,
        without: frozenset[str] = frozenset(),
    ) -> Antecedent | None:
        """Return whom a third-person pronoun stands for; None if nobody fits.

        without: ids of actors that it cannot stand for, such as the speaker of the quotation it stands in.
        """
        if pronoun.person != 3:
            return None
        if pronoun.is_plural:
            return self._plural(candidate, order, registry)
        fits = _is_thing if pronoun.gender == "n" else _is_person_of(pronoun.gender)
        return self._single(candidate, order, registry, lambda e: fits(e) and e.actor.id not in without)

    def two_sides(self, candidate: Candidate, registry: Registry, *, persons: bool) -> Antecedent | None:
        """ "the two sides", "both leaders": the two parties last mentioned that belong to different countries."""
        found: list[Entity] = []
        for e in registry.recent():
            if candidate.sentence - e.sentence > 2 * _WINDOW and found:
                break
            fits = e.is_person if persons else e.is_person or e.kind in _STATE_LIKE
            if fits and e.actor.country not in {None, *(f.actor.country for f in found)}:
                found.append(e)
            if len(found) == 2:
                found.reverse()
                return Antecedent(tuple(found), "pair.last_two")
        return None

    def one_of_two(self, candidate: Candidate, order: int, registry: Registry, *, first: bool) -> Antecedent | None:
        """ "the former", "the latter": the first or second of the two named last in their own right."""
        near = [e for e in registry if 0 <= e.strong_order < order and candidate.sentence - e.sentence <= 1]
        last = sorted(near, key=lambda e: e.strong_order)[-2:]
        if len(last) < 2:
            return None
        return Antecedent((last[0] if first else last[1],), "pronoun.former" if first else "pronoun.latter")

    def both(self, candidate: Candidate, order: int, registry: Registry) -> Antecedent | None:
        """ "both", "the two": the joint subjects of the last sentence, else the last two parties."""
        near = [e for e in registry.recent() if e.order < order and candidate.sentence - e.sentence <= _WINDOW]
        same = _joint_subject(near)
        return Antecedent(same, "pair.joint") if len(same) == 2 else self.two_sides(candidate, registry, persons=False)

    def _single(
        self, candidate: Candidate, order: int, registry: Registry, fits: Callable[[Entity], bool]
    ) -> Antecedent | None:
        near = [
            e
            for e in registry
            if fits(e) and e.order < order and candidate.sentence - e.sentence <= _WINDOW and e.is_strong
        ]
        if not near:
            return None
        best = max(near, key=lambda e: self._closeness(e, candidate))
        rule = "pronoun.subject" if best.subject_in >= candidate.sentence - 1 else "pronoun.recent"
        return Antecedent((best,), rule)

    def _closeness(self, e: Entity, candidate: Candidate) -> tuple[float, int]:
        """Subjects of this sentence, then of the last one, then whoever was named last."""
        distance = candidate.sentence - e.sentence
        nearness = -2.0 * distance
        if e.subject_in == candidate.sentence:
            nearness += 2.5 if candidate.function in ("subject", "owner", "other") else 1.0
        elif 0 <= e.subject_in == candidate.sentence - 1:  # -1 says that it never was one
            nearness += 2.5
        return nearness, e.strong_order

    def _plural(self, candidate: Candidate, order: int, registry: Registry) -> Antecedent | None:
        near = [e for e in registry.recent() if e.order < order and candidate.sentence - e.sentence <= _WINDOW]
        groups = [e for e in near if (e.is_plural or e.kind == "group") and e.is_strong]
        if groups:
            best = max(groups, key=lambda e: self._closeness(e, candidate))
            if candidate.sentence - best.sentence <= 1:
                return Antecedent((best,), "pronoun.group")
        same = _joint_subject(near)
        if same:
            return Antecedent(same, "pronoun.joint")
        pair = self.two_sides(candidate, registry, persons=True)
        if pair is not None and all(candidate.sentence - e.sentence <= 1 for e in pair.entities):
            return Antecedent(pair.entities, "pronoun.pair")
        return Antecedent((groups[0],), "pronoun.group") if groups else None


def _is_person_of(gender: str | None) -> Callable[[Entity], bool]:
    return lambda e: e.is_person and (e.gender is None or gender is None or e.gender == gender)


def _is_thing(e: Entity) -> bool:
    return e.kind in _STATE_LIKE and not e.is_plural


def _joint_subject(near: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities that were subjects together in the last sentence that had a subject."""
    latest = max((e.subject_in for e in near), default=-1)
    together = tuple(e for e in near if e.subject_in == latest and latest >= 0)
    return tuple(reversed(together)) if len(together) > 1 else ()
