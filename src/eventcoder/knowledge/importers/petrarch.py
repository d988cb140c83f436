"""Import dictionaries of the PETRARCH family into a folder that loads as a user's layer.

Comes in: actor, agent, verb, discard and issue files. Goes out: ``actors/*.tsv`` and ``events/lexicon_import.tsv``,
which the loaders read over the built-in files, ``not_used/*.tsv``, and ``import_report.txt`` with file, line and reason
of everything that was left out or read with a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.actor_files import load_actors
from eventcoder.knowledge.importers.findings import Finding, Findings
from eventcoder.knowledge.importers.petrarch_actor_rows import ActorRows
from eventcoder.knowledge.importers.petrarch_actors import read_blocks, settle
from eventcoder.knowledge.importers.petrarch_agents import AgentRows
from eventcoder.knowledge.importers.petrarch_codes import load_codes
from eventcoder.knowledge.importers.petrarch_lexicon import LexiconRows
from eventcoder.knowledge.importers.petrarch_lines import Line, kind_of, read_lines
from eventcoder.knowledge.importers.petrarch_verbs import SynonymSets, read_verbs
from eventcoder.knowledge.importers.petrarch_word_lists import WordLists
from eventcoder.knowledge.importers.tables_out import TableOut, write_tables
from eventcoder.knowledge.ontology import load_ontology
from eventcoder.knowledge.tables import Tables

REPORT: Final = "import_report.txt"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made and what it has to tell."""

    kinds: tuple[tuple[str, str], ...]  # file and what it was read as
    tables: tuple[tuple[str, int], ...]  # table and its number of rows
    findings: tuple[Finding, ...]

    @property
    def left_out(self) -> tuple[Finding, ...]:
        """What was not taken over."""
        return tuple(f for f in self.findings if f.is_left_out)


class PetrarchImport:
    """Reads dictionary files one after the other; ``tables`` gives what they hold as rows."""

    def __init__(self, knowledge: Tables) -> None:
        self.findings = Findings()
        actors = load_actors(knowledge)
        given_names = frozenset(r.word("name") for r in knowledge.read("places/given_names.tsv", ("name",)))
        self._codes = load_codes(knowledge, actors.countries.keys())
        self._actors = ActorRows(actors, given_names, self.findings)
        self._agents = AgentRows(actors, self._codes, self.findings)
        self._lexicon = LexiconRows(load_ontology(knowledge).cameo, self.findings)
        self._lists = WordLists(self.findings)
        self._sets = SynonymSets()

    def read(self, path: Path) -> str:
        """Read a file; return what it was read as. Raises KnowledgeError if it cannot be read."""
        lines = read_lines(path)
        kind = kind_of(path, lines)
        {
            "actors": self._read_actors,
            "agents": self._agents.add,
            "verbs": self._read_verbs,
            "discards": self._lists.add_discards,
            "issues": self._lists.add_issues,
        }[kind](lines)
        return kind

    def tables(self) -> tuple[TableOut, ...]:
        """Return every table, also empty ones."""
        own = (self._agents.table, self._lexicon.table, self._lists.discards, self._lists.issues)
        return (*self._actors.tables(), *own)

    def _read_actors(self, lines: Sequence[Line]) -> None:
        for block in read_blocks(lines, self._codes, self.findings):
            self._actors.add(block, settle(block, self.findings))

    def _read_verbs(self, lines: Sequence[Line]) -> None:
        self._lexicon.add(read_verbs(lines, self._sets, self.findings), self._sets)


def import_petrarch(files: Sequence[Path], folder: Path, *, replaces: bool = False) -> Imported:
    """Import the files into a folder and write the report there.

    replaces: overwrite what an import wrote there before. Raises KnowledgeError if a file cannot be read, or if the
    folder holds knowledge files and must not be changed; then nothing is written.
    """
    held = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.tsv")) if folder.is_dir() else []
    if held and not replaces:
        raise KnowledgeError(
            f"{folder}: holds {held[0]} and {len(held) - 1} more tables. Expected an empty folder, so that nothing of "
            "yours is lost; name another one or ask to replace."
        )
    job = PetrarchImport(Tables())
    kinds = tuple((path.name, job.read(path)) for path in sorted(files, key=lambda p: p.name))
    tables = job.tables()
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        (folder / table.name).unlink(missing_ok=True)
    write_tables(folder, tables)
    found = tuple(sorted(job.findings.found, key=lambda f: (f.place.file, f.place.line)))
    report = "".join(f"{finding}\n" for finding in found)
    (folder / REPORT).write_text(report, encoding="utf-8", newline="\n")
    return Imported(kinds, tuple((t.name, len(t.rows)) for t in tables if t.rows), found)
