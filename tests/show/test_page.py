"""The page: whole, closed, escaped, and with working links."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from eventcoder.schema import Coded, Document
from eventcoder.show.page import report_fragment, report_page

_VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Reads a page and keeps what tests ask for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.in_text = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name) for name in values]
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        if tag not in _VOID:
            self.open.append(tag)
            if values.get("class") == "text":
                self.in_text = len(self.open)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self.in_text:
            self.in_text = 0

    def handle_data(self, data: str) -> None:
        if self.in_text:
            self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_the_page_holds_the_text_as_it_came(coded: Coded) -> None:
    assert read(report_page(coded)).text == coded.document.text


def test_every_link_leads_somewhere_and_ids_are_unique(coded: Coded) -> None:
    reader = read(report_page(coded))
    assert len(reader.ids) == len(set(reader.ids))
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert {"e1", "s1", "a1", "in-e1", "in-s1", "in-a1"} <= set(reader.ids)


def test_nothing_is_loaded_from_outside(coded: Coded) -> None:
    page = report_page(coded)
    reader = read(page)
    assert not {name for _, name in reader.attributes} & {"src", "srcset", "action", "style", "onclick", "background"}
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src &#x27;none&#x27;" in page


def test_the_policy_names_the_style_and_script_of_the_page(coded: Coded) -> None:
    page = report_page(coded)
    for tag in ("style", "script"):
        found = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert found is not None
        digest = base64.b64encode(hashlib.sha256(found.group(1).encode()).digest()).decode()
        assert f"sha256-{digest}" in page


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='x", "</style>", "&lt;", "\x00\x1b"],
)
def test_everything_that_comes_from_outside_is_escaped(coded: Coded, evil: str) -> None:
    people = tuple(replace(p, name=evil) for p in coded.events[0].source)
    event = replace(coded.events[0], id=evil, source=people, contexts=(evil,), modes=(evil,), cameo=evil)
    statement = replace(coded.statements[0], channel=evil, contexts=(evil,))
    actors = tuple(replace(a, id=evil, name=evil, office=evil, wikidata=evil) for a in coded.actors[:1])
    document = replace(coded.document, id=evil, title=evil, source=evil, url=evil, publisher_country=evil)
    page = report_page(Coded(document, coded.versions, (event,), (statement,), actors, coded.mentions, ()))
    reader = read(page)
    assert page.count("<script") == 1
    assert page.count("<style") == 1
    assert not {name for _, name in reader.attributes} & {"onerror", "onmouseover", "src"}


def test_a_fragment_for_a_notebook_has_no_script(coded: Coded) -> None:
    fragment = report_fragment(coded)
    assert "<script" not in fragment
    read(fragment)


def test_a_report_without_records_has_a_page(coded: Coded) -> None:
    assert read(report_page(Coded(Document("x", "Nothing."), coded.versions, (), (), (), (), ()))).text == "Nothing."
