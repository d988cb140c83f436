"""Knowledge rows as evidence names them (``events/lexicon_assault.tsv:12``), in words."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from eventcoder.knowledge.tables import BUILT_IN

_CELL: Final = 90
_CELLS: Final = 10


def knowledge_row(ref: str) -> str | None:
    """Return the filled cells of a built-in row, "lemma attack, kind verb, ...", or None if there is no such row."""
    name, _, line = ref.partition(":")
    if not line.isdigit():
        return None
    table = _table(name)
    if table is None:
        return None
    header, lines = table
    cells = lines.get(int(line))
    if cells is None:
        return None
    filled = [f"{column} {_cut(cell)}" for column, cell in zip(header, cells, strict=False) if cell]
    return "row: " + ", ".join(filled[:_CELLS]) + (", ..." if len(filled) > _CELLS else "")


def _cut(cell: str) -> str:
    return cell if len(cell) <= _CELL else cell[: _CELL - 1] + "…"


@lru_cache(maxsize=16)
def _table(name: str) -> tuple[tuple[str, ...], dict[int, tuple[str, ...]]] | None:
    """Header and rows by line number; None for a file that is not built in."""
    file = (BUILT_IN / name).resolve()
    if not file.is_relative_to(Path(BUILT_IN).resolve()) or not file.is_file():
        return None
    numbered = [(n, line) for n, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1) if line]
    body = [(n, tuple(line.split("\t"))) for n, line in numbered if not line.startswith("# ")]
    return (body[0][1], dict(body[1:])) if body else None
