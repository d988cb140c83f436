"""Join what stands side by side: "two days after" + "Christmas", "since" + "early" + "March", "from" A "to" B."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.find.time_tokens import TimeTokens, Vocabulary
from eventcoder.time_expressions import TimeExpression

_DAY_KINDS: Final = frozenset({"day", "weekday", "nth_weekday", "holiday"})
_PART_KINDS: Final = frozenset({"quarter", "half", "season", "holiday", "date", "nth_weekday"})
_NO_PORTION: Final = frozenset({"window", "offset", "range", "numeric"})
_BEFORE_NAMED: Final = frozenset({"since", "until"})  # "since Monday's raid"; but not "caused by Monday's raid"
_MOST_PREFIXES: Final = 4


@dataclass(frozen=True, slots=True)
class Found:
    """An expression on tokens ``first`` up to ``last``, which is not included."""

    first: int
    last: int
    expression: TimeExpression


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words before an expression that change it, same token counting; the change is in ``expression``."""

    first: int
    last: int
    expression: TimeExpression


def compose(
    found: Sequence[Found], prefixes: Sequence[Prefix], tokens: TimeTokens, vocabulary: Vocabulary
) -> tuple[TimeExpression, ...]:
    """Return the finished expressions. found: without overlaps, in text order."""
    return _Composer(prefixes, tokens, vocabulary).run(list(found))


_Join = Callable[[Found, Found], Found | None]


class _Composer:
    """Joins neighbours of one text."""

    def __init__(self, prefixes: Sequence[Prefix], tokens: TimeTokens, vocabulary: Vocabulary) -> None:
        self._tokens = tokens
        self._prefixes: dict[int, list[Prefix]] = {}
        for prefix in sorted(prefixes, key=lambda p: p.first):  # the longest first
            self._prefixes.setdefault(prefix.last, []).append(prefix)
        word = vocabulary.phrase
        self._the, self._on, self._possessive = word("the"), word("on"), word("'s")
        self._links = {"", word("of"), word("in"), ",", word("of the")}
        self._joins = {word("to"), word("until"), word("till"), word("through"), "-"}
        self._and, self._from, self._between = word("and"), word("from"), word("between")
        self._bare_joins = {word("through"), "-"}

    def run(self, items: list[Found]) -> tuple[TimeExpression, ...]:
        """Apply the joins from the closest to the widest."""
        items = self._pairwise(items, self._part_of)
        items = self._pairwise(items, self._night_of)
        items = self._with_prefixes(items, is_bound=False)
        items = self._pairwise(items, self._counted_from)
        items = self._pairwise(items, self._range)
        items = self._with_prefixes(items, is_bound=True)
        return tuple(item.expression for item in items)

    def _pairwise(self, items: list[Found], join: _Join) -> list[Found]:
        """Replace neighbours by what ``join`` makes of them, from left to right."""
        joined: list[Found] = []
        for item in items:
            made = join(joined[-1], item) if joined else None
            if made is None:
                joined.append(item)
            else:
                joined[-1] = made
        return joined

    def _between_tokens(self, left: Found, right: Found) -> str:
        return self._tokens.symbols[left.last : right.first]

    def _part_of(self, left: Found, right: Found) -> Found | None:
        """Join "Tuesday" and "of last week", "May" and "of last year", "the first half" and "of next year"."""
        part, whole = left.expression, right.expression
        if self._between_tokens(left, right) not in self._links or not _fits_into(part, whole):
            return None
        return Found(left.first, right.last, replace(part, end=whole.end, within=whole))

    def _night_of(self, left: Found, right: Found) -> Found | None:
        """Join "overnight" and "on January 28"."""
        if left.expression.name != "overnight" or self._between_tokens(left, right) not in ("", self._on):
            return None
        part, day = left.expression.day_part, right.expression
        night = replace(day, start=left.expression.start, day_part=part)
        return Found(left.first, right.last, night) if _is_day(day) else None

    def _counted_from(self, left: Found, right: Found) -> Found | None:
        """Join "two days after" and "Christmas", "the eve of" and "Easter"."""
        offset, base = left.expression, right.expression
        if offset.anchor != "event" or offset.inner or self._between_tokens(left, right) not in ("", self._the):
            return None
        return Found(left.first, right.last, replace(offset, end=base.end, inner=(base,)))

    def _range(self, left: Found, right: Found) -> Found | None:
        """Join the ends of "from May 3 to June 5", "Monday through Friday", "between May and July 2014"."""
        join = self._between_tokens(left, right).removesuffix(self._the)
        before = self._tokens.symbols[left.first - 1 : left.first]
        opens = {self._from: self._joins, self._between: {self._and}}.get(before)
        fitting = opens or (self._joins if before != self._on and _is_plain_span(left, right) else self._bare_joins)
        if join not in fitting or not _same_scale(left.expression, right.expression):
            return None
        first = left.first - (1 if opens else 0)
        rule = "range.from" if opens else "range.bare"
        ends = (left.expression, right.expression)
        (start, _), end = self._tokens.span(first, right.last), right.expression.end
        return Found(first, right.last, TimeExpression(start, end, "range", rule, inner=ends))

    def _with_prefixes(self, items: list[Found], *, is_bound: bool) -> list[Found]:
        done: list[Found] = []
        for item in items:
            limit = done[-1].last if done else 0
            for _ in range(_MOST_PREFIXES):
                changed = self._one_prefix(item, limit, is_bound=is_bound)
                if changed is None:
                    break
                item = changed
            done.append(item)
        return done

    def _one_prefix(self, item: Found, limit: int, *, is_bound: bool) -> Found | None:
        """Put the longest prefix that fits on an item; None if there is none."""
        ends = [item.first]
        if self._tokens.symbols[item.first - 1 : item.first] == self._the:
            ends.append(item.first - 1)
        for prefix in (p for end in ends for p in self._prefixes.get(end, ())):
            if prefix.first < limit or (prefix.expression.bound is not None) != is_bound:
                continue
            changed = self._bounded(item, prefix) if is_bound else _modified(item.expression, prefix.expression)
            if changed is not None:
                return Found(prefix.first, item.last, replace(changed, start=prefix.expression.start))
        return None

    def _bounded(self, item: Found, prefix: Prefix) -> TimeExpression | None:
        bound = prefix.expression.bound
        follows = self._tokens.symbols[item.last : item.last + 2]
        names_event = follows == self._possessive or prefix.last < item.first  # "by Monday's raid", "by the 2015 deal"
        if item.expression.bound or (names_event and bound not in _BEFORE_NAMED):
            return None
        return replace(item.expression, bound=bound)


