"""Statements and actors of short texts, for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis
from eventcoder.code.contexts import ContextReader
from eventcoder.code.statements import CodeStatements
from eventcoder.find.parser import ParseSentences
from eventcoder.find.predications import BuildPredications
from eventcoder.find.quotes import FindQuotations
from eventcoder.knowledge import Knowledge
from eventcoder.knowledge.statements import load_channels, load_cues
from eventcoder.knowledge.tables import Tables
from eventcoder.read import read_text
from eventcoder.read.prepare import PrepareText
from eventcoder.schema import Statement


@pytest.fixture(scope="session")
def statement_stage(knowledge: Knowledge) -> CodeStatements:
    """The stage with the built-in knowledge."""
    tables = Tables()
    return CodeStatements(
        load_cues(tables),
        load_channels(tables),
        ContextReader(knowledge.context_words),
        knowledge.containers,
        knowledge.when_where,
    )


@pytest.fixture(scope="session")
def attribute(
    knowledge: Knowledge, parser: ParseSentences, predicator: BuildPredications, statement_stage: CodeStatements
) -> Callable[[str], Analysis]:
    """Find who says what in a text, without resolving anybody."""
    stages = (PrepareText(knowledge.language), FindQuotations(), parser, predicator, statement_stage)

    def run(text: str) -> Analysis:
        analysis = Analysis(read_text(text))
        for stage in stages:
            analysis = stage(analysis)
        return analysis

    return run


@pytest.fixture(scope="session")
def told(attribute: Callable[[str], Analysis]) -> Callable[[str], tuple[Statement, ...]]:
    """The statements of a text, nobody resolved."""
    return lambda text: attribute(text).statements
