"""What English says about time: names of days and months, units, holidays, and the patterns that combine them.

Knowledge: ``times/*.tsv``. Finding uses ``words`` and ``patterns``; resolving uses units, portions, seasons, holidays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.tables import Problems, Row, Tables

_MEASURES: Final = ("hour", "day", "month")
_HOLIDAY_RULES: Final = ("fixed", "easter", "orthodox_easter", "weekday", "unresolved")
_NEEDED: Final = {"fixed": ("month", "day"), "weekday": ("month", "weekday", "nth"), "unresolved": ("note",)}
_GUARDS: Final = ("", "word", "name")
# Classes of tokens that are told by their shape; time_tokens.py makes them, patterns may name them like word classes.
_YEARS: Final = ("YEAR", "YEARODD", "YEARTWO", "DECADE", "DECADETWO", "QUARTER")
_DAYS: Final = ("DOM", "DAYORD", "ISO", "SLASH", "DOTTED", "DAYPAIR")
SHAPES: Final = frozenset({*_YEARS, *_DAYS, "COUNT", "ORD", "WORD", "UNKNOWN", "X", "BREAK"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: ``size`` measures ("day", "month", "hour") long."""

    id: str
    measure: str
    size: int
    recent: int  # how many of them "recent" reaches back
    resolution: str


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a period, from its ``first`` to its ``last`` step (1-based, inclusive)."""

    first: int
    last: int
    step: str  # day | month | year


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day; ``rule`` says how to find it in a year, ``note`` why that cannot be done."""

    id: str
    rule: str
    year: int | None
    month: int
    day: int
    weekday: int
    nth: int
    offset: int
    days: int
    note: str | None
    ref: str


@dataclass(frozen=True, slots=True)
class TimePattern:
    """One row of the grammar."""

    id: str
    kind: str
    pattern: str
    fields: Mapping[str, str]  # fields of the expression that the row fixes
    example: str
    ref: str


@dataclass(frozen=True, slots=True)
class TimeKnowledge:
    """Everything the tables say.

    words: class -> form in lower case -> value ("MONTH" -> "sept." -> "9"); empty value for mere context.
    capitals: single words that count only with a capital ("may", "sat", "mar").
    portions: (portion, unit) -> Portion. seasons: id -> first month.
    """

    words: Mapping[str, Mapping[str, str]]
    capitals: frozenset[str]
    vague: frozenset[str]  # number forms that are only a reading: "few"
    patterns: tuple[TimePattern, ...]
    units: Mapping[str, Unit]
    portions: Mapping[tuple[str, str], Portion]
    seasons: Mapping[str, int]
    holidays: Mapping[str, Holiday]


def load_times(tables: Tables | None = None) -> TimeKnowledge:
    """Return the checked knowledge about time. Raises KnowledgeError with everything that is wrong in the files.

    >>> load_times().words["MONTH"]["sept."]
    '9'
    """
    tables, problems = tables or Tables(), Problems()
    words: dict[str, dict[str, str]] = {}
    capitals = _add_months(tables, words, problems) | _add_weekdays(tables, words, problems)
    units = _add_units(tables, words, problems)
    vague = _add_numbers(tables, words, problems)
    seasons = _add_seasons(tables, words, problems)
    holidays = _add_holidays(tables, words, problems)
    for row in tables.read("times/day_parts.tsv", ("id", "words")):
        _add(words, "DAYPART", row.items("words"), row.word("id"))
    for row in tables.read("times/words.tsv", ("id", "category", "value", "forms")):
        _add(words, row.word("category"), row.items("forms"), row.word("value"))
    portions = _portions(tables, problems)
    patterns = _patterns(tables, words, problems)
    problems.raise_if_any()
    return TimeKnowledge(words, capitals, vague, patterns, units, portions, seasons, holidays)


def _add(words: dict[str, dict[str, str]], category: str, forms: Iterable[str], value: str) -> None:
    """Add forms to a class; a later row, or a user's layer, wins."""
    words.setdefault(category, {}).update(dict.fromkeys(filter(None, forms), value))


