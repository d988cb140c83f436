"""Events of single sentences: type, quad class, source, target and CAMEO code.

Gold: one event a record ({event_2021, event_2021_alt, source, target, reciprocal}), several ({events: [...]}, empty for
none), or the quad class alone ({quad}). Prediction: {id, events: [{source, target, event, cameo}]}, source and target
as "ISO3SEC", a {country, sector} record, or a list of either. An actor is right if any predicted one equals any gold
one; a gold actor without sector takes every sector. Older names of types are mapped to those of PLOVER 2.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from eventcoder.scoring.figures import Counts, Figure, Share, mean, prf_figures, total

Record = Mapping[str, Any]
Parties = list[tuple[str, str]]  # country, sector; "" where there is none
QUAD_NAMES: Final = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VC"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MC"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "SANCTION", "THREATEN"), "VK"),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"), "MK"),
}
_OLD_NAMES: Final = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "COOPERATION": "COOPERATE",
}
_STATEMENT: Final = "STATEMENT_OR_APPEAL"
_NOT_SCORABLE: Final = frozenset({"bad_input_parse", "dateline"})
_CODE: Final = re.compile(r"[A-Z]{3}[A-Z]{0,3}.*")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event that a record expects."""

    event_type: str | None
    alternatives: frozenset[str]
    source: Parties
    target: Parties
    is_reciprocal: bool = False
    cameo: str | None = None


@dataclass(frozen=True, slots=True)
class Predicted:
    """One event that was predicted."""

    event_type: str | None
    source: Parties
    target: Parties
    cameo: str


@dataclass(slots=True)
class Tally:
    """Everything that is counted over the records."""

    types: dict[str, Counts] = field(default_factory=dict)
    quads: dict[str, Counts] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)
    n_records: int = 0
    n_skipped: int = 0

    def add(self, name: str, is_right: object) -> None:
        """Count a case of a named share."""
        self.shares.setdefault(name, Share()).add(is_right)

    def count(self, counts: dict[str, Counts], name: str, *, is_gold: bool, is_predicted: bool) -> None:
        """Count a class that is in the gold, predicted, or both."""
        own = counts.setdefault(name, Counts())
        own.tp += is_gold and is_predicted
        own.fp += is_predicted and not is_gold
        own.fn += is_gold and not is_predicted


def score_sentences(
    gold: Sequence[Record],
    predictions: Mapping[str, Record],
    *,
    is_strict: bool = False,
    cameo_types: Mapping[str, str] | None = None,
) -> Iterator[Figure]:
    """Yield the figures of types, quads, actors, whole tuples and codes.

    is_strict: alternative types of the gold do not count. cameo_types: types by CAMEO code, for predictions with a
    code only.
    """
    tally = Tally()
    for record in gold:
        found = [_predicted(e, cameo_types or {}) for e in predictions.get(record["id"], {}).get("events") or []]
        _score_record(record, found, tally, is_strict=is_strict)
    yield from _figures(tally)


def _score_record(record: Record, found: Sequence[Predicted], tally: Tally, *, is_strict: bool) -> None:
    if record.get("unlabelled") or record.get("error") in _NOT_SCORABLE:
        tally.n_skipped += 1
        return
    expected = _gold_events(record)
    if expected is None and "quad" not in record:
        tally.n_skipped += 1
        return
    tally.n_records += 1
    if expected is None:
        _score_quad_only(record["quad"], found, tally)
    elif not expected:
        tally.add("no event", not any(p.event_type for p in found))
        _all_wrong(found, tally)
    else:
        _score_types(expected, found, tally, is_strict=is_strict)
        for event in expected:
            _score_event(event, found, tally, is_strict=is_strict)


def _score_quad_only(quad: str, found: Sequence[Predicted], tally: Tally) -> None:
    quads = [QUAD_NAMES[p.event_type] for p in found if p.event_type in QUAD_NAMES]
    if quad == _STATEMENT:
        tally.add("no event", not quads)
        for name in set(quads):
            tally.count(tally.quads, name, is_gold=False, is_predicted=True)
    else:
        _score_quads({quad}, quads, tally)


