"""Quotations and the cues beside them: who said what stands between quotation marks.

Comes in: the quotations of a report and the drafts that syntax gave. Goes out: the drafts with their contents fitted to
the marks, and new drafts for quotations whose cue stands before or after them, or in the paragraph before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, Quotation, Sentence, Token
from eventcoder.code.cues import CueFinder
from eventcoder.code.drafts import Draft
from eventcoder.code.fitting import QuotationFitter, merged, outermost
from eventcoder.schema import Span

_ENDS: Final = ",.!?…—-–"
_TAG_BEFORE: Final = re.compile(r"(?:[:,]|\bthat|—|--|-|–)\s*$")
_NOMINAL: Final = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "JJ"})
_WORD: Final = re.compile(r"\w+")
_SMALL: Final = re.compile(r"\b[a-z]\w{3}")  # a longer word that a title would write with a capital
_CAPITAL: Final = re.compile(r"\b[A-Z0-9]\w{3}")
_SPEAKING: Final = ("clause", "parenthesis", "quote", "block", "colon", "according")
_GOING_ON: Final = frozenset({"verb", "noun"})
_FEW_WORDS: Final = 4
_FAR_NAME: Final = 8  # tokens between a cue and a few quoted words that it no longer introduces
_FARTHEST_REST: Final = 160  # characters told by the report between two quotations of one speaker
_FARTHEST_TAG: Final = 25  # tokens between a quotation and its cue


class QuotationLinker:
    """Links the quotations of one report to cues."""

    def __init__(self, analysis: Analysis, finder: CueFinder) -> None:
        self._analysis = analysis
        self._text = analysis.document.text
        self._finder = finder
        self._sentences = analysis.sentences
        self._starts = [s.start for s in analysis.sentences]
        self._outer = outermost(analysis.quotations)
        self._quote_starts = [q.outer.start for q in self._outer]
        self._fitter = QuotationFitter(self._text, self._outer)

    def link(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return all drafts, fitted to the quotations, in text order."""
        fitted = [f for d in drafts if (f := self._fitter.fitted(d)).content]
        by_cue = {(d.sentence, d.head): d for d in fitted}
        held: dict[int, tuple[int, int]] = {}  # quotation -> key of the draft that holds it
        for cue, d in by_cue.items():
            for n in self._held_by(d):
                held.setdefault(n, cue)
        last: tuple[int, int] | None = None
        plain = _tellers(by_cue)
        for n, q in enumerate(self._outer):
            if n in held:
                found: tuple[int, int] | None = held[n]
                self._tell_again(n, q, by_cue, by_cue[held[n]])
            else:
                found = self._link_one(n, q, by_cue, held, last) or self._go_on(q, by_cue, plain)
            if found is not None:
                held[n] = last = found
                self._pull_in(q, by_cue, held, found)
        return sorted(by_cue.values(), key=lambda d: (d.sentence, d.cue.start, d.head))

    def _tell_again(self, n: int, q: Quotation, by_cue: dict[tuple[int, int], Draft], holder: Draft) -> None:
        """Add the cue of a quotation that somebody retells: `According to Tass, Lim said: "No."`"""
        tag = self._tag(n, q, by_cue) if holder.rule == "according" else None
        if tag is not None and any(c.covers(tag.cue) for c in holder.content):
            by_cue[tag.sentence, tag.head] = tag

    def _go_on(
        self, q: Quotation, by_cue: dict[tuple[int, int], Draft], plain: dict[int, tuple[int, int]]
    ) -> tuple[int, int] | None:
        """`Lim said the sea was rising. "We must build."`: whole sentences go on with what was said."""
        here = self._sentence_at(q.outer.start)
        if here is None or q.outer.start > here.start or not self._is_speech(q) or not self._fills_sentences(q):
            return None
        key = plain.get(here.index - 1)
        if key is None or self._sentences[here.index - 1].paragraph != here.paragraph or by_cue[key].source is None:
            return None
        by_cue[key] = _with_content(by_cue[key], q.span)
        return key

    def _fills_sentences(self, q: Quotation) -> bool:
        """True if nothing follows a quotation in its last sentence."""
        last = self._sentence_at(q.outer.end - 1)
        return (
            last is not None and not self._text[q.outer.end : last.end].strip() and q.span.of(self._text)[-1] in _ENDS
        )

    def _pull_in(
        self, q: Quotation, by_cue: dict[tuple[int, int], Draft], held: dict[int, tuple[int, int]], key: tuple[int, int]
    ) -> None:
        """Add the paragraphs before it to a quotation whose cue comes only at its end."""
        while q.continues is not None:
            q = self._analysis.quotations[q.continues]
            n = bisect_right(self._quote_starts, q.outer.start) - 1
            if n in held:
                return
            held[n] = key
            by_cue[key] = _with_content(by_cue[key], q.span)

    def _link_one(
        self,
        n: int,
        q: Quotation,
        by_cue: dict[tuple[int, int], Draft],
        held: dict[int, tuple[int, int]],
        last: tuple[int, int] | None,
    ) -> tuple[int, int] | None:
        """Find the cue of a quotation that no draft holds; returns the key of its draft or None."""
        if q.continues is not None:
            before = self._analysis.quotations[q.continues].outer.start
            key = held.get(bisect_right(self._quote_starts, before) - 1)
            if key is not None:
                by_cue[key] = _with_content(by_cue[key], q.span)
                return key
        if last is not None and self._is_second_half(n, q, by_cue[last]):
            by_cue[last] = _with_content(by_cue[last], q.span)
            return last
        tag = self._tag(n, q, by_cue)
        if tag is not None:
            key = (tag.sentence, tag.head)
            by_cue[key] = tag
            return key
        if last is not None and self._carries_on(n, q, by_cue[last]):
            by_cue[last] = _with_content(by_cue[last], q.span)
            return last
        return None

    def _is_second_half(self, n: int, q: Quotation, draft: Draft) -> bool:
        """True for the "B" of `"A," he said, "B"`: the cue stands between the two."""
        if n == 0 or not self._outer[n - 1].outer.end <= draft.cue.start < q.outer.start:
            return False
        between = self._text[self._outer[n - 1].outer.end : q.outer.start]
        held = any(c.overlaps(self._outer[n - 1].span) for c in draft.content)
        return held and between.rstrip().endswith(",") and "\n\n" not in between and between.count(".") == 0

    def _tag(self, n: int, q: Quotation, by_cue: dict[tuple[int, int], Draft]) -> Draft | None:
        if not self._is_speech(q):
            return None
        before = self._verb_before(n, q, by_cue)
        after = None if before is not None else self._verb_after(n, q)
        found = before or after
        if found is None:
            return None
        sentence, verb, rule = found
        existing = by_cue.get((sentence.index, verb.i))
        is_part = rule == "quote.after" and q.span.of(self._text)[:1].islower()
        if existing is not None and is_part and existing.content[0].start > existing.cue.start:
            return None  # `Describing her as "a friend", Lim said X`
        if existing is not None:
            keeps = existing.rule in ("clause", "parenthesis") or existing.rule.startswith("quote")
            return _with_content(existing, q.span) if keeps else replace(existing, content=(q.span,), rule=rule)
        predications = self._analysis.predications[sentence.index]
        return self._finder.tag(sentence, predications, verb, q.span, rule)

    def _is_speech(self, q: Quotation) -> bool:
        """True for a quotation that can stand on its own, false for a few words quoted inside a clause."""
        inner = q.span.of(self._text)
        if _is_title(inner):
            return False
        before = self._text[max(q.outer.start - 12, 0) : q.outer.start]
        after = self._text[q.outer.end : q.outer.end + 2]
        words = len(_WORD.findall(inner))
        if inner[-1:] in _ENDS or q.is_open:
            return words > _FEW_WORDS or not inner[:1].islower()
        if after[:1] == "," or re.search(r"[:,]\s*$", before):
            return words > _FEW_WORDS or inner[:1].isupper()
        return words > 2 * _FEW_WORDS

    def _verb_after(self, n: int, q: Quotation) -> tuple[Sentence, Token, str] | None:
        sentence = self._sentence_at(q.outer.end - 1)
        if sentence is None or not sentence.tokens:
            return None
        inner, after = q.span.of(self._text)[-1:], self._text[q.outer.end : q.outer.end + 3].strip()
        if inner not in _ENDS and after[:1] not in (",", "—", "-", "–"):
            return None
        stop = self._outer[n + 1].outer.start if n + 1 < len(self._outer) else sentence.end
        segment = [t for t in sentence.tokens if q.outer.end <= t.start < stop][:_FARTHEST_TAG]
        verb = self._cue_in(sentence, segment)
        if verb is None or self._leads_to_next(n, verb) or _is_unsaid(sentence, verb):
            return None
        return sentence, verb, "quote.after"

    def _leads_to_next(self, n: int, verb: Token) -> bool:
        """True for the "adding" of `said, "A," adding, "B"`: it belongs to the quotation after it."""
        if n + 1 >= len(self._outer) or verb.is_finite:
            return False
        following = self._outer[n + 1].outer.start
        gap = self._text[verb.end : following].strip() if verb.end < following < verb.end + 60 else "x"
        return gap in ("", ",", ":", ", that", "that")

    def _verb_before(
        self, n: int, q: Quotation, by_cue: dict[tuple[int, int], Draft]
    ) -> tuple[Sentence, Token, str] | None:
        sentence = self._sentence_at(q.outer.start)
        if sentence is None or not sentence.tokens:
            return None
        start = self._outer[n - 1].outer.end if n else 0
        segment = [t for t in sentence.tokens if start <= t.start and t.end <= q.outer.start]
        words = [t for t in segment if t.text not in ('"', "'", "(")]
        if not words:
            return self._introduced(q, sentence)
        before = self._text[words[0].start : q.outer.start]
        last = words[-1]
        verb = self._cue_in(sentence, words, backwards=True)
        if verb is None:
            return None
        if not _TAG_BEFORE.search(before) and last.i != verb.i and verb.i + 2 < last.i:
            return None
        if last.i - verb.i > _FAR_NAME and len(_WORD.findall(q.span.of(self._text))) <= _FEW_WORDS:
            return None  # "had begun his time with a nickname, "Iron Hand""
        existing = by_cue.get((sentence.index, verb.i))
        if is_fragment(q.span.of(self._text), before) and self._is_full(sentence, verb, last, existing):
            return None  # `People ask her why, "but rarely want to know"`
        if (existing is not None or not self._takes_quote(sentence, verb)) and not _TAG_BEFORE.search(before):
            return None
        if existing is None and self._has_its_object(sentence, verb, before):
            return None
        return sentence, verb, "quote.before"

    def _is_full(self, sentence: Sentence, verb: Token, last: Token, existing: Draft | None) -> bool:
        """True for a cue that has its content before the quotation, or a verb that speaks only right beside it."""
        if existing is not None and existing.row is not None:
            return existing.content[-1].start > existing.cue.start and "to" not in existing.row.addressee
        row = self._finder.row_of(sentence, verb)
        return (row is None or "quote" not in row.frames) and last.i - verb.i > 1

    def _has_its_object(self, sentence: Sentence, verb: Token, before: str) -> bool:
        """`She found the key, "It was in my bag," she said`: with an object of its own "found" introduces no words."""
        row = self._finder.row_of(sentence, verb)
        if sentence.has_kid(verb.i, "auxpass") and sentence.has_kid(verb.i, "xcomp"):  # "was asked to help: ..."
            return True
        is_silent = row is not None and "quote" not in row.frames and "object" not in row.addressee
        return (
            is_silent and not before.rstrip().endswith(":") and any(k.i > verb.i for k in sentence.kids(verb.i, "dobj"))
        )

    def _introduced(self, q: Quotation, sentence: Sentence) -> tuple[Sentence, Token, str] | None:
        """The cue of a sentence that ends in a colon before the quotation begins a new line."""
        if sentence.index == 0:
            return None
        before = self._sentences[sentence.index - 1]
        words = self._text[before.start : q.outer.start].rstrip().rstrip("\"“'‘")
        if not before.tokens or not words.endswith((":", ",")):
            return None
        verb = self._cue_in(before, before.tokens, backwards=True)
        return (before, verb, "quote.introduced") if verb is not None else None

    def _cue_in(self, sentence: Sentence, segment: Sequence[Token], *, backwards: bool = False) -> Token | None:
        """The verb of a segment that introduces speech: a finite known one first, then others."""
        candidates = [t for t in segment if t.is_verb and t.dep not in ("aux", "auxpass", "amod", "compound")]
        if backwards:
            candidates.reverse()
        known = [t for t in candidates if self._takes_quote(sentence, t)]
        finite = [t for t in known if self._is_finite(sentence, t)]
        if finite and known[0].tag == "VBG" and backwards:
            return known[0]
        if finite or known:
            return (finite or known)[0]
        unknown = [
            t
            for t in candidates
            if t.is_finite and not self._finder.is_silent(t) and self._stands_alone(sentence, t, segment)
        ]
        return unknown[0] if unknown else None

    def _takes_quote(self, sentence: Sentence, t: Token) -> bool:
        row = self._finder.row_of(sentence, t)
        return row is not None and bool({"quote", "clause"} & row.frames)

    def _is_finite(self, sentence: Sentence, t: Token) -> bool:
        return t.is_finite or sentence.has_kid(t.i, "aux", "nsubj")

    def _stands_alone(self, sentence: Sentence, t: Token, segment: Sequence[Token]) -> bool:
        """True for an unknown verb with a subject beside it and nothing else: `"Go," grunted the guard.`"""
        inside = {x.i for x in segment}
        subject = any(k.i in inside for k in sentence.kids(t.i, "nsubj"))
        if not subject and segment[0].i == t.i:  # `"Go," grunted the guard`
            return len(segment) > 1 and segment[1].tag in _NOMINAL
        objects = any(
            k.dep in ("dobj", "attr", "acomp", "ccomp", "xcomp") and k.i in inside for k in sentence.kids(t.i)
        )
        return subject and not objects and t.lemma != "be"

    def _carries_on(self, n: int, q: Quotation, draft: Draft) -> bool:
        """True if a quotation without cue goes on with what the last draft said."""
        if not self._is_speech(q) or n == 0 or not draft.rule.startswith(_SPEAKING):
            return False
        here, there = self._sentence_at(q.outer.start), self._sentences[draft.sentence]
        if here is None or (draft.source is not None and draft.source.covers(q.outer)):
            return False
        end = max([there.end, *(c.end for c in draft.content)])
        between = self._text[end : q.outer.start].strip(" \n\r\t\"'“”‘’.,")
        if here is there and not self._is_quoting(draft, n):
            return False
        opening = self._text[here.start : q.outer.start].rstrip()
        if here is not there and q.span.of(self._text)[:1].islower() and _is_of_thing(here, q.outer.start):
            return False
        if here is not there and opening.endswith(":"):  # `Lim puts it plainly: "..."` has a speaker of its own
            return False
        if here.paragraph == there.paragraph:
            return len(between) <= _FARTHEST_REST
        return here.paragraph == self._paragraph_of(end) + 1 and not between and self._fills_paragraph(q, here)

    def _is_quoting(self, draft: Draft, n: int) -> bool:
        """True if the last words of a draft stand in the quotation before number ``n``."""
        return self._outer[n - 1].span.overlaps(draft.content[-1])

    def _paragraph_of(self, offset: int) -> int:
        found = self._sentence_at(max(offset - 1, 0))
        return found.paragraph if found is not None else -2

    def _fills_paragraph(self, q: Quotation, here: Sentence) -> bool:
        last = here
        while last.index + 1 < len(self._sentences) and self._sentences[last.index + 1].paragraph == here.paragraph:
            last = self._sentences[last.index + 1]
        return q.outer.start <= here.start + 1 and q.outer.end >= last.end - 2

    def _held_by(self, d: Draft) -> list[int]:
        out = []
        for c in d.content:
            for n in range(max(bisect_right(self._quote_starts, c.start) - 1, 0), len(self._outer)):
                q = self._outer[n]
                if q.outer.start >= c.end:
                    break
                if q.outer.overlaps(c) and not q.outer.covers(d.cue):
                    out.append(n)
        return out

    def _sentence_at(self, offset: int) -> Sentence | None:
        n = bisect_right(self._starts, offset) - 1
        return self._sentences[n] if n >= 0 else None