def _number(row: Row, column: str, problems: Problems, low: int, high: int, default: int = 0) -> int:
    """Return the cell as a number in range; ``default`` for an empty cell and, noted as a problem, for a wrong one."""
    cell = row.text(column)
    if cell is None:
        return default
    try:
        value = int(cell)
    except ValueError:
        value = low - 1
    if low <= value <= high:
        return value
    problems.add(row, f"{column} {cell!r} must be a whole number from {low} to {high}.")
    return default


def _add_months(tables: Tables, words: dict[str, dict[str, str]], problems: Problems) -> frozenset[str]:
    """Add the MONTH classes; return the forms that need a capital."""
    capitals: set[str] = set()
    for row in tables.read("times/months.tsv", ("id", "number", "names", "abbreviations", "guard")):
        number, guard = str(_number(row, "number", problems, 1, 12, 1)), row.word("guard")
        if guard not in _GUARDS:
            problems.add(row, f"guard {guard!r} is not one of word, name or empty.")
        names, short = row.items("names"), row.items("abbreviations")
        stopped = tuple(f"{form}." for form in short)
        _add(words, "MONTH", (*names, *short, *stopped), number)
        _add(words, "MONTHWORD", (*names, *stopped), number)
        _add(words, {"": "MONTHFREE", "name": "MONTHNAME"}.get(guard, "MONTHGUARDED"), names, number)
        if guard:
            _add(words, "MONTHGUARDED", names, number)
        capitals.update(short, names if guard else ())
    return frozenset(capitals)


def _add_weekdays(tables: Tables, words: dict[str, dict[str, str]], problems: Problems) -> frozenset[str]:
    """Add the WEEKDAY classes; return the forms that need a capital."""
    capitals: set[str] = set()
    for row in tables.read("times/weekdays.tsv", ("id", "number", "names", "abbreviations")):
        number = str(_number(row, "number", problems, 1, 7, 1))
        names, short = row.items("names"), row.items("abbreviations")
        names += tuple(f"{form}." for form in names if not form.endswith("day"))
        _add(words, "WEEKDAY", names, number)
        _add(words, "WEEKDAYANY", (*names, *short, *(f"{form}." for form in short)), number)
        capitals.update(short)
    return frozenset(capitals)


def _add_units(tables: Tables, words: dict[str, dict[str, str]], problems: Problems) -> dict[str, Unit]:
    """Add UNIT (all), UNITMANY (plural), UNITSOON (plural, up to months), UNITONE (singular, a day or more), PERIOD."""
    columns = ("id", "singular", "plural", "measure", "size", "recent", "resolution", "small")
    units: dict[str, Unit] = {}
    for row in tables.read("times/units.tsv", columns):
        unit, one, many = row.word("id"), row.word("singular"), row.word("plural")
        if row.word("measure") not in _MEASURES:
            problems.add(row, f"measure {row.word('measure')!r} is not one of {', '.join(_MEASURES)}.")
        size = _number(row, "size", problems, 0, 12_000)
        recent = _number(row, "recent", problems, 0, 100)
        units[unit] = Unit(unit, row.word("measure"), size, recent, row.word("resolution"))
        _add(words, "UNIT", (one, many), unit)
        _add(words, "UNITMANY", (many,), unit)
        if row.word("measure") != "month" or size == 1:
            _add(words, "UNITSOON", (many,), unit)
        if unit == "day" or not row.text("small"):
            _add(words, "UNITONE", (one,), unit)
        if not row.text("small"):
            _add(words, "PERIOD", (one,), unit)
    return units


