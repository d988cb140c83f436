"""Whom phrases and reports name: how one phrase resolves, and which actors of many reports nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from eventcoder.analysis import Analysis, Candidate
from eventcoder.knowledge.actor_names import plain
from eventcoder.knowledge.actors import SUPRANATIONAL
from eventcoder.pipeline import Pipeline
from eventcoder.read import read_text
from eventcoder.resolve.phrases import role_name
from eventcoder.run.coding import ReportError
from eventcoder.schema import Actor, Document, Mention, Quarantined, Span
from eventcoder.show.actors import Reading, Unknown

_ACTORS: Final = "actors"


def find_actors(
    pipeline: Pipeline, phrase: str, day: str | None = None, country: str | None = None
) -> tuple[Reading, ...]:
    """Return whom a phrase names on a day in a report of a country, whole phrases before their parts."""
    analysis = resolve_document(pipeline, read_text(phrase, published=day, country=country))
    actors = {a.id: a for a in analysis.actors}
    candidates = {c.span: c for c in analysis.candidates}
    readings = [
        _reading(m, actors[i], analysis, candidates.get(m.span)) for m in analysis.mentions for i in m.actor_ids
    ]
    return tuple(sorted(readings, key=lambda r: r.is_part))


def resolve_document(pipeline: Pipeline, document: Document) -> Analysis:
    """Run the stages up to the one that gives actors. Raises ReportError, whatever goes wrong in a stage."""
    analysis = Analysis(document)
    for stage in pipeline.stages:
        try:
            analysis = stage(analysis)
        except Exception as error:
            raise ReportError(document.id, stage.name, error) from error
        if _ACTORS in stage.gives:
            break
    return analysis


class UnknownActors:
    """Collects the actors without a country from report after report."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._found: dict[str, Unknown] = {}

    def read(self, inputs: Iterable[Document | Quarantined]) -> Iterator[Quarantined | None]:
        """Take in every report; yield None for each that was read, and the others as they failed."""
        for item in inputs:
            if isinstance(item, Quarantined):
                yield item
                continue
            try:
                self.add(resolve_document(self._pipeline, item))
            except ReportError as error:
                yield Quarantined(item.path or item.id, None, None, error.stage, str(error))
            else:
                yield None

    def add(self, analysis: Analysis) -> None:
        """Take in the actors of one report."""
        actors = {a.id: a for a in analysis.actors}
        countries = Counter(actors[i].country for m in analysis.mentions for i in m.actor_ids)
        for m in analysis.mentions:
            for i in m.actor_ids:
                if actors[i].country is None and m.kind != "pronoun":
                    self._add(
                        m, actors[i], analysis, [c for c, _ in countries.most_common() if c and c not in SUPRANATIONAL]
                    )

    def ranked(self, *, least: int = 1, has_nouns: bool = False) -> list[Unknown]:
        """Those named at least so often, the most often named first; has_nouns: also those without a name."""
        found = [u for u in self._found.values() if u.n_mentions >= least and (has_nouns or u.is_named)]
        return sorted(found, key=lambda u: (-u.n_mentions, -len(u.reports), u.name))

    def _add(self, mention: Mention, actor: Actor, analysis: Analysis, countries: list[str]) -> None:
        text = analysis.document.text
        is_named = mention.kind in ("name", "title", "institution")
        name = actor.name if is_named else role_name(mention.span.of(text))
        unknown = self._found.setdefault(plain(name).lower(), Unknown(" ".join(name.split())))
        unknown.n_mentions += 1
        unknown.reports.add(analysis.document.id)
        unknown.sectors.update(actor.sectors[:1])
        unknown.countries.update(countries[:1])
        if not unknown.example:
            unknown.kind = mention.kind
            unknown.reason = next((e.rule for e in mention.evidence), "")
            unknown.example = _sentence_of(analysis, mention.span)


def _reading(mention: Mention, actor: Actor, analysis: Analysis, candidate: Candidate | None) -> Reading:
    evidence = next((e for e in mention.evidence), None)
    is_part = any(o.span != mention.span and o.span.covers(mention.span) for o in analysis.mentions)
    entries = candidate.entries if candidate is not None else ()
    return Reading(
        words=mention.span.of(analysis.document.text),
        kind=mention.kind,
        actor=actor,
        rule=evidence.rule if evidence else "",
        knowledge=evidence.knowledge if evidence else None,
        note=evidence.note if evidence else "",
        is_part=is_part,
        others=tuple(dict.fromkeys(e for e in entries if e != actor.id and not actor.id.endswith(f".{e}"))),
    )


def _sentence_of(analysis: Analysis, span: Span) -> str:
    for s in analysis.sentences:
        if s.start <= span.start < s.end:
            return " ".join(analysis.document.text[s.start : s.end].split())
    return ""
