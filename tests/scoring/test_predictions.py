"""What the coder's events look like to the scorers of sentences."""

from __future__ import annotations

import pytest

from eventcoder.bench import Predictor


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor()


def test_mutual_acts_stand_in_both_directions(predictor: Predictor) -> None:
    (event,) = predictor.sentences({"id": "1", "text": "The Chilean president held talks with the king of Jordan."})[
        "events"
    ]
    assert set(event["source"]) == set(event["target"]) == {"CHLGOV", "JORGOV"}
    assert len(event["source_text"]) == 1


def test_one_sided_acts_keep_their_direction(predictor: Predictor) -> None:
    (event,) = predictor.sentences({"id": "1", "text": "Chile attacked Peru."})["events"]
    assert (event["source"], event["target"]) == (["CHL"], ["PER"])


def test_background_of_years_before_is_left_out(predictor: Predictor) -> None:
    text = "Kenya reopened its mission in Sudan three years after troops shelled Khartoum."
    events = predictor.sentences({"id": "1", "text": text})["events"]
    assert [e["event"] for e in events] == ["SUPPORT"]
