"""Statements of one report: who said what, to whom, through which channel, and the reasons for each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Quotation
from eventcoder.code.asides import Asides
from eventcoder.code.channels import Channel, ChannelReader
from eventcoder.code.contexts import ContextReader
from eventcoder.code.cues import CueFinder
from eventcoder.code.drafts import Draft
from eventcoder.code.due import DueDates, with_due
from eventcoder.code.fitting import outermost
from eventcoder.code.going_on import GoingOn
from eventcoder.code.ids import content_id, text_digest
from eventcoder.code.introduced import Introduced
from eventcoder.code.labels import LabelFinder
from eventcoder.code.nesting import parents_of, without_hearsay
from eventcoder.code.participants import CONCERNED, Filled, ParticipantFinder
from eventcoder.code.quoting import QuotationLinker
from eventcoder.code.speaking import PAPERS, Voices, phrases_of
from eventcoder.code.tellers import Tellers
from eventcoder.code.when import WhenFinder
from eventcoder.knowledge.statements import Channels, Cues
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import EventDate, Evidence, Span, Statement, StatementKind

_STAGE: Final = "code.statements"
_EVENT_REACH: Final = 3  # paragraphs over which a call or a meeting goes on without being named again
_TEXT_REACH: Final = 1
_REPORTING: Final = frozenset({"say", "report", "claim", "stress", "confirm", "admit", "answer", "believe"})


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A draft with its resolved parts."""

    draft: Draft
    speakers: tuple[Filled, ...]
    addressees: tuple[Filled, ...]
    channel: Channel | None
    channel_rule: str
    venue: Span | None
    reporters: tuple[Filled, ...] = ()  # who quotes the speaker


