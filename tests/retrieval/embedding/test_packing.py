"""Vectors in four bits a number: what is left of them, of whatever length and shape they are."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.embedding.base import Vectors
from retrieval.embedding.packing import Packed, are_packed, cosines, even, packed, unpacked


def stored(vectors: Vectors) -> Packed:
    return np.frombuffer(packed(vectors), dtype=np.uint8).reshape(len(vectors), even(vectors.shape[1]) // 2)


def made(dimensions: int, rows: int = 200) -> Vectors:
    """Unit vectors: some along one axis alone, some with one number far above the others."""
    vectors = np.random.default_rng(7).normal(size=(rows, dimensions))
    vectors[:20, 1:] = 0
    vectors[20:60, -1] = 9
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("dimensions", [2, 3, 16, 383, 384, 1536])
def test_what_comes_out_is_nearly_what_went_in(dimensions: int) -> None:
    vectors = made(dimensions)
    held = stored(vectors)
    assert held.nbytes == len(vectors) * even(dimensions) // 2
    same = np.einsum("ij,ij->i", unpacked(held)[:, :dimensions], vectors)
    assert same.min() > 0.97
    assert same.mean() > 0.994
    assert np.allclose(np.linalg.norm(unpacked(held), axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("dimensions", [3, 384])
def test_cosines_are_those_of_what_comes_out(dimensions: int) -> None:
    vectors = made(dimensions)
    held = stored(vectors)
    expected = unpacked(held)[:, :dimensions] @ vectors[0]
    assert np.allclose(cosines(held, vectors[0]), expected, atol=1e-5)


def test_the_bytes_dont_depend_on_what_stands_beside_them() -> None:
    vectors = made(384)
    assert packed(vectors) == b"".join(packed(each[None]) for each in vectors)


def test_packing_again_changes_nothing() -> None:
    held = stored(made(384))
    assert packed(unpacked(held)) == held.tobytes()


def test_none() -> None:
    nothing = np.zeros((0, 384), dtype=np.float32)
    assert packed(nothing) == b""
    assert unpacked(stored(nothing)).shape == (0, 384)
    assert are_packed(stored(nothing))


def test_damaged_bytes_are_told() -> None:
    held = stored(made(384))
    assert are_packed(held)
    assert not are_packed(np.zeros_like(held))
    noise = np.random.default_rng(7).integers(0, 256, held.shape, dtype=np.uint8)
    assert not are_packed(noise)


def test_a_byte_for_each_number() -> None:
    """So older versions wrote them."""
    vectors = made(384)
    numbers = np.rint(vectors * 127 / np.abs(vectors).max(axis=1, keepdims=True)).astype(np.int8)
    assert are_packed(numbers)
    assert not are_packed(numbers // 2)
    assert np.allclose(cosines(numbers, vectors[0]), vectors @ vectors[0], atol=0.01)
