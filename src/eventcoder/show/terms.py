"""What the words of the ontology mean: types, modes, CAMEO codes, contexts, sectors, statuses, and lexicon words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Final

from eventcoder.errors import SettingsError
from eventcoder.knowledge import Knowledge
from eventcoder.knowledge.composition import Operator
from eventcoder.knowledge.lexicon import LexiconRow
from eventcoder.knowledge.ontology import CameoCode, EventType, Mode, Ontology, Term
from eventcoder.knowledge.statements import Cue
from eventcoder.show.cards import QUIET, SOURCE, TARGET

if TYPE_CHECKING:
    from rich.text import Text

LISTS: Final = ("types", "modes", "cameo", "contexts", "sectors", "statuses")
Named = tuple[str, Callable[[], "Text"]]
_EXAMPLES: Final = 8
_MIN_PREFIX: Final = 3
_INDENT: Final = "   "


def explain_term(term: str, knowledge: Knowledge) -> list[Text]:
    """Return every entry that a term names: ontology terms first, then lexicon and operator words.

    Case does not matter; the beginning of a term is enough where nothing is spelt so. Raises SettingsError with the
    nearest known terms if nothing has this name.
    """
    found = list(_entries(term.strip(), knowledge))
    if not found:
        names = _names(knowledge)
        near = get_close_matches(term.casefold(), names, n=3, cutoff=0.6)
        hint = f"; did you mean {' or '.join(repr(names[n]) for n in near)}?" if near else "."
        raise SettingsError(
            f"no term {term!r}{hint} Expected a type (SANCTION), a mode (expel), a CAMEO code (172), a context, a "
            f"sector (GOV), a status, a word of the lexicon, the id of a record, or one of {', '.join(LISTS)}."
        )
    return found


def _entries(term: str, knowledge: Knowledge) -> Iterator[Text]:
    ontology, folded = knowledge.ontology, term.casefold()
    if folded in LISTS:
        yield from _list(folded, ontology)
        return
    terms, words = list(_terms(knowledge)), list(_words(knowledge))
    found = _exact(folded, terms) or _beginning(folded, terms)
    found += _exact(folded, words) or ([] if found else _beginning(folded, words))
    for make in found:
        yield make()


def _exact(folded: str, catalogue: Sequence[Named]) -> list[Callable[[], Text]]:
    """Makers of the entries with exactly this name."""
    return [make for name, make in catalogue if name.casefold() == folded]


def _beginning(folded: str, catalogue: Sequence[Named]) -> list[Callable[[], Text]]:
    """Makers of the entries of the only name that begins so; none if several do."""
    found = [(name, make) for name, make in catalogue if name.casefold().startswith(folded)]
    is_one = len(folded) >= _MIN_PREFIX and len({name for name, _ in found}) == 1
    return [make for _, make in found] if is_one else []


def _names(knowledge: Knowledge) -> dict[str, str]:
    return {name.casefold(): name for catalogue in (_terms, _words) for name, _ in catalogue(knowledge)}


def _terms(knowledge: Knowledge) -> Iterator[Named]:
    """Yield every name of the ontology with what makes its entry."""
    o, rows = knowledge.ontology, knowledge.lexicon.rows
    for event_type in o.types.values():
        yield event_type.name, partial(_type, event_type, o, rows)
    for mode in o.modes.values():
        for name in (mode.name, f"{mode.event_type} {mode.name}", f"{mode.event_type}/{mode.name}"):
            yield name, partial(_mode, mode, o, rows)
    for code in o.cameo.values():
        yield code.code, partial(_cameo, code, o, rows)
    for kind, terms in (("context", o.contexts), ("sector", o.sectors), ("status", o.statuses)):
        for term in terms.values():
            yield term.name, partial(_term, kind, term, knowledge)
            if term.label != term.name:
                yield term.label, partial(_term, kind, term, knowledge)


def _words(knowledge: Knowledge) -> Iterator[Named]:
    """Yield every word and row id of the lexicon, the operators and the cues with what makes its entry."""
    rows = knowledge.lexicon.rows
    for lemma in dict.fromkeys(row.lemma for row in rows):
        yield lemma, partial(_word, lemma, rows)
    for row in rows:
        yield row.id, partial(_row, row)
    for operator in knowledge.operators.operators:
        for name in (operator.lemma, operator.id):
            yield name, partial(_operator, operator, knowledge)
    for cue in knowledge.cues.rows:
        for name in (cue.lemma, cue.id):
            yield name, partial(_cue, cue)


def _type(t: EventType, o: Ontology, rows: Sequence[LexiconRow]) -> Text:
    out = _heading(t.name, f"event type, quad {t.quad} ({o.quad_name(t.quad)}), PLOVER score {t.plover_score}")
    _lines(out, t.definition, t.notes, t.example and f"Example: {t.example}")
    _lines(out, "A target is required." if t.needs_target else "A target is not required.")
    for mode in (m for m in o.modes.values() if m.event_type == t.name):
        score = f" ({mode.plover_score})" if mode.plover_score is not None else ""
        _lines(out, f"mode {mode.name}{score}: {mode.definition}")
    codes = [c.code for c in o.cameo.values() if c.event_type == t.name]
    _lines(out, f"CAMEO: {', '.join(codes)}" if codes else None)
    return _with_examples(out, [r for r in rows if r.event_type == t.name], t.ref)


def _mode(m: Mode, o: Ontology, rows: Sequence[LexiconRow]) -> Text:
    score = m.plover_score if m.plover_score is not None else o.types[m.event_type].plover_score
    out = _heading(f"{m.event_type} / {m.name}", f"mode, PLOVER score {score}")
    _lines(out, m.definition, m.example and f"Example: {m.example}")
    return _with_examples(out, [r for r in rows if (r.event_type, r.mode) == (m.event_type, m.name)], m.ref)


def _cameo(c: CameoCode, o: Ontology, rows: Sequence[LexiconRow]) -> Text:
    out = _heading(f"CAMEO {c.code}", f"{c.name} ({c.level})")
    _lines(out, c.definition, c.notes)
    plover = " / ".join(x for x in (c.event_type, c.mode) if x) or "none: PLOVER drops this code"
    _lines(out, f"PLOVER: {plover}", f"Goldstein: {o.goldstein(c.code)}")
    below = [x for x in o.cameo.values() if x.code != c.code and x.code.startswith(c.code)]
    for code in below:
        _lines(out, f"{code.code}  {code.name}")
    return _with_examples(out, [r for r in rows if (r.cameo or "").startswith(c.code)], c.ref)


def _term(kind: str, term: Term, knowledge: Knowledge) -> Text:
    out = _heading(term.name, kind if term.label == term.name else f"{kind}, {term.label}")
    _lines(out, term.definition)
    if kind == "context":
        words = [w.words for w in knowledge.context_words if w.context == term.name]
        _lines(out, f"Shown by {len(words)} words and phrases, such as: {_some(words)}" if words else None)
    if kind == "sector":
        nouns = {role.noun for role, _ in knowledge.actors.roles.values() if term.name in role.sectors}
        _lines(out, f"Named by {len(nouns)} role words, such as: {_some(nouns)}" if nouns else None)
    out.append(f"\n{_INDENT}{term.ref}", QUIET)
    return out


def _word(lemma: str, rows: Sequence[LexiconRow]) -> Text:
    own = [r for r in rows if r.lemma == lemma]
    out = _heading(lemma, f"word of the event lexicon, {len(own)} row{'s' * (len(own) != 1)}")
    for row in own:
        _example(out, row)
    return out


def _row(row: LexiconRow) -> Text:
    out = _heading(row.id, f"{row.kind} {row.lemma!r} is {row.event_type}{' / ' + row.mode if row.mode else ''}")
    needed = [
        f"particle {row.particle}" if row.particle else None,
        f"object one of {_some(row.object)}" if row.object else None,
        f"preposition {row.preposition}" if row.preposition else None,
        f"its object one of {_some(row.prep_object)}" if row.prep_object else None,
    ]
    _lines(out, "Asks for: " + "; ".join(n for n in needed if n) if any(needed) else None)
    _lines(out, f"Source from {'|'.join(row.source) or 'nobody'}, target from {'|'.join(row.target) or 'nobody'}")
    _example(out, row)
    return out


def _operator(operator: Operator, knowledge: Knowledge) -> Text:
    out = _heading(operator.lemma, f"operator of class {operator.operator_class}, a {operator.kind}")
    effects = [
        (act, knowledge.operators.effect(operator.operator_class, act)) for act in (*knowledge.ontology.types, "none")
    ]
    changes = [
        f"{act} under it is {e.event_type} ({e.status})" for act, e in effects if e and e.event_type not in (None, "=")
    ]
    _lines(out, *(changes or ["It leaves the act under it as it is."]))
    _lines(out, f"Example: {operator.example}" if operator.example else None)
    out.append(f"\n{_INDENT}{operator.ref}", QUIET)
    return out


def _cue(cue: Cue) -> Text:
    out = _heading(cue.lemma, f"cue of class {cue.cue_class}, a {cue.kind}: it introduces a statement")
    frames = sorted(cue.frames) + [f"prep:{word}" for word in sorted(cue.prepositions)]
    _lines(out, f"Frames: {', '.join(frames)}" if frames else None)
    _lines(out, f"Channel: {cue.channel}" if cue.channel else None, f"Example: {cue.example.text}")
    return out.append(f"\n{_INDENT}{cue.id} {cue.ref}", QUIET)


def _list(name: str, o: Ontology) -> Iterator[Text]:
    if name == "types":
        yield from (_short(t.name, f"quad {t.quad}, {t.plover_score:>5}", t.definition) for t in o.types.values())
    elif name == "modes":
        yield from (_short(f"{m.event_type} / {m.name}", "", m.definition) for m in o.modes.values())
    elif name == "cameo":
        yield from (_short(c.code, f"{c.event_type or '-'}", c.name) for c in o.cameo.values())
    else:
        terms = {"contexts": o.contexts, "sectors": o.sectors, "statuses": o.statuses}[name]
        yield from (
            _short(t.name, t.label if t.label != t.name.replace("_", " ") else "", t.definition) for t in terms.values()
        )


def _heading(name: str, what: str) -> Text:
    from rich.text import Text

    out = Text(name, "bold")
    return out.append(f"  {what}", QUIET)


def _short(name: str, what: str, definition: str) -> Text:
    from rich.text import Text

    out = Text(f"{name:<13} ", "bold")
    return out.append(f"{what}  " if what else "", QUIET).append(definition)


def _lines(out: Text, *lines: str | None) -> None:
    for line in lines:
        if line:
            out.append(f"\n{_INDENT}{line}")


def _with_examples(out: Text, rows: Sequence[LexiconRow], ref: str) -> Text:
    """Add examples of different words from the lexicon, and where the entry stands."""
    by_lemma = {row.lemma: row for row in reversed(rows)}
    shown = list(by_lemma.values())[::-1]
    step = max(1, len(shown) // _EXAMPLES)
    if shown:
        _lines(out, f"{len(rows)} rows of the lexicon lead here, such as:")
    for row in shown[::step][:_EXAMPLES]:
        _example(out, row)
    return out.append(f"\n{_INDENT}{ref}", QUIET)


def _example(out: Text, row: LexiconRow) -> None:
    from rich.text import Text

    example = Text(row.example.text)
    for style, spans in ((SOURCE, row.example.source), (TARGET, row.example.target)):
        for start, end in spans:
            example.stylize(style, start, end)
    out.append(f"\n{_INDENT}{row.event_type}{' / ' + row.mode if row.mode else ''}: ", QUIET)
    out.append_text(example)
    out.append(f"  {row.id} {row.ref}", QUIET)


def _some(words: Iterable[str], limit: int = 12) -> str:
    ordered = sorted(words)
    return ", ".join(ordered[:limit]) + (f" and {len(ordered) - limit} more" if len(ordered) > limit else "")
