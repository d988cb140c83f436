"""The first stage: a folded copy of the text and its sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, Sentence
from eventcoder.knowledge.language import Language
from eventcoder.read.folding import fold
from eventcoder.read.sentences import SplitSentences

_STAGE: Final = "read.sentences"


class PrepareText:
    """Fold the text and split it into sentences; a dateline is never cut."""

    name = _STAGE
    needs = ("document",)
    gives = ("folded", "sentences")

    def __init__(self, language: Language) -> None:
        self._split = SplitSentences(language)

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with the folded text and its sentences."""
        document = analysis.document
        folded = fold(document.text)
        protected = [(document.dateline.span.start, document.dateline.span.end)] if document.dateline else []
        paragraphs = [(p.start, p.end) for p in document.paragraphs] or None
        spans = self._split(document.text, folded, protected, paragraphs)
        sentences = tuple(Sentence(i, start, end, paragraph) for i, (start, end, paragraph) in enumerate(spans))
        return replace(analysis, folded=folded, sentences=sentences)
