"""One self-contained HTML page: the report with its spans marked, its records beside it.

Nothing is loaded from anywhere: style and script stand in the page, and its content security policy allows only those
two, by their digests. Everything that comes from a report is escaped, and no record's id is used as an anchor.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from importlib import resources
from typing import Final

from eventcoder.schema import Actor, Coded, Event, Evidence, Participant, Span, Statement
from eventcoder.show.annotations import Annotation, Segment, annotations_of, segments_of
from eventcoder.show.cards import describe_count, describe_date, describe_place, participant_name, short_id
from eventcoder.show.terminal import one_line, printable

_ROLES: Final = ("trigger", "cue", "source", "target", "speaker", "content", "date", "place", "count")
_LEGEND: Final = ("trigger", "source", "target", "cue", "speaker", "content", "date")


def report_page(coded: Coded) -> str:
    """Return the whole page of one report."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'"
    title = escape(one_line(_title(coded), 120))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f'<style>{style}</style>\n</head>\n<body class="eventcoder">\n{_body(coded)}\n<script>{script}</script>\n'
        "</body>\n</html>\n"
    )


def report_fragment(coded: Coded) -> str:
    """Return what a notebook shows: the same without script, in one element."""
    return f'<div class="eventcoder"><style>{_asset("page.css")}</style>{_body(coded)}</div>'


def _body(coded: Coded) -> str:
    handles = _handles(coded)
    return "\n".join(
        (
            _header(coded),
            '<div class="columns">',
            f'<div class="text">{"".join(_marked(coded, handles))}</div>',
            f'<div class="records">{"".join(_records(coded, handles))}</div>',
            "</div>",
            _footer(coded),
        )
    )


def _handles(coded: Coded) -> dict[str, str]:
    """Short names for records inside the page: e1, s1, a1."""
    handles = {event.id: f"e{n}" for n, event in enumerate(coded.events, 1)}
    handles |= {statement.id: f"s{n}" for n, statement in enumerate(coded.statements, 1)}
    return handles | {actor.id: f"a{n}" for n, actor in enumerate(coded.actors, 1)}


def _title(coded: Coded) -> str:
    document = coded.document
    return document.title or (document.headline.of(document.text) if document.headline else document.id)


def _header(coded: Coded) -> str:
    d = coded.document
    facts = [d.id, d.published, d.source, d.publisher_country, d.url]
    counts = f"{len(coded.events)} events, {len(coded.statements)} statements, {len(coded.actors)} actors"
    legend = "".join(f'<span class="{role}">{role}</span>' for role in _LEGEND)
    return (
        f"<header><h1>{_shown(one_line(_title(coded), 200))}</h1>"
        f'<div class="quiet">{_shown(" · ".join(one_line(f) for f in facts if f))}<br>{counts}</div>'
        f'<div class="legend quiet">{legend}<span class="m">mention</span></div></header>'
    )


def _footer(coded: Coded) -> str:
    v = coded.versions
    made = f"eventcoder {v.coder}, schema {v.schema}, knowledge {v.knowledge}, parser {v.parser}"
    return f"<footer>{_shown(made)}</footer>"


def _marked(coded: Coded, handles: dict[str, str]) -> Iterator[str]:
    text, anchored = printable(coded.document.text), set[str]()
    for segment in segments_of(len(text), annotations_of(coded)):
        words = escape(text[segment.start : segment.end])
        yield _mark(segment, words, handles, anchored) if segment.annotations else words


def _mark(segment: Segment, words: str, handles: dict[str, str], anchored: set[str]) -> str:
    roles = {a.role for a in segment.annotations}
    classes = [role for role in _ROLES if role in roles] + ["m"] * ("mention" in roles)
    own = list(dict.fromkeys(handles[a.record_id] for a in segment.annotations if a.record_id in handles))
    anchor = _anchor(segment.annotations, handles, anchored)
    open_tag = f'<span class="{" ".join(classes)}"' + (f' data-r="{" ".join(own)}"' if own else "") + anchor + ">"
    link = next((handles[a.record_id] for a in segment.annotations if a.role in ("trigger", "cue")), None)
    return f'{open_tag}<a href="#{link}">{words}</a></span>' if link else f"{open_tag}{words}</span>"


def _anchor(annotations: Sequence[Annotation], handles: dict[str, str], anchored: set[str]) -> str:
    """An id for the first place where a record's own word stands, so that its card can lead there."""
    for annotation in annotations:
        handle = handles.get(annotation.record_id)
        if handle and handle not in anchored and annotation.role in ("trigger", "cue", "mention"):
            anchored.add(handle)
            return f' id="in-{handle}"'
    return ""


def _records(coded: Coded, handles: dict[str, str]) -> Iterator[str]:
    text = coded.document.text
    if coded.events:
        yield "<h2>Events</h2>"
        yield from (_event(e, text, handles) for e in coded.events)
    if coded.statements:
        yield "<h2>Statements</h2>"
        yield from (_statement(s, text, handles) for s in coded.statements)
    if coded.actors:
        yield "<h2>Actors</h2>"
        yield from (_actor(a, coded, handles) for a in coded.actors)


