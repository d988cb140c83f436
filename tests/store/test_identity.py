"""What makes two texts the same report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventcoder.errors import StoreError
from eventcoder.schema import Document
from eventcoder.store.identity import canonical_url, content_of, identify, url_noise

LONG = "The two ministers met for an hour and agreed to meet again next month. " * 5


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://www.example.org/a/b/", "https://example.org/a/b"),
        ("https://m.example.org/a?utm_source=feed&utm_medium=x", "https://example.org/a"),
        ("https://EXAMPLE.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org:443/a#comments", "https://example.org/a"),
        ("https://example.org/a/amp/?fbclid=1", "https://example.org/a"),
        ("https://www.example.org/a/index.html", "https://example.org/a"),
    ],
)
def test_mirrors_have_one_address(url: str, same: str) -> None:
    assert canonical_url(url) == canonical_url(same)


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://news.example.org/a", "https://example.org/a"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://m.org/a", "https://org/a"),
    ],
)
def test_other_pages_have_other_addresses(url: str, other: str) -> None:
    assert canonical_url(url) != canonical_url(other)


@pytest.mark.parametrize("url", ["https://example.org", "https://www.example.org/?utm_source=x"])
def test_a_front_page_names_no_report(url: str) -> None:
    assert canonical_url(url) is None
    assert identify(Document("7", LONG, source="Outlet", url=url)).key == "id:Outlet|7"


@pytest.mark.parametrize(
    "url", ["http://[bad/a", "no address", "", "front", "example.org", "http://local/a", "a b.c/d"]
)
def test_what_names_no_page_is_no_address(url: str) -> None:
    assert canonical_url(url) is None


def test_names_are_addresses_too() -> None:
    assert canonical_url(" urn:newsml:example.org:2021:17 ") == "urn:newsml:example.org:2021:17"
    assert canonical_url("example.org/a/") == "example.org/a"


def test_line_breaks_do_not_make_another_text() -> None:
    assert content_of(Document("a", LONG)) == content_of(Document("b", LONG.replace(" ", "\n")))
    assert content_of(Document("a", LONG)) != content_of(Document("a", LONG + "More."))


def test_a_long_text_is_the_same_on_another_day_a_short_one_is_not() -> None:
    days = ("2021-07-16", "2021-07-17")
    assert len({content_of(Document("a", LONG, published=day)) for day in days}) == 1
    assert len({content_of(Document("a", "Markets were closed.", published=day)) for day in days}) == 2


@pytest.mark.parametrize(
    ("document", "key"),
    [
        (Document("a", LONG, path="in/a.txt"), "file:in/a.txt"),
        (Document("a", LONG, path="./in//a.txt.gz"), "file:in/a.txt.gz"),
        (Document("a-0123abcd", LONG, path="in/b/a.txt"), "file:in/b/a.txt"),
        (Document("17", LONG, path="in/all.jsonl"), "id:|17"),
        (Document("17", LONG, path="in/all.jsonl", source="AP"), "id:AP|17"),
        (Document("17", LONG, path="in/all.jsonl", url="https://example.org/a"), "url:example.org/a"),
    ],
)
def test_the_key_is_address_or_file_or_id(document: Document, key: str) -> None:
    assert identify(document).key == key


def test_known_is_the_day_given_or_the_day_published() -> None:
    document = Document("a", LONG, published="2021-07-16")
    assert identify(document).known == "2021-07-16"
    assert identify(document, "2021-08-01").known == "2021-08-01"
    assert identify(replace(document, published=None)).known is None
    with pytest.raises(StoreError, match="Expected a day such as"):
        identify(document, "16 July")


def test_the_list_of_noise_is_sorted_and_sound() -> None:
    noise = url_noise()
    assert noise.is_noise("utm_campaign")
    assert not noise.is_noise("id")
    assert {"www", "m"} <= noise.hosts
