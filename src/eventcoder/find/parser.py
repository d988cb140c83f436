"""Parse sentences: tokens with tags, lemmas and dependencies from an installed spaCy English pipeline.

Only the tagger and the dependency parser run. Each report is parsed in batches of its own sentences, so a result never
depends on which other reports were coded beside it.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from eventcoder.analysis import Analysis, Sentence, Token
from eventcoder.errors import SettingsError
from eventcoder.find.trees import repair, with_tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNUSED: Final = ("ner", "senter", "entity_linker", "entity_ruler", "textcat")
_PARSING: Final = ("tok2vec", "transformer", "tagger", "parser")
_ORTH: Final = 65  # spacy.attrs.ORTH, without importing spaCy to read it
_BATCH: Final = 32
_WORDNET_POS: Final = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words that the pipeline may not know.

    bases: base forms by part of speech ("verb", "noun") that the lexicon lists: "airstrike", "defund".
    hyphenated: forms that stay one token, with their part of speech and base form: "cease-fire" to "ceasefire".
    complements: verbs with what stands behind them ("tell": object), by which parses are mended.
    """

    bases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    hyphenated: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (form, part of speech) to base form
    complements: Mapping[str, str] = field(default_factory=dict)


class Lemmatizer:
    """Base forms by Penn tag, from the word lists that come inside the spaCy pipeline (WordNet) and the known words."""

    def __init__(self, index: Any, exceptions: Any, rules: Any, words: KnownWords) -> None:
        self._exceptions, self._rules, self._hyphenated = exceptions, rules, words.hyphenated
        self._index = {pos: {*index.get(pos, ()), *words.bases.get(pos, ())} for pos in _WORDNET_POS.values()}
        self.lemma = lru_cache(maxsize=50_000)(self._lemma)

    def _lemma(self, word: str, tag: str) -> str:
        word = word.lower()
        pos = _WORDNET_POS.get(tag[:1])
        if pos is None or tag in ("NNP", "NNPS", "RP", "RB"):
            return word
        if base := self._hyphenated.get((word, pos)):
            return base
        if tag in ("VB", "NN", "JJ") and word in self._index.get(pos, ()):
            return word
        found = self._exceptions.get(pos, {}).get(word)
        if found:
            return str(found[0])
        for old, new in self._rules.get(pos, ()):
            if word.endswith(old):
                form = word[: len(word) - len(old)] + new
                if form and form in self._index.get(pos, ()):
                    return str(form)
        return word


class ParseSentences:
    """Give sentences their tokens, tags, lemmas and dependencies."""

    name = "find.parse"
    needs = ("sentences", "folded")
    gives = ("tokens",)

    def __init__(self, model: str, words: KnownWords | None = None) -> None:
        self._nlp = load_model(model)
        self._pipes: list[Any] = [pipe for name, pipe in self._nlp.pipeline if name in _PARSING]
        words = words or KnownWords()
        self._keep_whole(words.hyphenated)
        self._complements = words.complements
        self._lemmatizer = _lemmatizer_of(self._nlp, words)
        self._strings = self._nlp.vocab.strings

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with parsed sentences."""
        return replace(analysis, sentences=self.parse(analysis.folded, analysis.sentences))

    def parse(self, folded: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """Return the sentences with tokens; ``folded`` has the length of the document's text."""
        docs = [self._tokenize(folded[s.start : s.end]) for s in sentences]
        order = sorted(range(len(docs)), key=lambda i: (len(docs[i]), i))
        for first in range(0, len(order), _BATCH):
            batch = [docs[i] for i in order[first : first + _BATCH]]
            for pipe in self._pipes:
                pipe.set_annotations(batch, pipe.predict(batch))
        return tuple(self._with_tokens(s, d) for s, d in zip(sentences, docs, strict=True))

    def _keep_whole(self, hyphenated: Iterable[tuple[str, str]]) -> None:
        tokenizer: Any = self._nlp.tokenizer
        for form, _ in hyphenated:
            for written in (form, form.capitalize()):
                tokenizer.add_special_case(written, [{_ORTH: written}])

    def _tokenize(self, text: str) -> Doc:
        doc = self._nlp.make_doc(text)
        for token in doc[1:]:  # one sentence stays one tree
            token.is_sent_start = False
        return doc

    def _with_tokens(self, sentence: Sentence, doc: Doc) -> Sentence:
        return repair(with_tree(sentence, tuple(self._tokens(sentence.start, doc))), self._complements)

    def _tokens(self, offset: int, doc: Doc) -> Iterator[Token]:
        lemma = self._lemmatizer.lemma
        for w in doc:
            text, tag = w.text, w.tag_
            start = offset + w.idx
            yield Token(w.i, start, start + len(text), text, lemma(text, tag), tag, w.dep_, w.head.i)


@lru_cache(maxsize=4)
def load_model(name: str) -> Language:
    """Load an installed spaCy English pipeline with the matrix library that measured fastest on one core.

    Raises SettingsError if no such package is installed or it has no tagger and parser.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))  # 1.4x faster than blis on one thread, same trees (make bench)
    try:
        nlp = spacy.load(name, exclude=list(_UNUSED))
    except (OSError, ImportError) as error:
        raise SettingsError(
            f"model {name!r} is not installed; expected the name of a spaCy English pipeline package. "
            "Install it with pip or leave --model out."
        ) from error
    missing = {"tagger", "parser"} - set(nlp.pipe_names)
    if missing or nlp.lang != "en":
        raise SettingsError(
            f"model {name!r} (language {nlp.lang!r}) lacks {', '.join(sorted(missing)) or 'English'}; "
            "expected an English pipeline with a tagger and a dependency parser."
        )
    return nlp


def model_version(name: str) -> str:
    """Return ``name version`` of an installed pipeline without loading it."""
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return name


def _lemmatizer_of(nlp: Language, words: KnownWords) -> Lemmatizer:
    if "lemmatizer" not in nlp.pipe_names:
        raise SettingsError(f"model {nlp.meta['name']!r} has no rule lemmatizer; expected a spaCy 3 English pipeline.")
    tables = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, exceptions, rules = (tables.get_table(t) for t in ("lemma_index", "lemma_exc", "lemma_rules"))
    return Lemmatizer(index, exceptions, rules, words)
