"""The stages of the coder by name, and the pipeline that is built of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from eventcoder.code.acts import ActFinder
from eventcoder.code.contexts import ContextReader
from eventcoder.code.counts import CountReader
from eventcoder.code.events import CodeEvents
from eventcoder.code.learned import LearnedTypes
from eventcoder.code.pairs import PairCoder
from eventcoder.code.second_opinion import SecondOpinion
from eventcoder.code.statements import CodeStatements
from eventcoder.code.status import StatusReader
from eventcoder.find.hits import NameHits
from eventcoder.find.mentions import FindMentions
from eventcoder.find.names import MendNames
from eventcoder.find.parser import KnownWords, ParseSentences, model_version
from eventcoder.find.predications import BuildPredications
from eventcoder.find.quotes import FindQuotations
from eventcoder.find.time_stage import MarkTimes
from eventcoder.find.toponyms import FindToponyms
from eventcoder.knowledge import Knowledge, load_knowledge
from eventcoder.knowledge.bundle import predicate_nouns
from eventcoder.knowledge.learned import load_learned
from eventcoder.pipeline import Pipeline, Stage
from eventcoder.read.prepare import PrepareText
from eventcoder.resolve.actors import ResolveActors
from eventcoder.resolve.known import state_actor
from eventcoder.resolve.places import ResolvePlaces
from eventcoder.resolve.times import ResolveTimes
from eventcoder.schema import SCHEMA_VERSION, Actor, Versions
from eventcoder.settings import Settings
from eventcoder.version import __version__

RULES_ALONE: Final = "(rules alone)"  # what the coder's version says where the learned model was not heard


def build_pipeline(settings: Settings) -> Pipeline:
    """The whole coder for these settings. Raises SettingsError or KnowledgeError if it cannot be built."""
    knowledge = load_knowledge(settings.knowledge)
    return Pipeline(build_stages(settings, knowledge), versions(settings, knowledge))


@lru_cache(maxsize=4)
def cached_pipeline(settings: Settings) -> Pipeline:
    """The pipeline for these settings, built once in a process."""
    return build_pipeline(settings)


def build_stages(settings: Settings, knowledge: Knowledge) -> tuple[Stage, ...]:
    """Every stage in the order in which a report goes through them."""
    contexts = ContextReader(knowledge.context_words)
    return (
        PrepareText(knowledge.language),
        FindQuotations(),
        ParseSentences(settings.model, known_words(knowledge)),
        MendNames(NameHits(knowledge.actors), knowledge.actors.name_genders),
        build_predications(knowledge),
        MarkTimes(knowledge.times),
        FindMentions(knowledge.actors, knowledge.pronouns),
        FindToponyms(knowledge.places, knowledge.actors),
        ResolvePlaces(knowledge.places),
        ResolveActors(knowledge.actors, knowledge.pronouns),
        ResolveTimes(knowledge.times),
        CodeStatements(knowledge.cues, knowledge.channels, contexts, knowledge.containers, knowledge.when_where),
        CodeEvents(
            ontology=knowledge.ontology,
            acts=build_act_finder(knowledge),
            contexts=contexts,
            counts=CountReader(knowledge.count_words, knowledge.numbers, frozenset(knowledge.actors.roles)),
            containers=knowledge.containers,
            classes=knowledge.lexicon.classes,
            when_where=knowledge.when_where,
            states=states(knowledge),
            private=knowledge.lexicon.classes["private"],
            second_opinion=_second_opinion(knowledge) if settings.learned else None,
        ),
    )


def _second_opinion(knowledge: Knowledge) -> SecondOpinion:
    return SecondOpinion(build_learned(), knowledge.lexicon)


def states(knowledge: Knowledge) -> dict[str, Actor]:
    """The actors of states and territories, by the code they are coded with."""
    return {c.iso3: state_actor(c) for c in knowledge.actors.countries.values() if c.code == c.iso3}


def build_predications(knowledge: Knowledge) -> BuildPredications:
    """The stage that builds predications, with every noun and adjective that can head one."""
    adjectives = knowledge.lexicon.heads("adj") | knowledge.operators.heads("adj") | knowledge.cues.adjectives
    return BuildPredications(predicate_nouns(knowledge, knowledge.cues.nouns), adjectives, knowledge.time_words)


def known_words(knowledge: Knowledge) -> KnownWords:
    """What the lexicon tells the tokenizer and lemmatizer."""
    cues = {"verb": knowledge.cues.verbs, "noun": knowledge.cues.nouns}
    bases = {k: knowledge.lexicon.heads(k) | knowledge.operators.heads(k) | words for k, words in cues.items()}
    return KnownWords(bases, knowledge.hyphenated, knowledge.complements)


def build_act_finder(knowledge: Knowledge) -> ActFinder:
    """The part that finds acts in predications."""
    return ActFinder(knowledge.lexicon, knowledge.operators, StatusReader(knowledge.status_words))


def build_pair_coder(knowledge: Knowledge, *, learned: bool = True) -> PairCoder:
    """The part that codes what one marked stretch did to another."""
    return PairCoder(build_act_finder(knowledge), build_learned() if learned else None)


@lru_cache(maxsize=1)
def build_learned() -> LearnedTypes:
    """The learned model of event types; its network is opened by the first question."""
    return LearnedTypes(load_learned())


def versions(settings: Settings, knowledge: Knowledge) -> Versions:
    """What records carry to say what made them."""
    coder = __version__ if settings.learned else f"{__version__} {RULES_ALONE}"
    return Versions(SCHEMA_VERSION, coder, knowledge.digest, model_version(settings.model))
