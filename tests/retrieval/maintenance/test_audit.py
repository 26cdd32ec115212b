"""A look at the whole collection finds what is wrong with each part, and what is derived is made again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.library import Library
from retrieval.store import snapshot
from tests.integrity import faults
from tests.retrieval.conftest import Open


def without_vectors(library: Library) -> None:
    shutil.rmtree(library.home / "vectors")


def with_garbage_for_vectors(library: Library) -> None:
    (library.home / "vectors" / "chroma.sqlite3").write_bytes(b"garbage " * 512)


def without_words(library: Library) -> None:
    shutil.rmtree(library.home / "snapshots")


def with_a_damaged_catalog(library: Library) -> None:
    folder = snapshot.current(library.home / "snapshots")
    assert folder is not None
    (folder / "catalog.sqlite").write_bytes(b"garbage " * 512)


@pytest.mark.parametrize(
    ("harm", "part"),
    [
        (without_vectors, "vectors"),
        (with_garbage_for_vectors, "vectors"),
        (without_words, "snapshot"),
        (with_a_damaged_catalog, "snapshot"),
    ],
)
def test_what_is_derived_is_looked_at_and_made_again(
    opened: Open, articles: Path, harm: Callable[[Library], None], part: str
) -> None:
    opened().ingest([articles])
    assert opened().verify() == []
    harm(opened())
    library = opened()
    assert {each.part for each in library.verify()} >= {part}
    assert {each.part for each in library.repair()} >= {part}
    assert library.verify() == []
    assert faults(library) == []
