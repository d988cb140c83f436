"""Every row of the event lexicon codes its own example; every operator codes its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eventcoder.analysis import Phrase, Sentence
from eventcoder.code.act import Act, Dropped
from eventcoder.find.parser import ParseSentences
from eventcoder.find.predications import BuildPredications
from eventcoder.knowledge import Knowledge
from eventcoder.knowledge.lexicon import LexiconRow
from eventcoder.read import fold
from eventcoder.registry import build_act_finder

_BATCH = 200
_OTHER_TYPE = {  # CONCEDE by the table of codes: yielding to come is AGREE here, apology and forgiveness SUPPORT
    "AGREE": ("035",),
    "SUPPORT": ("055", "056"),
}
_EXCEPTIONS = Path(__file__).with_name("lexicon_exceptions.tsv")
Outcome = tuple[LexiconRow, int, Sentence, list[Act], list[Dropped]]


def exceptions() -> dict[str, str]:
    """Rows whose example is not coded by them, and why."""
    lines = _EXCEPTIONS.read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)  # type: ignore[misc]


@pytest.fixture(scope="module")
def outcomes(knowledge: Knowledge, parser: ParseSentences, predicator: BuildPredications) -> list[Outcome]:
    """What the acts of every example are, parsed in batches."""
    finder = build_act_finder(knowledge)
    found: list[Outcome] = []
    rows = knowledge.lexicon.rows
    for first in range(0, len(rows), _BATCH):
        for row, start, sentence in parsed(rows[first : first + _BATCH], parser):
            found.append((row, start, sentence, *finder.acts(sentence, predicator.build(sentence))))
    return found


def parsed(rows: Iterable[LexiconRow], parser: ParseSentences) -> Iterator[tuple[LexiconRow, int, Sentence]]:
    rows, starts, position = list(rows), [], 0
    for row in rows:
        starts.append(position)
        position += len(row.example.text) + 2
    text = "\n\n".join(row.example.text for row in rows)
    sentences = [Sentence(i, s, s + len(r.example.text), i) for i, (s, r) in enumerate(zip(starts, rows, strict=True))]
    yield from zip(rows, starts, parser.parse(fold(text), sentences), strict=True)


def fault(row: LexiconRow, start: int, sentence: Sentence, acts: list[Act], dropped: list[Dropped]) -> str | None:
    """Why the example is not coded as the row says, or None."""
    if row.is_block:
        return None if row.id in {d.rule for d in dropped} else "not blocked"
    hits = [a for a in acts if a.row is not None and a.row.id == row.id]
    if not hits:
        return f"coded by {[a.row.id if a.row else None for a in acts]}"
    source, target = shifted(row.example.source, start), shifted(row.example.target, start)
    return None if any(has_roles(sentence, a, source, target) for a in hits) else "other roles"


def shifted(spans: Iterable[tuple[int, int]], start: int) -> list[tuple[int, int]]:
    return [(a + start, b + start) for a, b in spans]


def has_roles(sentence: Sentence, act: Act, source: list[tuple[int, int]], target: list[tuple[int, int]]) -> bool:
    targets = (*act.target, *(f for option in act.target_options for f in option))
    if act.is_reciprocal:
        both = (*act.source, *targets)
        return touches(sentence, both, source) and touches(sentence, both, target)
    return touches(sentence, act.source, source) and touches(sentence, targets, target)


def touches(sentence: Sentence, phrases: Iterable[Phrase], spans: list[tuple[int, int]]) -> bool:
    """True if a phrase, or what hangs on it, shares words with one of the spans; nothing marked is always right."""
    wholes = [sentence.span_of(*sentence.edges[f.head]) for f in phrases]
    return not spans or any(w.start < b and a < w.end for w in wholes for a, b in spans)


def test_rows_code_their_own_examples(outcomes: list[Outcome]) -> None:
    known = exceptions()
    faults = [f"{o[0].ref} {o[0].id}: {f}" for o in outcomes if o[0].id not in known and (f := fault(*o))]
    assert not faults, "\n".join(faults)


def test_types_are_those_of_the_codes(knowledge: Knowledge) -> None:
    rows = [r for r in knowledge.lexicon.rows if not r.is_block]
    assert all(r.cameo for r in rows)
    assert not [r.ref for r in rows if is_of_another_type(knowledge, r)]


def is_of_another_type(knowledge: Knowledge, row: LexiconRow) -> bool:
    """True if the ontology gives the row's CAMEO code to a type that is not the row's."""
    own = str(row.cameo)
    is_known = any(own.startswith(code) for code in _OTHER_TYPE.get(row.event_type, ()))
    return knowledge.ontology.cameo[own].event_type != row.event_type and not is_known


@pytest.mark.parametrize("event_type", ["ASSAULT", "AID", "COERCE"])
def test_a_changed_type_is_noticed(event_type: str, knowledge: Knowledge) -> None:
    rows = [r for r in knowledge.lexicon.rows if not r.is_block and r.event_type != event_type]
    assert all(is_of_another_type(knowledge, replace(r, event_type=event_type)) for r in rows)


def test_exceptions_are_few_and_needed(outcomes: list[Outcome]) -> None:
    known = exceptions()
    needed = {o[0].id for o in outcomes if fault(*o)}
    assert len(known) < 40
    assert not set(known) - needed


def test_a_changed_row_is_noticed(outcomes: list[Outcome]) -> None:
    row, start, sentence, acts, dropped = next(o for o in outcomes if o[0].id == "attack.v")
    assert fault(row, start, sentence, [], dropped)
    assert fault(row, start, sentence, [a for a in acts if a.row is not row], dropped)


def test_operators_act_in_their_own_examples(
    knowledge: Knowledge, parser: ParseSentences, predicator: BuildPredications
) -> None:
    finder = build_act_finder(knowledge)
    missing = []
    for operator in knowledge.operators.operators:
        text = operator.example
        (sentence,) = parser.parse(fold(text), [Sentence(0, 0, len(text), 0)])
        acts, dropped = finder.acts(sentence, predicator.build(sentence))
        applied = {s.operator.id for a in acts for s in a.steps}
        own_row = any(a.row is not None and a.row.lemma == operator.lemma for a in acts)  # says more than the operator
        told = any(d.rule == f"composition.{operator.operator_class}" for d in dropped)
        if operator.id not in applied and not own_row and not told:
            missing.append(f"{operator.id}: {text}")
    assert not missing, "\n".join(missing)
