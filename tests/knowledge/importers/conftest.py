"""Tiny PETRARCH dictionaries on a temporary path."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from eventcoder.knowledge.importers.petrarch import Imported, import_petrarch


@dataclass(frozen=True)
class Layer:
    """What an import made of a few lines."""

    folder: Path
    imported: Imported

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a table, empty cells left out; none if it was not written."""
        file = self.folder / name
        if not file.is_file():
            return []
        lines = [x for x in file.read_text(encoding="utf-8").splitlines() if not x.startswith("# ")]
        return [
            {k: v for k, v in row.items() if v} for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """Line and reason of everything that was left out."""
        return [(f.place.line, f.reason) for f in self.imported.left_out]

    @property
    def notes(self) -> list[tuple[int, str]]:
        """Line and reason of every doubtful reading."""
        return [(f.place.line, f.reason) for f in self.imported.findings if not f.is_left_out]


@pytest.fixture
def import_lines(tmp_path: Path) -> Callable[..., Layer]:
    """Import dictionaries given as text: ``import_lines(actors="...", verbs="...")``."""

    def run(**texts: str) -> Layer:
        files = []
        for kind, text in texts.items():
            files.append(tmp_path / f"made.{kind}.txt")
            files[-1].write_text(text, encoding="utf-8")
        return Layer(tmp_path / "layer", import_petrarch(files, tmp_path / "layer", replaces=True))

    return run
