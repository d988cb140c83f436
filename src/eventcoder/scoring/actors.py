"""Who a phrase names: country and primary sector.

Gold: {id, method, status, needs_wikipedia, expect: {country?, code_1?}}. Prediction: {id, country, sector}. An empty
expected country means that none may be given. Rows that expect neither, and rows set aside, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from eventcoder.scoring.figures import Figure, Share

_METHODS: Final = frozenset({"agent_to_code", "short_text_to_agent", "search_nat"})
_COUNTRY_LIKE: Final = frozenset({"IGO", "NGO", "IMG", "ISM", "MNC"})
_ALL: Final = "all"


def score_actors(gold: Sequence[Mapping[str, Any]], predictions: Mapping[str, Mapping[str, Any]]) -> Iterator[Figure]:
    """Yield the share of right countries, sectors and both, for all rows and by how much background they need."""
    shares: dict[str, dict[str, Share]] = {}
    for record in filter(_is_scored, gold):
        expected, found = record["expect"], predictions.get(record["id"], {})
        country = _country_is_right(expected, found)
        sector = _sector_is_right(expected, found)
        for group in (_ALL, f"background {record['needs_wikipedia']}"):
            own = shares.setdefault(group, {name: Share() for name in ("country", "sector", "both")})
            if country is not None:
                own["country"].add(country)
            if sector is not None:
                own["sector"].add(sector)
            own["both"].add(country is not False and sector is not False)
    for group, own in sorted(shares.items(), key=lambda item: (item[0] != _ALL, item[0])):
        for name, share in own.items():
            yield share.figure(f"{name}, {group}", is_headline=group == _ALL)


def _is_scored(record: Mapping[str, Any]) -> bool:
    expected = record["expect"]
    has_answer = "country" in expected or "code_1" in expected
    is_open = "?" in str(expected.get("code_1"))
    return record["status"] == "active" and record["method"] in _METHODS and has_answer and not is_open


def _country_is_right(expected: Mapping[str, Any], found: Mapping[str, Any]) -> bool | None:
    """None if the row asks for no country."""
    if expected.get("country") is None:
        return None
    return bool((found.get("country") or "") == expected["country"])


def _sector_is_right(expected: Mapping[str, Any], found: Mapping[str, Any]) -> bool | None:
    """None if the row asks for no sector; kinds of international actors may stand in the country."""
    sector = expected.get("code_1")
    if not sector:
        return None
    return bool(found.get("sector") == sector or (str(sector) in _COUNTRY_LIKE and found.get("country") == sector))
