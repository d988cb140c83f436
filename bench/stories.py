"""Score the grouping of the story corpus: which sentences of which reports tell one event.

    python bench/stories.py first second third fourth fifth sixth

A true mention is found by the coded events whose triggers lie in its words; two mentions are together if any two of
their events are. Two figures: pairs among mentions that were
coded (the grouping alone), and pairs among all true mentions (a mention that was not coded stands alone).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from eventcoder import code_many
from eventcoder.knowledge.stories import load_stories
from eventcoder.schema import Coded, Story
from eventcoder.stories import StoryIndex, reports_of

HERE = Path(__file__).parent / "stories"
Mention = tuple[str, int, int, str, str]  # report, start, end, true event, kind


def truth(name: str) -> tuple[list[Mention], dict[str, str]]:
    """Return the true mentions of a corpus, and of every report the one that it leans on."""
    lines = [line.split("\t") for line in (HERE / f"{name}_truth.tsv").read_text("utf-8").splitlines()]
    rows = [line for line in lines if len(line) == 6 and line[0] != "report"]
    return [(r, int(s), int(e), event, kind) for r, s, e, event, kind, _ in rows], {row[0]: row[5] for row in rows}


def raw_corpus(name: str) -> list[dict[str, str]]:
    """Return the reports of a corpus as named values."""
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


def coded_corpus(name: str) -> list[Coded]:
    """Return the reports of a corpus, coded."""
    return [result.coded for result in code_many([HERE / f"{name}.jsonl"])]


def assigned(
    mentions: Iterable[Mention], coded: Sequence[Coded], stories: Sequence[Story]
) -> dict[Mention, frozenset[str]]:
    """Return for every true mention that was coded the stories of its coded events."""
    story_of = {(m.document_id, m.event_id): story.id for story in stories for m in story.members}
    events = {(c.document.id): c.events for c in coded}
    found: dict[Mention, frozenset[str]] = {}
    for mention in mentions:
        report, start, end, _, _ = mention
        here = [e for e in events[report] if e.trigger.start < end and start < e.trigger.end]
        if here:
            found[mention] = frozenset(story_of[report, e.id] for e in here)
    return found


def pairs(labels: Mapping[Mention, frozenset[str]]) -> set[tuple[Mention, Mention]]:
    """Return the pairs of mentions with a label in common."""
    return {(a, b) for a, b in combinations(sorted(labels), 2) if labels[a] & labels[b]}


def prf(true: set[tuple[Mention, Mention]], found: set[tuple[Mention, Mention]]) -> str:
    """Return precision, recall and F1 in words."""
    right = len(true & found)
    p, r = right / len(found) if found else 1.0, right / len(true) if true else 1.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return f"P {p:.3f} ({right}/{len(found)})  R {r:.3f} ({right}/{len(true)})  F1 {f1:.3f}"


def independent(tellers: dict[str, str], stories: Sequence[Story]) -> str:
    """Return in how many stories of several reports the number of independent tellers is right.

    tellers: of each report, the outlet that truly told it first.
    """
    right = total = 0
    for story in stories:
        reports = {m.document_id for m in story.members}
        if len(reports) > 1 and reports <= tellers.keys():
            total += 1
            right += story.n_independent == len({tellers[r] for r in reports})
    return f"{right} of {total}"


def denials(mentions: Sequence[Mention], labels: Mapping[Mention, frozenset[str]], stories: Sequence[Story]) -> str:
    """Return how many true denials are linked to the story of what they deny, and how many links are wrong."""
    right = wrong = 0
    linked = {(story.id, link.document_id) for story in stories for link in story.links if link.kind == "denial"}
    true = [m for m in mentions if m[4] == "denial"]
    for story_id, document_id in linked:
        events = {m[3] for m, s in labels.items() if story_id in s and m[4] == "mention"}
        is_right = any(d[0] == document_id and d[3] in events for d in true)
        right, wrong = right + is_right, wrong + (not is_right)
    return f"{right} right, {wrong} wrong, of {len(true)} true"


def score(name: str, *, is_shown: bool) -> None:
    """Print the figures of one corpus."""
    mentions, origin = truth(name)
    coded = coded_corpus(name)
    index = StoryIndex(load_stories())
    for report in reports_of(coded):
        index.add(report)
    stories = index.stories()
    outlets = {c.document.id: c.document.source or c.document.id for c in coded}
    tellers = {report: outlets[first] for report, first in origin.items()}
    told = [m for m in mentions if m[4] == "mention"]
    labels = assigned(mentions, coded, stories)
    found = {m: labels[m] for m in told if m in labels}
    true = pairs({m: frozenset({m[3]}) for m in told})
    print(f"{name}: {len(coded)} reports, {len(told)} mentions, {len(found)} coded, {len(stories)} stories")
    print(f"  grouping of coded mentions  {prf(pairs({m: frozenset({m[3]}) for m in found}), pairs(found))}")
    print(f"  end to end                  {prf(true, pairs(found))}")
    print(f"  independent tellers right   {independent(tellers, stories)}")
    print(f"  denials                     {denials(mentions, labels, stories)}")
    if is_shown:
        show(true, pairs(found), found)


def show(
    true: set[tuple[Mention, Mention]], found: set[tuple[Mention, Mention]], labels: Mapping[Mention, frozenset[str]]
) -> None:
    """Print the wrong pairs."""
    coded = {(a, b) for a, b in true if a in labels and b in labels}
    for kind, wrong in (("merged", found - true), ("missed", coded - found)):
        for a, b in sorted(wrong):
            print(json.dumps([kind, a[:4], b[:4]]))


def main() -> None:
    """Score the corpora named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--show", action="store_true", help="print the wrong pairs")
    arguments = parser.parse_args()
    for name in arguments.names:
        score(name, is_shown=arguments.show)


if __name__ == "__main__":
    main()
