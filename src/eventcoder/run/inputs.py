"""From paths to coded reports: reports are read and coded, files that ``eventcoder code`` wrote are read back."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, cast

from eventcoder.errors import StoreError
from eventcoder.knowledge import load_knowledge
from eventcoder.read import Format, IsPlace, read_documents
from eventcoder.run.coding import code_documents
from eventcoder.schema import Coded, Document, Quarantined
from eventcoder.settings import Settings
from eventcoder.show.records import coded_of, is_coded_line
from eventcoder.store import is_database, open_store

STAGE: Final = "read.coded"
_CODED: Final = b'{"document":'  # how every line of coded reports begins
_PACKED: Final = ".gz"
_STANDARD_INPUT: Final = "-"


def read_inputs(
    paths: Sequence[str],
    settings: Settings,
    form: Format | None = None,
    stdin: BinaryIO | None = None,
    *,
    has_versions: bool = False,
) -> Iterator[Document | Quarantined]:
    """Yield the reports of paths with these settings. Raises ReadError if a path does not exist.

    has_versions: several texts of one id are all read, for a store.
    """
    return read_documents(
        paths,
        published=settings.published,
        country=settings.country,
        max_characters=settings.max_characters,
        form=form,
        stdin=stdin,
        is_place=place_test(settings),
        has_versions=has_versions,
    )


def place_test(settings: Settings) -> IsPlace:
    """Return what tells whether a name is a place, for datelines; the knowledge is loaded when it is first asked."""

    def is_place(name: str) -> bool:
        return load_knowledge(settings.knowledge).places.is_place(name)

    return is_place


def coded_reports(
    paths: Sequence[str], settings: Settings, form: Format | None = None, *, as_of: str | None = None
) -> Iterator[Coded | Quarantined]:
    """Yield every report of the paths as coded: read back where it was coded before, else read and coded now.

    A path may also be a store. as_of: what a store knew on this ISO day. Raises ReadError, before anything is coded, if
    a path does not exist.
    """
    before, documents = _split(paths, settings, form, as_of=as_of)
    return chain(before, code_inputs(documents, settings) if documents is not None else ())


def read_or_coded(
    paths: Sequence[str], settings: Settings, form: Format | None = None
) -> Iterator[Coded | Document | Quarantined]:
    """Yield every report of the paths for a store: read back where it was coded before, else read, in all its versions.

    Raises ReadError, before anything is read, if a path does not exist.
    """
    before, documents = _split(paths, settings, form, has_versions=True)
    return chain(before, documents or ())


def documents_of(
    paths: Sequence[str], settings: Settings, form: Format | None = None
) -> Iterator[Document | Quarantined]:
    """Yield the reports of paths without coding any; of stores and of coded reports, the reports in them.

    Raises ReadError, before anything is read, if a path does not exist.
    """
    for item in read_or_coded(paths, settings, form):
        yield item.document if isinstance(item, Coded) else item


def code_inputs(inputs: Iterator[Document | Quarantined], settings: Settings) -> Iterator[Coded | Quarantined]:
    """Yield inputs as coded with the pipeline of these settings, built now."""
    from eventcoder.registry import cached_pipeline

    return code_documents(cached_pipeline(replace(settings, published=None, country=None)), inputs)


def _split(
    paths: Sequence[str],
    settings: Settings,
    form: Format | None,
    *,
    has_versions: bool = False,
    as_of: str | None = None,
) -> tuple[Iterator[Coded | Quarantined], Iterator[Document | Quarantined] | None]:
    """Return what was coded before, and the documents of all other paths, None if there are none."""
    stdin = _buffered(sys.stdin.buffer) if _STANDARD_INPUT in paths else None
    before = [path for path in paths if is_store(path) or _is_coded(path, stdin)]
    reports = [path for path in paths if path not in before]
    documents = read_inputs(reports, settings, form, stdin, has_versions=has_versions) if reports else None
    return _coded_before(before, stdin, as_of), documents


def _coded_before(paths: Sequence[str], stdin: BinaryIO | None, as_of: str | None) -> Iterator[Coded | Quarantined]:
    for path in paths:
        if path == _STANDARD_INPUT:
            yield from _read_back(cast(BinaryIO, stdin), "stdin")
        elif is_store(path):
            with open_store(path, read_only=True) as store:
                yield from store.coded(as_of=as_of)
        else:
            with _opened(path) as stream:
                yield from _read_back(stream, path)


def _opened(path: str) -> BinaryIO:
    """The open file, unpacked where its name says that it is packed."""
    return cast(BinaryIO, gzip.open(path)) if path.lower().endswith(_PACKED) else Path(path).open("rb")


def _read_back(stream: BinaryIO, shown: str) -> Iterator[Coded | Quarantined]:
    offset, number = 0, 0
    try:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield _coded_line(line, shown, number, offset)
            offset += len(line)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = f"the packed file ends or breaks here: {error}. Expected whole gzip members; was the run stopped?"
        yield Quarantined(shown, number + 1, offset, STAGE, reason)


def _coded_line(line: bytes, shown: str, number: int, offset: int) -> Coded | Quarantined:
    try:
        value = json.loads(line)
        if not is_coded_line(value):
            raise StoreError("the line is not a coded report. Expected what 'eventcoder code' writes; code it again.")
        return coded_of(value)
    except (ValueError, RecursionError) as error:
        reason = f"not valid JSON: {error}. Expected one coded report on one line; is the line torn?"
    except StoreError as error:
        reason = str(error)
    return Quarantined(shown, number, offset, STAGE, reason)


def _is_coded(path: str, stdin: BinaryIO | None) -> bool:
    if path == _STANDARD_INPUT:
        return cast(io.BufferedReader, stdin).peek(len(_CODED)).startswith(_CODED)
    if not path.lower().removesuffix(_PACKED).endswith((".jsonl", ".ndjson")) or not Path(path).is_file():
        return False
    try:
        with _opened(path) as stream:
            return stream.read(len(_CODED)) == _CODED
    except (OSError, EOFError, zlib.error):
        return False  # reading it as reports will tell why


def is_store(path: str) -> bool:
    """True if a path is a store's file."""
    if path == _STANDARD_INPUT or not Path(path).is_file():
        return False
    try:
        return is_database(Path(path))
    except OSError:
        return False  # reading it as reports will tell why


def _buffered(stream: BinaryIO) -> BinaryIO:
    return stream if hasattr(stream, "peek") else cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, stream)))
