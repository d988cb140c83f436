"""The actors of one role as other projects write them: names, countries, sectors, CAMEO codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventcoder.knowledge.formats import ForeignCodes
from eventcoder.schema import Actor, Participant
from eventcoder.show.formats.places import Value

_ROLES = 3  # CAMEO roles behind the country


def people_fields(
    role: str, people: Sequence[Participant], text: str, actors: Mapping[str, Actor], codes: ForeignCodes
) -> Mapping[str, Value]:
    """Return every field ``source.*`` or ``target.*``; lists hold one item an actor, in the order of the text.

    Codes of CAMEO are those of the first actor: tables that have them have one actor a row.
    """
    if not people:
        return {}
    known = [actors.get(p.actor_id) for p in people]
    countries = [codes.countries.get(p.country or "") for p in people]
    fields: dict[str, Value] = {
        "names": tuple(p.name for p in people),
        "name_capitals": people[0].name.upper(),
        "countries": tuple(p.country for p in people),
        "country_names": tuple(c.name if c else p.country for c, p in zip(countries, people, strict=True)),
        "cow": tuple(c.cow if c else None for c in countries),
        "sector": tuple(p.sectors[0] if p.sectors else None for p in people),
        "sectors": tuple(",".join(p.sectors) or None for p in people),
        "offices": tuple(a.office if a else None for a in known),
        "words": tuple(p.span.of(text) if p.span else None for p in people),
        "wikidata": tuple(a.wikidata if a else None for a in known),
        "offset": people[0].span.start if people[0].span else None,
        **_cameo(people[0], codes),
    }
    return {f"{role}.{name}": value for name, value in fields.items()}


def _cameo(person: Participant, codes: ForeignCodes) -> dict[str, Value]:
    """The actor in CAMEO: country or kind of organisation, then roles; None where CAMEO has no word for it."""
    international = codes.international.get(person.country or "")
    country = codes.countries.get(person.country or "")
    roles = [role for sector in person.sectors if (role := codes.sectors.get(sector))]
    roles = [role for role in dict.fromkeys(roles) if not international or role not in international.cameo][:_ROLES]
    start = international.cameo if international else country.cameo if country else ""
    kinds = ([international.type] if international else []) + roles
    return {
        "cameo": start + "".join(roles) or None,
        "cameo_country": international.country if international else country.cameo if country else None,
        "cameo_group": international.group if international else None,
        **{f"cameo_role{n or ''}": kinds[i] if i < len(kinds) else None for i, n in enumerate(("", 2, 3))},
        "cameo_attributes": ";".join(kinds[1:]) or None,
    }
