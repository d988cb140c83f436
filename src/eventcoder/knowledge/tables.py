"""Read knowledge tables: tab-separated text with comments, a header line, and one fact a line.

Every loader of a kind of knowledge goes through here, so that a wrong row is always reported with its file and line,
and user layers (a folder with files of the same names) are read on top of the built-in ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from eventcoder.errors import KnowledgeError

BUILT_IN: Final = Path(__file__).parent / "data"
_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with where it stands."""

    file: str  # relative to its layer: "events/lexicon_assault.tsv"
    line: int
    cells: Mapping[str, str]
    layer: int = 0  # 0 for the built-in files, 1 for the first user's layer, and so on
    folder: str = ""  # name of the user's folder; empty for the built-in files

    @property
    def ref(self) -> str:
        """File and line, as evidence names it: ``events/lexicon_assault.tsv:12``, a user's with the folder first."""
        return f"{self.folder}/{self.file}:{self.line}" if self.folder else f"{self.file}:{self.line}"

    def text(self, column: str) -> str | None:
        """The cell, or None if it is empty."""
        return self.cells[column] or None

    def word(self, column: str) -> str:
        """The cell as it stands, possibly empty."""
        return self.cells[column]

    def items(self, column: str) -> tuple[str, ...]:
        """The cell's ``|``-separated items; empty tuple for an empty cell."""
        return tuple(x for x in self.cells[column].split("|") if x)


@dataclass(slots=True)
class Problems:
    """Collects what is wrong with knowledge files, to show all of it at once."""

    messages: list[str] = field(default_factory=list)

    def add(self, row: Row, message: str) -> None:
        """Note one fault of a row."""
        self.messages.append(f"{row.ref}: {message}")

    def raise_if_any(self) -> None:
        """Raise KnowledgeError with every message."""
        if self.messages:
            more = len(self.messages) - _SHOWN
            shown = self.messages[:_SHOWN] + ([f"... and {more} more"] if more > 0 else [])
            raise KnowledgeError("\n".join(shown))


@dataclass(frozen=True, slots=True)
class Tables:
    """The built-in knowledge files and the user's layers over them."""

    layers: tuple[Path, ...] = ()

    def read(self, name: str, columns: Sequence[str]) -> list[Row]:
        """Return the rows of table ``name`` ("actors/roles.tsv"), built-in ones first, then each layer's.

        A name with ``*`` reads every file that fits, in order of their names. Columns missing in a file are an error;
        extra columns are kept. Raises KnowledgeError if nothing built-in fits or a line has the wrong number of cells.
        """
        rows = [
            row
            for layer, root in enumerate((BUILT_IN, *self.layers))
            for file in _files(root, name)
            for row in _rows(file, root, columns, layer)
        ]
        if not rows and not _files(BUILT_IN, name):
            raise KnowledgeError(f"{name}: no such knowledge file in {BUILT_IN}; is the installation complete?")
        return rows


def digest(layers: Iterable[Path] = ()) -> str:
    """Return twelve hex digits over the names and bytes of all knowledge files, built-in and user's."""
    total = hashlib.sha256()
    for root in (BUILT_IN, *layers):
        for file in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix == ".tsv"):
            total.update(file.relative_to(root).as_posix().encode())
            total.update(file.read_bytes())
    return total.hexdigest()[:12]


def _files(root: Path, name: str) -> list[Path]:
    return sorted(root.glob(name))


def _rows(file: Path, root: Path, columns: Sequence[str], layer: int) -> Iterator[Row]:
    relative = file.relative_to(root).as_posix()
    lines = file.read_text(encoding="utf-8").split("\n")
    body = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("# ")]
    if not body:
        return
    header = body[0][1].split("\t")
    missing = [c for c in columns if c not in header]
    if missing:
        raise KnowledgeError(f"{relative}:{body[0][0]}: header lacks {', '.join(missing)}; it has {', '.join(header)}.")
    problems = Problems()
    for n, line in body[1:]:
        cells = line.split("\t")
        row = Row(relative, n, dict(zip(header, cells, strict=False)), layer, root.resolve().name if layer else "")
        if len(cells) != len(header):
            problems.add(row, f"{len(cells)} cells where the header has {len(header)}; check the tabs.")
        else:
            yield row
    problems.raise_if_any()
