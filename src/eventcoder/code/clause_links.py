"""How a time or a place hangs in its sentence, and from which clauses an act takes what it does not say itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Predication, Sentence, Token
from eventcoder.code.act import Act
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import Span

_IN_NAME: Final = frozenset({"compound", "nummod", "amod", "nmod", "poss", "quantmod", "appos"})
_BEFORE_NOUN: Final = frozenset({"compound", "nummod", "amod", "nmod"})
_AT_OCCASION: Final = frozenset({"at", "during", "in"})
_ABOUT: Final = frozenset({"about", "concerning", "over", "regarding"})  # a matter has times and places of its own
_BESIDE: Final = frozenset({"prep:after", "prep:before", "prep:since", "prep:following", "prep:during", "prep:amid"})
_MOMENTS: Final = frozenset({"prep:on", "prep:upon", "prep:while"})
_OPEN: Final = frozenset({"infinitive", "participle", "attribute"})


@dataclass(frozen=True, slots=True)
class Hold:
    """Where words of time or place hang.

    owner: index of the predication they belong to; None for words that hang on no clause.
    preposition: the one next to the words. is_modifier: stands before the noun of its phrase ("Monday's talks").
    is_embedded: tells which of several things is meant ("the 2015 deal") and dates or places nothing.
    is_aside: stands in an apposition ("Bolton, a hawk on Iran"). noun: the token of a noun of the clause that is no
    event and that they belong to ("developments in Syria"), None for an occasion ("in a speech in Warsaw").
    """

    owner: int | None
    preposition: str | None
    is_modifier: bool
    is_embedded: bool
    is_aside: bool
    noun: int | None

    @property
    def is_in_noun(self) -> bool:
        """True for words that say more of a noun that is no event and no occasion."""
        return self.noun is not None


_LOOSE: Final = Hold(None, None, is_modifier=False, is_embedded=False, is_aside=False, noun=None)


class Clauses:
    """The predications of one sentence by the tokens that head them."""

    def __init__(self, sentence: Sentence, predications: Sequence[Predication]) -> None:
        self.sentence = sentence
        self.predications = predications
        self._by_head = {p.head: p for p in predications}

    def hold(self, span: Span) -> Hold:
        """Where the words of a span hang."""
        tokens = self.sentence.tokens
        i = self._top(span)
        if i is None:
            return _LOOSE
        preposition = tokens[i].lemma.lower() if tokens[i].tag in ("IN", "TO") else None
        is_modifier = is_embedded = is_aside = False
        noun: int | None = None
        while tokens[i].head != i:
            t, head = tokens[i], tokens[tokens[i].head]
            if t.dep == "pobj" and preposition in (None, "of") and head.tag in ("IN", "TO"):  # "in the village of"
                preposition = head.lemma.lower()
            is_own = head.i in self._by_head
            is_measured = self.sentence.has_kid(t.i, "npadvmod")  # "A day earlier rebels attacked"
            if t.dep in _IN_NAME and head.is_noun and preposition is None and not is_measured:
                is_modifier = True
                is_embedded = is_embedded or not is_own
            if t.dep == "prep" and t.lemma == "of" and head.is_noun and not is_own:
                is_embedded = is_embedded or preposition == "of"
            is_aside = is_aside or t.dep == "appos" or (t.dep == "pobj" and head.lemma.lower() in _ABOUT)
            if t.dep == "prep" and head.lemma == "connection":  # "arrested in connection with a robbery in May"
                is_aside = is_embedded = True
            if t.dep == "prep" and is_own and t.lemma in _AT_OCCASION:
                noun = None
            elif t.dep == "prep" and head.is_noun and not is_own:
                noun = head.i if noun is None else noun
            if is_own:
                owner = self._event_before(self._told_beside(self._by_head[head.i], span), t.i)
                return Hold(owner.index, preposition, is_modifier, is_embedded, is_aside, noun)
            i = head.i
        return Hold(None, preposition, is_modifier, is_embedded, is_aside, noun)

    def _event_before(self, p: Predication, i: int) -> Predication:
        """The event noun right before words that the parser hung on ``p``: "fled after the invasion in 1979"."""
        if p.kind == "noun":
            return p
        start = self.sentence.edges[i][0]
        for q in self.predications:
            is_told = q.kind == "noun" and q.parent == p.index and q.relation in _BESIDE
            if is_told and self.sentence.edges[q.head][1] + 1 == start:
                return q
        return p

    def _told_beside(self, p: Predication, span: Span) -> Predication:
        """The verb of saying over ``p`` for words between the two: "said on Monday he would go"."""
        parent = self.parent(p)
        if parent is None or p.relation != "complement":
            return p
        kids = list(self.sentence.kids(p.head, "mark", "nsubj", "nsubjpass", "expl"))
        starts = [self.sentence.tokens[self.sentence.edges[k.i][0]].start for k in kids]
        is_between = self.sentence.tokens[parent.head].start < span.start < min(starts, default=0)
        return parent if is_between else p

    def _top(self, span: Span) -> int | None:
        """The token of a span that the others hang on."""
        for t in self.sentence.tokens:
            if t.end > span.start and t.start < span.end:
                head = self.sentence.tokens[t.head]
                before = self.sentence.tokens[max(t.i - 1, 0)]
                if t.dep in _BEFORE_NOUN and before.dep == "prep" and self._is_free(before):
                    return before.i  # "In December John Smith said": not a man called December
                if head.i == t.i or head.end <= span.start or head.start >= span.end:
                    return t.i
        return None

    def _is_free(self, preposition: Token) -> bool:
        """True for a preposition without its noun, or one that took the verb's subject: "On Friday police said"."""
        if not self.sentence.has_kid(preposition.i):
            return True
        has_subject = self.sentence.has_kid(preposition.head, "nsubj", "nsubjpass", "csubj", "expl")
        return preposition.i == 0 and not has_subject

    def first_conjunct(self, p: Predication) -> Predication | None:
        """The predication that ``p`` is joined to by "and", or None."""
        t = self.sentence.tokens[p.head]
        return self._by_head.get(t.head) if t.dep == "conj" and t.head != t.i else None

    def later_conjuncts(self, p: Predication) -> Iterator[Predication]:
        """What is joined to ``p`` and has no subject of its own."""
        for i in self.sentence.conjuncts(p.head)[1:]:
            found = self._by_head.get(i)
            if found is not None and not self.has_subject(found):
                yield found

    def core(self, act: Act) -> Predication:
        """The predication whose time and place are the act's: the operator that makes it one, or who says they will."""
        steps = [s for s in act.steps if s.operator.operator_class != "report"]
        token = self.sentence.token_at(steps[-1].span.start) if steps else None
        if token is not None and token.i in self._by_head:
            return self._by_head[token.i]
        p = act.predication
        if act.status.status != "asserted" or not (p.tense == "future" or "would" in p.modals):
            return p
        return act.reporters[-1] if act.reporters else self._teller_after(p) or p

    def _teller_after(self, p: Predication) -> Predication | None:
        """The clause that only a comma joins to ``p``: "It will send troops, the minister announced"."""
        if self.sentence.has_kid(p.head, "cc"):
            return None
        found = (self._by_head.get(k.i) for k in self.sentence.kids(p.head, "conj"))
        return next((q for q in found if q is not None and self.has_subject(q)), None)

    def named(self, act: Act, words: WhenWhereWords) -> Iterator[Predication]:
        """The act's core, and the verb or event noun that makes one act with it: "launched" and "attack"."""
        core = self.core(act)
        yield core
        lexical = act.predication
        if lexical.kind == "noun" and lexical.relation == "object" and lexical.parent == core.index:
            yield lexical  # "resumed the bombardment of Idlib"
        for p in self.predications if core is act.predication else ():
            is_near = act.trigger.start <= self.sentence.tokens[p.head].start < act.trigger.end
            verb = core if p.kind == "noun" else p
            is_object = p.kind == "noun" and p.relation == "object" and p.parent == core.index
            is_deed = is_object and not words.has("verbal_event", act.event_type)  # "renewed its bombardment"
            is_one = p.kind == core.kind or is_deed or verb.lemma in words.carriers
            if is_near and p is not core and is_one:
                yield p

    def has_subject(self, p: Predication) -> bool:
        """True if the clause names its own subject."""
        return self.sentence.has_kid(p.head, "nsubj", "nsubjpass", "csubj", "expl")

    def parent(self, p: Predication) -> Predication | None:
        """The predication that governs ``p``, or None."""
        return self.predications[p.parent] if p.parent is not None else None

    def over(self, i: int) -> int | None:
        """Index of the predication that a token heads or hangs on, or None."""
        tokens = self.sentence.tokens
        while i not in self._by_head:
            if tokens[i].head == i:
                return None
            i = tokens[i].head
        return self._by_head[i].index

    def deed(self, p: Predication) -> Predication | None:
        """The event noun that a relative clause says more of: "the raid in May that killed ten" tells one act."""
        parent = self.parent(p)
        if parent is None or parent.kind != "noun" or p.relation != "relative":
            return None
        subjects = self.sentence.kids(p.head, "nsubj")
        return parent if any(k.tag in ("WDT", "WP") for k in subjects) else None

    def means(self, p: Predication) -> Iterator[Predication]:
        """Event nouns through or in which an act is done: "killed by a strike", "wounded in an attack"."""
        for q in self.predications:
            if q.parent == p.index and q.kind == "noun" and q.relation in ("prep:by", "prep:in", "prep:during"):
                yield q

    def moments(self, p: Predication) -> Iterator[Predication]:
        """Participles that tell at which moment an act was done: "arrested upon landing", "killed while fighting"."""
        for q in self.predications:
            is_moment = q.relation in _MOMENTS or (q.relation == "adverbial" and q.marker == "while")
            if q.parent == p.index and q.tense == "gerund" and is_moment:
                yield q

    def reduced(self, p: Predication) -> Iterator[Predication]:
        """Participles behind a noun of the clause: a time or place at their end is often of the main verb."""
        behind = (q for q in self.inside(p, "adverbial") if q.head > p.head and q.marker is None)
        for q in (*self.inside(p, "relative"), *behind):
            is_bare = not self.sentence.has_kid(q.head, "aux", "auxpass")
            if self.sentence.tokens[q.head].tag == "VBN" and is_bare and not self.has_subject(q):
                yield q

    def inside(self, p: Predication, relation: str) -> Iterator[Predication]:
        """Predications that hang on ``p`` in a relation; as its subject only event nouns."""
        found = (q for q in self.predications if q.parent == p.index and q.relation == relation)
        return (q for q in found if q.kind == "noun" or relation != "subject")


