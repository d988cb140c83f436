"""A statement before it is resolved: token indices of cue, speaker and content; and the reach of phrases in a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.knowledge.statements import Cue
from eventcoder.schema import Span

Range = tuple[int, int]  # first and last token index, both included

_EDGE: Final = frozenset({",", ";", ":", "—", "-", "--", "...", "…", ".", "!", "?", "–"})
_QUOTE: Final = frozenset({'"', "''", "``"})
_AFTERTHOUGHTS: Final = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
_WHILE: Final = frozenset({"during", "after", "before", "since", "following", "amid", "despite", "unlike"})
_DASHES: Final = frozenset({"—", "--", "–"})
_BEHIND: Final = frozenset({"nsubj", "dobj", "attr", "oprd", "npadvmod"})
_PREPOSITIONAL: Final = frozenset({"prep", "dative", "agent", "prt"})
_OBJECTS: Final = frozenset({"pobj", "pcomp"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What one cue introduces, in token indices of its sentence."""

    sentence: int
    head: int  # token index of the cue
    cue: Span
    row: Cue | None  # None for an unknown verb, a colon or a dash
    cue_class: str
    rule: str  # "clause", "np", "prep:of", "quote.after" ...
    content: tuple[Span, ...]
    speakers: tuple[int, ...]  # head tokens
    source: Span | None
    addressees: tuple[int, ...] = ()
    reporters: tuple[int, ...] = ()  # who quotes the speaker: "Tass quoted him as saying"
    is_negated: bool = False
    is_modal: bool = False
    match_score: float | None = None


def trimmed(sentence: Sentence, first: int, last: int) -> Span | None:
    """Return the span of a token range without punctuation at its ends and without half a pair of marks."""
    tokens = sentence.tokens
    first, last = max(first, 0), min(last, len(tokens) - 1)
    while first <= last:
        opening, closing = tokens[first].text, tokens[last].text
        if _is_edge(opening, ")") or (opening in _QUOTE and closing not in _QUOTE and _has_odd(tokens, first, last)):
            first += 1
        elif _is_edge(closing, "(") or (closing in _QUOTE and _has_odd(tokens, first, last)):
            last -= 1
        else:
            return Span(tokens[first].start, tokens[last].end)
    return None


def _is_edge(word: str, bracket: str) -> bool:
    """True for what no span begins or ends with."""
    return word in _EDGE or word == bracket or word.isspace()


def _has_odd(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """True if a quotation mark lacks its partner."""
    return sum(t.text in _QUOTE for t in tokens[first : last + 1]) % 2 == 1


def without(ranges: Iterable[Range], hole: Range) -> list[Range]:
    """Cut ``hole`` out of token ranges.

    >>> without([(0, 9)], (3, 4))
    [(0, 2), (5, 9)]
    """
    out: list[Range] = []
    for first, last in ranges:
        if hole[1] < first or last < hole[0]:
            out.append((first, last))
            continue
        if first < hole[0]:
            out.append((first, hole[0] - 1))
        if hole[1] < last:
            out.append((hole[1] + 1, last))
    return out


def spans_of(sentence: Sentence, ranges: Iterable[Range]) -> tuple[Span, ...]:
    """Turn token ranges into trimmed spans, in text order."""
    found = [trimmed(sentence, *_without_joint(sentence, *r)) for r in sorted(ranges)]
    return tuple(s for s in found if s is not None)


def _without_joint(sentence: Sentence, first: int, last: int) -> Range:
    """A range without the "but" of "X, but" at its end."""
    return (first, last - 1) if first < last and sentence.tokens[last].dep == "cc" else (first, last)


def noun_range(sentence: Sentence, heads: Iterable[int]) -> Range | None:
    """Token range of a noun phrase with its appositions and conjuncts, and relative clauses."""
    firsts: list[int] = []
    lasts: list[int] = []
    for head in heads:
        first, last = _reach(sentence, head)
        firsts.append(first)
        lasts.append(last)
    return (min(firsts), max(lasts)) if firsts else None


def _reach(sentence: Sentence, head: int) -> Range:
    first, last = sentence.edges[head][0], head
    for kid in sentence.kids(head):
        if kid.i < head:
            if kid.dep in _AFTERTHOUGHTS:
                first = max(first, kid.i + 1)
        elif kid.dep == "prep" and (kid.lemma in _WHILE or _is_set_off(sentence, kid)):
            continue
        elif kid.dep in ("relcl", "acl") or kid.dep not in _AFTERTHOUGHTS | {"punct", "cc", "conj"}:
            last = max(last, sentence.edges[kid.i][1])
    for i in range(head - 1, first - 1, -1):
        if sentence.tokens[i].text in _DASHES:  # the end of a dateline
            return i + 1, last
    return first, last


def _is_set_off(sentence: Sentence, preposition: Token) -> bool:
    """True for the "in" of "the king, in a speech to the nation, said"."""
    before = sentence.tokens[sentence.edges[preposition.i][0] - 1]
    return before.text == "," and preposition.lemma == "in"


def own_subject(sentence: Sentence, verb: int) -> Token | None:
    """The subject that stands beside a verb, the nearest if the parser sees several; or None."""
    behind = tag_speaker(sentence, verb)
    if behind is not None:
        return behind
    found = [t for k in sentence.children[verb] if (t := sentence.tokens[k]).dep in _SUBJECTS]
    if len(found) < 2:
        return found[0] if found else None
    nearest = min(found, key=lambda k: abs(k.i - verb))
    for k in found:  # "the body governing Aden said"
        if any(a.i == nearest.i - 1 for a in sentence.kids(k.i, "acl")):
            return k
    return nearest


def tag_speaker(sentence: Sentence, verb: int) -> Token | None:
    """Who speaks in "The raid, [argues Lim, who led it,] broke the truce": a subject takes no comma."""
    tokens = sentence.tokens
    if verb < 2 or tokens[verb - 1].text != "," or not tokens[verb].is_finite:
        return None
    before = next((k for k in sentence.kids(verb) if k.dep in _SUBJECTS and k.i < verb), None)
    behind = next((k for k in sentence.kids(verb) if k.dep in _BEHIND and sentence.edges[k.i][0] == verb + 1), None)
    if before is None or behind is None or any(t.text == "," for t in tokens[sentence.edges[before.i][0] : verb - 1]):
        return None
    return behind if closing_comma(sentence, behind.i) else None


def closing_comma(sentence: Sentence, speaker: int) -> int:
    """The comma behind a tag after which the words go on with their verb; 0 if none does."""
    tokens = sentence.tokens
    return next((i for i in range(speaker, len(tokens) - 1) if tokens[i].text == "," and _goes_on(tokens[i + 1])), 0)


def _goes_on(token: Token) -> bool:
    return token.is_finite or token.tag == "MD"


def first_conjunct(sentence: Sentence, i: int) -> int:
    """The head of the coordination that token ``i`` belongs to."""
    while sentence.tokens[i].dep == "conj" and sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
    return i


def prepositional(sentence: Sentence, i: int) -> Iterator[tuple[Token, Token]]:
    """Yield each preposition under token ``i`` with its object."""
    tokens, children = sentence.tokens, sentence.children
    for k in children[i]:
        if tokens[k].dep in _PREPOSITIONAL:
            for n in children[k]:
                if tokens[n].dep in _OBJECTS:
                    yield tokens[k], tokens[n]
