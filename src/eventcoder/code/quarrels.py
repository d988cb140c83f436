"""Quarrels: what sounds like a fight is one of words where two politicians are at it.

Comes in: an act and who takes part in it. Goes out: the act, an attack of one office holder on another as a complaint.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from eventcoder.code.act import Act
from eventcoder.code.casting import Cast
from eventcoder.schema import Participant

_CIVIL: Final = frozenset({"GOV", "LEG", "PTY", "ELI", "JUD", "OPP", "JRN", "BUS"})
_PERSON: Final = "per:"


def in_words(act: Act, cast: Cast, quarrels: frozenset[str]) -> Act:
    """Return "Kaine clashed with Pence" as an accusation; acts of soldiers, crowds and states stay as they are.

    quarrels: verbs and nouns that politicians use of each other ("attack", "battle").
    """
    if act.event_type != "ASSAULT" or act.mode or act.row is None or act.row.lemma not in quarrels:
        return act
    if not all(side and all(_is_civil(f.participant) for f in side) for side in (cast.source, cast.target)):
        return act
    return replace(act, event_type="ACCUSE", mode="disapprove", cameo="111")


def _is_civil(participant: Participant) -> bool:
    is_named = participant.actor_id.startswith(_PERSON)
    return is_named and bool(participant.sectors) and set(participant.sectors) <= _CIVIL
