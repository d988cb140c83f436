"""Fixtures that more than one room's tests share; the heavy ones are built once a session."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis, Predication, Sentence
from eventcoder.find.parser import ParseSentences
from eventcoder.find.predications import BuildPredications
from eventcoder.knowledge import Knowledge, load_knowledge
from eventcoder.pipeline import Pipeline
from eventcoder.read import fold, read_text
from eventcoder.registry import build_pipeline, build_predications, known_words
from eventcoder.settings import Settings


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The built-in knowledge."""
    return load_knowledge()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The whole coder with default settings."""
    return build_pipeline(Settings())


@pytest.fixture(scope="session")
def analyse(pipeline: Pipeline) -> Callable[..., Analysis]:
    """Run the whole coder over a text: ``analyse(text, published="2021-07-16")``."""

    def run(text: str, **fields: str) -> Analysis:
        return pipeline.analyse(read_text(text, **fields))

    return run


@pytest.fixture(scope="session")
def parser(knowledge: Knowledge) -> ParseSentences:
    """The parser stage."""
    return ParseSentences(words=known_words(knowledge))


@pytest.fixture(scope="session")
def predicator(knowledge: Knowledge) -> BuildPredications:
    """The predication stage."""
    return build_predications(knowledge)


@pytest.fixture(scope="session")
def parse(parser: ParseSentences) -> Callable[[str], Sentence]:
    """Parse a text as one sentence."""
    return lambda text: parser.parse(fold(text), [Sentence(0, 0, len(text), 0)])[0]


@pytest.fixture(scope="session")
def predications(
    parse: Callable[[str], Sentence], predicator: BuildPredications
) -> Callable[[str], tuple[Predication, ...]]:
    """The predications of a text taken as one sentence."""
    return lambda text: predicator.build(parse(text))
