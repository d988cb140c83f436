"""What later reports say about a story: new figures, denials, corrections; its newest figures and their range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from eventcoder.schema import Count, LinkKind, StoryCount, StoryLink
from eventcoder.stories.items import Item

_KINDS: Final[tuple[Literal["killed", "injured", "arrested"], ...]] = ("killed", "injured", "arrested")


def counts_of(members: Sequence[Item]) -> tuple[StoryCount, ...]:
    """Return for each kind of count the figure of the newest report and the range over all of them.

    members: in order. Of one day's reports the last in order is the newest.
    """
    found = []
    for kind in _KINDS:
        told = [(item, count) for item in members for count in item.event.counts if count.kind == kind]
        if told:
            newest, count = told[-1]
            low, high = min(c.low for _, c in told), max(_most(c) for _, c in told)
            found.append(StoryCount(kind, count.low, count.high, newest.report.version_id, low, high))
    return tuple(found)


def links_of(members: Sequence[Item], denials: Sequence[Item]) -> tuple[StoryLink, ...]:
    """Return what changes a story: members with other figures than those before, corrections, and denials."""
    links = [*_updates(members), *(_link("denial", item, "denied") for item in denials)]
    links += [_link("correction", m, "takes back what was told before") for m in members if m.is_correcting]
    return tuple(sorted(links, key=lambda link: (link.version_id, link.record_id, link.kind)))


def _updates(members: Sequence[Item]) -> Iterator[StoryLink]:
    """Yield a link for every member, not itself a correction, whose figure differs from the one told before it."""
    for kind in _KINDS:
        before: tuple[Item, Count] | None = None
        for item in members:
            count = next((c for c in item.event.counts if c.kind == kind), None)
            if count is None:
                continue
            if (
                before is not None
                and (count.low, count.high) != (before[1].low, before[1].high)
                and not item.is_correcting
            ):
                yield _link("update", item, f"{kind}: {_change(*before, item, count)}", count)
            before = (item, count)


def _change(earlier: Item, before: Count, item: Item, count: Count) -> str:
    if earlier.report.published == item.report.published:
        return f"{before.low} in another report of the day, {count.low} here"
    return f"{before.low} before, now {count.low}"


def _link(kind: LinkKind, item: Item, note: str, count: Count | None = None) -> StoryLink:
    span = count.span if count is not None else item.event.trigger
    return StoryLink(kind, item.report.version_id, item.report.coded.document.id, item.event.id, span, note)


def _most(count: Count) -> int:
    return count.low if count.high is None else count.high
