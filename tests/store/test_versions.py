"""The same report again, an edited report, what was known when; whatever the order of arrival."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eventcoder.errors import StoreError
from eventcoder.schema import Coded, Quarantined, Versions
from eventcoder.store import Store, open_store
from eventcoder.store.codec import encode

Make = Callable[..., Coded]


def at(coded: Coded, **fields: str | None) -> Coded:
    return replace(coded, document=replace(coded.document, **fields))


def state(store: Store) -> list[object]:
    """Everything a store says, except how it came to know."""
    return [
        (r.version_id, r.report_id, r.known, r.is_current, r.sightings, encode(r.coded))
        for r in store.reports(has_old=True)
    ]


def test_a_report_again_is_one_report(store: Store, make: Make) -> None:
    first, again = store.add(make(1)), store.add(make(1))
    assert (first.outcome, again.outcome) == ("new", "again")
    assert [c.document.id for c in store.coded()] == ["made-1"]
    assert len(next(store.reports()).sightings) == 1


def test_a_mirror_is_one_more_sighting(store: Store, make: Make) -> None:
    store.add(make(1))
    mirror = at(make(1), url="https://m.example.org/1/1?fbclid=9", source="Other")
    assert store.add(mirror).outcome == "again"
    (report,) = store.reports()
    assert {s.outlet for s in report.sightings} == {"Outlet 1", "Other"}
    assert len({s.report_id for s in report.sightings}) == 1


def test_an_edited_report_supersedes(store: Store, make: Make) -> None:
    store.add(make(1))
    assert store.add(make(1, edit="corrected")).outcome == "edited"
    assert [c.document.text[-9:] for c in store.coded()] == ["corrected"]
    assert [r.is_current for r in store.reports(has_old=True)].count(True) == 1
    assert {e.id for _, e in store.events()} == {e.id for e in make(1).events}
    assert all(report.is_current for report, _ in store.events())


def test_the_old_text_once_more_does_not_come_back(store: Store, make: Make) -> None:
    for report in (make(1), make(1, edit="corrected"), make(1)):
        store.add(report)
    assert [c.document.text[-9:] for c in store.coded()] == ["corrected"]


def test_a_text_that_is_known_to_be_restored_comes_back(store: Store, make: Make) -> None:
    store.add(make(1))
    store.add(make(1, edit="corrected"), known="2030-01-01")
    store.add(make(1), known="2030-01-02")
    assert list(store.coded()) == [make(1)]
    assert [c.document.text[-9:] for c in store.coded(as_of="2030-01-01")] == ["corrected"]


def test_as_of_shows_what_was_known_then(store: Store, make: Make) -> None:
    first = at(make(1), published="2021-07-16")
    store.add(first)
    store.add(at(make(1, edit="corrected"), published="2021-07-20"))
    assert list(store.coded(as_of="2021-07-15")) == []
    assert list(store.coded(as_of="2021-07-16")) == [first]
    assert list(store.coded(as_of="2021-07-19")) == [first]
    assert [c.document.text[-9:] for c in store.coded(as_of="2021-07-20")] == ["corrected"]
    with pytest.raises(StoreError, match="is no day"):
        list(store.coded(as_of="July"))


def test_a_mirror_of_an_old_text_does_not_keep_it_current(store: Store, make: Make) -> None:
    store.add(make(1))
    store.add(at(make(1), url="https://other.example.com/x", published=make(1).document.published))
    store.add(make(1, edit="corrected"), known="2030-01-01")
    assert [c.document.text[-9:] for c in store.coded()] == ["corrected"]


def test_reports_without_a_day_are_known_always(store: Store, make: Make) -> None:
    store.add(at(make(1), published=None))
    assert len(list(store.coded(as_of="1900-01-01"))) == 1


def test_another_coder_codes_anew(store: Store, make: Make) -> None:
    store.add(make(1))
    newer = replace(make(1), versions=Versions("1.0", "0.1", "made", "none"), events=())
    assert store.see(newer.document, newer.versions) is None
    assert store.add(newer).outcome == "recoded"
    assert list(store.coded()) == [newer]
    assert list(store.events()) == []
    assert list(store.damage()) == []


def test_seeing_a_new_report_asks_for_coding_and_writes_nothing(store: Store, make: Make) -> None:
    assert store.see(make(1).document, make(1).versions) is None
    assert list(store.reports()) == []
    store.add(make(1))
    seen = store.see(make(1).document, make(1).versions)
    assert seen is not None
    assert seen.outcome == "again"


def _history(make: Make) -> list[tuple[Coded, str | None]]:
    """Texts with a day of their own, mirrors, and repeats."""
    out: list[tuple[Coded, str | None]] = []
    for number in range(12):
        out += [(make(number), None), (make(number), None)]
        if number % 2:
            out.append((make(number, edit="second"), "2031-01-01"))
        if number % 3:
            out.append((make(number, edit="third"), "2032-01-01"))
        if number % 4:
            out.append((at(make(number), url=f"https://mirror{number % 3}.example.com/{number}"), "2030-06-01"))
            out.append((at(make(number), url="https://aaa.example.com/x", id="aaa"), None))
    return out


def test_the_order_of_arrival_does_not_matter(tmp_path: Path, make: Make) -> None:
    states = []
    for seed in range(6):
        history = _history(make)
        random.Random(seed).shuffle(history)
        with open_store(tmp_path / f"{seed}.db") as store:
            for coded, known in history:
                store.add(coded, known=known)
            states.append(state(store))
            assert list(store.damage()) == []
    assert all(other == states[0] for other in states[1:])


def test_what_is_read_stands_in_one_order(store: Store, make: Make) -> None:
    for number in (5, 3, 9, 1):
        store.add(make(number))
    days = [c.document.published or "" for c in store.coded()]
    assert days == sorted(days)


def test_reading_goes_on_while_something_is_written(store: Store, make: Make) -> None:
    for number in range(4):
        store.add(make(number))
    for number, _ in enumerate(store.reports()):
        store.add(make(100 + number))
    assert len(list(store.reports())) == 8


def test_a_batch_is_stored_whole_or_not_at_all(store: Store, path: Path, make: Make) -> None:
    def half() -> None:
        with store.batch():
            store.add(make(1))
            with open_store(path, read_only=True) as reader:
                assert list(reader.reports()) == []
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert list(store.reports()) == []
    store.add(make(1))
    assert len(list(store.reports())) == 1
    assert list(store.damage()) == []


def test_a_batch_with_a_report_that_failed_is_not_stored(store: Store, make: Make) -> None:
    def careless() -> None:
        with store.batch():
            store.add(make(1))
            with contextlib.suppress(ValueError):
                store.add(replace(make(2), events=(replace(make(2).events[0], goldstein=float("nan")),)))
            store.add(make(3))

    with pytest.raises(StoreError, match="nothing of it was"):
        careless()
    assert list(store.reports()) == []


def test_a_text_that_comes_late_but_is_older_is_told(store: Store, make: Make) -> None:
    store.add(make(1), known="2030-01-02")
    assert store.add(make(1, edit="first"), known="2030-01-01").outcome == "older"
    assert store.add(make(1, edit="last"), known="2030-01-03").outcome == "edited"
    assert [c.document.text[-4:] for c in store.coded()] == ["last"]


def test_what_failed_is_kept_once_and_settled(store: Store) -> None:
    fault, other = (Quarantined("a.txt", n, None, "read.file", "torn") for n in (1, 2))
    for item in (fault, other, fault):
        store.quarantine(item)
    assert list(store.quarantined()) == [fault, other]
    store.settle(["a.txt", "b.txt"], [other])
    assert list(store.quarantined()) == [other]


def test_texts_that_sqlite_cannot_hold_come_back_all_the_same(store: Store, make: Make) -> None:
    odd = at(make(1), text=make(1).document.text + " \x00 \ud800", id="\ud83d\ude00", source="a\x00b")
    store.add(odd)
    assert list(store.coded()) == [odd]
    assert list(store.damage()) == []