def link(words: WhenWhereWords, p: Predication, parent: Predication) -> str:
    """What ``p`` shares with the clause above it: "same" time and place, "reported", "apart" or "background".

    apart: another act beside it; background: an act that the sentence only mentions.
    """
    relation = p.relation
    if relation in ("complement", "parataxis"):
        return "reported"
    if relation in _OPEN:
        return "same"
    if relation in ("object", "subject"):
        return "same" if p.kind == "verb" or parent.lemma in words.carriers else "background"
    if relation.startswith("prep:"):
        kind = "noun_preposition" if p.kind == "noun" else "gerund_preposition"
        return "same" if words.has(kind, relation.removeprefix("prep:")) and parent.kind != "noun" else "background"
    if relation == "relative":
        return "same" if p.tense == "gerund" else "background"
    if relation == "adverbial":
        if (p.marker is None and p.tense != "infinitive") or words.has("same_time_marker", p.marker):
            return "same"
        return "apart" if words.has("own_time_marker", p.marker) else "background"
    return "background"


def standing(words: WhenWhereWords, clauses: Clauses, p: Predication) -> str:
    """main, reported (inside what somebody says) or background (only mentioned)."""
    found = "main"
    seen: set[int] = set()
    while p.index not in seen:
        seen.add(p.index)
        parent = clauses.parent(p)
        if parent is None:
            return found
        how = link(words, p, parent)
        is_clause = p.tense != "gerund" and not words.has("own_time_marker", p.marker)
        is_aside = (p.relation.startswith("prep:") and p.kind == "noun") or (p.relation == "adverbial" and is_clause)
        if how == "background" or (is_aside and how == "same"):
            return "background"
        found = "reported" if how == "reported" else found
        p = parent
    return found
