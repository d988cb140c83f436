"""Every mention resolved: names, titles, descriptions, pronouns become actors with country, sectors and id."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, Candidate
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.pronouns import Pronoun, Pronouns
from eventcoder.resolve.bodies import NamedResolver
from eventcoder.resolve.clauses import subject_ahead
from eventcoder.resolve.pairs import both, one_of_two, two_sides
from eventcoder.resolve.people import PersonResolver
from eventcoder.resolve.pronouns import NOBODY, Antecedent, PronounResolver
from eventcoder.resolve.report import Report, Resolved
from eventcoder.resolve.roles import RoleResolver
from eventcoder.schema import Evidence, Mention, Span

_STAGE: Final = "resolve.actors"
_SPEAKING: Final = frozenset({"i", "me", "my", "we", "us", "our", "mine", "ours", "myself", "ourselves"})
_ORDINAL: Final = {"former": True, "latter": False}
_PAIR_WORDS: Final = frozenset({"both", "two"})
_KINDS: Final = {"shape": "name", "person": "name", "body": "institution", "adjective": "country", "capital": "country"}


class ResolveActors:
    """Give every candidate of a report its actor, in text order, remembering who has been introduced."""

    name = _STAGE
    needs = ("tokens", "candidates", "quotations", "places")
    gives = ("mentions", "actors")

    def __init__(self, actors: Actors, pronouns: Pronouns) -> None:
        self._actors = actors
        self._pronouns = pronouns

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with its mentions, in text order, and the actors they name."""
        run = _Run(Report(self._actors, analysis), self._pronouns)
        mentions = tuple(run.mentions())
        used = {i for m in mentions for i in m.actor_ids}
        actors = tuple(e.actor for e in run.report.registry if e.actor.id in used)
        return replace(analysis, mentions=mentions, actors=actors)


