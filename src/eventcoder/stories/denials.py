"""Denials: an event that did not happen, as somebody says, beside the one that is said to have happened."""

from __future__ import annotations

from typing import Final

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.schema import Participant, Statement
from eventcoder.stories.items import Item
from eventcoder.stories.parties import pair_levels, role_level
from eventcoder.stories.places import same_place
from eventcoder.stories.wording import likeness

_ACCUSED: Final = ("named", "state", "sector", "country")


def is_denial_of(denial: Item, denied: Item, knowledge: StoryKnowledge) -> bool:
    """True if a negated event denies the other, or answers the accusation that it happened."""
    if denied.event.status not in ("asserted", "historical") or not _is_in_time(denial, denied, knowledge):
        return False
    if denied.event.event_type == "ACCUSE" != denial.event.event_type:
        return _answers(denial, denied, knowledge)
    types = frozenset((denial.event.event_type, denied.event.event_type))
    levels = pair_levels(denial.event, denied.event, knowledge, denial.guessed | denied.guessed)
    if levels is None or (len(types) > 1 and types not in knowledge.type_pairs):
        return False
    if not (deniers(denial) or (denial.acts | denial.words) & denied.acts):
        return False
    total = sum(knowledge.weights[f"who.{level}"].weight for level in levels)
    share = _share(denial, denied)
    total += share * knowledge.weights["words.sentence"].weight
    place = same_place(denial.event.place, denied.event.place, denial.parties | denied.parties, knowledge.limits)
    if place is not None:
        total += knowledge.weights[place[0]].weight
    return total >= knowledge.limits.denial and (share >= knowledge.limits.words_some or place is not None)


def _answers(denial: Item, accusation: Item, knowledge: StoryKnowledge) -> bool:
    """True if the accused deny the act of which the accusation speaks."""
    share = _share(denial, accusation)
    level = role_level(deniers(denial), accusation.event.target, knowledge)
    return level in _ACCUSED and share >= knowledge.limits.words_some


def _share(denial: Item, denied: Item) -> float:
    """How much of the words are the same, with or without those that tell the acts."""
    whole = likeness(denial.words | denial.acts, denied.words | denied.acts)
    return max(whole, likeness(denial.words, denied.words))


def deniers(denial: Item) -> tuple[Participant, ...]:
    """Return who says that the event did not happen."""
    said = [s for s in denial.report.coded.statements if s.sentence == denial.event.sentence and _covers(s, denial)]
    return tuple(p for s in said for p in s.speakers)


def _covers(said: Statement, denial: Item) -> bool:
    trigger = denial.event.trigger
    return any(span.start < trigger.end and trigger.start < span.end for span in (said.cue, *said.content))


def _is_in_time(denial: Item, denied: Item, knowledge: StoryKnowledge) -> bool:
    """True if the days of the two may be the same.

    A denial without a date answers what reports told in the days before it, whenever that happened.
    """
    if denial.days is None or denied.days is None:
        return True
    gap = max(denial.days.first, denied.days.first) - min(denial.days.last, denied.days.last)
    if not denial.days.is_known and denied.published is not None:
        return gap <= 0 or abs(denial.days.last - denied.published) <= knowledge.limits.unknown_days
    return gap <= (0 if denial.days.is_sure and denied.days.is_sure else knowledge.limits.near_days)
