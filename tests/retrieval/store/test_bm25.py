"""BM25 that is saved once and read by many."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from retrieval.store.bm25 import Lexical, Ranking, best


def build(folder: Path, texts: list[str]) -> None:
    ranking = Ranking()
    for text in texts:
        ranking.add(text)
    ranking.save(folder)


TEXTS = ["The ferry froze in the ice.", "Ice, ice and more ice.", "A budget.", "", "The ferry sails.", "A budget."]


def test_rows_are_ranked_by_their_words(tmp_path: Path) -> None:
    """The row with the rarer word, or with more of it, comes first; rows without a word are left out."""
    build(tmp_path / "ranking", TEXTS)
    ranking = Lexical(tmp_path / "ranking")
    assert len(ranking) == len(TEXTS)
    assert [row for row, _ in best(ranking.scores("ice ferries"), 10)] == [0, 1, 4]
    assert ranking.scores("ice").shape == (len(TEXTS),)
    assert ranking.scores("ice").dtype == np.float32


def test_ties_go_by_row_and_k_is_a_bound(tmp_path: Path) -> None:
    """Equal rows keep their order, so that an answer doesn't change from run to run."""
    build(tmp_path / "ranking", TEXTS)
    ranking = Lexical(tmp_path / "ranking")
    (first, score), (second, same) = best(ranking.scores("budget"), 10)
    assert (first, second) == (2, 5)
    assert score == same
    assert [row for row, _ in best(ranking.scores("budget"), 1)] == [2]
    assert best(ranking.scores("budget"), 0) == []
    assert best(np.zeros(0, dtype=np.float32), 5) == []


def test_a_tie_at_the_bound_goes_to_the_first_row() -> None:
    """Also when more rows are level than fit."""
    scores = np.array([1, 2, 1, 1, 1, 1, 3, 1], dtype=np.float32)
    for k in range(1, 9):
        assert [row for row, _ in best(scores, k)] == [6, 1, 0, 2, 3, 4, 5, 7][:k]


def test_nothing_known_scores_nothing(tmp_path: Path) -> None:
    """Unknown words, stop words, no words: zero everywhere."""
    build(tmp_path / "ranking", TEXTS)
    for query in ("zeppelin", "the of and", "", "\x00\ud800 😀", "\ufdfa"):
        assert not Lexical(tmp_path / "ranking").scores(query).any()


def test_no_texts_and_texts_without_words(tmp_path: Path) -> None:
    """Nothing to rank is no error."""
    for name, texts in (("empty", []), ("marks", ["…", "— —", ""])):
        build(tmp_path / name, texts)
        ranking = Lexical(tmp_path / name)
        assert len(ranking) == len(texts)
        assert best(ranking.scores("ice"), 5) == []


def test_a_ranking_reads_what_another_process_saved(tmp_path: Path) -> None:
    """The same scores after saving, and building again gives the same files."""
    for name in ("one", "two"):
        build(tmp_path / name, TEXTS)
    one, two = Lexical(tmp_path / "one"), Lexical(tmp_path / "two")
    assert np.array_equal(one.scores("ferry on the ice"), two.scores("ferry on the ice"))
