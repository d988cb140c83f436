"""Whom a pronoun stands for: of what was named before it, what fits and stands out most.

Salience after Lappin and Leass (1994), halved with each sentence, over actors and things alike: where a thing stands
out most, or two fit equally well, nobody is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from eventcoder.analysis import Candidate, Sentence
from eventcoder.knowledge.pronouns import Pronoun, Pronouns
from eventcoder.resolve.clauses import (
    cannot_mean,
    clause_of,
    described_around,
    is_embedded,
    is_empty_it,
    slot_of,
    subject_of,
)
from eventcoder.resolve.discourse import BODY, MANY, NAME, PERSON, THING, Discourse, Markable
from eventcoder.resolve.registry import Entity
from eventcoder.resolve.report import Report

_WINDOW: Final = 4  # sentences back in which an antecedent is looked for
_FAR: Final = 9  # where nobody at all fits in the window: "he" needs somebody
_DECAY: Final = 0.5
_TOO_CLOSE: Final = 0.985  # a runner-up with this share of the best one's salience leaves the question open
_SURE: Final = 1.5  # times the runner-up: then the pronoun tells the gender of whom it means
_PARALLEL: Final = 40.0  # a subject takes up a subject
_OF_CLAUSE: Final = 60.0  # the subject of the pronoun's own clause
_OF_CLAUSE_ABOVE: Final = 40.0  # that of the clause above: "Novak said that he"
_EMBEDDED: Final = 80.0  # less for what a clause inside another noun's phrase names: "experts who treat survivors"
_DESCRIBED: Final = 100.0  # a noun whose relative clause the pronoun stands in: "a woman who left her home"
_JOINED: Final = 300.0  # "the president and his allies"
_SPEAKING: Final = 60.0  # who says something takes up who said something
_ACROSS_QUOTES: Final = 0.4  # of what is named inside a quotation, for a pronoun outside it
_FROM_QUOTE: Final = 0.9
_OF_UNKNOWN_GENDER: Final = 0.85
_OF_UNKNOWN_NAME: Final = 0.6
_NAME_AS_PERSON: Final = 0.15  # where nothing about the name says that it is a person's
_OF_ITS_OWN: Final = 0.6  # "their families" are less often "they" than those whose families they are
_STATE_AS_PLACE: Final = 0.4
_BODY_AS_MANY: Final = 0.4
_STATE_AS_MANY: Final = 0.25
_PART_AS_MANY: Final = 0.8  # of several joined by "and", some alone
_EARLIER: Final = 0.5  # what mentions in other sentences add to the one that stands out most
_THING_AS_OWNER: Final = 0.7
_THINGS_AS_MANY: Final = 0.85
_ACTOR_AS_THING: Final = 0.3
_MEDIA: Final = "JRN"


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The entities a pronoun stands for, and by which rule."""

    entities: tuple[Entity, ...]
    rule: str


NOBODY: Final = Antecedent((), "pronoun.nobody")


@dataclass(frozen=True, slots=True)
class _Setting:
    """A pronoun and what its own sentence tells about whom it may mean, looked up once for all that may be meant."""

    pronoun: Pronoun
    c: Candidate
    takes: str | None  # somebody | something
    barred: frozenset[str]
    subject: int | None  # of its clause
    subject_above: int | None  # of the clause above, where it is the subject of its own
    joined: int | None  # "Novak" of "Novak and his brother"
    described: frozenset[int]  # nouns in whose relative clauses it stands
    is_embedded: bool
    quotations: frozenset[int | None]  # the one it stands in, with those that it goes on from
    is_speaking: bool


@dataclass(slots=True)
class _Choice:
    """One thing or actor that may be meant."""

    markable: Markable
    salience: float


