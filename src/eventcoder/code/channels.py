"""Through which channel something was said: a call, a tweet, a briefing; and where: before the senate, at a rally."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.drafts import Draft, prepositional, trimmed
from eventcoder.knowledge.statements import Channels, ChannelWord
from eventcoder.schema import Span

_LONGEST: Final = 4  # words in a channel name
_REMARKS: Final = frozenset({"remark", "comment", "statement", "observation", "announcement", "pledge", "claim"})
_PLACES: Final = frozenset({"at", "before", "outside", "inside"})
_ASIDE: Final = frozenset({"in", "at", "on", "during", "via"})
_OWN: Final = frozenset({"interview", "statement", "post", "press conference", "briefing", "broadcast", "letter"})
_STAGES: Final = frozenset({"speech", "meeting", "call"})
_WITH: Final = frozenset({"with", "to"})
_TELLING: Final = ("clause", "quote")
_CARRIED: Final = frozenset({"letter", "statement", "broadcast"})  # "a message on Twitter" is a post
_GIVING: Final = frozenset({"hold", "give", "issue", "publish", "release", "deliver", "have", "send", "put"})
_CARRYING: Final = frozenset({"pobj", "conj", "advcl"})  # what a word that names a channel can be in its clause
_MAIN: Final = frozenset({"ROOT", "conj"})
_ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj"})
_TALKING: Final = frozenset({"speak", "talk", "converse", "confer"})
_FOR_ALL: Final = frozenset({"call", "meeting", "press conference", "briefing"})  # the partner speaks in it too


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, the words that name it, and who is at its other end."""

    name: str
    span: Span
    ref: str
    partners: tuple[int, ...]  # head tokens
    is_event: bool  # a call or meeting that goes on over several sentences

    @property
    def voices(self) -> tuple[int, ...]:
        """Head tokens of those at the other end who may speak in it too."""
        return self.partners if self.name in _FOR_ALL else ()


