"""The sample reports that come with the package."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

from eventcoder.read import read_text
from eventcoder.schema import Document

_FIRST: Final = (
    "GENEVA, March 4 (Wire) - Norway on Thursday expelled two Danish diplomats after talks between the two countries "
    "broke down. “We had no other choice,” Norwegian Foreign Minister Kari Berg told reporters.\n"
)
_FIELDS: Final = ("published", "source", "url", "title")


def sample_documents() -> list[Document]:
    """Return the sample reports in the order of their names."""
    folder = resources.files("eventcoder").joinpath("samples")
    texts = (
        sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
        if folder.is_dir()
        else []
    )
    if not texts:
        return [read_text(_FIRST, id="sample", published="2021-03-04", country="CHE")]
    documents = []
    for file in texts:
        name = file.name.removesuffix(".txt")
        about = folder.joinpath(f"{name}.json")
        fields = json.loads(about.read_text(encoding="utf-8")) if about.is_file() else {}
        documents.append(_document(name, file.read_bytes().decode("utf-8"), fields))
    return documents


def _document(name: str, text: str, fields: dict[str, Any]) -> Document:
    given = {key: fields[key] for key in _FIELDS if fields.get(key)}
    return read_text(text, id=name, country=fields.get("publisher_country") or fields.get("country"), **given)
