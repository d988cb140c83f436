"""Files, folders and standard input to raw records, in an order that depends on names only."""

from __future__ import annotations

import gzip
import io
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO, Final, Literal, cast

from eventcoder.errors import ReadError
from eventcoder.read.decoding import byte_order_mark, check_is_text, decode
from eventcoder.read.delimited import read_delimited
from eventcoder.read.documents import id_of_file
from eventcoder.read.faults import Fault, Origin, RawRecord
from eventcoder.read.html import STAGE as HTML_STAGE
from eventcoder.read.html import page_values
from eventcoder.read.json_lines import read_json_lines
from eventcoder.read.streams import Stream, read_all
from eventcoder.schema import Quarantined

Format = Literal["text", "html", "jsonl", "csv", "tsv"]
STAGE: Final = "read.file"
_LOG: Final = logging.getLogger(__name__)
STANDARD_INPUT: Final = "-"
_FORMATS: Final[dict[str, Format]] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
}
_TEXT_BYTES: Final = 4  # of one character, at most
_PAGE_BYTES: Final = 8  # of markup for one character of text, at most
_TRANSCODED: Final = 256 << 20
_HEAD: Final = 8_192


def read_files(
    paths: Iterable[str | os.PathLike[str]],
    max_characters: int,
    form: Format | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[RawRecord | Quarantined]:
    """Yield the raw records of files and folders (in order of names) and of standard input (``-``).

    form: how to read them; None if names and contents shall tell. stdin: what ``-`` stands for.
    Raises ReadError, before anything is read, for paths that do not exist.
    """
    wanted = [os.fspath(path) for path in paths]
    missing = [path for path in wanted if path != STANDARD_INPUT and not os.path.lexists(path)]
    if missing:
        names = ", ".join(ascii(path) for path in missing)
        raise ReadError(f"no such file or folder: {names}. Expected files, folders, or - for standard input.")
    return _records(wanted, max_characters, form, stdin)


def _records(
    paths: list[str], max_characters: int, form: Format | None, stdin: BinaryIO | None
) -> Iterator[RawRecord | Quarantined]:
    for path in paths:
        if path == STANDARD_INPUT:
            stream = _buffered(stdin or sys.stdin.buffer)
            yield from _read_stream(stream, None, "stdin", max_characters, form)
        elif Path(path).is_dir():
            yield from _read_folder(Path(path), max_characters, form)
        else:
            yield from _read_file(Path(path), max_characters, form or _form_of(Path(path)))


def _read_folder(folder: Path, max_characters: int, form: Format | None) -> Iterator[RawRecord | Quarantined]:
    """Read every file below a folder; hidden ones are left out, and so are other kinds, which a warning counts."""
    errors: list[OSError] = []
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(root, name) for name in names if not name.startswith("."))
    for error in errors:
        yield Origin(_shown(error.filename or folder)).quarantine(_unreadable(error), STAGE)
    others: Counter[str] = Counter()
    for path in sorted(found, key=lambda p: p.parts):
        known = form or _form_of(path)
        if known is None:
            others[path.suffix.lower() or "no ending"] += 1
        else:
            yield from _read_file(path, max_characters, known)
    if others:
        _LOG.warning(
            "%s: %d file%s not read (%s). Expected %s, also packed as .gz; a file that is named itself is always read.",
            _shown(folder),
            others.total(),
            "s" * (others.total() != 1),
            ", ".join(f"{ending} {n}" for ending, n in sorted(others.items())),
            ", ".join(_FORMATS),
        )


def _read_file(path: Path, max_characters: int, form: Format | None) -> Iterator[RawRecord | Quarantined]:
    try:
        with _opened(path) as stream:
            yield from _read_stream(stream, path, _shown(path), max_characters, form)
    except OSError as error:
        yield Origin(_shown(path)).quarantine(_unreadable(error), STAGE)


def _read_stream(
    stream: Stream, name: PurePath | None, shown: str, max_characters: int, form: Format | None
) -> Iterator[RawRecord | Quarantined]:
    """Read one open input. Whatever is wrong with it as a whole comes as one Quarantined."""
    origin = Origin(shown)
    try:
        head = _peek(stream)
        check_is_text(head)
        form = form or _sniff(head)
        if form in ("jsonl", "csv", "tsv"):
            stream = _as_utf8(stream, head)
        else:
            yield _one_report(stream, origin, name, max_characters, form)
            return
    except Fault as fault:
        yield origin.quarantine(fault, HTML_STAGE if form == "html" else STAGE)
        return
    if form == "jsonl":
        yield from read_json_lines(stream, shown, max_characters)
    else:
        yield from read_delimited(stream, shown, max_characters, "\t" if form == "tsv" else None)


def _one_report(stream: Stream, origin: Origin, name: PurePath | None, max_characters: int, form: Format) -> RawRecord:
    """Read an input that is one report, a text or a page."""
    share = _PAGE_BYTES if form == "html" else _TEXT_BYTES
    data = read_all(stream, max_characters * share + 4, f"at most {max_characters:,} characters in one report")
    if not data:
        raise Fault("the file is empty. Expected a report.", 0)
    values = page_values(data) if form == "html" else {"text": decode(data)}
    return RawRecord(origin, values, None if name is None else id_of_file(PurePath(origin.path)))


def _sniff(head: bytes) -> Format:
    """Tell the kind of an input that has no telling name."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1_024].replace(b"\x00", b"").lower()
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body", b"<!--")):
        return "html"
    return "text"


def _form_of(path: PurePath) -> Format | None:
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return _FORMATS.get(suffixes[-1]) if suffixes else None


def _peek(stream: Stream) -> bytes:
    try:
        return stream.peek(_HEAD)[:_HEAD]
    except (OSError, EOFError) as error:
        raise Fault(f"cannot be read: {error}. Expected a whole file; copy or pack it again.", 0) from error


def _as_utf8(stream: Stream, head: bytes) -> Stream:
    """Return the stream, recoded if it is UTF-16 or UTF-32; offsets in messages then count in the recoded text."""
    if byte_order_mark(head) in (None, "utf-8-sig"):
        return stream
    data = read_all(stream, _TRANSCODED, "a smaller file, or UTF-8")
    return _buffered(io.BytesIO(decode(data).encode("utf-8", "surrogatepass")))


@contextmanager
def _opened(path: Path) -> Iterator[Stream]:
    if path.suffix.lower() == ".gz":
        with gzip.open(path, "rb") as packed:
            yield _buffered(cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, packed))))
    else:
        with path.open("rb") as plain:
            yield plain


def _buffered(stream: BinaryIO) -> Stream:
    if hasattr(stream, "peek"):
        return cast(Stream, stream)
    return io.BufferedReader(cast(io.RawIOBase, stream))


def _unreadable(error: OSError) -> Fault:
    return Fault(f"cannot be read: {error.strerror or error}. Expected a file that this user may read.")


def _shown(path: str | PurePath) -> str:
    """Return a path as text that can always be written, also where the file system's name is no valid text."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
