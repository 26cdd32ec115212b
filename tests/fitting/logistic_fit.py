"""Fits a logistic regression with an L2 penalty by Newton's method, and writes it as the package reads it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from retrieval.logistic import Logistic

FEWEST_USES = 3
"""Features of fewer examples are left out."""
STEPS = 15


def fit(
    examples: Sequence[tuple[Collection[str], bool]],
    *,
    penalty: float,
    least: float,
    shares: Sequence[float] | None = None,
) -> Logistic:
    """The weights with which the examples are likeliest, less the penalty.

    Args:
        examples: the features of each, and whether the answer is yes.
        penalty: on half the sum of the squared weights; the bias bears none.
        least: the score from which on the fitted model says yes.
        shares: how much each example counts; 1 where they aren't given.
    """
    uses = Counter(name for features, _ in examples for name in features)
    names = sorted(name for name, n in uses.items() if n >= FEWEST_USES)
    column = {name: n for n, name in enumerate(names)}
    held = np.zeros((len(examples), len(names) + 1))
    held[:, -1] = 1
    for row, (features, _) in zip(held, examples, strict=True):
        row[[column[name] for name in features if name in column]] = 1
    wanted = np.array([yes for _, yes in examples], dtype=float)
    counts = np.ones(len(examples)) if shares is None else np.array(shares)
    penalties = np.full(len(names) + 1, penalty)
    penalties[-1] = 0
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-held @ weights))
        slope = held.T @ (counts * (likely - wanted)) + penalties * weights
        curve = (held * (counts * likely * (1 - likely))[:, None]).T @ held + np.diag(penalties)
        weights -= np.linalg.solve(curve, slope)
    fitted = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=False)}
    return Logistic({name: weight for name, weight in fitted.items() if weight}, round(float(weights[-1]), 3), least)


def write(model: Logistic, path: Path) -> None:
    """Write the weights as JSON, a feature a line."""
    kept = {"least": model.least, "bias": model.bias, "weights": dict(sorted(model.weights.items()))}
    path.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", "utf-8")
