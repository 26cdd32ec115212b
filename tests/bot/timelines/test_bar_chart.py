"""Bars of characters: no wider than they may be, in proportion, whatever the names are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.timelines.bar_chart import FILLS, as_text, bar_chart
from bot.timelines.chart import Chart
from tests.conftest import examples

CHART = Chart("x", "", ("Feb 2025", "Mar 2025", "Apr 2025"), ("A", "B"), ((2, 2), (0, 0), (1, 0)))


def test_a_row_has_its_label_its_bars_and_its_count() -> None:
    assert as_text(bar_chart(CHART, 30)) == (
        "Feb 2025  █████████▓▓▓▓▓▓▓▓▓ 4\nMar 2025  0\nApr 2025  ████ 1\n\n██ A\n▓▓ B"
    )


def test_one_series_needs_no_legend() -> None:
    chart = Chart("x", "", ("Feb 2025",), ("A",), ((3,),))
    assert len(bar_chart(chart, 30)) == 1


labels, counts = st.text(max_size=40), st.lists(st.integers(0, 10**6), min_size=6, max_size=6)


@given(
    st.lists(st.tuples(labels, st.lists(st.integers(0, 10**6), min_size=6, max_size=6)), max_size=8),
    st.integers(40, 120),
)
@examples(100)
def test_any_chart_fits(rows: list[tuple[str, list[int]]], width: int) -> None:
    """A line a row; every count that is there has a bar; nothing that drives a terminal."""
    chart = Chart("x", "", tuple(each for each, _ in rows), tuple("ABCDEF"), tuple(tuple(row) for _, row in rows))
    lines = bar_chart(chart, width)
    for (_, row), line in zip(rows, lines, strict=False):
        bars = {series: len(text) for text, series in line if series is not None}
        assert bars.keys() == {n for n, count in enumerate(row) if count}
        assert sum(bars.values()) <= width
    assert all(part.isprintable() for line in as_text(lines).splitlines() for part in line)
    assert len(FILLS) == 6
