"""What the grouping of reports into stories knows: weights, limits, and what may be told in two ways.

Knowledge: ``stories/*.tsv``. A weight keeps the row it stands in, so that every merge can name its reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from eventcoder.knowledge.language import load_language
from eventcoder.knowledge.numbers import NumberWords, load_number_words
from eventcoder.knowledge.ontology import Ontology, load_ontology
from eventcoder.knowledge.tables import Problems, Row, Tables, digest

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Weight:
    """What one rule of comparison counts."""

    rule: str
    kind: str | None  # names | mode | place | words | figures | copy; None for plain who, what and when
    weight: float
    note: str
    ref: str


@dataclass(frozen=True, slots=True)
class TypePair:
    """Two types that reports use for the same act."""

    weight: float
    note: str
    ref: str
    modes: frozenset[Pair]  # where both tell a mode, only these two are one act; none: any


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds of the grouping (stories/limits.tsv)."""

    merge: float
    average: float
    kinds: float
    denial: float
    company: float
    words_some: float
    words_much: float
    words_report_some: float
    words_report_alike: float
    kinds_without_words: float
    count_telling: float
    copy_jaccard: float
    copy_contained: float
    copy_days: float
    sentence_copied: float
    near_km: float
    far_km: float
    near_days: float
    unknown_days: float


@dataclass(frozen=True, slots=True)
class StoryKnowledge:
    """Everything that the grouping of reports knows."""

    weights: Mapping[str, Weight]
    limits: Limits
    type_pairs: Mapping[Pair, TypePair]
    mode_pairs: Mapping[tuple[str, Pair], bool]  # True: reports use either mode for the same act
    sector_pairs: frozenset[Pair]
    status_pairs: frozenset[Pair]
    needs_words: frozenset[str]  # event types
    needs_place: frozenset[str]
    changing_figures: frozenset[str]
    tells_victims: frozenset[str]
    once_a_day: frozenset[tuple[str, str]]  # types and modes of what one side does to another once a day
    corrections: tuple[str, ...]  # lower case
    common_words: frozenset[str]
    country_words: frozenset[str]  # in small letters: parts of countries' names, adjectives and peoples
    numbers: NumberWords
    wires: Mapping[str, str]  # credit as written -> name of the agency
    digest: str

    def types_like(self, event_type: str) -> tuple[str, ...]:
        """The type itself and those that reports use for the same act, sorted."""
        others = (t for pair in self.type_pairs if event_type in pair for t in pair)
        return tuple(sorted({event_type, *others}))


def load_stories(tables: Tables | None = None) -> StoryKnowledge:
    """Read and check stories/*.tsv. Raises KnowledgeError with everything that is wrong in them."""
    tables = tables or Tables()
    problems = Problems()
    ontology = load_ontology(tables)
    needs = _needs(tables, ontology, problems)
    knowledge = StoryKnowledge(
        weights=_weights(tables, problems),
        limits=_limits(tables, problems),
        type_pairs=_type_pairs(tables, ontology, problems),
        mode_pairs=_mode_pairs(tables, ontology, problems),
        sector_pairs=_pairs(tables, "stories/sector_pairs.tsv", frozenset(ontology.sectors), problems),
        status_pairs=_pairs(tables, "stories/status_pairs.tsv", frozenset(ontology.statuses), problems),
        needs_words=frozenset(t for t, need in needs if need == "words"),
        needs_place=frozenset(t for t, need in needs if need == "place"),
        changing_figures=frozenset(t for t, need in needs if need == "figures"),
        tells_victims=frozenset(t for t, need in needs if need == "victims"),
        once_a_day=_once_a_day(tables, ontology, problems),
        corrections=tuple(r.word("words") for r in tables.read("stories/correction_words.tsv", ("words", "kind"))),
        common_words=frozenset(r.word("word") for r in tables.read("stories/common_words.tsv", ("word",))),
        country_words=_country_words(tables),
        numbers=load_number_words(tables),
        wires=load_language(tables).wires,
        digest=digest(tables.layers),
    )
    problems.raise_if_any()
    return knowledge


def _country_words(tables: Tables) -> frozenset[str]:
    columns = ("name", "official_name", "other_names", "adjectives", "demonyms")
    rows = tables.read("actors/countries.tsv", columns)
    return frozenset(
        word.casefold() for row in rows for column in columns for name in row.items(column) for word in name.split()
    )


