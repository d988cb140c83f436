"""Mend the tree inside names: a known person's name is one noun with one head; two people joined by "and" are two."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from eventcoder.analysis import Analysis, Sentence, Token
from eventcoder.find.hits import Hit, NameHits
from eventcoder.find.trees import with_tree
from eventcoder.knowledge.actor_names import plain


class MendNames:
    """Give every known person's name in a sentence its last word as the only head."""

    name = "find.names"
    needs = ("tokens", "folded")
    gives = ("names_mended",)

    def __init__(self, hits: NameHits, given_names: Container[str] = frozenset()) -> None:
        self._hits = hits
        self._given_names = given_names

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with the trees of people's names mended."""
        people = [h for h in self._hits.find(analysis.folded) if h.is_person and " " in h.form]
        sentences = [part_joined(s, self._given_names) for s in analysis.sentences]
        if people:
            sentences = [self._mended(s, people) for s in sentences]
        return replace(analysis, sentences=tuple(sentences))

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


def part_joined(sentence: Sentence, given_names: Container[str]) -> Sentence:
    """Make "Lena Holm and Pavel Orlik" two coordinated names where the parser made the first a part of the second."""
    for t in sentence.tokens:
        if t.lemma == "and" and 1 < t.i < len(sentence.tokens) - 2:
            first, second = sentence.tokens[t.i - 1], _end_of_name(sentence, t.i + 1)
            is_part = first.dep in ("nmod", "compound") and first.head == second.i > t.i + 1
            opens = (first.i - 1, t.i + 1)
            if is_part and first.tag == "NNP" and all(_opens_name(sentence, i, given_names) for i in opens):
                return _coordinated(sentence, first, t, second)
    return sentence


def _end_of_name(sentence: Sentence, i: int) -> Token:
    while i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].tag == "NNP":
        i += 1
    return sentence.tokens[i]


def _opens_name(sentence: Sentence, i: int, given_names: Container[str]) -> bool:
    return sentence.tokens[i].tag == "NNP" and plain(sentence.tokens[i].text) in given_names


def _coordinated(sentence: Sentence, first: Token, joint: Token, second: Token) -> Sentence:
    """The first name takes the place of the second, which hangs on it."""
    tokens = list(sentence.tokens)
    head = first.i if second.head == second.i else second.head
    tokens[first.i] = replace(first, dep=second.dep, head=head)
    tokens[joint.i] = replace(joint, dep="cc", head=first.i)
    for t in sentence.tokens[joint.i + 1 : second.i]:
        tokens[t.i] = replace(t, dep="compound", head=second.i)
    for t in sentence.tokens[second.i + 1 :]:
        if t.head == second.i:
            tokens[t.i] = replace(t, head=first.i)
    tokens[second.i] = replace(second, dep="conj", head=first.i)
    return with_tree(sentence, tokens)
