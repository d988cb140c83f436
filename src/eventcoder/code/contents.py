"""What a cue introduces: token ranges of its complement, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.content_edges import (
    before_report,
    is_wanted,
    with_backshifted,
    with_joined,
    with_list,
    with_lost_end,
    with_purpose,
    with_since,
    with_tail,
    without_contrast,
    without_relative,
)
from eventcoder.code.drafts import Range, closing_comma, own_subject, prepositional, tag_speaker, without
from eventcoder.code.lost_clauses import (
    antecedent,
    chained,
    is_relative,
    is_seen,
    lost_predicate,
    opens_content,
    with_joined_before,
    with_lost_subject,
)
from eventcoder.code.naming import naming
from eventcoder.code.readings import Case, Content
from eventcoder.knowledge.statements import Cue

_SELF: Final = ("self", "selves")


def verb_content(sentence: Sentence, verb: Token, row: Cue | None, *, is_passive: bool) -> Content | None:
    """Return what a verb introduces, by the first frame that fits; None if nothing is there."""
    frames = row.frames if row is not None else frozenset({"clause"})
    case = Case(sentence, verb, row, is_passive)
    for reader, needed in _READERS:
        if not needed or needed & frames:
            found = reader(case)
            if found is not None:
                return found
    return None


def _clause(case: Case) -> Content | None:
    """ "said (that) X", "asked whether X", "suggested leaving"."""
    sentence, verb, row = case.sentence, case.verb, case.row
    before: list[Token] = []
    if row is not None and "infinitive" in row.frames and _is_next_infinitive(sentence, verb):
        return None
    if any(k.lemma.endswith(_SELF) for k in sentence.kids(verb.i, "dobj")):  # "have shown themselves ready"
        return None
    for k in _complements(sentence, verb, row):
        if k.i < verb.i:
            if all(t.text != ";" for t in sentence.tokens[sentence.edges[k.i][1] : verb.i]):
                before.append(k)
            continue
        if any(x.lemma.endswith(_SELF) for x in sentence.kids(k.i, "nsubj")):  # "have shown themselves ready"
            return None
        if _is_described(sentence, verb, k):
            return None
        clauses = [k, *lost_predicate(sentence, verb, k)]
        ranges = with_lost_subject(sentence, verb, k, _clause_ranges(sentence, verb, clauses))
        if row is not None and row.cue_class == "ask":
            ranges = _with_matter(sentence, verb, ranges)
        ranges = [*antecedent(sentence, verb, k), *ranges]
        return Content("clause", tuple(ranges), is_told=not _has_to(sentence, k))
    if before:
        return Content("clause", tuple(with_joined_before(sentence, verb, _clause_ranges(sentence, verb, before))))
    return _clause_of_noun(sentence, verb, row)


def _complements(sentence: Sentence, verb: Token, row: Cue | None) -> Iterator[Token]:
    """The clauses that may be what is said, with the "if" of "asked if he would go"."""
    for k in sentence.kids(verb.i, "ccomp", "xcomp"):
        if not is_relative(sentence, k) and _is_complement(sentence, verb, row, k):
            yield k
    if row is not None and row.cue_class == "ask":
        for k in sentence.kids(verb.i, "advcl"):
            if k.i > verb.i and any(m.lemma in ("if", "whether") for m in sentence.kids(k.i, "mark")):
                yield k


def _is_complement(sentence: Sentence, verb: Token, row: Cue | None, clause: Token) -> bool:
    has_to = _has_to(sentence, clause)
    if clause.dep == "xcomp" and (has_to or clause.tag not in ("VBG", "VBD", "VBZ", "VBP")):
        return False
    if row is None:
        return True
    if clause.dep == "ccomp" and has_to and not {"clause", "object_infinitive"} & row.frames:
        return False
    if row.cue_class == "report":
        return not is_seen(sentence, clause) and (clause.i < verb.i or not _is_small(sentence, clause))
    return row.cue_class != "ask" or not _is_about(sentence, verb, clause)


def _has_to(sentence: Sentence, clause: Token) -> bool:
    return any(t.tag == "TO" for t in sentence.kids(clause.i, "aux"))


def _is_about(sentence: Sentence, verb: Token, clause: Token) -> bool:
    """ "asked the same question of Lim, who held that X": nobody asks that something is so of an object."""
    if sentence.has_kid(verb.i, "auxpass") and sentence.has_kid(verb.i, "xcomp"):  # "was asked to help: ..."
        return True
    is_that = any(m.lemma == "that" for m in sentence.kids(clause.i, "mark"))
    return is_that and clause.tag != "VB" and any(k.tag == "NN" for k in sentence.kids(verb.i, "dobj"))


def _with_matter(sentence: Sentence, verb: Token, ranges: list[Range]) -> list[Range]:
    """ "asked them about [their work,] how they lived"."""
    first, last = ranges[0]
    for p, o in prepositional(sentence, verb.i):
        if p.lemma == "about" and o.dep == "pobj" and verb.i < p.i and 0 < first - sentence.edges[p.i][1] <= 2:
            return [(p.i + 1, last), *ranges[1:]]
    return ranges


def _is_small(sentence: Sentence, clause: Token) -> bool:
    """True for a clause without a verb: "it hard" of "found it hard to see"."""
    return not clause.is_verb and clause.tag != "MD" and not sentence.has_kid(clause.i, "aux", "cop", "mark")


def _is_described(sentence: Sentence, verb: Token, clause: Token) -> bool:
    """ "The men [thought to have fled] are back": the parser takes what describes the men for the verb."""
    has_subject = sentence.has_kid(clause.i, "nsubj", "nsubjpass", "expl", "mark", "csubj")
    return verb.tag == "VBD" and clause.is_finite and not has_subject and _is_next_infinitive(sentence, verb)


def _is_next_infinitive(sentence: Sentence, verb: Token) -> bool:
    """ "claims to have taken X": the infinitive is what is said, whatever clause the parser finds later."""
    to = sentence.tokens[verb.i + 1] if verb.i + 1 < len(sentence.tokens) else None
    return to is not None and to.tag == "TO" and any(k.i > verb.i for k in sentence.kids(verb.i, "xcomp"))


def _clause_of_noun(sentence: Sentence, verb: Token, row: Cue | None) -> Content | None:
    """ "said in a statement that X", "alerted crews that X", where the parser hangs the clause on the noun between."""
    if row is None or "clause" not in row.frames:
        return None
    nouns = [o for p, o in chained(sentence, verb.i) if p.lemma != "to" or row.cue_class != "answer"]
    if "object" in row.addressee:
        nouns += sentence.kids(verb.i, "dobj")
    nouns += [k for o in nouns for k in sentence.kids(o.i, "acl") if k.tag == "VBN"]  # "a video posted online that X"
    for o in nouns:
        for k in sentence.kids(o.i, "acl", "relcl", "ccomp"):
            if o.i > verb.i and opens_content(sentence, o, k):
                return Content("clause", tuple(_clause_ranges(sentence, verb, [k])))
    return None


def _clause_ranges(sentence: Sentence, verb: Token, clauses: list[Token]) -> list[Range]:
    reach = [sentence.edges[c.i] for c in clauses]
    first, last = min(r[0] for r in reach), max(r[1] for r in reach)
    first = _after_that(sentence, first)
    if last < verb.i:
        first = _after_semicolon(sentence, first, last)
    else:
        first = _after_day(sentence, clauses[0].i, first)
        last = _last_of_clause(sentence, verb, clauses[-1], first, last)
    if first < verb.i < last:
        return without([(first, last)], tag_range(sentence, verb.i, clauses[0].i))
    return [(first, last)]


def _last_of_clause(sentence: Sentence, verb: Token, clause: Token, first: int, last: int) -> int:
    cut = before_report(sentence, verb, clause, last)
    if cut < last:
        return cut
    last = with_list(sentence, with_lost_end(sentence, verb, with_joined(sentence, last)))
    last = with_backshifted(sentence, verb, last)
    return without_relative(sentence, first, last)


def _after_semicolon(sentence: Sentence, first: int, last: int) -> int:
    return next((i + 1 for i in range(last, first, -1) if sentence.tokens[i].text == ";"), first)


def _after_day(sentence: Sentence, clause: int, first: int) -> int:
    """ "told them this weekend he would": the day before the subject says when it was said."""
    for k in sentence.kids(clause, "npadvmod"):
        if sentence.edges[k.i][0] == first and any(s.i > k.i for s in sentence.kids(clause, "nsubj", "nsubjpass")):
            return sentence.edges[k.i][1] + 1
    return first


def _after_that(sentence: Sentence, first: int) -> int:
    t = sentence.tokens[first]
    return first + 1 if t.lemma == "that" and (t.dep == "mark" or t.tag in ("IN", "WDT")) else first


def tag_range(sentence: Sentence, verb: int, content: int) -> Range:
    """Token range of "the minister said on Friday" inside or beside what was said."""
    first = last = verb
    for k in sentence.kids(verb):
        a, b = sentence.edges[k.i]
        if (
            k.i != content
            and k.dep != "punct"
            and not a <= content <= b
            and k.dep not in ("ccomp", "advcl", "conj", "cc")
        ):
            first, last = min(first, a), max(last, b)
    return first, last


def _tag(case: Case) -> Content | None:
    """ "The raid, argues Lim, who led it, broke the truce": all but the words between the commas."""
    sentence, verb = case.sentence, case.verb
    speaker = tag_speaker(sentence, verb.i)
    if speaker is None:
        return None
    first = min(sentence.edges[verb.i][0], *(sentence.edges[k.i][0] for k in sentence.kids(verb.i)))
    last = len(sentence.tokens) - 1
    return Content("parenthesis", ((first, verb.i - 2), (closing_comma(sentence, speaker.i) + 1, last)))


def _parenthesis(case: Case) -> Content | None:
    """ "The army, Khan said, will leave", "As Khan put it, X"."""
    sentence, verb = case.sentence, case.verb
    is_as = any(k.lemma == "as" for k in sentence.kids(verb.i, "mark", "advmod"))
    if verb.dep != "parataxis" and not (verb.dep == "advcl" and is_as):
        return None
    host = sentence.tokens[verb.head]
    if host.i == verb.i or not sentence.has_kid(verb.i, "nsubj", "nsubjpass") or _is_next_infinitive(sentence, verb):
        return None
    ranges = without([sentence.edges[host.i]], sentence.edges[verb.i])
    for k in sentence.kids(verb.i, "ccomp"):
        ranges.append(sentence.edges[k.i])
    words = [r for r in ranges if r[0] != r[1] or sentence.tokens[r[0]].dep != "cc"]
    return Content("parenthesis", tuple(words or ranges))


def _object_infinitive(case: Case) -> Content | None:
    """ "urged both sides to stop", "called on them to stop": who shall do it is part of what is asked."""
    sentence, verb, row = case.sentence, case.verb, case.row
    clause = _to_clause(sentence, verb.i)
    if clause is not None:
        if case.is_passive:
            return Content("object_infinitive", (sentence.edges[clause.i],))
        starts = [sentence.edges[k.i][0] for k in sentence.kids(verb.i, "dobj", "dative") if verb.i < k.i < clause.i]
        asked = [(p, o) for p, o in prepositional(sentence, verb.i) if row is not None and p.lemma == row.particle]
        starts += [sentence.edges[o.i][0] for _, o in asked if o.i < clause.i]
        starts += [sentence.edges[k.i][0] for k in sentence.kids(clause.i, "nsubj", "nsubjpass") if k.i > verb.i]
        if not starts:
            is_asked = row is not None and any(p.lemma in row.addressee for p, _ in prepositional(sentence, verb.i))
            return Content("object_infinitive", (sentence.edges[clause.i],)) if is_asked else None
        last = without_relative(sentence, min(starts), sentence.edges[clause.i][1])
        last = without_contrast(sentence, min(starts), with_purpose(sentence, verb.i, last))
        return Content("object_infinitive", ((min(starts), last),), tuple(p.i for p, _ in asked), is_told=True)
    for p, o in prepositional(sentence, verb.i):
        if (
            row is not None
            and p.lemma == row.particle
            and _to_clause(sentence, o.i, "acl", "relcl", "xcomp") is not None
        ):
            return Content("object_infinitive", (sentence.edges[o.i],), (p.i,))
    for o in sentence.kids(verb.i, "dobj"):
        if _to_clause(sentence, o.i, "acl", "relcl") is not None and row is not None and "np" not in row.frames:
            return Content("object_infinitive", (sentence.edges[o.i],))
        behind = _infinitive_behind(sentence, verb, o)
        if behind is not None and o.i > verb.i:
            rest, last = sentence.edges[behind.i]
            first = sentence.edges[o.i][0]
            is_whole = sentence.tokens[rest - 1].lemma == "order"  # "asked for help in order to rebuild"
            return Content("object_infinitive", ((first, last),) if is_whole else (sentence.edges[o.i], (rest, last)))
    return None


def _for_somebody_to(sentence: Sentence, verb: Token, row: Cue | None) -> Content | None:
    """ "called for [the hostages to be freed]", where the parser takes "for" for the mark of a clause."""
    for k in sentence.kids(verb.i, "advcl", "ccomp", "xcomp"):
        first, last = sentence.edges[k.i]
        opens = sentence.tokens[first]
        is_asked = row is not None and opens.lemma in (row.prepositions | {row.particle})
        if opens.dep == "mark" and is_asked and 0 < first - verb.i <= 2 and own_subject(sentence, k.i) is not None:
            return Content(f"prep:{opens.lemma}", ((first + 1, last),), (first,))
    return None


def _infinitive_behind(sentence: Sentence, verb: Token, object_: Token) -> Token | None:
    """The infinitive of "urged them in a letter [to stop]", which the parser hangs on the letter."""
    for p, o in prepositional(sentence, verb.i):
        clause = _to_clause(sentence, o.i, "acl", "relcl")
        if clause is not None and p.lemma == "in" and p.i > object_.i and sentence.edges[clause.i][0] == o.i + 1:
            return clause
    return None


def _to_clause(sentence: Sentence, head: int, *deps: str) -> Token | None:
    for k in sentence.kids(head, *(deps or ("xcomp", "ccomp", "advcl"))):
        if k.i > head and any(t.tag == "TO" for t in sentence.kids(k.i, "aux")):
            return k
    return None


def _infinitive(case: Case) -> Content | None:
    """ "promised to leave"; "is said to have left", where the subject belongs to what is said."""
    sentence, verb = case.sentence, case.verb
    for k in sentence.kids(verb.i, "xcomp"):
        if k.i > verb.i and any(t.tag == "TO" for t in sentence.kids(k.i, "aux")):
            first, last = sentence.edges[k.i]
            first = max(first, verb.i + 1)  # "[where] they hope to meet": the parser hangs it on "meet"
            last = without_contrast(sentence, first, with_lost_end(sentence, verb, last))
            ranges = [(first, last)]
            if case.is_passive:
                ranges += [sentence.edges[x.i] for x in sentence.kids(verb.i, "nsubjpass")]
                ranges += _described(sentence, verb)
            return Content("infinitive", tuple(sorted(ranges)), is_told=not case.is_passive)
    return None


def _described(sentence: Sentence, verb: Token) -> list[Range]:
    """The noun of "[a base] believed by experts to be empty"."""
    noun = sentence.tokens[verb.head]
    first = sentence.edges[verb.i][0]
    return [(sentence.edges[noun.i][0], first - 1)] if verb.dep == "acl" and noun.i < first else []


def _told_infinitive(case: Case) -> Content | None:
    return _infinitive(case) if case.is_passive else None


def _prepositional(case: Case) -> Content | None:
    """ "called for X", "warned of X", "accused Y of X", "was blamed for X"."""
    sentence, verb, row = case.sentence, case.verb, case.row
    if row is None or not row.prepositions:
        return None
    wanted = _for_somebody_to(sentence, verb, row)
    if wanted is not None:
        return wanted
    for p, _ in _phrases(sentence, verb.i, row):
        if p.lemma in row.prepositions and p.i > verb.i:
            near = (p.i,) if p.i - verb.i <= 2 else ()
            last = sentence.edges[p.i][1]
            last = next(
                (sentence.edges[k.i][1] for k in sentence.kids(verb.i, "prep") if k.i == last + 1 and k.lemma == "as"),
                last,
            )
            last = with_joined(sentence, last, p.lemma)
            last = with_purpose(sentence, verb.i, last) if is_wanted(row) else last
            ranges = [(p.i + 1, without_relative(sentence, p.i + 1, last))]
            if case.is_passive and "np" in row.frames:  # "was accused of X": who is accused belongs to what is said
                ranges += [sentence.edges[k.i] for k in sentence.kids(verb.i, "nsubjpass")]
            return Content(f"prep:{p.lemma}", tuple(sorted(ranges)), near, is_told=not case.is_passive)
    return None


def _phrases(sentence: Sentence, verb: int, row: Cue) -> Iterator[tuple[Token, Token]]:
    yield from prepositional(sentence, verb)
    for d in sentence.kids(verb, "dobj"):
        if not d.tag.startswith("NNP") or "object" in row.addressee:  # "reminded Lim of X", not "accused Lim of X"
            yield from prepositional(sentence, d.i)


def _passive_phrase(case: Case) -> Content | None:
    return _prepositional(case) if case.is_passive else None


def _noun_phrase(case: Case) -> Content | None:
    """ "condemned the attack", "was condemned by the bloc", "blamed the rebels for the blast"."""
    sentence, verb, row = case.sentence, case.verb, case.row
    if row is not None and row.cue_class == "deny" and sentence.has_kid(verb.i, "dative"):
        return None  # "denied them papers" gives nothing, it says nothing
    for d in sentence.kids(verb.i, "nsubjpass" if case.is_passive else "dobj"):
        first, last = sentence.edges[d.i]
        if d.tag in ("WDT", "WP") or (not case.is_passive and d.i < verb.i) or d.lemma.endswith(_SELF):
            continue
        if row is not None and row.cue_class == "say" and d.tag in ("DT", "PRP") and first == last:
            continue  # "said this", "addressed them"
        if row is not None and row.cue_class == "threaten" and (d.tag.startswith("NNP") or d.tag == "PRP"):
            continue  # "the offensive threatens Manbij"
        if not case.is_passive:
            last = without_relative(sentence, first, with_tail(sentence, verb.i, last, row))
            last = with_since(sentence, verb.i, last) if row is not None and row.cue_class == "report" else last
        return Content("np", ((first, last),), is_told=False)
    for k in sentence.kids(verb.i, "ccomp"):
        first, last = sentence.edges[k.i]
        if not case.is_passive and sentence.tokens[first].tag == "WP" and first > verb.i:  # "denounced what it calls X"
            return Content("np", ((first, last),), is_told=False)
    return None


_READERS: Final = (
    (_tag, frozenset({"clause"})),
    (_clause, frozenset({"clause", "predicate"})),
    (_told_infinitive, frozenset({"clause"})),
    (naming, frozenset({"as", "predicate"})),
    (_object_infinitive, frozenset({"object_infinitive"})),
    (_infinitive, frozenset({"infinitive"})),
    (_passive_phrase, frozenset({"np"})),
    (_noun_phrase, frozenset({"np"})),
    (_prepositional, frozenset[str]()),
    (_parenthesis, frozenset({"clause"})),
)
