"""Descriptions that take up somebody named before: "the movement" after Hamas, "the campaigner" after an activist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eventcoder.analysis import Candidate
from eventcoder.knowledge.actors import Description
from eventcoder.resolve.pairs import last_couple
from eventcoder.resolve.registry import Entity
from eventcoder.resolve.report import Report

_ARTICLES: Final = frozenset({"the", "this", "that"})
_OF_ANOTHER: Final = frozenset(
    "other another new next first second third main largest biggest main rival different small similar".split()
)
_FAR: Final = 10  # sentences back for a noun that says much ("the ministry", "the bishop")
_NEAR: Final = 3  # for one that says little ("the leader", "the official")
_UNKNOWN: Final = "unk"
_GENERAL: Final = frozenset({"people", "authority", "public", "other", "country"})
_BODIES: Final = frozenset({"group", "institution"})


class DescriptionResolver:
    """Finds whom a definite description takes up again."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def person(self, c: Candidate, country: str | None) -> Entity | None:
        """The person last named under this role noun, a longer one that ends in it, or one of its kind."""
        if c.is_plural or not c.is_definite or c.role is None or c.is_modifier:
            return None
        if c.is_former and not c.role.startswith("ex-"):
            return None
        full = self._report.actors.roles[c.role][0].full
        registry = self._report.registry
        same = registry.by_role(c.role, country) or registry.by_role(full, country)
        if same is not None or not self._has_article(c) or self._is_another(c) or c.complements:
            return same
        noun = full.removeprefix("ex-")
        kin = self._report.actors.role_kin.get(noun, frozenset())
        for e in self._named_before(country):
            distance = c.sentence - e.sentence
            ends_so = any(r == noun or r.endswith(f" {noun}") for r in e.roles)
            if (ends_so and distance <= _FAR) or (distance <= _NEAR and kin & e.roles):
                return e
        return None

    def _is_bare_group(self, c: Candidate) -> bool:
        if not c.is_plural or c.role is None or c.is_modifier or c.is_former or c.complements or c.modifiers:
            return False
        sentence = self._report.sentence(c)
        is_bare = not sentence.has_kid(c.head, "amod", "compound", "relcl", "acl", "prep", "poss", "nmod")
        return is_bare and self._has_article(c) and c.role not in _GENERAL

    def couple(self, c: Candidate) -> tuple[Entity, ...]:
        """The two people named together a little before whom "the men", "these women" may mean; nobody if not sure."""
        gender = self._report.actors.roles[c.role or ""][0].gender
        pair = last_couple(c, self._report, _NEAR) if gender is not None and self._is_bare_group(c) else None
        fits = pair is not None and all(e.names and e.gender in (None, gender) for e in pair.entities)
        return pair.entities if pair is not None and fits else ()

    def people(self, c: Candidate, country: str | None) -> Entity | None:
        """The group last mentioned under the same noun: "the fighters" after "Kurdish fighters"."""
        if not self._is_bare_group(c):
            return None
        for e in self._report.registry.recent():
            is_same = e.is_plural and c.role in e.roles and country in (None, e.actor.country)
            if is_same and c.sentence - e.sentence <= _NEAR:
                return e
        return None

    def body(self, c: Candidate, country: str | None) -> Entity | None:
        """The body last mentioned that the noun may describe; a name nobody knows only if no other will do."""
        rows = self._report.actors.descriptions.get(c.role or "", ())
        if not rows or c.is_plural or c.is_modifier or c.complements or not self._has_article(c) or self._is_another(c):
            return None
        fits = [
            e
            for e in self._report.registry
            if c.sentence - e.sentence <= _FAR
            and e.actor.country in (country or e.actor.country, None)
            and any(_is_described(e, row) for row in rows)
        ]
        sure = [e for e in fits if _kind_of_id(e) != _UNKNOWN]
        near = [e for e in fits if c.sentence - e.sentence <= _NEAR]
        return max(sure or near, key=lambda e: self._closeness(e, c), default=None)

    def _named_before(self, country: str | None) -> Iterator[Entity]:
        """Single people with a name or a description of their own, last mentioned first."""
        for e in self._report.registry.recent():
            if e.is_person and e.names and (country is None or e.actor.country in (country, None)):
                yield e

    def _has_article(self, c: Candidate) -> bool:
        return any(k.lemma in _ARTICLES for k in self._report.sentence(c).kids(c.head, "det"))

    def _is_another(self, c: Candidate) -> bool:
        """True for "the other party": not the one said before."""
        return any(k.lemma in _OF_ANOTHER for k in self._report.sentence(c).kids(c.head, "amod"))

    def _closeness(self, e: Entity, c: Candidate) -> tuple[float, int]:
        """Subjects of the last sentence, then whoever was named last."""
        is_subject = e.subject_in >= 0 and e.subject_in >= c.sentence - 1
        return (2.5 if is_subject else 0.0) - 2.0 * (c.sentence - e.sentence), e.order


def _is_described(e: Entity, row: Description) -> bool:
    kind = _kind_of_id(e)
    if kind not in row.kinds:
        return False
    if kind == _UNKNOWN:
        return e.gender is None
    if row.sectors and not row.sectors & set(e.actor.sectors):
        return False
    return not row.countries or e.actor.country in row.countries


def _kind_of_id(e: Entity) -> str:
    """The kind of the row that a body is known by; "unk" for a name that no row has: "Northern Front"."""
    kind = e.actor.id.rsplit(":", 1)[0].rsplit(".", 1)[-1]
    is_unknown = e.kind == "unknown" or (
        kind.isupper() and e.kind in _BODIES and e.actor.name[:1].isupper() and not e.is_plural
    )
    return _UNKNOWN if is_unknown else kind
