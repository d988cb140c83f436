"""eventcoder reads news and foreign-ministry reports and writes records that can be checked word for word."""

from __future__ import annotations

import eventcoder.code  # noqa: F401 - the room; imported first, so that the function of the same name stays on top
from eventcoder.api import Result, Results, code, code_many, code_pair, series
from eventcoder.errors import (
    AlignmentError,
    CodingError,
    EventcoderError,
    KnowledgeError,
    ReadError,
    SettingsError,
    StoreError,
)
from eventcoder.schema import (
    Actor,
    Coded,
    Count,
    Dateline,
    Document,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Mention,
    Participant,
    Quarantined,
    Silence,
    Span,
    Statement,
    Versions,
)
from eventcoder.version import __version__

code.__name__ = "eventcoder.code"  # so that ``import eventcoder.code.events as e`` still finds the room

__all__ = [
    "Actor",
    "AlignmentError",
    "Coded",
    "CodingError",
    "Count",
    "Dateline",
    "Document",
    "Event",
    "EventDate",
    "EventPlace",
    "EventcoderError",
    "Evidence",
    "KnowledgeError",
    "Mention",
    "Participant",
    "Quarantined",
    "ReadError",
    "Result",
    "Results",
    "SettingsError",
    "Silence",
    "Span",
    "Statement",
    "StoreError",
    "Versions",
    "__version__",
    "code",
    "code_many",
    "code_pair",
    "series",
]
