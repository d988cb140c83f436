"""What to look for, and the SQL for it: every value is a bound parameter, never part of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.errors import StoreError
from eventcoder.schema import COMMITMENTS
from eventcoder.store.identity import checked_day
from eventcoder.store.rows import folded, writable

Condition = tuple[str, tuple[object, ...]]
_NEWEST: Final = "ORDER BY s.known DESC, s.revision DESC LIMIT 1"
_WORDS: Final = re.compile(r'"([^"]+)"|(\S+)')
_COUNTRY: Final = re.compile(r"[A-Za-z]{3}")
_LIST: Final = "|"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What an event must have; None asks for nothing. Case does not matter, except in ids.

    Actors are named by country (PAK), code (PAKGOV), id (cty:PAK) or words of their name (Qureshi).
    """

    actor: str | None = None  # source or target
    source: str | None = None
    target: str | None = None
    country: str | None = None  # of a source or target
    pair: tuple[str, str] | None = None  # source, target; a reciprocal event fits both ways
    event_type: str | None = None
    mode: str | None = None
    context: str | None = None
    quad: int | None = None
    status: str | None = None
    date_from: str | None = None  # ISO day; an event fits if its interval touches the one asked for
    date_to: str | None = None
    place: str | None = None  # the place's name, or its country's code
    words: str | None = None  # of the report: all of them, "in this order", or begin*
    as_of: str | None = None  # what was known on this ISO day; None for all that is known
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """What a statement must have; None asks for nothing. Case does not matter, except in ids."""

    actor: str | None = None  # speaker or addressee
    speaker: str | None = None
    addressee: str | None = None
    country: str | None = None  # of a speaker
    channel: str | None = None
    kind: str | None = None
    cue_class: str | None = None  # promise, demand, deny ... or commitment for promises and agreements
    context: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    due_from: str | None = None  # ISO day; what is to be done by a day not before it
    due_to: str | None = None  # what is to be done by this day at the latest
    words: str | None = None  # of what is said
    as_of: str | None = None
    limit: int | None = None


def event_query(f: EventFilter) -> tuple[str, list[object]]:
    """Return SQL for (version, position, document id, content, id) of the events that fit, and its parameters."""
    return _query("events", _event_conditions(f), f.as_of)


def statement_query(f: StatementFilter) -> tuple[str, list[object]]:
    """Return the same for the statements that fit."""
    return _query("statements", _statement_conditions(f), f.as_of)


def version_condition(as_of: str | None) -> Condition:
    """Return what a row ``v`` of versions must be: the newest text of its report, today or on a day."""
    if as_of is None:
        return "v.is_current = 1", ()
    day = checked_day(as_of)
    sql = (
        "(v.known IS NULL OR v.known <= ?) AND v.version = "
        f"(SELECT s.version FROM sightings s WHERE s.report = v.report AND s.known <= ? {_NEWEST})"
    )
    return sql, (day, day)


def match_words(words: str) -> str:
    """Return a search for all words, in FTS5's own language; no sign of a user's can change its meaning.

    >>> match_words('cease* "held talks"')
    '"cease" * "held talks"'
    """
    terms = [phrase or word for phrase, word in _WORDS.findall(words.replace("\x00", " "))]
    quoted = []
    for term in terms:
        plain = term.replace('"', " ").strip("*").strip()
        if any(c.isalnum() for c in plain):
            quoted.append(f'"{plain}"' + (" *" if term.endswith("*") else ""))
    if not quoted:
        raise StoreError(f'nothing to search for in {words!r}. Expected words, such as: ceasefire "held talks".')
    return " ".join(quoted)


def _query(table: str, conditions: Iterator[Condition], as_of: str | None) -> tuple[str, list[object]]:
    last = ("r.is_current = 1", ()) if as_of is None else version_condition(as_of)
    where, parameters = [], []
    for sql, values in (*conditions, last):
        where.append(sql)
        parameters += [writable(value) if isinstance(value, str) else value for value in values]
    return (
        f"SELECT r.version, r.position, v.document_id, v.content, r.id FROM {table} r JOIN versions v USING (version) "
        f"WHERE {' AND '.join(where)} ORDER BY r.version, r.position",
        parameters,
    )


