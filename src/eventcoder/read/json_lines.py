"""JSON Lines: one object a line, one report an object. A bad line costs that line only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from eventcoder.read.decoding import decode
from eventcoder.read.faults import Fault, Origin, RawRecord
from eventcoder.read.fields import kind_of
from eventcoder.read.streams import Stream, numbered_lines
from eventcoder.schema import Quarantined

STAGE: Final = "read.json"
_ESCAPED: Final = 6  # "\u1234": bytes that one character may take
_METADATA: Final = 65_536


def read_json_lines(stream: Stream, path: str, max_characters: int) -> Iterator[RawRecord | Quarantined]:
    """Yield the records of a stream; ``record`` is the line number, blank lines count but give nothing."""
    for number, offset, line in numbered_lines(stream, max_characters * _ESCAPED + _METADATA):
        origin = Origin(path, number, offset)
        try:
            if isinstance(line, Fault):
                raise line
            text = decode(line, start=offset).rstrip("\r\n")
            if text.strip():
                yield RawRecord(origin, _object(text, offset))
        except Fault as fault:
            yield origin.quarantine(fault, STAGE)


def _object(text: str, offset: int) -> dict[str, object]:
    """Parse one line. Raises Fault if it is not one JSON object."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        at = offset + len(text[: error.pos].encode("utf-8", "surrogatepass"))
        where = f"{error.msg} at column {error.colno}"
        raise Fault(f"not valid JSON: {where}. Expected one object on one line; is the line torn?", at) from error
    except RecursionError:
        raise Fault("JSON is nested too deeply to be a report. Expected an object with plain fields.") from None
    except ValueError as error:  # a number with thousands of digits
        raise Fault(f"not usable JSON: {error}. Expected an object with plain fields.") from error
    if not isinstance(value, dict):
        raise Fault(f'the line holds {kind_of(value)}. Expected one object on one line, such as {{"text": "..."}}.')
    return value
