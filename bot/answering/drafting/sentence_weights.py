"""What the signs of sentences weigh: a small net that ranks them, and one that tells whether the best one answers.

Fitted by ``tests.fitting.fit_sentence_judge``, which writes ``sentences.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]

Signs = Mapping[str, float]
"""Numbers by name; one that isn't there is 0."""

SHOWN = 4
"""Sentences among which the answer must be for the best to count as right: as many as are shown at once."""

MOST_APART = 5.0
"""Logits by which the best sentence of another article may be behind; more is no surer."""

MOST_HELD = 6.0
"""The logit that the passages hold an answer, at most; more is no surer."""

MOST_LOGIT = 30.0
"""As good as certain."""


def scores(found: Sequence[Signs], of_the_question: Signs) -> Weights:
    """The logit, but for a constant, of each sentence of a question that it is the one that answers: (sentences,).

    Args:
        found: the signs of each.
        of_the_question: the signs of the question alone.
    """
    net = _nets()["ranks"]
    return net.weighed(matrix(found, of_the_question, net.names))


def matrix(found: Sequence[Signs], of_the_question: Signs, names: Sequence[str]) -> Weights:
    """The signs of sentences, with those of their question: float32, (sentences, names)."""
    rows = [[signs[name] if name in signs else of_the_question.get(name, 0.0) for name in names] for signs in found]
    return np.array(rows, dtype=np.float32).reshape(len(found), len(names))


def likelihood(signs: Signs) -> float:
    """The probability that the best sentences answer, by the signs of the first, of them all and of the question."""
    net = _nets()["answers"]
    logit = float(net.weighed(matrix([signs], {}, net.names))[0])
    return 1 / (1 + math.exp(-max(min(logit, MOST_LOGIT), -MOST_LOGIT)))


def of_the_best(
    ranked: Sequence[float], articles: Sequence[str], best: Sequence[Signs], holds: float
) -> dict[str, float]:
    """The signs of how far the first of some sentences stands out among them, and its article among theirs.

    ``best four`` is the likelihood of all that are shown at once, ``apart`` how far behind the best of another article
    is.

    Args:
        ranked: the scores of all, best first; at least one.
        articles: the ids of their articles.
        best: the signs of the first, at least one.
        holds: the logit that the passages hold an answer.
    """
    of_first = np.array([each == articles[0] for each in articles])
    shares = np.exp(np.array(ranked) - max(ranked))
    shares /= shares.sum()
    behind = ranked[0] - max((score for score, of in zip(ranked, of_first, strict=True) if not of), default=-math.inf)
    return {
        "holds": max(min(holds, MOST_HELD), -MOST_HELD),
        "rank": ranked[0] / 5,
        "best": float(shares[0]),
        "best four": float(shares[:SHOWN].sum()),
        "best article": float(shares[of_first].sum()),
        "apart": min(behind, MOST_APART) / MOST_APART,
        "of one article": float(of_first[:SHOWN].mean()),
        "most held": max(each["exact"] + each["exact around"] for each in best[:SHOWN]),
    }


class _Net(NamedTuple):
    """Straight weights, and units beside them: ``inward`` (names, units), ``bias`` and ``outward`` (units,)."""

    names: list[str]
    straight: Weights
    inward: Weights
    bias: Weights
    outward: Weights

    def weighed(self, rows: Weights) -> Weights:
        """The logit of each row of signs."""
        units = np.maximum(rows @ self.inward + self.bias, 0.0)
        logits: Weights = rows @ self.straight + units @ self.outward
        return logits


@lru_cache(1)
def _nets() -> Mapping[str, _Net]:
    read = json.loads(resources.files(__package__).joinpath("sentences.json").read_text("utf-8"))
    return {
        what: _Net(of.pop("names"), **{name: np.array(numbers, dtype=np.float32) for name, numbers in of.items()})
        for what, of in read.items()
    }
