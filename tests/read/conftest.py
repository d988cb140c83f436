"""Fixtures of the reading tests: the language knowledge, and files made of bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eventcoder.knowledge.language import Language, load_language
from eventcoder.read import read_documents
from eventcoder.schema import Document, Quarantined

Read = Callable[..., tuple[list[Document], list[Quarantined]]]


@pytest.fixture(scope="session")
def language() -> Language:
    return load_language()


@pytest.fixture
def read(tmp_path: Path, language: Language) -> Read:
    """Write files (name -> bytes or text) into a folder, read it, and return documents and quarantined apart."""

    def read_folder(files: dict[str, bytes | str], **options: object) -> tuple[list[Document], list[Quarantined]]:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        found = list(read_documents([tmp_path], language=language, **options))  # type: ignore[arg-type]
        documents = [x for x in found if isinstance(x, Document)]
        return documents, [x for x in found if isinstance(x, Quarantined)]

    return read_folder