class PronounResolver:
    """Chooses antecedents by number, gender, grammar, salience."""

    def __init__(self, report: Report, pronouns: Pronouns) -> None:
        self._report = report
        self._words = pronouns
        self.discourse = Discourse(report, pronouns)

    def resolve(self, pronoun: Pronoun, c: Candidate, without: frozenset[str] = frozenset()) -> Antecedent | None:
        """Return whom a third-person pronoun stands for; None if a thing fits better, or it is open.

        NOBODY if nothing fits at all.

        without: ids of actors that it cannot stand for, such as the speaker of the quotation it stands in.
        """
        sentence = self._report.sentence(c)
        if pronoun.person != 3 or (pronoun.form == "it" and is_empty_it(sentence, c.head, self._words.empty)):
            return None
        if pronoun.is_reflexive:
            own = self._subject(c, sentence)
            if own is not None or (pronoun.gender == "n" and self._has_thing_as_subject(c, sentence)):
                return own
        barred = self._barred(c, sentence, is_reflexive=pronoun.is_reflexive) | without
        setting = self._setting(pronoun, c, barred)
        best = self._ranked(setting, _WINDOW)
        if not best and pronoun.gender in ("m", "f"):
            best = self._ranked(setting, _FAR)
        if not best:
            return NOBODY
        if not best[0].markable.entities:
            return None
        if len(best) > 1 and _is_tie(best[0], best[1]):
            return None
        chosen = best[0].markable
        is_sure = len(best) == 1 or best[0].salience > _SURE * best[1].salience
        if is_sure and pronoun.gender in ("m", "f") and chosen.sort in (PERSON, NAME):
            chosen.entities[0].gender = chosen.entities[0].gender or pronoun.gender
        return Antecedent(chosen.entities, _rule(chosen))

    def is_speaker(self, c: Candidate) -> bool:
        """True for the subject of a verb that goes with quotations."""
        return self.discourse.is_speaking(self._report.sentence(c), c.head)

    def is_barred(self, antecedent: Antecedent, c: Candidate) -> bool:
        """True if the grammar keeps the pronoun from meaning one of those: "she did not support them"."""
        barred = self._barred(c, self._report.sentence(c), is_reflexive=False)
        return any(e.actor.id in barred for e in antecedent.entities)

    def has_before(self, pronoun: Pronoun, c: Candidate) -> bool:
        """True if somebody whom the pronoun may mean is named before it in its own sentence."""
        before = self.discourse.before(c, 0, one_person=_is_one_person(pronoun))
        return any(m.entities and _fit(pronoun, m, None) > 0 for m in before)

    def fits(self, pronoun: Pronoun, entity: Entity) -> bool:
        """True if number and gender let the pronoun stand for the entity."""
        if pronoun.is_plural:
            return entity.is_plural or entity.is_collective
        if pronoun.gender == "n":
            return entity.kind in ("state", "institution", "group") and not entity.is_plural
        return entity.may_be_person and entity.gender in (None, pronoun.gender)

    def _subject(self, c: Candidate, sentence: Sentence) -> Antecedent | None:
        """ "Himself": the subject of its clause, or the noun that it is set beside ("the mayor himself")."""
        t = sentence.tokens[c.head]
        beside = sentence.tokens[t.head]
        is_set_beside = t.dep in ("appos", "npadvmod") and beside.is_noun and beside.dep != "attr" and beside.i < t.i
        subject = beside if is_set_beside else subject_of(sentence, clause_of(sentence, c.head))
        n = self.discourse.candidate_at(c.sentence, subject.i) if subject is not None else None
        resolved = self._report.resolved.get(n) if n is not None else None
        return Antecedent(resolved.entities, "pronoun.reflexive") if resolved is not None else None

    def _has_thing_as_subject(self, c: Candidate, sentence: Sentence) -> bool:
        """True for "a conflict plays itself out"."""
        subject = subject_of(sentence, clause_of(sentence, c.head))
        return subject is not None and subject.is_noun and self.discourse.candidate_at(c.sentence, subject.i) is None

    def _barred(self, c: Candidate, sentence: Sentence, *, is_reflexive: bool) -> frozenset[str]:
        """Keys of what the grammar keeps the pronoun from meaning."""
        if is_reflexive:
            return frozenset()
        found: set[str] = set()
        for i in cannot_mean(sentence, c.head):
            n = self.discourse.candidate_at(c.sentence, i)
            resolved = self._report.resolved.get(n) if n is not None else None
            if resolved is not None:
                found.update(e.actor.id for e in resolved.entities)
            else:
                found.add(f"thing:{sentence.tokens[i].lemma}")
        return frozenset(found)

    def _setting(self, pronoun: Pronoun, c: Candidate, barred: frozenset[str]) -> _Setting:
        sentence = self._report.sentence(c)
        verb = clause_of(sentence, c.head)
        subject = subject_of(sentence, verb)
        above = None
        if subject is not None and subject.i == c.head and verb.head != verb.i:
            above = subject_of(sentence, clause_of(sentence, verb.i))
        t = sentence.tokens[c.head]
        owned, quotation = sentence.tokens[t.head], self.discourse.quotation_at(t.start)
        return _Setting(
            pronoun,
            c,
            self._takes(sentence, c.head),
            barred,
            subject=subject.i if subject is not None else None,
            subject_above=above.i if above is not None else None,
            joined=owned.head if t.dep == "poss" and owned.dep == "conj" else None,
            described=described_around(sentence, c.head),
            is_embedded=is_embedded(sentence, c.head),
            quotations=self.discourse.quotations_with(quotation) if pronoun.gender != "n" else frozenset({quotation}),
            is_speaking=self.discourse.is_speaking(sentence, c.head),
        )

    def _ranked(self, setting: _Setting, window: int) -> list[_Choice]:
        """What may be meant, the most salient first."""
        best_in: dict[tuple[str, int], float] = {}
        last: dict[str, Markable] = {}
        parts: set[str] = set()
        for m in self.discourse.before(setting.c, window, one_person=_is_one_person(setting.pronoun)):
            is_out = setting.pronoun.is_plural and (_is_told(m) or _is_far_state(m, setting.c))
            fit = 0.0 if is_out else _fit(setting.pronoun, m, None if _is_owner(m, setting) else setting.takes)
            if fit > 0 and not _is_barred(m, setting.barred):
                value = fit * _weight(m, setting) * self._likeness(m, setting)
                if value <= 0:
                    continue
                if setting.pronoun.is_plural and m.key in parts:
                    value *= _PART_AS_MANY
                if m.is_joint:
                    parts.update(m.key.split(" + "))
                last.setdefault(m.key, m)
                best_in[m.key, m.sentence] = max(value, best_in.get((m.key, m.sentence), 0.0))
        return self._summed(best_in, last, setting.c)

    def _summed(self, best_in: dict[tuple[str, int], float], last: dict[str, Markable], c: Candidate) -> list[_Choice]:
        values: dict[str, list[float]] = {}
        for (key, j), value in best_in.items():
            steps = max(self.discourse.steps_between(j, c.sentence), 1 if j < c.sentence else 0)
            values.setdefault(key, []).append(value * _DECAY**steps)
        choices = [_Choice(last[key], (1 - _EARLIER) * max(v) + _EARLIER * sum(v)) for key, v in values.items()]
        return sorted(choices, key=lambda x: -x.salience)

    def _likeness(self, m: Markable, setting: _Setting) -> float:
        """What the words beside a mention say for or against it."""
        pronoun, owner = setting.pronoun, m.at.owner
        if pronoun.gender == "n" and not pronoun.is_possessive and self._is_state_as_place(m):
            return _STATE_AS_PLACE
        if m.sort == NAME and m.gender is None and pronoun.gender in ("m", "f"):
            other = self._report.analysis.sentences[m.sentence]
            if m.at.candidate is not None and self._report.analysis.candidates[m.at.candidate].function == "place":
                return 0.0  # "in Minbij ... she"
            return 1.0 if self._takes(other, m.noun.i) == "somebody" else _NAME_AS_PERSON
        if owner is None or (owner.is_plural, owner.gender) != (pronoun.is_plural, pronoun.gender):
            return 1.0
        return 1.0 if m.sentence == setting.c.sentence and m.noun.i == setting.subject else _OF_ITS_OWN

    def _is_state_as_place(self, m: Markable) -> bool:
        """True for "in Mali": "it" is seldom where something happened."""
        is_place = m.at.candidate is not None and self._report.analysis.candidates[m.at.candidate].function == "place"
        return is_place and any(e.kind == "state" for e in m.entities)

    def _takes(self, sentence: Sentence, i: int) -> str | None:
        """Whether the word beside the pronoun takes somebody or something; None where it does not tell."""
        slot = slot_of(sentence, i)
        if slot is None:
            return None
        if slot == ("be", "subject"):
            return self._told_by_predicate(sentence, sentence.tokens[i].head)
        return self._words.takes.get(slot)

    def _told_by_predicate(self, sentence: Sentence, verb: int) -> str | None:
        """ "It is a member of NATO", "it was the second launch", "they are afraid": the predicate tells which."""
        for k in sentence.kids(verb, "acomp"):
            return self._words.takes.get((k.lemma, "predicate"))
        noun = next((k for k in sentence.kids(verb, "attr") if k.is_noun), None)
        if noun is None:
            return None
        return "somebody" if self.discourse.candidate_at(sentence.index, noun.i) is not None else "something"


