"""The network: a small pretrained encoder that reads a sentence with marked source and target, and names the act."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from eventcoder.code.marked import MarkedPair
from eventcoder.knowledge.learned import LABELS

FEATURES = 64  # numbers that stand for a pair when its nearest exemplars are looked up
_HIDDEN_DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of similar length as rectangles of numbers; ``order`` says which examples they are."""

    order: list[int]
    ids: torch.Tensor
    mask: torch.Tensor
    source: torch.Tensor
    target: torch.Tensor


class PairNetwork(nn.Module):
    """Encoder, then one hidden layer over the two marks and the sentence's mean."""

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(_HIDDEN_DROPOUT)
        self.hidden = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, len(LABELS))
        self.axes = nn.Linear(width, FEATURES)  # set after training: the main axes of the hidden layer

    def represent(
        self, batch_ids: torch.Tensor, mask: torch.Tensor, source: torch.Tensor, target: torch.Tensor
    ) -> torch.Tensor:
        """Return the hidden layer, (n, width)."""
        states = self.encoder(input_ids=batch_ids, attention_mask=mask).last_hidden_state
        rows = torch.arange(states.shape[0])
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        joined = torch.cat([states[rows, source], states[rows, target], mean], -1)
        return torch.tanh(self.hidden(self.dropout(joined)))

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, source: torch.Tensor, target: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return scores (n, labels) and features (n, FEATURES)."""
        hidden = self.represent(ids, mask, source, target)
        return self.out(self.dropout(hidden)), self.axes(hidden)


def new_network(folder: Path) -> PairNetwork:
    """Return a network over the pretrained encoder in ``folder`` (Hugging Face layout), its own layers fresh."""
    from transformers import AutoModel

    width = json.loads((folder / "config.json").read_text(encoding="utf-8"))["hidden_size"]
    return PairNetwork(AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False), width)


def batch_of(pairs: Sequence[MarkedPair], order: list[int], padding: int = 0) -> Batch:
    """Return the chosen pairs as one rectangle."""
    longest = max(len(pairs[i].ids) for i in order)
    ids = torch.full((len(order), longest), padding, dtype=torch.long)
    mask = torch.zeros((len(order), longest), dtype=torch.long)
    for row, i in enumerate(order):
        ids[row, : len(pairs[i].ids)] = torch.tensor(pairs[i].ids)
        mask[row, : len(pairs[i].ids)] = 1
    source, target = (torch.tensor([getattr(pairs[i], name) for i in order]) for name in ("source", "target"))
    return Batch(order, ids, mask, source, target)


def in_order(pairs: Sequence[MarkedPair], size: int = 64) -> Iterator[Batch]:
    """Every pair once, short sentences first."""
    order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i].ids), i))
    for first in range(0, len(order), size):
        yield batch_of(pairs, order[first : first + size])


@torch.no_grad()
def run_network(network: PairNetwork, pairs: Sequence[MarkedPair]) -> tuple[np.ndarray, np.ndarray]:
    """Return scores (n, labels) and hidden layers (n, width) of all pairs, in their order."""
    network.eval()
    scores = np.zeros((len(pairs), len(LABELS)), np.float32)
    hidden = np.zeros((len(pairs), network.out.in_features), np.float32)
    for batch in in_order(pairs):
        states = network.represent(batch.ids, batch.mask, batch.source, batch.target)
        hidden[batch.order] = states.numpy()
        scores[batch.order] = network.out(states).numpy()
    return scores, hidden