def _score_quads(gold: set[str], found: Sequence[str], tally: Tally) -> None:
    tally.add("quad, any event", gold & set(found))
    tally.add("quad, first event", found and found[0] in gold)
    for name in sorted(gold | set(found)):
        tally.count(tally.quads, name, is_gold=name in gold, is_predicted=name in found)


def _all_wrong(found: Sequence[Predicted], tally: Tally) -> None:
    for name in {p.event_type for p in found if p.event_type}:
        tally.count(tally.types, name, is_gold=False, is_predicted=True)


def _score_types(expected: Sequence[GoldEvent], found: Sequence[Predicted], tally: Tally, *, is_strict: bool) -> None:
    """Count types at the level of the sentence."""
    gold = {e.event_type for e in expected if e.event_type}
    predicted = [p.event_type for p in found if p.event_type]
    if not gold:  # only statements and appeals, which PLOVER does not code
        tally.add("silent on CAMEO 01 and 02", not predicted)
        _all_wrong(found, tally)
        return
    alternatives = set[str]() if is_strict else {t for e in expected for t in e.alternatives}
    effective = gold if set(predicted) & gold or not set(predicted) & alternatives else set(predicted) & alternatives
    for name in sorted(effective | set(predicted)):
        if name in effective or name not in alternatives:
            tally.count(tally.types, name, is_gold=name in effective, is_predicted=name in predicted)
    tally.add("type, any event", set(predicted) & (gold | alternatives))
    tally.add("type, first event", predicted and predicted[0] in gold | alternatives)
    quads = [QUAD_NAMES[name] for name in predicted if name in QUAD_NAMES]
    _score_quads({QUAD_NAMES[name] for name in gold if name in QUAD_NAMES}, quads, tally)


def _score_event(e: GoldEvent, found: Sequence[Predicted], tally: Tally, *, is_strict: bool) -> None:
    """Count actors, tuple and code of one gold event."""
    everybody = e.source + e.target
    for name, own in (("source", e.source), ("target", e.target)):
        if not own:
            continue
        given = [party for p in found for party in (p.source if name == "source" else p.target)]
        if e.is_reciprocal:
            given = [party for p in found for party in p.source + p.target]
        wanted = everybody if e.is_reciprocal else own
        tally.add(f"{name} country", _match(wanted, given, has_sector=False))
        tally.add(f"{name} country+sector", _match(wanted, given, has_sector=True))
    fitting = [p for p in found if _same_type(e, p, is_strict=is_strict)]
    for name, has_sector in (("tuple, country", False), ("tuple, country+sector", True)):
        tally.add(name, any(_same_parties(e, p, has_sector=has_sector) for p in fitting))
    if e.cameo:
        tally.add("CAMEO exact", any(p.cameo == e.cameo for p in found))
        tally.add("CAMEO, two digits", any(p.cameo[:2] == e.cameo[:2] for p in found))


def _same_type(e: GoldEvent, p: Predicted, *, is_strict: bool) -> bool:
    if e.event_type is None and p.event_type is None:
        return p.cameo[:2] == str(e.cameo)[:2]
    return p.event_type == e.event_type or (not is_strict and p.event_type in e.alternatives)


def _same_parties(e: GoldEvent, p: Predicted, *, has_sector: bool) -> bool:
    source = not e.source or _match(e.source, p.source, has_sector=has_sector)
    target = not e.target or _match(e.target, p.target, has_sector=has_sector)
    if (source and target) or not e.is_reciprocal:
        return source and target
    everybody = e.source + e.target
    is_one_sided = not e.target and len(e.source) < 2
    return _match(everybody, p.source, has_sector=has_sector) and (
        is_one_sided or _match(everybody, p.target, has_sector=has_sector)
    )


def _match(gold: Parties, found: Parties, *, has_sector: bool) -> bool:
    """True if any party equals any other."""
    return any(
        country == c and (not has_sector or not sector or sector == s) for country, sector in gold for c, s in found
    )


