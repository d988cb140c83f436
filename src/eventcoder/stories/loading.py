"""The reports of an index with the items of their events: in hand, or read when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable

from eventcoder.stories.items import Item, Key, MakeItems
from eventcoder.stories.reports import Report


class Reports:
    """Reports by version id and events by key.

    load: reads a report that was restored.
    """

    def __init__(self, make_items: MakeItems, load: Callable[[str], Report] | None) -> None:
        self._make_items, self._load = make_items, load
        self._keys: dict[str, tuple[Key, ...]] = {}
        self._reports: dict[str, Report] = {}
        self._items: dict[Key, Item] = {}

    def __contains__(self, version_id: str) -> bool:
        return version_id in self._keys

    def __getitem__(self, key: Key) -> Item:
        """The item of an event."""
        if key not in self._items:
            self.report(key[0])
        return self._items[key]

    def has(self, key: Key) -> bool:
        """True if an event is there."""
        return key in self._keys.get(key[0], ())

    def keys(self, version_id: str) -> tuple[Key, ...]:
        """Return the keys of a report's events; none if it is not there."""
        return self._keys.get(version_id, ())

    def items(self, version_id: str) -> list[Item]:
        """Return the items of a report's events in text order."""
        return [self[key] for key in self._keys[version_id]]

    def report(self, version_id: str) -> Report:
        """Return a report that is there, read if it was only restored."""
        if version_id not in self._reports and self._load is not None:
            self.add(self._load(version_id))
        return self._reports[version_id]

    def add(self, report: Report) -> list[Item]:
        """Take in a report and return the items of its events."""
        items = self._make_items(report)
        self._keys[report.version_id] = tuple(item.key for item in items)
        self._reports[report.version_id] = report
        self._items.update({item.key: item for item in items})
        return items

    def restore(self, version_id: str, event_ids: tuple[str, ...]) -> None:
        """Take in a report without its text."""
        self._keys[version_id] = tuple((version_id, event_id) for event_id in event_ids)

    def remove(self, version_id: str) -> None:
        """Forget a report."""
        for key in self._keys.pop(version_id, ()):
            self._items.pop(key, None)
        self._reports.pop(version_id, None)
