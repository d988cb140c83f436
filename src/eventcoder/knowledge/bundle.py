"""All knowledge of one run in one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from eventcoder.knowledge.actor_files import load_actors
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.composition import Operators, load_operators
from eventcoder.knowledge.contexts import ContextWord, load_context_words
from eventcoder.knowledge.language import Language, load_language
from eventcoder.knowledge.lexicon import Lexicon, load_lexicon
from eventcoder.knowledge.numbers import (
    CountKind,
    NumberWords,
    load_complements,
    load_containers,
    load_count_words,
    load_hyphenated,
    load_number_words,
    load_time_words,
)
from eventcoder.knowledge.ontology import Ontology, load_ontology
from eventcoder.knowledge.places import Places, load_places
from eventcoder.knowledge.pronouns import Pronouns, load_pronouns
from eventcoder.knowledge.statements import Channels, Cues, load_channels, load_cues
from eventcoder.knowledge.status import StatusWords, load_status_words
from eventcoder.knowledge.tables import Tables, digest
from eventcoder.knowledge.times import TimeKnowledge, load_times
from eventcoder.knowledge.when_where import WhenWhereWords, load_when_where_words


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that coding knows, and the digest that names this state of it."""

    ontology: Ontology
    actors: Actors
    pronouns: Pronouns
    language: Language
    times: TimeKnowledge
    places: Places
    cues: Cues
    channels: Channels
    lexicon: Lexicon
    operators: Operators
    status_words: StatusWords
    when_where: WhenWhereWords
    context_words: tuple[ContextWord, ...]
    numbers: NumberWords
    count_words: Mapping[str, CountKind]
    containers: frozenset[str]
    time_words: frozenset[str]
    hyphenated: Mapping[tuple[str, str], str]
    complements: Mapping[str, str]
    digest: str


@lru_cache(maxsize=2)
def load_knowledge(layers: tuple[Path, ...] = ()) -> Knowledge:
    """Read and check the built-in knowledge and the user's layers over it.

    Raises KnowledgeError that names file, line and fault.
    """
    tables = Tables(layers)
    ontology = load_ontology(tables)
    lexicon = load_lexicon(tables, ontology)
    return Knowledge(
        ontology=ontology,
        actors=load_actors(tables),
        pronouns=load_pronouns(tables),
        language=load_language(tables),
        times=load_times(tables),
        places=load_places(tables),
        cues=load_cues(tables),
        channels=load_channels(tables),
        lexicon=lexicon,
        operators=load_operators(tables, ontology),
        status_words=load_status_words(tables, ontology),
        when_where=load_when_where_words(tables, lexicon),
        context_words=load_context_words(tables, ontology),
        numbers=load_number_words(tables),
        count_words=load_count_words(tables),
        containers=load_containers(tables),
        time_words=load_time_words(tables),
        hyphenated=load_hyphenated(tables),
        complements=load_complements(tables),
        digest=digest(layers),
    )


def predicate_nouns(knowledge: Knowledge, *more: Iterable[str]) -> frozenset[str]:
    """Nouns that can head a predication: nominal events, operators, and what callers add (cue nouns)."""
    nouns = knowledge.lexicon.heads("noun") | knowledge.operators.heads("noun")
    return nouns.union(*more)
