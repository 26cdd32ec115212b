"""Full-text indexes: what they find, how they score, and what of them can be damaged."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.store.words import Cut, Numbering, Text, Words, Writer, joined

TEXTS = ["The ferry froze in the ice.", "Ice, ice and more ice.", "A budget.", "", "The ferry sails.", "A budget."]
OWN = {"own": 1.0}

Index = Callable[..., Words]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index of statements, three to an article; ``lead_in`` also holds the text before (row 0: the last)."""

    def made(texts: list[str] = TEXTS, name: str = "index") -> Words:
        rows = [
            Text(10 * (row // 3 + 1), row % 3, {"own": joined(text), "lead_in": joined(f"{texts[row - 1]} {text}")})
            for row, text in enumerate(texts)
        ]
        written = Writer(tmp_path / name, "statements", None)
        written.put(rows)
        written.close()
        articles = (len(texts) + 2) // 3
        first = [min(3 * n, len(texts)) for n in range(articles + 1)]
        return Words(tmp_path / name, Numbering([10 * (n + 1) for n in range(articles)], first))

    return made


def test_rows_are_ranked_by_their_words(index: Index) -> None:
    """The row with more of the query's words, or rarer ones, comes first; rows without any are left out."""
    found = index().best("ice ferries", 10, OWN)
    assert found.rows.tolist() == [0, 1, 4]
    assert found.scores.dtype == np.float32
    assert sorted(found.scores, reverse=True) == found.scores.tolist()


def test_ties_go_by_row_and_k_is_a_bound(index: Index) -> None:
    """Equal rows keep their order, so that an answer doesn't change from run to run."""
    held = index()
    found = held.best("budget", 10, OWN)
    assert found.rows.tolist() == [2, 5]
    assert found.scores[0] == found.scores[1]
    assert len(held.best("budget", 1, OWN).rows) == 1


def test_rows_that_are_left_out_make_room_for_others(index: Index) -> None:
    """As many rows come back as were asked for, however many are passed over."""
    held = index([f"The ice, part {n}." for n in range(60)])
    assert held.best("ice", 5, OWN, left_out=range(50)).rows.tolist() == [50, 51, 52, 53, 54]
    assert held.best("ice", 5, OWN, left_out=range(60)).rows.tolist() == []


def test_given_rows_are_scored_in_their_order(index: Index) -> None:
    """As in a search of all rows; 0 for those without a word."""
    held = index()
    found = held.best("ice", 10, OWN)
    ranked = dict(zip(found.rows.tolist(), found.scores.tolist(), strict=True))
    assert held.scores("ice", [5, 1, 0], OWN).tolist() == pytest.approx([0.0, ranked[1], ranked[0]])
    assert held.scores("ice", [], OWN).tolist() == []


def test_fields_are_weighted(index: Index) -> None:
    """A field without a weight doesn't count; two weights add up."""
    held = index()
    own, led_in = held.scores("ice", [2], OWN), held.scores("ice", [2], {"lead_in": 1.0})
    assert own[0] == 0.0 < led_in[0]
    assert held.scores("ice", [1], {"own": 1.0, "lead_in": 0.5})[0] == pytest.approx(
        held.scores("ice", [1], OWN)[0] + 0.5 * held.scores("ice", [1], {"lead_in": 1.0})[0]
    )


def test_bm25_is_as_published(index: Index) -> None:
    """Robertson and Zaragoza's formula with k1 = 1.2 and b = 0.75, worked out by hand for one term."""
    held = index(["ice ice", "ferry"])
    weight = np.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    norm = 1.2 * (1 - 0.75 + 0.75 * 2 / 1.5)
    assert held.weight("ice") == pytest.approx(weight)
    assert held.scores("ice", [0], OWN)[0] == pytest.approx(weight * 2 / (2 + norm), rel=1e-3)


def test_rows_that_cover_a_text(index: Index) -> None:
    """By the share of its different terms; in one field; among some rows."""
    held = index()
    assert held.covering("the frozen ferry, the ferry", 0.5).tolist() == [0, 4]
    assert held.covering("ferries froze", 1.0).tolist() == [0]
    assert held.covering("ferry", 1.0, rows=[4, 5]).tolist() == [4]
    assert held.covering("ice budget", 1.0, "lead_in").tolist() == [0, 2]
    assert held.covering("ferry", 1.0, rows=[]).tolist() == []


def test_single_terms(index: Index) -> None:
    """Which rows hold a term, how rare it is, and whether a word is used in any form."""
    held = index()
    assert held.holding("budget").tolist() == [2, 5]
    assert held.weight("zeppelin") > held.weight("froze") > held.weight("ice") > 0
    assert held.knows("ferries")
    assert not held.knows("zeppelin")


@pytest.mark.parametrize(
    "query", ["zeppelin", "the of and", "", "\x00\ud800 😀", "\ufdfa", "own:ice", "*", "ice " * 9000]
)
def test_any_query_is_answered(index: Index, query: str) -> None:
    """Unknown words, stop words, no words, query syntax of Tantivy's, very many words."""
    held = index()
    expected = [0, 1] if "ice" in query else []
    assert sorted(held.best(query, 9, OWN).rows.tolist()) == expected
    assert len(held.scores(query, [0, 3], OWN)) == 2
    assert held.covering(query, 0.5).tolist() == expected


def test_no_texts_and_texts_without_words(index: Index) -> None:
    """Neither is an error."""
    for name, texts in (("empty", []), ("marks", ["…", "— —", ""])):
        held = index(texts, name)
        assert len(held) == len(texts)
        assert held.best("ice", 5, OWN).rows.tolist() == []
        assert not held.knows("ice")


def test_an_index_goes_on_from_another(index: Index, tmp_path: Path) -> None:
    """What changed is replaced and what went is gone; who reads the one before still does, though it is deleted."""
    before = index()
    fresh = [
        Text(10, 0, {"own": joined("A zeppelin."), "lead_in": ""}),
        Text(30, 0, {"own": joined("Old ice."), "lead_in": ""}),
    ]
    following = Writer(tmp_path / "next", "statements", tmp_path / "index")
    following.remove(10)
    following.put(fresh)
    following.close()
    shutil.rmtree(tmp_path / "index")
    after = Words(tmp_path / "next", Numbering([10, 20, 30], [0, 1, 4, 5]))
    assert not after.knows("froze")
    assert sorted(after.best("zeppelin ferry ice", 9, OWN).rows.tolist()) == [0, 2, 4]
    assert before.best("ice ferries", 9, OWN).rows.tolist() == [0, 1, 4]


def test_an_index_that_may_only_be_read(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tantivy's lock files aren't made in its folder."""
    index()
    for lock in (tmp_path / "index").glob(".*lock"):
        lock.unlink()
    before = sorted((tmp_path / "index").iterdir())
    monkeypatch.setattr(os, "access", lambda *_: False)
    held = Words(tmp_path / "index", Numbering([10, 20], [0, 3, 6]))
    assert held.best("ice ferries", 9, OWN).rows.tolist() == [0, 1, 4]
    assert sorted((tmp_path / "index").iterdir()) == before


def test_damage_is_seen_at_opening(index: Index, tmp_path: Path) -> None:
    """A file that is missing or cut off, or an index of other rows, raises ``ValueError``, never anything else."""
    index()
    for file in sorted((tmp_path / "index").iterdir()):
        if file.name.startswith("."):
            continue
        for damage in (b"", file.read_bytes()[:-9], None):
            copy = shutil.copytree(tmp_path / "index", tmp_path / "copy", dirs_exist_ok=True)
            (copy / file.name).unlink()
            if damage is not None:
                (copy / file.name).write_bytes(damage)
            with pytest.raises(ValueError, match=r"."):
                Words(copy, Numbering([10, 20], [0, 3, 6]))
            shutil.rmtree(copy)
    with pytest.raises(ValueError, match="6 documents instead of 5"):
        Words(tmp_path / "index", Numbering([10, 20], [0, 3, 5]))


@given(st.text(alphabet="aé’.-\u00a0 \n“”UﬁS", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_parts_of_a_text_have_the_terms_of_their_words(text: str, start: int, end: int) -> None:
    """Of all of it, those of the text; of a part, those of the words wholly inside."""
    cut = Cut(text)
    assert cut.between(0, len(text)).split() == joined(text).split()
    whole = [each for each in re.finditer(r"\S+", text) if start <= each.start() and each.end() <= end]
    assert cut.between(start, end).split() == joined(" ".join(each.group() for each in whole)).split()
