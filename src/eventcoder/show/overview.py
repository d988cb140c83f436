"""Tables for the terminal: stages, knowledge files, scores."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eventcoder.knowledge.tables import BUILT_IN
from eventcoder.pipeline import Pipeline

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """One knowledge file of the package or of a user's folder."""

    name: str  # "events/lexicon_assault.tsv"
    layer: str  # "built-in", or the user's folder
    n_rows: int
    about: str  # its first comment


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[str] = ()) -> Table:
    """Return a plain table; columns named in ``numbers`` stand to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    out = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for name in columns:
        out.add_column(name, justify="right" if name in numbers else "left", overflow="fold")
    for row in rows:
        out.add_row(*(Text(cell) for cell in row))
    return out


def stage_rows(pipeline: Pipeline) -> list[dict[str, str]]:
    """Return name, needs, gives and first sentence of every stage, in the order of the road."""
    return [
        {
            "name": stage.name,
            "needs": ", ".join(stage.needs),
            "gives": ", ".join(stage.gives),
            "about": (inspect.getdoc(type(stage)) or "").split("\n")[0],
        }
        for stage in pipeline.stages
    ]


def knowledge_files(layers: Sequence[Path] = ()) -> list[KnowledgeFile]:
    """Return every knowledge file with its number of rows, built-in ones first, in order of names."""
    return [
        _knowledge_file(file, root, "built-in" if root == BUILT_IN else str(root))
        for root in (BUILT_IN, *layers)
        for file in sorted(root.rglob("*.tsv"))
    ]


def _knowledge_file(file: Path, root: Path, layer: str) -> KnowledgeFile:
    lines = [line for line in file.read_text(encoding="utf-8").split("\n") if line]
    name = file.relative_to(root).as_posix()
    comment = lines[0].removeprefix("# ") if lines and lines[0].startswith("# ") else ""
    about = comment.removeprefix(f"{file.name}: ").split(". CC0")[0]
    n_rows = sum(not line.startswith("# ") for line in lines) - 1
    return KnowledgeFile(name, layer, max(0, n_rows), about)
