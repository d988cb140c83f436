"""Stories kept up to date: a new report is compared with the events near it, and only what it touches is grouped anew.

Whether two events are linked depends on the two alone, and groups are made of all events that links connect, in
canonical order. So the stories are a function of the set of reports and decisions, whatever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.schema import Story, StoryDecision, StoryReason
from eventcoder.stories.blocks import Blocks
from eventcoder.stories.build import BuildStory, Joined
from eventcoder.stories.compare import Compare, Comparison
from eventcoder.stories.copies import Copies
from eventcoder.stories.denials import is_denial_of
from eventcoder.stories.grouping import Edge, Grouping
from eventcoder.stories.items import Item, Key, MakeItems
from eventcoder.stories.origins import Origins
from eventcoder.stories.reports import Report

_LOOKED_AT = 20  # earlier members among which the one that an event fits best is looked for


class StoryIndex:
    """Reports and their stories.

    decisions: what a user kept apart or together; respected ever after.
    """

    def __init__(self, knowledge: StoryKnowledge, decisions: Iterable[StoryDecision] = ()) -> None:
        self._knowledge = knowledge
        self._compare, self._make_items = Compare(knowledge), MakeItems(knowledge)
        self._blocks, self._copy_search = Blocks(knowledge), Copies(knowledge.limits)
        self._items: dict[Key, Item] = {}
        self._of_report: dict[str, list[Item]] = {}
        self._copies: dict[str, list[str]] = {}
        self._links: dict[Key, dict[Key, float]] = {}
        self._denials: dict[Key, set[Key]] = {}  # of an event: those that deny it
        self._build = BuildStory(Origins(knowledge.wires), self._copies)
        self._must: dict[Key, set[Key]] = {}
        self._apart: frozenset[Edge] = frozenset()
        self._component: dict[Key, Key] = {}
        self._built: dict[Key, tuple[tuple[Key, ...], list[Story]]] = {}
        self._touched: set[Key] = set()
        for decision in decisions:
            self.decide(decision)

    def add(self, report: Report) -> None:
        """Take in a report; one that is there already changes nothing."""
        if report.version_id in self._of_report:
            return
        for other in self._copy_search.add(report):
            self._copies.setdefault(other, []).append(report.version_id)
            self._copies.setdefault(report.version_id, []).append(other)
        items = self._make_items(report)
        self._of_report[report.version_id] = items
        self._items.update({item.key: item for item in items})
        for item in items:
            self._link(item)
            self._blocks.add(item)
        self._touched.update(item.key for item in items)

    def remove(self, version_id: str) -> None:
        """Take a report out again, as when an edited version supersedes it."""
        for item in self._of_report.pop(version_id, ()):
            self._touch_component(item.key)
            self._blocks.remove(item)
            del self._items[item.key]
            for other in self._links.pop(item.key, {}):
                self._links[other].pop(item.key, None)
            for denials in self._denials.values():
                denials.discard(item.key)
        for copy in self._copies.pop(version_id, ()):
            self._copies[copy].remove(version_id)
        self._copy_search.remove(version_id)

    def decide(self, decision: StoryDecision) -> None:
        """Keep two events apart, or together. A later decision on the same two takes the place of an earlier one."""
        first, second = decision.first, decision.second
        self._apart = self._apart - {(first, second), (second, first)}
        self._must.get(first, set()).discard(second)
        self._must.get(second, set()).discard(first)
        if decision.kind == "split":
            self._apart = self._apart | {(first, second)}
        else:
            self._must.setdefault(first, set()).add(second)
            self._must.setdefault(second, set()).add(first)
        for key in (first, second):
            if key in self._items:
                self._touch_component(key)

    def stories(self) -> list[Story]:
        """Return all stories in the order of their first members; only what changed is grouped anew."""
        self._regroup()
        found = [story for _, stories in self._built.values() for story in stories]
        return sorted(found, key=self._story_order)

    def comparison(self, first: Key, second: Key) -> Comparison:
        """Return the comparison of two events with every reason for and against."""
        are_copies = second[0] in self._copies.get(first[0], ())
        return self._compare(self._items[first], self._items[second], are_copies=are_copies)

    def _link(self, item: Item) -> None:
        """Compare an event with those near it and keep the links."""
        for key in sorted(self._blocks.near(item) | self._copied(item)):
            other = self._items[key]
            if "negated" in (item.event.status, other.event.status) and item.event.status != other.event.status:
                self._link_denial(item, other)
                continue
            if key[0] not in self._copies.get(item.key[0], ()) and not self._compare.can_merge(item, other):
                continue
            found = self.comparison(item.key, key)
            if found.is_merge(self._knowledge, item, other):
                self._links.setdefault(item.key, {})[key] = found.total
                self._links.setdefault(key, {})[item.key] = found.total

    def _copied(self, item: Item) -> set[Key]:
        """The events of the reports of which the event's report is a copy, or which are copies of it."""
        reports = self._copies.get(item.key[0], ())
        return {other.key for version_id in reports for other in self._of_report.get(version_id, ())}

    def _link_denial(self, item: Item, other: Item) -> None:
        denial, denied = (item, other) if item.event.status == "negated" else (other, item)
        if is_denial_of(denial, denied, self._knowledge):
            self._denials.setdefault(denied.key, set()).add(denial.key)
            self._touch_component(denied.key)

    def _touch_component(self, key: Key) -> None:
        """Let everything that stands in one component with an event be grouped anew."""
        self._touched.add(key)
        root = self._component.get(key)
        if root in self._built:
            self._touched.update(self._built[root][0])

    def _regroup(self) -> None:
        touched, self._touched = self._touched, set()
        for key in touched:
            self._drop(key)
        seen: set[Key] = set()
        for key in sorted(touched & self._items.keys()):
            if key not in seen:
                keys = self._connected(key)
                seen.update(keys)
                self._group(keys)

    def _drop(self, key: Key) -> None:
        """Forget the stories of the component that an event stood in."""
        root = self._component.pop(key, None)
        if root is not None:
            self._built.pop(root, None)

    def _connected(self, start: Key) -> list[Key]:
        """Every event that links, retellings and decisions connect with this one, in order."""
        found, waiting = {start}, [start]
        while waiting:
            key = waiting.pop()
            new = {*self._links.get(key, ()), *self._must_be(key)} - found
            found |= new
            waiting.extend(new)
        return sorted(found, key=lambda key: self._items[key].order)

    def _must_be(self, key: Key) -> set[Key]:
        """Events that are one with this one whatever is compared: told again in its report, joined by a user."""
        retells = self._items[key].event.retells
        told = {i.key for i in self._of_report[key[0]] if i.event.retells == key[1] or i.event.id == retells}
        return told | {other for other in self._must.get(key, ()) if other in self._items}

    def _group(self, keys: Sequence[Key]) -> None:
        for key in keys:
            self._drop(key)
        compared: dict[Edge, Comparison] = {}

        def compare(first: Key, second: Key) -> Comparison:
            edge = (first, second) if first < second else (second, first)
            if edge not in compared:
                compared[edge] = self.comparison(*edge)
            return compared[edge]

        place = {key: n for n, key in enumerate(keys)}
        may = {
            (key, other): total
            for key in keys
            for other, total in self._links.get(key, {}).items()
            if place[key] < place[other]
        }
        must = [(key, other) for key in keys for other in sorted(self._must_be(key)) if place[key] < place[other]]
        groups = Grouping(self._items, compare, self._knowledge.limits, self._apart)(keys, must, may)
        self._component.update(dict.fromkeys(keys, keys[0]))
        self._built[keys[0]] = (tuple(keys), [self._story(group) for group in groups])

    def _story(self, group: Sequence[Key]) -> Story:
        denials = {self._items[d] for key in group for d in self._denials.get(key, ()) if d in self._items}
        return self._build(
            [self._items[key] for key in group],
            [self._joined(n, group) for n in range(len(group))],
            sorted(denials, key=lambda item: item.order),
        )

    def _joined(self, n: int, group: Sequence[Key]) -> Joined:
        """How the n-th event of a group came into it: by the earlier one it fits best, with every reason."""
        if n == 0:
            return Joined(None, ())
        key, item = group[n], self._items[group[n]]
        for other in group[:n]:
            if other in self._must.get(key, ()):
                return Joined(other, (StoryReason("decided.join", None, None, "a user joined the two"),))
            if other[0] == key[0] and item.event.retells == other[1]:
                return Joined(other, (StoryReason("retold", None, None, "the report tells the event again"),))
        earlier = group[:n][:_LOOKED_AT]
        found = [(self.comparison(key, other), other) for other in earlier]
        best = max(found, key=lambda pair: (not pair[0].is_blocked, pair[0].total))
        return Joined(best[1], best[0].reasons)

    def _story_order(self, story: Story) -> tuple[str, str, int, str]:
        first = story.members[0]
        return self._items[first.version_id, first.event_id].order
