"""Two events of two reports compared: what speaks for one event, what against, and whether it is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.schema import StoryReason
from eventcoder.stories.items import Days, Item, day_name
from eventcoder.stories.parties import pair_levels
from eventcoder.stories.places import same_place
from eventcoder.stories.wording import likeness, stem, words_of

_ABOUT_WHAT: Final = frozenset({"copy", "words", "naming", "matter"})  # kinds of evidence that tell on what matter
_OF_TWO_KINDS: Final = frozenset({"copy", "company"})
_ONE_PLACE: Final = 2  # days within which two attacks on one town are one
_SAME_DAY: Final = frozenset({"when.day", "when.published"})
_COMMON: Final = 6  # words in common that a reason names
_FEW: Final = 3  # words: with fewer it tells nothing that none is in common


@dataclass(frozen=True, slots=True)
class Comparison:
    """Why two events are, or are not, one."""

    reasons: tuple[StoryReason, ...]
    total: float
    n_kinds: int  # sorts of evidence beside plain who, what and when
    tells_matter: bool  # words that tell on what matter, or as many other kinds of evidence on the same day
    is_blocked: bool  # something says that they cannot be one

    def is_merge(self, knowledge: StoryKnowledge, first: Item, second: Item) -> bool:
        """True if the two events are one."""
        if self.is_blocked or self.total < knowledge.limits.merge or self.n_kinds < knowledge.limits.kinds:
            return False
        return self.tells_matter or not {first.event.event_type, second.event.event_type} <= knowledge.needs_words


class Compare:
    """Compare two events. The order of the two does not matter."""

    def __init__(self, knowledge: StoryKnowledge) -> None:
        self.knowledge = knowledge

    def can_merge(self, first: Item, second: Item) -> bool:
        """False if a cheap look already shows that two events of reports that are no copies will not be one."""
        if {first.event.event_type, second.event.event_type} <= self.knowledge.needs_words:
            share = likeness(first.words, second.words)
            has_same_act = first.acts & second.acts or set(first.event.modes) & set(second.event.modes)
            return share >= self.knowledge.limits.words_some or bool(first.names & second.names or has_same_act)
        return True

    def __call__(self, first: Item, second: Item, *, are_copies: bool = False) -> Comparison:
        """Return the comparison of two events; are_copies: their reports are near-identical."""
        if second.order < first.order:
            first, second = second, first
        found: list[StoryReason] = []
        for reason in self._reasons(first, second, are_copies=are_copies):
            found.append(reason)
            if reason.weight is None:
                return Comparison(tuple(found), 0.0, 0, tells_matter=False, is_blocked=True)
        return self.summed(found)

    def summed(self, found: Sequence[StoryReason]) -> Comparison:
        """Return the comparison that reasons make, none of which says that two events cannot be one."""
        kinds = [self.knowledge.weights[r.rule].kind for r in found if r.rule in self.knowledge.weights and _counts(r)]
        n_kinds = len({kind for kind in kinds if kind is not None})
        n_names = kinds.count("names")
        total = round(sum(r.weight or 0.0 for r in found), 6)
        n = n_kinds + (n_names > 1) + bool(_OF_TWO_KINDS & set(kinds))  # as both sides named are evidence of two kinds
        is_same_day = bool(_SAME_DAY & {r.rule for r in found})
        tells_matter = bool(_ABOUT_WHAT & set(kinds)) or (
            (is_same_day or "report" in kinds) and n - ("act" in kinds) >= self.knowledge.limits.kinds_without_words
        )
        return Comparison(tuple(found), total, n, tells_matter=tells_matter, is_blocked=False)

    def _reasons(self, first: Item, second: Item, *, are_copies: bool) -> Iterator[StoryReason]:
        """Yield reasons, the cheap ones first; one without weight says that the two cannot be one event."""
        if are_copies and self._is_copied(first, second):
            yield self._reason("copied", "the reports are near-identical and so is the sentence")
            return
        yield from self._when(first, second)
        yield from self._who(first, second)
        yield from self._what(first, second)
        yield from self._where(first, second)
        yield from self._at_once(first, second)
        yield from self._words(first, second)
        yield from self._figures(first, second)

    def _reason(self, rule: str, note: str, factor: float = 1.0) -> StoryReason:
        weight = self.knowledge.weights[rule]
        return StoryReason(rule, weight.ref, round(weight.weight * factor, 3), note)

    def _when(self, first: Item, second: Item) -> Iterator[StoryReason]:
        a, b = first.days, second.days
        if a is None or b is None:
            yield self._reason("when.unknown", "one report has no date")
            return
        gap = max(a.first, b.first) - min(a.last, b.last)
        if _is_told_before(first, b) or _is_told_before(second, a):
            yield blocked("when.later", f"one was told before the other happened: {_days(a)}, {_days(b)}")
        elif gap <= 0:
            yield self._same_time(a, b)
        elif gap <= self.knowledge.limits.near_days and not (a.is_sure and b.is_sure):
            yield self._reason("when.near", f"{_days(a)} and {_days(b)}, of which one is not told in words", gap)
        else:
            yield blocked("when.other", f"other days: {_days(a)}, {_days(b)}")

    def _same_time(self, a: Days, b: Days) -> StoryReason:
        if not (a.is_known and b.is_known):
            if a.last == b.last and not (a.is_sure or b.is_sure):
                return self._reason("when.published", f"both came out on {day_name(a.last)}")
            return self._reason("when.unknown", "one report does not say when")
        if (a.first, a.last) == (b.first, b.last) and a.first == a.last:
            return self._reason("when.day", f"both on {day_name(a.first)}")
        return self._reason("when.within", f"{_days(a)} and {_days(b)} overlap")

    def _who(self, first: Item, second: Item) -> Iterator[StoryReason]:
        levels = pair_levels(first.event, second.event, self.knowledge, first.guessed | second.guessed)
        if levels is None:
            yield blocked("who.other", "other actors")
            return
        types = {first.event.event_type, second.event.event_type}
        for role, level in zip(("source", "target"), levels, strict=True):
            if level == "other_sector" and role == "target" and types <= self.knowledge.tells_victims:
                level = "country"
            rule = f"who.{level}"
            yield self._reason(rule, f"{role}: {self.knowledge.weights[rule].note}")
        if not {"named", "state", "sector", "country"} & set(levels):
            yield self._reason("who.nobody", "no role is told by both reports")

    def _what(self, first: Item, second: Item) -> Iterator[StoryReason]:
        a, b = first.event, second.event
        if a.status != b.status:
            yield self._status(a.status, b.status)
        if a.event_type == b.event_type:
            yield self._reason("what.type", f"both {a.event_type}")
            yield from self._mode(a.event_type, a.modes, b.modes)
        else:
            pair = self.knowledge.type_pairs.get(frozenset((a.event_type, b.event_type)))
            if pair is None:
                yield blocked("what.other", f"{a.event_type} is not {b.event_type}")
                return
            if first.report is second.report:
                yield blocked("what.apart", f"one report tells {a.event_type} and {b.event_type}")
                return
            if pair.modes and a.modes and b.modes and frozenset((a.modes[0], b.modes[0])) not in pair.modes:
                yield blocked("what.opposed_mode", f"{a.modes[0]} is not {b.modes[0]}")
                return
            note = f"{a.event_type} and {b.event_type}: {pair.note}"
            yield StoryReason("what.type_pair", pair.ref, pair.weight, note)
        same = first.acts & second.acts
        if same:
            is_own = not {a.event_type, b.event_type} & self.knowledge.needs_place  # else one word tells many attacks
            note = f"the same word, {_as_told(first, {first.trigger} & same or {min(same)})!r}"
            yield self._reason("what.act" if is_own else "what.trigger", note)

    def _status(self, a: str, b: str) -> StoryReason:
        if frozenset((a, b)) in self.knowledge.status_pairs:
            return self._reason("status.other", f"{a}, {b}")
        return blocked("status.opposed", f"one is {a}, the other {b}")

    def _mode(self, event_type: str, a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[StoryReason]:
        if not a or not b:
            return
        if set(a) & set(b):
            yield self._reason("what.mode", f"mode {min(set(a) & set(b))}")
            return
        verdict = self.knowledge.mode_pairs.get((event_type, frozenset((a[0], b[0]))))
        if verdict is False:
            yield blocked("what.opposed_mode", f"{a[0]} is not {b[0]}")
        elif verdict is None:
            yield self._reason("what.other_mode", f"modes {a[0]}, {b[0]}")

    def _where(self, first: Item, second: Item) -> Iterator[StoryReason]:
        found = same_place(first.event.place, second.event.place, first.parties | second.parties, self.knowledge.limits)
        if found is None:
            return
        rule, note = found
        types = {first.event.event_type, second.event.event_type}
        if rule == "where.other" and types & self.knowledge.needs_place:
            yield blocked(rule, note)
        else:
            yield self._reason(rule, note)

    def _at_once(self, first: Item, second: Item) -> Iterator[StoryReason]:
        """What two sides do to each other once a day, or in one town at the same time."""
        a, b = first.days, second.days
        if a is None or b is None or not (a.is_known and b.is_known) or max(a.first, b.first) > min(a.last, b.last):
            return
        acts = {(item.event.event_type, mode) for item in (first, second) for mode in item.event.modes}
        if a.first == b.first and a.last == b.last == a.first and acts & self.knowledge.once_a_day:
            yield self._reason("when.once", "two sides do this to each other once a day")
        longest = max(d.last - d.first for d in (a, b))
        if longest < _ONE_PLACE and first.event.event_type in self.knowledge.needs_place:
            found = same_place(first.event.place, second.event.place, frozenset(), self.knowledge.limits)
            if found is not None and found[0] == "where.same":
                yield self._reason("where.then", "there on the same day")

    def _is_copied(self, first: Item, second: Item) -> bool:
        a, b = first.event, second.event
        is_same = (a.event_type, a.status, first.trigger) == (b.event_type, b.status, second.trigger)
        has_same_words = first.words == second.words
        return is_same and (
            has_same_words or likeness(first.words, second.words) >= self.knowledge.limits.sentence_copied
        )

    def _words(self, first: Item, second: Item) -> Iterator[StoryReason]:
        limits = self.knowledge.limits
        share = likeness(first.words, second.words)
        if share >= limits.words_some:
            common = _as_told(first, first.words & second.words)
            yield self._reason("words.sentence", f"{share:.0%} of the words: {common}", share)
            if share >= limits.words_much:
                yield self._reason("words.much", "more words than by chance")
        names = sorted(first.names & second.names)
        if names:
            yield self._reason("words.name", f"both name {names[0]}")
        of_reports = likeness(first.report_words, second.report_words)
        if of_reports >= limits.words_report_some and first.report is not second.report:
            yield self._reason("words.report", f"{of_reports:.0%} of the reports' words", of_reports)
            if of_reports >= limits.words_report_alike and (first.acts & second.acts or _is_one_day(first, second)):
                yield self._reason("words.reports_alike", "the reports tell much the same")
        elif share == 0 and min(len(first.words), len(second.words)) >= _FEW:
            yield self._reason("words.none", "few content words in common")
        if first.report is second.report:
            yield self._same_report(first, second)

    def _same_report(self, first: Item, second: Item) -> StoryReason:
        if first.event.sentence == second.event.sentence:
            return blocked("same_sentence", "one sentence tells both")
        return self._reason("same_report", "one report tells both")

    def _figures(self, first: Item, second: Item) -> Iterator[StoryReason]:
        counts = {(c.kind, c.low) for c in first.event.counts} & {(c.kind, c.low) for c in second.event.counts}
        if counts:
            kind, low = min(counts)
            yield self._reason("counts.same", f"{low} {kind} in both")
            if low >= self.knowledge.limits.count_telling and _is_one_day(first, second):
                yield self._reason("counts.then", "so many on one day")
        if first.event.counts and second.event.counts:
            return
        shared = sorted(first.figures.keys() & second.figures.keys())
        same = [thing for thing in shared if first.figures[thing] & second.figures[thing]]
        if same:
            yield self._reason("figures.same", f"the same number of {same[0]}: {_number(first, second, same[0])}")
        elif shared and not {first.event.event_type, second.event.event_type} & self.knowledge.changing_figures:
            yield self._reason("figures.other", f"another number of {shared[0]}")


def _is_told_before(item: Item, days: Days) -> bool:
    """True if a report told an act as done before the days on which another one surely happened."""
    if item.published is None or item.event.status != "asserted":
        return False
    return days.is_sure and item.published < days.first


def blocked(rule: str, note: str) -> StoryReason:
    """Return a reason for which two events cannot be one: it has no weight."""
    return StoryReason(rule, None, None, note)


def _is_one_day(first: Item, second: Item) -> bool:
    return first.days == second.days and first.is_dated


def _as_told(item: Item, stems: Set[str]) -> str:
    """The first words of an event's sentence that have these stems, as they stand there."""
    text, sentence = item.report.coded.document.text, item.event.sentence
    told = {stem(word): word for _, word in words_of(text, sentence.start, sentence.end) if stem(word) in stems}
    return ", ".join(list(told.values())[:_COMMON])


def _counts(reason: StoryReason) -> bool:
    return reason.weight is not None and reason.weight > 0


def _days(days: Days) -> str:
    return day_name(days.first) if days.first == days.last else f"{day_name(days.first)} to {day_name(days.last)}"


def _number(first: Item, second: Item, thing: str) -> str:
    return f"{min(first.figures[thing] & second.figures[thing]):g}"
