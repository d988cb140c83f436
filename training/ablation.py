"""What each witness is worth: rules, linear models, the network, and rules and network together, on marked pairs.

Usage: python -m training.ablation [PAIRS.jsonl]. Without a file only the held-out exemplars are scored. Lines of the
file have id, text, source_spans, target_spans and root.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from eventcoder.bench import Predictor
from eventcoder.code.learned import Question
from eventcoder.code.marked import mark_pair
from eventcoder.code.wordpiece import WordPieces
from eventcoder.knowledge import load_knowledge
from eventcoder.knowledge.learned import NO_ACT_LABEL
from eventcoder.registry import build_learned
from eventcoder.schema import Span
from eventcoder.settings import Settings
from training.build import encoder_folder
from training.examples import PairExample, load_examples, split
from training.network import new_network, run_network

Labels = list[str | None]
Witness = Callable[[Sequence[PairExample]], Labels]
_YIELD: Final = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def main() -> None:
    """Print the table."""
    learnt, held_out = split(load_examples(load_knowledge()))
    sets = {"held-out exemplars": [e for e in held_out if e.label != NO_ACT_LABEL]}
    if len(sys.argv) > 1:
        sets[Path(sys.argv[1]).stem] = _read(Path(sys.argv[1]))
    print("| witness | " + " | ".join(f"{name} (n={len(rows)})" for name, rows in sets.items()) + " |")
    print("|---|" + "---|" * len(sets))
    for name, witness in _witnesses(learnt).items():
        shares = [f"{_right(rows, witness(rows)):.3f}" for rows in sets.values()]
        print(f"| {name} | " + " | ".join(shares) + " |", flush=True)


def _witnesses(learnt: Sequence[PairExample]) -> Mapping[str, Witness]:
    return {
        "rules alone": _coder(learned=False),
        "words and word pairs, logistic regression": _word_model(learnt),
        "frozen encoder, logistic regression": _frozen_model(learnt),
        "fine-tuned network alone": _network,
        "rules and network": _coder(learned=True),
    }


def _coder(*, learned: bool) -> Witness:
    predictor = Predictor(Settings(learned=learned))
    return lambda rows: [predictor.pairs(_record(e))["event_type"] for e in rows]


def _network(rows: Sequence[PairExample]) -> Labels:
    answers = build_learned().ask([Question(e.text, e.source, e.target) for e in rows])
    return [max((p, t) for t, p in a.probabilities.items() if t != NO_ACT_LABEL)[1] for a in answers]


def _word_model(learnt: Sequence[PairExample]) -> Witness:
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        LogisticRegression(C=20, max_iter=2000, class_weight="balanced"),
    )
    some = [e for e in learnt if e.label != NO_ACT_LABEL]
    model.fit([_in_words(e) for e in some], [e.label for e in some])
    return lambda rows: list(model.predict([_in_words(e) for e in rows]))


def _frozen_model(learnt: Sequence[PairExample]) -> Witness:
    folder = encoder_folder()
    words = WordPieces((folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
    network = new_network(folder)
    width = network.out.in_features
    with torch.no_grad():  # the hidden layer hands on the sentence's mean as it is
        network.hidden.weight.zero_()
        network.hidden.weight[:, 2 * width :] = torch.eye(width) / 4
        network.hidden.bias.zero_()

    def features(rows: Sequence[PairExample]) -> np.ndarray:
        return run_network(network, [mark_pair(e.text, e.source, e.target, words) for e in rows])[1]

    some = [e for e in learnt if e.label != NO_ACT_LABEL]
    model = LogisticRegression(C=20, max_iter=2000, class_weight="balanced").fit(
        features(some), [e.label for e in some]
    )
    return lambda rows: list(model.predict(features(rows)))


def _in_words(e: PairExample) -> str:
    """The sentence, its source and target as words of their own, and the words between them as others."""
    first, last = sorted((e.source, e.target))
    between = e.text[first.end : last.start].split()
    turned = "turned" if e.target < e.source else "straight"
    return " ".join(
        (e.text, *(f"between_{w}" for w in between), *(f"target_{w}" for w in e.target.of(e.text).split()), turned)
    )


def _right(rows: Sequence[PairExample], found: Sequence[str | None]) -> float:
    return sum(_folded(e.label) == _folded(label) for e, label in zip(rows, found, strict=True)) / len(rows)


def _folded(label: str | None) -> str | None:
    return _YIELD.get(label, label) if label else None


def _record(e: PairExample) -> dict[str, Any]:
    spans = {"source_spans": [[e.source.start, e.source.end]], "target_spans": [[e.target.start, e.target.end]]}
    return {"id": e.id, "text": e.text, **spans}


def _read(path: Path) -> list[PairExample]:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        PairExample(
            r["id"], r["text"], Span(*r["source_spans"][0]), Span(*r["target_spans"][0]), r["root"], is_exemplar=False
        )
        for r in records
        if r["source_spans"] and r["target_spans"]
    ]


if __name__ == "__main__":
    main()
