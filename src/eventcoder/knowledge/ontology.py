"""PLOVER 2.0 and CAMEO as checked tables: types, modes, contexts, sectors, codes and scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.tables import Problems, Tables

_QUAD_NAMES: Final = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type."""

    name: str
    quad: int
    plover_score: float
    needs_target: bool
    definition: str
    notes: str | None
    example: str | None
    ref: str


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode of a PLOVER type."""

    event_type: str
    name: str
    plover_score: float | None
    definition: str
    example: str | None
    ref: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO code with its Goldstein value and the PLOVER type it maps to."""

    code: str
    name: str
    level: str  # root | base | sub
    goldstein: float | None
    event_type: str | None
    mode: str | None
    definition: str
    notes: str | None
    ref: str


@dataclass(frozen=True, slots=True)
class Term:
    """A context, sector or status with its meaning."""

    name: str
    label: str
    definition: str
    ref: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything the coding rules are written in."""

    types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], Mode]
    cameo: Mapping[str, CameoCode]
    contexts: Mapping[str, Term]
    sectors: Mapping[str, Term]
    statuses: Mapping[str, Term]
    precedence: Mapping[str, int]  # of sectors: the higher one becomes primary

    def score(self, event_type: str, modes: tuple[str, ...]) -> float | None:
        """PLOVER score of a type with its modes: the mode's where it has one, else the type's."""
        for mode in modes:
            found = self.modes.get((event_type, mode))
            if found and found.plover_score is not None:
                return found.plover_score
        return self.types[event_type].plover_score

    def goldstein(self, code: str | None) -> float | None:
        """Goldstein value of a CAMEO code, or of the nearest code above it."""
        while code and len(code) >= 2:
            entry = self.cameo.get(code)
            if entry and entry.goldstein is not None:
                return entry.goldstein
            code = code[:-1]
        return None

    @staticmethod
    def quad_name(quad: int) -> str:
        """ "verbal cooperation" for 1, and so on."""
        return _QUAD_NAMES[quad]


def load_ontology(tables: Tables) -> Ontology:
    """Read and check the ontology files. Raises KnowledgeError with every fault found."""
    problems = Problems()
    types = _load_types(tables)
    modes = _load_modes(tables, types, problems)
    cameo = _load_cameo(tables, types, modes, problems)
    sectors = tables.read("ontology/sectors.tsv", ("sector", "name", "precedence", "definition"))
    problems.raise_if_any()
    return Ontology(
        types=types,
        modes=modes,
        cameo=cameo,
        contexts=_load_terms(tables, "ontology/contexts.tsv", "context"),
        sectors={
            r.word("sector"): Term(r.word("sector"), r.word("name"), r.word("definition"), r.ref) for r in sectors
        },
        statuses=_load_terms(tables, "ontology/auxiliary_modes.tsv", "status"),
        precedence={r.word("sector"): int(float(r.word("precedence") or 0)) for r in sectors},
    )


def _load_types(tables: Tables) -> dict[str, EventType]:
    columns = ("type", "quad", "score", "recipient_required", "definition", "notes")
    return {
        r.word("type"): EventType(
            name=r.word("type"),
            quad=int(r.word("quad")),
            plover_score=float(r.word("score")),
            needs_target=r.word("recipient_required") == "yes",
            definition=r.word("definition"),
            notes=r.text("notes"),
            example=r.cells.get("example") or None,
            ref=r.ref,
        )
        for r in tables.read("ontology/plover_types.tsv", columns)
    }


def _load_modes(tables: Tables, types: Mapping[str, EventType], problems: Problems) -> dict[tuple[str, str], Mode]:
    modes: dict[tuple[str, str], Mode] = {}
    for r in tables.read("ontology/plover_modes.tsv", ("type", "mode", "score", "definition")):
        key = (r.word("type"), r.word("mode"))
        if key[0] not in types:
            problems.add(r, f"type {key[0]!r} is not in plover_types.tsv.")
        score = float(r.word("score")) if r.text("score") else None
        modes[key] = Mode(*key, score, r.word("definition"), r.cells.get("example") or None, r.ref)
    return modes


def _load_cameo(
    tables: Tables,
    types: Mapping[str, EventType],
    modes: Mapping[tuple[str, str], Mode],
    problems: Problems,
) -> dict[str, CameoCode]:
    codes: dict[str, CameoCode] = {}
    for r in tables.read("ontology/cameo.tsv", ("code", "name", "level", "goldstein", "type", "mode", "definition")):
        event_type, mode = r.text("type"), r.text("mode")
        if event_type and event_type not in types:
            problems.add(r, f"type {event_type!r} is not in plover_types.tsv.")
        if event_type and mode and (event_type, mode) not in modes:
            problems.add(r, f"mode {mode!r} is not a mode of {event_type} in plover_modes.tsv.")
        codes[r.word("code")] = CameoCode(
            code=r.word("code"),
            name=r.word("name"),
            level=r.word("level"),
            goldstein=float(r.word("goldstein")) if r.text("goldstein") else None,
            event_type=event_type,
            mode=mode,
            definition=r.word("definition"),
            notes=r.cells.get("notes") or None,
            ref=r.ref,
        )
    return codes


def _load_terms(tables: Tables, name: str, key: str) -> dict[str, Term]:
    return {
        r.word(key): Term(r.word(key), r.word(key).replace("_", " "), r.word("definition"), r.ref)
        for r in tables.read(name, (key, "definition"))
    }
