"""When an act took place: by the clause that tells of it, not by what stands near.

Tried in this order: times of the act's own predicate and of the event noun that is its subject; of the clauses joined
to it or above it whose time it shares; of the sentence, if they hang on nothing else; the day or year that the
sentences before it set, the day of the verb of saying over it, the day of the story (basis discourse); the day of the
report. Acts that are only mentioned ("the man who shot him", "after police fired"), that lie at another time ("had
fled", "recently") or that did not happen, or not yet, take no day but one told in their own clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, DatedTime, Predication, Sentence
from eventcoder.code.act import Act
from eventcoder.code.clause_links import Clauses, Hold, link, standing
from eventcoder.code.held_times import HeldTimes
from eventcoder.code.narrative import COARSE, OPENING, Narrative, report_day
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import EventDate, Span

_LATE: Final = 8  # sentences after which a report without a day for its story tells what lies behind it
_LATE_ANSWERS: Final = 14  # the same for what is done by words: reactions close a short report
_NEXT: Final = 3  # characters between a sentence and what is quoted behind it
_DONE: Final = frozenset({"asserted", "historical"})
_OPEN: Final = frozenset({"hypothetical", "future", "requested"})
_PRESENT: Final = frozenset({"VBZ", "VBP"})
_SPECIFYING: Final = frozenset({"when", "as"})
_LASTING: Final = frozenset({"for", "over", "throughout"})


class WhenFinder:
    """Dates the acts of one report; sentences must come in text order, since later ones lean on earlier ones."""

    def __init__(self, analysis: Analysis, words: WhenWhereWords) -> None:
        self._analysis = analysis
        self._words = words
        self._times = HeldTimes(analysis, words)
        self._clauses: Clauses | None = None
        self._held: list[tuple[DatedTime, Hold]] = []
        self._day = report_day(analysis)
        self._narrative = Narrative(analysis, words, self._times, self._day)
        self._is_open = False  # whether it may still happen: then not before the report
        self._is_done = False  # whether the act at hand happened: then not after the report

    def date(self, sentence: Sentence, act: Act) -> EventDate | None:
        """Return when the act took place; None where the text leaves it open."""
        clauses = self._enter(sentence)
        self._is_done = act.status.status == "asserted"
        self._is_open = act.status.status in _OPEN and clauses.core(act).tense != "past"
        chosen = self._claimed(clauses, act)
        if chosen is not None:
            if self._is_done:
                self._narrative.remember(sentence, act, chosen)
            return chosen
        return self._inherited(clauses, act) if act.status.status in _DONE else None

    def spoken(self, sentence: Sentence, cue: Span, content: Sequence[Span]) -> EventDate | None:
        """Return when something was said: a time beside the cue, else the day of the report."""
        clauses = self._enter(sentence)
        outside = [(t, h) for t, h in self._held if not any(c.overlaps(t.span) for c in content)]
        token = sentence.token_at(cue.start)
        owner = clauses.over(token.i) if token is not None else None
        near = [t for t, h in outside if h.owner is None or owner is None or h.owner == owner]
        before = None if self._held else self._narrative.set_before(sentence, is_pluperfect=False)
        is_old = before is not None and before.resolution != "day"
        return _nearest(near, cue) or (before if is_old else self._day)

    def _enter(self, sentence: Sentence) -> Clauses:
        """Read the sentence's clauses and where its times hang, once."""
        if self._clauses is None or self._clauses.sentence is not sentence:
            self._clauses = Clauses(sentence, self._analysis.predications[sentence.index])
            self._held = self._times.of(self._clauses)
        return self._clauses

    def _claimed(self, clauses: Clauses, act: Act) -> EventDate | None:
        """The time of the clause, of what it is joined to, or of a clause above whose time it shares."""
        p = clauses.core(act)
        own = [q.index for q in clauses.named(act, self._words)]
        subjects = [q.index for q in clauses.inside(p, "subject")] if p.kind == "verb" else []
        has_task = self._is_done or act.status.status in ("future", "negated")
        tasks = [q.index for q in clauses.inside(p, "infinitive")] if has_task else []
        through = list(clauses.means(p))
        means = [q.index for q in through]
        behind = [p, *through] if p.tense == "past" else through  # "in a statement issued on Monday"
        reduced = [q.index for above in behind for q in clauses.reduced(above)]
        deed = [q.index for q in (clauses.deed(p),) if q is not None]
        beside = (q for relation in ("adverbial", "modifier") for q in clauses.inside(p, relation))
        at_once = [q.index for q in beside if q.marker in _SPECIFYING and q.tense == "past"]
        for owners in (own, subjects, means, tasks, reduced, deed, at_once):
            found = _nearest(self._owned(owners), act.trigger)
            if found is not None:
                return found
        seen: set[int] = set()
        while p.index not in seen:
            seen.add(p.index)
            if p.marker in _SPECIFYING and (told := self._explained(clauses, p)) is not None:
                return told
            found = self._joined(clauses, p, act.trigger)
            parent = clauses.parent(p)
            if found is not None or parent is None:
                return found
            above = _nearest(self._owned([parent.index]), act.trigger)
            if link(self._words, p, parent) != "same":
                is_near = p.relation == "adverbial" and above is not None and above.resolution in COARSE
                is_plan = p.tense == parent.tense == "infinitive"  # "due to meet on Friday to discuss X"
                return above if is_near or (is_plan and p.relation == "adverbial") else None
            if above is not None:
                return above
            p = parent
        return None

    def _explained(self, clauses: Clauses, p: Predication) -> EventDate | None:
        """The time that a clause with "when" says more about: "in 2017, when police fired"."""
        kids = clauses.sentence.kids(p.head, "advmod", "mark")
        word = next((k for k in kids if k.lemma.lower() in _SPECIFYING), None)
        for t in self._times.within(clauses.sentence.span):
            if word is not None and self._analysis.folded[t.span.end : word.start].strip(" ,") == "":
                return t.date if t.span.end <= word.start else None
        return None

    def _joined(self, clauses: Clauses, p: Predication, trigger: Span) -> EventDate | None:
        """The time of the coordinated clauses: all of it for one subject or story, else what opens the sentence."""
        first = clauses.first_conjunct(p)
        while first is not None:
            times = self._owned([first.index, *(q.index for q in clauses.means(first))])
            if clauses.has_subject(p) and not p.tense == first.tense == "past":
                start = clauses.sentence.tokens[first.head].start
                times = [t for t in times if t.span.start < start]
            found = _nearest(times, trigger)
            if found is not None:
                return found
            first = clauses.first_conjunct(first)
        for q in clauses.later_conjuncts(p):
            if _is_perfect_now(clauses, q) and not _is_perfect_now(clauses, p):
                continue  # "a town it took and has been losing since May"
            if p.is_perfect and not q.is_perfect and clauses.sentence.has_kid(q.head, "aux", "auxpass"):
                continue  # "had fought there and was killed in 2010"
            start = clauses.sentence.tokens[q.head].start
            found = _nearest([t for t in self._owned([q.index]) if t.span.start > start], trigger)
            if found is not None:
                return found
        return None

    def _owned(self, owners: Iterable[int]) -> list[DatedTime]:
        wanted = set(owners)
        return [t for t, h in self._held if h.owner in wanted and self._fits(t.date)]

    def _fits(self, date: EventDate) -> bool:
        """False for a time to come if the act at hand has happened, for a time gone by if it may still happen."""
        day = self._day.end if self._day is not None else None
        if day is None:
            return True
        if not self._is_done:
            return not self._is_open or date.end is None or date.end >= day
        is_ahead = date.resolution == "interval" and (date.end or "") > day
        return not is_ahead and (date.start is None or date.start <= day)

    def _inherited(self, clauses: Clauses, act: Act) -> EventDate | None:
        """The date that an act without a time of its own takes from what stands around it."""
        p = clauses.core(act)
        place = standing(self._words, clauses, p)
        free = _nearest([t for t, h in self._held if h.owner is None and self._fits(t.date)], act.trigger)
        if place == "main" and free is not None:
            return free
        if (found := self._narrative.at_that_time(clauses, p)) is not None:
            return found
        if clauses.sentence.tokens[p.head].tag == "VBD" and self._times.is_lost(clauses.sentence.span):
            return None  # "days later", counted from something untold
        if self._is_lasting(clauses, p) or (act.predication.tense == "infinitive" and act.predication.is_perfect):
            return None  # "defied the West for decades", "is believed to have died in the battle"
        if not self._held and (found := self._of_discourse(clauses, act, p)) is not None:
            return found
        if self._is_behind(clauses, p):
            return None
        if place == "background" or self._is_elsewhen(clauses, act, p) or self._is_retold(clauses, act, p):
            return None
        if place == "reported":
            said = _nearest(self._over(clauses, p), act.trigger)
            if said is not None:
                is_same = said.resolution == "day" or self._is_answer(act)
                return replace(said, basis="discourse") if is_same else None
        is_past = _finite(clauses, p).tense == "past" and not _is_perfect_now(clauses, p)
        return self._narrative.story or self._day if is_past and not self._is_answer(act) else self._day

    def _is_behind(self, clauses: Clauses, p: Predication) -> bool:
        """True for a past told beside times of long ago, or counted from an act of then."""
        s = clauses.sentence
        is_beside = s.tokens[p.head].tag == "VBD" and self._narrative.is_in_old_times(s)
        return is_beside or self._narrative.is_behind_old_act(clauses, p)

    def _over(self, clauses: Clauses, p: Predication) -> list[DatedTime]:
        """The times of the clauses above, and of the meeting or speech in which something is said."""
        above = _above(clauses, p)
        return self._owned([q.index for q in (*above, *(m for a in above for m in clauses.means(a)))])

    def _is_elsewhen(self, clauses: Clauses, act: Act, p: Predication) -> bool:
        """True for the pluperfect and for "previously", "often", "already": not on the day of the report."""
        s = clauses.sentence
        finite = _finite(clauses, p)
        if any(k.lemma == "have" and k.tag == "VBD" for k in s.kids(finite.head, "aux")):
            return clauses.parent(p) is None or p.relation not in ("complement", "parataxis")
        if any(k.lemma == "have" and k.tag == "VBD" for q in _above(clauses, finite) for k in s.kids(q.head, "aux")):
            return True
        if any(k.lemma == "before" and s.has_kid(k.i, "pcomp") for k in s.kids(p.head, "prep")):
            return True  # "before taking office he urged strikes"
        tellers = [q for q in (finite, clauses.parent(finite)) if q is not None and s.has_kid(q.head, "ccomp")]
        if act.predication.tense == "past" and any(self._words.has("thought_verb", q.lemma) for q in tellers):
            return True  # "recalled that they fought", "believes he killed her"
        things = s.kids(p.head, "dobj", "nsubjpass")
        if any(self._words.has("mass_quantity", k.lemma.lower()) for n in things for k in s.kids(n.i, "amod")):
            return True  # "committed many crimes"
        over = [q for q in (finite, clauses.first_conjunct(finite)) if q is not None and q is not p]
        kids = [*s.kids(p.head, "advmod", "amod"), *(k for q in over for k in s.kids(q.head, "advmod"))]
        return any(self._words.has("coarse_aspect", k.lemma.lower()) for k in kids)

    def _is_lasting(self, clauses: Clauses, p: Predication) -> bool:
        """True for what went on for a stretch of time and is over: "defied the West for decades"."""
        s = clauses.sentence
        nouns = (n for k in s.kids(p.head, "prep") if k.lemma in _LASTING for n in s.kids(k.i, "pobj"))
        is_long = any(n.tag == "NNS" and self._words.has("duration_noun", n.lemma.lower()) for n in nouns)
        return is_long and not _is_perfect_now(clauses, p)

    def _is_retold(self, clauses: Clauses, act: Act, p: Predication) -> bool:
        """True for what need not be of this day: the perfect and deeds far down a report, a memory in quoted words."""
        s = clauses.sentence
        if s.index < OPENING:
            return False
        head, finite = s.tokens[p.head], _finite(clauses, p)
        if any(k.lemma in ("have", "'ve") and k.tag != "VBD" for k in s.kids(p.head, "aux")):
            return head.tag != "VBG"
        if finite.tense != "past":
            return False
        late = _LATE_ANSWERS if self._words.has("verbal_event", act.event_type) else _LATE
        is_late = s.index >= late and not self._is_said(clauses, act, p)
        return is_late or any(q.outer.start <= head.start < q.outer.end for q in self._analysis.quotations)

    def _is_answer(self, act: Act) -> bool:
        """True for acts that follow what they answer and do not share its day."""
        return self._words.has("verbal_event", act.event_type) or self._words.has("answer_event", act.event_type)

    def _is_said(self, clauses: Clauses, act: Act, p: Predication) -> bool:
        """True for what is done in words that the report gives: "said she hoped", "told the paper ... and urged"."""
        if p in act.reporters:
            return True
        if not self._words.has("verbal_event", act.event_type):
            return False
        span = clauses.sentence.span
        if any(0 <= q.outer.start - span.end <= _NEXT for q in self._analysis.quotations):
            return True
        near = {q.index for q in (p, clauses.first_conjunct(p), clauses.parent(p)) if q is not None}
        cues = (x.cue for x in self._analysis.statements if x.sentence == span and not x.cue.overlaps(act.trigger))
        tokens = (clauses.sentence.token_at(cue.start) for cue in cues)
        return any(clauses.over(t.i) in near for t in tokens if t is not None)

    def _of_discourse(self, clauses: Clauses, act: Act, p: Predication) -> EventDate | None:
        """The day of the act that a noun takes up again, or the time that the sentences before set."""
        if p.kind == "noun":
            return self._narrative.taken_up(clauses, act, p)
        finite = _finite(clauses, p)
        if finite.tense != "past" or _is_perfect_now(clauses, finite):
            return None
        for q in clauses.means(p):
            if (found := self._narrative.taken_up(clauses, act, q)) is not None:
                return found  # "four were killed in the attack"
        if p.relation == "relative" and not clauses.sentence.has_kid(p.head, "aux", "auxpass", "nsubj", "nsubjpass"):
            return None  # "two towns besieged by the army"
        is_pluperfect = finite.is_perfect
        is_answer = (self._is_answer(act) or p in act.reporters) and not is_pluperfect
        is_of_same = _is_of_pronoun(clauses, finite)
        is_answer = is_answer and not is_of_same
        found = self._narrative.set_before(clauses.sentence, is_pluperfect=is_pluperfect, is_of_same=is_of_same)
        return None if is_answer and found is not None and found.resolution == "day" else found


