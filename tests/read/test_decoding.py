"""Bytes to text: what is announced or is UTF-8 is read, nothing is guessed."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.read.decoding import check_is_text, decode, decode_html
from eventcoder.read.faults import Fault

TEXT = "“Yes” – Erdoğan"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16", "utf-16-be", "utf-32"],
)
def test_decodes_what_is_announced(data: bytes) -> None:
    check_is_text(data)
    assert decode(data) == TEXT


def test_bad_byte_is_named_with_its_offset() -> None:
    with pytest.raises(Fault, match=r"byte 108 \(94 20 77 61\) is not utf-8") as caught:
        decode(b"the talks\x94 was", start=99)
    assert caught.value.offset == 108


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n%...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n", "PNG"),
        (bytes(range(256)) * 4, "control bytes"),
        ("no mark".encode("utf-16-le") * 3, "UTF-16 needs"),
    ],
    ids=["pdf", "zip", "png", "noise", "utf-16-without-mark"],
)
def test_binary_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(Fault, match=word):
        check_is_text(data)


def test_a_nul_or_two_in_a_long_text_is_no_binary() -> None:
    check_is_text(b"Talks failed.\x00 " * 2 + b"The envoy left on Friday. " * 20)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>", "cp1252"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ("<meta charset=utf-8>", "utf-8"),
    ],
)
def test_page_may_declare_its_encoding(head: str, encoding: str) -> None:
    word = "Киев" if encoding == "cp1251" else "“café”"
    assert word in decode_html(f"<html>{head}<p>{word}".encode(encoding))


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    assert "“café”" in decode_html('<meta charset="latin-1"><p>“café”'.encode())


@pytest.mark.parametrize(
    ("page", "word"),
    [
        (b"<p>caf\xe9", "not utf-8"),
        (b"<meta charset=nonsense><p>caf\xe9", "'nonsense'"),
        (b"<meta charset=cp1252>\x81", "charmap|cp1252"),
    ],
)
def test_page_that_fits_nothing_is_refused(page: bytes, word: str) -> None:
    with pytest.raises(Fault, match=word):
        decode_html(page)


@given(st.binary())
def test_any_bytes_give_text_or_a_fault(data: bytes) -> None:
    for read in (decode, decode_html):
        with suppress(Fault):
            assert isinstance(read(data), str)
