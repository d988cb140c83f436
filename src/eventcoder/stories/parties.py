"""Who did it to whom in two events: the same, one named in less detail, or somebody else."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Final

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.schema import Event, Participant

_NAMED: Final = ("per:", "org:", "grp:", "ins:", "unk:")
_ONE_OF_ITS_KIND: Final = ("per:", "grp:")  # two different ones are never the same
_TWO: Final = 2
_STATE, _BY_CAPITAL = "cty:", ".gov"
_UNKNOWN: Final = ("UNK", "JNK")
LEVELS: Final = (
    "named",
    "state",
    "sector",
    "country",
    "unknown",
    "unmatched",
    "other_sector",
)  # best first


def role_level(
    first: Sequence[Participant],
    second: Sequence[Participant],
    knowledge: StoryKnowledge,
    guessed: Set[str] = frozenset(),
) -> str | None:
    """Return how well the actors of one role fit, one of ``LEVELS``; None if they are somebody else.

    Of several actors the pair that fits best decides. guessed: ids of actors whose country no word tells.
    """
    if not first or not second:
        return "unknown"
    found = {_level(a, b, knowledge, guessed) for a in first for b in second}
    return next((level for level in LEVELS if level in found), None)


def pair_levels(
    first: Event, second: Event, knowledge: StoryKnowledge, guessed: Set[str] = frozenset()
) -> tuple[str, str] | None:
    """Return the levels of the source and of the target; None if either is somebody else.

    In cooperation either side may stand first ("A met B", "B received A"), and a third party may stand beside the two
    ("A and B met in the presence of C"): there the levels are those of the two best known parties.
    """
    straight = _levels(first.source, first.target, second, knowledge, guessed)
    if first.quad != 1 or second.quad != 1:
        return straight
    crossed = _levels(first.target, first.source, second, knowledge, guessed)
    ways = (straight, crossed, _levels_of_all(first, second, knowledge, guessed))
    return min((way for way in ways if way is not None), key=_rank, default=None)


def _levels_of_all(first: Event, second: Event, knowledge: StoryKnowledge, guessed: Set[str]) -> tuple[str, str] | None:
    """The two best levels if every party of the event with fewer countries, two at least, is one of the other's."""
    few, many = sorted(((*e.source, *e.target) for e in (first, second)), key=lambda people: len(_countries(people)))
    if len(_countries(few)) < _TWO:
        return None
    levels = [role_level((p,), many, knowledge, guessed) for p in dict.fromkeys(few)]
    found = sorted((level for level in levels if level is not None), key=LEVELS.index)
    return (found[0], found[1]) if len(found) == len(levels) else None


def _countries(people: Sequence[Participant]) -> set[str]:
    return {p.country for p in people if p.country is not None}


def _levels(
    source: Sequence[Participant],
    target: Sequence[Participant],
    other: Event,
    knowledge: StoryKnowledge,
    guessed: Set[str],
) -> tuple[str, str] | None:
    of_source = role_level(source, other.source, knowledge, guessed)
    of_target = role_level(target, other.target, knowledge, guessed) if of_source is not None else None
    return (of_source, of_target) if of_source is not None and of_target is not None else None


def _rank(levels: tuple[str, str]) -> int:
    return sum(LEVELS.index(level) for level in levels)


def _level(a: Participant, b: Participant, knowledge: StoryKnowledge, guessed: Set[str]) -> str | None:
    if a.actor_id == b.actor_id and (a.actor_id.startswith(_NAMED) or ".ins:" in a.actor_id):
        return "named"
    if _is_one_of_its_kind(a) and _is_one_of_its_kind(b):
        return None
    fits = _sectors_fit(a.sectors, b.sectors, knowledge)
    if _country(a) is None or _country(b) is None:
        known = "unknown" if set(a.sectors) & set(b.sectors) else "unmatched"
        return known if fits else None
    if _country(a) != _country(b):
        return "unknown" if fits and guessed & {a.actor_id, b.actor_id} else None
    if not fits:
        return "other_sector"
    if _state(a) is not None and _state(a) == _state(b):
        return "state"
    return "sector" if set(a.sectors) & set(b.sectors) else "country"


def _is_one_of_its_kind(p: Participant) -> bool:
    return p.actor_id.startswith(_ONE_OF_ITS_KIND)


def _state(p: Participant) -> str | None:
    """The id of a state, also where its government is called by its capital; None for everybody else."""
    return p.actor_id.removesuffix(_BY_CAPITAL) if p.actor_id.startswith(_STATE) else None


def _country(p: Participant) -> str | None:
    return None if p.actor_id.startswith("XXX") else p.country


def _sectors_fit(first: Sequence[str], second: Sequence[str], knowledge: StoryKnowledge) -> bool:
    """True if two actors may be the same people: a sector in common, one without sector, or a listed pair."""
    a, b = ([s for s in sectors if s not in _UNKNOWN] for sectors in (first, second))
    if not a or not b or set(a) & set(b):
        return True
    return any(frozenset((x, y)) in knowledge.sector_pairs for x in a for y in b)
