"""The same act in other words keeps its coding: passive, apposition, a clause before it, other countries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from eventcoder.pipeline import Pipeline
from eventcoder.read import read_text

_STABLE = 0.97
_WANTED = 400

ACTIVE = [  # verb phrase, its passive (None where it has none), type
    ("attacked", "was attacked by", "ASSAULT"),
    ("bombed", "was bombed by", "ASSAULT"),
    ("invaded", "was invaded by", "ASSAULT"),
    ("accused", "was accused by", "ACCUSE"),
    ("criticised", "was criticised by", "ACCUSE"),
    ("denounced", "was denounced by", "ACCUSE"),
    ("praised", "was praised by", "SUPPORT"),
    ("threatened", "was threatened by", "THREATEN"),
    ("sued", "was sued by", "ACCUSE"),
    ("imposed sanctions on", None, "SANCTION"),
    ("severed ties with", None, "SANCTION"),
    ("sent aid to", None, "AID"),
    ("held talks with", None, "CONSULT"),
    ("signed a treaty with", None, "SUPPORT|AGREE"),
    ("launched an attack on", None, "ASSAULT"),
    ("agreed to send aid to", None, "AGREE"),
    ("threatened to invade", None, "THREATEN"),
    ("refused to negotiate with", None, "REJECT"),
    ("suspended aid to", None, "SANCTION"),
    ("apologised to", None, "SUPPORT|CONCEDE"),
]
PAIRS = [
    ("Russia", "RUS", "Georgia", "GEO"),
    ("Kenya", "KEN", "Somalia", "SOM"),
    ("Iran", "IRN", "Israel", "ISR"),
    ("India", "IND", "Nepal", "NPL"),
    ("France", "FRA", "Mali", "MLI"),
    ("Peru", "PER", "Chile", "CHL"),
]
FRAMES = [
    "{s} {v} {t}.",
    "{s} {v} {t} on Monday.",
    "On Tuesday {s} {v} {t}.",
    "After months of silence, {s} {v} {t}.",
    "{s}, a member of the council, {v} {t}.",
    "Officials said that {s} {v} {t}.",
    "{s} {v} {t}, a news agency reported.",
]


def variants() -> Iterator[tuple[str, str, str, str]]:
    """Yield text, type, source and target country; frames turn fastest, so that every verb meets every frame."""
    for verb, passive, event_type in ACTIVE:
        for i, (source, s3, target, t3) in enumerate(PAIRS):
            for j, frame in enumerate(FRAMES):
                if (i + j) % 2 == 0:
                    yield frame.format(s=source, v=verb, t=target), event_type, s3, t3
                elif passive is not None:
                    yield frame.format(s=target, v=passive, t=source), event_type, s3, t3


def test_coding_stays_the_same(pipeline: Pipeline) -> None:
    cases = list(variants())
    assert len(cases) >= _WANTED
    changed = [case for case in cases if not is_coded(pipeline, *case)]
    share = 1 - len(changed) / len(cases)
    print(f"stable: {share:.4f} of {len(cases)} variants")  # shown by `pytest -rP`
    assert share >= _STABLE, f"{share:.4f} stable\n" + "\n".join(map(str, changed[:40]))


def is_coded(pipeline: Pipeline, text: str, event_type: str, source: str, target: str) -> bool:
    events = pipeline.analyse(read_text(text)).events
    return any(
        e.event_type in event_type.split("|")
        and source in {p.country for p in e.source}
        and target in {p.country for p in e.target}
        for e in events
    )


def test_frames_and_verbs_all_take_part() -> None:
    texts = [text for text, *_ in variants()]
    count: Callable[[str], int] = lambda part: sum(part in t for t in texts)  # noqa: E731
    assert all(count(f" {passive} ") > 0 for _, passive, _ in ACTIVE if passive)
    assert count("a member of the council") > 20
    assert count("After months of silence") > 20
