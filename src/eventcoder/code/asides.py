"""What stands at the end of a content and is not said: when, to whom, and what the report thinks of it.

Comes in: a draft and its sentence. Goes out: the draft without those words; whom they name is who was spoken to.
Knowledge: statements/cues.tsv, kinds comment ("a move that angered X") and bond ("ties with X" is one matter).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, DatedTime, Sentence, Token
from eventcoder.code.drafts import Draft, trimmed
from eventcoder.code.fitting import outermost
from eventcoder.knowledge.statements import Cues
from eventcoder.schema import Span

_PAST: Final = frozenset({"relative", "explicit"})
_AT: Final = frozenset({"on", "in", "at", "late", "early", "earlier"})
_GIVING: Final = frozenset({"give", "name", "identify", "provide", "detail"})
_TALKED_OVER: Final = "discuss"


class Asides:
    """Takes words of the report off the ends of contents, one report at a time."""

    def __init__(self, cues: Cues, analysis: Analysis) -> None:
        self._comments, self._bonds, self._verbs = cues.comments, cues.bonds, cues.verbs
        self._times: Mapping[int, DatedTime] = {t.span.end: t for t in analysis.times}
        self._published = analysis.document.published
        self._quotations = outermost(analysis.quotations)
        self._starts = [q.outer.start for q in self._quotations]

    def without(self, sentence: Sentence, d: Draft) -> Draft:
        """Return the draft with its last stretch cut where the report goes on."""
        inside = _tokens_of(sentence, d)
        if len(inside) < 3 or inside[0].i < d.head or self._is_quoted(inside[-1].start):
            return d
        d = self._without_comment(sentence, d, inside)
        if d.rule == "np" or (d.rule.startswith("noun_") and d.cue.start < sentence.tokens[d.head].start):
            d = self._without_day(sentence, d)
        return self._without_partner(sentence, self._without_silence(sentence, d))

    def _without_silence(self, sentence: Sentence, d: Draft) -> Draft:
        """ "said that envoys would come, without naming them": what is left open is not said."""
        for t in reversed(_tokens_of(sentence, d)[2:]):
            if t.lemma != "without" or sentence.tokens[t.i - 1].text != ",":
                continue
            left = next(sentence.kids(t.i, "pcomp"), None)
            if left is not None and left.lemma in self._verbs | _GIVING and not self._is_quoted(t.start):
                return _cut(sentence, d, t.i - 2)
        return d

    def _is_quoted(self, offset: int) -> bool:
        n = bisect_right(self._starts, offset) - 1
        return n >= 0 and self._quotations[n].outer.end > offset

    def _without_comment(self, sentence: Sentence, d: Draft, inside: Sequence[Token]) -> Draft:
        """ "will build a wall, a move that its neighbours fear"."""
        for t in inside[2:]:
            first = sentence.edges[t.i][0]
            if (
                t.lemma not in self._comments
                or self._is_quoted(t.start)
                or first <= inside[1].i
                or sentence.tokens[first - 1].text != ","
            ):
                continue
            reaches = sentence.edges[t.i][1] >= inside[-1].i or t.dep == "appos"
            if reaches and sentence.tokens[first].lemma in ("a", "an") and sentence.edges[t.i][1] > t.i:
                return _cut(sentence, d, first - 2)
        return d

    def _without_day(self, sentence: Sentence, d: Draft) -> Draft:
        """ "condemned the attack on Sunday", "issued an appeal for help last year": the day belongs to the cue."""
        time = self._times.get(d.content[-1].end)
        if time is None or time.date.basis not in _PAST or not self._is_past(time):
            return d
        first = next((t.i for t in sentence.tokens if t.end > time.span.start), 0)
        if self._is_told_when(sentence, d, first):
            return d
        while first > 0 and sentence.tokens[first - 1].lemma in _AT:
            first -= 1
        return _cut(sentence, d, first - 1)

    @staticmethod
    def _is_told_when(sentence: Sentence, d: Draft, time: int) -> bool:
        """ "described the day he fell last year": the parser hangs the time on a verb of what is said."""
        t = sentence.tokens[time]
        while t.head != t.i and not t.is_verb:
            t = sentence.tokens[t.head]
        return t.is_verb and t.i != d.head and d.content[-1].start <= t.start < d.content[-1].end

    def _is_past(self, time: DatedTime) -> bool:
        return self._published is None or (time.date.end or "") <= self._published

    def _without_partner(self, sentence: Sentence, d: Draft) -> Draft:
        """ "discussed the crisis in Mali with the envoy": with whom is no part of the matter."""
        if d.rule != "np" or d.cue_class != _TALKED_OVER or d.row is None or d.addressees:
            return d
        for t in reversed(_tokens_of(sentence, d)[1:]):
            if t.lemma not in d.row.addressee or t.dep != "prep":
                continue
            partner = next(sentence.kids(t.i, "pobj"), None)
            before = sentence.tokens[t.i - 1]
            if partner is None or before.lemma in self._bonds or sentence.tokens[t.head].lemma in self._bonds:
                return d
            return replace(_cut(sentence, d, t.i - 1), addressees=sentence.conjuncts(partner.i))
        return d


def _tokens_of(sentence: Sentence, d: Draft) -> list[Token]:
    """The tokens of the last stretch of a content that lie in the sentence of its cue."""
    c = d.content[-1]
    return [t for t in sentence.tokens if c.start <= t.start and t.end <= c.end]


def _cut(sentence: Sentence, d: Draft, last: int) -> Draft:
    """The draft with its last stretch ending at a token, or as it is if nothing would be left."""
    c = d.content[-1]
    first = next(t.i for t in sentence.tokens if t.end > c.start)
    kept = trimmed(sentence, first, last) if last >= first else None
    if kept is None or c.end > sentence.tokens[-1].end:
        return d
    return replace(d, content=(*d.content[:-1], Span(c.start, max(kept.end, c.start + 1))))
