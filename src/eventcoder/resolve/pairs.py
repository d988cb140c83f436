"""Mutual descriptions: "the two sides", "both leaders", "both", "the former ... the latter"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from eventcoder.analysis import Candidate
from eventcoder.resolve.pronouns import Antecedent
from eventcoder.resolve.registry import Entity, Registry
from eventcoder.resolve.report import Report

_WINDOW: Final = 3  # sentences back
_FAR: Final = 12  # for people who were named together
_STATE_LIKE: Final = frozenset({"state", "institution", "group"})
_ABOVE: Final = frozenset({"UNO", "NGO", "IGO"})  # they stand between the sides
_NO_PARTY: Final = "JRN"  # who reports on the two sides is none of them


def two_sides(c: Candidate, registry: Registry, *, persons: bool) -> Antecedent | None:
    """ "The two sides", "both leaders": the two parties last mentioned that belong to different countries.

    persons: only people; else states and bodies, people where there are not two of those.
    """
    if not persons:
        return _two(c, registry, lambda e: e.kind in _STATE_LIKE) or _two(
            c, registry, lambda e: e.is_person or e.kind in _STATE_LIKE
        )
    return _two(c, registry, lambda e: e.is_person)


def _two(c: Candidate, registry: Registry, fits: Callable[[Entity], bool]) -> Antecedent | None:
    found: list[Entity] = []
    for e in registry.recent():
        if c.sentence - e.sentence > 2 * _WINDOW and found:
            break
        is_party = e.is_strong and not e.is_plural and _NO_PARTY not in e.actor.sectors
        if (
            fits(e)
            and is_party
            and e.actor.country not in _ABOVE
            and e.actor.country not in {None, *(f.actor.country for f in found)}
        ):
            found.append(e)
        if len(found) == 2:
            found.reverse()
            return Antecedent(tuple(found), "pair.last_two")
    return None


def one_of_two(c: Candidate, order: int, registry: Registry, *, first: bool) -> Antecedent | None:
    """ "The former", "the latter": the first or second of the two named last in their own right."""
    near = [e for e in registry if 0 <= e.strong_order < order and c.sentence - e.sentence <= 1]
    last = sorted(near, key=lambda e: e.strong_order)[-2:]
    if len(last) < 2:
        return None
    return Antecedent((last[0] if first else last[1],), "pronoun.former" if first else "pronoun.latter")


def both(c: Candidate, order: int, report: Report) -> Antecedent | None:
    """ "Both", "the two": the joint subjects of the last sentence, else people named together, else two parties."""
    near = [e for e in report.registry.recent() if e.order < order and c.sentence - e.sentence <= _WINDOW]
    same = joint_subject(near)
    if len(same) == 2:
        return Antecedent(same, "pair.joint")
    return last_couple(c, report, _WINDOW) or two_sides(c, report.registry, persons=False)


def last_couple(c: Candidate, report: Report, window: int = _FAR) -> Antecedent | None:
    """ "The two men", "both women": the two people last named together, "Kotey and Elsheikh".

    window: sentences back.
    """
    candidates = report.analysis.candidates
    for n in sorted((n for n in report.resolved if candidates[n].sentence <= c.sentence), reverse=True):
        other = candidates[n]
        if c.sentence - other.sentence > window:
            break
        if other.span.start < c.span.start and len(other.companions) == 1:
            pair = [report.resolved.get(k) for k in (n, *other.companions)]
            people = {e.actor.id: e for r in pair if r is not None for e in r.entities if e.is_person}
            if len(people) == 2:
                return Antecedent(tuple(people.values()), "pair.couple")
    return None


def joint_subject(near: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities that were subjects together in the last sentence that had a subject."""
    latest = max((e.subject_in for e in near), default=-1)
    together = tuple(e for e in near if e.subject_in == latest and latest >= 0)
    return tuple(reversed(together)) if len(together) > 1 else ()