def _is_one_person(pronoun: Pronoun) -> bool:
    return not pronoun.is_plural and pronoun.gender != "n"


def _is_tie(first: _Choice, second: _Choice) -> bool:
    """True if two stand out equally; the subject of a sentence goes before what only belongs to it."""
    is_owner = (first.markable.noun.place, second.markable.noun.place) == ("subject", "inner")
    return not is_owner and second.salience > _TOO_CLOSE * first.salience


def _is_barred(m: Markable, barred: frozenset[str]) -> bool:
    return m.key in barred or any(e.actor.id in barred for e in m.entities)


def _is_owner(m: Markable, setting: _Setting) -> bool:
    """True for "the choir" of "the choir greeted its members": it has them, whatever else may have any."""
    is_subject = m.sentence == setting.c.sentence and m.noun.i == setting.subject and m.noun.place == "subject"
    return setting.pronoun.is_possessive and is_subject


def _weight(m: Markable, setting: _Setting) -> float:
    """How much a mention stands out for this pronoun."""
    at, noun = m.at, m.at.noun
    weight = noun.weight
    if noun.place == "subject" and setting.c.function == "subject":
        weight += _PARALLEL
    if m.sentence == setting.c.sentence:
        if noun.is_embedded and not setting.is_embedded:
            weight -= _EMBEDDED
        if noun.i == setting.subject:
            weight += _OF_CLAUSE
        elif noun.i == setting.subject_above:
            weight += _OF_CLAUSE_ABOVE
        if noun.i in setting.described and m.sort != THING:
            weight += _DESCRIBED
        if noun.i == setting.joined:
            weight += _JOINED
    if at.is_speaking and setting.is_speaking and None in setting.quotations:
        weight += _SPEAKING
    if at.quotation in setting.quotations:
        return weight
    return weight * (_ACROSS_QUOTES if at.quotation is not None else _FROM_QUOTE)