def _event(e: Event, text: str, handles: dict[str, str]) -> str:
    what = _shown(" / ".join((e.event_type, *e.modes)))
    rows = [
        ("source", _people(e.source, handles)),
        ("target", _people(e.target, handles)),
        ("status", _shown(e.status)),
        ("date", _shown(describe_date(e.date))),
        ("place", _shown(describe_place(e.place))),
        ("contexts", _shown(", ".join(e.contexts))),
        ("counts", _shown(", ".join(describe_count(c) for c in e.counts))),
        ("reported by", _people(e.reported_by, handles)),
        ("CAMEO", _shown(e.cameo)),
        ("quad, PLOVER, Goldstein", f"{e.quad}, {e.plover_score}, {e.goldstein}"),
        ("in statement", _link(e.statement_id, handles)),
        ("retells", _link(e.retells, handles)),
        ("words", _words(e.trigger, text)),
    ]
    return _card(handles[e.id], e.id, f'<b class="trigger">{what}</b>', rows, e.evidence, text)


def _statement(s: Statement, text: str, handles: dict[str, str]) -> str:
    flags = [s.kind, *(["negated"] if s.is_negated else []), *(["modal"] if s.is_modal else [])]
    rows = [
        ("speaker", _people(s.speakers, handles)),
        ("to", _people(s.addressees, handles)),
        ("kind", _shown(", ".join(flags))),
        ("channel", _shown(s.channel)),
        ("via", _people(s.via, handles)),
        ("date", _shown(describe_date(s.date))),
        ("contexts", _shown(", ".join(s.contexts))),
        ("content", "<br>".join(_words(c, text) for c in s.content)),
        ("events inside", ", ".join(_link(i, handles) for i in s.event_ids)),
        ("inside", _link(s.parent_id, handles)),
    ]
    return _card(handles[s.id], s.id, f'<b class="cue">{_words(s.cue, text)}</b>', rows, s.evidence, text)


def _actor(a: Actor, coded: Coded, handles: dict[str, str]) -> str:
    own = [m for m in coded.mentions if a.id in m.actor_ids]
    forms = dict.fromkeys(one_line(m.span.of(coded.document.text), 60) for m in own)
    since = " to ".join(x or "" for x in (a.office_from, a.office_to)) if a.office_from or a.office_to else ""
    rows = [
        ("code", _shown(a.code)),
        ("office", _shown(" ".join(x for x in (a.office, since) if x))),
        ("ids", _shown(", ".join(x for x in (a.id, a.wikidata, a.cow) if x))),
        ("named", _shown(f"{len(own)}×: " + ", ".join(forms))),
    ]
    evidence = [e for m in own[:1] for e in m.evidence]
    return _card(handles[a.id], None, f"<b>{_shown(one_line(a.name))}</b>", rows, evidence, coded.document.text)


def _card(
    handle: str,
    record_id: str | None,
    heading: str,
    rows: Sequence[tuple[str, str]],
    evidence: Sequence[Evidence],
    text: str,
) -> str:
    shown_id = f' <span class="quiet">{_shown(short_id(record_id))}</span>' if record_id else ""
    facts = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value)
    return (
        f'<div class="card" id="{handle}" data-r="{handle}"><a href="#in-{handle}">{heading}</a>{shown_id}'
        f"<dl>{facts}</dl>{_why(evidence, text)}</div>"
    )


def _why(evidence: Sequence[Evidence], text: str) -> str:
    if not evidence:
        return ""
    reasons = "".join(
        f"<dt>{_shown(e.field)}</dt><dd>{_shown(e.note)}"
        f'<br><span class="quiet">{_shown(" · ".join(x for x in (e.rule, e.knowledge, e.stage) if x))}'
        f"{' · ' + _words(e.span, text) if e.span else ''}</span></dd>"
        for e in evidence
    )
    return f"<details><summary>why</summary><dl>{reasons}</dl></details>"


def _people(people: Sequence[Participant], handles: dict[str, str]) -> str:
    return ", ".join(_link(p.actor_id, handles, participant_name(p)) for p in people)


def _link(record_id: str | None, handles: dict[str, str], words: str | None = None) -> str:
    if record_id is None:
        return ""
    shown = _shown(words or short_id(record_id))
    handle = handles.get(record_id)
    return f'<a href="#{handle}">{shown}</a>' if handle else shown


def _words(span: Span, text: str) -> str:
    return f"“{_shown(one_line(span.of(text), 300))}”"


def _shown(words: str | None) -> str:
    return escape(printable(words)) if words else ""


@lru_cache(maxsize=2)
def _asset(name: str) -> str:
    return resources.files("eventcoder.show").joinpath(name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
