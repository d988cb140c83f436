"""Cues that are no predicates: "according to S", "in the words of S", "per S", "reportedly"."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.drafts import Draft, Range, own_subject, prepositional, spans_of, trimmed, without
from eventcoder.code.speakers import owners_of, source_span
from eventcoder.knowledge.statements import Cue, Cues
from eventcoder.schema import Span

KIN_WORDS: Final = frozenset({"in", "by", "per", "as"})
_CLAUSES: Final = frozenset({"ccomp", "advcl", "relcl", "xcomp", "pcomp", "acl"})
_MEASURES: Final = frozenset({"cent", "person", "day", "week", "month", "year", "hour", "capita", "head"})
_OURSELVES: Final = frozenset({"i", "we"})  # "the values we supposedly live by"
_ASIDES: Final = frozenset({"as", "after", "while", "because", "although", "though"})


class KinCues:
    """Finds phrases that say who tells what a whole clause says."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def according(self, sentence: Sentence, t: Token) -> Draft | None:
        """ "X, according to S"."""
        row = self._cues.find("prep", "according to")
        to = next((k for k in sentence.kids(t.i, "prep") if k.lemma == "to"), None)
        if to is None or row is None:
            return None
        by = [o for p, o in prepositional(sentence, t.i) if p.lemma == "by"]  # "according to a letter today by Lim"
        heads = tuple(i for o in (*sentence.kids(to.i, "pobj"), *by) for i in sentence.conjuncts(o.i))
        if heads and t.head != t.i:
            return _kin_draft(sentence, t, (t.i, to.i), heads, row)
        return _according_by_commas(sentence, t, to, row)

    def kin(self, sentence: Sentence, t: Token) -> Draft | None:
        """ "in the words of S", "in S's view", "per S"."""
        for o in sentence.kids(t.i, "pobj"):
            row = self._cues.find("prep", f"{t.lemma} {o.lemma}")
            if row is not None:
                return _in_words_of(sentence, t, o, row)
            row = self._cues.find("prep", t.lemma)
            if row is not None:
                return _per(sentence, t, o, row)
        return None

    def adverb(self, sentence: Sentence, t: Token, row: Cue) -> Draft | None:
        """ "X reportedly did Y": nobody is named as speaker."""
        verb = sentence.tokens[t.head]
        own = own_subject(sentence, verb.i)
        if not verb.is_verb or t.dep != "advmod" or (own is not None and own.lemma.lower() in _OURSELVES):
            return None
        ranges = without([sentence.edges[verb.i]], (t.i, t.i))
        ranges = _without_outer(sentence, verb.i, ranges)
        return Draft(
            sentence=sentence.index, head=t.i, cue=Span(t.start, t.end), row=row, cue_class=row.cue_class,
            rule="adverb", content=spans_of(sentence, ranges), speakers=(), source=None,
        )  # fmt: skip


def _in_words_of(sentence: Sentence, t: Token, noun: Token, row: Cue) -> Draft | None:
    before = sentence.tokens[t.i - 1] if t.i else None
    if before is not None and before.is_noun:  # "with tears in her eyes"
        return None
    heads = owners_of(sentence, noun.i) or tuple(x.i for p, x in prepositional(sentence, noun.i) if p.lemma == "of")
    if not heads:
        return None
    end = min(noun.i + 1, heads[0] - 1) if heads[0] > noun.i else t.i
    return _kin_draft(sentence, t, (t.i, max(end, t.i)), heads, row)


def _per(sentence: Sentence, t: Token, named: Token, row: Cue) -> Draft | None:
    before = sentence.tokens[t.i - 1] if t.i else None
    heads = sentence.conjuncts(named.i)
    if before is not None and before.lemma == "as":
        return _kin_draft(sentence, t, (t.i - 1, t.i), heads, row)
    is_set_off = before is None or before.text == ","
    if not is_set_off or named.lemma in _MEASURES or (before is None and not named.text[:1].isupper()):
        return None
    return _kin_draft(sentence, t, (t.i, t.i), heads, row)


def _kin_draft(sentence: Sentence, t: Token, cue: Range, heads: tuple[int, ...], row: Cue) -> Draft | None:
    source = source_span(sentence, heads)
    if source is None:
        return None
    host = _clause_over(sentence, t)
    first, last = sentence.edges[t.i]
    hole = (min(first, cue[0]), last)
    reach = _reach_of(sentence, t, host)
    ranges = without([reach], hole)
    return Draft(
        sentence=sentence.index, head=t.i, cue=sentence.span_of(*cue), row=row, cue_class=row.cue_class,
        rule="according", content=spans_of(sentence, ranges), speakers=heads, source=source,
    )  # fmt: skip


def _according_by_commas(sentence: Sentence, t: Token, to: Token, row: Cue) -> Draft | None:
    """Where the parser lost the phrase: who is named runs to the next comma, the rest of the sentence is told."""
    end = next((x.i for x in sentence.tokens[to.i :] if x.text in (",", ".")), len(sentence.tokens))
    words = [x.i for x in sentence.tokens[to.i + 1 : end] if x.is_noun or x.tag == "PRP"]
    source = trimmed(sentence, to.i + 1, end - 1)
    if source is None or not words:
        return None
    ranges = without([(0, len(sentence.tokens) - 1)], (t.i, end - 1))
    return Draft(
        sentence=sentence.index, head=t.i, cue=sentence.span_of(t.i, to.i), row=row, cue_class=row.cue_class,
        rule="according", content=spans_of(sentence, ranges), speakers=(words[-1],), source=source,
    )  # fmt: skip


def _without_outer(sentence: Sentence, verb: int, ranges: list[Range]) -> list[Range]:
    for k in sentence.kids(verb, "advcl", "parataxis"):
        if any(m.lemma in _ASIDES for m in sentence.kids(k.i, "mark")):
            ranges = without(ranges, sentence.edges[k.i])
    for k in sentence.kids(verb, "conj"):
        if k.i > verb and own_subject(sentence, k.i) is not None:
            joint = next((c.i for c in sentence.kids(verb, "cc") if c.i < k.i), sentence.edges[k.i][0])
            return without(ranges, (joint, len(sentence.tokens) - 1))
    return ranges


def _clause_over(sentence: Sentence, t: Token) -> Token:
    """The verb of the clause that a phrase hangs in."""
    host = sentence.tokens[t.head]
    while not host.is_verb and host.head != host.i:
        host = sentence.tokens[host.head]
    return host


def _reach_of(sentence: Sentence, t: Token, host: Token) -> Range:
    """What an according-to phrase covers: the sentence if a comma sets it off, else the clause it stands in."""
    first, last = sentence.edges[t.i]
    before = sentence.tokens[first - 1].text if first else ","
    after = sentence.tokens[last + 1].text if last + 1 < len(sentence.tokens) else "."
    opens_joined = before == "," and first > 1 and sentence.tokens[first - 2].dep == "cc"  # "X, but, according to S, Y"
    if before in (",", "—", '"', "(") and host.dep not in ("relcl", "acl") and not opens_joined:
        while host.head != host.i and host.dep in _CLAUSES | {"conj"} and after != ".":
            host = sentence.tokens[host.head]
        if after in (".", '"') or first == 0:
            return 0, len(sentence.tokens) - 1
    return sentence.edges[host.i]
