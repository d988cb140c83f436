"""Whose country people are of: tourists, relatives, peoples of several states; an unknown one stays unknown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis

Analyse = Callable[..., Analysis]


def country_of(analysis: Analysis, words: str) -> str | None:
    by_id = {a.id: a for a in analysis.actors}
    mention = next(m for m in analysis.mentions if m.span.of(analysis.document.text) == words)
    return by_id[mention.actor_ids[0]].country


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Police in Cairo arrested two tourists on Monday.", "tourists", None),
        ("Tourists from France were arrested in Cairo.", "Tourists", "FRA"),
        ("Police in Cairo arrested two French tourists.", "French tourists", "FRA"),
        ("Officials in Rome turned back migrants.", "migrants", None),
        ("Aid groups fed refugees in Sudan.", "refugees", "SDN"),
        ("Kenyan doctor Mary Wanjiru left. Her husband was arrested.", "Her husband", None),
        ("Kurdish militias fighting against Turkey in the town of Aleppo asked for help.", "Kurdish militias", "SYR"),
        ("Kurdish fighters fired on Turkish troops.", "Kurdish fighters", None),
        ("Tuareg rebels attacked a village in Mali.", "Tuareg rebels", "MLI"),
        ("Russia said in Tehran that an attack would begin if jihadists stayed in Syria.", "jihadists", None),
        ("Aid groups in Sudan say that gunmen killed two.", "gunmen", "SDN"),
        ("Recep Tayyip Erdogan met Donald Trump. A spokesman for Erdogan called it useful.", "A spokesman", "TUR"),
        ("Many governments refused to take back their citizens from Syria.", "governments", None),
        ("National courts in Europe convicted two Syrian officers.", "courts", None),
        ("The coalition forces killed two men in Raqqa.", "The coalition forces", None),
        ("Troops backed by Ethiopia seized the port of Kismayo in Somalia.", "Troops", "SOM"),
        ("Ankara hosts Syrians in Turkey, while France has cut its help for the rebels.", "the rebels", None),
        ("Egypt held talks with Israel, whose soldiers had shot a farmer.", "soldiers", "ISR"),
        ("The governments of twenty Western countries expelled Russian diplomats.", "The governments", None),
        ("Tamil Nadu sued. Officials in Tamil Nadu arrested three men.", "Officials", "IND"),
        ("Tamil rebels attacked a convoy.", "Tamil rebels", "LKA"),
        ("Our government sells arms to Turkey.", "Our government", None),
        ("Turkey said its government had signed the pact.", "its government", "TUR"),
        ("Ministers discussed a regional peacekeeping force.", "a regional peacekeeping force", "IGO"),
    ],
)
def test_home_of_people(text: str, words: str, country: str | None, analyse: Analyse) -> None:
    assert country_of(analyse(text), words) == country


def test_a_people_of_several_states_does_not_take_the_country_of_the_report(analyse: Analyse) -> None:
    text = "Kurdish militias and farmers met on Monday."
    assert country_of(analyse(text, country="TUR"), "Kurdish militias") is None


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The US president praised dictators on Monday.", None),
        ("Spain's prime minister criticised foreign leaders on Monday.", None),
        ("The French government supported Turkish-backed rebels.", None),
    ],
)
def test_the_other_party_does_not_say_where_outsiders_are_at_home(
    text: str, country: str | None, analyse: Analyse
) -> None:
    targets = [p.country for e in analyse(text).events for p in e.target]
    assert targets == [country]
