"""Capitalised names that no file knows: a person, a body, or nobody, by what the report says around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from eventcoder.analysis import Candidate, Sentence, Token
from eventcoder.knowledge.actor_names import plain, slug
from eventcoder.knowledge.actors import Role
from eventcoder.knowledge.pronouns import Pronouns
from eventcoder.resolve.clauses import first_conjunct, slot_of
from eventcoder.resolve.known import Found, Told
from eventcoder.resolve.report import Report
from eventcoder.schema import Actor

_RULE: Final = "name.unknown"
_NO_SECTOR: Final = "UNK"
_SOMEBODY: Final = "somebody"
_LONGEST: Final = 4  # words of a person's name
_BEFORE_NOUNS: Final = frozenset({"compound", "nmod", "amod"})
_OLDEST: Final = 3  # digits that are no age any more
_WHO: Final = frozenset({"who", "whom", "whose"})
_TELLING: Final = ("relcl", "nummod", "appos")
_WITHIN: Final = frozenset({"of", "for"})  # what follows them belongs to the name before: "Centre for Arms Control"


class UnknownNames:
    """Decides what an unknown name is. Without any evidence that it is somebody, it is nobody."""

    def __init__(self, report: Report, pronouns: Pronouns) -> None:
        self._report = report
        self._actors = report.actors
        self._words = pronouns

    def resolve(self, n: int, c: Candidate, name: str, told: Told) -> Found | None:
        """The person or body of this name, with the country that its phrase tells; None for anything else."""
        if c.role is None and self._report.place_country(c) is not None:
            return None
        if name.isupper() and " " in name:
            name = name.title()  # a headline in capitals
        head = self._actors.name_head(name.rsplit(" ", 1)[-1])
        if self._is_person(n, c, name, head.kind):
            gender = self._actors.gender_of(name)
            return Found(Actor(f"per:{slug(name)}", name, told.country), "person", _RULE, None, gender)
        beside = (*c.companions, *c.complements)  # "the Zendar Party, Zorvex and", "the Northern Branch of Hamas"
        is_acting = self._acts(c) or self._is_described(n, body=True) or any(map(self._is_body, beside))
        is_acting = is_acting or any(map(self._is_sure_person, c.companions))  # "Macron and Zorvek"
        is_thing = (
            head.kind == "either" or self._actors.name_head(name.split(" ", 1)[0]).kind == "thing"
        )  # "Operation X"
        if head.kind == "thing" or self._is_part(c) or (is_thing and not is_acting):
            return None
        body = self._body_said(c)
        sectors = head.sectors or (body.sectors if body is not None else ())
        actor = Actor(f"unk:{slug(name)}", name, told.country, tuple(s for s in sectors if s != _NO_SECTOR))
        if body is not None or (head.kind == "body" and (" " in name or c.modifiers)):
            return Found(actor, "institution", _RULE, None)
        gender = self._actors.name_genders.get(plain(name))
        if gender is None and not is_acting and not self._has_acronym(c):
            return None
        return Found(actor, "unknown", _RULE, None, gender) if gender is None or not self._has_article(c) else None

    def _body_said(self, c: Candidate) -> Role | None:
        """What the noun directly before a name says that it is: "the retail chain Zorvex", "the company Zorvex"."""
        for m in c.modifiers[-1:]:
            other = self._at(m)
            if other.kind == "role" and other.role is not None and not other.is_plural:
                role = self._actors.roles[other.role][0]
                return role if role.kind != "person" else None
        return None

    def has_age(self, c: Candidate) -> bool:
        """ "Hazam, 28, a teacher": a number after the name, or between commas, is somebody's age."""
        texts = [t.text for t in self._report.sentence(c).tokens[c.head + 1 : c.head + 4]]
        return len(texts) == 3 and texts[0] == "," and _is_age(texts[1]) and texts[2] in ",."

    def _is_person(self, n: int, c: Candidate, name: str, head: str) -> bool:
        has_shape = self._looks_like_person(name)
        if c.role is not None:
            return self._is_titled(c, head, has_shape=has_shape)
        if self.has_age(c):
            return True
        if not has_shape or head in ("thing", "body") or self._has_article(c):
            return False
        if plain(name.split(" ", 1)[0]) in self._actors.given_names:
            return True
        if head == "either" or self._is_part(c):
            return False
        return self._is_again(name) or self._is_told_of(n, c) or self._acts(c)

    def _is_titled(self, c: Candidate, head: str, *, has_shape: bool) -> bool:
        """Not "King Edward Street", "the Sheikh Orrek graveyard", "Customer Complaints"."""
        if has_shape:
            return head != "thing"
        is_title = self._actors.roles[c.role or ""][0].is_title
        return (is_title or head in ("open", "body")) and not self._is_before_noun(c)

    def _looks_like_person(self, name: str) -> bool:
        """Two to four capitalised words, none for several people: "Kurdistan Workers" are nobody's name."""
        parts = name.split()
        words = (self._actors.roles.get(p.lower()) for p in parts)
        return (
            2 <= len(parts) <= _LONGEST
            and all(p.rsplit("-", 1)[-1][:1].isupper() or p.islower() for p in parts)
            and not any(p.isupper() and len(p) > 2 for p in parts)
            and not any(entry is not None and entry[1] for entry in words)
        )

    def _is_again(self, name: str) -> bool:
        """True if the last word of a name stands alone elsewhere in the report, as last names do."""
        return name.rsplit(" ", 1)[-1] in self._single_names

    @cached_property
    def _single_names(self) -> frozenset[str]:
        shapes = (c for c in self._report.analysis.candidates if c.kind == "shape" and not self._has_article(c))
        return frozenset(name for c in shapes if " " not in (name := self._report.name(c)))

    def _is_told_of(self, n: int, c: Candidate) -> bool:
        """True if a description, "who" or another person beside the name says that it is a person's."""
        s = self._report.sentence(c)
        if self._is_described(n, body=False) or any(_is_about_person(s, k) for k in s.kids(c.head, *_TELLING)):
            return True
        return any(self._is_sure_person(m) for m in c.companions)

    def _is_sure_person(self, m: int) -> bool:
        """True for somebody known, with a title, resolved as a person before, or with a given name."""
        o, resolved = self._at(m), self._report.resolved.get(m)
        if o.name is None or o.is_plural:
            return False
        is_person = resolved is not None and any(e.is_person for e in resolved.entities)
        return is_person or o.kind == "person" or o.role is not None or self._has_given_name(o)

    def _is_described(self, n: int, *, body: bool) -> bool:
        """True if a role noun for one of the kind is set beside the name: "Juma Oris, a farmer"."""
        roles = (self._actors.roles[o.role][0] for o in self._descriptions(n) if o.role is not None)
        return any((r.kind != "person") == body for r in roles)

    def _descriptions(self, n: int) -> Iterator[Candidate]:
        c = self._at(n)
        s, t = self._report.sentence(c), self._report.sentence(c).tokens[c.head]
        is_be = t.dep == "nsubj" and s.tokens[t.head].lemma == "be"
        predicates = {k.i for k in s.kids(t.head, "attr")} if is_be else ()
        for o in self._report.beside(c):
            if o.apposed == n or o.head in predicates or (c.apposed is not None and o is self._at(c.apposed)):
                yield o

    def _at(self, n: int) -> Candidate:
        return self._report.analysis.candidates[n]

    def _is_body(self, m: int) -> bool:
        """True for a known body, and for one that a noun with a capital names: "the Islamic Movement"."""
        o = self._at(m)
        if o.kind == "role" and o.role is not None:
            return (
                self._actors.roles[o.role][0].kind != "person" and self._report.sentence(o).tokens[o.head].tag == "NNP"
            )
        return o.kind == "body"

    def _has_given_name(self, c: Candidate) -> bool:
        name = self._report.name(c)
        return c.kind == "shape" and " " in name and plain(name.split(" ", 1)[0]) in self._actors.given_names

    def _acts(self, c: Candidate) -> bool:
        """True where only somebody can stand: "Zorvex told the court", "according to Zorvex"."""
        if c.function == "addressee":
            return True
        s = self._report.sentence(c)
        t = first_conjunct(s, s.tokens[c.head])
        if t.dep == "appos":
            t = s.tokens[t.head]  # "another, Lena Brok, was killed"
        slot = slot_of(s, t.i)
        if slot is not None and (self._words.takes.get(slot) == _SOMEBODY or _says(slot, self._words.saying)):
            return True
        above = s.tokens[t.head]
        if t.dep != "pobj":
            return False
        if above.lemma == "against":
            return not t.text.isupper()
        if above.dep == "agent":
            return self._words.takes.get((s.tokens[above.head].lemma, "subject")) == _SOMEBODY
        return above.lemma == "to" and s.tokens[above.head].lemma == "accord"

    def _has_article(self, c: Candidate) -> bool:
        s = self._report.sentence(c)
        first = s.token_at(c.name.start) if c.name is not None else None
        return first is not None and first.i > 0 and s.tokens[first.i - 1].tag == "DT"

    def _has_acronym(self, c: Candidate) -> bool:
        """True if letters in brackets follow: "Union of Zendar Teachers (UZT)"."""
        tokens = self._report.sentence(c).tokens[c.head + 1 : c.head + 4]
        texts = [t.text for t in tokens]
        return len(texts) == 3 and texts[0] == "(" and texts[1].isupper() and len(texts[1]) > 1 and texts[2] == ")"

    def _is_part(self, c: Candidate) -> bool:
        """True for a name that only tells which thing is meant, or is the end of a longer name."""
        if self._is_before_noun(c):
            return True
        s = self._report.sentence(c)
        t = s.tokens[c.head]
        above = s.tokens[t.head]
        whole = s.tokens[above.head]
        return t.dep == "pobj" and above.lemma in _WITHIN and whole.tag.startswith("NNP")

    def _is_before_noun(self, c: Candidate) -> bool:
        t = self._report.sentence(c).tokens[c.head]
        return t.dep in _BEFORE_NOUNS and t.head != t.i


def _says(slot: tuple[str, str], saying: frozenset[str]) -> bool:
    return slot[1] == "subject" and slot[0] in saying


def _is_about_person(s: Sentence, t: Token) -> bool:
    """True for "who", for an age without commas ("Lena Brok 18"), and for "the 18-year-old"."""
    if t.dep == "nummod":
        return _is_age(t.text)
    if t.dep == "appos":
        return t.text == "old" and s.tokens[t.i - 2].lemma == "year"
    first, _ = s.edges[t.i]
    return s.tokens[first].lemma in _WHO


def _is_age(text: str) -> bool:
    return text.isdigit() and len(text) < _OLDEST
