"""Two events in company: what else the same two reports both tell speaks for their being one."""

from __future__ import annotations

from collections.abc import Iterator

from eventcoder.schema import StoryReason
from eventcoder.stories.compare import Compare, Comparison
from eventcoder.stories.items import Item, Key
from eventcoder.stories.loading import Reports

Alike = tuple[Key, Key, Comparison]


class Company:
    """Compare two events together with the other events of their two reports."""

    def __init__(self, reports: Reports, compare: Compare) -> None:
        self._reports, self._compare = reports, compare
        self._knowledge = compare.knowledge
        self._alike: dict[tuple[str, str], tuple[Alike, ...]] = {}

    def forget(self, version_id: str) -> None:
        """Forget what was found for a report."""
        for reports in [reports for reports in self._alike if version_id in reports]:
            del self._alike[reports]

    def _may_help(self, first: Key, second: Key, found: Comparison) -> bool:
        """True if two events that are not one by themselves may be one in company: on one day that both tell.

        Not those of two types, as a meeting and what was signed there, nor what is done by words, often and on many
        matters: they have the same company and are two.
        """
        types = {self._reports[key].event.event_type for key in (first, second)}
        if found.is_blocked or len(types) > 1 or types <= self._knowledge.needs_words:
            return False
        weight = self._knowledge.weights["company"].weight
        return _is_same_day(found) and found.total + weight >= self._knowledge.limits.merge

    def __call__(self, first: Key, second: Key, found: Comparison) -> Comparison:
        """Return the comparison of two events of two reports with their company, if there is any, as a reason."""
        if first[0] == second[0] or not self._may_help(first, second, found):
            return found
        for a, b, other in self._of(*sorted((first[0], second[0]))):
            if {a, b} & {first, second}:
                continue
            if _is_same_day(other) or other.is_merge(self._knowledge, self._reports[a], self._reports[b]):
                return self._compare.summed((*found.reasons, self._reason(a)))
        return found

    def _reason(self, told: Key) -> StoryReason:
        weight = self._knowledge.weights["company"]
        event = self._reports[told].event
        return StoryReason(
            weight.rule, weight.ref, weight.weight, f"both reports tell another event, {event.event_type}"
        )

    def _of(self, first: str, second: str) -> tuple[Alike, ...]:
        """The pairs of events of two reports that are alike enough to be company."""
        if (first, second) not in self._alike:
            self._alike[first, second] = tuple(self._find(first, second))
        return self._alike[first, second]

    def _find(self, first: str, second: str) -> Iterator[Alike]:
        for a in self._reports.items(first):
            for b in self._reports.items(second):
                if self._may_be_one(a, b):
                    found = self._compare(a, b)
                    if not found.is_blocked and found.total >= self._knowledge.limits.company:
                        yield a.key, b.key, found

    def _may_be_one(self, a: Item, b: Item) -> bool:
        return b.event.event_type in self._knowledge.types_like(a.event.event_type)


def _is_same_day(found: Comparison) -> bool:
    return any(reason.rule == "when.day" for reason in found.reasons)