def _add_numbers(tables: Tables, words: dict[str, dict[str, str]], problems: Problems) -> frozenset[str]:
    """Add NUMBER and ORDINAL; return the vague number forms."""
    vague: set[str] = set()
    for row in tables.read("times/numbers.tsv", ("id", "words", "value", "vague")):
        if not row.word("value").replace(".", "", 1).isdigit():
            problems.add(row, f"value {row.word('value')!r} must be a number.")
        _add(words, "NUMBER", row.items("words"), row.word("value"))
        vague.update(row.items("words") if row.text("vague") else ())
    for row in tables.read("times/ordinals.tsv", ("id", "value", "words")):
        _add(words, "ORDINAL", row.items("words"), str(_number(row, "value", problems, 1, 31, 1)))
    return frozenset(vague)


def _add_seasons(tables: Tables, words: dict[str, dict[str, str]], problems: Problems) -> dict[str, int]:
    seasons: dict[str, int] = {}
    for row in tables.read("times/seasons.tsv", ("id", "names", "first_month")):
        seasons[row.word("id")] = _number(row, "first_month", problems, 1, 12, 1)
        _add(words, "SEASON", row.items("names"), row.word("id"))
    return seasons


def _add_holidays(tables: Tables, words: dict[str, dict[str, str]], problems: Problems) -> dict[str, Holiday]:
    columns = ("id", "names", "rule", "year", "month", "day", "weekday", "nth", "offset", "days", "note")
    holidays: dict[str, Holiday] = {}
    for row in tables.read("times/holidays.tsv", columns):
        holiday = _holiday(row, problems)
        holidays[holiday.id] = holiday
        _add(words, "HOLIDAY", row.items("names"), holiday.id)
    return holidays


def _holiday(row: Row, problems: Problems) -> Holiday:
    rule = row.word("rule")
    if rule not in _HOLIDAY_RULES:
        problems.add(row, f"rule {rule!r} is not one of {', '.join(_HOLIDAY_RULES)}.")
    for column in _NEEDED.get(rule, ("offset",)):
        if row.text(column) is None:
            problems.add(row, f"a holiday with rule {rule!r} needs {column}.")
    return Holiday(
        id=row.word("id"),
        rule=rule,
        year=_number(row, "year", problems, 1, 9999) or None,
        month=_number(row, "month", problems, 1, 12),
        day=_number(row, "day", problems, 1, 31),
        weekday=_number(row, "weekday", problems, 1, 7),
        nth=_number(row, "nth", problems, -1, 5),
        offset=_number(row, "offset", problems, -366, 366),
        days=_number(row, "days", problems, 1, 60, 1),
        note=row.text("note"),
        ref=row.ref,
    )


def _portions(tables: Tables, problems: Problems) -> dict[tuple[str, str], Portion]:
    portions: dict[tuple[str, str], Portion] = {}
    for row in tables.read("times/portions.tsv", ("id", "portion", "unit", "first", "last", "step")):
        first, last = (_number(row, column, problems, 1, 100, 1) for column in ("first", "last"))
        if first > last or row.word("step") not in ("day", "month", "year"):
            problems.add(row, "a portion needs first <= last and step day, month or year.")
        portions[row.word("portion"), row.word("unit")] = Portion(first, last, row.word("step"))
    return portions


def _patterns(tables: Tables, words: Mapping[str, Mapping[str, str]], problems: Problems) -> tuple[TimePattern, ...]:
    patterns: dict[str, TimePattern] = {}  # a row of a user's layer takes the place of the one with its id
    for row in tables.read("times/patterns.tsv", ("id", "kind", "pattern", "set", "example")):
        for named in row.word("pattern").translate(str.maketrans("|<>!", "    ")).split():
            if named.isupper() and named.rstrip("2") not in words.keys() | SHAPES:
                problems.add(row, f"pattern names class {named!r}, which no table has; see words.tsv.")
        fields = dict(item.split("=", 1) for item in row.items("set") if "=" in item)
        if len(fields) != len(row.items("set")):
            problems.add(row, f"set {row.word('set')!r} must be field=value, several separated by |.")
        id_, kind, pattern, example = (row.word(c) for c in ("id", "kind", "pattern", "example"))
        patterns[id_] = TimePattern(id_, kind, pattern, fields, example, row.ref)
    return tuple(patterns.values())
