"""SQL over Parquet partitions with DuckDB: in memory, offline, reading nothing but the folder.

Comes in: a folder that ``eventcoder export --parquet`` wrote, and a query. Goes out: the columns and rows of the
answer. Every table of the folder is a view of its name. DuckDB may load no extension, open no other file and change no
setting, whatever the query says.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eventcoder.errors import StoreError
from eventcoder.run.inputs import coded_reports
from eventcoder.run.partitions import MARK, export_partitions
from eventcoder.settings import Settings

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives: names of columns, and rows while they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def answering(source: Path, query: str) -> Iterator[Answer]:
    """Give the answer over a folder of partitions, or over a store or coded reports by way of a temporary folder.

    Raises StoreError as ``ask`` does, and if a line of the source cannot be read back.
    """
    if source.is_dir():
        yield ask(source, query)
        return
    duckdb_module()  # before an export for nothing
    paths = [str(source)]
    with TemporaryDirectory(prefix="eventcoder-") as temporary:
        folder = Path(temporary) / "records"
        summary = export_partitions(paths, coded_reports(paths, Settings()), folder)
        if summary.reasons:
            raise StoreError(f"{summary.reasons[0].path}: {summary.reasons[0].reason}")
        yield ask(folder, query)


def ask(folder: Path, query: str) -> Answer:
    """Return the answer to a query over the tables of a folder.

    Raises StoreError if duckdb is missing, the folder holds no such tables, or the query is wrong.
    """
    if not (folder / MARK).is_file():
        raise StoreError(
            f"{str(folder)!r} holds no Parquet partitions of eventcoder. Expected a folder that 'eventcoder export "
            "SOURCE --parquet DIR' wrote."
        )
    duckdb = duckdb_module()
    connection = duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    try:
        _check(duckdb, connection, query)
        _make_views(connection, folder)
        result = connection.execute(query)
        columns = tuple(column[0] for column in result.description or ())
    except StoreError:
        connection.close()
        raise
    except duckdb.Error as error:
        connection.close()
        raise StoreError(f"DuckDB: {error}\nTables are {', '.join(_tables(folder))}.") from error
    return Answer(columns, _rows(connection, result, duckdb.Error))


def _check(duckdb: Any, connection: Any, query: str) -> None:
    """Refuse what is not one question: COPY and the like could change the folder."""
    statements = connection.extract_statements(query)
    reading = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    if len(statements) != 1 or statements[0].type not in reading:
        raise StoreError("expected one SELECT, WITH, DESCRIBE or EXPLAIN; 'eventcoder sql' only reads.")


def _make_views(connection: Any, folder: Path) -> None:
    whole = str(folder.resolve())
    for table in _tables(folder):
        files = f"{whole}/{table}/**/*.parquet".replace("'", "''")
        hive = ", hive_types = {'year': BIGINT, 'month': BIGINT}" if _is_partitioned(folder / table) else ""
        connection.execute(
            f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{files}', hive_partitioning = true{hive})"  # noqa: S608
        )
    allowed = whole.replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{allowed}']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _tables(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name.isidentifier())


def _is_partitioned(table: Path) -> bool:
    return any(path.name.startswith("year=") for path in table.iterdir())


def _rows(connection: Any, result: Any, fault: type[Exception]) -> Iterator[tuple[Any, ...]]:
    with closing(connection):
        while True:
            try:
                batch = result.fetchmany(_BATCH)
            except fault as error:
                raise StoreError(f"DuckDB: {error}") from error
            if not batch:
                return
            yield from batch


def duckdb_module() -> Any:
    """Return duckdb. Raises StoreError if it is not installed."""
    try:
        return importlib.import_module("duckdb")
    except ImportError as error:
        raise StoreError(
            "duckdb is not installed, and SQL needs it. Install it with: pip install 'eventcoder[sql]'."
        ) from error
