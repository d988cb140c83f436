"""Tables for the terminal: stages, knowledge files, scores."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from eventcoder.knowledge.tables import BUILT_IN
from eventcoder.pipeline import Pipeline

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.table import Table

_WHOLE_WORD: Final = 12  # letters of a word that is broken only if it is longer
_BETWEEN: Final = 3  # blanks between two columns


@dataclass(frozen=True, slots=True)
class KnowledgeFile:
    """One knowledge file of the package or of a user's folder."""

    name: str  # "events/lexicon_assault.tsv"
    layer: str  # "built-in", or the user's folder
    n_rows: int
    about: str  # its first comment


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[str] = ()) -> Rows:
    """Return a plain table; columns named in ``numbers`` stand to the right."""
    return Rows(tuple(columns), tuple(tuple(row) for row in rows), frozenset(numbers))


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows under their columns where the terminal is wide enough for whole words, else each row as a block."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[str] = frozenset()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table, or the blocks."""
        if self.narrowest() <= options.max_width:
            yield self._table()
        else:
            yield from self._blocks()

    def narrowest(self) -> int:
        """Return the width in which no word of up to twelve letters is broken."""
        lines = (self.columns, *self.rows)
        words = [max((_longest_word(line[n]) for line in lines), default=0) for n in range(len(self.columns))]
        return sum(min(width, _WHOLE_WORD) for width in words) + _BETWEEN * len(words)

    def _table(self) -> Table:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table
        from rich.text import Text

        out = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for name in self.columns:
            out.add_column(name, justify="right" if name in self.numbers else "left", overflow="fold")
        for row in self.rows:
            out.add_row(*(Text(cell) for cell in row))
        return out

    def _blocks(self) -> Iterator[RenderableType]:
        """Yield each row as its first cell and, below it, the others that are not empty with their names."""
        from rich.padding import Padding
        from rich.text import Text

        for row in self.rows:
            yield Text(row[0], "bold")
            parts = [
                Text.assemble((f"{name} ", "dim"), cell.strip())
                for name, cell in zip(self.columns[1:], row[1:], strict=True)
                if cell.strip() not in ("", "-")
            ]
            yield Padding(Text("  ·  ", "dim").join(parts), (0, 0, 0, 3))


def _longest_word(cell: str) -> int:
    return max((len(word) for word in cell.split()), default=0)


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
