"""Rows of one knowledge table on their way to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CellsOfRow = Mapping[str, str]


@dataclass(slots=True)
class TableOut:
    """A table that is being filled: its name in the layer, what it holds, its columns, its rows."""

    name: str  # "actors/roles.tsv"
    about: str
    columns: tuple[str, ...]
    rows: list[CellsOfRow] = field(default_factory=list)

    def add(self, **cells: str) -> None:
        """Add a row; columns that are not named stay empty."""
        self.rows.append({c: _clean(cells.get(c, "")) for c in self.columns})

    def text(self) -> str:
        """The file: comment, header, rows sorted by their cells."""
        lines = sorted("\t".join(row[c] for c in self.columns) for row in self.rows)
        return "\n".join([f"# {self.about}", "\t".join(self.columns), *dict.fromkeys(lines)]) + "\n"


def write_tables(folder: Path, tables: Iterable[TableOut]) -> tuple[str, ...]:
    """Write the tables that have rows; return their names."""
    written = []
    for table in tables:
        if table.rows:
            target = folder / table.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(table.text(), encoding="utf-8", newline="\n")
            written.append(table.name)
    return tuple(written)


def _clean(cell: str) -> str:
    return " ".join(cell.replace("\t", " ").split("\n"))
