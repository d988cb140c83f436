"""Let a large network learn first, and label many sentences for the small one to learn from.

What the large one says of a sentence tells more than a label does: which other types come near. And it can be asked
about sentences that nobody has labelled.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from training import encoders
from training.calibrating import probabilities
from training.examples import PairExample, digest_of, marked
from training.learning import Recipe, labelled, train
from training.network import new_network, run_network
from training.renaming import Renamer
from training.varying import variants

_LOG: Final = logging.getLogger(__name__)
_RECIPE: Final = Recipe(epochs=2, encoder_rate=5e-5)
_FROZEN: Final = 4  # layers of the large encoder that are not trained
_EACH: Final = 1  # variants of each example
_SEED: Final = 11
_SOFTENED: Final = 1.5  # divides the large network's scores: it is too sure of the sentences that it learned from
_TRUSTED: Final = 0.5  # weight of its answer against the label, where there is one


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the small network learns from: examples and variants, and how likely each label should be, (n, labels)."""

    examples: Sequence[PairExample]
    wanted: np.ndarray
    held_out: np.ndarray  # the large network's scores for the sentences held out


def lesson(
    learnt: Sequence[PairExample], held_out: Sequence[PairExample], renamer: Renamer, answers: Path | None = None
) -> Lesson:
    """Return the lesson of a large network that was trained on ``learnt``.

    answers: a file of the large network's scores, read if it is there and fits the sentences, else written; with it the
    small network can be trained again in a quarter of the time.
    """
    asked = [*learnt, *variants(learnt, renamer, _EACH, _SEED)]
    scores = _answers([*asked, *held_out], learnt, renamer, answers)
    wanted = probabilities(scores[: len(asked)], _SOFTENED).astype(np.float32)
    own = slice(len(learnt))
    wanted[own] = _TRUSTED * wanted[own] + (1 - _TRUSTED) * labelled(learnt)
    return Lesson(asked, wanted, scores[len(asked) :])


def _answers(
    asked: Sequence[PairExample], learnt: Sequence[PairExample], renamer: Renamer, kept: Path | None
) -> np.ndarray:
    digest = f"{digest_of(asked)} {_RECIPE} {_FROZEN}"
    if kept is not None and kept.is_file():
        with np.load(kept) as file:
            if str(file["digest"]) == digest:
                scores: np.ndarray = file["scores"]
                return scores
        _LOG.info("%s is of other sentences and is made again", kept)
    with encoders.teacher() as encoder:
        network = new_network(encoder.folder, _FROZEN)
        hardest = [e for e in learnt if e.is_exemplar]
        train(network, hardest, labelled(hardest), encoder.words, renamer, _RECIPE)
        _LOG.info("asking the large network about %d sentences", len(asked))
        scores, _ = run_network(network, marked(asked, encoder.words), is_rough=True)
    if kept is not None:
        np.savez(kept, digest=digest, scores=scores)
    return scores
