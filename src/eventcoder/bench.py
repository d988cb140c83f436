"""Predictions in the shapes that the shared scorers read; used by ``bench/predict.py`` and ``eventcoder eval``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from eventcoder.analysis import Analysis, Candidate
from eventcoder.code.pairs import PairAct
from eventcoder.code.statements import attributions
from eventcoder.find.toponyms import FindToponyms
from eventcoder.knowledge import load_knowledge
from eventcoder.read import read_text
from eventcoder.registry import build_pair_coder, cached_pipeline
from eventcoder.resolve.phrases import role_name
from eventcoder.resolve.places import ResolvePlaces
from eventcoder.schema import Actor, Event, EventDate, EventPlace, Mention, Participant, Span, Statement
from eventcoder.settings import Settings

Record = Mapping[str, Any]
TASKS: Final = ("pairs", "sentences", "actors", "multiple", "quotes", "geo", "dates", "reports")
_QUADS: Final = {1: "VC", 2: "MC", 3: "VK", 4: "MK"}
_ALSO_IGO: Final = frozenset({"UNO", "EUR"})  # kinds of IGO; older codings know only that
_OTHER_CODES: Final = {"KOS": "XKX"}  # PLOVER's Kosovo as NGEC writes it
_COLLECTED: Final = "2022-07-01"  # "today" when NGEC's phrases were collected
_MONTHS: Final = tuple("january february march april may june july august september october november december".split())
_EMPTY: Final = "-"


class Predictor:
    """Codes records of each task with one pipeline."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._pipeline = cached_pipeline(self._settings)
        self._knowledge = load_knowledge(self._settings.knowledge)
        self._pairs = build_pair_coder(self._knowledge, learned=self._settings.learned)

    def task(self, name: str) -> Callable[[Record], dict[str, Any]]:
        """The function that predicts one record of the task."""
        return {
            "pairs": self.pairs,
            "sentences": self.sentences,
            "actors": self.actors,
            "multiple": self.multiple,
            "quotes": self.quotes,
            "geo": self.geo,
            "dates": self.dates,
            "reports": self.reports,
        }[name]

    def analyse(self, text: str, published: str | None = None, country: str | None = None) -> Analysis:
        """Run the whole pipeline over a text."""
        is_place = self._knowledge.places.is_place
        return self._pipeline.analyse(
            read_text(text or _EMPTY, published=published, country=country, is_place=is_place)
        )

    def pairs(self, record: Record) -> dict[str, Any]:
        """{id, event_type}: what the marked source did to the marked target."""
        analysis = self.analyse(record["text"])
        source = [Span(a, b) for a, b in record["source_spans"]]
        target = [Span(a, b) for a, b in record["target_spans"]]
        event_type = self._pairs.event_type(
            analysis.sentences, analysis.predications, record["text"], source, target, forced=True
        )
        return {"id": record["id"], "event_type": event_type}

    def rule_act(self, text: str, source: Span, target: Span) -> PairAct | None:
        """The act of the rules, without the model, that fits a marked pair best."""
        analysis = self.analyse(text)
        return self._pairs.best(analysis.sentences, analysis.predications, [source], [target])

    def sentences(self, record: Record) -> dict[str, Any]:
        """{id, events}: the events of one sentence."""
        analysis = self.analyse(record["text"], _dated(_day(record.get("date"))))
        text = analysis.document.text
        return {"id": record["id"], "events": [_sentence_event(e, text) for e in analysis.events if _counts(e)]}

    def actors(self, record: Record) -> dict[str, Any]:
        """{id, country, sector}: the actor that a phrase names."""
        words = record["input"]
        text = f"{words}\n\n{record['context']}" if record.get("context") else words
        analysis = self.analyse(text, _day(record.get("date")), self._country_code(record.get("known_country")))
        country, sector = _actor_of(analysis, Span(0, max(1, len(words))))
        return {"id": record["id"], "country": _OTHER_CODES.get(country or "", country), "sector": sector}

    def multiple(self, record: Record) -> dict[str, Any]:
        """{id, actors}: the actors that the words joined with the marked ones name."""
        analysis = self.analyse(record["text"])
        start = max(0, record["text"].find(record["answer_span"]))
        return {"id": record["id"], "actors": split_actors(analysis, Span(start, start + len(record["answer_span"])))}

    def geo(self, record: Record) -> dict[str, Any]:
        """{doc_id, toponyms}: the places of a report; where the record has spans, of exactly those."""
        document = read_text(record["text"] or _EMPTY, published=_day(record.get("pub_date")), url=record.get("url"))
        analysis = self._pipeline.analyse(document)
        toponyms = analysis.toponyms
        if record.get("spans") is not None:
            spans = [Span(*_ends_of(s)) for s in record["spans"]]
            toponyms = FindToponyms(self._knowledge.places, self._knowledge.actors).of_spans(analysis, spans)
        placed = {p.span: p.place for p in ResolvePlaces(self._knowledge.places).resolve(toponyms, document)}
        return {"doc_id": record["doc_id"], "toponyms": [_toponym(t.span, placed.get(t.span)) for t in toponyms]}

    def quotes(self, record: Record) -> dict[str, Any]:
        """{doc_id, attributions}: every statement of a report as spans of source, cue and content."""
        return {"doc_id": record["doc_id"], "attributions": attributions(self.analyse(record["text"]))}

    def dates(self, record: Record) -> dict[str, Any]:
        """{id, start, end, resolution}: the days that the longest time expression of a text means."""
        times = self.analyse(record["text"], _day(record.get("published"))).times
        longest = max(times, key=lambda t: (t.span.end - t.span.start, -t.span.start), default=None)
        date = longest.date if longest else None
        return {
            "id": record["id"],
            "start": date.start if date else None,
            "end": date.end if date else None,
            "resolution": date.resolution if date else None,
        }

    def _country_code(self, name: str | None) -> str | None:
        """The code of a country given by name or code."""
        actors = self._knowledge.actors
        if not name or name in actors.countries:
            return name or None
        codes = [actors.countries[e.id[4:]].code for e in actors.names.get(name, ()) if e.id.startswith("cty:")]
        return codes[0] if codes else None

    def reports(self, record: Record) -> dict[str, Any]:
        """{id, events, statements, actors} of a whole report."""
        analysis = self.analyse(record["text"], record.get("published"), record.get("publisher_country"))
        actors = {a.id: a for a in analysis.actors}
        text = analysis.document.text
        return {
            "id": record["id"],
            "events": [_report_event(e) for e in analysis.events],
            "statements": [_report_statement(s) for s in analysis.statements],
            "actors": [
                {"span": _pair(m.span), "name": _named(m, a, text), "country": a.country, "sectors": list(a.sectors)}
                for m in analysis.mentions
                for a in (actors[i] for i in m.actor_ids)
            ],
        }


