"""Cues without a verb: "Merkel: ...", transcript turns, "..." - Commissioner X, and text set below "He added:".

Comes in: a report with the drafts found so far. Goes out: the drafts and those that layout alone shows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Analysis, Quotation, Sentence, Token
from eventcoder.code.cues import CueFinder
from eventcoder.code.drafts import Draft, noun_range, trimmed
from eventcoder.code.fitting import outermost
from eventcoder.schema import Span

_LABEL: Final = re.compile(r"[\"“]?(?P<label>[A-Z][^\s:;,.!?\"“”]*(?:\.?[ \t][A-Z(][^\s:;,!?\"“”]*){0,5}):[ \t]+(?=\S)")
_DASH: Final = re.compile(r"\s*(?P<dash>—|―|–|--?)\s*(?=[A-Z])")
_DOCUMENTS: Final = frozenset(
    ("analysis", "expert", "ministry", "official", "poll", "police", "report", "source", "study", "survey", "witness")
)
_PERSONS: Final = frozenset({"name", "title", "role", "institution", "person"})
_LONGEST_LABEL: Final = 14  # tokens
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TURNS: Final = 2  # labels in capitals that make a transcript


@dataclass(frozen=True, slots=True)
class _Paragraph:
    first: Sentence
    last: Sentence


class LabelFinder:
    """Finds statements that layout introduces, in one report."""

    def __init__(self, analysis: Analysis, finder: CueFinder) -> None:
        self._analysis = analysis
        self._text = analysis.document.text
        self._finder = finder
        self._paragraphs = list(_paragraphs(analysis.sentences))
        self._starts = [s.start for s in analysis.sentences]
        self._named = [m for m in analysis.mentions if m.kind in _PERSONS]
        self._named_starts = [m.span.start for m in self._named]

    def add(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts and the new ones in text order."""
        free = self._free_quotations(drafts)
        found = [*self._turns(drafts), *self._by_colon(free), *self._by_dash(free)]
        blocks, drafts = self._blocks(drafts)
        taken = {d.cue for d in drafts}
        new = [d for d in (*found, *blocks) if d.cue not in taken]
        return sorted([*drafts, *new], key=lambda d: (d.sentence, d.cue.start, d.head)) if new else list(drafts)

    def _free_quotations(self, drafts: Sequence[Draft]) -> list[Quotation]:
        quotations = outermost(self._analysis.quotations)
        held = sorted((c.start, c.end) for d in drafts for c in d.content)
        free, n, reached = [], 0, 0
        for q in quotations:
            while n < len(held) and held[n][0] < q.outer.end:
                reached = max(reached, held[n][1])
                n += 1
            if reached <= q.outer.start:
                free.append(q)
        return free

    def _turns(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """ "PENCE: I never said that." and "Poll: voters turn away": a label at the head of a paragraph."""
        inside = {d.sentence for d in drafts}
        found = [(p, m) for p in self._paragraphs if (m := _LABEL.match(self._text, p.first.start, p.last.end))]
        capitals = sum(m["label"].isupper() for _, m in found)
        for p, m in found:
            label = Span(m.start("label"), m.end("label"))
            dateline = self._analysis.document.dateline
            is_turn = m["label"].isupper() and capitals >= _TURNS
            if dateline is not None and dateline.span.overlaps(label) and not is_turn:
                continue
            if not p.first.tokens or (not is_turn and not self._names_somebody(p.first, label)):
                continue
            if p.first.index not in inside or not any(
                label.covers(d.cue) for d in drafts if d.sentence == p.first.index
            ):
                content = Span(m.end(), _end_of(self._text, m.end(), p.last.end))
                yield self._draft(p.first, label, Span(label.end, label.end + 1), content, "colon")

    def _names_somebody(self, sentence: Sentence, label: Span) -> bool:
        head = next((t for t in reversed(sentence.tokens) if t.end <= label.end), None)
        if head is not None and head.lemma in _DOCUMENTS:
            return True
        n = bisect_left(self._named_starts, label.start)
        while n < len(self._named) and self._named_starts[n] < label.end:
            mention = self._named[n]
            if label.covers(mention.span) and any(self._is_public(i) for i in mention.actor_ids):
                return True
            n += 1
        return False

    def _is_public(self, actor_id: str) -> bool:
        return any(a.id == actor_id and a.sectors for a in self._analysis.actors)

    def _by_colon(self, free: Sequence[Quotation]) -> Iterator[Draft]:
        """`His answer: "No."`"""
        for q in free:
            before = self._text[max(q.outer.start - 3, 0) : q.outer.start].rstrip()
            sentence = self._sentence_at(q.outer.start)
            if not before.endswith(":") or sentence is None:
                continue
            colon = self._text.rfind(":", 0, q.outer.start)
            words = [t for t in sentence.tokens if t.end <= colon]
            source = self._noun_phrase(sentence, words)
            if source is not None:
                yield self._draft(sentence, source, Span(colon, colon + 1), q.span, "colon")

    def _by_dash(self, free: Sequence[Quotation]) -> Iterator[Draft]:
        """`"We won." - the mayor` at the end of a paragraph."""
        for q in free:
            m = _DASH.match(self._text, q.outer.end)
            sentence = self._sentence_at(m.end()) if m else None
            if m is None or sentence is None or "\n\n" in m.group():
                continue
            words = [t for t in sentence.tokens if t.start >= m.end()]
            source = self._noun_phrase(sentence, words)
            if source is not None and _end_of(self._text, source.end, sentence.end) <= source.end + 1:
                yield self._draft(sentence, source, Span(m.start("dash"), m.end("dash")), q.span, "dash")

    def _noun_phrase(self, sentence: Sentence, words: Sequence[Token]) -> Span | None:
        """The words as a speaker if they are one noun phrase without a verb."""
        words = [t for t in words if t.text not in ('"', ".", ":")]
        if not 0 < len(words) <= _LONGEST_LABEL or any(t.tag in _FINITE for t in words):
            return None
        inside = {t.i for t in words}
        heads = [t.i for t in words if t.is_noun and (t.head not in inside or t.head == t.i)]
        reach = noun_range(sentence, heads[:1])
        return trimmed(sentence, max(reach[0], words[0].i), min(reach[1], words[-1].i)) if reach else None

    def _blocks(self, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
        """Text without marks that stands below "He added:": the whole paragraph is what was said."""
        new: list[Draft] = []
        kept = list(drafts)
        by_sentence: dict[int, list[Span]] = {}
        for d in drafts:
            by_sentence.setdefault(d.sentence, []).extend(d.content)
        used = {(d.sentence, d.head) for d in drafts if d.content and d.content[0].start > d.cue.start}
        for above, below in zip(self._paragraphs, self._paragraphs[1:], strict=False):
            sentence = above.last
            if not self._text[sentence.start : sentence.end].rstrip().endswith(":") or not sentence.tokens:
                continue
            verb = self._finder.last_cue(sentence)
            content = Span(below.first.start, _end_of(self._text, below.first.start, below.last.end))
            held = by_sentence.get(sentence.index, [])
            if verb is None or (sentence.index, verb.i) in used or any(c.overlaps(content) for c in held):
                continue
            draft = self._finder.tag(sentence, self._analysis.predications[sentence.index], verb, content, "block")
            if draft is not None:
                new.append(draft)
        replaced = {(d.sentence, d.head) for d in new}
        return new, [d for d in kept if (d.sentence, d.head) not in replaced]

    def _draft(self, sentence: Sentence, source: Span, cue: Span, content: Span, rule: str) -> Draft:
        speaker = max((t for t in sentence.tokens if source.start <= t.start < source.end), key=_weight, default=None)
        colon = next((t.i for t in sentence.tokens if t.start >= cue.start), len(sentence.tokens) - 1)
        heads = (speaker.i,) if speaker is not None else ()
        return Draft(sentence.index, colon, cue, None, "say", rule, (content,), heads, source)

    def _sentence_at(self, offset: int) -> Sentence | None:
        n = bisect_right(self._starts, offset) - 1
        found = self._analysis.sentences[n] if n >= 0 else None
        return found if found is not None and offset < found.end and found.tokens else None


def _weight(t: Token) -> tuple[bool, int]:
    return t.is_noun, t.i


def _end_of(text: str, start: int, end: int) -> int:
    """Where the words between two offsets end: no space, no closing mark after them."""
    return start + len(text[start:end].rstrip().rstrip('"”“'))


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[_Paragraph]:
    first: Sentence | None = None
    last: Sentence | None = None
    for s in sentences:
        if first is None or last is None or s.paragraph != first.paragraph:
            if first is not None and last is not None:
                yield _Paragraph(first, last)
            first = s
        last = s
    if first is not None and last is not None:
        yield _Paragraph(first, last)
