"""Names of fields and their types."""

from __future__ import annotations

import pytest

from eventcoder.read.faults import Fault
from eventcoder.read.fields import fields_of, text_name


@pytest.mark.parametrize("name", ["text", "Text", "CONTENT", "body", "event_text", "Event Text", "full-text"])
def test_text_goes_by_many_names(name: str) -> None:
    assert fields_of({name: "Talks failed."}).text == "Talks failed."


def test_all_fields() -> None:
    fields = fields_of(
        {
            "ID": 7,
            "content": "Talks failed.",
            "Pub_Date": 20210716,
            "publisher": "Reuters",
            "link": "https://example.org/1",
            "headline": "Talks",
            "author": ["A. Smith", "B. Jones"],
            "publisher_country": "gbr",
            "Language": "en-GB",
            "something else": [1, 2],
        }
    )
    assert (fields.id, fields.published, fields.source, fields.country) == ("7", "20210716", "Reuters", "gbr")
    assert (fields.url, fields.title, fields.byline) == ("https://example.org/1", "Talks", "A. Smith, B. Jones")


def test_best_name_that_has_a_value_wins() -> None:
    assert fields_of({"body": "Body.", "text": "Text."}).text == "Text."
    assert fields_of({"text": None, "content": "", "body": "Body."}).text == "Body."


def test_metadata_is_cleaned_and_empty_is_absent() -> None:
    fields = fields_of({"text": "Talks.", "id": " a\x00\ud800b ", "source": "", "url": None, "title": "\u200e"})
    assert (fields.id, fields.source, fields.url, fields.title) == ("a b", None, None, None)


def test_source_may_be_an_object_with_a_name() -> None:
    assert fields_of({"text": "Talks.", "source": {"id": None, "name": "CNN"}}).source == "CNN"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "no text: found no fields"),
        ({"texts": "x"}, "no text: found 'texts'"),
        ({"text": None}, "no text"),
        ({"text": 5}, "text is a number: 5"),
        ({"text": ["a"]}, "text is a list"),
        ({"text": float("nan")}, "text is a number: nan"),
        ({"text": ""}, "the text is empty"),
        ({"text": " \n\x00\ufeff "}, "the text is empty"),
        ({"text": "x", "id": True}, "id is a truth value"),
        ({"text": "x", "id": 1.5}, "id is a number"),
        ({"text": "x", "id": 10**400}, "id is a number"),
        ({"text": "x", "published": {"y": 1}}, "published is an object"),
        ({"text": "x", "source": {"id": 1}}, "source is an object"),
        ({"text": "x", "language": "de"}, "language is 'de'"),
    ],
)
def test_what_is_wrong_is_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(Fault, match=message):
        fields_of(values)


def test_text_column_is_found() -> None:
    assert text_name(["Date", "Body"]) == "Body"
    assert text_name(["Date", "Words"]) is None