class CodeStatements:
    """Give a report its statements."""

    name = _STAGE
    needs = ("predications", "quotations", "mentions", "actors", "time_expressions", "times")
    gives = ("statements",)

    def __init__(
        self,
        cues: Cues,
        channels: Channels,
        contexts: ContextReader,
        containers: frozenset[str],
        when_where: WhenWhereWords,
    ) -> None:
        self._cues = cues
        self._finder = CueFinder(cues)
        self._tellers = Tellers(cues, containers)
        self._voices = Voices(cues)
        self._channels = ChannelReader(channels)
        self._contexts = contexts
        self._containers = containers
        self._when_where = when_where

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with its statements."""
        participants = ParticipantFinder(analysis, self._containers)
        drafts = without_hearsay(
            analysis,
            self._tellers.told_by_somebody(
                analysis, participants, [_after_dateline(analysis, d) for d in self.drafts(analysis)]
            ),
        )
        parents = parents_of(drafts)
        names = Introduced(analysis, participants)
        going_on = GoingOn(analysis, names.many)
        spoken = [
            self._resolve(analysis, participants, names, going_on, drafts, n, parents[n]) for n in range(len(drafts))
        ]
        spoken = _with_document_authors(analysis, spoken)
        spoken = self._with_inherited_channels(analysis, participants, spoken, parents)
        digest = text_digest(analysis.document)
        marks = outermost(analysis.quotations)
        when, due = WhenFinder(analysis, self._when_where), DueDates(analysis)
        statements = [with_due(self._statement(analysis, when, marks, digest, s), due.of(s.draft)) for s in spoken]
        return replace(analysis, statements=tuple(_with_parents(statements, parents)))

    def drafts(self, analysis: Analysis) -> list[Draft]:
        """Return who says what as spans, before anybody is resolved; in text order of the cues."""
        found: list[Draft] = []
        for sentence, predications in zip(analysis.sentences, analysis.predications, strict=True):
            found.extend(self._channels.without_aside(sentence, d) for d in self._finder.find(sentence, predications))
        if analysis.quotations:
            found = QuotationLinker(analysis, self._finder).link(found)
        asides = Asides(self._cues, analysis)
        found = [asides.without(analysis.sentences[d.sentence], d) for d in found]
        return LabelFinder(analysis, self._finder).add(found)

    def _resolve(
        self,
        analysis: Analysis,
        participants: ParticipantFinder,
        names: Introduced,
        going_on: GoingOn,
        drafts: Sequence[Draft],
        n: int,
        parent: int | None,
    ) -> _Spoken:
        d = drafts[n]
        sentence = analysis.sentences[d.sentence]
        within = drafts[parent].content if parent is not None else None
        channel = self._channels.of_draft(sentence, d, within)
        addressees = d.addressees or (channel.partners if channel else ())
        named = names.named(self._voices.of(sentence, participants, d)) or names.by_surname(d.source)
        speakers = going_on.speakers(d, named)
        told = _ids(speakers)
        owners = (
            () if d.rule in ("np", "object_infinitive") else CONCERNED
        )  # "addressed the war in Mali" is not spoken to Mali
        return _Spoken(
            draft=d,
            speakers=speakers,
            addressees=tuple(
                f
                for f in names.named(participants.fill(sentence, phrases_of(sentence, addressees), owners))
                if f.participant.actor_id not in told
            ),
            channel=channel,
            channel_rule="channel.words",
            venue=self._channels.venue(sentence, d),
            reporters=names.named(participants.fill(sentence, phrases_of(sentence, d.reporters))),
        )

    def _with_inherited_channels(
        self,
        analysis: Analysis,
        participants: ParticipantFinder,
        spoken: Sequence[_Spoken],
        parents: Sequence[int | None],
    ) -> list[_Spoken]:
        """A speaker who goes on keeps the call or the post in which the words before were said."""
        remarks = dict(self._remarks(analysis, participants, spoken))
        out = list(spoken)
        telling = [n for n, p in enumerate(parents) if p is None or out[p].draft.rule in ("according", "parenthesis")]
        for order, is_back in ((telling, False), (telling[::-1], True)):
            _carry(out, order, remarks, analysis, is_back=is_back)
        return out

    def _remarks(
        self, analysis: Analysis, participants: ParticipantFinder, spoken: Sequence[_Spoken]
    ) -> Iterator[tuple[int, tuple[frozenset[str], Channel]]]:
        contents: dict[int, list[Span]] = {}
        for s in spoken:
            if s.draft.rule != "according":
                contents.setdefault(s.draft.sentence, []).extend(s.draft.content)
        for sentence in analysis.sentences:
            channel = self._channels.of_remark(sentence, contents.get(sentence.index, []))
            if channel is not None:
                heads = [t.i for t in sentence.tokens if t.dep in ("nsubj", "nsubjpass")][:1]
                heads = [i for h in heads for i in sentence.conjuncts(h)]
                who = participants.fill(sentence, phrases_of(sentence, (*heads, *channel.voices)))
                yield sentence.index, (_ids(who), channel)

    def _statement(
        self, analysis: Analysis, when: WhenFinder, marks: Sequence[Quotation], digest: str, s: _Spoken
    ) -> Statement:
        d = s.draft
        quoted = _quoted(marks, d)
        contexts: dict[str, Evidence] = {}
        for span in d.content:
            for name, (word, where) in self._contexts.read(analysis.folded, span).items():
                contexts.setdefault(
                    name, _evidence("contexts", f"context.{name}", word.ref, where, f"the words show context {name}")
                )
        date = when.spoken(analysis.sentences[d.sentence], d.cue, d.content)
        channel = s.channel
        return Statement(
            id=_statement_id(digest, d),
            document_id=analysis.document.id,
            speakers=tuple(f.participant for f in s.speakers),
            source_span=d.source,
            cue=d.cue,
            cue_class=d.cue_class,
            content=d.content,
            quoted=quoted,
            kind=_kind(d.content, quoted, analysis.document.text),
            addressees=tuple(f.participant for f in s.addressees),
            channel=channel.name if channel else None,
            channel_span=channel.span if channel else None,
            venue=s.venue,
            via=tuple(f.participant for f in s.reporters),
            contexts=tuple(sorted(contexts)),
            event_ids=(),
            is_negated=d.is_negated,
            is_modal=d.is_modal,
            date=date,
            sentence=analysis.sentences[d.sentence].span,
            parent_id=None,
            evidence=(*_reasons(s, date), *(contexts[n] for n in sorted(contexts))),
        )


def attributions(analysis: Analysis) -> list[dict[str, list[list[int]]]]:
    """The statements as spans of source, cue and content, as quotation corpora write them: none inside another."""
    text = analysis.document.text
    out = []
    for s in analysis.statements:
        is_quoted = any(q.outer.covers(s.cue) for q in analysis.quotations)
        if s.parent_id is not None or (is_quoted and s.cue.of(text) != ":"):
            continue
        content = [[c.start, c.end] for c in s.content]
        start = content[0][0]
        if text[:start].rstrip().endswith(" that") and start - s.cue.end < 400 and start > s.cue.start:
            content[0][0] = len(text[:start].rstrip()) - len("that")
        source = [[s.source_span.start, s.source_span.end]] if s.source_span else []
        out.append({"source": source, "cue": [[s.cue.start, s.cue.end]], "content": content})
    return out


def _ids(filled: Sequence[Filled]) -> frozenset[str]:
    return frozenset(f.participant.actor_id for f in filled)


def _carry(
    out: list[_Spoken],
    order: Sequence[int],
    remarks: dict[int, tuple[frozenset[str], Channel]],
    analysis: Analysis,
    *,
    is_back: bool,
) -> None:
    """Hand channels on to the same speaker's statements without one; backwards only inside a paragraph."""
    known: dict[str, tuple[Channel, int]] = {}
    waiting = sorted(remarks, reverse=is_back)
    for n in order:
        s = out[n]
        sentence = analysis.sentences[s.draft.sentence]
        while waiting and (waiting[0] >= sentence.index if is_back else waiting[0] <= sentence.index):
            who, channel = remarks[waiting[0]]
            known.update(dict.fromkeys(sorted(who), (channel, analysis.sentences[waiting.pop(0)].paragraph)))
        ids = [f.participant.actor_id for f in s.speakers]
        if s.channel is not None:
            if (
                s.channel_rule == "channel.words"
                and s.draft.rule != "according"
                and (s.channel.is_event or not is_back)
            ):
                known.update(dict.fromkeys(ids[:1], (s.channel, sentence.paragraph)))
            continue
        found = next((known[i] for i in ids if i in known), None)
        if found is None:
            continue
        reach = 0 if is_back else _EVENT_REACH if found[0].is_event else _TEXT_REACH
        if abs(sentence.paragraph - found[1]) <= reach:
            out[n] = replace(s, channel=found[0], channel_rule="channel.inherited")
            known.update(dict.fromkeys(ids[:1], (found[0], sentence.paragraph)))


