"""Candidates for actors: items of a sentence put together into the phrases that name somebody.

"US Secretary of State Antony Blinken" is one candidate with a name, a role and a modifier; "rebels in Darfur" one
with a complement; "Wang Yi, China's foreign minister" two, the second apposed to the first. Which actor is meant is
decided later.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Candidate, Sentence, Token
from eventcoder.find.items import Item, ItemFinder, surnames_in
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.pronouns import Pronouns
from eventcoder.schema import Span

_INSIDE: Final = frozenset({"amod", "compound", "nmod", "poss", "nummod", "npadvmod", "advmod", "det"})
_FORMER: Final = frozenset("former ex late deposed ousted erstwhile onetime toppled overthrown one-time".split())
_BRIDGES: Final = frozenset({"of", "for", "in", "from", "to", "at", "with", "on"})
_PARTNER_PREPOSITIONS: Final = frozenset({"with", "between", "against", "among"})
_PLACE_PREPOSITIONS: Final = frozenset("in at near outside around across inside throughout within".split())
_GOAL_PREPOSITIONS: Final = frozenset("to from into through toward towards via".split())
_NAMED: Final = frozenset({"person", "shape"})
_PLACE_NOUNS: Final = frozenset(
    "city town village province region district capital area island port suburb border territory desert coast camp "
    "enclave valley river airport airfield mountain hill square street road bridge crossing governorate county canal "
    "strait bay lake sea neighbourhood neighborhood countryside outskirts refinery oilfield dam prison".split()
)
_NAMING: Final = frozenset({"name", "call", "dub", "nickname", "identify"})
_DEEPEST: Final = 4
_ADDRESSEE: Final = "addressee"
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both"})


class FindMentions:
    """Give a report its actor candidates."""

    name = "find.mentions"
    needs = ("tokens", "folded")
    gives = ("candidates",)

    def __init__(self, actors: Actors, pronouns: Pronouns) -> None:
        self._actors = actors
        self._items = ItemFinder(actors, pronouns)

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with its candidates, in text order."""
        hits = self._items.hits.find(analysis.folded)
        starts = [h.start for h in hits]
        surnames = surnames_in(analysis.sentences, self._actors.name_genders)
        candidates: list[Candidate] = []
        for s in analysis.sentences:
            if s.tokens:
                inside = hits[bisect_left(starts, s.start) : bisect_left(starts, s.end)]
                items = self._items.items(s, analysis.folded, inside, surnames)
                builder = _Builder(s, items, len(candidates), self._actors)
                candidates.extend(builder.build())
        return replace(analysis, candidates=tuple(candidates))


@dataclass(frozen=True, slots=True)
class _Unit:
    """One or two items that form one phrase: a name with the title before it."""

    item: Item
    title: Item | None
    head: int


