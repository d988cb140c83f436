"""``eventcoder stories``: list, explain, split, join."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.stories.conftest import event, report
from tests.stories.test_index import many_reports

from eventcoder.schema import Coded, Participant
from eventcoder.show.records import json_line, report_dict
from eventcoder.store import KeptReports, open_store

TEXTS = {
    "r1": ("Erdogan telephoned Putin over grain ships", "telephoned", "2022-11-01", "Reuters"),
    "r2": ("The Turkish leader called Putin over grain ships", "called", "2022-11-02", "Herald"),
    "r3": ("Erdogan spoke to Putin about gas and tourism", "spoke", "2022-11-05", "Post"),
}


def coded(name: str, day: str) -> Coded:
    text, trigger, published, outlet = TEXTS[name]
    call = event(text, trigger, int(name[1]), source="erdogan", target="putin", modes=("phone",), day=day)
    return report(name, text, call, published=published, outlet=outlet)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with open_store(path) as opened:
        for name, day in (("r1", "2022-11-01"), ("r2", "2022-11-01"), ("r3", "2022-11-05")):
            opened.add(coded(name, day))
    return path


def listed(cli: Run, *arguments: object) -> list[dict[str, object]]:
    found = cli("stories", *arguments, "--format", "jsonl")
    assert found.code == 0, found.err
    return [json.loads(line) for line in found.out.splitlines()]


def reports_of(story: dict[str, object]) -> list[str]:
    members = story["members"]
    assert isinstance(members, list)
    return [member["document_id"] for member in members]


def test_a_store_is_brought_up_to_date_and_keeps_its_stories(cli: Run, store: Path) -> None:
    stories = listed(cli, store)
    assert [reports_of(story) for story in stories] == [["r1", "r2"], ["r3"]]
    assert (stories[0]["n_reports"], stories[0]["n_outlets"], stories[0]["n_independent"]) == (2, 2, 2)
    with open_store(store, read_only=True) as opened:
        assert {s.id for s in opened.stories()} == {story["id"] for story in stories}
        assert opened.ungrouped() == ()


def test_table_and_filters(cli: Run, store: Path) -> None:
    table = cli("stories", store, "--format", "table", "--min-reports", "2").out
    assert "CONSULT / phone" in table
    assert "2 / 2 / 2" in table
    assert len(listed(cli, store, "--day-from", "2022-11-03")) == 1
    assert listed(cli, store, "--type", "SANCTION") == []
    assert len(listed(cli, store, "--actor-country", "tur", "--limit", "1")) == 1


def test_explain_shows_reports_words_and_reasons(cli: Run, store: Path) -> None:
    story = listed(cli, store)[0]
    told = cli("stories", store, "--explain", str(story["id"])[:6]).out
    assert '"Erdogan telephoned Putin over grain ships"' in told
    assert "joined to e1, sum" in told
    assert "what.mode  stories/weights.tsv:" in told


def test_a_split_and_its_undoing(cli: Run, store: Path) -> None:
    story = listed(cli, store)[0]
    with open_store(store) as opened:
        event_id = next(m.event_id for s in opened.stories() for m in s.members if m.document_id == "r2")
    split = cli("stories", store, "--split", story["id"], event_id)
    assert "kept apart from 1 event." in split.err
    assert [reports_of(s) for s in listed(cli, store)] == [["r1"], ["r2"], ["r3"]]
    assert "1 decisions taken back" in cli("stories", store, "--undo", event_id).err
    assert [reports_of(s) for s in listed(cli, store)] == [["r1", "r2"], ["r3"]]


def test_a_join_holds_when_reports_come_later(cli: Run, store: Path) -> None:
    first, second = listed(cli, store)
    cli("stories", store, "--join", first["id"], second["id"])
    assert [reports_of(s) for s in listed(cli, store)] == [["r1", "r2", "r3"]]
    with open_store(store) as opened:
        text = "Lavrov met the press over nothing"
        opened.add(report("r4", text, event(text, "met", 4, source="lavrov", day="2022-11-07"), published="2022-11-07"))
    assert [reports_of(s) for s in listed(cli, store)] == [["r1", "r2", "r3"], ["r4"]]


def test_as_of_writes_nothing(cli: Run, store: Path) -> None:
    assert [reports_of(s) for s in listed(cli, store, "--as-of", "2022-11-01")] == [["r1"]]
    with open_store(store, read_only=True) as opened:
        assert list(opened.stories()) == []


def test_coded_reports_need_no_store(cli: Run, store: Path, tmp_path: Path) -> None:
    lines = tmp_path / "coded.jsonl"
    with open_store(store, read_only=True) as opened:
        lines.write_text("".join(json_line(report_dict(c)) + "\n" for c in opened.coded()), encoding="utf-8")
    assert [reports_of(s) for s in listed(cli, lines)] == [["r1", "r2"], ["r3"]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--explain", "yffff0"), "no stories begin with 'yffff0'"),
        (("--split", "yffff0", "e1"), "no stories begin with"),
    ],
)
def test_what_is_not_there_is_said(cli: Run, store: Path, arguments: tuple[str, ...], told: str) -> None:
    found = cli("stories", store, *arguments)
    assert found.code == 2
    assert told in found.err


def test_decisions_need_a_store(cli: Run, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Nothing happened.", encoding="utf-8")
    found = cli("stories", text, "--undo", "e1")
    assert found.code == 2
    assert "need a store" in found.err


def test_participants_are_written_with_their_codes(cli: Run, store: Path) -> None:
    source = listed(cli, store)[0]["source"]
    assert isinstance(source, list)
    assert Participant(**source[0]).code == "TURGOV"


@pytest.mark.parametrize("seed", range(5))
def test_reports_that_come_bit_by_bit_give_the_same_stories(cli: Run, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    reports = [one.coded for one in many_reports()]
    whole, parts = tmp_path / "whole.db", tmp_path / "parts.db"
    with open_store(whole) as opened, opened.batch():
        for one in reports:
            opened.add(one)
    order = rng.sample(reports, len(reports))
    while order:
        with open_store(parts) as opened, opened.batch():
            for one in order[: rng.randint(5, 30)]:
                opened.add(one)
                order.remove(one)
        listed(cli, parts)
    assert listed(cli, parts) == listed(cli, whole)
    with open_store(parts, read_only=True) as opened:
        assert opened.ungrouped() == ()


def test_a_replaced_report_leaves_its_stories(cli: Run, store: Path) -> None:
    listed(cli, store)
    edited = coded("r2", "2022-11-09")
    newer = replace(edited, document=replace(edited.document, text=TEXTS["r2"][0] + " again", published="2022-11-09"))
    with open_store(store) as opened:
        opened.add(newer)
    found = listed(cli, store)
    with open_store(store) as opened:
        opened.write_stories([], removed=[s.id for s in opened.stories()], kept=KeptReports("another", {}))
        current = len(list(opened.reports()))
    assert listed(cli, store) == found
    assert sum(len(reports_of(story)) for story in found) == current


def test_a_table_shows_the_newest_first_with_their_headlines(cli: Run, store: Path) -> None:
    table = cli("stories", store, "--format", "table").out
    assert table.index("2022-11-05") < table.index("2022-11-01")
    assert "Erdogan telephoned" in table
    oldest = cli("stories", store, "--format", "table", "--order", "oldest").out
    assert oldest.index("2022-11-01") < oldest.index("2022-11-05")
    assert [story["n_independent"] for story in listed(cli, store, "--order", "told")] == [2, 1]


@pytest.mark.parametrize("given", ["tur", "TUR"])
def test_a_country_in_any_case(cli: Run, store: Path, given: str) -> None:
    assert len(listed(cli, store, "--actor-country", given)) == 2


@pytest.mark.parametrize(
    ("given", "told"), [("XQX", "Expected an ISO 3166 alpha-3 code"), ("Germany", "Germany is DEU.")]
)
def test_an_unknown_country_is_told_at_once(cli: Run, store: Path, given: str, told: str) -> None:
    found = cli("stories", store, "--actor-country", given)
    assert found.code == 2
    assert told in found.err
