"""The store: one SQLite file as the record of many reports. Many programs may read while one writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from eventcoder.errors import StoreError
from eventcoder.schema import Coded, Document, Event, Quarantined, Statement, Story, StoryDecision, Versions
from eventcoder.store import runs, stories
from eventcoder.store.check import find_damage
from eventcoder.store.filters import EventFilter, StatementFilter, event_query, statement_query
from eventcoder.store.identity import checked_day, identify, report_id
from eventcoder.store.migrate import migrate
from eventcoder.store.opening import (
    TIMEOUT_S,
    begin_writing,
    check_file,
    check_head,
    connect,
    prepare,
    roll_back,
    store_errors,
)
from eventcoder.store.reading import (
    Period,
    StoredReport,
    read_counts,
    read_dyad_counts,
    read_matching,
    read_reports,
    read_versions,
    read_vocabulary,
)
from eventcoder.store.runs import Run
from eventcoder.store.seal import break_seal, check_seal, make_seal
from eventcoder.store.stories import KeptReports
from eventcoder.store.tables import STORE_VERSION
from eventcoder.store.writing import Added, Writing

_T = TypeVar("_T")


def open_store(path: str | Path, *, read_only: bool = False, timeout_s: float | None = None) -> Store:
    """Open a store, or make a new one if there is none and it may be written.

    timeout_s: how long to wait for a program that is writing; None for a minute.
    An older store is brought up to date, with a copy kept.
    Raises StoreError if the file is no store, is damaged, too new, or cannot be opened.
    """
    place, timeout_s = Path(path), TIMEOUT_S if timeout_s is None else timeout_s
    connection = connect(place, read_only=read_only, timeout_s=timeout_s)
    try:
        if not read_only:
            prepare(connection, place)
        version = check_head(connection, place)
        check_file(connection, place)
        with store_errors(place):
            check_seal(connection, place)
        if not read_only:
            migrate(connection, place, version)
    except BaseException:
        connection.close()
        raise
    if version < STORE_VERSION and read_only:
        connection.close()
        open_store(place, timeout_s=timeout_s).close()  # which brings it up to date
        return open_store(place, read_only=True, timeout_s=timeout_s)
    return Store(connection, place, read_only=read_only, timeout_s=timeout_s)


def store_damage(path: str | Path) -> Iterator[str]:
    """Look through a whole store, also one that cannot be opened, and yield everything that is wrong with it."""
    place = Path(path)
    connection = connect(place, read_only=True)
    try:
        with suppress(StoreError):
            connection, reader = connect(place, read_only=False), connection  # else indexes of words go unchecked
            reader.close()
        yield from find_damage(connection, place)
    finally:
        connection.close()


class Store:
    """Coded reports in one file. Made by ``open_store``; close it, or use it in a ``with`` statement."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool, timeout_s: float) -> None:
        self.path = path
        self._connection, self._read_only, self._timeout_s = connection, read_only, timeout_s
        self._writing = Writing(connection)
        self._is_spoilt = self._has_written = False

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was added is kept."""
        with suppress(sqlite3.Error):  # a store without a seal is as good
            if self._has_written:
                make_seal(self._connection)
        with suppress(sqlite3.Error):
            self._connection.close()

    # writing

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write everything inside together: other programs see all of it or nothing. Waits for other writers."""
        if self._read_only:
            raise StoreError(f"store {str(self.path)!r} was opened for reading. Expected open_store(path).")
        if self._connection.in_transaction:
            with self._part_of_batch():
                yield
            return
        with store_errors(self.path, sqlite3.Error):  # other errors may be the user's, from inside the batch
            begin_writing(self._connection, self._timeout_s)
            try:
                self._is_spoilt = False
                break_seal(self._connection)
                self._writing.begin()
                yield
                if self._is_spoilt:
                    raise StoreError("a part of this batch failed. Expected it to be written whole; nothing of it was.")
                self._writing.finish()
                self._connection.execute("COMMIT")
                self._has_written = True
            except BaseException:
                self._writing.give_up()
                roll_back(self._connection)
                raise

    @contextmanager
    def _part_of_batch(self) -> Iterator[None]:
        """What is written inside a batch; if it fails, the batch may not be kept, even if the error is caught."""
        try:
            yield
        except BaseException:
            self._is_spoilt = True
            raise

    def add(self, coded: Coded, *, known: str | None = None) -> Added:
        """Store one coded report; the same report again changes nothing.

        known: ISO day from which it was known; None for the day it was published.
        """
        with self.batch():
            return self._writing.add(coded, known)

    def see(self, document: Document, versions: Versions, *, known: str | None = None) -> Added | None:
        """Note a report that needs no coding, since this coder has coded its text; None if it must be coded."""
        identity = identify(document, known)
        with store_errors(self.path):
            version = self._writing.find(identity, versions)
            if version is None:
                return None
            if not self._writing.is_noted(identity, document, version):
                with self.batch():
                    version = self._writing.find(identity, versions)  # another program may have written meanwhile
                    if version is None:
                        return None
                    self._writing.note(identity, document, version)
        return Added(identity.content, report_id(identity.key), "again")

    def quarantine(self, fault: Quarantined) -> None:
        """Keep an input that failed; the same fault again changes nothing."""
        with self.batch():
            runs.write_fault(self._connection, fault)

    def settle(self, paths: Iterable[str], faults: Iterable[Quarantined]) -> None:
        """Take away what was quarantined of these paths before and is not among ``faults`` any more."""
        with self.batch():
            runs.settle_faults(self._connection, paths, faults)

    def start_run(self, inputs: Iterable[str], versions: Versions, *, known: str | None = None) -> int:
        """Note that a run begins and return its number."""
        if known is not None:
            checked_day(known)
        with self.batch():
            return runs.start_run(self._connection, tuple(inputs), versions, known)

    def end_run(self, number: int, state: str, n_coded: int, n_again: int, n_quarantined: int) -> None:
        """Note how a run ended: done or stopped."""
        with self.batch():
            runs.end_run(self._connection, number, state, (n_coded, n_again, n_quarantined))

    def write_stories(
        self,
        written: Iterable[Story],
        *,
        removed: Iterable[str] = (),
        grouped: Iterable[str] = (),
        kept: KeptReports | None = None,
    ) -> None:
        """Write stories, each in the place of the one with its id, and take ``removed`` ones away, all at once.

        grouped: version ids that need no grouping any more (see ``ungrouped``). kept: what the next grouping needs.
        """
        with self.batch():
            stories.write_stories(self._connection, written, removed, grouped, kept)

    def decide(self, decision: StoryDecision) -> None:
        """Keep a user's decision about two events; their reports wait to be grouped again."""
        with self.batch():
            stories.write_decision(self._connection, decision)

    def undecide(self, decision: StoryDecision) -> None:
        """Take a user's decision about two events back."""
        with self.batch():
            stories.remove_decision(self._connection, decision)

    # reading: by a connection of its own, so that one may write while reading goes on

    def reports(
        self, *, as_of: str | None = None, is_lean: bool = False, has_old: bool = False
    ) -> Iterator[StoredReport]:
        """Yield the newest text of every report by (published, document id, version id).

        as_of: as things were known on this ISO day. is_lean: without mentions, silences and evidence, much faster.
        has_old: also the texts that newer ones replaced.
        """
        return self._read(lambda c: read_reports(c, self.path, as_of=as_of, is_lean=is_lean, has_old=has_old))

    def versions(self, version_ids: Iterable[str], *, is_lean: bool = False) -> Iterator[StoredReport]:
        """Yield the named texts that are stored, in the order asked for."""
        return self._read(lambda c: read_versions(c, version_ids, is_lean=is_lean))

    def coded(self, *, as_of: str | None = None, is_lean: bool = False) -> Iterator[Coded]:
        """Yield what was coded from the newest text of every report, in the order of ``reports``."""
        return (report.coded for report in self.reports(as_of=as_of, is_lean=is_lean))

    def matching(self, wanted: EventFilter | StatementFilter, *, is_lean: bool = False) -> Iterator[StoredReport]:
        """Yield the reports with events (or statements) that fit; ``coded`` holds only those of its kind that do."""
        if isinstance(wanted, EventFilter):
            query, limit = event_query(wanted), wanted.limit
            return self._read(lambda c: read_matching(c, self.path, "events", query, limit=limit, is_lean=is_lean))
        query, limit = statement_query(wanted), wanted.limit
        return self._read(lambda c: read_matching(c, self.path, "statements", query, limit=limit, is_lean=is_lean))

    def events(
        self, wanted: EventFilter | None = None, *, is_lean: bool = True
    ) -> Iterator[tuple[StoredReport, Event]]:
        """Yield every event that fits, with its report."""
        for report in self.matching(wanted or EventFilter(), is_lean=is_lean):
            yield from ((report, event) for event in report.coded.events)

    def statements(
        self, wanted: StatementFilter | None = None, *, is_lean: bool = True
    ) -> Iterator[tuple[StoredReport, Statement]]:
        """Yield every statement that fits, with its report."""
        for report in self.matching(wanted or StatementFilter(), is_lean=is_lean):
            yield from ((report, statement) for statement in report.coded.statements)

    def stories(self, story_ids: Iterable[str] | None = None) -> Iterator[Story]:
        """Yield all stories by first day and id, or the named ones."""
        return self._read(lambda c: stories.read_stories(c, story_ids))

    def stories_of(self, version_id: str, event_id: str | None = None) -> tuple[str, ...]:
        """Return the ids of the stories in which a report, or one of its events, stands."""
        return tuple(self._read(lambda c: stories.stories_of(c, version_id, event_id)))

    def ungrouped(self) -> tuple[str, ...]:
        """Return the version ids that were added, changed or replaced since stories were last written."""
        return tuple(self._read(lambda c: (row[0] for row in c.execute("SELECT content FROM ungrouped ORDER BY 1"))))

    def story_maker(self) -> str | None:
        """Return what made the stories, as ``write_stories`` was told; None if nothing was kept."""
        return next(self._read(lambda c: iter([stories.read_maker(c)])))

    def kept_reports(self) -> Iterator[tuple[str, str]]:
        """Yield every version id of which the grouping kept something, with that."""
        return self._read(stories.read_kept)

    def decisions(self) -> tuple[StoryDecision, ...]:
        """Return what users decided about events of stories."""
        return tuple(self._read(stories.read_decisions))

    def dyad_counts(
        self, source: str, target: str, period: Period = "month", *, statuses: Sequence[str] = ("asserted",)
    ) -> dict[tuple[str, int], int]:
        """Return how many events one country did to another, by (period, quad class); "2021-07" is a month.

        Events without a day are left out. What was done together counts both ways.
        """
        return dict(self._read(lambda c: read_dyad_counts(c, source.upper(), target.upper(), period, statuses)))

    def vocabulary(self, name: str) -> tuple[str, ...]:
        """Return the words that stand in a column: event_type, status, channel or cue_class."""
        return tuple(self._read(lambda c: read_vocabulary(c, name)))

    def counts(self) -> dict[str, int]:
        """Return how many reports, texts, events and so on there are."""
        return dict(self._read(read_counts))

    def quarantined(self) -> Iterator[Quarantined]:
        """Yield the inputs that failed, by path and record."""
        return self._read(runs.read_faults)

    def runs(self) -> Iterator[Run]:
        """Yield the runs over this store, the first one first."""
        return self._read(runs.read_runs)

    def damage(self) -> Iterator[str]:
        """Look through the whole file and yield everything that is wrong; nothing if all is well."""
        return store_damage(self.path)

    def _read(self, read: Callable[[sqlite3.Connection], Iterator[_T]]) -> Iterator[_T]:
        connection = connect(self.path, read_only=True, timeout_s=self._timeout_s)
        try:
            with store_errors(self.path):
                connection.execute("BEGIN")
                yield from read(connection)
        finally:
            connection.close()
