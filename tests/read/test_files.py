"""Files, folders and standard input."""

from __future__ import annotations

import gzip
import io
import os
from hashlib import sha256
from pathlib import Path

import pytest

from eventcoder.errors import ReadError
from eventcoder.read import read_documents
from eventcoder.schema import Document, Quarantined

from .conftest import Read

LINE = '{"id": "%s", "text": "%s"}\n'


def test_folder_is_read_in_order_of_names(read: Read) -> None:
    documents, faults = read(
        {
            "b.txt": "Second report.",
            "a/z.jsonl": LINE % ("z1", "One.") + LINE % ("z2", "Two."),
            "a/c.csv": "id,text\nc1,Three.\n",
            "a/d.tsv": "id\ttext\nd1\tFour.\n",
            "C.TXT": "First report.",
            ".hidden/x.txt": "Hidden.",
            ".x.txt": "Hidden.",
        }
    )
    assert [d.id for d in documents] == ["C", "c1", "d1", "z1", "z2", "b"]
    assert faults == []


def test_packed_files(read: Read) -> None:
    packed = gzip.compress((LINE % ("1", "One.")).encode())
    documents, faults = read(
        {"a.jsonl.gz": packed, "b.txt.gz": gzip.compress(b"Two."), "c.ndjson": LINE % ("3", "Three.")}
    )
    assert [d.id for d in documents] == ["1", "b", "3"]
    assert faults == []


def test_torn_gzip_keeps_what_came_before(read: Read) -> None:
    lines = "".join(LINE % (i, "".join(sha256(b"%d %d" % (i, n)).hexdigest() for n in range(60))) for i in range(100))
    packed = gzip.compress(lines.encode())
    documents, faults = read(
        {"a.jsonl.gz": packed[: len(packed) // 2], "b.txt.gz": packed[:30], "c.jsonl.gz": b"no gzip"}
    )
    assert 20 < len(documents) < 80
    assert ["reading fails" in f.reason or "cannot be read" in f.reason for f in faults] == [True] * 3


@pytest.mark.parametrize(
    ("name", "data", "message", "offset"),
    [
        ("a.txt", b"", "empty", 0),
        ("a.txt", b" \n\n", "the text is empty", None),
        ("a.jsonl", b'{"text": "x"', "not valid JSON", 12),
        ("a.txt", b"%PDF-1.4", "PDF", 0),
        ("a.csv", b"\x00\x01\x02\x03" * 50, "control bytes", 0),
        ("a.txt", b"caf\xe9 closed", "byte 3 (e9", 3),
        ("a.txt", b"word" * 1_000, "bytes in one report", 2_004),
        ("a.txt", "ü".encode() * 600, "600 characters", None),
    ],
)
def test_unusable_file_is_quarantined(name: str, data: bytes, message: str, offset: int | None, read: Read) -> None:
    documents, faults = read({name: data, "good.txt": "Good."}, max_characters=500)
    assert [d.id for d in documents] == ["good"]
    (fault,) = faults
    assert message in fault.reason
    assert "xpected" in fault.reason
    assert fault.path.endswith(name)
    assert fault.offset == offset


def test_other_kinds_in_a_folder_are_left_out_and_told(
    tmp_path: Path, read: Read, caplog: pytest.LogCaptureFixture
) -> None:
    others = {"a.docx": b"PK\x03\x04", "README.md": b"notes", "b.JSON": b"{}", "c.json": b"{}", "Makefile": b"all:"}
    documents, faults = read({**others, "good.txt": "Good."})
    assert [d.id for d in documents] == ["good"]
    assert faults == []
    (told,) = caplog.messages
    assert "5 files not read (.docx 1, .json 2, .md 1, no ending 1). Expected .txt, .html" in told


def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("Kenya and Somalia signed a pact.")
    assert [type(document) for document in read_documents([path])] == [Document]


def test_huge_file_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"word" * 12_500_000)
    (fault,) = read_documents([path])
    assert isinstance(fault, Quarantined)
    assert "8,000,004 bytes" in fault.reason


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_unreadable_file_is_quarantined(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Talks.")
    path.chmod(0)
    (fault,) = read_documents([path])
    assert isinstance(fault, Quarantined)
    assert "may read" in fault.reason


def test_missing_path_stops_before_reading(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no such file or folder: .*nowhere"):
        read_documents([tmp_path, tmp_path / "nowhere"])


def test_broken_link_is_quarantined(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    (fault,) = read_documents([tmp_path])
    assert isinstance(fault, Quarantined)
    assert "cannot be read" in fault.reason


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (b"\xef\xbb\xbfTalks failed.\nThey left.", ["Talks failed.\nThey left."]),
        ('{"text": "“One”."}\n{"text": "Two."}'.encode("utf-16"), ["“One”.", "Two."]),
        ("“Talks” failed.".encode("utf-16"), ["“Talks” failed."]),
    ],
    ids=["json-lines", "text", "json-lines-utf-16", "text-utf-16"],
)
def test_standard_input_is_told_apart(data: bytes, texts: list[str]) -> None:
    found = list(read_documents(["-"], stdin=io.BytesIO(data)))
    assert [d.text for d in found if isinstance(d, Document)] == texts
    assert found[0].path == "stdin"


def test_format_may_be_given() -> None:
    found = list(read_documents(["-"], form="csv", stdin=io.BytesIO(b"id,text\n1,One.\n")))
    assert [d.id for d in found if isinstance(d, Document)] == ["1"]
    text = list(read_documents(["-"], form="text", stdin=io.BytesIO(b'{"text": "One."}')))
    assert [d.text for d in text if isinstance(d, Document)] == ['{"text": "One."}']


def test_empty_standard_input() -> None:
    (fault,) = read_documents(["-"], stdin=io.BytesIO(b""))
    assert isinstance(fault, Quarantined)
    assert fault.path == "stdin"


def test_file_without_telling_name_is_told_by_content(tmp_path: Path) -> None:
    (tmp_path / "dump").write_text(LINE % ("1", "One."))
    (tmp_path / "note").write_text("Talks failed.")
    found = list(read_documents([tmp_path / "dump", tmp_path / "note"]))
    assert [d.id for d in found if isinstance(d, Document)] == ["1", "note"]


def test_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        path.write_bytes(b"Talks failed.")
    except OSError:
        pytest.skip("this file system takes no such names")
    (document,) = read_documents([path])
    assert isinstance(document, Document)
    (document.path or "").encode()
    document.id.encode()
