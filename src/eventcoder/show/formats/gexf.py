"""Who did what to whom as a network with time spans: GEXF 1.3, for Gephi.

Comes in: coded reports, one by one. Goes out: one node an actor, one edge a directed pair and quad class, with the
days of its events as spells; what has no day is in the edge's weight but has no spell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import quoteattr

from eventcoder.schema import Coded, Event, Participant
from eventcoder.show.formats.fields import day_of
from eventcoder.show.formats.rows import pairs, plain
from eventcoder.show.tables import writable

_NODE_ATTRIBUTES: Final = (("country", "string"), ("sectors", "string"), ("code", "string"))
_EDGE_ATTRIBUTES: Final = (("quad", "integer"), ("types", "string"), ("mean_score", "double"), ("n_reports", "integer"))
_CONTROL: Final = {c: " " for c in range(32) if chr(c) not in "\t\n\r"}


@dataclass(slots=True)
class Edge:
    """What is known of one directed pair in one quad class."""

    n_events: int = 0
    types: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    scores: list[float] = field(default_factory=list)
    days: set[tuple[str, str]] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)

    def add(self, event: Event) -> None:
        """Count one event."""
        self.n_events += 1
        self.types[event.event_type] += 1
        self.reports.add(event.document_id)
        if event.plover_score is not None:
            self.scores.append(event.plover_score)
        first = day_of(event.date)
        if first is not None and event.date is not None and event.date.end is not None:
            self.days.add((first.isoformat(), event.date.end))


@dataclass(slots=True)
class Network:
    """Collects actors and pairs; everything is kept in memory, by actor and pair."""

    nodes: dict[str, Participant] = field(default_factory=dict)
    edges: dict[tuple[str, str, int], Edge] = field(default_factory=dict)

    def add(self, coded: Coded) -> None:
        """Count the events of one report that have a source and a target."""
        for event in (e for e in coded.events if e.retells is None):
            for source, target in pairs(event):
                if source is not None and target is not None:
                    key = (self._node(source), self._node(target), event.quad)
                    self.edges.setdefault(key, Edge()).add(event)

    def _node(self, person: Participant) -> str:
        known = self.nodes.setdefault(person.actor_id, person)
        self.nodes[person.actor_id] = min(known, person, key=lambda p: (p.name, p.sectors))  # whatever came first
        return person.actor_id


def gexf_lines(network: Network, coder: str) -> Iterator[str]:
    """Yield the lines of the file; nodes and edges in order of their ids, so that the order of reports is no matter."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield f"  <meta><creator>eventcoder</creator><description>{coder}</description></meta>"
    yield '  <graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">'
    yield from _declared("node", _NODE_ATTRIBUTES)
    yield from _declared("edge", _EDGE_ATTRIBUTES)
    yield "    <nodes>"
    for actor_id, person in sorted(network.nodes.items()):
        values = (person.country, ",".join(person.sectors), person.code)
        yield f"      <node id={_quoted(actor_id)} label={_quoted(plain(person.name))}>{_values(values)}</node>"
    yield "    </nodes>"
    yield "    <edges>"
    for number, ((source, target, quad), edge) in enumerate(sorted(network.edges.items(), key=lambda item: item[0])):
        ends = f"source={_quoted(source)} target={_quoted(target)}"
        head = f'<edge id="{number}" {ends} kind="quad{quad}" weight="{edge.n_events}">'
        yield f"      {head}{_edge_values(quad, edge)}</edge>"
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _edge_values(quad: int, edge: Edge) -> str:
    types = " ".join(f"{name}:{n}" for name, n in sorted(edge.types.items()))
    mean = f"{sum(sorted(edge.scores)) / len(edge.scores):.4g}" if edge.scores else None
    spells = "".join(f'<spell start="{start}" end="{end}"/>' for start, end in sorted(edge.days))
    return _values((str(quad), types, mean, str(len(edge.reports)))) + (f"<spells>{spells}</spells>" if spells else "")


def _declared(kind: str, attributes: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'    <attributes class="{kind}" mode="static">'
    for number, (name, form) in enumerate(attributes):
        yield f'      <attribute id="{number}" title="{name}" type="{form}"/>'
    yield "    </attributes>"


def _values(values: Iterable[str | None]) -> str:
    cells = "".join(f'<attvalue for="{n}" value={_quoted(value)}/>' for n, value in enumerate(values) if value)
    return f"<attvalues>{cells}</attvalues>" if cells else ""


def _quoted(text: str) -> str:
    return quoteattr(writable(text).translate(_CONTROL))
