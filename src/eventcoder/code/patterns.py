"""Which lexicon rows fit which predications of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Phrase, Predication, Sentence
from eventcoder.knowledge.lexicon import Lexicon, LexiconRow

_CARRIERS: Final = frozenset({"object", "subject", "attribute"})
_HAPPENING: Final = frozenset({"take", "occur", "happen", "begin", "end", "resume", "continue", "erupt", "break", "come", "follow"})
# where the frame names nobody, whose thing it is may stand in these: "tightened the blockade of Serbia"
_LAST_RESORT: Final = ("patient", "prep:on", "prep:against", "prep:to", "prep:over", "prep:for", "prep:with")
_DATIVE: Final = ("prep:to", "prep:for")
_PREFIXES: Final = frozenset({"re", "co", "pre", "counter", "de", "mis", "out", "over", "under"})
_OF_PARTS: Final = frozenset({"of"})


@dataclass(frozen=True, slots=True)
class Match:
    """A lexicon row that fits a predication, with the phrases its frame points to."""

    row: LexiconRow
    predication: Predication
    source: tuple[Phrase, ...]
    target: tuple[Phrase, ...]
    target_options: tuple[tuple[Phrase, ...], ...]  # phrases of the further slots, where the first ones name nobody
    consumed: frozenset[int]  # token indices of nouns that are part of the construction
    alternatives: tuple[LexiconRow, ...]  # rows that fitted less well


class Matcher:
    """Finds the best lexicon row for each predication of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def matches(self, sentence: Sentence, predications: Sequence[Predication]) -> dict[int, Match]:
        """Return the match of each predication that has one, by predication index."""
        found: dict[int, Match] = {}
        for p in predications:
            rows = [r for r in self._rows(sentence, p) if self._fits(sentence, p, r)]
            if rows:
                found[p.index] = self._match(sentence, predications, p, rows)
        consumed = {i for m in found.values() for i in m.consumed}
        return {i: m for i, m in found.items() if m.predication.head not in consumed}

    def _rows(self, sentence: Sentence, p: Predication) -> tuple[LexiconRow, ...]:
        return self._lexicon.find(p.kind, *forms(sentence, p.head))

    def _fits(self, sentence: Sentence, p: Predication, row: LexiconRow) -> bool:
        if p.particle and not row.particle and p.kind == "verb":
            return False  # "backed out" is not "backed"
        if row.particle and row.particle != p.particle and not self._completed(sentence, p, row.particle):
            return False
        if row.object and not self._constrained(sentence, p.phrases("patient"), row.object):
            return False
        return not row.preposition or bool(self._prepositional(sentence, p, row))

    def _completed(self, sentence: Sentence, p: Predication, particle: str) -> bool:
        """True if the particle of a verb, or the modifier that makes a compound noun ("air strike"), is there."""
        if p.kind == "noun":
            return any(particle in (k.lemma, k.text.lower()) for k in sentence.kids(p.head, "compound", "amod", "nmod"))
        return any(k.lemma == particle for k in sentence.kids(p.head, "advmod", "prep", "prt"))

    def _constrained(self, sentence: Sentence, phrases: Iterable[Phrase], lemmas: frozenset[str]) -> tuple[int, ...]:
        heads = [h for f in phrases for h in (f.head, *_parts(sentence, f.head))]
        return tuple(h for h in heads if lemmas & set(self._object_forms(sentence, h)))

    def _object_forms(self, sentence: Sentence, head: int) -> tuple[str, ...]:
        """Forms of an object, with its modifier where the head itself says little ("aid program")."""
        own = forms(sentence, head)
        if sentence.tokens[head].lemma not in self._lexicon.light_heads:
            return own
        return (*own, *(f for k in sentence.kids(head, "compound") for f in (k.lemma, k.text.lower())))

    def _prepositional(self, sentence: Sentence, p: Predication, row: LexiconRow) -> tuple[int, ...]:
        phrases = (*p.phrases(f"prep:{row.preposition}"), *p.phrases(f"object:{row.preposition}"))
        if not row.prep_object:
            return tuple(f.head for f in phrases)
        return self._constrained(sentence, phrases, row.prep_object)

    def _match(
        self, sentence: Sentence, predications: Sequence[Predication], p: Predication, rows: list[LexiconRow]
    ) -> Match:
        carrier = self._carrier(predications, p) if p.kind == "noun" else None
        filled = {r.id: self._filled(p, r, carrier) for r in rows}
        rows.sort(key=lambda r: (-r.specificity, -filled[r.id], len(r.object) + len(r.prep_object)))
        row = rows[0]
        consumed = set(self._constrained(sentence, p.phrases("patient"), row.object)) if row.object else set()
        if row.preposition and row.prep_object:
            consumed |= set(self._prepositional(sentence, p, row))
        source = self._slot(p, row.source, carrier, "source")
        target = self._slot(p, row.target, carrier, "target")
        if row.is_reciprocal and not target and len(source) > 1:
            source, target = source, source
        options = self._options(p, row.target, carrier)
        return Match(row, p, source, target, options, frozenset(consumed), tuple(rows[1:4]))

    def _options(self, p: Predication, slots: tuple[str, ...], carrier: Predication | None) -> tuple[tuple[Phrase, ...], ...]:
        """What each of the target slots holds, in order, empty ones left out."""
        if not slots:
            return ()
        found = [self._slot(p, (slot,), carrier, "target") for slot in slots]
        found += [p.phrases(role) for role in _LAST_RESORT]
        return tuple(f for f in found if f)

    def _carrier(self, predications: Sequence[Predication], p: Predication) -> Predication | None:
        """The light verb over a nominal event ("carried out the attack"), or None."""
        if p.parent is None or p.relation not in ("object", "prep:in", "prep:into", "prep:to"):
            return None
        parent = predications[p.parent]
        if parent.kind != "verb":
            return None
        key = (parent.lemma, parent.particle) in self._lexicon.support or (parent.lemma, None) in self._lexicon.support
        return parent if key else None

    def _filled(self, p: Predication, row: LexiconRow, carrier: Predication | None) -> int:
        """How many of the row's slots somebody stands in: of rows that fit, the one that says most wins."""
        source, target = self._slot(p, row.source, carrier, "source"), self._slot(p, row.target, carrier, "target")
        return bool(source) + bool(target)

    def _slot(
        self, p: Predication, slots: tuple[str, ...], carrier: Predication | None, side: str
    ) -> tuple[Phrase, ...]:
        for slot in slots:
            phrases = _in_slot(p, slot)
            if phrases:
                return phrases
        if carrier is not None:
            support = self._lexicon.support.get((carrier.lemma, carrier.particle)) or self._lexicon.support.get(
                (carrier.lemma, None)
            )
            if support and support.subject_role == side:
                return carrier.phrases("agent")
            for slot in slots:
                phrases = _in_slot(carrier, slot) if slot not in ("agent", "patient") else ()
                if phrases:
                    return phrases
        return ()


