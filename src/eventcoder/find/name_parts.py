"""Role words that are part of a name: "King" of "Stephen King", "General" of "Zendar General Hospital"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventcoder.analysis import Sentence
from eventcoder.find.shapes import SHAPE_TAGS, starts_shape
from eventcoder.knowledge.actor_names import plain
from eventcoder.knowledge.actors import Actors, Role

if TYPE_CHECKING:
    from eventcoder.find.items import Item


def without_name_parts(
    sentence: Sentence, items: list[Item], taken: set[int], people: frozenset[str], actors: Actors
) -> list[Item]:
    """Free role words that are part of a name ("Stephen King"), or the name of somebody named before ("King said").

    taken: the tokens of the items; those of the words that are freed leave it. people: last names of the report.
    """
    by_last = {x.last: x for x in items}
    kept = []
    for x in items:
        is_one_person = x.first == x.last and x.role is not None and x.role.kind == "person"
        if is_one_person and (
            _is_name_part(sentence, x.first, by_last, taken, actors) or _is_name_again(sentence, x.first, people)
        ):
            taken.discard(x.first)
        else:
            kept.append(x)
    return kept


def _is_name_part(sentence: Sentence, i: int, by_last: dict[int, Item], taken: set[int], actors: Actors) -> bool:
    tokens, role = sentence.tokens, by_last[i].role
    if role is None or tokens[i].tag not in SHAPE_TAGS or not tokens[i].text[:1].isupper():
        return False
    before, after = _run(sentence, i, taken, -1), _run(sentence, i, taken, 1)
    if after and not role.is_title and i > 0 and tokens[i - 1].tag == "DT":
        return True  # "the National Policy Institute"
    title = by_last.get(i - 1)
    if title is not None and title.role is not None and title.role.is_title:
        return bool(after)
    if not before or any(plain(w) in actors.given_names or (w.isupper() and w.endswith(".")) for w in before):
        return bool(before)
    return not tokens[i - 1].text.isupper() and not _is_office(sentence, i, role, after, actors)


def _run(sentence: Sentence, i: int, taken: set[int], step: int) -> list[str]:
    """The capitalised words directly before (step -1) or after (1) a token, as far as they belong to no item."""
    found, tokens = [], sentence.tokens
    while 0 <= i + step < len(tokens) and i + step not in taken and starts_shape(tokens[i + step]):
        i += step
        found.append(tokens[i].text)
    return found


def _is_office(sentence: Sentence, i: int, role: Role, after: list[str], actors: Actors) -> bool:
    """True for "Harare Mayor Lena Brok" and "Brok, Medical Superintendent", not for "Zendar General Hospital"."""
    if after:
        is_name = plain(after[0]) in actors.given_names or (
            len(after) > 1 and actors.name_head(after[-1]).kind in ("open", "either")
        )
        return role.is_title and is_name and not any(w.lower() in actors.roles for w in after)
    t = sentence.tokens[i]
    if "abbr" in role.notes:
        return False
    return t.tag == "NNP" and t.dep != "compound" and (role.is_title or t.dep == "appos" or sentence.has_kid(i, "prep"))


def _is_name_again(sentence: Sentence, i: int, people: frozenset[str]) -> bool:
    """True for a last name that is a role's word too and stands without article: "King said" after "Stephen King"."""
    t = sentence.tokens[i]
    after = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    is_title = after is not None and starts_shape(after)
    return t.text in people and t.tag in SHAPE_TAGS and not is_title and not sentence.has_kid(i, "det", "poss")
