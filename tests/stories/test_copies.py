"""Near-identical reports."""

from __future__ import annotations

from tests.stories.conftest import one, report

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.stories.copies import Copies

TEXT = (
    "The ministers of both countries opened the new bridge over the river on Friday and promised to widen the road on "
    "either bank before winter. Traders from the valley had waited eleven years for the crossing, and hundreds of them "
    "walked across it behind a brass band while police kept the lorries back."
)
EDITED = TEXT.replace("hundreds of them", "hundreds of people").replace("before winter", "before spring")
OTHER = (
    "A court in the capital freed two editors who had spent a year in prison over a cartoon. Their lawyer said that he "
    "would ask for damages, and colleagues met them at the gate with flowers and a cake in the shape of a pen."
)


def copies(known: StoryKnowledge, *reports: tuple[str, str]) -> list[int]:
    made = [one(report(f"r{n}", text, published=day)) for n, (text, day) in enumerate(reports)]
    by_id = {r.version_id: r for r in made}
    search = Copies(known.limits, by_id.__getitem__)
    return [len(search.add(r)) for r in made]


def test_a_text_with_small_edits_is_a_copy(known: StoryKnowledge) -> None:
    assert copies(known, (TEXT, "2023-03-03"), (EDITED, "2023-03-04")) == [0, 1]


def test_a_shortened_text_is_a_copy(known: StoryKnowledge) -> None:
    assert copies(known, (TEXT, "2023-03-03"), (TEXT[: TEXT.index(" Traders")], "2023-03-04")) == [0, 1]


def test_another_text_is_no_copy(known: StoryKnowledge) -> None:
    assert copies(known, (TEXT, "2023-03-03"), (OTHER, "2023-03-03")) == [0, 0]


def test_the_same_words_a_month_later_are_no_copy(known: StoryKnowledge) -> None:
    assert copies(known, (TEXT, "2023-03-03"), (EDITED, "2023-04-03")) == [0, 0]


def test_a_report_that_was_taken_out_is_found_no_more(known: StoryKnowledge) -> None:
    first, second = one(report("a", TEXT)), one(report("b", EDITED))
    search = Copies(known.limits, {first.version_id: first, second.version_id: second}.__getitem__)
    search.add(first)
    search.remove(first.version_id)
    assert search.add(second) == []
    assert len(search.add(first)) == 1