def _event_conditions(f: EventFilter) -> Iterator[Condition]:
    is_narrow = any(part is not None for part in (f.actor, f.source, f.target, f.pair, f.country, f.words))
    unindexed = "+" if is_narrow else ""  # keeps SQLite from walking through all events of a type instead
    for column, value in (("event_type", _upper(f.event_type)), ("quad", f.quad), ("status", _lower(f.status))):
        if value is not None:
            yield f"{unindexed}r.{column} = ?", (value,)
    yield from _listed((("modes", f.mode), ("contexts", f.context)))
    if f.pair is not None:
        yield _pair(*f.pair)
    for roles, term in ((("source", "target"), f.actor), (("source",), f.source), (("target",), f.target)):
        if term is not None:
            yield _took_part("event", roles, *_actor(term))
    if f.country is not None:
        yield _took_part("event", ("source", "target"), "a.country = ?", (f.country.upper(),))
    yield from _days(f.date_from, f.date_to)
    if f.place is not None:
        yield (
            f"{unindexed}r.place IN (SELECT place FROM places WHERE folded = ? OR country = ?)",
            (folded(f.place), f.place.upper()),
        )
    if f.words is not None:
        yield "r.version IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)", (match_words(f.words),)


def _statement_conditions(f: StatementFilter) -> Iterator[Condition]:
    for column, value in (("kind", f.kind), ("channel", f.channel)):
        if value is not None:
            yield f"r.{column} = ?", (value.casefold(),)
    if f.cue_class is not None:
        classes = COMMITMENTS if f.cue_class.casefold() == "commitment" else (f.cue_class.casefold(),)
        yield f"r.cue_class IN ({', '.join('?' * len(classes))})", classes
    for sign, day in ((">=", f.due_from), ("<=", f.due_to)):
        if day is not None:
            yield f"r.due_end {sign} ?", (checked_day(day),)
    yield from _listed((("contexts", f.context),))
    both = ("speaker", "addressee")
    for roles, term in ((both, f.actor), (both[:1], f.speaker), (both[1:], f.addressee)):
        if term is not None:
            yield _took_part("statement", roles, *_actor(term))
    if f.country is not None:
        yield _took_part("statement", ("speaker",), "a.country = ?", (f.country.upper(),))
    yield from _days(f.date_from, f.date_to)
    if f.words is not None:
        found = "r.statement IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)"
        yield found, (match_words(f.words),)


def _listed(wanted: Sequence[tuple[str, str | None]]) -> Iterator[Condition]:
    """Conditions on cells that hold ``|a|b|``."""
    for column, value in wanted:
        if value is not None:
            yield f"instr(r.{column}, ?) > 0", (f"{_LIST}{value.casefold()}{_LIST}",)


def _days(date_from: str | None, date_to: str | None) -> Iterator[Condition]:
    if date_from is not None:
        yield "coalesce(r.date_end, r.date_start) >= ?", (checked_day(date_from),)
    if date_to is not None:
        yield "r.date_start <= ?", (checked_day(date_to),)


def _pair(source: str, target: str) -> Condition:
    if _COUNTRY.fullmatch(source) and _COUNTRY.fullmatch(target):
        found = "r.event IN (SELECT event FROM dyads WHERE source = ? AND target = ?)"
        return found, (source.upper(), target.upper())
    there = [_took_part("event", (role,), *_actor(t)) for role, t in (("source", source), ("target", target))]
    back = [_took_part("event", (role,), *_actor(t)) for role, t in (("source", target), ("target", source))]
    sql = f"(({there[0][0]} AND {there[1][0]}) OR (r.reciprocal = 1 AND {back[0][0]} AND {back[1][0]}))"
    return sql, tuple(value for _, values in (*there, *back) for value in values)


def _took_part(number: str, roles: Sequence[str], actor: str, values: tuple[object, ...]) -> Condition:
    marks = ", ".join("?" * len(roles))
    found = "SELECT p.owner FROM actors a CROSS JOIN participants p ON p.actor = a.actor"  # the few actors first
    return f"r.{number} IN ({found} WHERE p.role IN ({marks}) AND {actor})", (*roles, *values)


def _actor(term: str) -> Condition:
    """Conditions on a row ``a`` of actors: country, code, id, or words of the name."""
    if not term.strip():
        raise StoreError("an actor is empty. Expected a country (PAK), a code (PAKGOV), an id or a name.")
    by_code = "a.country = ? OR a.code = ? OR a.id = ?"
    codes = (term.upper(), term.upper(), term)
    if _COUNTRY.fullmatch(term) and term.isupper():  # "RUS" is not looked for inside "Brussels"
        return f"({by_code} OR a.folded = ?)", (*codes, folded(term))
    name = folded(term).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"({by_code} OR a.folded LIKE ? ESCAPE '\\')", (*codes, f"%{name}%")


def _upper(value: str | None) -> str | None:
    return None if value is None else value.upper()


def _lower(value: str | None) -> str | None:
    return None if value is None else value.casefold()
