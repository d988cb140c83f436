"""Write the trained network as one ONNX file with weights of eight bits.

Only the storage is small: every weight is multiplied out to 32-bit floats when the file is opened, so that the same
arithmetic runs on processors with and without integer instructions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from training.network import PairNetwork

_LEAST: Final = 10_000  # weights; smaller tables stay as they are
_OPSET: Final = 17
_LEVELS: Final = 127
INPUTS: Final = ("ids", "mask", "source", "target")
OUTPUTS: Final = ("scores", "features")


def export_network(network: PairNetwork, path: Path) -> None:
    """Write the network to ``path``."""
    network.eval()
    ids = torch.ones((2, 5), dtype=torch.long)
    places = torch.ones(2, dtype=torch.long)
    torch.onnx.export(
        network,
        (ids, ids, places, places),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes={"ids": {0: "n", 1: "length"}, "mask": {0: "n", 1: "length"}}
        | {name: {0: "n"} for name in ("source", "target", *OUTPUTS)},
        opset_version=_OPSET,
        dynamo=False,
    )
    model = onnx.load(str(path))
    _shrink(model)
    model.producer_name, model.producer_version, model.doc_string = "eventcoder", "", ""
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def _shrink(model: onnx.ModelProto) -> None:
    """Replace large tables by eight-bit numbers, a scale for each row or column, and the two steps that undo it."""
    graph = model.graph
    steps: list[onnx.NodeProto] = []
    for table in list(graph.initializer):
        weights = numpy_helper.to_array(table)
        if weights.size < _LEAST or weights.dtype != np.float32:
            continue
        axis = 1 if weights.shape[0] > 2 * weights.shape[-1] else 0  # word tables by word, others by output column
        scale = (np.abs(weights).max(axis=axis, keepdims=True) / _LEVELS + 1e-12).astype(np.float32)
        small = np.clip(np.rint(weights / scale), -_LEVELS, _LEVELS).astype(np.int8)
        name = table.name
        graph.initializer.remove(table)
        graph.initializer.extend(
            [numpy_helper.from_array(small, f"{name}.small"), numpy_helper.from_array(scale, f"{name}.scale")]
        )
        steps += [
            helper.make_node("Cast", [f"{name}.small"], [f"{name}.wide"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.wide", f"{name}.scale"], [name]),
        ]
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend((*steps, *nodes))
