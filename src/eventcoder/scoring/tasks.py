"""The tasks by name: how their records are called and which scorer measures them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from eventcoder.scoring.actors import score_actors
from eventcoder.scoring.dates import score_dates
from eventcoder.scoring.figures import Figure
from eventcoder.scoring.geo import score_geo
from eventcoder.scoring.joined import score_joined
from eventcoder.scoring.pairs import score_pairs
from eventcoder.scoring.quotes import score_quotes
from eventcoder.scoring.reports import score_reports
from eventcoder.scoring.sentences import score_sentences
from eventcoder.scoring.spans import score_spans

Record = Mapping[str, Any]
Records = Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Options:
    """How strictly to score.

    is_strict: accepted alternatives of the gold do not count. cameo_types: PLOVER types by CAMEO code.
    """

    is_strict: bool = False
    cameo_types: Mapping[str, str] = field(default_factory=dict)


Scorer = Callable[[Sequence[Record], Records, Options], Iterable[Figure]]


def _sentences(gold: Sequence[Record], predictions: Records, options: Options) -> Iterable[Figure]:
    yield from score_sentences(gold, predictions, is_strict=options.is_strict, cameo_types=options.cameo_types)
    if any("source_text" in record and "event_2021" not in record for record in gold):
        yield from score_spans(gold, predictions)


SCORERS: Final[dict[str, Scorer]] = {
    "pairs": lambda gold, predictions, _: score_pairs(gold, predictions),
    "sentences": _sentences,
    "actors": lambda gold, predictions, _: score_actors(gold, predictions),
    "multiple": lambda gold, predictions, _: score_joined(gold, predictions),
    "quotes": lambda gold, predictions, _: score_quotes(gold, predictions),
    "geo": lambda gold, predictions, _: score_geo(gold, predictions),
    "dates": lambda gold, predictions, _: score_dates(gold, predictions),
    "reports": lambda gold, predictions, _: score_reports(gold, predictions),
}


def key_of(record: Record) -> str:
    """Return the ``id`` of a record, or its ``doc_id``. Raises KeyError if it has neither."""
    return str(record["id"] if "id" in record else record["doc_id"])


def score(
    task: str, gold: Sequence[Record], predictions: Iterable[Record], options: Options | None = None
) -> list[Figure]:
    """Return the figures of a task. Raises KeyError for an unknown task or a record without the fields it needs."""
    by_id = {key_of(record): record for record in predictions}
    return list(SCORERS[task](gold, by_id, options or Options()))
