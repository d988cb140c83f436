"""Phrases headed by a role noun: offices, groups, counterparts, pairs, states under another word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Candidate
from eventcoder.knowledge.actors import SUPRANATIONAL
from eventcoder.resolve.clauses import is_embedded
from eventcoder.resolve.descriptions import DescriptionResolver
from eventcoder.resolve.known import Found, Told
from eventcoder.resolve.pairs import last_couple, two_sides
from eventcoder.resolve.phrases import Context, RolePhrases
from eventcoder.resolve.pronouns import Antecedent
from eventcoder.resolve.registry import Entity
from eventcoder.resolve.report import Report, Resolved
from eventcoder.schema import Actor

_PAIR: Final = re.compile(r"^(?:the (?:two|both)|both|both the|these two|the two)\b", re.IGNORECASE)
_OFFICE_PREPOSITIONS: Final = frozenset({"to", "for"})  # "brought to justice", "ran for president"
_NEAR: Final = 3  # sentences back to the state that "the country" takes up
_FAR: Final = 8  # where none is nearer
_ONE_OF_MANY: Final = frozenset("a an another some any every each no one".split())
_STATE_NOUN: Final = "state noun"
_SAME_STATE: Final = frozenset({"country", "nation", "kingdom", "republic", "island nation", "city-state"})
_GROUP_NOUNS: Final = frozenset(
    {"party", "state", "country", "nation", "side", "neighbour", "neighbor", "government", "capital"}
)


class RoleResolver:
    """Resolves candidates that are a role noun without a name."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.phrases = RolePhrases(report.actors, report.known)
        self._descriptions = DescriptionResolver(report)

    def resolve(self, n: int, c: Candidate) -> Resolved | None:
        """The actors the phrase names; None if it names nobody."""
        words = self._full_words(c)
        role, _ = self._report.actors.roles[c.role or ""]
        if self._is_predicate(c, words):
            return None
        pair = self._pair(c, words)
        if pair is not None:
            return Resolved(pair.entities, pair.rule, None)
        if role.noun == "counterpart":
            return self._counterpart(n, c)
        if _STATE_NOUN in role.notes:
            return self._state(n, c)
        country = self._told_country(c)
        known = self._descriptions.person(c, country) or self._descriptions.people(c, country)
        if known is not None and not self._is_set_beside_other(c, known):
            return self._report.again(n, c, known, "role.same")
        couple = self._descriptions.couple(c)
        if couple:
            return Resolved(couple, "pair.couple", None)
        body = self._descriptions.body(c, country)
        if body is not None:
            return self._report.again(n, c, body, "role.body")
        several = self._report.told_countries(c)
        if len(several) > 1:
            return self._of_each(n, c, words, several)
        found = self.phrases.resolve(c, words, self.context(c, country))
        apposed = self._apposition(c, found)
        if apposed is not None:
            return self._report.again(n, c, apposed, "role.apposition")
        return self._report.seen(n, c, found) if found is not None else None

    def context(self, c: Candidate, country: str | None) -> Context:
        """What surrounds the role of a candidate."""
        report = self._report
        owner = report.resolved.get(c.owner) if c.owner is not None else None
        is_open = country is None  # only then does it matter what is around
        inside = [r for _, r in report.modifiers(c)] + [r for m in c.complements if (r := report.resolved.get(m))]
        return Context(
            country=country,
            state=report.state_around(c) if is_open and not report.has_unknown_owner(c) else None,
            home=report.home_around(c) if is_open else None,
            place=report.focus.setting(report.sentence(c), c) if is_open else None,
            home_kind=self._home_kind(c),
            modifiers=tuple(_as_found(r) for r in inside) + tuple(self._bodies_ahead(c)),
            bodies=self._body_names(c),
            sponsors=tuple(_as_found(r) for _, r in report.sponsors(c)),
            owner=owner.entities[0].actor if owner else None,
            is_alone=report.is_whole(c),
            is_told_before=c.owner is not None or any(r.entities[0].actor.country for _, r in report.modifiers(c)),
            is_led=any(o.joined == "led" and r.entities[0].kind == "state" for o, r in report.modifiers(c)),
            is_abroad=self._is_abroad(c),
            is_backed=any(self._is_backer(w) for w in self._report.words(c).split()),
            is_open=self._is_open(c),
            is_named=self._is_named(c),
            is_of_unknown=any(self._is_unknown_name(c, m) for m in c.complements),
            unknown_owner=self._unknown_owner(c),
        )

    def _is_backer(self, word: str) -> bool:
        """True for "Turkish-backed", not for "government-backed"."""
        name, _, joined = word.rpartition("-")
        is_name = name[:1].isupper() and name.lower() not in self._report.actors.roles
        return is_name and self._report.actors.bonds.get(joined) == "sponsor"

    def _home_kind(self, c: Candidate) -> str | None:
        """How the text tells where the people of a phrase are at home, by its noun or the people it names."""
        actors = self._report.actors
        kind = actors.home_kind(actors.roles[c.role or ""][0].noun)
        named = [r.entities[0].actor for _, r in self._report.modifiers(c)]
        return kind or next((k for a in named if a.country is None and (k := actors.home_words.get(a.id))), None)

    def _told_country(self, c: Candidate) -> str | None:
        """The country that the phrase tells, as far as its noun lets those words say where somebody is at home."""
        kind = self._home_kind(c)
        country = self._report.country_of(c)
        if kind is None or kind == "displaced":
            return country
        if kind == "kin":
            return None if country in SUPRANATIONAL else country
        if self._report.nation_of(c) is not None:
            return self._report.nation_of(c)
        return self._report.focus.origin(self._report.sentence(c), c) if kind != "spouse" else None

    def _is_unknown_name(self, c: Candidate, m: int) -> bool:
        """True for "Apple" of "the president of Apple": a name after "of" that is no place we know."""
        other = self._report.analysis.candidates[m]
        between = self._report.text[c.span.end : other.span.start].split()
        is_of = between[:1] == ["of"] and other.kind == "shape" and not other.entries
        name = self._report.name(other).lower()
        is_portfolio = f"{name} minister" in self._report.actors.roles  # "secretary of Agriculture"
        return is_of and not is_portfolio and self._report.place_country(other) is None

    def _unknown_owner(self, c: Candidate) -> tuple[str, ...] | None:
        """The sectors of "Zorvex" of "Zorvex spokesman", "president of Zorvex": those that its name tells, if any.

        None if there is no name that no file knows; that of a place or field ("Health") is none.
        """
        singular = () if c.is_plural else c.modifiers  # "Nasser's officials" may well be a state's
        before = (m for m in singular if self._report.analysis.candidates[m].joined is None)
        for m in (*before, *(m for m in c.complements if self._is_unknown_name(c, m))):
            other = self._report.analysis.candidates[m]
            if other.kind == "shape" and self._report.place_country(other) is None:
                head = self._report.actors.name_head(self._report.name(other).rsplit(" ", 1)[-1])
                return head.sectors if head.kind != "thing" else None
        return None

    def _full_words(self, c: Candidate) -> str:
        """The words of the phrase; those of a name with what follows its "of"."""
        last = self._report.analysis.candidates[c.complements[-1]] if c.complements else None
        is_named = last is not None and self._is_named(c) and self._report.words(last)[:1].isupper()
        if last is None or not is_named:
            return self._report.words(c)
        return self._report.text[c.span.start : last.span.end]

    def _is_named(self, c: Candidate) -> bool:
        """True for a name that nobody knows: "Arctic Group", "Movement of Green Farmers"."""
        if any(self._report.analysis.candidates[m].kind == "shape" for m in c.modifiers):
            return True
        token = self._report.sentence(c).tokens[c.head]
        return bool(c.complements) and token.tag.startswith("NNP") and token.i > 0 and token.text[:1].isupper()

    def _body_names(self, c: Candidate) -> tuple[str, ...]:
        """How the bodies of a phrase are named: "FBI", "Federal Bureau of Investigation"."""
        names: list[str] = []
        for m in (*c.modifiers, *c.complements):
            other = self._report.analysis.candidates[m]
            if other.kind == "body":
                names.append(self._report.name(other))
                names += [known.name for e in other.entries if (known := self._report.actors.known.get(e))]
        return tuple(dict.fromkeys(names))

    def _is_abroad(self, c: Candidate) -> bool:
        """True if a word of the phrase says that it is not of the report's own country: "a western official"."""
        words = self._report.words(c).lower().split()
        s = self._report.sentence(c)
        before = [t.text.lower() for t in s.kids(c.head, "amod", "compound")]
        wholes = (o for p in s.kids(c.head, "prep") if p.lemma == "of" for o in s.kids(p.i, "pobj"))
        if any(o.tag == "NNS" and o.lemma in _SAME_STATE for o in wholes):  # "the governments of twenty countries"
            return True
        return bool(self._report.actors.abroad_words.intersection([*words, *before]))

    def _is_open(self, c: Candidate) -> bool:
        """True for an office whose holder of the day is not meant: "an anti-war president", "when he was president"."""
        s = self._report.sentence(c)
        verb = s.tokens[s.tokens[c.head].head]
        is_past = s.tokens[c.head].dep == "attr" and verb.lemma == "be" and verb.tag == "VBD"
        return is_past or any(k.lemma in _ONE_OF_MANY for k in s.kids(c.head, "det", "nummod"))

    def _bodies_ahead(self, c: Candidate) -> list[Found]:
        """Bodies in the complement, which stand after the phrase: "members of the SANDF", "leader of Hamas"."""
        report = self._report
        ahead = [report.analysis.candidates[m] for m in c.complements if m not in report.resolved]
        found = []
        for a in ahead:
            if a.kind in ("body", "people") and not a.is_weak:
                body = report.known.best(a.entries, report.told(a))
                if body is not None:
                    found.append(body)
            elif a.kind == "role" and a.role is not None:
                role, _ = report.actors.roles[a.role]
                is_collective = self._is_collective(c)
                if (role.kind != "person" or is_collective) and "weak" not in role.notes and role.sectors:
                    actor = Actor(role.id, role.noun, report.country_of(a), role.sectors)
                    found.append(Found(actor, role.kind, "role.complement", role.ref))
        return found

    def _is_collective(self, c: Candidate) -> bool:
        """True for a word that only gathers what follows: "a team of police officers", "a group of thieves"."""
        role, _ = self._report.actors.roles[c.role or ""]
        return role.kind != "person" and set(role.sectors) <= {"UNK"}

    def _is_predicate(self, c: Candidate, words: str) -> bool:
        """True for an office as such: "his first trip as president", "elected president", "brought to justice"."""
        role, is_plural_form = self._report.actors.roles[c.role or ""]
        if role.kind != "person" or c.is_plural or is_plural_form or c.is_modifier or c.modifiers or c.complements:
            return False
        token = self._report.sentence(c).tokens[c.head]
        governor = self._report.sentence(c).tokens[token.head]
        is_bare = words.islower() and len(words.split()) == len(role.noun.split()) and not c.is_definite
        if not is_bare or token.dep != "pobj":
            return is_bare and token.dep in ("oprd", "attr")
        is_prose = any(t.tag == "DT" for t in self._report.sentence(c).tokens)  # headlines leave articles out
        return governor.lemma == "as" or (is_prose and governor.lemma in _OFFICE_PREPOSITIONS)

    def _of_each(self, n: int, c: Candidate, words: str, countries: tuple[str, ...]) -> Resolved | None:
        """ "US and British forces": one actor of each country."""
        found = [self.phrases.resolve(c, words, self.context(c, x)) for x in countries]
        entities = [e for f in found if f is not None for e in self._report.seen(n, c, f).entities]
        return Resolved(tuple(entities), "role.countries", None) if entities else None

    def _pair(self, c: Candidate, words: str) -> Antecedent | None:
        if c.modifiers or c.complements:
            return None
        noun = self._report.sentence(c).tokens[c.head].lemma
        role, _ = self._report.actors.roles[c.role or ""]
        is_group = noun in _GROUP_NOUNS or _STATE_NOUN in role.notes
        if not (is_group or role.kind == "person"):
            return None
        tokens = self._report.sentence(c).kids(c.head, "predet", "det", "nummod")
        before = " ".join(t.text for t in tokens if t.i < c.head)
        is_pair = _PAIR.match(words) or _PAIR.match(before)
        if not is_pair:
            return None
        if is_group or role.sectors[:1] == ("GOV",):
            return two_sides(c, self._report.registry, persons=not is_group)
        group = self._descriptions.people(c, None)
        return Antecedent((group,), "role.same") if group is not None else last_couple(c, self._report)

    def _counterpart(self, n: int, c: Candidate) -> Resolved | None:
        """ "his Russian counterpart": the Russian who holds the office of the one whose counterpart it is."""
        country = next((r.entities[0].actor.country for _, r in self._report.modifiers(c)), None)
        owner = self._report.resolved.get(c.owner) if c.owner is not None else None
        holder = owner.entities[0].actor if owner else self._last_office()
        if country is None or holder is None or holder.office is None:
            return None
        found = self._report.known.holder(country, holder.office)
        if found is None:
            actor = Actor(
                f"{country}.{holder.sectors[0] if holder.sectors else 'GOV'}:counterpart", self._report.words(c)
            )
            found = Found(replace(actor, country=country, sectors=holder.sectors[:1] or ("GOV",)), "person", "", None)
        return self._report.seen(n, c, replace(found, rule="role.counterpart"))

    def _last_office(self) -> Actor | None:
        return next((e.actor for e in self._report.registry.recent() if e.is_person and e.actor.office), None)

    def _state(self, n: int, c: Candidate) -> Resolved | None:
        """ "the country", "the kingdom": the state last named in its own right."""
        if c.role not in _SAME_STATE or c.is_plural or not c.is_definite:
            return None
        if c.is_modifier or c.modifiers or c.complements:
            return None
        last = (self._last_state(c) or self._leading_state(c)) if c.owner is None else None
        if last is not None:
            return self._report.again(n, c, last, "role.state")
        country = self._country_meant(c)
        if country not in self._report.actors.countries:
            return None
        found = self._report.known.best((f"cty:{country}",))
        return self._report.seen(n, c, replace(found, rule="role.focus")) if found is not None else None

    def _country_meant(self, c: Candidate) -> str | None:
        """Whose country "their country" is; that of a report about one where nobody owns it."""
        if c.owner is None:
            return self._report.focus.report if self._report.focus.is_sure else None
        owner = self._report.resolved.get(c.owner)
        return owner.entities[0].actor.country if owner is not None else None

    def _leading_state(self, c: Candidate) -> Entity | None:
        """Further back, the only state named, or the one that the report is most about."""
        registry = self._report.registry
        far = [e for e in registry if e.kind == "state" and e.is_strong and c.sentence - e.sentence <= _FAR]
        leading = [e for e in far if e.actor.country == self._report.focus.report]
        return next(iter(leading or far), None) if leading or len(far) == 1 else None

    def _last_state(self, c: Candidate) -> Entity | None:
        """The state named last; of several in one sentence the one that the report is most about."""
        registry, focus = self._report.registry, self._report.focus
        near = [e for e in registry if e.kind == "state" and e.is_strong and c.sentence - e.sentence <= _NEAR]
        return max(
            near,
            key=lambda e: (
                not self._is_in_passing(e.named_order),
                self._report.analysis.candidates[e.named_order].sentence,
                e.actor.country == focus.report,
                e.named_order,
            ),
            default=None,
        )

    def _is_in_passing(self, n: int) -> bool:
        """True for "Mali" of "the colonel, who served in Mali, left": "the country" seldom takes it up."""
        other = self._report.analysis.candidates[n]
        return is_embedded(self._report.sentence(other), other.head)

    def _as_described(self, entity: Entity, found: Found) -> Actor:
        """A known person in the office that the description says, where the day of the report does not decide."""
        told = Told(found.actor.country)
        if self._report.analysis.document.published is not None or told.country in (None, entity.actor.country):
            return entity.actor
        known = self._report.known.best((entity.actor.id,), told)
        return known.actor if known is not None and known.actor.country == told.country else entity.actor

    def _is_set_beside_other(self, c: Candidate, known: Entity) -> bool:
        """True for "the man" of "Jan Kotas, the man who": it is nobody that was called so before."""
        beside = self._report.resolved.get(c.apposed) if c.apposed is not None else None
        if beside is None or c.is_plural or not known.is_person:
            return False
        return beside.entities[0].is_person and known not in beside.entities

    def _apposition(self, c: Candidate, found: Found | None) -> Entity | None:
        """A description set beside a name gives the named person its country and sectors."""
        if found is None or c.apposed is None or (resolved := self._report.resolved.get(c.apposed)) is None:
            return None
        entity = resolved.entities[0]
        if len(resolved.entities) != 1 or c.is_plural or entity.kind not in ("person", "unknown"):
            return None
        if entity.kind == "unknown":
            entity.kind = found.kind
        actor, told = self._as_described(entity, found), found.actor
        self._report.registry.replace_actor(
            replace(
                actor,
                country=actor.country or told.country,
                sectors=actor.sectors or told.sectors,
                office=actor.office or c.role,
            )
        )
        entity.gender = entity.gender or found.gender
        return entity


def _as_found(resolved: Resolved) -> Found:
    entity = resolved.entities[0]
    return Found(entity.actor, entity.kind, resolved.rule, resolved.knowledge)