def _number(row: Row, column: str, problems: Problems) -> float:
    try:
        return float(row.word(column))
    except ValueError:
        problems.add(row, f"{column} {row.word(column)!r} is no number.")
        return 0.0


def _weights(tables: Tables, problems: Problems) -> dict[str, Weight]:
    weights: dict[str, Weight] = {}
    for row in tables.read("stories/weights.tsv", ("rule", "kind", "weight", "note")):
        rule = row.word("rule")
        weights[rule] = Weight(rule, row.text("kind"), _number(row, "weight", problems), row.word("note"), row.ref)
    return weights


def _limits(tables: Tables, problems: Problems) -> Limits:
    names = [f.name for f in fields(Limits)]
    values = dict.fromkeys(names, 0.0)
    rows = tables.read("stories/limits.tsv", ("name", "value", "note"))
    for row in rows:
        if row.word("name") in values:
            values[row.word("name")] = _number(row, "value", problems)
        else:
            problems.add(row, f"limit {row.word('name')!r} is not one of {', '.join(names)}.")
    for missing in sorted(set(names) - {row.word("name") for row in rows}):
        problems.messages.append(f"stories/limits.tsv: no row for {missing}; expected one row a limit.")
    return Limits(**values)


def _type_pairs(tables: Tables, ontology: Ontology, problems: Problems) -> dict[Pair, TypePair]:
    pairs: dict[Pair, TypePair] = {}
    for row in tables.read("stories/type_pairs.tsv", ("first", "second", "weight", "note", "modes")):
        pair = _pair(row, frozenset(ontology.types), "event type", problems)
        modes = frozenset(frozenset(cell.split("+")) for cell in row.items("modes"))
        known = {frozenset((a, b)) for t, a in ontology.modes for u, b in ontology.modes if {t, u} == pair}
        for unknown in sorted("+".join(sorted(two)) for two in modes - known):
            problems.add(row, f"modes {unknown!r}; expected a mode of either type, as in deport+expel.")
        pairs[pair] = TypePair(_number(row, "weight", problems), row.word("note"), row.ref, modes)
    return pairs


def _mode_pairs(tables: Tables, ontology: Ontology, problems: Problems) -> dict[tuple[str, Pair], bool]:
    pairs: dict[tuple[str, Pair], bool] = {}
    for row in tables.read("stories/mode_pairs.tsv", ("type", "first", "second", "verdict")):
        event_type = row.word("type")
        pair = _pair(row, frozenset(m for t, m in ontology.modes if t == event_type), f"mode of {event_type}", problems)
        if row.word("verdict") not in ("same", "other"):
            problems.add(row, f"verdict {row.word('verdict')!r}; expected same or other.")
        pairs[event_type, pair] = row.word("verdict") == "same"
    return pairs


def _once_a_day(tables: Tables, ontology: Ontology, problems: Problems) -> frozenset[tuple[str, str]]:
    found = set()
    for row in tables.read("stories/once_a_day.tsv", ("type", "mode")):
        act = (row.word("type"), row.word("mode"))
        if act not in ontology.modes:
            problems.add(row, f"{act[1]!r} is no mode of {act[0]!r}; see ontology/plover_modes.tsv.")
        found.add(act)
    return frozenset(found)


def _pairs(tables: Tables, name: str, known: frozenset[str], problems: Problems) -> frozenset[Pair]:
    return frozenset(_pair(row, known, "value", problems) for row in tables.read(name, ("first", "second")))


def _pair(row: Row, known: frozenset[str], what: str, problems: Problems) -> Pair:
    words = (row.word("first"), row.word("second"))
    for word in words:
        if word not in known:
            problems.add(row, f"{word!r} is no {what}; known: {', '.join(sorted(known))}.")
    if words[0] == words[1]:
        problems.add(row, f"{words[0]!r} stands with itself; expected two different ones.")
    return frozenset(words)


def _needs(tables: Tables, ontology: Ontology, problems: Problems) -> list[tuple[str, str]]:
    needs = []
    for row in tables.read("stories/type_needs.tsv", ("event_type", "needs")):
        if row.word("event_type") not in ontology.types:
            problems.add(row, f"event type {row.word('event_type')!r} is not in ontology/plover_types.tsv.")
        if row.word("needs") not in ("words", "place", "figures", "victims"):
            problems.add(row, f"needs {row.word('needs')!r}; expected words, place, figures or victims.")
        needs.append((row.word("event_type"), row.word("needs")))
    return needs