def forms(sentence: Sentence, i: int) -> tuple[str, ...]:
    """The forms under which a noun or verb may be listed: lemma and word, alone and with the modifier before them.

    "telephone talks" gives talk, talks, telephone talk, telephone talks.
    """
    t = sentence.tokens[i]
    word = t.text.lower()
    found = [t.lemma, word] if t.lemma != word else [word]
    if i > 1 and sentence.tokens[i - 1].text == "-" and sentence.tokens[i - 2].lemma in _PREFIXES:
        prefix = sentence.tokens[i - 2].lemma
        found = [f"{prefix}{f}" for f in found] + [f"{prefix}-{f}" for f in found]  # "re-open" is listed as "reopen"
    elif t.is_noun and i > 0:
        before = sentence.tokens[i - 1]
        if before.head == i and before.dep in ("compound", "amod", "nmod"):
            found += [f"{before.text.lower()} {f}" for f in tuple(found)]
    return tuple(found)


def _in_slot(p: Predication, slot: str) -> tuple[Phrase, ...]:
    if slot == "recipient":
        return p.phrases("recipient") or next((f for r in _DATIVE if (f := p.phrases(r))), ())
    if slot == "agent" and p.kind == "noun":
        return p.phrases("agent") or p.phrases("prep:by") or p.phrases("modifier") or p.phrases("deep:by")
    if slot in ("agent", "patient", "attribute"):
        return p.phrases(slot)
    return p.phrases(f"prep:{slot}") or p.phrases(f"object:{slot}") or p.phrases(f"deep:{slot}")


def _parts(sentence: Sentence, head: int) -> tuple[int, ...]:
    """Heads inside "a series of talks", "a round of talks"."""
    return tuple(o.i for p in sentence.kids(head, "prep") if p.lemma in _OF_PARTS for o in sentence.kids(p.i, "pobj"))
