"""Bytes from files, packed files and pipes, with limits, so that no input can fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final, Protocol

from eventcoder.read.faults import Fault

_BLOCK: Final = 1 << 20


class Stream(Protocol):
    """What readers need of an open input."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most ``size`` bytes."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line with its end, at most ``size`` bytes of it."""

    def peek(self, size: int = 0, /) -> bytes:
        """Return some of the next bytes without taking them."""


def read_all(stream: Stream, max_bytes: int, expected: str) -> bytes:
    """Return everything that is left. Raises Fault if it is more than ``max_bytes``, or if it breaks off."""
    blocks: list[bytes] = []
    size = 0
    while block := _read(stream, min(_BLOCK, max_bytes + 1 - size), size):
        blocks.append(block)
        size += len(block)
        if size > max_bytes:
            raise Fault(f"more than {max_bytes:,} bytes in one report. Expected {expected}. Split it.", max_bytes)
    return b"".join(blocks)


def numbered_lines(stream: Stream, max_bytes: int) -> Iterator[tuple[int, int, bytes | Fault]]:
    """Yield (line number, byte offset, line); a line that is too long or breaks off comes as a Fault.

    After a line that is too long reading goes on at the next one; after a break nothing more can be read.
    """
    number = offset = 0
    while True:
        number += 1
        start = offset
        try:
            line = _read_line(stream, max_bytes + 1, offset)
            offset += len(line)
            if len(line) > max_bytes:
                offset += _skip_line(stream, line, offset)
        except Fault as fault:
            yield number, start, fault
            return
        if not line:
            return
        yield number, start, line if len(line) <= max_bytes else _too_long(number, start, max_bytes)


def _skip_line(stream: Stream, line: bytes, offset: int) -> int:
    """Read on to the end of the line that began with ``line``; return how many bytes that took."""
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = _read_line(stream, _BLOCK, offset + skipped)
        skipped += len(line)
    return skipped


def _too_long(number: int, start: int, max_bytes: int) -> Fault:
    return Fault(f"line {number} is longer than {max_bytes:,} bytes. Expected one report of usual size a line.", start)


def _read(stream: Stream, size: int, offset: int) -> bytes:
    try:
        return stream.read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise _broken(error, offset) from error


def _read_line(stream: Stream, size: int, offset: int) -> bytes:
    try:
        return stream.readline(size)
    except (OSError, EOFError, zlib.error) as error:
        raise _broken(error, offset) from error


def _broken(error: Exception, offset: int) -> Fault:
    return Fault(
        f"reading fails after {offset:,} bytes of text: {error}. What came before is kept; expected a whole file. "
        "Copy or pack it again.",
        offset,
    )
