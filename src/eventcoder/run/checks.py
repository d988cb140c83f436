"""What ``knowledge check`` and ``doctor`` look at."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from eventcoder.code.learned import Question
from eventcoder.errors import EventcoderError, KnowledgeError
from eventcoder.knowledge import load_knowledge
from eventcoder.knowledge.actor_files import load_actors
from eventcoder.knowledge.composition import load_operators
from eventcoder.knowledge.contexts import load_context_words
from eventcoder.knowledge.exemplars import load_exemplars
from eventcoder.knowledge.formats import load_foreign_codes, load_formats
from eventcoder.knowledge.language import load_language
from eventcoder.knowledge.learned import NETWORK, check_files, load_learned
from eventcoder.knowledge.lexicon import load_lexicon
from eventcoder.knowledge.numbers import load_containers, load_count_words, load_number_words
from eventcoder.knowledge.ontology import load_ontology
from eventcoder.knowledge.places import load_places
from eventcoder.knowledge.pronouns import load_pronouns
from eventcoder.knowledge.statements import load_channels, load_cues
from eventcoder.knowledge.status import load_status_words
from eventcoder.knowledge.stories import load_stories
from eventcoder.knowledge.tables import BUILT_IN, Tables
from eventcoder.knowledge.times import load_times
from eventcoder.schema import Coded, Span
from eventcoder.settings import DEFAULT_MODEL, Settings

_ALONE: Final = (
    load_actors,
    load_pronouns,
    load_language,
    load_times,
    load_places,
    load_cues,
    load_channels,
    load_number_words,
    load_count_words,
    load_containers,
    load_formats,
    load_foreign_codes,
)
_WITH_ONTOLOGY: Final = (load_lexicon, load_operators, load_status_words, load_context_words, load_exemplars)
_SENTENCE: Final = "France expelled two Russian diplomats on Tuesday."
_EXPECTED: Final = ("SANCTION", "FRA", "RUSGOV")
_EXTRAS: Final = {"html": "trafilatura", "parquet": "pyarrow", "pandas": "pandas", "sql": "duckdb"}
_MIN_PYTHON: Final = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    found: str
    advice: str | None = None  # what to do; None if all is well

    @property
    def is_ok(self) -> bool:
        """True if nothing is to be done."""
        return self.advice is None


def knowledge_faults(layers: tuple[Path, ...] = ()) -> list[str]:
    """Return every fault of the knowledge files, each with file and line; empty if all is well."""
    faults: dict[str, None] = {}
    for root in (BUILT_IN, *layers):
        for file in sorted(root.rglob("*.tsv")):
            faults.update(dict.fromkeys(_form_faults(file, root)))
    for load in _loaders(Tables(tuple(layers))):
        try:
            load()
        except KnowledgeError as error:
            faults.update(dict.fromkeys(str(error).split("\n")))
    return list(faults)


def _loaders(tables: Tables) -> Iterator[Callable[[], object]]:
    """Yield every loader by itself, so that a fault in one kind of knowledge does not hide those in another."""
    yield from (partial(load, tables) for load in _ALONE)
    try:
        ontology = load_ontology(tables)
    except KnowledgeError:
        yield partial(load_ontology, tables)  # nothing more can be checked without it
        return
    yield from (partial(load, tables, ontology) for load in _WITH_ONTOLOGY)
    yield partial(load_stories, tables)
    load_knowledge.cache_clear()
    yield partial(load_knowledge, tables.layers)  # whatever the lists above may lack


def _form_faults(file: Path, root: Path) -> Iterator[str]:
    """What is wrong with a file's form, whatever it holds."""
    name = file.relative_to(root).as_posix()
    data = file.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8."
        return
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        yield f"{name}:{line}: carriage return; save the file with LF line ends."
    if text and not text.endswith("\n"):
        yield f"{name}: the last line has no end; add a line feed."
    try:
        Tables((root,) if root != BUILT_IN else ()).read(name, ())
    except KnowledgeError as error:
        yield from str(error).split("\n")


def doctor_checks(model: str = DEFAULT_MODEL, layers: tuple[Path, ...] = ()) -> Iterator[Check]:
    """Yield every check of this installation, the quick ones first."""
    version = platform.python_version()
    yield Check("python", version, None if sys.version_info >= _MIN_PYTHON else "Install Python 3.11 or newer.")
    yield _package("spacy")
    yield _package(model.replace("_", "-"))
    yield _guarded("knowledge", lambda: f"digest {load_knowledge(layers).digest}")
    yield _guarded("learned model", _learned)
    yield _guarded("coding", lambda: _coded(Settings(model=model, knowledge=layers)))
    for extra, module in _EXTRAS.items():
        is_there = importlib.util.find_spec(module) is not None
        found = f"{module} {importlib.metadata.version(module)}" if is_there else "not installed (optional)"
        yield Check(f"extra {extra}", found)
    encoding = sys.stdout.encoding or "unknown"
    yield Check("terminal", f"encoding {encoding}")


def failed(checks: Iterable[Check]) -> list[Check]:
    """Return the checks that found something wrong."""
    return [check for check in checks if not check.is_ok]


def _package(name: str) -> Check:
    try:
        return Check(name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Check(name, "not installed", f"Install it: pip install {name}")


def _guarded(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, look())
    except (EventcoderError, ImportError, OSError) as error:
        return Check(name, str(error), "Mend what the message names; 'eventcoder knowledge check' shows all faults.")


def _learned() -> str:
    """Look at the learned model's files and ask it something. Raises EventcoderError if it cannot be used."""
    from eventcoder.registry import build_learned

    learned = load_learned()
    check_files(learned)
    build_learned().ask([Question(_SENTENCE, Span(0, 6), Span(16, 37))])
    return f"from {learned.facts.get('learned_from', '?')} sentences, {learned.facts[f'sha256.{NETWORK}'][:12]}"


def _coded(settings: Settings) -> str:
    """Code a known sentence. Raises EventcoderError if that fails or gives something else."""
    from eventcoder.read import read_text
    from eventcoder.registry import cached_pipeline
    from eventcoder.run.coding import code_document

    coded: Coded = code_document(cached_pipeline(settings), read_text(_SENTENCE, published="2021-07-20"))
    found = [(e.event_type, e.source[0].code, e.target[0].code) for e in coded.events if e.source and e.target]
    if _EXPECTED not in found:
        raise EventcoderError(f"a known sentence gave {found or 'nothing'}; expected {_EXPECTED}.")
    return f"a known sentence gives {' '.join(_EXPECTED)}"
