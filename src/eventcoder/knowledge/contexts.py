"""Words and phrases that show a PLOVER context."""

from __future__ import annotations

from dataclasses import dataclass

from eventcoder.knowledge.ontology import Ontology
from eventcoder.knowledge.tables import Problems, Tables


@dataclass(frozen=True, slots=True)
class ContextWord:
    """One word or phrase (lower case) and the context it shows."""

    context: str
    words: str
    is_strong: bool  # enough by itself; a weak one needs a second
    ref: str


def load_context_words(tables: Tables, ontology: Ontology) -> tuple[ContextWord, ...]:
    """Read and check context_words.tsv."""
    problems = Problems()
    words = []
    for row in tables.read("ontology/context_words.tsv", ("context", "lemma_or_phrase", "weight")):
        if row.word("context") not in ontology.contexts:
            problems.add(row, f"context {row.word('context')!r} is not in ontology/contexts.tsv.")
        if row.word("weight") not in ("strong", "weak"):
            problems.add(row, f"weight {row.word('weight')!r}; expected strong or weak.")
        strong = row.word("weight") == "strong"
        words.append(ContextWord(row.word("context"), row.word("lemma_or_phrase").lower(), strong, row.ref))
    problems.raise_if_any()
    return tuple(words)
