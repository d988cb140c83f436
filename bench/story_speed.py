"""Time the grouping of many reports: synthetic coded reports of a month, with copies and retold events.

python bench/story_speed.py --reports 10000
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator

from eventcoder.knowledge.stories import load_stories
from eventcoder.schema import Coded, Document, Event, EventDate, Participant, Span, Versions
from eventcoder.stories import StoryIndex, reports_of

COUNTRIES = """USA CHN RUS UKR TUR IRN ISR SAU IND PAK FRA DEU GBR JPN KOR PRK EGY SYR IRQ NGA KEN ETH SDN SOM
MLI COD COL VEN MEX BRA""".split()
TYPES = (
    "CONSULT",
    "AGREE",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "ACCUSE",
    "REQUEST",
    "REJECT",
    "THREATEN",
    "ASSAULT",
    "COERCE",
    "PROTEST",
)
WORDS = [f"word{n:c>5}".replace("c", "x") for n in range(3000)]
EVENTS_A_REPORT = 5


def reports(n: int, seed: int = 1) -> Iterator[Coded]:
    """Yield coded reports; every third happening is told by three reports on average."""
    rng = random.Random(seed)
    happenings = [_happening(rng) for _ in range(n * EVENTS_A_REPORT // 2)]
    for i in range(n):
        told = [rng.choice(happenings) for _ in range(EVENTS_A_REPORT)]
        yield _report(i, told, rng)


def _happening(rng: random.Random) -> tuple[str, str, str, int, list[str]]:
    source, target = rng.sample(COUNTRIES, 2)
    weight = rng.random() ** 2
    source = COUNTRIES[int(weight * len(COUNTRIES))]
    return rng.choice(TYPES), source, target, rng.randint(1, 30), rng.sample(WORDS, 8)


def _report(i: int, told: list[tuple[str, str, str, int, list[str]]], rng: random.Random) -> Coded:
    text, events, day = "", [], max(t[3] for t in told)
    for k, (event_type, source, target, when, words) in enumerate(told):
        start = len(text)
        text += f"{source} did {' '.join(rng.sample(words, 6))} to {target}. "
        sentence, trigger = Span(start, len(text) - 1), Span(start + 4, start + 7)
        date = EventDate(f"2023-03-{when:02}", f"2023-03-{when:02}", "day", "relative", None)
        people = [(Participant(f"cty:{c}", c, c, (), None),) for c in (source, target)]
        events.append(
            Event(f"e{i}-{k}", f"r{i}", event_type, (), (), None, 1, None, None, people[0], people[1], "asserted",
                  False, date, None, (), (), trigger, sentence, None, None, ())  # noqa: FBT003
        )  # fmt: skip
    document = Document(f"r{i}", text, published=f"2023-03-{day:02}", source=f"outlet{i % 40}")
    return Coded(document, Versions("1.0", "bench", "bench", "bench"), tuple(events), (), (), (), ())


def main() -> None:
    """Time adding all reports, and one more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    n = parser.parse_args().reports
    given = reports_of(reports(n))
    index = StoryIndex(load_stories())
    begin = time.perf_counter()
    for report in given[:-1]:
        index.add(report)
    linked = time.perf_counter()
    stories = index.stories()
    grouped = time.perf_counter()
    index.add(given[-1])
    index.stories()
    print(f"{n} reports, {n * EVENTS_A_REPORT} events")
    print(f"compared in {linked - begin:.1f} s, grouped in {grouped - linked:.1f} s")
    print(f"{len(stories)} stories, {sum(len(s.members) > 1 for s in stories)} of several events")
    print(f"one more report: {time.perf_counter() - grouped:.3f} s")


if __name__ == "__main__":
    main()
