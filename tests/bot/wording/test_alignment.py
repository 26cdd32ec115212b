"""Where words stand in others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.wording.alignment import differences, in_order, longest_beginning, nearest, runs
from bot.wording.house_style import compared

SOURCE = compared("We will not sell the harbour to anyone, and we will not rent it to a friend of the mayor.")


def test_every_run_is_found() -> None:
    assert list(runs(compared("we will not"), SOURCE)) == [(0, 3), (9, 12)]
    assert list(runs(compared("we will sell"), SOURCE)) == []
    assert list(runs([], SOURCE)) == []


def test_parts_stand_in_order_and_near() -> None:
    parts = [compared("we will not"), compared("rent it")]
    assert in_order(parts, SOURCE, 8) == [(0, 3), (12, 14)] or in_order(parts, SOURCE, 8) == [(9, 12), (12, 14)]
    assert in_order(parts[::-1], SOURCE, 20) is None
    assert in_order([compared("we will"), compared("the mayor")], SOURCE[:9] + SOURCE, 2) is None


def test_a_beginning() -> None:
    assert longest_beginning(compared("will not rent the boat"), SOURCE) == (3, 10)


def test_what_comes_nearest_and_how_it_differs() -> None:
    mine = compared("and we will never rent it to a friend")
    share, first, end = nearest(mine, SOURCE)
    assert share > 0.8
    assert differences(mine, SOURCE[first:end]) == [("never", "not")]


@given(
    st.lists(st.sampled_from("a b c d".split()), max_size=12), st.lists(st.sampled_from("a b c d".split()), max_size=40)
)
def test_any_words_have_a_nearest_stretch(mine: list[str], theirs: list[str]) -> None:
    part, whole = compared(" ".join(mine)), compared(" ".join(theirs))
    share, first, end = nearest(part, whole) if part else (0.0, 0, 0)
    assert 0 <= share <= 1
    assert 0 <= first <= end <= len(whole)
