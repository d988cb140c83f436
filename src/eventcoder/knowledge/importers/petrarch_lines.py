"""Dictionary files of the PETRARCH family as lines without comments, and which dictionary a file is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.importers.findings import Place

_IN_NAME: Final = (("discard", "discards"), ("issue", "issues"), ("agent", "agents"), ("verb", "verbs"))
_IN_TEXT: Final = (  # the first that a line fits tells the kind of a file whose name tells nothing
    ("issues", re.compile(r"^\s*<ISSUE\b", re.IGNORECASE)),
    ("verbs", re.compile(r"^---.*---|^&\w|^\s*- .*\*.*\[")),
    ("agents", re.compile(r"\[~\w|~\]|^!\w+!\s*=")),
    ("actors", re.compile(r"\[[A-Z]{3}")),
)
_MARKUP: Final = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its comment; blanks before it are kept, since they tell codes from phrases."""

    place: Place
    text: str


def read_lines(path: Path) -> tuple[Line, ...]:
    """Return the lines that say something. Raises KnowledgeError if the file cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read: {error.strerror}. Expected a PETRARCH dictionary.") from error
    text = _MARKUP.sub(lambda m: "\n" * m[0].count("\n"), _decoded(data))
    return tuple(_lines(path.name, text.splitlines()))


def kind_of(path: Path, lines: Sequence[Line]) -> str:
    """Return actors, agents, verbs, discards or issues: by its name, else by its lines; plain phrases are discards."""
    name = path.name.lower()
    for part, kind in _IN_NAME:
        if part in name:
            return kind
    for kind, pattern in _IN_TEXT:
        if any(pattern.search(line.text) for line in lines):
            return kind
    return "actors" if "actor" in name else "discards"


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # older dictionaries


def _lines(file: str, texts: Sequence[str]) -> Iterator[Line]:
    for number, text in enumerate(texts, 1):
        said = text.partition("#")[0].rstrip()
        if said and not said.lstrip().startswith(";"):
            yield Line(Place(file, number), said)
