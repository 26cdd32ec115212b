"""Whether what is stored is also found: neither a false alarm nor a blind eye."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval.embedding.base import Vectors
from retrieval.library import Library
from retrieval.search.retriever import Retriever
from retrieval.store.index import Index
from retrieval.store.records import Record, span_id
from retrieval.store.vector_search import VectorSearch
from tests.integrity import faults
from tests.retrieval.conftest import Open, write

REPORTS = 30
REPEATED = "This report was edited after it came out."


@pytest.fixture
def library(opened: Open, tmp_path: Path) -> Library:
    """Reports that repeat one paragraph oftener than a search looks for neighbours, and that few words tell apart."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(REPORTS):
        own = "\n\n".join(f"Pier {number} was shut on day {day}." for day in range(4))
        write(
            folder / f"{number}.txt",
            f"Report {number}.\n\n{own}\n\n“It is shut, all {number} of it,” said Jon Holm.\n\n{REPEATED}",
        )
    held = opened()
    held.ingest([folder])
    return held


def test_repeated_paragraphs_are_no_fault(library: Library) -> None:
    """A passage that as near ones crowd out of its own search, or that a narrow search misses, isn't lost."""
    assert library.verify().findings == []
    assert faults(library) == []


def test_a_passage_that_no_search_brings(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma's tables hold its vector and its graph lost it: that is told, and mended by writing it anew."""
    key = next(key for key, text, *_ in library.index.rows("passages") if text == "Pier 7 was shut on day 2.")
    lost = {key}
    search, put = VectorSearch.nearest_to_each, Index.put

    def searched(self: VectorSearch, vectors: Vectors, k: int) -> list[list[tuple[str, float]]]:
        return [[each for each in near if each[0] not in lost][:k] for near in search(self, vectors, k + 1)]

    def written(self: Index, found: Sequence[Record]) -> None:
        lost.difference_update(span_id(each.article.id, n) for each in found for n in range(len(each.passages)))
        put(self, found)

    monkeypatch.setattr(VectorSearch, "nearest_to_each", searched)
    monkeypatch.setattr(Index, "put", written)
    assert faults(library) == [f"passage {key} isn't found by its own vector"]
    (told,) = library.verify().findings
    assert (told.part, told.article) == ("passages", key.partition(":")[0])
    assert library.repair() == [told]
    assert library.verify().findings == []
    assert faults(library) == []


def test_a_vector_of_another_text(library: Library) -> None:
    """A vector that is whole, found, and not its own text's: told by what was derived before, and made anew."""
    (key, *_), *_, (_, _, _, other) = library.index.rows("passages")
    library.index.collections.passages.update(ids=[key], embeddings=[other])
    assert [fault for fault in faults(library) if key in fault and "vector" in fault]
    (told,) = library.verify().findings
    assert (told.part, told.article) == ("passages", key.partition(":")[0])
    assert "another vector" in told.message
    library.repair()
    assert library.verify().findings == []
    assert faults(library) == []


def test_a_passage_that_is_lost_when_it_is_written(
    opened: Open, tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions find it as if the graph led to it: that it doesn't is noted with its article."""
    query = "Pier 7 was shut on day 2."
    expected = [(each.item, round(each.score, 5)) for each in _retriever(library).passages(query, 5)]
    searched = VectorSearch.nearest_to_each

    def without(self: VectorSearch, vectors: Vectors, k: int) -> list[list[tuple[str, float]]]:
        lost = {key for key, text, *_ in other.index.rows("passages") if text == query}
        return [[each for each in near if each[0] not in lost][:k] for near in searched(self, vectors, k + 1)]

    other = opened(tmp_path / "other")
    monkeypatch.setattr(VectorSearch, "nearest_to_each", without)
    other.ingest([tmp_path / "reports"])
    shown = other.snapshot()
    assert shown is not None
    assert [shown.catalog.passages.at(row)[0].text for row in shown.catalog.passages.unlinked] == [query]
    assert [(each.item, round(each.score, 5)) for each in _retriever(other).passages(query, 5)] == expected
    assert other.verify().findings == []
    assert faults(other) == []


def _retriever(library: Library) -> Retriever:
    shown = library.snapshot()
    assert shown is not None
    return Retriever(shown, library.index, library.embedder)


def test_reports_that_are_edited_again_and_again(library: Library, tmp_path: Path) -> None:
    """Each version repeats most of the one before, which stays in Chroma's graph as a deleted twin of it."""
    for edition in range(3):
        for number in range(0, REPORTS, 3):
            with (tmp_path / "reports" / f"{number}.txt").open("a", encoding="utf-8") as file:
                file.write(f"\n\nEdition {edition} of report {number}.")
        library.ingest([tmp_path / "reports"])
    assert library.verify().findings == []
    assert faults(library) == []
