"""Fine-tune the network on marked sentences."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import nn

from eventcoder.code.marked import MarkedPair, mark_pair
from eventcoder.code.wordpiece import WordPieces
from eventcoder.knowledge.learned import LABELS
from training.examples import PairExample
from training.network import PairNetwork, batch_of
from training.renaming import Renamer

_LOG: Final = logging.getLogger(__name__)
_WARM_UP: Final = 0.06  # share of the steps
_CLIP: Final = 1.0
_POOL: Final = 20  # batches' worth of sentences that are sorted by length together
_LOGGED: Final = 100  # steps


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network is trained. The seed makes two runs on one machine the same."""

    epochs: int = 4
    batch: int = 16
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    smoothing: float = 0.05
    renamed: float = 0.5  # share of sentences whose countries are swapped, drawn anew in each epoch
    teacher_weight: float = 0.5  # share of the loss that follows a teacher's scores, where there are any
    seed: int = 7


def train(
    network: PairNetwork,
    examples: Sequence[PairExample],
    words: WordPieces,
    renamer: Renamer,
    recipe: Recipe,
    teacher: np.ndarray | None = None,
) -> None:
    """Fit the network to the examples, in place.

    teacher: probabilities (n, labels) of a larger network for the same examples, or None.
    """
    rng = random.Random(recipe.seed)  # noqa: S311 - not for secrets
    torch.manual_seed(recipe.seed)
    steps = recipe.epochs * -(-len(examples) // recipe.batch)
    optimizer = _optimizer(network, recipe)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for epoch in range(recipe.epochs):
        pairs = [_marked(e, words, renamer, rng, recipe.renamed) for e in examples]
        losses: list[float] = []
        network.train()
        for order in _shuffled(pairs, recipe.batch, rng):
            loss = _loss(network, pairs, examples, order, teacher, recipe)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if len(losses) % _LOGGED == 0:
                _LOG.info("epoch %d step %d loss %.3f", epoch + 1, len(losses), sum(losses) / len(losses))
    network.eval()


def _loss(
    network: PairNetwork,
    pairs: Sequence[MarkedPair],
    examples: Sequence[PairExample],
    order: list[int],
    teacher: np.ndarray | None,
    recipe: Recipe,
) -> torch.Tensor:
    batch = batch_of(pairs, order)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, _ = network(batch.ids, batch.mask, batch.source, batch.target)
    labels = torch.tensor([LABELS.index(examples[i].label) for i in order])
    loss = nn.functional.cross_entropy(scores.float(), labels, label_smoothing=recipe.smoothing)
    if teacher is None:
        return loss
    wanted = torch.from_numpy(teacher[order])
    from_teacher = nn.functional.cross_entropy(scores.float(), wanted)
    return (1 - recipe.teacher_weight) * loss + recipe.teacher_weight * from_teacher


def _marked(example: PairExample, words: WordPieces, renamer: Renamer, rng: random.Random, share: float) -> MarkedPair:
    text, spans = example.text, (example.source, example.target)
    if rng.random() < share:
        text, spans = renamer.rename(text, spans, rng)
    return mark_pair(text, *spans, words)


def _shuffled(pairs: Sequence[MarkedPair], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Batches of similar length in random order."""
    order = list(range(len(pairs)))
    rng.shuffle(order)
    batches: list[list[int]] = []
    for first in range(0, len(order), size * _POOL):
        pool = sorted(order[first : first + size * _POOL], key=lambda i: len(pairs[i].ids))
        batches += [pool[n : n + size] for n in range(0, len(pool), size)]
    rng.shuffle(batches)
    yield from batches


def _optimizer(network: PairNetwork, recipe: Recipe) -> torch.optim.Optimizer:
    heads = [p for part in (network.hidden, network.out) for p in part.parameters()]
    return torch.optim.AdamW(
        [
            {"params": list(network.encoder.parameters()), "lr": recipe.encoder_rate},
            {"params": heads, "lr": recipe.head_rate},
        ],
        weight_decay=recipe.weight_decay,
    )


def _rate(step: int, steps: int) -> float:
    return min(1.0, step / (_WARM_UP * steps + 1)) * max(0.0, (steps - step) / steps)
