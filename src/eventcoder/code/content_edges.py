"""Where what somebody says ends: words that the parser hung on it or cut off, and comments of the report itself."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.drafts import own_subject
from eventcoder.knowledge.statements import Cue

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MARKS: Final = frozenset({'"', "``", "'"})
_OBJECT_TAILS: Final = frozenset(
    {"due", "for", "of", "as", "over", "against", "about", "from", "with", "to", "into", "on"}
)
_BOUND: Final = frozenset({"promise", "demand", "order"})
_WANTING: Final = frozenset({"promise", "demand", "ask", "propose"})
_WERE: Final = frozenset({"was", "were"})
_NEAR_NOUN: Final = 5  # tokens to the noun that is joined
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_ASIDES: Final = frozenset({"while", "although", "though", "whereas"})
_OPENERS: Final = frozenset({"that", "whether", "if", "how", "why", "when", "where", "what", "who"})


def without_relative(sentence: Sentence, first: int, last: int) -> int:
    """Return the last token without what the report itself adds: ", which ..." after the last noun."""
    i = last
    while first < sentence.tokens[i].head < i or sentence.tokens[i].dep == "relcl":
        if sentence.tokens[i].dep == "relcl":
            start = sentence.edges[i][0]
            opens = sentence.tokens[start]
            if start - 1 > first and sentence.tokens[start - 1].text == "," and opens.tag in ("WDT", "WP"):
                return start - 2
        i = sentence.tokens[i].head
    return last


def without_contrast(sentence: Sentence, first: int, last: int) -> int:
    """ "hopes to win, while his rival trails": a clause with a subject of its own that the report sets against it."""
    for t in sentence.tokens[first : last + 1]:
        if t.dep != "advcl" or sentence.edges[t.i][1] != last or own_subject(sentence, t.i) is None:
            continue
        start = sentence.edges[t.i][0]
        opens = sentence.tokens[start]
        if start - 1 > first and sentence.tokens[start - 1].text == "," and opens.lemma in _ASIDES:
            return start - 2
    return last


def with_joined(sentence: Sentence, last: int, preposition: str | None = None) -> int:
    """Return the last token with what is joined behind: "that X [and that Y]", "of X [and of Y]", "on X [or why Y]"."""
    i = last + 1
    if i < len(sentence.tokens) and sentence.tokens[i].text == ",":
        i += 1
    if i + 1 >= len(sentence.tokens) or sentence.tokens[i].dep != "cc":
        return last
    opens = sentence.tokens[i + 1]
    noun = next((t for t in sentence.tokens[i + 1 : i + _NEAR_NOUN] if t.dep == "conj"), None)
    if noun is not None and noun.tag in ("NN", "NNS") and sentence.edges[noun.i][0] == i + 1:
        return max(last, sentence.edges[noun.i][1])  # "for help, and more money"
    if preposition is not None and opens.lemma == preposition and opens.dep == "prep":
        return max(last, sentence.edges[opens.i][1])
    if opens.tag == "VBG" and opens.dep == "conj" and sentence.tokens[opens.head].tag in _FINITE:
        return max(last, sentence.edges[opens.i][1])  # "of meeting X, and calling Y": no finite verb joins a gerund
    is_clause = opens.lemma in _OPENERS and opens.dep in ("mark", "advmod", "dobj", "pobj", "nsubj", "nsubjpass")
    head = sentence.tokens[opens.head]
    if is_clause and head.dep in ("conj", "ccomp", "pcomp") and opens.i == _opening(sentence, head):
        return with_joined(sentence, max(last, sentence.edges[head.i][1]), preposition)
    return last


def _opening(sentence: Sentence, clause: Token) -> int:
    first = sentence.edges[clause.i][0]
    return first + 1 if sentence.tokens[first].dep == "cc" else first


def with_lost_end(sentence: Sentence, verb: Token, last: int) -> int:
    """ "claims to flee what they fear [will be a siege]": a predicate right behind that the parser hung higher up."""
    above = {verb.i}
    i = verb.i
    while sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
        above.add(i)
    for t in sentence.tokens[last + 1 :]:
        if t.dep != "ccomp" or t.head not in above:
            continue
        first = sentence.edges[t.i][0]
        if first == last + 1 and not sentence.has_kid(t.i, "mark", "cc"):
            return sentence.edges[t.i][1]
        is_behind = all(x.dep == "punct" for x in sentence.tokens[last + 1 : first])
        if t.head == verb.i and is_behind and sentence.tokens[first].tag == "WRB":  # "said it was slow, when X"
            return sentence.edges[t.i][1]
    return last


def with_backshifted(sentence: Sentence, verb: Token, last: int) -> int:
    """ "said the town was safe, [but fighters were still leaving it]": a tense that only told words stand in."""
    if verb.tag != "VBD":
        return last
    for k in sentence.kids(verb.i, "conj"):
        start = _joint(sentence, verb.i, k.i)
        own = own_subject(sentence, k.i)
        if start is None or own is None or not last < start <= last + 2 or own.i < start:
            continue
        helping = {h.text.lower() for h in sentence.kids(k.i, "aux")}
        if "would" in helping or ("had" in helping and k.tag == "VBN") or (helping & _WERE and k.tag == "VBG"):
            return sentence.edges[k.i][1]
    return last


def with_list(sentence: Sentence, last: int) -> int:
    """ "said they had three cards: [the fleet, the bank and the port]": nouns without a verb behind a colon."""
    start = last + 2
    if start >= len(sentence.tokens) or sentence.tokens[last + 1].text != ":":
        return last
    rest = sentence.tokens[start:]
    is_list = rest[0].text not in _MARKS and not any(t.tag in _FINITE for t in rest)
    return rest[-1].i if is_list and any(t.dep in ("appos", "conj") for t in rest) else last


def with_tail(sentence: Sentence, verb: int, last: int, row: Cue | None = None) -> int:
    """Return the last token with the phrases that the parser hung on the verb: "condemned him [for the raid]"."""
    for k in sentence.kids(verb, "prep", "dative", "npadvmod"):
        last = _with_deadline(sentence, k, last, row)
        if row is not None and k.lemma in row.addressee:
            continue
        if k.lemma == "with" and sentence.tokens[last].tag == "PRP":  # "dismissed them with a laugh"
            continue
        is_reason = row is not None and row.cue_class == "accuse" and k.lemma == "for" and k.i > last
        if k.lemma in _OBJECT_TAILS and (is_reason or k.i == last + 1 or (k.i == last + 2 and k.lemma == "of")):
            last = sentence.edges[k.i][1]
    return with_purpose(sentence, verb, last) if is_wanted(row) else last


def with_since(sentence: Sentence, verb: int, last: int) -> int:
    """ "reported 40 deaths [since the flood began]"."""
    for k in sentence.kids(verb, "advcl"):
        first, end = sentence.edges[k.i]
        if first == last + 1 and sentence.tokens[first].lemma == "since":
            return end
    return last


def is_wanted(row: Cue | None) -> bool:
    """True for what a cue of promising, demanding, asking or proposing introduces."""
    return row is not None and row.cue_class in _WANTING


def with_purpose(sentence: Sentence, verb: int, last: int) -> int:
    """ "appealed for tents [to house the homeless]": what it is wanted for is wanted too."""
    for k in sentence.kids(verb, "advcl", "xcomp"):
        is_so = sentence.tokens[sentence.edges[k.i][0]].lemma == "so"
        is_next = sentence.edges[k.i][0] == last + 1
        if is_next and (is_so or any(t.tag == "TO" for t in sentence.kids(k.i, "aux"))):
            return sentence.edges[k.i][1]
    return last


def _with_deadline(sentence: Sentence, phrase: Token, last: int, row: Cue | None) -> int:
    """ "promised help [within a week] for the farmers": by when is a part of what is promised or demanded."""
    is_when = phrase.lemma in ("by", "within") or phrase.dep == "npadvmod"
    is_bound = row is not None and row.cue_class in _BOUND and is_when
    return sentence.edges[phrase.i][1] if is_bound and sentence.edges[phrase.i][0] == last + 1 else last


def before_report(sentence: Sentence, verb: Token, clause: Token, last: int) -> int:
    """Return the last token of a clause without a joined verb that goes on with the report.

    "accepted that Assad has survived [and are preparing to return]", "insisted he would do all [and ordered X]": the
    joined verb agrees with who speaks, or it can stand beside no helping verb of the clause.
    """
    for k in sentence.kids(clause.i, "conj"):
        start = _joint(sentence, clause.i, k.i)
        if start is None or k.i < verb.i or own_subject(sentence, k.i) is not None:
            continue
        if _is_of_report(sentence, verb, clause, k):
            return start - 1
    return last


def _joint(sentence: Sentence, clause: int, conjunct: int) -> int | None:
    """Where the "and" before a joined verb stands."""
    found = [c.i for c in sentence.kids(clause, "cc") if c.i < conjunct]
    return found[-1] if found else None


def _is_of_report(sentence: Sentence, verb: Token, clause: Token, joined: Token) -> bool:
    inner, outer = own_subject(sentence, clause.i), own_subject(sentence, verb.i)
    finite = _finite(sentence, joined)
    if finite is None:
        return False
    if _disagrees(sentence, finite, inner) and not _disagrees(sentence, finite, outer):
        return True
    helping = [k for k in sentence.kids(clause.i, "aux") if k.tag in _FINITE]
    if sentence.has_kid(clause.i, "auxpass"):  # "would be tried and jailed"
        return False
    is_bare = finite.i == joined.i and finite.tag == "VBD"
    return is_bare and _tense(sentence, verb) == "VBD" and any(k.tag == "MD" for k in helping)


def _finite(sentence: Sentence, verb: Token) -> Token | None:
    found = [k for k in sentence.kids(verb.i, "aux", "auxpass") if k.tag in _FINITE]
    if found:
        return found[0]
    return verb if verb.tag in _FINITE else None


def _tense(sentence: Sentence, verb: Token) -> str | None:
    finite = _finite(sentence, verb)
    return finite.tag if finite is not None else None


def _disagrees(sentence: Sentence, finite: Token, subject: Token | None) -> bool:
    """True if a verb form cannot go with a subject: "Assad ... are", "states ... has"."""
    if subject is None:
        return False
    is_plural = finite.tag == "VBP" or finite.text.lower() in ("are", "were", "have")
    is_singular = finite.tag == "VBZ" or finite.text.lower() in ("is", "was", "has")
    has_more = sentence.has_kid(subject.i, "conj")
    many = subject.tag in _PLURAL or has_more
    one = subject.tag == "NNP" and not has_more  # "the government are" is good English
    return (is_plural and one) or (is_singular and many)