def _ends_of(span: Any) -> tuple[int, int]:
    """Start and end of a span given as a pair or as a record."""
    return (span["start"], span["end"]) if isinstance(span, Mapping) else (span[0], span[1])


def _toponym(span: Span, place: EventPlace | None) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "geonameid": place.geonameid if place else None,
    }


def _counts(e: Event) -> bool:
    """Sentence gold has no status: what did not happen, or long before, is not an event there."""
    return e.status not in ("negated", "hypothetical", "historical")


def _sentence_event(e: Event, text: str) -> dict[str, Any]:
    """A mutual act has its parties in both roles: gold tells it once in each direction, or in either."""
    other = (e.source, e.target) if e.reciprocal and e.target else ((), ())
    return {
        "source": _codes((*e.source, *other[1])),
        "target": _codes((*e.target, *other[0])),
        "event": e.event_type,
        "cameo": e.cameo,
        "quad": _QUADS[e.quad],
        "source_text": [p.span.of(text) for p in e.source if p.span],
        "target_text": [p.span.of(text) for p in e.target if p.span],
    }


def _codes(participants: Sequence[Participant]) -> list[str]:
    codes: list[str] = []
    for p in participants:
        codes.append(p.code)
        if p.country in _ALSO_IGO:
            codes.append("IGO" + p.code[3:])
    return list(dict.fromkeys(codes))


