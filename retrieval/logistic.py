"""A logistic regression over features that hold or don't, with weights that are fitted elsewhere."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from importlib import resources
from math import exp
from typing import Self


class Logistic:
    """Scores sets of features.

    Args:
        weights: by feature; others weigh nothing.
        bias: what every set has.
        least: the score, 0 to 1, from which on the answer is yes.
    """

    def __init__(self, weights: Mapping[str, float], bias: float, least: float) -> None:
        self.weights = weights
        self.bias = bias
        self.least = least

    @classmethod
    def read(cls, package: str, file: str) -> Self:
        """The weights in a JSON file of a package."""
        read = json.loads(resources.files(package).joinpath(file).read_text("utf-8"))
        return cls(read["weights"], read["bias"], read["least"])

    def score(self, names: Collection[str]) -> float:
        """The probability, 0 to 1, of a yes for these features."""
        return 1 / (1 + exp(-self.bias - sum(self.weights.get(name, 0.0) for name in names)))
