"""Bytes to text: UTF-8, UTF-16 and UTF-32 with byte order mark, and what an HTML page declares. Nothing is guessed."""

from __future__ import annotations

import codecs
import re
from typing import Final

from eventcoder.read.faults import Fault

_MARKS: Final = (  # the longer marks first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS: Final = (
    (b"%PDF-", "a PDF file; export its text first"),
    (b"PK\x03\x04", "a ZIP archive or an office document; export its text first"),
    (b"\xd0\xcf\x11\xe0", "an old office document; export its text first"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip data; name the file .gz"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ\x00", "xz data; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstandard data; unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file; convert it to JSON Lines"),
    (b"\x7fELF", "a program"),
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT: Final = 8_192
_CONTROL_SHARE: Final = 0.05
_CHARSET: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_WESTERN: Final = frozenset({"latin-1", "iso8859-1", "ascii", "cp1252"})


def byte_order_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark announces, or None."""
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)


def check_is_text(head: bytes) -> None:
    """Raise Fault if the first bytes of an input are not those of a text."""
    if byte_order_mark(head) is not None:
        return
    for magic, kind in _KINDS:
        if head.startswith(magic):
            raise Fault(f"this is {kind}. Expected text, HTML, JSON Lines or CSV.", 0)
    looked_at = head[:_LOOKED_AT]
    controls = _CONTROL.findall(looked_at)
    if len(controls) > max(1, len(looked_at) * _CONTROL_SHARE):
        first = _CONTROL.search(looked_at)
        raise Fault(
            f"binary data: {len(controls)} control bytes among the first {len(looked_at)}. Expected UTF-8 text; "
            "text in UTF-16 needs its byte order mark.",
            first.start() if first else 0,
        )


def decode(data: bytes, *, start: int = 0) -> str:
    """Return the text of UTF-8 bytes, or of what their byte order mark says.

    start: byte offset of ``data`` in its file, for the message. Raises Fault with the offset of the first bad byte.
    """
    encoding = byte_order_mark(data) or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(error, data, start) from error


def decode_html(data: bytes) -> str:
    """Return the text of an HTML page: byte order mark, else UTF-8, else the encoding that the page declares.

    Raises Fault if none of these fits.
    """
    try:
        return decode(data)
    except Fault:
        declared = _CHARSET.search(data[:4_096])
        if declared is None or byte_order_mark(data) is not None:
            raise
        return _decode_declared(data, declared[1].decode("ascii"))


def _decode_declared(data: bytes, declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
        encoding = "cp1252" if name in _WESTERN else name  # as every browser reads them
        return data.decode(encoding)
    except LookupError as error:
        raise Fault(
            f"the page is not UTF-8 and declares unknown encoding {declared!r}. Convert it to UTF-8."
        ) from error
    except UnicodeDecodeError as error:
        raise _undecodable(error, data, 0) from error


def _undecodable(error: UnicodeDecodeError, data: bytes, start: int) -> Fault:
    shown = data[error.start : error.start + 4].hex(" ")
    at = start + error.start
    return Fault(
        f"byte {at} ({shown}) is not {error.encoding}: {error.reason}. Expected UTF-8, or UTF-16 with a byte order "
        "mark. Convert the file, for example with iconv.",
        at,
    )
