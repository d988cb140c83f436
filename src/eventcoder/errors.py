"""Every error the package raises on purpose.

EventcoderError
├── KnowledgeError    a knowledge file is wrong: file, line, value, what was expected
├── ReadError         an input cannot be read as a report
├── AlignmentError    a span does not fit its text
├── CodingError       one report could not be coded (recorded, the run goes on)
├── StoreError        records cannot be written or read back
│   ├── DamagedStoreError  a store was cut, changed or is none
│   ├── BusyStoreError     another program kept a store locked for too long
│   └── FullDiskError      there is no room, or the disk failed; what was stored before is intact
└── SettingsError     an option has an impossible value
"""

from __future__ import annotations


class EventcoderError(Exception):
    """Root of all errors raised on purpose; its message says what, where, what was expected, what to do."""


class KnowledgeError(EventcoderError):
    """A knowledge file holds something impossible."""


class ReadError(EventcoderError):
    """An input cannot be read as a report."""


class AlignmentError(EventcoderError):
    """A span does not fit the text it points into."""


class CodingError(EventcoderError):
    """One report could not be coded; runners record it and go on."""


class StoreError(EventcoderError):
    """Records cannot be written, or what was written cannot be read back."""


class DamagedStoreError(StoreError):
    """A store was cut or changed outside eventcoder, or the file is no store."""


class BusyStoreError(StoreError):
    """Another program kept the store locked for too long."""


class FullDiskError(StoreError):
    """The disk is full or failed while a store was written; what was stored before is intact."""


class SettingsError(EventcoderError):
    """A setting has an impossible value."""
