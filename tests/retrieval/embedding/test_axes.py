"""Shortened vectors have nearly the cosines of whole ones."""

from __future__ import annotations

import numpy as np

from retrieval.embedding.axes import of_minilm, shortened
from retrieval.embedding.minilm import MiniLM


def test_the_axes_stand_at_right_angles() -> None:
    """So that what they leave of a vector is a projection."""
    axes = of_minilm()
    assert axes.shape == (MiniLM.dimensions, 96)
    assert np.allclose(axes.T @ axes, np.eye(96), atol=1e-3)


def test_another_embedders_vectors_are_the_sum_of_their_halves() -> None:
    """The middle number of an odd length stands alone."""
    assert shortened(np.arange(5, dtype=np.float32).reshape(1, 5), "another").tolist() == [[3.0, 5.0, 2.0]]
