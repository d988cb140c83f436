"""Time series over many reports, counted while they are read, and written as a table, CSV, JSON Lines or Parquet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from eventcoder.errors import StoreError
from eventcoder.knowledge.ontology import load_ontology
from eventcoder.knowledge.tables import Tables
from eventcoder.read import Format
from eventcoder.run.inputs import coded_reports, is_store
from eventcoder.run.undated import filled_dates
from eventcoder.run.writers import format_of
from eventcoder.schema import Coded, Quarantined
from eventcoder.settings import Settings
from eventcoder.show.answers import write_answer
from eventcoder.show.series import Counting, Series
from eventcoder.show.tables import pyarrow_module
from eventcoder.store import open_store

_TEXTS: Final = ("source", "target")
_MEANS: Final = ("mean_plover", "mean_goldstein")


@dataclass(frozen=True, slots=True)
class Published:
    """A coded report, and the outlets that published the same text, as far as a store knows them."""

    coded: Coded
    outlets: tuple[str, ...] = ()


def published_reports(
    paths: Sequence[str],
    settings: Settings,
    form: Format | None = None,
    *,
    fills_dates: bool = False,
    as_of: str | None = None,
) -> Iterator[Published | Quarantined]:
    """Yield the reports of paths: of stores with their outlets and without their reasons, which is quick.

    fills_dates: events without a date get the day of publication. as_of: what a store knew on this ISO day.
    """
    for item in _published_reports(paths, settings, form, as_of):
        if fills_dates and isinstance(item, Published):
            yield replace(item, coded=filled_dates(item.coded))
        else:
            yield item


def _published_reports(
    paths: Sequence[str], settings: Settings, form: Format | None, as_of: str | None
) -> Iterator[Published | Quarantined]:
    others = [path for path in paths if not is_store(path)]
    for path in paths:
        if is_store(path):
            with open_store(path, read_only=True) as store:
                for report in store.reports(as_of=as_of, is_lean=True):
                    seen = (sighting.outlet for sighting in report.sightings)
                    yield Published(report.coded, tuple(outlet for outlet in seen if outlet))
    for outcome in coded_reports(others, settings, form) if others else ():
        yield outcome if isinstance(outcome, Quarantined) else Published(outcome)


def count_series(
    reports: Iterable[Published], counting: Counting, start: date | None = None, end: date | None = None
) -> Series:
    """Return the series of the reports; each is let go as soon as it is counted."""
    for report in reports:
        counting.add(report.coded, report.outlets)
    types = load_ontology(Tables()).types if counting.measure == "type" else ()
    return counting.series(types, start, end)


def write_series(series: Series, name: str | None, out: Path | None) -> None:
    """Write a series in a format, or in the one that the file's ending tells; on a terminal as a table.

    Raises StoreError for an unknown ending, or for Parquet without a file.
    """
    form = name or (format_of(out) if out else "table" if sys.stdout.isatty() else "csv")
    records = series.to_dicts()
    names = series.columns()
    if form == "parquet":
        if out is None:
            raise StoreError("Parquet cannot be written to a pipe. Expected a file: add -o NAME.parquet.")
        _write_parquet(records, names, out)
    elif form == "table":
        columns = series.shown()
        write_answer([short for _, short in columns], ([r[n] for n, _ in columns] for r in records), form, sys.stdout)
    elif out is None:
        write_answer(names, ([r[n] for n in names] for r in records), form, sys.stdout)
    else:
        with out.open("w", encoding="utf-8", newline="") as stream:
            write_answer(names, ([r[n] for n in names] for r in records), form, stream)


def _write_parquet(records: list[dict[str, Any]], names: list[str], out: Path) -> None:
    arrow = pyarrow_module()
    types = {
        "period": arrow.date32(),
        **dict.fromkeys(_TEXTS, arrow.string()),
        **dict.fromkeys(_MEANS, arrow.float64()),
    }
    schema = arrow.schema([(name, types.get(name, arrow.int64())) for name in names])
    rows = [record | {"period": date.fromisoformat(record["period"])} for record in records]
    arrow.parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), out, compression="zstd")
