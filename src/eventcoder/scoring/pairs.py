"""The PLOVER type of what a marked source did to a marked target.

Gold: {id, root}. Prediction: {id, event_type or null}. CONCEDE and RETREAT count as one type, YIELD, as the public
gold of this task has them; with it go its quad classes (YIELD is material cooperation, SANCTION material conflict).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from eventcoder.scoring.figures import Counts, Figure, Share, mean

_FOLDED: Final = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_QUAD: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("YIELD", "COOPERATE", "AID"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


def score_pairs(gold: Sequence[Mapping[str, Any]], predictions: Mapping[str, Mapping[str, Any]]) -> Iterator[Figure]:
    """Yield accuracy, macro-F1 and quad accuracy, then F1 by type."""
    accuracy, quad, answered = Share(), Share(), Share()
    by_type: dict[str, Counts] = {}
    wrong: dict[str, int] = {}
    for record in gold:
        expected = _folded(record["root"])
        found = _folded(predictions.get(record["id"], {}).get("event_type"))
        counts = by_type.setdefault(str(expected), Counts())
        accuracy.add(found == expected)
        quad.add(_QUAD.get(str(found)) == _QUAD[str(expected)])
        answered.add(found is not None)
        counts.tp += found == expected
        counts.fn += found != expected
        if found is not None and found != expected:
            wrong[found] = wrong.get(found, 0) + 1
    for name, counts in by_type.items():
        counts.fp = wrong.get(name, 0)
    yield accuracy.figure("accuracy", is_headline=True)
    yield Figure("macro-F1", mean(c.f1 for c in by_type.values()), f"{len(by_type)} types", is_headline=True)
    yield quad.figure("quad accuracy")
    yield answered.figure("answered")
    for name, counts in sorted(by_type.items()):
        yield Figure(f"F1 {name}", counts.f1, str(counts))


def _folded(event_type: str | None) -> str | None:
    return _FOLDED.get(event_type, event_type) if event_type else None
