"""The public names: there, documented, and working as the documentation says."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path

import pytest

import eventcoder
from eventcoder import Document, ReadError, SettingsError

TEXT = "Russia expelled two Polish diplomats on Friday. It rained."


def test_all_is_sorted_true_and_complete() -> None:
    assert eventcoder.__all__ == sorted(eventcoder.__all__)
    assert len(set(eventcoder.__all__)) == len(eventcoder.__all__)
    for name in eventcoder.__all__:
        assert hasattr(eventcoder, name), name
    rooms = {p.stem for p in Path(eventcoder.__file__).parent.iterdir()}
    public = {name for name in vars(eventcoder) if not name.startswith("_")} - rooms - {"annotations", "eventcoder"}
    assert public <= set(eventcoder.__all__)


@pytest.mark.parametrize("name", [n for n in eventcoder.__all__ if n != "__version__"])
def test_every_public_name_says_what_it_is(name: str) -> None:
    thing = getattr(eventcoder, name)
    doc = inspect.getdoc(thing)
    assert doc
    assert not (is_dataclass(thing) and doc.startswith(f"{name}(")), "a docstring made by dataclass"
    if inspect.isclass(thing):
        for method, function in inspect.getmembers(thing, inspect.isfunction):
            assert method.startswith("_") or inspect.getdoc(function), f"{name}.{method}"


@pytest.mark.parametrize(
    "order",
    [
        "import eventcoder; import eventcoder.code.events; from eventcoder.code.acts import ActFinder",
        "from eventcoder.code.acts import ActFinder; import eventcoder; import eventcoder.code.events",
        "from eventcoder.code import acts; import eventcoder",
        "import eventcoder.code.events as events; import eventcoder; assert events.CodeEvents",
        "import eventcoder.registry; import eventcoder",
    ],
)
def test_the_function_code_and_the_room_code_live_together(order: str) -> None:
    check = "assert callable(eventcoder.code) and eventcoder.code.__module__ == 'eventcoder.api'"
    subprocess.run([sys.executable, "-W", "error", "-c", f"{order}; {check}"], check=True)


def test_the_room_is_still_a_module() -> None:
    assert importlib.import_module("eventcoder.code").__doc__
    assert callable(eventcoder.code)


def test_code_returns_records() -> None:
    result = eventcoder.code(TEXT, published="2021-07-17", country="POL", id="r1", source="Wire", title="Out")
    assert [(e.event_type, e.source[0].code, e.target[0].code) for e in result.events] == [
        ("SANCTION", "RUS", "POLGOV")
    ]
    assert (result.document.id, result.document.title, result.document.publisher_country) == ("r1", "Out", "POL")
    assert [r["event_type"] for r in result.to_dicts()] == ["SANCTION"]
    assert result.to_dict()["document"]["id"] == "r1"
    assert result.silences
    assert result.versions.coder == eventcoder.__version__
    assert "1 events" in repr(result)
    assert result.to_html().startswith("<!doctype html>")
    assert "SANCTION" in result._repr_html_()
    assert "expel" in result.explain(result.events[0].id[:9])
    assert {m.span.of(TEXT) for m in result.mentions} >= {"Russia"}


def test_results_go_to_pandas() -> None:
    pytest.importorskip("pandas")
    result = eventcoder.code(TEXT)
    assert list(result.to_pandas()["event_type"]) == ["SANCTION"]
    assert "RUS" in list(result.to_pandas("actors")["country"])
    many = eventcoder.code_many([Document("a", TEXT), Document("b", TEXT)])
    assert list(many.to_pandas()["document_id"]) == ["a", "b"]


def test_many_reports_keep_their_faults_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("")
    results = eventcoder.code_many([tmp_path, Document("mine", TEXT)], published="2021-07-17")
    assert [(r.document.id, len(r.events)) for r in results] == [("a", 1), ("mine", 1)]
    assert [Path(q.path).name for q in results.quarantined] == ["b.txt"]
    assert list(results) == []


def test_a_marked_pair_has_a_type_or_none() -> None:
    text = "Russia expelled two Polish diplomats."
    assert eventcoder.code_pair(text, (0, 6), (16, 36)) == "SANCTION"
    assert eventcoder.code_pair("Russia is larger than Poland.", (0, 6), (22, 28)) is None


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"published": "yesterday"}, SettingsError),
        ({"country": "Pakistan"}, SettingsError),
        ({"model": "no_such_model"}, SettingsError),
        ({"knowledge": ["no/such/folder"]}, SettingsError),
    ],
)
def test_impossible_options_are_refused(options: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        eventcoder.code(TEXT, **options)  # type: ignore[arg-type]


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(ReadError, match="empty"):
        eventcoder.code("  ")


def test_a_path_that_is_not_there_is_refused_before_anything_is_coded() -> None:
    with pytest.raises(ReadError, match="no such file"):
        eventcoder.code_many(["no/such/file"])