def _fit(pronoun: Pronoun, m: Markable, takes: str | None) -> float:
    """How well number, gender and sort go together: 0 for not at all, 1 for well."""
    if m.sort == THING and takes == "somebody":
        return 0.0
    if pronoun.is_plural:
        fit = _fit_of_many(m)
    else:
        fit = _fit_of_person(pronoun, m) if _is_one_person(pronoun) else _fit_of_thing(pronoun, m)
    return fit * _ACTOR_AS_THING if takes == "something" and m.sort != THING else fit


def _is_told(m: Markable) -> bool:
    """True for "the Times" of "told the Times": a medium that somebody speaks to is not who "they" are."""
    return m.sort == BODY and m.noun.place != "subject" and any(_MEDIA in e.actor.sectors for e in m.entities)


def _is_far_state(m: Markable, c: Candidate) -> bool:
    """True for a single state named further back than the last sentence: "they" is seldom said of it."""
    return m.sort == BODY and m.sentence < c.sentence - 1 and any(e.kind == "state" for e in m.entities)


def _fit_of_person(pronoun: Pronoun, m: Markable) -> float:
    if m.is_plural or m.sort not in (PERSON, NAME) or m.gender not in (None, pronoun.gender):
        return 0.0
    if m.gender is not None:
        return 1.0
    is_sure = m.sort == PERSON and (not m.entities or m.entities[0].roles or not m.entities[0].names)
    return _OF_UNKNOWN_GENDER if is_sure else _OF_UNKNOWN_NAME  # a capitalised name may be anything's


def _fit_of_thing(pronoun: Pronoun, m: Markable) -> float:
    if m.is_plural or m.sort in (PERSON, MANY) or m.gender is not None:
        return 0.0
    if m.sort == THING:
        return _THING_AS_OWNER if pronoun.is_possessive else 1.0
    return 1.0 if m.sort == BODY else _OF_UNKNOWN_NAME


def _fit_of_many(m: Markable) -> float:
    if m.is_plural:
        return _THINGS_AS_MANY if m.sort == THING else 1.0
    if m.sort != BODY:
        return 0.0
    if m.entities and m.entities[0].kind == "state":
        return _STATE_AS_MANY if m.noun.place in ("subject", "object") else 0.0  # "in Turkey ... they" are others
    return _BODY_AS_MANY


def _rule(m: Markable) -> str:
    if m.is_joint:
        return "pronoun.joint"
    if m.is_plural or m.sort == MANY:
        return "pronoun.group"
    return "pronoun.subject" if m.noun.place == "subject" else "pronoun.recent"
