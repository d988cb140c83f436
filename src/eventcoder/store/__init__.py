"""The store: coded reports, their versions, stories and quarantine in one SQLite file.

    with open_store("news.db") as store:
        store.add(coded)
        for report, event in store.events(EventFilter(pair=("USA", "CHN"))):
            ...

What is stored is a function of what was delivered: the same report again is one report, another text of it a new
version, and what is read back comes in an order that does not depend on arrival.
"""

from __future__ import annotations

from eventcoder.store.filters import EventFilter, StatementFilter
from eventcoder.store.opening import is_database
from eventcoder.store.reading import Sighting, StoredReport
from eventcoder.store.runs import Run
from eventcoder.store.store import Store, open_store, store_damage
from eventcoder.store.stories import KeptReports
from eventcoder.store.writing import Added

__all__ = [
    "Added",
    "EventFilter",
    "KeptReports",
    "Run",
    "Sighting",
    "StatementFilter",
    "Store",
    "StoredReport",
    "is_database",
    "open_store",
    "store_damage",
]
