"""Every mention resolved: names, titles, descriptions, pronouns become actors with country, sectors and id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Candidate, Sentence
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.pronouns import Pronouns
from eventcoder.resolve.known import Found, KnownNames, slug
from eventcoder.resolve.phrases import Context, RolePhrases
from eventcoder.resolve.pronouns import Antecedent, PronounResolver
from eventcoder.resolve.registry import Entity, Registry
from eventcoder.schema import Actor, Document, Evidence, Mention, Span

_STAGE: Final = "resolve.actors"
_PAIR: Final = re.compile(r"^(?:the (?:two|both)|both|both the|these two|the two)\b", re.IGNORECASE)
_PAIR_PERSONS: Final = frozenset(
    {"leader", "minister", "president", "diplomat", "official", "man", "counterpart", "chief"}
)
_PAIR_NOUNS: Final = frozenset(
    {"side", "country", "nation", "party", "government", "state", "neighbour", "neighbor", "capital"}
)
_METONYM: Final = frozenset({"subject", "object", "partner", "owner"})
_SPEAKING: Final = frozenset({"i", "me", "my", "we", "us", "our", "mine", "ours", "myself", "ourselves"})


class ResolveActors:
    """Give every candidate of a report its actor, in text order, remembering who has been introduced."""

    name = _STAGE
    needs = ("tokens", "candidates")
    gives = ("mentions", "actors")

    def __init__(self, actors: Actors, pronouns: Pronouns) -> None:
        self._actors = actors
        self._pronouns = pronouns

    def __call__(self, analysis: Analysis) -> Analysis:
        run = _Run(self._actors, self._pronouns, analysis)
        mentions = tuple(run.mentions())
        used = {i for m in mentions for i in m.actor_ids}
        actors = tuple(e.actor for e in run.registry if e.actor.id in used)
        return replace(analysis, mentions=mentions, actors=actors)


@dataclass(frozen=True, slots=True)
class _Resolved:
    """Entities of one candidate with the reason."""

    entities: tuple[Entity, ...]
    rule: str
    knowledge: str | None


class _Run:
    """The resolution of one report."""

    def __init__(self, actors: Actors, pronouns: Pronouns, analysis: Analysis) -> None:
        self._actors = actors
        self._pronouns = pronouns
        self._analysis = analysis
        self._text = analysis.document.text
        self._known = KnownNames(actors, analysis.document.published)
        self._roles = RolePhrases(actors, self._known)
        self._resolver = PronounResolver()
        self.registry = Registry()
        self._resolved: dict[int, _Resolved] = {}
        self._focus, self._about = focus_of(actors, analysis)

    def mentions(self) -> Iterator[Mention]:
        """Yield the mention of each candidate that could be resolved."""
        for n, c in enumerate(self._analysis.candidates):
            resolved = self._resolve(n, c)
            if resolved is None or not resolved.entities:
                continue
            self._resolved[n] = resolved
            head = self._analysis.sentences[c.sentence].tokens[c.head]
            yield Mention(
                span=c.span,
                head=Span(head.start, head.end),
                kind=_KINDS.get(c.kind, c.kind) if c.role is None or c.name is None else "title",
                actor_ids=tuple(e.actor.id for e in resolved.entities),
                evidence=tuple(self._evidence(c, resolved)),
            )

    def _evidence(self, c: Candidate, resolved: _Resolved) -> Iterator[Evidence]:
        for e in resolved.entities:
            a = e.actor
            note = f"{a.name}: {a.country or 'no country known'}{' ' + ' '.join(a.sectors) if a.sectors else ''}"
            yield Evidence("actor", _STAGE, resolved.rule, resolved.knowledge, c.span, None, note)

    def _resolve(self, n: int, c: Candidate) -> _Resolved | None:
        if c.kind == "pronoun":
            return self._pronoun(n, c)
        if c.kind == "role" and c.name is None:
            return self._role(n, c)
        if c.kind in ("person", "shape"):
            return self._person(n, c)
        return self._named(n, c)

    # names of states, peoples, bodies

    def _named(self, n: int, c: Candidate) -> _Resolved | None:
        if c.kind == "capital" and not (c.is_modifier or c.function in _METONYM):
            return None
        country = self._told_country(c)
        found = self._known.best(c.entries, country or self._institution_country(c))
        if found is None:
            return None
        if c.kind == "capital":
            found = replace(found, actor=_government(found.actor), rule="metonym.capital")
        elif c.kind == "demonym" and not c.is_modifier:
            found = replace(found, actor=_nationals(found.actor, self._words(c)), kind="group", rule="name.demonym")
        elif c.kind == "people" and country is not None and found.actor.country is None:
            found = replace(found, actor=replace(found.actor, id=f"{country}.{found.actor.id}", country=country))
        return self._seen(n, c, found)

    def _institution_country(self, c: Candidate) -> str | None:
        return self._focus if c.kind == "body" else None

    def _told_country(self, c: Candidate) -> str | None:
        """The country told inside the phrase: by a modifier, the owner, or what follows "of" or "in"."""
        for m in c.modifiers:
            resolved = self._resolved.get(m)
            if resolved is not None and resolved.entities[0].actor.country is not None:
                return resolved.entities[0].actor.country
        if c.owner is not None and (resolved := self._resolved.get(c.owner)) is not None:
            return resolved.entities[0].actor.country
        for m in c.complements:
            ahead = self._analysis.candidates[m]
            if ahead.entries and ahead.kind != "person":
                found = self._known.best(
                    ahead.entries, self._told_country(ahead) if m > 0 and ahead.modifiers else None
                )
                if found is not None and found.actor.country is not None:
                    return found.actor.country
        return self._country_within(c) if c.kind == "role" and c.is_plural else None

    def _told_countries(self, c: Candidate) -> tuple[str, ...]:
        """Countries coordinated before the head: "US and British activists" are two actors."""
        told = []
        for m in c.modifiers:
            other, resolved = self._analysis.candidates[m], self._resolved.get(m)
            if resolved is not None and other.kind in ("country", "adjective", "demonym") and other.companions:
                country = resolved.entities[0].actor.country
                if country is not None and country not in told:
                    told.append(country)
        return tuple(told)

    def _country_within(self, c: Candidate) -> str | None:
        """A country named in a clause that describes the phrase: "refugees fleeing the war in Liberia"."""
        sentence = self._analysis.sentences[c.sentence]
        clauses = [sentence.edges[k.i] for k in sentence.kids(c.head, "acl", "relcl", "prep")]
        for other in self._analysis.candidates:
            if (
                other.sentence == c.sentence
                and other.kind in ("country", "adjective", "capital")
                and other.head > c.head
            ):
                if any(first <= other.head <= last for first, last in clauses):
                    return self._actors.countries[other.entries[0].removeprefix("cty:")].code
        return None

    # role nouns

    def _role(self, n: int, c: Candidate) -> _Resolved | None:
        words = self._words(c)
        pair = self._pair(c, words)
        if pair is not None:
            return _Resolved(pair.entities, pair.rule, None)
        country = self._told_country(c)
        known = self._same_role(c, country)
        if known is not None:
            return self._again(n, c, known, "role.same")
        several = self._told_countries(c)
        if len(several) > 1:
            parts = [self._seen(n, c, self._roles.resolve(c, words, self._context(c, x))) for x in several]
            return _Resolved(tuple(e for r in parts for e in r.entities), "role.countries", None)
        found = self._roles.resolve(c, words, self._context(c, country))
        apposed = self._apposition(c, found)
        if apposed is not None:
            return self._again(n, c, apposed, "role.apposition")
        return self._seen(n, c, found)

    def _pair(self, c: Candidate, words: str) -> Antecedent | None:
        noun = self._analysis.sentences[c.sentence].tokens[c.head].lemma
        if not _PAIR.match(words) or noun not in _PAIR_PERSONS | _PAIR_NOUNS:
            return None
        return self._resolver.two_sides(c, self.registry, persons=noun in _PAIR_PERSONS)

    def _same_role(self, c: Candidate, country: str | None) -> Entity | None:
        """ "the foreign minister" after the office was named with somebody."""
        if c.is_plural or not c.is_definite or c.role is None or c.is_modifier:
            return None
        return self.registry.by_role(c.role, country)

    def _apposition(self, c: Candidate, found: Found) -> Entity | None:
        """A description set beside a name gives the named person its country and sectors."""
        if c.apposed is None or (resolved := self._resolved.get(c.apposed)) is None or len(resolved.entities) != 1:
            return None
        entity = resolved.entities[0]
        if entity.kind != "person" or c.is_plural:
            return None
        actor, told = entity.actor, found.actor
        self.registry.replace_actor(
            replace(
                actor,
                country=actor.country or told.country,
                sectors=actor.sectors or told.sectors,
                office=actor.office or c.role,
            )
        )
        return entity

    def _context(self, c: Candidate, country: str | None) -> Context:
        modifiers = tuple(
            Found(e.actor, e.kind, r.rule, r.knowledge)
            for m in (*c.modifiers, *self._bodies(c))
            if (r := self._resolved.get(m)) is not None
            for e in r.entities[:1]
        )
        owner = self._resolved.get(c.owner) if c.owner is not None else None
        return Context(country, self._focus, modifiers, owner.entities[0].actor if owner else None)

    def _bodies(self, c: Candidate) -> list[int]:
        return [m for m in c.complements if m in self._resolved]

    # people

    def _person(self, n: int, c: Candidate) -> _Resolved | None:
        country = self._told_country(c)
        name = self._analysis.document.text[c.name.start : c.name.end] if c.name else ""
        found = self._known.best(c.entries, country) if c.entries else None
        entity = None
        if found is None:
            entity = self._introduced(name)
            if entity is None and " " in name:
                found = self._known.by_parts(name, country)
            elif entity is None and c.apposed is None and name:
                about = (country,) if country else self._about
                found = self._known.by_surname(name, about)
        if entity is None and found is None:
            found = self._unknown(c, name, country)
        if found is not None and c.role is not None:
            role, _ = self._actors.roles[c.role]
            found = self._roles.with_role(found, role, self._context(c, country), is_former=c.is_former)
        resolved = self._again(n, c, entity, "name.surname") if entity is not None else self._seen(n, c, found)  # type: ignore[arg-type]
        self._name_entity(resolved.entities[0], c, name)
        return resolved

    def _introduced(self, name: str) -> Entity | None:
        """Somebody whose full name came before: by the same last name and no other first name."""
        entity = self.registry.by_last_name(_last(name))
        first = name.split()[0] if " " in name else None
        if entity is None or first is None or first in entity.actor.name or entity.actor.name.split()[0] in name:
            return entity
        return None

    def _unknown(self, c: Candidate, name: str, country: str | None) -> Found:
        """A capitalised name nobody knows: a person if a title or its shape says so, else just a name."""
        kind = "person" if c.role is not None or _looks_like_person(name) else "unknown"
        described = self._description(c)
        if described is not None:
            actor = replace(described.actor, id=f"per:{slug(name)}", name=name)
            return Found(actor, "person", "name.described", described.knowledge, described.gender)
        prefix = "per" if kind == "person" else "unk"
        return Found(Actor(f"{prefix}:{slug(name)}", name, country), kind, "name.unknown", None)

    def _description(self, c: Candidate) -> Found | None:
        """The role phrase that this name is an apposition of: "the foreign minister, Wang Yi"."""
        if c.apposed is None or (resolved := self._resolved.get(c.apposed)) is None:
            return None
        entity = resolved.entities[0]
        other = self._analysis.candidates[c.apposed]
        if other.kind != "role" or other.is_plural or entity.actor.id.startswith(("per:", "cty:")):
            return None
        return Found(entity.actor, "person", resolved.rule, resolved.knowledge, entity.gender)

    def _name_entity(self, entity: Entity, c: Candidate, name: str) -> None:
        entity.names.update({_last(name), name})
        if c.role is not None:
            entity.roles.add(c.role)
            role, _ = self._actors.roles[c.role]
            entity.gender = entity.gender or role.gender
            entity.kind = "person"
        elif entity.kind == "person" and entity.actor.office:
            entity.roles.add(entity.actor.office)

    # pronouns

    def _pronoun(self, n: int, c: Candidate) -> _Resolved | None:
        sentence = self._analysis.sentences[c.sentence]
        form = sentence.tokens[c.head].text.lower()
        pronoun = self._pronouns.find(form)
        if pronoun is None:
            return None
        if form in _SPEAKING:
            return self._speaker_of_quote(c, sentence)
        antecedent = self._resolver.resolve(pronoun, c, n, sentence, self.registry)
        if antecedent is None:
            return None
        for e in antecedent.entities:
            self._touch(e, n, c)
        return _Resolved(antecedent.entities, antecedent.rule, None)

    def _speaker_of_quote(self, c: Candidate, sentence: Sentence) -> _Resolved | None:
        """ "I", "we" inside quotation marks: the subject outside them in the same sentence, else the last speaker."""
        inside = [q for q in self._analysis.quotations if q.outer.covers(c.span)]
        if not inside:
            return None
        for m, other in enumerate(self._analysis.candidates):
            if other.sentence == c.sentence and other.function == "subject" and not inside[0].outer.covers(other.span):
                resolved = self._resolved.get(m) or self._ahead(other)
                if resolved is not None:
                    return replace(resolved, rule="pronoun.speaker")
        recent = [e for e in self.registry.recent() if e.is_person and c.sentence - e.sentence <= 2]
        return _Resolved((recent[0],), "pronoun.speaker", None) if recent else None

    def _ahead(self, c: Candidate) -> _Resolved | None:
        """A subject that stands after the quotation and is not resolved yet: known names and last names only."""
        name = self._text[c.name.start : c.name.end] if c.name else ""
        entity = self.registry.by_last_name(_last(name)) if name else None
        if entity is None and c.kind == "pronoun":
            recent = [e for e in self.registry.recent() if e.is_person]
            entity = recent[0] if recent else None
        return _Resolved((entity,), "pronoun.speaker", None) if entity else None

    # bookkeeping

    def _seen(self, n: int, c: Candidate, found: Found) -> _Resolved:
        entity = self.registry.see(
            found.actor,
            found.kind,
            sentence=c.sentence,
            order=n,
            is_subject=c.function == "subject",
            is_strong=not c.is_modifier,
        )
        entity.gender = entity.gender or found.gender
        if c.kind == "role":
            entity.is_plural |= c.is_plural
            if c.role is not None:
                entity.roles.add(c.role)
        return _Resolved((entity,), found.rule, found.knowledge)

    def _again(self, n: int, c: Candidate, entity: Entity, rule: str) -> _Resolved:
        self._touch(entity, n, c)
        if c.role is not None:
            entity.roles.add(c.role)
        return _Resolved((entity,), rule, None)

    def _touch(self, entity: Entity, n: int, c: Candidate) -> None:
        self.registry.see(
            entity.actor,
            entity.kind,
            sentence=c.sentence,
            order=n,
            is_subject=c.function == "subject",
            is_strong=not c.is_modifier,
        )

    def _words(self, c: Candidate) -> str:
        return self._text[c.span.start : c.span.end]


_KINDS: Final = {"shape": "name", "person": "name", "body": "institution", "adjective": "country", "capital": "country"}


def focus_of(actors: Actors, analysis: Analysis) -> tuple[str | None, tuple[str, ...]]:
    """The country that an office without a country belongs to, and all countries the report names, most named first.

    The dateline's country, else the publisher's, else the country the report names most.
    """
    counts: Counter[str] = Counter()
    for c in analysis.candidates:
        for entry in c.entries[:1]:
            if entry.startswith("cty:") and c.kind in ("country", "adjective", "demonym", "capital"):
                counts[actors.countries[entry.removeprefix("cty:")].code] += 1
    about = tuple(code for code, _ in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
    document = analysis.document
    return _dateline_country(actors, document) or document.publisher_country or (about[0] if about else None), about


def _dateline_country(actors: Actors, document: Document) -> str | None:
    if document.dateline is None or document.dateline.place is None:
        return None
    place = document.dateline.place.of(document.text)
    iso3 = actors.capitals.get(place) or actors.capitals.get(place.title())
    return actors.countries[iso3].code if iso3 else None


def _government(state: Actor) -> Actor:
    return replace(state, id=f"{state.id}.gov", name=f"Government of {state.name}", sectors=("GOV",))


def _nationals(state: Actor, words: str) -> Actor:
    return replace(state, id=f"{state.id}.nationals", name=words, cow=None, wikidata=None)


def _last(name: str) -> str:
    return name.split()[-1] if name.split() else name


def _looks_like_person(name: str) -> bool:
    parts = name.split()
    return (
        2 <= len(parts) <= 4
        and all(p[:1].isupper() or p.islower() for p in parts)
        and not any(p.isupper() and len(p) > 2 for p in parts)
    )