def _fits_into(part: TimeExpression, whole: TimeExpression) -> bool:
    """Say whether ``part`` leaves its week or year open and ``whole`` names it."""
    if part.shift is not None or part.year is not None or part.bound or part.within:
        return False
    if part.text_kind == "weekday":
        return whole.text_kind == "unit" and whole.unit == "week"
    names_year = (whole.text_kind == "unit" and whole.unit == "year") or _is_year(whole)
    return part.text_kind in _PART_KINDS and names_year


def _is_year(expression: TimeExpression) -> bool:
    return expression.text_kind == "date" and expression.month is None and expression.day is None


def _is_day(expression: TimeExpression) -> bool:
    return expression.text_kind in _DAY_KINDS or expression.day is not None


def _is_plain_span(left: Found, right: Found) -> bool:
    """Say whether "to" is enough: "May 2015 to June 2016", "Monday to Friday", but not "delayed May to June"."""
    ends = (left.expression, right.expression)
    return all(e.year is not None for e in ends) or all(e.text_kind == "weekday" for e in ends)


def _same_scale(left: TimeExpression, right: TimeExpression) -> bool:
    """Say whether two expressions can be the ends of one range."""
    if "numeric" in (left.text_kind, right.text_kind) or left.bound or right.bound:
        return False
    if _is_day(left) and _is_day(right):
        return True
    return left.text_kind == right.text_kind and left.text_kind != "range"


def _modified(expression: TimeExpression, prefix: TimeExpression) -> TimeExpression | None:
    """``expression`` with a portion, a part of the day, or its week; None if the prefix does not go with it."""
    if prefix.count is not None:
        part = replace(prefix, text_kind="part", end=expression.end, within=expression)
        return part if not (_is_day(expression) or expression.text_kind in _NO_PORTION) else None
    if prefix.unit is not None:
        kind = "weekend" if prefix.unit == "weekend" else "unit"
        is_within = _is_day(expression) or expression.text_kind == "range"
        week = replace(prefix, text_kind=kind, end=expression.end, inner=(expression,))
        return week if is_within else None
    if prefix.day_part is not None:
        takes_part = _is_day(expression) and not expression.day_part
        return replace(expression, day_part=prefix.day_part) if takes_part else None
    if expression.portion or expression.text_kind in _NO_PORTION:
        return None
    return replace(expression, portion=prefix.portion)
