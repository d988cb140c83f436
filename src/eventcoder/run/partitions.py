"""A folder of Parquet files by table, year and month: the form in which many records are queried.

    DIR/events/year=2021/month=7/part-0000.parquet     and so on for every table
    DIR/eventcoder.json                                what is inside and what made it

A report's records stand in the month of its publication; stories, which span months, stand in one
file. ``__HIVE_DEFAULT_PARTITION__`` is the month of reports without a day, as DuckDB, pyarrow, polars and Spark read
it. The folder is written beside its place and moved there when it is complete; an older one is replaced only if
eventcoder wrote it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from eventcoder.errors import StoreError
from eventcoder.run.exports import with_statuses
from eventcoder.run.progress import Progress
from eventcoder.run.session import QuarantineFile, Summary, run
from eventcoder.run.story_index import stories_in
from eventcoder.schema import SCHEMA_VERSION, Coded, Quarantined, Story
from eventcoder.show.columns import STORY_COLUMNS, TABLES, StoryTable, TableKind
from eventcoder.show.story_rows import story_rows
from eventcoder.show.tables import Row, arrow_schema, pyarrow_module, typed_rows

MARK: Final = "eventcoder.json"
UNDATED: Final = "__HIVE_DEFAULT_PARTITION__"
_BUFFERED: Final = 20_000  # rows of a table kept before the fullest month is written
Month = tuple[str, str]
_WHOLE: Final[Month] = ("", "")  # of tables that are not cut into months


class PartitionWriter:
    """Takes coded reports and fills the folder."""

    def __init__(self, folder: Path, tables: tuple[TableKind, ...] = TABLES) -> None:
        """Raises StoreError if the folder holds something else, or pyarrow is missing."""
        self._arrow = pyarrow_module()
        self._folder, self._tables = folder, tables
        _check_free(folder)
        self._temporary = folder.with_name(f".{folder.name}.{os.getpid()}.part")
        self._rows: dict[TableKind, dict[Month, list[Row]]] = {kind: defaultdict(list) for kind in tables}
        self._waiting: Counter[TableKind] = Counter()
        self._parts: Counter[tuple[str, Month]] = Counter()
        self._total: Counter[str] = Counter()
        self._versions: set[tuple[str, str, str]] = set()
        self._make_folder()

    def write(self, coded: Coded) -> None:
        """Keep the rows of one report; full months are written."""
        month = month_of(coded.document.published)
        versions = coded.versions
        self._versions.add((versions.coder, versions.knowledge, versions.parser))
        for kind in self._tables:
            found = list(typed_rows(coded, kind))
            self._rows[kind][month].extend(found)
            self._waiting[kind] += len(found)
            self._total[kind] += len(found)
            if self._waiting[kind] > _BUFFERED:
                self._flush(kind, max(self._rows[kind], key=lambda m: len(self._rows[kind][m])))

    def add_stories(self, stories: Iterable[Story]) -> None:
        """Write the stories of a store and their members. Called once a store, before ``close``."""
        kept = list(stories)
        for kind in STORY_COLUMNS:
            found = [row for story in kept for row in story_rows(story, kind)]
            if found:
                number = self._parts[kind, _WHOLE]
                self._parts[kind, _WHOLE] += 1
                self._total[kind] += len(found)
                self._write(kind, self._temporary / kind / f"part-{number:04}.parquet", found)

    def close(self, *, keep: bool = True) -> None:
        """Write what is left and move the folder to its place, or take it away."""
        try:
            if keep:
                self._finish()
        finally:
            with suppress(FileNotFoundError):
                shutil.rmtree(self._temporary)

    def _finish(self) -> None:
        for kind in self._tables:
            for month in sorted(self._rows[kind]):
                self._flush(kind, month)
        for table in (*self._tables, *STORY_COLUMNS):
            if not self._total[table]:
                self._write(table, self._temporary / table / "empty.parquet", [])  # the table exists, with its columns
        about = {
            "schema": SCHEMA_VERSION,
            "tables": {kind: self._total[kind] for kind in (*self._tables, *STORY_COLUMNS)},
            "versions": [dict(zip(("coder", "knowledge", "parser"), v, strict=True)) for v in sorted(self._versions)],
        }
        (self._temporary / MARK).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8", newline="\n")
        _replace(self._temporary, self._folder)

    def _flush(self, kind: TableKind, month: Month) -> None:
        found = self._rows[kind].pop(month, [])
        if not found:
            return
        folder = self._temporary / kind / f"year={month[0]}" / f"month={month[1]}"
        number = self._parts[kind, month]
        self._parts[kind, month] += 1
        self._waiting[kind] -= len(found)
        self._write(kind, folder / f"part-{number:04}.parquet", found)

    def _write(self, kind: TableKind | StoryTable, file: Path, found: list[Row]) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        table: Any = self._arrow.Table.from_pylist(found, schema=arrow_schema(kind))
        self._arrow.parquet.write_table(table, file, compression="zstd")

    def _make_folder(self) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(self._temporary)
        try:
            self._temporary.mkdir(parents=True)
        except OSError as error:
            raise StoreError(
                f"folder {str(self._folder)!r} cannot be written: {error.strerror or error}. Expected a place where "
                "this user may write."
            ) from error


def export_partitions(
    paths: Sequence[str], outcomes: Iterable[Coded | Quarantined], folder: Path, statuses: frozenset[str] | None = None
) -> Summary:
    """Write coded reports, and the stories of the stores among the paths, into a folder; return how it went.

    statuses: which events are written; None for all.
    """
    writer = PartitionWriter(folder)
    writer.add_stories(stories_in(paths))
    return run(outcomes, with_statuses(writer, statuses), QuarantineFile(None), Progress(is_shown=False))


def month_of(published: str | None) -> Month:
    """Return year and month of a day as a partition names them: ``("2021", "7")``."""
    if published is None:
        return (UNDATED, UNDATED)
    return (published[:4], str(int(published[5:7])))


def _check_free(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise StoreError(
            f"folder {str(folder)!r} holds something that eventcoder did not write. Expected a new or empty folder, or "
            f"one with {MARK}; nothing was changed."
        )
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{str(folder)!r} is a file. Expected a folder for Parquet partitions.")


def _replace(new: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}.{os.getpid()}.old")
    if place.exists():
        place.rename(old)
    new.rename(place)
    with suppress(FileNotFoundError):
        shutil.rmtree(old)