class _Builder:
    """Builds the candidates of one sentence. ``offset``: candidates of the sentences before."""

    def __init__(self, sentence: Sentence, items: Sequence[Item], offset: int, actors: Actors) -> None:
        self._s = sentence
        self._bonds = actors.bonds
        self._metonyms = actors.metonyms
        self._offset = offset
        self._units = self._merge_titles(items)
        self._at = {u.head: n for n, u in enumerate(self._units)}
        for n, u in enumerate(self._units):
            for i in range((u.title or u.item).first, u.item.last + 1):
                self._at.setdefault(i, n)
        self._over = [self._phrase_of(n) for n in range(len(self._units))]  # what each unit stands inside, or None

    def build(self) -> list[Candidate]:
        """Return the candidates, in text order."""
        return [self._candidate(n, u) for n, u in enumerate(self._units)]

    def _merge_titles(self, items: Sequence[Item]) -> list[_Unit]:
        """Join a role with the name that follows it directly: "spokesman Zahid Hafeez"."""
        units: list[_Unit] = []
        for item in items:
            before = units[-1] if units else None
            if (
                before is not None
                and item.kind in _NAMED
                and before.item.kind == "role"
                and before.title is None
                and before.item.role is not None
                and before.item.role.kind == "person"
                and self._adjoins(before.item, item)
            ):
                units[-1] = _Unit(item, before.item, self._head(item))
            else:
                units.append(_Unit(item, None, self._head(item)))
        return units

    def _adjoins(self, title: Item, name: Item) -> bool:
        between = self._s.tokens[title.last + 1 : name.first]
        return all(t.text == "." for t in between) and len(between) <= 1

    def _head(self, item: Item) -> int:
        """The token of the run that is governed from outside it; the last one if several are."""
        outside = [i for i in range(item.first, item.last + 1) if not item.covers(self._s.tokens[i].head)]
        nouns = [i for i in outside if self._s.tokens[i].is_noun or self._s.tokens[i].tag in ("PRP", "PRP$")]
        roots = [i for i in range(item.first, item.last + 1) if self._s.tokens[i].head == i]
        if item.kind in ("shape", "person", "pronoun"):
            return item.last
        return (nouns or outside or roots or [item.last])[-1 if item.kind != "role" else 0]

    def _candidate(self, n: int, u: _Unit) -> Candidate:
        item, s = u.item, self._s
        governor = self._over[n]
        first = (u.title or item).first
        modifiers = self._modifiers(n)
        owner = self._owner(u)
        joined = self._joined(item)
        start = min([first, *(self._start(self._units[m].item) for m in modifiers)])
        role = (u.title or item).role_form if u.title or item.kind == "role" else None
        return Candidate(
            span=self._with_article(start, item.last) if governor is None else s.span_of(start, item.last),
            head=u.head,
            sentence=s.index,
            kind=item.kind,
            entries=tuple(e.id for e in item.entries),
            name=s.span_of(item.first, item.last) if item.kind not in ("role", "pronoun") else None,
            role=role,
            modifiers=tuple(m + self._offset for m in modifiers),
            complements=tuple(c + self._offset for c in self._complements(n, u)),
            owner=owner + self._offset if owner is not None else None,
            apposed=self._apposed(n, u),
            is_plural=self._is_plural(u),
            is_former=self._is_former(start, u.head),
            is_definite=self._is_definite(start, u.head),
            is_modifier=governor is not None or (joined is not None and self._bonds[joined] != "former"),
            is_weak=item.is_weak,
            joined=joined,
            function=self._function(u.head),
            companions=tuple(c + self._offset for c in self._companions(n, u)),
        )

    def _phrase_of(self, n: int) -> int | None:
        """The unit in whose phrase this one stands as a modifier, or None."""
        u = self._units[n]
        i = u.head
        if u.item.kind == "pronoun" or (u.title is not None and self._s.tokens[i].dep != "poss"):
            return None
        if u.item.kind in ("adjective", "country", "demonym", "people"):
            i = self._first_conjunct(i).i  # "Israeli and Palestinian negotiators"
        while self._s.tokens[i].dep in _INSIDE and self._s.tokens[i].head > i:
            i = self._s.tokens[i].head
            other = self._at.get(i)
            if other is not None and other != n:
                return other
        following = self._units[n + 1] if n + 1 < len(self._units) else None
        if following is not None and u.item.kind in (
            "adjective",
            "country",
            "body",
            "people",
            "role",
            "capital",
            "demonym",
        ):
            start = (following.title or following.item).first
            if start == u.item.last + 1 and (following.title is not None or following.item.kind in ("role", "body")):
                return n + 1
        return None

    def _modifiers(self, n: int) -> list[int]:
        found = [m for m in range(max(0, n - 5), n) if self._over[m] == n or self._phrase_through(m, n)]
        while found and self._is_parted(found[0], n):
            del found[0]
        return found

    def _is_parted(self, m: int, n: int) -> bool:
        """True if a bracket stands between two units: "Islamic State (Isis)" are two names of one."""
        between = self._s.tokens[self._units[m].item.last + 1 : self._units[n].item.first]
        return any(t.text == "(" for t in between)

    def _phrase_through(self, m: int, n: int) -> bool:
        over = self._over[m]
        return over is not None and over < n and self._over[over] == n

    def _complements(self, n: int, u: _Unit) -> list[int]:
        """Units in the prepositional phrases of a role: "president of France", "rebels in Darfur"."""
        if u.item.kind not in ("role", "body", "people", "shape", "demonym") and u.title is None:
            return []
        heads = {u.head} | ({self._head(u.title)} if u.title else set())
        found = []
        for h in sorted(heads):
            for p in self._s.kids(h, "prep"):
                if p.lemma in _BRIDGES:
                    found += [c for o in self._s.kids(p.i, "pobj") if (c := self._unit_in(o.i)) is not None and c != n]
        return found

    def _unit_in(self, i: int) -> int | None:
        """The unit of a token, or the one that names what the token is about: "Tyumen" of "the Tyumen region"."""
        own = self._at.get(i)
        if own is not None:
            return own
        return next((self._at[k.i] for k in self._s.kids(i, "compound", "amod", "nmod") if k.i in self._at), None)

    def _owner(self, u: _Unit) -> int | None:
        for h in (u.head, *([self._head(u.title)] if u.title else [])):
            for k in self._s.kids(h, "poss"):
                if k.tag == "PRP$":
                    return self._at.get(k.i)
                if k.tag == "WP$":  # "Israel, whose soldiers had left"
                    return self._at.get(self._antecedent(h))
        return None

    def _antecedent(self, i: int) -> int:
        """The noun that the relative clause of a token describes; the token itself where there is none."""
        t = self._s.tokens[i]
        while t.dep != "relcl" and t.head != t.i:
            t = self._s.tokens[t.head]
        return t.head if t.dep == "relcl" else i

    def _apposed(self, n: int, u: _Unit) -> int | None:
        t = self._s.tokens[u.head]
        if u.item.kind == "role" and not self._is_plural(u) and self._s.has_kid(u.head, "det"):
            t = self._first_conjunct(u.head)  # "Anna Koval, a lawyer and the author of"
        described = t.head if t.dep == "appos" else self._named_thing(t)
        if described is not None:
            other = self._at.get(described)
            if other is not None and other != n:
                return other + self._offset
        return None

    def _named_thing(self, t: Token) -> int | None:
        """The noun that is said to have this name: "an activist named Nabeel Rajab"."""
        verb = self._s.tokens[t.head]
        is_name = t.dep == "oprd" and verb.lemma in _NAMING and verb.dep in ("acl", "relcl")
        return verb.head if is_name else None

    def _companions(self, n: int, u: _Unit) -> list[int]:
        t = self._s.tokens[u.head]
        root = t
        while root.dep == "conj" and root.head != root.i:
            root = self._s.tokens[root.head]
        return [c for i in self._s.conjuncts(root.i) if (c := self._at.get(i)) is not None and c != n]

    def _with_article(self, first: int, last: int) -> Span:
        if first > 0 and self._s.tokens[first - 1].tag in ("DT", "PRP$"):
            first -= 1
        return self._s.span_of(first, last)

    def _is_plural(self, u: _Unit) -> bool:
        return u.title is None and (u.item.is_plural or self._s.tokens[u.head].tag in ("NNS", "NNPS"))

    def _is_former(self, start: int, head: int) -> bool:
        near = {t.text.lower() for t in self._s.tokens[max(0, start - 2) : head]}
        if near.isdisjoint(_FORMER):
            return False
        before = self._s.tokens[max(0, start - 3)].text.lower()
        return "current" not in near and before != "current"  # "current and former officials": some hold office

    def _start(self, item: Item) -> int:
        """The first token of a name, with what a hyphen puts before it: "anti-Syrian"."""
        tokens, i = self._s.tokens, item.first
        has_prefix = i >= 2 and tokens[i - 1].text == "-" and tokens[i - 2].text.lower() in self._bonds
        return i - 2 if has_prefix else i

    def _joined(self, item: Item) -> str | None:
        """The word that a hyphen joins to a name, before it ("anti-Syrian") or after it ("US-led")."""
        tokens = self._s.tokens
        for hyphen, other in ((item.first - 1, item.first - 2), (item.last + 1, item.last + 2)):
            if 0 <= other < len(tokens) and 0 <= hyphen < len(tokens) and tokens[hyphen].text == "-":
                word = tokens[other].text.lower()
                if word in self._bonds:
                    return word
        return None

    def _is_definite(self, start: int, head: int) -> bool:
        before = self._s.tokens[start - 1] if start > 0 else None
        return (before is not None and before.lemma in _DEFINITE) or any(
            k.lemma in _DEFINITE or k.dep == "poss" for k in self._s.kids(head, "det", "poss")
        )

    def _function(self, head: int) -> str:
        """What the phrase does in its clause."""
        t = self._first_conjunct(head)
        if t.dep in ("amod", "compound", "nmod") and t.head not in self._at:
            noun = self._s.tokens[t.head]  # "the Iraqi city of Basra": a place in the phrase of a noun that is no actor
            is_place = noun.dep == "pobj" and noun.lemma in _PLACE_NOUNS
            unit = self._at.get(head)
            if noun.lemma in _PLACE_NOUNS and unit is not None and self._units[unit].item.kind == "shape":
                return "place"
            return self._function_after(self._s.tokens[noun.head]) if is_place else "other"
        governor = self._s.tokens[t.head]
        reading = self._metonyms.get(governor.lemma)
        if t.dep == "ROOT":
            return "alone"
        if t.dep == "nsubjpass":
            return "subject" if reading == _ADDRESSEE or not self._is_city(t) else "place"
        if t.dep in ("nsubj", "csubj"):
            return "place" if reading == "place" and self._is_city(t) else "subject"
        if t.dep in ("dobj", "dative"):
            return _ADDRESSEE if reading == _ADDRESSEE or t.dep == "dative" else "object"
        if t.dep == "poss":
            return "owner"
        if t.dep != "pobj":
            return "other"
        return "place" if self._is_town(head, governor) else self._function_after(governor)

    def _is_town(self, head: int, preposition: Token) -> bool:
        """True for "Kobani" of "the town of Kobani": an unknown name that the noun before it says is a place's."""
        unit = self._at.get(head)
        is_of_place = preposition.lemma == "of" and self._s.tokens[preposition.head].lemma in _PLACE_NOUNS
        return is_of_place and unit is not None and self._units[unit].item.kind == "shape"

    def _function_after(self, preposition: Token) -> str:
        if preposition.dep == "agent" or preposition.lemma in _PARTNER_PREPOSITIONS:
            return "partner"
        governor = self._s.tokens[preposition.head]
        if preposition.lemma in ("on", "upon", "to", "of") and self._metonyms.get(governor.lemma) == _ADDRESSEE:
            return _ADDRESSEE
        if preposition.lemma == "of":
            return self._function_of_whole(governor)
        if preposition.lemma in _PLACE_PREPOSITIONS:
            return "place"
        return "goal" if preposition.lemma in _GOAL_PREPOSITIONS else "other"

    def _function_of_whole(self, whole: Token, depth: int = 0) -> str:
        """ "In the suburbs of Beirut" is set in Beirut; "members of the council" are not the council."""
        if whole.lemma in _PLACE_PREPOSITIONS:
            return "place"  # "outside of Basra"
        if whole.dep == "pobj" and whole.i not in self._at and depth < _DEEPEST:
            above = self._s.tokens[whole.head]
            return self._function_of_whole(self._s.tokens[above.head] if above.lemma == "of" else above, depth + 1)
        return "other"

    def _is_city(self, t: Token) -> bool:
        n = self._at.get(t.i)
        return n is not None and self._units[n].item.kind == "capital"

    def _first_conjunct(self, head: int) -> Token:
        t = self._s.tokens[head]
        while t.dep == "conj" and t.head != t.i:
            t = self._s.tokens[t.head]
        return t