def _gold_events(record: Record) -> list[GoldEvent] | None:
    """What a record expects; None if it tells no events."""
    if "event_2021" in record:
        alternatives = frozenset(record.get("event_2021_alt") or ())
        parties = _parties(record["source"]), _parties(record["target"])
        return [GoldEvent(record["event_2021"], alternatives, *parties, bool(record.get("reciprocal")))]
    if record.get("events") is None:
        return None
    return [
        GoldEvent(
            _OLD_NAMES.get(e.get("event"), e.get("event")),
            frozenset(),
            _parties(e.get("source")),
            _parties(e.get("target")),
            cameo=e.get("cameo"),
        )
        for e in record["events"]
    ]


def _predicted(event: Record, cameo_types: Mapping[str, str]) -> Predicted:
    cameo = str(event.get("cameo") or "")
    name = event.get("event")
    event_type = _OLD_NAMES.get(name.upper(), name.upper()) if name else _type_of_code(cameo, cameo_types)
    return Predicted(event_type, _parties(event.get("source")), _parties(event.get("target")), cameo)


def _type_of_code(cameo: str, cameo_types: Mapping[str, str]) -> str | None:
    if cameo[:2] in ("01", "02"):
        return None
    return next((cameo_types[cameo[:n]] for n in (4, 3, 2) if len(cameo) >= n and cameo[:n] in cameo_types), None)


def _parties(value: Any) -> Parties:
    if not value:
        return []
    if isinstance(value, (list, tuple)):
        return [party for item in value for party in _parties(item)]
    if isinstance(value, Mapping):
        return [_of_record(value)]
    code = value.upper()
    return [(code[:3], code[3:6])] if _CODE.fullmatch(code) or code.startswith("---") else [(code, "")]


def _of_record(value: Record) -> tuple[str, str]:
    country = next((value[key] for key in ("code_norm", "iso3", "country", "code") if value.get(key)), "")
    sector = value["sector_norm"] if "sector_norm" in value else value.get("sector") or value.get("code_1")
    if not sector and len(country) > 3:
        country, sector = country[:3], country[3:6]
    return (country or "---")[:3].upper(), (sector or "")[:3].upper()


_SHARES: Final = (
    "type, any event",
    "type, first event",
    "source country",
    "source country+sector",
    "target country",
    "target country+sector",
    "tuple, country",
    "tuple, country+sector",
    "CAMEO exact",
    "CAMEO, two digits",
    "quad, any event",
    "quad, first event",
)
_HEADLINES: Final = frozenset({"tuple, country", "tuple, country+sector", "quad, any event"})


def _figures(tally: Tally) -> Iterator[Figure]:
    if "type, any event" in tally.shares:
        everything = total(tally.types.values())
        yield from prf_figures(
            "type, micro", everything.precision, everything.recall, str(everything), is_headline=True
        )
        in_gold = [c for c in tally.types.values() if c.tp + c.fn]
        for name in ("precision", "recall", "f1"):
            letter = {"precision": "P", "recall": "R", "f1": "F1"}[name]
            yield Figure(f"type, macro {letter}", mean(getattr(c, name) for c in in_gold), f"{len(in_gold)} types")
    for name in _SHARES:
        if name in tally.shares:
            yield tally.shares[name].figure(name, is_headline=name in _HEADLINES)
    if tally.quads:
        in_gold = [c for c in tally.quads.values() if c.tp + c.fn]
        yield Figure("quad, macro F1", mean(c.f1 for c in in_gold), f"{len(in_gold)} classes")
    for name in ("no event", "silent on CAMEO 01 and 02"):
        if name in tally.shares:
            yield tally.shares[name].figure(name)
    for name, counts in sorted(tally.types.items()):
        yield Figure(f"F1 {name}", counts.f1, str(counts))
    yield Figure("records", float(tally.n_records), f"{tally.n_skipped} skipped")
