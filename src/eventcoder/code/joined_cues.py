"""Cues joined to others: what belongs to which, where the parser puts the second inside the content of the first.

Comes in: the drafts of one sentence in text order. Goes out: the same drafts, contents cut and speakers shared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.drafts import Draft, first_conjunct, own_subject, trimmed
from eventcoder.schema import Span

_QUOTES: Final = frozenset({'"', "``", "''"})
_FOLLOWING: Final = frozenset(
    {"add", "suggest", "note", "say", "argue", "insist", "claim", "stress", "signal", "describe", "call"}
)
_SPOKEN: Final = frozenset(
    "say claim warn accuse condemn demand promise stress reject threaten praise ask deny propose admit".split()
)


def share_contents(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with contents that stop where a joined cue begins.

    "He said the talks failed, and officials warned that X"; "It said it was opposed and warned the North": there
    the second verb has the speaker of the first.
    """
    for n, other in enumerate(drafts):
        t = sentence.tokens[other.head]
        if other.row is None:
            continue
        _give_back(sentence, drafts, n)
        if t.tag == "VBG" and t.dep == "advcl" and other.row.lemma in _FOLLOWING:
            _share_participle(sentence, drafts, n, t)
        elif t.dep == "conj" and t.is_finite:
            _share_conjunct(sentence, drafts, n, t)
        elif t.dep == "conj" and t.tag == "VBG":
            _share_gerund(sentence, drafts, n, t)
    return [_without_outer(sentence, d, drafts) for d in drafts]


def _without_outer(sentence: Sentence, d: Draft, drafts: Sequence[Draft]) -> Draft:
    """ "Lim told Tan that X[, according to a clerk]": the clerk tells all of it, Lim nothing of the clerk."""
    is_opening = d.rule == "according" and d.head == 0
    for other in drafts:
        if is_opening and _is_second(sentence, other):
            cut = _before(sentence, d, other.head)
            return replace(d, content=(*d.content[:-1], cut)) if cut is not None else d
        if d.rule == "clause" and other.rule == "according" and any(c.covers(d.cue) for c in other.content):
            cut = _before(sentence, d, other.head) if d.content[-1].covers(other.cue) else None
            return replace(d, content=(*d.content[:-1], cut)) if cut is not None else d
    return d


def _is_second(sentence: Sentence, other: Draft) -> bool:
    """ "According to Lim, X [but he also said Y]": a second cue of the sentence, joined to what the first tells."""
    t = sentence.tokens[other.head]
    is_joined = other.rule == "clause" and t.dep == "conj" and t.is_finite
    return is_joined and own_subject(sentence, t.i) is not None


def share_with_teller(sentence: Sentence, drafts: Sequence[Draft], is_thing: Callable[[int], bool]) -> list[Draft]:
    """ "said the road was blocked, [urging both sides to open it]": who speaks urges, since a road urges nobody.

    drafts: of this sentence. is_thing: true for the token of a noun that can say nothing.
    """
    out = list(drafts)
    for n, other in enumerate(drafts):
        t = sentence.tokens[other.head]
        t = t if t.is_verb else sentence.tokens[t.head]  # "expressing concern over X"
        subject = own_subject(sentence, t.head)
        is_loose = t.tag == "VBG" and t.dep == "advcl" and sentence.tokens[sentence.edges[t.i][0] - 1].text == ","
        if is_loose and subject is not None and own_subject(sentence, t.i) is None and is_thing(subject.i):
            _share_participle(sentence, out, n, t)
    return out


def _give_back(sentence: Sentence, drafts: list[Draft], n: int) -> None:
    """ "X is safe, experts said, [but the mayor made clear that Y]": the second half is what the report says."""
    start = drafts[n].cue.start
    for m, d in enumerate(drafts[:n]):
        last = d.content[-1]
        if d.rule != "parenthesis" or len(d.content) < 2 or not (d.cue.end <= last.start <= start < last.end):
            continue
        first = sentence.token_at(last.start)
        cue = sentence.token_at(start)
        own = own_subject(sentence, drafts[n].head) or (own_subject(sentence, cue.i) if cue is not None else None)
        if first is not None and first.lemma == "but" and own is not None and own.tag.startswith("NNP"):
            drafts[m] = replace(d, content=d.content[:-1])


