"""What one marked stretch did to another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Sentence
from eventcoder.find.predications import BuildPredications
from eventcoder.knowledge import Knowledge
from eventcoder.registry import build_pair_coder
from eventcoder.schema import Span


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Russia attacked Georgia and sent aid to Armenia.", "Russia", "Georgia", "ASSAULT"),
        ("Russia attacked Georgia and sent aid to Armenia.", "Russia", "Armenia", "AID"),
        ("Russia condemned Georgia after Chile met Peru.", "Chile", "Peru", "CONSULT"),
        ("Russia did not sign the pact with Georgia.", "Russia", "Georgia", "REJECT"),
        ("Peru, which had attacked Chile, thanked Chile.", "Peru", "thanked Chile", "SUPPORT"),
        ("Hungary said it would expel two Serbian envoys.", "Hungary", "Serbian envoys", "THREATEN"),
        ("Snow fell on Russia and Georgia.", "Russia", "Georgia", None),
    ],
)
def test_the_act_that_fits_the_pair(
    text: str,
    source: str,
    target: str,
    expected: str | None,
    knowledge: Knowledge,
    parse: Callable[[str], Sentence],
    predicator: BuildPredications,
) -> None:
    sentence = parse(text)
    marked = [[Span(text.index(w), text.index(w) + len(w))] for w in (source, target)]
    found = build_pair_coder(knowledge).best([sentence], [predicator.build(sentence)], *marked)
    assert (found.event_type if found else None) == expected
