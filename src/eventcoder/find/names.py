"""Mend the tree inside known names: however the parser cut it, a person's name is one noun with one head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventcoder.analysis import Analysis, Sentence, Token
from eventcoder.find.hits import Hit, NameHits
from eventcoder.find.trees import with_tree


class MendNames:
    """Give every known person's name in a sentence its last word as the only head."""

    name = "find.names"
    needs = ("tokens", "folded")
    gives = ("names_mended",)

    def __init__(self, hits: NameHits) -> None:
        self._hits = hits

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with the trees of known people's names mended."""
        people = [h for h in self._hits.find(analysis.folded) if h.is_person and " " in h.form]
        if not people:
            return analysis
        return replace(analysis, sentences=tuple(self._mended(s, people) for s in analysis.sentences))

    def _mended(self, sentence: Sentence, people: Sequence[Hit]) -> Sentence:
        for hit in people:
            if sentence.start <= hit.start < sentence.end and sentence.tokens:
                first, last = sentence.token_at(hit.start), sentence.token_at(hit.end - 1)
                if first is not None and last is not None and first.i < last.i:
                    sentence = mend_run(sentence, first.i, last.i)
        return sentence


def mend_run(sentence: Sentence, first: int, last: int) -> Sentence:
    """Make tokens ``first`` to ``last`` one name headed by the last; the same object if it was so already."""
    inside = range(first, last + 1)
    outside = [i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i]
    if outside == [last]:
        return sentence
    top = min(outside, key=lambda i: (_depth(sentence, i), i))
    tokens: list[Token] = list(sentence.tokens)
    governor = sentence.tokens[top]
    for t in sentence.tokens:
        if t.head in inside and t.i not in inside:
            tokens[t.i] = replace(t, head=last)
    for i in inside:
        tokens[i] = replace(tokens[i], dep="compound", head=last, tag="NNP")
    head = last if governor.head == top else governor.head
    tokens[last] = replace(tokens[last], dep=governor.dep, head=head, tag="NNP")
    return with_tree(sentence, tokens)


def _depth(sentence: Sentence, i: int) -> int:
    depth = 0
    while sentence.tokens[i].head != i and depth <= len(sentence.tokens):
        i, depth = sentence.tokens[i].head, depth + 1
    return depth