class _Run:
    """The resolution of one report."""

    def __init__(self, report: Report, pronouns: Pronouns) -> None:
        self.report = report
        self._pronouns = pronouns
        self._antecedents = PronounResolver(report, pronouns)
        self._named = NamedResolver(report)
        self._roles = RoleResolver(report)
        self._people = PersonResolver(report, self._roles, pronouns)
        self._by_sentence: dict[int, list[int]] = {}
        self._settled: set[int] = set()
        self._starts = [s.start for s in report.analysis.sentences]
        self._ends = [s.end for s in report.analysis.sentences]
        for n, c in enumerate(report.analysis.candidates):
            self._by_sentence.setdefault(c.sentence, []).append(n)

    def mentions(self) -> Iterator[Mention]:
        """Yield the mention of each candidate that could be resolved, in text order."""
        speaking = []
        for n, c in enumerate(self.report.analysis.candidates):
            if c.kind == "pronoun" and self._form(c) in _SPEAKING:
                speaking.append((n, c))
            else:
                self._settle(n)
        for n, c in speaking:  # last, because who speaks is often told after the quotation
            self._keep(n, self._speaker_of_quote(c))
        for n, resolved in sorted(self.report.resolved.items()):
            yield self._mention(self.report.analysis.candidates[n], resolved)

    def _keep(self, n: int, resolved: Resolved | None) -> None:
        if resolved is not None and resolved.entities:
            self.report.resolved[n] = resolved

    def _mention(self, c: Candidate, resolved: Resolved) -> Mention:
        head = self.report.sentence(c).tokens[c.head]
        return Mention(
            span=c.span,
            head=Span(head.start, head.end),
            kind=_KINDS.get(c.kind, c.kind) if c.role is None or c.name is None else "title",
            actor_ids=tuple(dict.fromkeys(e.actor.id for e in resolved.entities)),
            evidence=tuple(_evidence(c, resolved)),
        )

    def _form(self, c: Candidate) -> str:
        return self.report.sentence(c).tokens[c.head].text.lower()

    def _resolve(self, n: int, c: Candidate) -> Resolved | None:
        document = self.report.analysis.document
        frame = (document.dateline.span if document.dateline else None, document.byline)
        if any(span is not None and span.covers(c.span) for span in frame):
            return None  # where the report was filed, and who filed it, is nobody who acts
        if c.kind == "pronoun":
            return self._pronoun(n, c)
        if c.kind == "role" and c.name is None:
            return self._roles.resolve(n, c)
        if c.kind in ("person", "shape"):
            return self._people.resolve(n, c)
        return self._named.resolve(n, c)

    def _pronoun(self, n: int, c: Candidate) -> Resolved | None:
        form = self._form(c)
        registry = self.report.registry
        if form in _ORDINAL:
            antecedent = one_of_two(c, n, registry, first=_ORDINAL[form])
        elif form in _PAIR_WORDS:
            antecedent = both(c, n, self.report)
        else:
            pronoun = self._pronouns.find(form)
            antecedent = self._antecedent(pronoun, c) if pronoun is not None else None
        if antecedent is None:
            return None
        for e in antecedent.entities:
            self.report.touch(n, c, e)
        return Resolved(antecedent.entities, antecedent.rule, None)

    def _antecedent(self, pronoun: Pronoun, c: Candidate) -> Antecedent | None:
        """Whom a pronoun of the third person means: the subject ahead of an opening phrase, else somebody before."""
        ahead = self._ahead_of_opening(pronoun, c)
        if ahead is not None:
            return ahead
        found = self._antecedents.resolve(pronoun, c, self._speakers(c))
        if found is not NOBODY:
            return found
        if not pronoun.is_plural:
            return None
        pair = two_sides(c, self.report.registry, persons=True)
        if pair is None or self._antecedents.is_barred(pair, c):
            return None
        is_near = all(c.sentence - e.sentence <= 1 for e in pair.entities)
        return replace(pair, rule="pronoun.pair") if is_near else None

    def _ahead_of_opening(self, pronoun: Pronoun, c: Candidate) -> Antecedent | None:
        """ "In his first speech, President Diallo said": the subject that follows, if it is named and fits."""
        subject = subject_ahead(self.report.sentence(c), c.head)
        m = self._antecedents.discourse.candidate_at(c.sentence, subject.i) if subject is not None else None
        if m is None or self.report.analysis.candidates[m].kind == "pronoun":
            return None
        if self._antecedents.has_before(pronoun, c):
            return None
        if self.report.analysis.candidates[m].name is None and self._has_before(c):
            return None
        self._settle(m)
        resolved = self.report.resolved.get(m)
        if resolved is None or len(resolved.entities) != 1 or not self._antecedents.fits(pronoun, resolved.entities[0]):
            return None
        return Antecedent(resolved.entities, "pronoun.ahead")

    def _has_before(self, c: Candidate) -> bool:
        """True if anybody was named in this sentence before the candidate, or in the last one."""
        return any(c.sentence - e.sentence <= 1 for e in self.report.registry)

    def _settle(self, n: int) -> None:
        """Resolve a candidate before its turn, those inside its phrase first."""
        c = self.report.analysis.candidates[n]
        for m in c.modifiers:
            self._settle(m)
        if n not in self._settled:
            self._settled.add(n)
            self._keep(n, self._resolve(n, c))

    def _speakers(self, c: Candidate) -> frozenset[str]:
        """Whose quotation a pronoun stands in: "he" in someone's own whole sentence is somebody else."""
        whole = any(
            q.outer.covers(c.span) and self.report.text[q.span.start].isupper() for q in self.report.analysis.quotations
        )
        resolved = self._speaker_of_quote(c) if whole else None
        return frozenset(e.actor.id for e in resolved.entities) if resolved else frozenset()

    def _speaker_of_quote(self, c: Candidate) -> Resolved | None:
        """ "I", "we" in quotation marks: the subject beside the quotation's start or end, else the last speaker."""
        inside = next((q for q in self.report.analysis.quotations if q.outer.covers(c.span)), None)
        if inside is None:
            return None
        for m in self._candidates_at(inside.outer):
            other = self.report.analysis.candidates[m]
            if other.function == "subject" and not inside.outer.covers(other.span):
                if other.kind == "pronoun" and self._form(other) not in _SPEAKING:
                    self._settle(m)
                resolved = self.report.resolved.get(m) or self._ahead(other)
                if resolved is not None:
                    return replace(resolved, rule="pronoun.speaker")
        before = self._speaker_before(inside.outer)
        if before is not None:
            return before
        recent = [e for e in self.report.registry.recent() if e.is_person and 0 <= c.sentence - e.sentence <= 2]
        return Resolved((recent[0],), "pronoun.speaker", None) if recent else None

    def _speaker_before(self, quotation: Span) -> Resolved | None:
        """Who spoke last, where a quotation has no speaker of its own: the subject beside the quotation before it."""
        earlier = [q.outer for q in self.report.analysis.quotations if q.outer.end <= quotation.start]
        if not earlier:
            return None
        index = self._first_reaching(quotation.start)
        for j in (index, index - 1):
            for m in self._by_sentence.get(j, ()):
                other = self.report.analysis.candidates[m]
                is_before = other.span.end <= quotation.start and self._antecedents.is_speaker(other)
                if is_before and not any(q.covers(other.span) for q in earlier):
                    resolved = self.report.resolved.get(m)
                    if resolved is not None:
                        return replace(resolved, rule="pronoun.speaker")
        return None

    def _candidates_at(self, quotation: Span) -> Iterator[int]:
        """Candidates of the sentences in which a quotation ends and starts, the ending first."""
        first, last = self._first_reaching(quotation.start), bisect_left(self._starts, quotation.end) - 1
        for index in dict.fromkeys((last, first)) if first <= last else ():
            yield from self._by_sentence.get(index, ())

    def _first_reaching(self, offset: int) -> int:
        """The first sentence that ends behind an offset."""
        return bisect_right(self._ends, offset)

    def _ahead(self, c: Candidate) -> Resolved | None:
        """A subject that stands after the quotation and is not resolved yet: known names and last names only."""
        name = self.report.name(c)
        entity = self.report.registry.by_name(name) if name else None
        return Resolved((entity,), "pronoun.speaker", None) if entity else None


def _evidence(c: Candidate, resolved: Resolved) -> Iterator[Evidence]:
    for e in resolved.entities:
        a = e.actor
        note = f"{a.name}: {a.country or 'no country known'}{' ' + ' '.join(a.sectors) if a.sectors else ''}"
        yield Evidence("actor", _STAGE, resolved.rule, resolved.knowledge, c.span, None, note)