def _above(clauses: Clauses, p: Predication) -> list[Predication]:
    """The clauses above one, the nearest first."""
    found: list[Predication] = []
    while (parent := clauses.parent(p)) is not None and parent not in found:
        found.append(parent)
        p = parent
    return found


def _is_perfect_now(clauses: Clauses, p: Predication) -> bool:
    """True for "has shelled the town and killed ten": also for the second verb."""
    while not clauses.has_subject(p) and not clauses.sentence.has_kid(p.head, "aux"):
        first = clauses.first_conjunct(p)
        if first is None:
            break
        p = first
    return any(k.tag in _PRESENT for k in clauses.sentence.kids(p.head, "aux"))


def _is_of_pronoun(clauses: Clauses, p: Predication) -> bool:
    """True for a clause about somebody named before: it goes on telling of the same occasion."""
    return any(k.tag == "PRP" for k in clauses.sentence.kids(p.head, "nsubj", "nsubjpass"))


def _finite(clauses: Clauses, p: Predication) -> Predication:
    """The predication whose tense a clause without a tense of its own shares."""
    seen: set[int] = set()
    while p.index not in seen and p.tense in ("infinitive", "gerund", "none"):
        seen.add(p.index)
        parent = clauses.parent(p)
        if parent is None:
            break
        p = parent
    return p


def _nearest(times: Sequence[DatedTime], trigger: Span) -> EventDate | None:
    found = min(times, key=lambda t: (abs(t.span.start - trigger.start), t.span.start), default=None)
    return found.date if found is not None else None
