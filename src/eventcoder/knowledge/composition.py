"""Operators ("agree to", "refuse to", "demand") and the table that says what they make of an act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.ontology import Ontology
from eventcoder.knowledge.tables import Problems, Row, Tables

_OPERATOR_COLUMNS: Final = "id lemma kind particle complement class addressee example".split()
_COMPOSITION_COLUMNS: Final = "operator act type mode cameo status source target".split()
_STATUSES: Final = frozenset({"=", "asserted", "negated", "hypothetical", "future", "requested"})
_ROLES: Final = frozenset({"operator", "inner", "addressee"})
ANY_ACT: Final = "*"
NO_ACT: Final = "none"


@dataclass(frozen=True, slots=True)
class Operator:
    """One word that changes what the act under it means."""

    id: str
    lemma: str
    kind: str
    particle: str | None
    complements: frozenset[str]  # relations of its acts: complement, infinitive, object, prep:for; infinitive@on
    operator_class: str
    addressee: tuple[str, ...]  # slots
    example: str
    ref: str


@dataclass(frozen=True, slots=True)
class Composition:
    """What one operator class makes of one kind of act."""

    event_type: str | None  # None: nothing is coded; "=": the act's own
    mode: str | None
    cameo: str | None
    status: str
    source: str
    target: str
    ref: str


class Operators:
    """Look-up of operators by word and of their effect by act."""

    def __init__(self, operators: Sequence[Operator], table: Mapping[tuple[str, str], Composition]) -> None:
        self.operators = tuple(operators)
        self._table = table
        self._by_lemma: dict[tuple[str, str, str | None], tuple[Operator, ...]] = {}
        for o in operators:
            key = (o.kind, o.lemma, o.particle)
            self._by_lemma[key] = (*self._by_lemma.get(key, ()), o)

    def find(self, kind: str, lemma: str, particle: str | None) -> tuple[Operator, ...]:
        """The operators with this word, those with its particle first; several where complements differ."""
        return self._by_lemma.get((kind, lemma, particle)) or self._by_lemma.get((kind, lemma, None), ())

    def effect(self, operator_class: str, event_type: str) -> Composition | None:
        """What the class makes of an act of this type (or of NO_ACT); None if it leaves it alone."""
        found = self._table.get((operator_class, event_type))
        return found or (None if event_type == NO_ACT else self._table.get((operator_class, ANY_ACT)))

    def heads(self, kind: str) -> frozenset[str]:
        """Lemmas of the operators of a kind."""
        return frozenset(o.lemma for o in self.operators if o.kind == kind)


def load_operators(tables: Tables, ontology: Ontology) -> Operators:
    """Read and check operators.tsv and composition.tsv. Raises KnowledgeError with every fault found."""
    problems = Problems()
    operators = [_operator(r) for r in tables.read("events/operators.tsv", _OPERATOR_COLUMNS)]
    classes = {o.operator_class for o in operators}
    table: dict[tuple[str, str], Composition] = {}
    for row in tables.read("events/composition.tsv", _COMPOSITION_COLUMNS):
        _check(row, ontology, classes, problems)
        table[row.word("operator"), row.word("act")] = _composition(row)
    problems.raise_if_any()
    return Operators(operators, table)


def _operator(row: Row) -> Operator:
    return Operator(
        id=row.word("id"),
        lemma=row.word("lemma"),
        kind=row.word("kind"),
        particle=row.text("particle"),
        complements=frozenset(row.items("complement")),
        operator_class=row.word("class"),
        addressee=row.items("addressee"),
        example=row.word("example"),
        ref=row.ref,
    )


def _composition(row: Row) -> Composition:
    event_type = row.word("type")
    return Composition(
        event_type=None if event_type == "-" else event_type,
        mode=row.text("mode"),
        cameo=row.text("cameo"),
        status=row.word("status"),
        source=row.word("source"),
        target=row.word("target"),
        ref=row.ref,
    )


def _check(row: Row, ontology: Ontology, classes: set[str], problems: Problems) -> None:
    if row.word("operator") not in classes:
        problems.add(row, f"operator class {row.word('operator')!r} has no word in operators.tsv.")
    if row.word("act") not in {*ontology.types, ANY_ACT, NO_ACT}:
        problems.add(row, f"act {row.word('act')!r} is no PLOVER type; expected a type, {ANY_ACT} or {NO_ACT}.")
    if row.word("type") not in {*ontology.types, "=", "-"}:
        problems.add(row, f"type {row.word('type')!r} is no PLOVER type; expected a type, = or -.")
    elif row.text("mode") and row.word("mode") != "=" and (row.word("type"), row.word("mode")) not in ontology.modes:
        problems.add(row, f"mode {row.word('mode')!r} does not belong to {row.word('type')}.")
    if row.word("status") not in _STATUSES:
        problems.add(row, f"status {row.word('status')!r}; expected one of {', '.join(sorted(_STATUSES))}.")
    for column in ("source", "target"):
        if row.word(column) not in _ROLES:
            problems.add(row, f"{column} {row.word(column)!r}; expected operator, inner or addressee.")
