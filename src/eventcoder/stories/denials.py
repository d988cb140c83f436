"""Denials: an event that did not happen, as somebody says, beside the one that is said to have happened."""

from __future__ import annotations

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.stories.items import Item
from eventcoder.stories.parties import pair_levels
from eventcoder.stories.places import same_place
from eventcoder.stories.wording import likeness


def is_denial_of(denial: Item, denied: Item, knowledge: StoryKnowledge) -> bool:
    """True if a negated event denies the other: same actors, same type, in time, and words or place in common."""
    if denied.event.status not in ("asserted", "historical") or not _is_in_time(denial, denied, knowledge):
        return False
    levels = pair_levels(denial.event, denied.event, knowledge)
    if levels is None or denial.event.event_type != denied.event.event_type:
        return False
    total = sum(knowledge.weights[f"who.{level}"].weight for level in levels)
    share = likeness(denial.words, denied.words)
    total += share * knowledge.weights["words.sentence"].weight
    place = same_place(denial.event.place, denied.event.place, denial.parties | denied.parties, knowledge.limits)
    if place is not None:
        total += knowledge.weights[place[0]].weight
    return total >= knowledge.limits.denial and (share >= knowledge.limits.words_some or place is not None)


def _is_in_time(denial: Item, denied: Item, knowledge: StoryKnowledge) -> bool:
    """True if the days of the two may be the same: a denial without a date speaks of the days before its report."""
    if denial.days is None or denied.days is None:
        return True
    gap = max(denial.days.first, denied.days.first) - min(denial.days.last, denied.days.last)
    return gap <= (0 if denial.days.is_sure and denied.days.is_sure else knowledge.limits.near_days)
