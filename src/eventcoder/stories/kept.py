"""What is kept of a report between two runs, so that a later report is compared without reading all earlier ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eventcoder.stories.blocks import Home
from eventcoder.stories.copies import Signature
from eventcoder.stories.items import Key


@dataclass(frozen=True, slots=True)
class Kept:
    """One report as an index knows it."""

    signature: Signature
    copies: tuple[str, ...]  # version ids of near-identical reports
    homes: Mapping[str, Home]  # of each event, by id
    links: Mapping[str, Mapping[Key, float]]  # of an event: those that may be the same, with the sum of weights
    denials: Mapping[str, tuple[Key, ...]]  # of an event: those that deny it

    def to_json(self) -> str:
        """Return it as one line of JSON."""
        values = {
            "signature": self.signature,
            "copies": self.copies,
            "homes": {event: [home.types, home.names, home.days] for event, home in self.homes.items()},
            "links": {event: [[*key, total] for key, total in found.items()] for event, found in self.links.items()},
            "denials": self.denials,
        }
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str) -> Kept:
        """Return what ``to_json`` wrote."""
        values = json.loads(line)
        return cls(
            signature=tuple(values["signature"]),
            copies=tuple(values["copies"]),
            homes={event: _home(*home) for event, home in values["homes"].items()},
            links={e: {(v, other): total for v, other, total in found} for e, found in values["links"].items()},
            denials={event: tuple((v, other) for v, other in found) for event, found in values["denials"].items()},
        )


def _home(types: Any, names: Any, days: Any) -> Home:
    return Home(tuple(types), tuple(names), tuple(days) if days is not None else None)