class ChannelReader:
    """Reads channels and venues from the words of a sentence outside what is said."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    def of_draft(self, sentence: Sentence, draft: Draft, within: Sequence[Span] | None = None) -> Channel | None:
        """Return the channel that a cue or the words around it name, or None.

        within: the content of the statement in which this one is told; only words inside it count then.
        """
        head = sentence.tokens[draft.head]
        if draft.row is not None and draft.row.channel:
            return Channel(draft.row.channel, draft.cue, draft.row.ref, (), is_event=False)
        for i in draft.speakers:
            found = self._noun_word(sentence, sentence.tokens[i])
            if found is not None and found.channel not in (None, "meeting", "call", "testimony"):
                t = sentence.tokens[i]
                return Channel(str(found.channel), Span(t.start, t.end), found.ref, (), is_event=False)
        return self._audience(sentence, draft) or self._around(sentence, draft, head, within)

    def _audience(self, sentence: Sentence, draft: Draft) -> Channel | None:
        """ "told parliament that X": who is told names the occasion."""
        if draft.row is None or "object" not in draft.row.addressee or not draft.rule.startswith(_TELLING):
            return None
        for i in draft.addressees[:1]:
            word = self._phrase_word(sentence, i, self._channels.audiences)
            if word is not None:
                t = sentence.tokens[i]
                return Channel(str(word.channel), Span(t.start, t.end), word.ref, (), is_event=True)
        return None

    @staticmethod
    def _phrase_word(sentence: Sentence, i: int, words: Mapping[str, ChannelWord]) -> ChannelWord | None:
        """The longest words that end at token ``i``."""
        lemmas = [t.lemma.lower() for t in sentence.tokens[max(0, i - _LONGEST + 1) : i + 1]]
        found = (words.get(" ".join(lemmas[n:])) for n in range(len(lemmas)))
        return next((w for w in found if w is not None), None)

    def _around(self, sentence: Sentence, draft: Draft, head: Token, within: Sequence[Span] | None) -> Channel | None:
        outside = [t for t in sentence.tokens if t.dep in _CARRYING and not _is_in(draft.content, t)]
        if within is not None:
            outside = [t for t in outside if _is_in(within, t)]
        named = [c for t in outside if (c := self._at(sentence, t, draft.head)) is not None]
        near = [c for c in named if draft.source is None or not draft.source.overlaps(c.span)]
        if near:
            return min(near, key=lambda c: (abs(c.span.start - draft.cue.start), c.span.start))
        return self._governing(sentence, head) if within is None else None

    def _at(self, sentence: Sentence, t: Token, cue: int | None = None) -> Channel | None:
        """A channel noun after its preposition, or a verb that is one ("briefing the senate, he said")."""
        if t.is_verb:
            word = self._channels.verbs.get(t.lemma) if t.dep == "advcl" and t.head == cue else None
            if word is not None:
                objects = tuple(k.i for k in sentence.kids(t.i, "dobj") if k.is_noun)
                return Channel(
                    str(word.channel), Span(t.start, t.end), word.ref, objects, is_event=word.channel != "post"
                )
            return None
        if not t.is_noun and t.tag != "NNP":
            return None
        preposition = sentence.tokens[t.head]
        if t.dep != "pobj" and not (t.dep == "conj" and preposition.dep == "pobj"):
            return None
        if t.dep == "conj":
            preposition = sentence.tokens[preposition.head]
        word = self._noun_word(sentence, t)
        if word is None or word.channel is None or preposition.lemma not in word.prepositions:
            return None
        if word.channel in _CARRIED:
            for _, o in prepositional(sentence, t.i):
                carrier = self._at(sentence, o)
                if carrier is not None and carrier.name == "post":
                    return carrier
        partners = tuple(o.i for p, o in prepositional(sentence, t.i) if p.lemma in _WITH and o.dep == "pobj")
        if not partners and word.channel == "call":  # "spoke with Xi by phone"
            verb = sentence.tokens[preposition.head]
            partners = tuple(o.i for p, o in prepositional(sentence, verb.i) if p.lemma in _WITH and o.dep == "pobj")
        partners = tuple(i for h in partners[:1] for i in sentence.conjuncts(h))
        span = Span(sentence.tokens[t.i - len(word.words.split()) + 1].start, t.end)
        return Channel(
            word.channel, span, word.ref, partners, is_event=word.channel not in ("post", "statement", "letter")
        )

    def _governing(self, sentence: Sentence, head: Token) -> Channel | None:
        """ "tweeted about the call, saying X": the verb over a participle."""
        while head.head != head.i and head.dep in ("advcl", "conj", "xcomp", "acl"):
            head = sentence.tokens[head.head]
            word = self._channels.verbs.get(head.lemma)
            if word is not None and head.is_verb:
                return Channel(str(word.channel), Span(head.start, head.end), word.ref, (), is_event=False)
        return None

    def _noun_word(self, sentence: Sentence, t: Token) -> ChannelWord | None:
        for word in self._channels.nouns(t.lemma):
            parts = word.words.split()
            first = t.i - len(parts) + 1
            if first < 0:
                continue
            lemmas = [sentence.tokens[j].lemma for j in range(first, t.i + 1)]
            if lemmas == parts or [sentence.tokens[j].text.lower() for j in range(first, t.i + 1)] == parts:
                return word
        return None

    def without_aside(self, sentence: Sentence, draft: Draft) -> Draft:
        """Give back to the cue what the parser hung on the content: "said the road was open [in a statement]"."""
        content = draft.content[-1]
        last = next((t.i for t in reversed(sentence.tokens) if t.end <= content.end), None)
        if content.start < draft.cue.start or last is None or sentence.tokens[last].end != content.end:
            return draft
        i = last
        while sentence.tokens[i].head < i and sentence.tokens[i].start > content.start:
            i = sentence.tokens[i].head
            p = sentence.tokens[i]
            if (
                p.dep == "prep"
                and p.start > content.start
                and sentence.edges[i][1] == last
                and self._is_aside(sentence, p, draft)
            ):
                first = next(t.i for t in sentence.tokens if t.end > content.start)
                kept = trimmed(sentence, first, i - 1)
                return replace(draft, content=(*draft.content[:-1], kept)) if kept else draft
        return draft

    def _is_aside(self, sentence: Sentence, preposition: Token, draft: Draft) -> bool:
        for o in sentence.kids(preposition.i, "pobj"):
            word = self._noun_word(sentence, o)
            if word is None or word.channel is None or preposition.lemma not in word.prepositions & _ASIDE:
                return False
            definite = any(k.lemma in ("the", "this", "that", "these") for k in sentence.kids(o.i, "det"))
            if draft.rule == "clause":
                return word.channel in _OWN and not definite
            return word.channel in _OWN | _STAGES
        return False

    def of_remark(self, sentence: Sentence, inside: Sequence[Span]) -> Channel | None:
        """The channel of "He made the remark in a phone call": it holds for what was said around that sentence."""
        is_remark = False
        for t in sentence.tokens:
            if t.dep in _MAIN and t.is_verb and not _is_in(inside, t):
                found = self._of_occasion(sentence, t)
                if found is not None:
                    return found
            elif t.lemma in _REMARKS and t.dep in _ARGUMENTS:
                is_remark = True
        return next(self._outside(sentence, inside), None) if is_remark else None

    def _of_occasion(self, sentence: Sentence, verb: Token) -> Channel | None:
        """ "addressed the assembly", "telephoned Kyiv", "was interviewed by the Times", "held a news conference"."""
        if verb.lemma in _TALKING:
            found = (self._at(sentence, o) for _, o in prepositional(sentence, verb.i))
            channel = next((c for c in found if c is not None and c.name == "call"), None)
            return self._with_partners(sentence, verb, channel) if channel else None
        objects = [k for k in sentence.kids(verb.i, "dobj") if k.is_noun or k.tag == "PRP"]
        word = self._channels.remarks.get(verb.lemma)
        if word is not None and self._is_occasion(sentence, verb, word, objects):
            heads = tuple(i for o in objects[:1] for i in sentence.conjuncts(o.i))
            return Channel(str(word.channel), Span(verb.start, verb.end), word.ref, heads, is_event=True)
        if verb.lemma not in _GIVING:
            return None
        for o in objects:
            word = self._noun_word(sentence, o)
            if word is not None and word.channel is not None and word.channel != "meeting":
                is_event = word.channel not in ("post", "statement", "letter")
                channel = Channel(word.channel, Span(o.start, o.end), word.ref, (), is_event=is_event)
                return self._with_partners(sentence, verb, self._with_partners(sentence, o, channel))
        return None

    def _is_occasion(self, sentence: Sentence, verb: Token, word: ChannelWord, objects: Sequence[Token]) -> bool:
        if word.channel == "interview":
            return sentence.has_kid(verb.i, "nsubjpass")
        if word.channel == "speech":
            return any(self._phrase_word(sentence, o.i, self._channels.audiences) for o in objects)
        return bool(objects)

    @staticmethod
    def _with_partners(sentence: Sentence, head: Token, channel: Channel) -> Channel:
        if channel.partners:
            return channel
        found = [o.i for p, o in prepositional(sentence, head.i) if p.lemma in _WITH and o.dep == "pobj"]
        return replace(channel, partners=tuple(i for h in found[:1] for i in sentence.conjuncts(h)))

    def _outside(self, sentence: Sentence, inside: Sequence[Span]) -> Iterator[Channel]:
        for t in sentence.tokens:
            if t.dep in _CARRYING and not _is_in(inside, t):
                found = self._at(sentence, t)
                if found is not None:
                    yield found

    def venue(self, sentence: Sentence, draft: Draft) -> Span | None:
        """Where it was said: "before the senate committee", "at a rally in Ohio"; None if nothing is told."""
        if draft.rule == "according":
            return None
        for p, o in prepositional(sentence, draft.head):
            span = sentence.span_of(p.i + 1, sentence.edges[o.i][1]) if p.i < sentence.edges[o.i][1] else None
            if span is None or o.dep != "pobj" or any(c.overlaps(span) for c in draft.content):
                continue
            word = self._noun_word(sentence, o)
            if word is not None and word.channel is None and p.lemma in word.prepositions:
                return span
            if p.lemma in _PLACES and o.is_noun and (word is None or p.lemma == "at"):
                return span
        for k in sentence.kids(draft.head, "advcl"):
            for o in sentence.kids(k.i, "dobj"):
                word = self._noun_word(sentence, o)
                if word is not None and word.channel is None:
                    return sentence.span_of(*sentence.edges[o.i])
        return None


def _is_in(spans: Sequence[Span], t: Token) -> bool:
    """True if a token begins in one of the spans."""
    return any(span.start <= t.start < span.end for span in spans)