def _with_document_authors(analysis: Analysis, spoken: Sequence[_Spoken]) -> list[_Spoken]:
    """ "the statement", or "it" right behind, without an owner is the one whose issuer the report has named."""
    out: list[_Spoken] = []
    issuers: dict[str, tuple[Filled, ...]] = {}
    last: tuple[str, int] | None = None  # the paper that spoke before, in which sentence
    for s in spoken:
        lemmas = [analysis.sentences[s.draft.sentence].tokens[i].lemma for i in s.draft.speakers]
        paper = next((lemma for lemma in lemmas if lemma in PAPERS), None)
        if lemmas == ["it"] and last is not None and s.draft.sentence - last[1] <= 1:
            paper = last[0]
        last = (paper, s.draft.sentence) if paper is not None else None
        if s.speakers:
            issuers.update(dict.fromkeys((w for w in (paper, _paper_of(analysis, s)) if w is not None), s.speakers))
        elif paper in issuers and not s.speakers and s.draft.source is not None:
            span = s.draft.source
            issuer = issuers[paper]
            s = replace(
                s,
                speakers=tuple(Filled(replace(f.participant, span=span), "role.document", span) for f in issuer),
            )
        out.append(s)
    return out


def _paper_of(analysis: Analysis, s: _Spoken) -> str | None:
    """The "statement" of "In a statement, Lim said X"."""
    if s.channel is None or s.channel_rule != "channel.words":
        return None
    word = s.channel.span.of(analysis.folded).lower()
    return word if word in PAPERS else None


