"""Counts of statements by time, outlet, topic and speaker."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timelines.chart import MOST_SERIES, MOST_SPEAKERS, Said, about_whom, over_time, quoted_most, said_so
from retrieval.model import Article, Hedge, Kind, Statement
from tests.conftest import examples


def said(
    when: date | None,
    outlet: str | None = "Harbour News",
    words: str = "It is cold.",
    who: str | None = "Ada Holm",
    **more: object,
) -> Said:
    article = Article(title="x", text=words, publisher=outlet, published=when)
    made = Statement(article_id=article.id, start=0, end=len(words), text=words, kind=Kind.DIRECT, **more)  # type: ignore[arg-type]
    return made, article, who


def test_rows_are_days_and_empty_ones_are_there() -> None:
    """A gap in time is a gap in the chart."""
    chart = over_time([said(date(2025, 2, 3)), said(date(2025, 2, 6)), said(date(2025, 2, 6))], "Ada Holm")
    assert chart.labels == ("3 Feb 2025", "4 Feb 2025", "5 Feb 2025", "6 Feb 2025")
    assert [sum(row) for row in chart.counts] == [1, 0, 0, 2]
    assert chart.subtitle == "3 statements by day, by outlet"


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (15, "3 Feb 2025", "18 Feb 2025"),
        (90, "3 Feb 2025", "28 Apr 2025"),
        (300, "Feb 2025", "Nov 2025"),
        (1_000, "2025 Q1", "2027 Q4"),
        (4_000, "2025", "2036"),
        (12_000, "2025–2029", "2055–2059"),
        (100_000, "2000–2049", "2250–2299"),
        (700_000, "2000–2099", "3900–3999"),
    ],
)
def test_longer_times_have_longer_stretches(days: int, first: str, last: str) -> None:
    """No more rows than a phone shows."""
    start = date(2025, 2, 3)
    chart = over_time([said(start), said(start + timedelta(days))], "Ada Holm")
    assert (chart.labels[0], chart.labels[-1]) == (first, last)
    assert chart.total == 2
    assert len(chart.labels) <= 20


def test_the_day_of_the_words_counts_before_that_of_the_article() -> None:
    chart = over_time([said(date(2025, 2, 6), said_on=date(2025, 2, 4))], "Ada Holm")
    assert chart.labels == ("4 Feb 2025",)


def test_statements_without_a_day_are_told() -> None:
    assert over_time([said(None), said(date(2025, 2, 3))], "x").note == "1 statement without a date"
    assert over_time([said(None)], "x").total == 0


def test_what_was_never_said_is_not_counted() -> None:
    """A debunked quote is no statement of anybody's; an alleged one is told as said."""
    denied, alleged = said(date(2025, 2, 3), hedge=Hedge.FALSE), said(date(2025, 2, 3), hedge=Hedge.ALLEGED)
    assert said_so([denied, alleged]) == [alleged]


def test_small_outlets_are_put_together() -> None:
    found = [said(date(2025, 2, 3), f"Outlet {n}") for n in range(9) for _ in range(9 - n)]
    chart = over_time([*found, said(date(2025, 2, 3), None)], "x")
    assert chart.series == (*(f"Outlet {n}" for n in range(MOST_SERIES)), "others")
    assert chart.counts == ((9, 8, 7, 6, 5, 11),)


def test_topics_are_the_names_that_most_statements_hold() -> None:
    """None of the speaker's own, nor what stands in one statement only."""
    day = date(2025, 2, 3)
    words = ["We need the Harbour Bridge now.", "It is about the Harbour Bridge.", "I am Ada Holm of Lund.", "Cold."]
    chart = over_time([said(day, words=each) for each in words], "Ada Holm", "topic")
    assert chart.series == ("Harbour Bridge", "others")
    assert chart.counts == ((2, 2),)


def test_who_is_quoted_how_often() -> None:
    day = date(2025, 2, 3)
    found = [said(day, "A", who=f"Person {n:02}") for n in range(20) for _ in range(25 - n)]
    chart = quoted_most([*found, said(day, "B", who="Person 00"), said(day, "B", who=None)], "Who is quoted")
    assert chart.labels == tuple(f"Person {n:02}" for n in range(MOST_SPEAKERS))
    assert chart.counts[0] == (25, 1)
    assert chart.note == "… and 5 more"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Ada Holm about the ice?", ("Ada Holm", "the ice")),
        ("Ada Holm", ("Ada Holm", None)),
        ("about the ice on the lake", (None, "the ice on the lake")),
        ("Holm on", ("Holm on", None)),
        ("", (None, None)),
    ],
)
def test_whom_words_ask_for(asked: str, meant: tuple[str | None, str | None]) -> None:
    assert about_whom(asked) == meant


@given(st.lists(st.tuples(st.none() | st.dates(), st.none() | st.text(min_size=1, max_size=5)), max_size=20))
@examples(100)
def test_nothing_is_lost_or_counted_twice(found: list[tuple[date | None, str | None]]) -> None:
    """On any days that the calendar has."""
    chart = over_time([said(when, outlet) for when, outlet in found], "x")
    assert chart.total == sum(when is not None for when, _ in found)
    assert all(len(row) == len(chart.series) for row in chart.counts)
    assert len(chart.counts) == len(chart.labels) <= 110
