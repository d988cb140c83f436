"""The report with its spans marked, for a terminal: colours for the roles, a label behind every trigger and cue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from eventcoder.schema import Coded
from eventcoder.show.annotations import annotations_of
from eventcoder.show.cards import ACTOR, CONTENT, CUE, QUIET, SOURCE, TARGET, TRIGGER, short_id
from eventcoder.show.terminal import printable

if TYPE_CHECKING:
    from rich.text import Text

_STYLES: Final = {  # later ones win where spans overlap
    "dateline": QUIET,
    "content": CONTENT,
    "mention": f"underline {ACTOR}",
    "reporter": "underline magenta",
    "speaker": "underline magenta",
    "addressee": "underline magenta",
    "channel": "magenta",
    "venue": "magenta",
    "source": f"underline {SOURCE}",
    "target": f"underline {TARGET}",
    "date": "italic",
    "place": "italic",
    "count": "italic",
    "cue": CUE,
    "trigger": TRIGGER,
}
_LEGEND: Final = ("trigger", "source", "target", "cue", "speaker", "content", "mention", "date")


def marked_report(coded: Coded) -> Text:
    """Return the whole text of a report with every span of its records marked."""
    from rich.text import Text

    text = Text(printable(coded.document.text))
    annotations = annotations_of(coded)
    ranks = {role: rank for rank, role in enumerate(_STYLES)}
    for annotation in sorted(annotations, key=lambda a: ranks[a.role]):
        text.stylize(_STYLES[annotation.role], annotation.span.start, annotation.span.end)
    return _with_labels(text, _labels(coded))


def legend() -> Text:
    """Return one line that shows what the colours mean."""
    from rich.text import Text

    line = Text()
    for role in _LEGEND:
        line.append(role, _STYLES[role])
        line.append("  ")
    return line


def _labels(coded: Coded) -> list[tuple[int, str]]:
    """Label and the offset behind which it stands."""
    events = [(e.trigger.end, f"[{e.event_type} {short_id(e.id)}]") for e in coded.events]
    statements = [(s.cue.end, f"[{s.kind} {short_id(s.id)}]") for s in coded.statements]
    return sorted(events + statements, key=lambda label: label[0])


def _with_labels(text: Text, labels: Sequence[tuple[int, str]]) -> Text:
    from rich.text import Text

    offsets = sorted({offset for offset, _ in labels})
    pieces = text.divide(offsets)
    out = Text()
    for i, piece in enumerate(pieces):
        out.append_text(piece)
        if i < len(offsets):
            out.append("".join(label for offset, label in labels if offset == offsets[i]), QUIET)
    return out