def _quoted(marks: Sequence[Quotation], d: Draft) -> tuple[Span, ...]:
    """The stretches of the content inside quotation marks; a cue inside a quotation has only what is quoted in it."""
    starts = [q.outer.start for q in marks]
    out: list[Span] = []
    for c in d.content:
        n = max(bisect_right(starts, c.start) - 1, 0)
        while n < len(marks) and marks[n].outer.start < c.end:
            q = marks[n].span
            if q.overlaps(c) and not marks[n].outer.covers(d.cue):
                out.append(Span(max(q.start, c.start), min(q.end, c.end)))
            n += 1
    return tuple(out)


def _kind(content: Sequence[Span], quoted: Sequence[Span], text: str) -> StatementKind:
    if not quoted:
        return "indirect"
    inside = sum(_letters(q, text) for q in quoted)
    return "direct" if inside >= 0.95 * sum(_letters(c, text) for c in content) else "mixed"


def _letters(span: Span, text: str) -> int:
    return sum(map(str.isalnum, span.of(text)))


def _after_dateline(analysis: Analysis, d: Draft) -> Draft:
    """A draft whose content does not begin with the dateline of the report."""
    dateline = analysis.document.dateline
    first = d.content[0]
    if dateline is None or first.start > dateline.span.start or first.end <= dateline.span.end:
        return d
    rest = analysis.folded[dateline.span.end : first.end]
    start = dateline.span.end + len(rest) - len(rest.lstrip())
    return replace(d, content=(Span(start, first.end), *d.content[1:])) if start < first.end else d


def _statement_id(digest: str, d: Draft) -> str:
    spans = [f"{c.start}-{c.end}" for c in d.content]
    parts = (digest, f"{d.cue.start}-{d.cue.end}", d.cue_class, *spans)
    return content_id("s", parts)


def _with_parents(statements: Sequence[Statement], parents: Sequence[int | None]) -> Iterator[Statement]:
    """Hang a statement told inside another one under it; who tells it is its ``via``."""
    for s, n in zip(statements, parents, strict=True):
        if n is None:
            yield s
            continue
        parent = statements[n]
        told = {p.actor_id for p in s.speakers}
        via = parent.speakers if parent.cue_class in _REPORTING else ()
        yield replace(s, parent_id=parent.id, via=(*s.via, *(p for p in via if p.actor_id not in told)))


def _evidence(field: str, rule: str, ref: str | None, span: Span | None, note: str) -> Evidence:
    return Evidence(field, _STAGE, rule, ref, span, None, note)


def _reasons(s: _Spoken, date: EventDate | None) -> Iterator[Evidence]:
    d = s.draft
    word = f"{d.row.kind} {d.row.lemma!r}" if d.row else "an unlisted cue"
    ref = d.row.ref if d.row else None
    rule = d.row.id if d.row else f"cue.{d.rule}"
    yield Evidence(
        "cue", _STAGE, rule, ref, d.cue, d.match_score, f"{word} introduces a statement of class {d.cue_class}"
    )
    yield _evidence("content", f"content.{d.rule}", ref, d.content[0], f"what the cue governs ({d.rule})")
    if d.source is None:
        yield _evidence("speakers", "speaker.none", None, None, "nobody is named as speaker")
    elif not s.speakers:
        yield _evidence("speakers", "speaker.unresolved", None, d.source, "these words name no known actor")
    for field, filled in (("speakers", s.speakers), ("addressees", s.addressees)):
        for f in filled:
            note = f"{f.participant.name} ({f.participant.code}) by {f.rule.replace('role.', '')} of the phrase"
            yield _evidence(field, f.rule, None, f.phrase, note)
    if s.channel is not None:
        how = "the words name the channel" if s.channel_rule == "channel.words" else "the same speaker goes on"
        yield _evidence("channel", s.channel_rule, s.channel.ref, s.channel.span, f"{how}: {s.channel.name}")
    if s.venue is not None:
        yield _evidence("venue", "venue.words", None, s.venue, "where it was said")
    if d.is_negated or d.is_modal:
        yield _evidence(
            "is_negated" if d.is_negated else "is_modal",
            "cue.flags",
            None,
            d.cue,
            "the cue is negated or only possible",
        )
    if date is not None:
        yield _evidence("date", f"date.{date.basis}", None, date.span, f"{date.start} to {date.end}")
