"""Which lexicon rows fit which predications of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Phrase, Predication, Sentence
from eventcoder.knowledge.lexicon import ANY, Lexicon, LexiconRow

# where the frame names nobody, whose thing it is may stand in these: "tightened the blockade of Serbia"
_LAST_RESORT: Final = ("patient", "prep:on", "prep:against", "prep:to", "prep:over", "prep:for")
# ... but the object itself says what is done, and its modifiers who does it: "launched a Turkish offensive"
_OBJECT_RESORT: Final = ("object:of", "object:on", "object:against", *_LAST_RESORT[1:], "object:to", "object:with")
# ... but what is judged or taken is somebody's own: "rejected Oslo's decision", "revoked both men's visas"
_JUDGING: Final = frozenset({"ACCUSE", "AGREE", "REJECT", "SANCTION", "SUPPORT"})
_NO_VICTIM: Final = frozenset({"for", "to", "with"})  # "fought for the rebels", "claimed it in messages to the press"
_TOWARDS: Final = frozenset({"against", "into", "on", "to"})
_REACHING: Final = frozenset({"ASSAULT", "REJECT"})
_DATIVE: Final = ("prep:to", "prep:for")
_RESULTS: Final = ("advmod", "prep", "prt", "oprd", "acomp", "ccomp", "xcomp", "dobj", "advcl", "npadvmod")
_PREDICATES: Final = ("oprd", "acomp", "attr")
_ONE_PERSON: Final = frozenset({"his", "her"})
_PREFIXES: Final = frozenset({"re", "co", "pre", "counter", "de", "mis", "out", "over", "under"})


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


@dataclass(frozen=True, slots=True)
class Carrier:
    """A light verb over a nominal event, and whether its subject is source or target of the event, or the event."""

    verb: Predication
    subject_role: str


class Matcher:
    """Finds the best lexicon row for each predication of a sentence."""

    def __init__(self, lexicon: Lexicon, opaque: frozenset[str] = frozenset()) -> None:
        """opaque: nouns that change what follows "of", so that a "suspension of aid" is no aid."""
        self._lexicon = lexicon
        self._opaque = opaque
        self._people = lexicon.classes.get("person", frozenset())
        self._reaching = lexicon.classes.get("reaching", frozenset())

    def matches(self, sentence: Sentence, predications: Sequence[Predication]) -> dict[int, Match]:
        """Return the match of each predication that has one, by predication index."""
        found: dict[int, Match] = {}
        for p in predications:
            rows = [r for r in self._rows(sentence, p) if self._fits(sentence, p, r)]
            if rows:
                found[p.index] = self._match(sentence, predications, p, rows)
        consumed = {i for m in found.values() for i in m.consumed}
        return {i: m for i, m in found.items() if m.predication.head not in consumed or _has_doer(m.predication)}

    def _rows(self, sentence: Sentence, p: Predication) -> tuple[LexiconRow, ...]:
        return self._lexicon.find(p.kind, *forms(sentence, p.head))

    def _fits(self, sentence: Sentence, p: Predication, row: LexiconRow) -> bool:
        if p.particle and not row.particle and p.kind == "verb":
            return False  # "backed out" is not "backed"
        if row.particle and row.particle != p.particle and not self._completed(sentence, p, row.particle):
            return False
        patients = _patients(p, row)
        if row.object and not (patients if row.object == ANY else self._constrained(sentence, patients, row.object)):
            return False
        if row.agent and not self._constrained(sentence, p.phrases("agent"), row.agent):
            return False
        if row.attribute and not self._attributed(sentence, p, row.attribute):
            return False
        return not row.preposition or bool(self._prepositional(sentence, p, row))

    def _completed(self, sentence: Sentence, p: Predication, particle: str) -> bool:
        """True if the particle of a verb, or the modifier that makes a compound noun ("air strike"), is there."""
        if p.kind == "noun":
            return any(particle in (k.lemma, k.text.lower()) for k in sentence.kids(p.head, "compound", "amod", "nmod"))
        if any(particle in (k.lemma, k.text) for k in sentence.kids(p.head, *_RESULTS)):
            return True
        return any(  # "shot dead two men", "let free activists": parsed as "dead men", "free activists"
            k.lemma == particle and k.i == p.head + 1
            for f in p.phrases("patient")
            for k in sentence.kids(f.head, "amod")
        )

    def _attributed(self, sentence: Sentence, p: Predication, lemmas: frozenset[str]) -> bool:
        """True if the object is called, found or held to be one of these: "called him a liar"."""
        objects = list(sentence.kids(p.head, "dobj"))
        kids = [k for k in sentence.kids(p.head, *_PREDICATES) if not k.is_verb]
        kids += [k for k in sentence.kids(p.head, "ccomp", "xcomp") if k.tag.startswith(("JJ", "NN"))]
        kids += objects if p.is_passive else objects[1:]
        return any(lemmas == ANY or lemmas & set(forms(sentence, k.i)) for k in kids)

    def _constrained(self, sentence: Sentence, phrases: Iterable[Phrase], lemmas: frozenset[str]) -> tuple[int, ...]:
        heads = [h for f in phrases for h in (f.head, *self._parts(sentence, f.head))]
        return tuple(h for h in heads if lemmas & set(self._object_forms(sentence, h)))

    def _parts(self, sentence: Sentence, head: int) -> tuple[int, ...]:
        """Heads inside "a series of talks", "thousands of captives"; none inside "a suspension of talks"."""
        lemma = sentence.tokens[head].lemma
        if lemma in self._opaque or (lemma in self._people and lemma not in self._lexicon.containers):
            return ()
        return tuple(o.i for p in sentence.kids(head, "prep") if p.lemma == "of" for o in sentence.kids(p.i, "pobj"))

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
        carrier = self._carrier(sentence, predications, p)
        filled = {r.id: self._filled(p, r, carrier) for r in rows}
        rows.sort(key=lambda r: (-r.specificity, -filled[r.id], len(r.object) + len(r.prep_object)))
        row = rows[0]
        consumed = set(self._constrained(sentence, _patients(p, row), row.object)) if row.object else set()
        if row.preposition and row.prep_object:
            consumed |= set(self._prepositional(sentence, p, row))
        source = self._slot(p, row, row.source, carrier, "source")
        target = self._slot(p, row, row.target, carrier, "target")
        if row.is_reciprocal and not target and len(source) > 1:
            source, target = source, source
        options = (*self._options(sentence, p, row, carrier), *self._around(predications, p, row))
        return Match(row, p, source, target, options, frozenset(consumed), tuple(rows[1:4]))

    def _options(
        self, sentence: Sentence, p: Predication, row: LexiconRow, carrier: Carrier | None
    ) -> tuple[tuple[Phrase, ...], ...]:
        """What each of the target slots holds, in order, empty ones left out."""
        if not row.target:
            return ()
        found = [self._slot(p, row, (slot,), carrier, "target") for slot in row.target]
        found += [p.phrases(role) for role in _resort(row)]
        if row.object and row.event_type in _JUDGING:
            found.append(tuple(f for f in _patients(p, row) if _is_owned(sentence, f.head)))
        return tuple(f for f in found if f)

    def _around(
        self, predications: Sequence[Predication], p: Predication, row: LexiconRow
    ) -> Iterator[tuple[Phrase, ...]]:
        """Whom the verb beside a nominal act names: "announced a deployment of troops to Chad", "the raid hit Chad"."""
        if p.kind != "noun":
            return
        if p.relation == "object" and p.parent is not None:
            verb = predications[p.parent]
            yield from (f for slot in row.target if slot in _TOWARDS and (f := verb.phrases(f"prep:{slot}")))
        if row.event_type in _REACHING:
            for verb in predications:
                does = verb.lemma in self._reaching and any(f.head == p.head for f in verb.phrases("agent"))
                if does and verb.phrases("patient"):
                    yield verb.phrases("patient")

    def _carrier(self, sentence: Sentence, predications: Sequence[Predication], p: Predication) -> Carrier | None:
        """The light verb over a nominal event ("carried out the attack", "came under fire", "fighting broke out")."""
        if p.kind != "noun" or p.parent is None or predications[p.parent].kind != "verb":
            return None
        verb = predications[p.parent]
        words = {k.lemma for k in sentence.kids(verb.head)} | {verb.particle}
        _, _, preposition = p.relation.partition(":")
        for support in self._lexicon.support_verbs(verb.lemma):
            needed = support.particle.split() if support.particle else []
            led = bool(needed) and needed[-1] == preposition and words.issuperset(needed[:-1])
            is_whole = p.relation == "subject" if support.subject_role == "event" else _carried(p.relation)
            if led or (is_whole and words.issuperset(needed)):
                return Carrier(verb, support.subject_role)
        return None

    def _filled(self, p: Predication, row: LexiconRow, carrier: Carrier | None) -> int:
        """How many of the row's slots somebody stands in: of rows that fit, the one that says most wins."""
        source = self._slot(p, row, row.source, carrier, "source")
        target = self._slot(p, row, row.target, carrier, "target")
        joint = row.is_reciprocal and len(source) > 1  # "Seoul and Washington began a drill" has both its parties
        return bool(source) + bool(target or joint)

    def _slot(
        self, p: Predication, row: LexiconRow, slots: tuple[str, ...], carrier: Carrier | None, side: str
    ) -> tuple[Phrase, ...]:
        for slot in slots:
            phrases = _in_slot(p, slot) or (_patients(p, row) if slot == "patient" else ())
            if phrases:
                return phrases
        if carrier is not None:
            if carrier.subject_role == side:
                return carrier.verb.phrases("agent")
            for slot in slots:
                phrases = _in_slot(carrier.verb, slot) if slot not in ("agent", "patient") else ()
                if phrases:
                    return phrases
        return ()