def _is_unsaid(sentence: Sentence, verb: Token) -> bool:
    """True for "to lie" and "being questioned": no tag of a quotation before it."""
    return any(k.tag == "TO" or k.text == "being" for k in sentence.kids(verb.i, "aux", "auxpass"))


def _is_of_thing(sentence: Sentence, end: int) -> bool:
    """True for `The law meant "the poor got poorer"`: what stands before the marks is told of something else."""
    return any(t.dep == "nsubj" and t.tag in ("NN", "NNS") for t in sentence.tokens if t.end <= end)


def _is_title(inner: str) -> bool:
    """True for the name of a book, a film or a prize: each longer word has a capital.

    >>> _is_title("The Old Man and the Sea,"), _is_title("The men went to sea.")
    (True, False)
    """
    return not _SMALL.search(inner) and len(_CAPITAL.findall(inner)) > 1 and not inner.isupper()


def is_fragment(inner: str, before: str) -> bool:
    """True for quoted words that go on with a clause after a comma.

    >>> is_fragment("but never asks", "He talks, "), is_fragment("We go", "He said, ")
    (True, False)
    """
    return inner[:1].islower() and before.rstrip().endswith(",")


def _tellers(by_cue: Mapping[tuple[int, int], Draft]) -> dict[int, tuple[int, int]]:
    """For each sentence the key of the last draft that a quotation can go on with; none inside another."""
    found: dict[int, tuple[int, int]] = {}
    for key, d in by_cue.items():
        outer = by_cue.get(found.get(d.sentence, key), d)
        is_inside = any(c.covers(d.cue) for c in outer.content)
        is_telling = d.row is not None and d.row.kind in _GOING_ON and d.rule != "according"
        if is_telling and not is_inside and not d.is_modal and d.cue_class != "no comment":
            found[d.sentence] = key
    return found


def _with_content(d: Draft, span: Span) -> Draft:
    return replace(d, content=tuple(merged([*d.content, span])))
