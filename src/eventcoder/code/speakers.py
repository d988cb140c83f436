"""Who speaks: the phrases beside a cue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from eventcoder.analysis import Predication, Sentence, Token
from eventcoder.code.drafts import Range, first_conjunct, noun_range, own_subject, prepositional, trimmed
from eventcoder.schema import Span

_RELATIVE: Final = frozenset({"WDT", "WP", "WP$"})
_DASHES: Final = frozenset({"—", "--", "–", "-"})
_BREAKS: Final = frozenset({",", '"', "''"})
_MARKS: Final = frozenset({'"', "``", "''"})
_EMPTY: Final = frozenset({"there", "what", "rest", "time"})  # "rest assured", "time will tell"


class Predications:
    """The predications of one sentence by the token that heads them."""

    def __init__(self, predications: Sequence[Predication]) -> None:
        self._by_head = {p.head: p for p in predications}

    def at(self, head: int) -> Predication | None:
        """The predication that a token heads, or None."""
        return self._by_head.get(head)


def speakers_of(
    sentence: Sentence, predications: Predications, verb: int, *, is_passive: bool
) -> tuple[tuple[int, ...], Span | None]:
    """Return the head tokens of who speaks, and the words that name them; nobody for "it was said"."""
    if is_passive:
        heads = tuple(
            i for k in sentence.kids(verb, "agent") for o in sentence.kids(k.i, "pobj") for i in sentence.conjuncts(o.i)
        )
        return heads, source_span(sentence, heads)
    own = own_subject(sentence, verb) or _accompanying(sentence, verb)
    if own is not None:
        if own.dep == "expl" or (own.lemma in _EMPTY and own.tag not in _RELATIVE):
            return (), None
        named = _before_dash(sentence, own, verb)
        if named is not None:
            first = named
            while first > 0 and sentence.tokens[first - 1].tag == "NNP":
                first -= 1
            return (named,), sentence.span_of(first, named)
        heads = _without_second_post(sentence, sentence.conjuncts(own.i))
        if own.tag in _RELATIVE:
            found = predications.at(verb)
            real = tuple(f.head for f in found.phrases("agent")) if found else ()
            noun = cleft(sentence, verb)
            if noun is not None:
                return sentence.conjuncts(noun), Span(own.start, own.end)
            return _antecedents(sentence, verb, own, real) or heads, Span(own.start, own.end)
        return heads, source_span(sentence, heads, before=verb if own.i < verb else None)
    before = sentence.tokens[verb - 1] if verb else None
    if before is not None and before.tag == "NNP" and before.dep == "compound" and before.head == verb:
        return name_before(sentence, sentence.tokens[verb])  # "if Donald Trump orders X"
    found = predications.at(verb)
    heads = tuple(f.head for f in found.phrases("agent")) if found else ()
    if any(sentence.tokens[h].lemma in _EMPTY for h in heads):
        return (), None
    relative = _shared_relative(sentence, verb)
    if relative is not None:
        return heads, Span(relative.start, relative.end)
    return heads, source_span(sentence, heads, before=verb)


def cleft(sentence: Sentence, verb: int) -> int | None:
    """The noun of "It was [Lim] who said X"."""
    over = sentence.tokens[sentence.tokens[verb].head]
    if over.lemma != "be" or over.i == verb:
        return None
    return next((k.i for k in sentence.kids(over.i, "attr") if over.i < k.i < verb), None)


def _accompanying(sentence: Sentence, verb: int) -> Token | None:
    """ "The port stayed shut, with [the mayor], Ana Lim, saying X", where the parser hangs "saying" higher up."""
    t = sentence.tokens[verb]
    if t.tag != "VBG":
        return None
    for k in sentence.kids(t.head, "prep"):
        noun = next(sentence.kids(k.i, "pobj"), None)
        is_set_off = k.i > 0 and sentence.tokens[k.i - 1].text == ","
        if k.lemma == "with" and is_set_off and noun is not None and 0 < verb - sentence.edges[k.i][1] <= 2:
            return noun
    return None


def _antecedents(sentence: Sentence, verb: int, own: Token, heads: tuple[int, ...]) -> tuple[int, ...]:
    """ "A and B, who have left": both; "A and B, which has left": the nearest."""
    if len(heads) != 1:
        return heads
    joined = [i for i in sentence.conjuncts(first_conjunct(sentence, heads[0])) if i < own.i]
    tags = {t.tag for t in (*sentence.kids(verb, "aux", "auxpass"), sentence.tokens[verb])}
    if len(joined) > 1 and "VBZ" in tags:
        return (joined[-1],)
    is_one = sentence.tokens[heads[0]].tag in ("NN", "NNP")
    return tuple(joined) if len(joined) > 1 and "VBP" in tags and is_one else heads


def _without_second_post(sentence: Sentence, heads: tuple[int, ...]) -> tuple[int, ...]:
    """ "Ana Lim, a former judge, and the author of two books": one person with two posts."""
    first = sentence.tokens[heads[0]]
    if len(heads) != 2 or first.tag != "NNP" or not sentence.has_kid(first.i, "appos"):
        return heads
    second = sentence.tokens[heads[1]]
    is_post = second.tag == "NN" and any(k.lemma in ("the", "a", "an") for k in sentence.kids(second.i, "det"))
    return heads[:1] if is_post and not sentence.has_kid(second.i, "appos", "compound") else heads


def _before_dash(sentence: Sentence, own: Token, verb: int) -> int | None:
    """The name of "Ana Lim - a friend of the king - said", where the parser takes the friend for the subject."""
    first = sentence.edges[own.i][0]
    if first < 2 or own.i > verb or not own.tag.startswith("NN") or own.tag.startswith("NNP"):
        return None
    between = [t.text for t in sentence.tokens[own.i : verb]]
    is_aside = sentence.tokens[first - 1].text in _DASHES and any(x in _DASHES for x in between)
    return first - 2 if is_aside and sentence.tokens[first - 2].tag == "NNP" else None


def _shared_relative(sentence: Sentence, verb: int) -> Token | None:
    """The "who" of "who have come and called for talks"."""
    first = first_conjunct(sentence, verb)
    if first == verb or sentence.tokens[first].dep != "relcl":
        return None
    own = own_subject(sentence, first)
    return own if own is not None and own.tag in _RELATIVE else None


def source_span(sentence: Sentence, heads: Sequence[int], before: int | None = None) -> Span | None:
    """The words of a speaker phrase with titles and appositions; they never reach over the cue at ``before``."""
    reach: Range | None = noun_range(sentence, heads)
    if reach is not None and before is not None and reach[0] < before <= reach[1]:
        reach = (reach[0], max(*heads, _last_before(sentence, heads[-1], before)))
    if reach is not None and reach[1] > reach[0] and sentence.tokens[reach[1]].tag == "POS":
        reach = (reach[0], reach[1] - 1)
    return trimmed(sentence, *_whole_pairs(sentence, heads, *reach)) if reach else None


def _whole_pairs(sentence: Sentence, heads: Sequence[int], first: int, last: int) -> Range:
    """A phrase with the bracket or mark that closes it, and without a quotation that ends before its head."""
    words = [t.text for t in sentence.tokens[first : last + 1]]
    behind = sentence.tokens[last + 1].text if last + 1 < len(sentence.tokens) else ""
    if behind == ")" and words.count("(") > words.count(")"):
        return first, last + 1
    if sum(w in _MARKS for w in words) % 2 == 0:
        return first, last
    if behind in _MARKS:
        return first, last + 1
    mark = max(first + n for n, w in enumerate(words) if w in _MARKS)
    return (mark + 1, last) if mark < min(heads) and sentence.tokens[mark - 1].text == "," else (first, last)


def _last_before(sentence: Sentence, head: int, cue: int) -> int:
    """Last token of a phrase without the clause that holds the cue."""
    return max([head, *(sentence.edges[k.i][1] for k in sentence.kids(head) if sentence.edges[k.i][1] < cue)])


def _before_auxiliaries(sentence: Sentence, verb: Token) -> int:
    """The token before a verb and what belongs to it: "would", "never"."""
    at = verb.i - 1
    while at > 0 and sentence.tokens[at].dep in ("aux", "advmod", "neg"):
        at -= 1
    return at


def name_before(sentence: Sentence, verb: Token) -> tuple[tuple[int, ...], Span | None]:
    """The name right before a finite verb whose subject the parser did not see ("... the Post Khan said")."""
    last = _before_auxiliaries(sentence, verb)
    is_finite = verb.is_finite or (verb.tag == "VBN" and last == verb.i - 1 == 0)
    if not is_finite or last < 0 or not sentence.tokens[last].tag.startswith("NNP"):
        return (), None
    first = last
    while first > 0 and sentence.tokens[first - 1].tag.startswith("NNP"):
        first -= 1
    head = last
    while sentence.tokens[head].dep in ("dobj", "pobj", "prep", "acl") and sentence.tokens[head].head < head:
        head = sentence.tokens[head].head  # "the body governing Aden said"
    if head != last and sentence.tokens[head].is_noun:
        return (head,), sentence.span_of(sentence.edges[head][0], last)
    return (last,), sentence.span_of(first, last)


def apposition_before(sentence: Sentence, verb: Token) -> tuple[tuple[int, ...], Span | None]:
    """ "Speaking to the Post, [Ana Lim, the mayor], said": a name that the parser hangs on the Post."""
    comma = _before_auxiliaries(sentence, verb)
    if comma < 2 or sentence.tokens[comma].text != "," or not verb.is_finite:
        return (), None
    for t in sentence.tokens[:comma]:
        first, last = sentence.edges[t.i]
        if t.dep != "appos" or not t.tag.startswith("NNP") or last not in (comma, comma - 1) or first == 0:
            continue
        if sentence.tokens[first - 1].text in _BREAKS:
            return (t.i,), trimmed(sentence, first, comma)
    return (), None


def owners_of(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Head tokens of whose claim it is: possessor, "by" or "from" phrase, or a name before the noun."""
    for k in sentence.kids(noun, "poss"):
        return sentence.conjuncts(k.i)
    for p, o in prepositional(sentence, noun):
        if p.lemma in ("by", "from") and o.dep == "pobj":
            return sentence.conjuncts(o.i)
    for k in sentence.kids(noun, "compound", "amod", "nmod"):
        if k.text[:1].isupper() and is_name(k):
            return (k.i,)
    return ()


def is_name(token: Token) -> bool:
    """True for words with a capital that can name somebody."""
    return token.tag in ("NNP", "NNPS", "JJ") and token.text[:1].isupper()