def _resort(row: LexiconRow) -> tuple[str, ...]:
    """Where else a target may stand; what is talked about is none, nor is what an attack is made with."""
    if row.event_type == "CONSULT" and row.is_reciprocal:
        return ()
    found = _OBJECT_RESORT if row.object else _LAST_RESORT
    return tuple(r for r in found if row.event_type != "ASSAULT" or r.rpartition(":")[2] not in _NO_VICTIM)


def _has_doer(p: Predication) -> bool:
    """True for a nominal act that names who does it: "warned of an attack by rebels" is not the warner's attack."""
    return p.kind == "noun" and bool(p.phrases("prep:by"))


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


def _is_owned(sentence: Sentence, head: int) -> bool:
    """True for "Oslo's decision", "her visa" and "the German plan", false for "an embassy" and "their embassies"."""
    if any(k.tag != "PRP$" or k.lemma in _ONE_PERSON for k in sentence.kids(head, "poss")):
        return True
    return any(k.text[:1].isupper() for k in sentence.kids(head, "compound", "amod", "nmod"))


def _carried(relation: str) -> bool:
    """True for the relations in which a light verb holds its noun without a word of its own between them."""
    return relation in ("object", "prep:in", "prep:into", "prep:to")


def _patients(p: Predication, row: LexiconRow) -> tuple[Phrase, ...]:
    """The object; also behind a particle that was read as its preposition: "called in the army"."""
    own = p.phrases("patient")
    return own or (p.phrases(f"prep:{row.particle}") if row.particle and p.kind == "verb" and not p.is_passive else ())


def _in_slot(p: Predication, slot: str) -> tuple[Phrase, ...]:
    if slot == "recipient":
        return p.phrases("recipient") or next((f for r in _DATIVE if (f := p.phrases(r))), ())
    if slot == "agent" and p.kind == "noun":
        return p.phrases("agent") or p.phrases("prep:by") or p.phrases("modifier") or p.phrases("deep:by")
    if slot in ("agent", "patient", "attribute"):
        return p.phrases(slot)
    return p.phrases(f"prep:{slot}") or p.phrases(f"object:{slot}") or p.phrases(f"deep:{slot}")
