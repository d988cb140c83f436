"""Speaker, addressee, channel and via on sentences and passages answered before the code ran: floors for both halves.

Half a was looked at while the stage was built, half b was only measured.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from eventcoder.analysis import Analysis
from eventcoder.schema import Participant, Span, Statement

HERE: Final = Path(__file__).parent
FILES: Final = ("statements_cases.tsv", "statement_passages.tsv")
PUBLISHED: Final = "2024-05-15"
FIELDS: Final = ("speaker", "addressee", "channel", "via")
Analyse = Callable[..., Analysis]


@dataclass(frozen=True, slots=True)
class Case:
    """One expected statement; an empty cue says that nobody says anything in the text."""

    id: str
    half: str
    text: str
    cue: str
    answers: dict[str, tuple[str, ...]]  # field -> answers that are right


def load_cases(name: str) -> list[Case]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    dicts = [dict(zip(header, row, strict=True)) for row in rows]
    return [Case(d["id"], d["half"], d["text"], d["cue"], {f: tuple(d[f].split(";")) for f in FIELDS}) for d in dicts]


def statement_of(case: Case, analysis: Analysis) -> Statement | None:
    """The statement with the cue of the case."""
    word, _, number = case.cue.partition("#")
    text = analysis.document.text
    found = [s for s in analysis.statements if word.lower() in s.cue.of(text).lower()]
    at = int(number or 1) - 1
    return sorted(found, key=lambda s: s.cue)[at] if at < len(found) else None


def _plain(words: str) -> str:
    """Without accents and case."""
    return "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c)).casefold()


def _is(participant: Participant, answer: str, text: str) -> bool:
    words = participant.span.of(text) if participant.span else ""
    if answer.isupper() and len(answer) == 6 and participant.country == answer[:3]:
        return answer[3:] in participant.sectors
    return answer == participant.country or any(_plain(answer) in _plain(w) for w in (participant.name, words))


def names_fit(answers: Sequence[str], found: Sequence[Participant], source: Span | None, text: str) -> bool:
    """True if one answer names exactly the participants found; words stand for somebody who is not resolved."""
    return any(_fits(tuple(a.split("|")) if a else (), found, source, text) for a in answers)


def _fits(wanted: Sequence[str], found: Sequence[Participant], source: Span | None, text: str) -> bool:
    if not found and source is not None and wanted:
        return all(_plain(w) in _plain(source.of(text)) for w in wanted)
    if len(wanted) != len(found):
        return False
    rest = list(found)
    for w in wanted:
        match = next((p for p in rest if _is(p, w, text)), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def verdicts(case: Case, analysis: Analysis) -> dict[str, bool]:
    """Which fields of the case are right."""
    if not case.cue:
        return {"speaker": not any(s.speakers or s.source_span for s in analysis.statements)}
    found, text = statement_of(case, analysis), analysis.document.text
    if found is None:
        is_empty = {f: "" in case.answers[f] and f not in ("speaker",) for f in FIELDS}
        return {f: v for f, v in is_empty.items() if f == "speaker" or not v}
    return {
        "speaker": names_fit(case.answers["speaker"], found.speakers, found.source_span, text),
        "addressee": names_fit(case.answers["addressee"], found.addressees, None, text),
        "channel": (found.channel or "") in case.answers["channel"],
        "via": names_fit(case.answers["via"], found.via, None, text),
    }


def figures(cases: Sequence[Case], analyse: Analyse) -> Counter[tuple[str, str, bool]]:
    """How often each field is right and wrong, per half."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    known: dict[str, Analysis] = {}
    for case in cases:
        if case.text not in known:
            known[case.text] = analyse(case.text, published=PUBLISHED)
        for field, is_right in verdicts(case, known[case.text]).items():
            counts[case.half, field, is_right] += 1
    return counts


def share(counts: Counter[tuple[str, str, bool]], half: str, field: str) -> float:
    right, wrong = counts[half, field, True], counts[half, field, False]
    return right / (right + wrong)
