"""Scores of sets of features."""

from __future__ import annotations

import pytest

from retrieval.logistic import Logistic


def test_a_score_is_the_logistic_of_the_weights() -> None:
    """Features without a weight add nothing."""
    model = Logistic({"said": 2.0, "mute": -1.0}, bias=-1.0, least=0.5)
    assert model.score([]) == pytest.approx(0.2689, abs=1e-4)
    assert model.score(["said", "unknown"]) == pytest.approx(0.7311, abs=1e-4)
    assert model.score(["said", "mute"]) == pytest.approx(0.5)
