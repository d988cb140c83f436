"""Repairs leave a tree: every word hangs on the root, however a sentence ends."""

from __future__ import annotations

import pytest

from eventcoder.analysis import Sentence
from eventcoder.find.parser import ParseSentences


@pytest.mark.parametrize(
    "text",
    [
        "Kinshasa confirmed to reporters that it was a mistake when letters were signed with",
        "Brazzaville confirmed that it was a fault that the papers were signed with",
    ],
)
def test_a_preposition_at_the_end_takes_no_object_from_the_beginning(text: str, parser: ParseSentences) -> None:
    (sentence,) = parser.parse(text, [Sentence(0, 0, len(text), 0)])
    first, verb = sentence.tokens[:2]
    assert (first.dep, verb.dep) == ("nsubj", "ROOT")
    for token in sentence.tokens:
        i, steps = token.i, 0
        while sentence.tokens[i].head != i and steps < len(sentence.tokens):
            i, steps = sentence.tokens[i].head, steps + 1
        assert i == verb.i
