"""``eventcoder dates``: table and lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def test_each_expression_is_a_line_of_json(cli: Callable[..., Any]) -> None:
    out = cli("dates", "He left yesterday.", "--published", "2021-07-16", "--format", "jsonl").out
    record = json.loads(out)
    assert (record["text"], record["start"], record["basis"]) == ("yesterday", "2021-07-15", "relative")


def test_words_that_need_an_unknown_day_are_unresolved(cli: Callable[..., Any]) -> None:
    assert "unresolved" in cli("dates", "He left yesterday.", "--format", "table").out


def test_a_day_that_is_none_is_wrong_use(cli: Callable[..., Any]) -> None:
    assert cli("dates", "yesterday", "--published", "2021-7-16").code == 2
