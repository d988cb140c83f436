"""The two ways in: many inputs by path, or one text that is already in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from eventcoder.knowledge.language import Language, load_language
from eventcoder.read.dateline import IsPlace
from eventcoder.read.documents import MAX_CHARACTERS, MakeDocuments, id_of_text
from eventcoder.read.faults import RawRecord
from eventcoder.read.fields import fields_of
from eventcoder.read.files import Format, read_files
from eventcoder.schema import Document, Quarantined


def read_documents(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: str | None = None,
    country: str | None = None,
    max_characters: int = MAX_CHARACTERS,
    form: Format | None = None,
    stdin: BinaryIO | None = None,
    language: Language | None = None,
    is_place: IsPlace | None = None,
    has_versions: bool = False,
) -> Iterator[Document | Quarantined]:
    """Yield every report of files, folders and standard input (``-``), or why it could not be read.

    published, country: for reports that bring none. form: how to read every input, None to tell by name and content.
    is_place: answers whether a name is a place, for datelines with nothing else to tell them by.
    has_versions: several texts of one id are all read, as versions of a report; otherwise only the first is.
    Raises ReadError, before anything is read, if a path does not exist.
    """
    make = MakeDocuments(
        language or load_language(),
        is_place=is_place,
        published=published,
        country=country,
        max_characters=max_characters,
        has_versions=has_versions,
    )
    raw_records = read_files(paths, max_characters, form, stdin)
    return (make(raw) if isinstance(raw, RawRecord) else raw for raw in raw_records)


def read_text(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the field's name everywhere
    published: str | None = None,
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    country: str | None = None,
    max_characters: int = MAX_CHARACTERS,
    language: Language | None = None,
    is_place: IsPlace | None = None,
) -> Document:
    """Return the document of a text in memory. Raises ReadError if it is empty, too long, or a field is wrong.

    >>> read_text("KABUL (AP) — Talks failed on Friday, officials said.").dateline.wire
    'AP'
    """
    given = {"id": id, "published": published, "source": source, "url": url, "title": title, "country": country}
    fields = fields_of({"text": text} | {name: value for name, value in given.items() if value is not None})
    make = MakeDocuments(language or load_language(), is_place=is_place, max_characters=max_characters)
    return make.document(fields, fields.id or id_of_text(text))
