"""Ids of records, made of what the records say: the same report gives the same ids wherever it is coded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from eventcoder.schema import Document


def text_digest(document: Document) -> str:
    """What stands for the report in the ids of its records: a digest of its text as it came."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def content_id(prefix: str, parts: Iterable[str]) -> str:
    """An id of twelve hex digits behind a letter that tells the kind of record."""
    return prefix + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
