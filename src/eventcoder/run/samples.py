"""The sample reports that come with the package, as documents."""

from __future__ import annotations

from typing import Final

from eventcoder.read import IsPlace, read_text
from eventcoder.samples import load_sample, sample_names
from eventcoder.schema import Document

_FIELDS: Final = ("published", "source", "url", "title")


def sample_documents(is_place: IsPlace | None = None) -> list[Document]:
    """Return the sample reports in the order of their names."""
    return [_document(name, is_place) for name in sample_names()]


def _document(name: str, is_place: IsPlace | None) -> Document:
    text, about = load_sample(name)
    given = {field: about[field] for field in _FIELDS if about.get(field)}
    return read_text(text, id=name, country=about.get("publisher_country"), is_place=is_place, **given)
