"""The files of the learned model of event types: read, and checked against what was written down when it was made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.tables import BUILT_IN, Tables

NO_ACT_LABEL: Final = "NONE"
LABELS: Final = (
    *("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE"),
    *("PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN", NO_ACT_LABEL),
)
TABLE: Final = "model/model.tsv"
NETWORK: Final = "pair_types.onnx"
VOCABULARY: Final = "vocabulary.txt"
NEAREST: Final = "nearest.npy"
NEAREST_IDS: Final = "nearest_ids.txt"
FILES: Final = (NETWORK, VOCABULARY, NEAREST, NEAREST_IDS)
_COLUMNS: Final = ("key", "value")


@dataclass(frozen=True, slots=True)
class Learned:
    """What the model needs at run time.

    temperature: divides the network's scores, so that its probabilities hold on sentences it has not seen.
    rule_trust: by how well an act fits a marked pair (0 to 6), the share of acts that were right on sentences which
    neither rules nor model had seen.
    """

    folder: Path
    temperature: float
    rule_trust: Mapping[int, float]
    facts: Mapping[str, str]  # everything the table says: what it was trained on, how well it does

    @property
    def network(self) -> Path:
        """The ONNX file."""
        return self.folder / NETWORK

    @property
    def nearest_places(self) -> Path:
        """Where each exemplar lies among the features, a table of eight-bit numbers (n, features)."""
        return self.folder / NEAREST

    def vocabulary(self) -> Sequence[str]:
        """Word pieces in the order of their numbers."""
        return (self.folder / VOCABULARY).read_text(encoding="utf-8").split("\n")

    def nearest_ids(self) -> Sequence[str]:
        """Ids of the exemplars, in the order of the rows of ``nearest.npy``."""
        return (self.folder / NEAREST_IDS).read_text(encoding="utf-8").split("\n")


def load_learned(tables: Tables | None = None) -> Learned:
    """Return the shipped model's description.

    Raises KnowledgeError if a file is missing or is not the one that the table was written with.
    """
    facts = {row.word("key"): row.word("value") for row in (tables or Tables()).read(TABLE, _COLUMNS)}
    folder = BUILT_IN / Path(TABLE).parent
    return Learned(
        folder=folder,
        temperature=_number(facts, "temperature"),
        rule_trust={int(k.rpartition(".")[2]): _number(facts, k) for k in facts if k.startswith("rule_trust.")},
        facts=facts,
    )


def check_files(learned: Learned) -> None:
    """Raise KnowledgeError with every file that is missing or was changed since the model was made."""
    faults = [fault for name in FILES if (fault := _fault(learned, name))]
    if faults:
        raise KnowledgeError("\n".join(faults))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _fault(learned: Learned, name: str) -> str | None:
    path = learned.folder / name
    if not path.is_file():
        return f"model/{name} is missing; expected the file that {TABLE} names. Run `make model`, or use --no-model."
    if (found := sha256_of(path)) != (expected := learned.facts.get(f"sha256.{name}")):
        return (
            f"model/{name} has SHA-256 {found[:12]}..., {TABLE} expects {(expected or 'none')[:12]}...; "
            "install the package again or run `make model`."
        )
    return None


def _number(facts: Mapping[str, str], key: str) -> float:
    try:
        return float(facts[key])
    except (KeyError, ValueError) as error:
        raise KnowledgeError(f"{TABLE}: {key} is {facts.get(key)!r}; expected a number. Run `make model`.") from error