def _share_participle(sentence: Sentence, drafts: list[Draft], n: int, t: Token) -> None:
    """ "said X would stay shut, adding that Y": who said the first says the second."""
    for m, d in enumerate(drafts[:n]):
        cut = _before(sentence, d, t.i) if d.rule == "clause" and d.head < t.i else None
        if cut is not None and sentence.tokens[sentence.edges[t.i][0] - 1].text == ",":
            drafts[m] = replace(d, content=(*d.content[:-1], cut))
            if own_subject(sentence, t.i) is None:
                drafts[n] = replace(drafts[n], speakers=d.speakers, source=d.source)


def _share_gerund(sentence: Sentence, drafts: list[Draft], n: int, t: Token) -> None:
    """ "..., urging him to go [and warning Y not to come]": joined to the other participle, not to what is urged."""
    for m, d in enumerate(drafts[:n]):
        is_alike = sentence.tokens[d.head].tag == "VBG" and sentence.tokens[t.head].tag != "VBG" and d.head < t.i
        cut = _before(sentence, d, t.i) if is_alike and drafts[n].cue_class in _SPOKEN else None
        if cut is not None and own_subject(sentence, t.i) is None:
            drafts[m] = replace(d, content=(*d.content[:-1], cut))
            drafts[n] = replace(drafts[n], speakers=d.speakers, source=d.source)


def _share_conjunct(sentence: Sentence, drafts: list[Draft], n: int, t: Token) -> None:
    other, clause = drafts[n], first_conjunct(sentence, t.i)
    for m, d in enumerate(drafts[:n]):
        if sum(x.text in _QUOTES for x in sentence.tokens[d.head : t.i]) % 2:
            continue  # the joined verb is quoted, the first is not
        is_next = d.rule == "clause" and sentence.tokens[clause].head == d.head < t.i
        if _goes_on(sentence, d, clause, other) or (is_next and _speaks_on(sentence, d, other)):
            drafts[n] = replace(other, speakers=d.speakers, source=d.source)
        elif not is_next or own_subject(sentence, t.i) is None or other.rule != "clause":
            continue
        cut = _before(sentence, d, t.i)
        if cut is not None:
            drafts[m] = replace(d, content=(*d.content[:-1], cut))


def _speaks_on(sentence: Sentence, draft: Draft, joined: Draft) -> bool:
    """ "said it was opposed and warned X": both verbs stand in one tense and the second is one of saying."""
    is_alike = sentence.tokens[draft.head].tag == sentence.tokens[joined.head].tag
    return own_subject(sentence, joined.head) is None and is_alike and joined.cue_class in _SPOKEN


def _goes_on(sentence: Sentence, draft: Draft, clause: int, joined: Draft) -> bool:
    """ "expressed relief that they had been caught [and said X]": the verb of saying is not the other clause's."""
    if own_subject(sentence, joined.head) is not None or joined.cue_class not in _SPOKEN:
        return False
    start = sentence.tokens[clause].start
    is_inside = any(c.start <= start < c.end for c in draft.content) and draft.head < clause
    helping = any(k.lemma in ("have", "'ve") or k.tag == "MD" for k in sentence.kids(clause, "aux"))
    return is_inside and helping and sentence.tokens[joined.head].tag == "VBD" and draft.rule in ("np", "clause")


def _before(sentence: Sentence, draft: Draft, verb: int) -> Span | None:
    """The last stretch of a content up to the joined clause of a verb."""
    start = sentence.edges[verb][0]
    last = draft.content[-1]
    if not last.start < sentence.tokens[start].start < last.end:
        return None
    first = next(x.i for x in sentence.tokens if x.end > last.start)
    while start > first and _opens(sentence.tokens[start - 1], verb):
        start -= 1
    return trimmed(sentence, first, start - 1)


def _opens(token: Token, verb: int) -> bool:
    """True for the "and then" between two clauses."""
    return token.dep in ("cc", "punct") or (token.dep == "advmod" and token.head == verb)