def _report_event(e: Event) -> dict[str, Any]:
    return {
        "type": e.event_type,
        "mode": e.modes[0] if e.modes else None,
        "source": [_spaced(p) for p in e.source],
        "target": [_spaced(p) for p in e.target],
        "cameo": e.cameo,
        "date": _start(e.date),
        "factuality": e.status,
        "trigger_span": _pair(e.trigger),
    }


def _report_statement(s: Statement) -> dict[str, Any]:
    return {
        "speakers": [p.name for p in s.speakers],
        "cue": _pair(s.cue),
        "content": [_pair(c) for c in s.content],
        "kind": s.kind,
        "channel": s.channel,
        "via": [p.name for p in s.via],
    }


def _named(mention: Mention, actor: Actor, text: str) -> str:
    """Bodies go by the name they have in the text, people by their full name."""
    return role_name(mention.span.of(text)) if mention.kind == "institution" else actor.name


def _spaced(p: Participant) -> str:
    return " ".join([p.country or "---", *p.sectors[:1]])


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _start(date: EventDate | None) -> str | None:
    return date.start if date else None


def _day(value: Any) -> str | None:
    """A day as the gold files write it: 2008-08-06, 20080806, 6 August 2008, "today", or a word that names none."""
    text = str(value or "").lower().replace(",", " ")
    if text == "today":
        return _COLLECTED
    month = next((n for n, name in enumerate(_MONTHS, 1) if name in text), None)
    if month is not None:
        numbers = [int(w) for w in text.split() if w.isdigit()]
        return f"{max(numbers):04d}-{month:02d}-{min(numbers):02d}" if len(numbers) == 2 else None
    digits = "".join(c for c in text if c.isdigit())
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if len(digits) == 8 else None


def _dated(day: str | None) -> str | None:
    """The day of a sentence; None for the first of a January, which codebook examples without a date carry."""
    return None if day is None or day.endswith("-01-01") else day


def _actor_of(analysis: Analysis, span: Span) -> tuple[str | None, str | None]:
    """Country and first sector of the phrase as a whole: of the mention that no other holds, the first if several."""
    actors = {a.id: a for a in analysis.actors}
    inside = [m for m in analysis.mentions if span.covers(m.span)]
    outer = [m for m in inside if not any(o is not m and o.span.covers(m.span) and o.span != m.span for o in inside)]
    political = [m for m in outer if any(actors[i].country or actors[i].sectors for i in m.actor_ids)]
    chosen = [actors[m.actor_ids[0]] for m in (political or outer)]
    if not chosen:
        return None, None
    country = chosen[0].country
    sector = next((a.sectors[0] for a in chosen if a.sectors and a.country in (country, None)), None)
    return country, sector


def split_actors(analysis: Analysis, span: Span) -> list[str]:
    """The words of each actor of a joined phrase, without articles, in text order.

    span: any one of the actors, or all of them; "Russian and Belarusian soldiers" are "Russian soldiers" and
    "Belarusian soldiers".
    """
    text, candidates = analysis.document.text, analysis.candidates
    hit = [n for n, c in enumerate(candidates) if c.span.overlaps(span) and c.kind != "pronoun" and not c.is_modifier]
    joined = {k for n in hit for k in (n, *candidates[n].companions) if not candidates[k].is_modifier}
    return [words for n in sorted(joined) for words in _phrases(candidates, n, text)]


def _phrases(candidates: Sequence[Candidate], n: int, text: str) -> list[str]:
    c = candidates[n]
    coordinated = [candidates[m] for m in c.modifiers if candidates[m].companions]
    if len(coordinated) < 2:
        return [role_name(c.span.of(text))]
    rest = text[coordinated[-1].span.end : c.span.end]
    return [f"{m.span.of(text)}{rest}" for m in coordinated]
