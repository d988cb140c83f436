"""What an import of dictionaries made, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eventcoder.knowledge.importers.petrarch import Imported


def import_summary(imported: Imported, folder: Path) -> Iterator[str]:
    """Yield a line for each file that was read and each table that was written."""
    for name, kind in imported.kinds:
        yield f"{name}: read as {kind}"
    for table, n_rows in imported.tables:
        yield f"{folder / table}: {n_rows:,} row{'s' * (n_rows != 1)}"
    if not imported.tables:
        yield f"{folder}: no tables; nothing could be taken over"
