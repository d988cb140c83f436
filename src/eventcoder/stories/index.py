"""Stories kept up to date: a new report is compared with the events near it, and only what it touches is grouped anew.

Whether two events are linked depends on the two alone, and groups are made of all events that links connect, in
canonical order. So the stories are a function of the set of reports and decisions, whatever came first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.schema import Story, StoryDecision, StoryReason
from eventcoder.stories.blocks import Blocks, Home, home_of
from eventcoder.stories.build import BuildStory, Joined
from eventcoder.stories.company import Company
from eventcoder.stories.compare import Compare, Comparison
from eventcoder.stories.copies import Copies
from eventcoder.stories.denials import is_denial_of
from eventcoder.stories.grouping import Edge, Grouping
from eventcoder.stories.items import Item, Key, MakeItems
from eventcoder.stories.kept import Kept
from eventcoder.stories.loading import Reports
from eventcoder.stories.origins import Origins
from eventcoder.stories.reports import Report

_LOOKED_AT = 20  # earlier members among which the one that an event fits best is looked for


class StoryIndex:
    """Reports and their stories.

    decisions: what a user kept apart or together; respected ever after. load: gives a report that was restored (see
    ``restore``) by its version id; asked only for reports that are compared or grouped anew.
    """

    def __init__(
        self,
        knowledge: StoryKnowledge,
        decisions: Iterable[StoryDecision] = (),
        load: Callable[[str], Report] | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._compare, self._make_items = Compare(knowledge), MakeItems(knowledge)
        self._reports = Reports(self._make_items, load)
        self._company = Company(self._reports, self._compare)
        self._blocks, self._copy_search = Blocks(knowledge), Copies(knowledge.limits, self._reports.report)
        self._homes: dict[Key, Home] = {}
        self._copies: dict[str, list[str]] = {}
        self._links: dict[Key, dict[Key, float]] = {}
        self._denials: dict[Key, set[Key]] = {}  # of an event: those that deny it
        self._denied: dict[Key, set[Key]] = {}  # of a denial: the events that it denies
        self._build = BuildStory(Origins(knowledge.wires), self._copies)
        self._must: dict[Key, set[Key]] = {}
        self._apart: frozenset[Edge] = frozenset()
        self._component: dict[Key, Key] = {}
        self._built: dict[Key, tuple[tuple[Key, ...], list[Story]]] = {}
        self._touched: set[Key] = set()
        self._changed: set[str] = set()  # version ids of which other things must be kept than before
        for decision in decisions:
            self.decide(decision)

    def __contains__(self, version_id: str) -> bool:
        """True for a report that was added or restored."""
        return version_id in self._reports

    def add(self, report: Report) -> None:
        """Take in a report; one that is there already changes nothing."""
        if report.version_id in self._reports:
            return
        items = self._reports.add(report)
        for other in self._copy_search.add(report):
            self._copies.setdefault(other, []).append(report.version_id)
            self._copies.setdefault(report.version_id, []).append(other)
            self._changed.add(other)
        self._link(items)
        for item in items:
            self._homes[item.key] = home_of(item)
            self._blocks.add(item.key, self._homes[item.key])
        self._touched.update(item.key for item in items)
        self._changed.add(report.version_id)

    def restore(self, version_id: str, kept: Kept) -> None:
        """Take in a report that an earlier index had, by what it kept; its stories are those of that index."""
        self._reports.restore(version_id, tuple(kept.homes))
        self._copy_search.restore(version_id, kept.signature)
        if kept.copies:
            self._copies[version_id] = list(kept.copies)
        for event_id, home in kept.homes.items():
            self._homes[version_id, event_id] = home
            self._blocks.add((version_id, event_id), home)
        for event_id, links in kept.links.items():
            self._links[version_id, event_id] = dict(links)
        for event_id, denials in kept.denials.items():
            for denial in denials:
                self._note_denial(denial, (version_id, event_id))

    def kept(self, version_id: str) -> Kept:
        """Return what must be kept of a report to restore it."""
        keys = self._reports.keys(version_id)
        return Kept(
            self._copy_search.signature(version_id),
            tuple(self._copies.get(version_id, ())),
            {key[1]: self._homes[key] for key in keys},
            {key[1]: self._links[key] for key in keys if self._links.get(key)},
            {key[1]: tuple(sorted(self._denials[key])) for key in keys if self._denials.get(key)},
        )

    def take_changed(self) -> list[str]:
        """Return the reports of which other things must be kept than when last asked, also those taken out."""
        changed, self._changed = sorted(self._changed), set()
        return changed

    def remove(self, version_id: str) -> None:
        """Take a report out again, as when an edited version supersedes it."""
        self._changed.add(version_id)
        for key in self._reports.keys(version_id):
            self._touch_component(key)
            for denied in self._denied.pop(key, ()):
                self._denials[denied].discard(key)
                self._touch_component(denied)
                self._changed.add(denied[0])
            for denial in self._denials.pop(key, ()):
                self._denied[denial].discard(key)
            for other in self._links.pop(key, {}):
                self._links[other].pop(key, None)
                self._changed.add(other[0])
            self._blocks.remove(key, self._homes.pop(key))
        for copy in self._copies.pop(version_id, ()):
            self._copies[copy].remove(version_id)
            self._changed.add(copy)
        self._copy_search.remove(version_id)
        self._company.forget(version_id)
        self._reports.remove(version_id)

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
            if self._reports.has(key):
                self._touch_component(key)

    def stories(self) -> list[Story]:
        """Return all stories in the order of their first members; only what changed is grouped anew."""
        self._regroup()
        found = [story for _, stories in self._built.values() for story in stories]
        return sorted(found, key=self._story_order)

    def regroup(self) -> tuple[set[Key], list[Story]]:
        """Group anew what reports and decisions touched; return the events looked at, and their stories."""
        keys = self._regroup()
        roots = sorted({self._component[key] for key in keys if key in self._component})
        return keys, [story for root in roots for story in self._built[root][1]]

    def comparison(self, first: Key, second: Key) -> Comparison:
        """Return the comparison of two events with every reason for and against."""
        found = self._alone(first, second)
        if found.is_merge(self._knowledge, self._reports[first], self._reports[second]):
            return found
        return self._company(first, second, found)

    def _alone(self, first: Key, second: Key) -> Comparison:
        are_copies = second[0] in self._copies.get(first[0], ())
        return self._compare(self._reports[first], self._reports[second], are_copies=are_copies)

    def _link(self, items: Sequence[Item]) -> None:
        """Compare a report's events with those near them and keep the links; then those that need company."""
        apart: list[Edge] = []  # pairs that are not one by themselves
        for item in items:
            for key in sorted(self._blocks.near(item) | self._copied(item)):
                other = self._reports[key]
                if "negated" in (item.event.status, other.event.status) and item.event.status != other.event.status:
                    self._link_denial(item, other)
                elif key[0] not in self._copies.get(item.key[0], ()) and not self._compare.can_merge(item, other):
                    continue
                elif not self._link_if_one(item.key, key, self._alone(item.key, key)):
                    apart.append((item.key, key))
        for first, second in apart:
            self._link_if_one(first, second, self.comparison(first, second))

    def _link_if_one(self, first: Key, second: Key, found: Comparison) -> bool:
        if not found.is_merge(self._knowledge, self._reports[first], self._reports[second]):
            return False
        self._links.setdefault(first, {})[second] = found.total
        self._links.setdefault(second, {})[first] = found.total
        self._changed.add(second[0])
        return True

    def _copied(self, item: Item) -> set[Key]:
        """The events of the reports of which the event's report is a copy, or which are copies of it."""
        reports = self._copies.get(item.key[0], ())
        return {key for version_id in reports for key in self._reports.keys(version_id)}

    def _link_denial(self, item: Item, other: Item) -> None:
        denial, denied = (item, other) if item.event.status == "negated" else (other, item)
        if is_denial_of(denial, denied, self._knowledge):
            self._note_denial(denial.key, denied.key)
            self._changed.add(denied.key[0])
            self._touch_component(denied.key)

    def _note_denial(self, denial: Key, denied: Key) -> None:
        self._denials.setdefault(denied, set()).add(denial)
        self._denied.setdefault(denial, set()).add(denied)

    def _touch_component(self, key: Key) -> None:
        """Let everything that stands in one component with an event be grouped anew."""
        root = self._component.get(key)
        self._touched.update(self._built[root][0] if root in self._built else self._connected(key))

    def _regroup(self) -> set[Key]:
        """Group anew what was touched; return every event of it, also those that are gone."""
        touched, self._touched = self._touched, set()
        for key in touched:
            self._drop(key)
        seen: set[Key] = set()
        for key in sorted(key for key in touched if self._reports.has(key)):
            if key not in seen:
                keys = self._connected(key)
                seen.update(keys)
                self._group(keys)
        return touched | seen

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
        return sorted(found, key=lambda key: self._reports[key].order)

    def _must_be(self, key: Key) -> set[Key]:
        """Events that are one with this one whatever is compared: told again in its report, joined by a user."""
        retells = self._reports[key].event.retells
        told = {i.key for i in self._reports.items(key[0]) if i.event.retells == key[1] or i.event.id == retells}
        return told | {other for other in self._must.get(key, ()) if self._reports.has(other)}

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
        groups = Grouping(self._reports, compare, self._knowledge.limits, self._apart)(keys, must, may)
        self._component.update(dict.fromkeys(keys, keys[0]))
        self._built[keys[0]] = (tuple(keys), [self._story(group) for group in groups])

    def _story(self, group: Sequence[Key]) -> Story:
        denials = {self._reports[d] for key in group for d in self._denials.get(key, ())}
        return self._build(
            [self._reports[key] for key in group],
            [self._joined(n, group) for n in range(len(group))],
            sorted(denials, key=lambda item: item.order),
        )

    def _joined(self, n: int, group: Sequence[Key]) -> Joined:
        """How the n-th event of a group came into it: by the earlier one it fits best, with every reason."""
        if n == 0:
            return Joined(None, ())
        key, item = group[n], self._reports[group[n]]
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
        return self._reports[first.version_id, first.event_id].order
