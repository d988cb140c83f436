"""What the learned model says of marked pairs: how likely each type of act is, and which exemplars come nearest.

The network is opened by the first question. One thread, and batches made of one report's own questions, make its
arithmetic the same on every run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from eventcoder.code.marked import MarkedPair, mark_pair
from eventcoder.code.wordpiece import WordPieces
from eventcoder.errors import SettingsError
from eventcoder.knowledge.learned import LABELS, NO_ACT_LABEL, Learned, check_files
from eventcoder.schema import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH: Final = 32
_NEAREST: Final = 2  # exemplars that are named
_DIGITS: Final = 2  # probabilities are told with; processors differ in later ones


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence and the pair that is asked about; offsets are into the sentence."""

    text: str
    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """How likely each label is (they sum to 1)."""

    probabilities: Mapping[str, float]
    place: NDArray[np.float32] = field(compare=False, repr=False)  # where the pair lies among the exemplars
    nearest: tuple[str, ...] = ()  # ids of the nearest exemplars, once they were asked for

    @property
    def label(self) -> str:
        """The likeliest label: a PLOVER type, or NONE for no act between the two."""
        return max(self.probabilities, key=lambda label: self.probabilities[label])

    @property
    def probability(self) -> float:
        """Of the likeliest label."""
        return self.probabilities[self.label]

    @property
    def event_type(self) -> str | None:
        """The likeliest type; None if most likely there is no act."""
        return None if self.label == NO_ACT_LABEL else self.label


class LearnedTypes:
    """Answers questions with the shipped network."""

    def __init__(self, learned: Learned) -> None:
        self._learned = learned

    @property
    def rule_trust(self) -> Mapping[int, float]:
        """Share of acts of each fit (0 to 6) that were right on sentences not seen before."""
        return self._learned.rule_trust

    def ask(self, questions: Sequence[Question]) -> tuple[Answer, ...]:
        """Return an answer to each question, in their order.

        Raises SettingsError if the runtime is not installed, KnowledgeError if the model's files were changed.
        """
        pairs = [mark_pair(q.text, q.source, q.target, self._words) for q in questions]
        order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i].ids), i))
        found: dict[int, Answer] = {}
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            found.update(zip(chosen, self._answers([pairs[i] for i in chosen]), strict=True))
        return tuple(found[i] for i in range(len(pairs)))

    def with_nearest(self, answer: Answer) -> Answer:
        """Return an answer with the ids of the exemplars that lie nearest to its pair."""
        import numpy as np

        ids, places = self._exemplars
        near = np.argsort(-(places @ answer.place), kind="stable")[:_NEAREST]
        return replace(answer, nearest=tuple(ids[int(n)] for n in near))

    @cached_property
    def _words(self) -> WordPieces:
        return WordPieces(self._learned.vocabulary())

    @cached_property
    def _session(self) -> Any:
        try:
            import onnxruntime
        except ImportError as error:
            raise SettingsError(
                "the learned model needs the package onnxruntime, which is not installed; "
                "install it with pip, or code without the model (--no-model)."
            ) from error
        check_files(self._learned)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors only
        return onnxruntime.InferenceSession(
            str(self._learned.network), sess_options=options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _exemplars(self) -> tuple[Sequence[str], NDArray[np.float32]]:
        """Ids of the exemplars and where they lie, as unit vectors (n, features)."""
        import numpy as np

        places = np.load(self._learned.nearest_places, allow_pickle=False).astype(np.float32)
        return self._learned.nearest_ids(), places / (np.linalg.norm(places, axis=1, keepdims=True) + 1e-9)

    def _answers(self, pairs: Sequence[MarkedPair]) -> list[Answer]:
        scores, features = self._session.run(None, _arrays(pairs))
        return [self._answer(s, f) for s, f in zip(scores, features, strict=True)]

    def _answer(self, scores: NDArray[np.float32], features: NDArray[np.float32]) -> Answer:
        import numpy as np

        powers = np.exp((scores - scores.max()) / self._learned.temperature)
        shares = powers / powers.sum()
        probabilities = {label: round(float(p), _DIGITS) for label, p in zip(LABELS, shares, strict=True)}
        return Answer(probabilities, features)


def _arrays(pairs: Sequence[MarkedPair]) -> dict[str, Any]:
    """What the network reads: rectangles of numbers, short sentences filled up with zeros."""
    import numpy as np

    longest = max(len(p.ids) for p in pairs)
    ids = np.zeros((len(pairs), longest), np.int64)
    mask = np.zeros((len(pairs), longest), np.int64)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = pair.ids
        mask[row, : len(pair.ids)] = 1
    places = {name: np.array([getattr(p, name) for p in pairs], np.int64) for name in ("source", "target")}
    return {"ids": ids, "mask": mask, **places}
