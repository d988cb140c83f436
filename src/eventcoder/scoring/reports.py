"""Whole reports: events, statements and actors against what an expert coded.

Gold: {id, text, events, optional_events?, statements, optional_statements?, actors}, with lists of accepted
alternatives (type_alt, speakers_alt ...). Prediction: {id, events, statements, actors}, where an event is {type, mode,
source, target, cameo, date, factuality, trigger_span}, a statement {speakers, cue, content, kind, channel} and an actor
{span, name, country, sectors}.

Events are paired one to one where the type fits and the triggers share a sentence or lie within 40 characters;
statements where at least half of the larger content's words are shared. Optional gold takes a left-over prediction out
of the precision. Actors are measured by recall only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from eventcoder.scoring.assignment import assign
from eventcoder.scoring.figures import Figure, Share, harmonic, prf_figures, ratio
from eventcoder.scoring.names import (
    Party,
    as_list,
    channel_of,
    content_words,
    countries_of,
    gap,
    name_words,
    overlap,
    party_of,
    same_name,
    same_speakers,
    sentence_ends,
    sentence_of,
)

Record = Mapping[str, Any]
_NEAR: Final = 40
_FAR_COST: Final = 200
_HALF: Final = 0.5
ASSERTED: Final = "asserted"


@dataclass(slots=True)
class _Matches:
    """Counts of one-to-one matches."""

    n_matched: int = 0
    n_predicted: int = 0
    n_gold: int = 0

    def figures(self, name: str) -> Iterator[Figure]:
        counts = f"{self.n_matched} matched, {self.n_predicted} predicted, {self.n_gold} gold"
        precision, recall = ratio(self.n_matched, self.n_predicted), ratio(self.n_matched, self.n_gold)
        return prf_figures(name, precision, recall, counts, is_headline=True)


@dataclass(slots=True)
class _Tally:
    events: _Matches = field(default_factory=_Matches)
    statements: _Matches = field(default_factory=_Matches)
    stories_found: Share = field(default_factory=Share)
    stories_right: Share = field(default_factory=Share)
    shares: dict[str, Share] = field(default_factory=dict)

    def add(self, name: str, is_right: object) -> None:
        self.shares.setdefault(name, Share()).add(is_right)


def score_reports(gold: Sequence[Record], predictions: Mapping[str, Record]) -> Iterator[Figure]:
    """Yield the figures of events, statements and actors over all reports."""
    tally = _Tally()
    for record in gold:
        found = predictions.get(record["id"], {})
        _score_events(record, found.get("events") or [], tally)
        _score_statements(record, found.get("statements") or [], tally)
        _score_actors(record, found.get("actors") or [], tally)
    yield from tally.events.figures("events")
    yield from tally.statements.figures("statements")
    right, found_share = tally.stories_right, tally.stories_found
    precision, recall = right.value or 0.0, found_share.value or 0.0
    counts = f"{found_share.n_right:g} of {found_share.n} stories, {right.n_right:g} of {right.n} predictions"
    yield Figure("event stories P", precision, counts)
    yield Figure("event stories R", recall, counts)
    yield Figure("event stories F1", harmonic(precision, recall), counts)
    for name in _SHARES:
        yield tally.shares.get(name, Share()).figure(name)


_SHARES: Final = (
    "event source country",
    "event source country exact",
    "event target country",
    "event target country exact",
    "event sector",
    "event source sector",
    "event target sector",
    "event mode",
    "event mode, where gold has one",
    "event status",
    "event status, where not asserted",
    "event date",
    "event CAMEO root",
    "statement speaker",
    "statement kind",
    "statement channel",
    "statement channel, where gold has one",
    "statement cue",
    "actor recall",
    "actor country",
    "actor sector",
    "actor primary sector",
    "actor name",
)


def _score_events(record: Record, predicted: Sequence[Record], tally: _Tally) -> None:
    gold = record["events"]
    found = [e for e in predicted if e.get("trigger_span")]
    ends = sentence_ends(record["text"])
    costs = {
        (i, j): cost
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (cost := _event_cost(g, f, ends)) is not None
    }
    matched = assign(costs)
    free = _optional_events(record.get("optional_events", []), found, set(matched.values()))
    n_counted = len(predicted) - len(free)
    tally.events.n_matched += len(matched)
    tally.events.n_predicted += n_counted
    tally.events.n_gold += len(gold)
    _score_stories(gold, costs, len(predicted), free, tally)
    for i, j in matched.items():
        _score_event(gold[i], found[j], tally)


def _event_cost(gold: Record, found: Record, ends: Sequence[int]) -> float | None:
    """How far two events are from being the same; None if they cannot be."""
    if found.get("type") not in (gold["type"], *gold.get("type_alt", [])):
        return None
    own, other = gold["trigger_span"], found["trigger_span"]
    in_one_sentence = sentence_of(ends, own[0]) == sentence_of(ends, other[0])
    distance = gap(own, other)
    if not in_one_sentence and distance > _NEAR:
        return None
    cost = distance + (not overlap(own, other)) + (0 if in_one_sentence else _FAR_COST)
    cost += 5 * sum(countries_of(gold.get(role)) != countries_of(found.get(role)) for role in ("source", "target"))
    cost += 3 * (gold.get("factuality") != found.get("factuality")) + 3 * (found.get("type") != gold["type"])
    return float(cost + abs(own[0] - other[0]) * 1e-3)


def _optional_events(optional: Sequence[Record], found: Sequence[Record], used: set[int]) -> set[int]:
    """Left-over predictions that hit a doubtful event: neither right nor wrong."""
    costs = {}
    for i, g in enumerate(optional):
        for j, f in enumerate(found):
            fits = f.get("type") in (g["type"], *g.get("type_alt", []))
            distance = gap(g["trigger_span"], f["trigger_span"])
            if j not in used and fits and distance <= _NEAR:
                costs[i, j] = float(distance)
    return set(assign(costs).values())


def _score_stories(
    gold: Sequence[Record], costs: Mapping[tuple[int, int], float], n_predicted: int, free: set[int], tally: _Tally
) -> None:
    """Gold events of one story count once; a story told again is no error."""

    def first(i: int) -> int:
        same = gold[i].get("same_story_as")
        return i if same is None else first(same)

    hits = {j for _, j in costs}
    tally.stories_found.n_right += len({first(i) for i, _ in costs})
    tally.stories_found.n += len({first(i) for i in range(len(gold))})
    tally.stories_right.n_right += len(hits)
    tally.stories_right.n += n_predicted - len(free - hits)


def _score_event(gold: Record, found: Record, tally: _Tally) -> None:
    for role in ("source", "target"):
        wanted, given = countries_of(gold.get(role)), countries_of(found.get(role))
        accepted = set(gold.get(f"{role}_alt", []))
        tally.add(f"event {role} country", (wanted | accepted) & given or wanted == given)
        tally.add(f"event {role} country exact", wanted == given or (given and given <= accepted))
        parties = [party_of(p) for p in as_list(found.get(role))]
        for country, sectors in map(party_of, as_list(gold.get(role))):
            if sectors:
                is_right = _has_party(parties, country, sectors[0])
                tally.add("event sector", is_right)
                tally.add(f"event {role} sector", is_right)
    mode = found.get("mode") or None
    mode_is_right = mode == (gold.get("mode") or None) or mode in gold.get("mode_alt", [])
    tally.add("event mode", mode_is_right)
    if gold.get("mode"):
        tally.add("event mode, where gold has one", mode_is_right)
    status_is_right = found.get("factuality") in (gold.get("factuality"), *gold.get("factuality_alt", []))
    tally.add("event status", status_is_right)
    if gold.get("factuality") != ASSERTED and not gold.get("factuality_alt"):
        tally.add("event status, where not asserted", status_is_right)
    if gold.get("date"):
        days = (gold["date"], *gold.get("date_alt", []))
        tally.add("event date", any((found.get("date") or "").startswith(day) for day in days))
    if gold.get("cameo"):
        tally.add("event CAMEO root", str(found.get("cameo") or "")[:2] == gold["cameo"][:2])


def _has_party(parties: Sequence[Party], country: str, sector: str) -> bool:
    return any(c == country and sector in sectors for c, sectors in parties)


def _score_statements(record: Record, predicted: Sequence[Record], tally: _Tally) -> None:
    gold, text = record["statements"], record["text"]
    found_words = [content_words(text, s.get("content") or []) for s in predicted]
    costs: dict[tuple[int, int], float] = {}
    for i, g in enumerate(gold):
        words = content_words(text, g["content"])
        for j, f in enumerate(predicted):
            part = _shared(words, found_words[j])
            if part >= _HALF:
                costs[i, j] = 1 - part + 0.3 * (not _has_cue(g, f)) + 0.2 * (not same_speakers(g, f))
    matched = assign(costs)
    left = {j: words for j, words in enumerate(found_words) if j not in matched.values()}
    optional = [content_words(text, s["content"]) for s in record.get("optional_statements", [])]
    free = assign({(i, j): 1.0 for i, o in enumerate(optional) for j, w in left.items() if _shared(o, w) >= _HALF})
    tally.statements.n_matched += len(matched)
    tally.statements.n_predicted += len(predicted) - len(free)
    tally.statements.n_gold += len(gold)
    for i, j in matched.items():
        g, f = gold[i], predicted[j]
        channel_is_right = channel_of(g.get("channel")) == channel_of(f.get("channel"))
        tally.add("statement speaker", same_speakers(g, f))
        tally.add("statement kind", g["kind"] == f.get("kind"))
        tally.add("statement channel", channel_is_right)
        if g.get("channel"):
            tally.add("statement channel, where gold has one", channel_is_right)
        tally.add("statement cue", _has_cue(g, f))


def _shared(a: set[int], b: set[int]) -> float:
    return len(a & b) / max(len(a), len(b), 1)


def _has_cue(gold: Record, found: Record) -> bool:
    return bool(found.get("cue")) and overlap(gold["cue"], found["cue"]) > 0


def _score_actors(record: Record, predicted: Sequence[Record], tally: _Tally) -> None:
    for gold in record["actors"]:
        best = _best_actor(gold, [a for a in predicted if a.get("span")], record["text"])
        tally.add("actor recall", best is not None)
        if best is None:
            continue
        wanted, given = as_list(gold.get("sectors")), as_list(best.get("sectors"))
        tally.add("actor country", (gold.get("country") or None) == (best.get("country") or None))
        tally.add("actor sector", set(wanted) & set(given) or (not wanted and given in ([], ["GOV"])))
        tally.add("actor primary sector", wanted[:1] == given[:1] or (not wanted and given == ["GOV"]))
        tally.add("actor name", same_name(gold["name"], best.get("name")))


def _best_actor(gold: Record, found: Sequence[Record], text: str) -> Record | None:
    """The prediction that covers the gold words best, the right country first among equals."""
    start, end = gold["span"]
    last = (name_words(gold["name"]) or [""])[-1]
    best: tuple[tuple[float, bool], Record] | None = None
    for candidate in found:
        own = candidate["span"]
        length, shared = own[1] - own[0], overlap(gold["span"], own)
        if not shared or length > 3 * (end - start) + 20:
            continue
        is_inside = own[0] >= start and own[1] <= end and last in name_words(text[own[0] : own[1]])
        if shared >= _HALF * (end - start) or is_inside:
            rank = (shared / max(length, end - start), candidate.get("country") == gold["country"])
            if best is None or rank > best[0]:
                best = (rank, candidate)
    return best[1] if best else None
