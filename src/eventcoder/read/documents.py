"""From named values to a Document: checked fields, paragraphs, and what the text itself tells."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from eventcoder.knowledge.language import Language
from eventcoder.read.dateline import FindDateline, IsPlace
from eventcoder.read.faults import Fault, RawRecord
from eventcoder.read.fields import Fields, fields_of
from eventcoder.read.folding import fold
from eventcoder.read.newswire import ReadNewswire
from eventcoder.read.paragraphs import split_paragraphs
from eventcoder.schema import Document, Quarantined, Span

STAGE: Final = "read.document"
MAX_CHARACTERS: Final = 2_000_000

_LOG: Final = logging.getLogger(__name__)
_ISO_DAY: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)|(\d{4})(\d{2})(\d{2})(?:\Z|T|\d{6}\Z)")
_COUNTRY: Final = re.compile(r"[A-Za-z]{3}")


class MakeDocuments:
    """Make documents of raw records, one after the other, and watch their ids.

    published, country: for reports that bring none themselves, or one that cannot be read (logged). A report whose id
    was there before is quarantined, as a duplicate or, if its text differs, as a conflict; not with ``has_versions``.
    """

    def __init__(
        self,
        language: Language,
        *,
        is_place: IsPlace | None = None,
        published: str | None = None,
        country: str | None = None,
        max_characters: int = MAX_CHARACTERS,
        has_versions: bool = False,
    ) -> None:
        self._find_dateline = FindDateline(language, is_place)
        self._read_newswire = ReadNewswire(self._find_dateline)
        self._published, self._country, self._max_characters = published, country, max_characters
        self._has_versions = has_versions
        self._seen: dict[str, tuple[bytes, str]] = {}  # id -> digest of the text, where it was

    def __call__(self, raw: RawRecord) -> Document | Quarantined:
        """Return the document of one record, or why it cannot be one."""
        try:
            fields = self._without_unreadable(fields_of(raw.values), raw)
            if fields.id is None and raw.default_id is not None:
                return self.document(fields, self._free_id(raw.default_id, fields.text), raw.origin.path)
            document = self.document(fields, fields.id or id_of_text(fields.text), raw.origin.path)
            if not self._has_versions:
                self._watch(document, raw)
        except Fault as fault:
            return raw.origin.quarantine(fault, STAGE)
        return document

    def document(self, fields: Fields, doc_id: str, path: str | None = None) -> Document:
        """Return the document of checked fields. Raises Fault for a text that is too long or a wrong day or country."""
        text = fields.text
        if len(text) > self._max_characters:
            raise Fault(
                f"the text has {len(text):,} characters. Expected at most {self._max_characters:,} in one report; "
                "split it or raise max_characters."
            )
        folded = fold(text)
        paragraphs = split_paragraphs(folded)
        published = self._day(fields.published) if fields.published else None
        wire = self._read_newswire(folded, paragraphs, published or self._published)
        return Document(
            id=doc_id,
            text=text,
            published=published or wire.published or self._published,
            source=fields.source,
            url=fields.url,
            headline=wire.headline,
            title=fields.title,
            byline=wire.byline,
            dateline=wire.dateline,
            publisher_country=_country(fields.country) if fields.country else self._country,
            paragraphs=tuple(Span(start, end) for start, end in paragraphs),
            path=path,
        )

    def _without_unreadable(self, fields: Fields, raw: RawRecord) -> Fields:
        """Return fields without a day or country that cannot be read: a report is not lost for them, but it is told."""
        published = _checked(fields.published, self._day, raw)
        return replace(fields, published=published, country=_checked(fields.country, _country, raw))

    def _day(self, written: str) -> str:
        """Return a day as ISO. Raises Fault if it is none, or if day and month cannot be told apart."""
        iso = _ISO_DAY.match(written)
        if iso is not None:
            day = "-".join(part.zfill(2) for part in iso.groups() if part)
            found = day if _is_day(day) else None
        else:
            found = self._find_dateline.date_line(fold(written), 0, len(written))
        if found is None:
            raise Fault(
                f"published is {written[:60]!r}, which is no day. Expected a form such as 2021-07-16 or 16 July 2021."
            )
        return found

    def _watch(self, document: Document, raw: RawRecord) -> None:
        """Remember a document's id. Raises Fault if it was there before."""
        digest = _digest(document.text)
        here = raw.origin.path if raw.origin.record is None else f"{raw.origin.path}, record {raw.origin.record}"
        if document.id not in self._seen:
            self._seen[document.id] = (digest, here)
            return
        before, where = self._seen[document.id]
        if before == digest:
            raise Fault(f"duplicate: id {document.id!r} with the same text was in {where}. It is coded once.")
        raise Fault(
            f"id {document.id!r} was given to another text in {where}. Expected one text an id; that one is kept. "
            "Give this one an id of its own."
        )

    def _free_id(self, wished: str, text: str) -> str:
        """Return ``wished``, the name of a file, or if a report has it already, the name with a digest of the text."""
        digest = _digest(text)
        doc_id = wished if wished not in self._seen else f"{wished}-{digest.hex()[:8]}"
        self._seen.setdefault(doc_id, (digest, wished))
        return doc_id


def id_of_text(text: str) -> str:
    """Return the id of a report that has none and stands in no file of its own: a digest of its text."""
    return f"doc-{_digest(text).hex()[:12]}"


def id_of_file(path: PurePath) -> str:
    """Return the id of a report that is a file of its own: its name without format and packing suffixes."""
    name = path.name.removesuffix(".gz")
    return PurePath(name).stem or name


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:12]


def _checked(written: str | None, check: Callable[[str], str], raw: RawRecord) -> str | None:
    """Return what ``check`` makes of a value, or None, with a warning, if it cannot be read."""
    try:
        return check(written) if written is not None else None
    except Fault as fault:
        _LOG.warning("%s, record %s: %s The report is read without it.", raw.origin.path, raw.origin.record, fault)
        return None


def _country(written: str) -> str:
    """Return a country code in capitals. Raises Fault if it is no such code."""
    if not _COUNTRY.fullmatch(written):
        raise Fault(f"publisher country is {written[:60]!r}. Expected an ISO 3166 alpha-3 code, such as PAK or USA.")
    return written.upper()


def _is_day(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True
