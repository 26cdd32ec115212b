"""The days that a question names, and the day that an article's "Tuesday" means."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.query.dates import Days, find, resolved, told

FRIDAY = date(2025, 2, 14)


def feb(first: int | None, last: int | None) -> Days:
    return Days(date(2025, 2, first) if first else None, date(2025, 2, last) if last else None)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("on 12 February", feb(12, 12)),
        ("on February 12th, 2025", feb(12, 12)),
        ("on the 12th of February", feb(12, 12)),
        ("12 feb", feb(12, 12)),
        ("on Feb. 12", feb(12, 12)),
        ("on 2025-02-12", feb(12, 12)),
        ("on 12.02.2025", feb(12, 12)),
        ("since 10.2.2025", feb(10, None)),
        ("since 10 February", feb(10, None)),
        ("from February 10 on", feb(10, None)),
        ("after 10 February", feb(11, None)),
        ("before 10 February", feb(None, 9)),
        ("until Feb 10", feb(None, 10)),
        ("from 10 to 12 February", feb(10, 12)),
        ("between 10 and 12 February 2025", feb(10, 12)),
        ("10-12 February", feb(10, 12)),
        ("between February 10 and February 12", feb(10, 12)),
        ("from Monday to Wednesday", feb(10, 12)),
        ("today", feb(14, 14)),
        ("yesterday", feb(13, 13)),
        ("the day before yesterday", feb(12, 12)),
        ("on Wednesday", feb(12, 12)),
        ("last Friday", feb(14, 14)),
        ("in 2024", Days(date(2024, 1, 1), date(2024, 12, 31))),
        ("before 2016", Days(None, date(2015, 12, 31))),
        ("since 2016", Days(date(2016, 1, 1), None)),
        ("between 2015 and 2016", Days(date(2015, 1, 1), date(2016, 12, 31))),
        ("between January and March 2016", Days(date(2016, 1, 1), date(2016, 3, 31))),
        ("this week", feb(10, 14)),
        ("last week", feb(3, 9)),
        ("this month", feb(1, 14)),
        ("last month", Days(date(2025, 1, 1), date(2025, 1, 31))),
        ("in January", Days(date(2025, 1, 1), date(2025, 1, 31))),
        ("in February 2024", Days(date(2024, 2, 1), date(2024, 2, 29))),
        ("since November", Days(date(2024, 11, 1), None)),
        ("before March 2024", Days(None, date(2024, 2, 29))),
        ("two days ago", feb(12, 12)),
        ("3 days ago", feb(11, 11)),
        ("in the past 3 days", feb(11, 14)),
        ("the last two weeks", Days(date(2025, 1, 31), FRIDAY)),
        ("on 20 December", Days(date(2024, 12, 20), date(2024, 12, 20))),
        ("this year", Days(date(2025, 1, 1), FRIDAY)),
        ("last year", Days(date(2024, 1, 1), date(2024, 12, 31))),
        ("in the summer of 2016", Days(date(2016, 6, 1), date(2016, 8, 31))),
        ("in summer 2016", Days(date(2016, 6, 1), date(2016, 8, 31))),
        ("in the spring", Days(date(2024, 3, 1), date(2024, 5, 31))),
        ("over the autumn", Days(date(2024, 9, 1), date(2024, 11, 30))),
        ("last fall", Days(date(2024, 9, 1), date(2024, 11, 30))),
        ("this winter", Days(date(2024, 12, 1), date(2025, 2, 28))),
        ("last winter", Days(date(2023, 12, 1), date(2024, 2, 29))),
        ("in the winter of 2016", Days(date(2015, 12, 1), date(2016, 2, 29))),
        ("since the summer", Days(date(2024, 6, 1), None)),
        ("before the summer of 2016", Days(None, date(2016, 5, 31))),
        ("in early January", Days(date(2025, 1, 1), date(2025, 1, 31))),
        ("last night", feb(13, 13)),
        ("this morning", feb(14, 14)),
        ("over the weekend", feb(8, 9)),
        ("last weekend", feb(8, 9)),
        ("in the last few days", feb(9, 14)),
        ("a couple of days ago", feb(12, 12)),
        ("over the past year", Days(date(2024, 2, 15), FRIDAY)),
    ],
)
def test_days_are_found(words: str, days: Days) -> None:
    """In any of the usual forms, wherever they stand, in any case; the rest of the question is kept."""
    for text in (f"what did Holm say {words}", f"WHAT DID HOLM SAY {words.upper()}"):
        found, rest = find(text, FRIDAY)
        assert found == days
        assert rest.lower() in {
            "what did holm say",
            "what did holm say on",
            "what did holm say in",
            "what did holm say the",
        }


@pytest.mark.parametrize(
    "text",
    [
        "what did Holm say",
        "may Holm say that",
        "the march on the harbour",
        "the 12 marines",
        "Marco 5",
        "article 5",
        "on 31 February",
        "on 2025-13-40",
        "the second ferry",
        "what did Holm say about the vote in November",
        "what did Holm say about the Northport vote in November",
        "what did Holm say about flooding in November",
        "WHAT DID HOLM SAY ABOUT THE VOTE IN NOVEMBER",
        "what did Holm say about the floods in the spring",
        "what did Holm say about the summer of 2016",
        "what did Holm say about the summer",
        "the spring in the harbour",
        "the fall of the bridge",
    ],
)
def test_what_is_no_day_stays_in_the_question(text: str) -> None:
    """Words that look like months, impossible dates, and a month that is part of the topic."""
    assert find(text, FRIDAY) == (None, text)


@pytest.mark.parametrize(
    ("words", "asked", "days"),
    [
        ("in January", date(2027, 5, 1), Days(date(2025, 1, 1), date(2025, 1, 31))),
        ("on 12 February", date(2027, 5, 1), feb(12, 12)),
        ("on 20 February", date(2027, 5, 1), Days(date(2024, 2, 20), date(2024, 2, 20))),
        ("since November", date(2027, 5, 1), Days(date(2024, 11, 1), None)),
        ("before March", date(2027, 5, 1), Days(None, date(2027, 2, 28))),
        ("in January 2026", date(2027, 5, 1), Days(date(2026, 1, 1), date(2026, 1, 31))),
        ("last week", date(2027, 5, 1), Days(date(2027, 4, 19), date(2027, 4, 25))),
        ("on 20 February", date(2025, 2, 25), feb(20, 20)),  # newer than any article: there is none of that day
        ("in January", date(2026, 2, 1), Days(date(2026, 1, 1), date(2026, 1, 31))),
    ],
)
def test_a_date_without_a_year_is_one_of_old_articles(words: str, asked: date, days: Days) -> None:
    """Where none is of the year before the question; "last week" is seen from the day asked all the same."""
    assert find(f"what did Holm say {words}", asked, latest=FRIDAY)[0] == days


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("About Holm in January", "About Holm"),
        ("what did Lund say about Jon Holm in January?", "what did Lund say about Jon Holm ?"),
        ("and on NATO in January", "and on NATO"),
        ("about holm in january", "about holm"),
    ],
)
def test_a_month_behind_a_name_is_when_it_was_said(text: str, rest: str) -> None:
    """A vote is in November, and Holm never is: what stands between "about" and the month is a name alone."""
    days, left = find(text, FRIDAY, is_name=lambda words: words == "holm")
    assert days == Days(date(2025, 1, 1), date(2025, 1, 31))
    assert left == rest


@given(st.text(alphabet="0123456789 -–ofmayfeb.tosince,'’", max_size=40), st.dates())
def test_any_text_may_be_asked_on_any_day(text: str, asked: date) -> None:
    """No text and no day fails, and a range doesn't end before it begins."""
    found, _ = find(text, asked)
    if found and found.first and found.last and not text.count("to") and "-" not in text and "–" not in text:
        assert found.first <= found.last


@pytest.mark.parametrize("asked", [date.min, date.min + timedelta(days=1), date.max])
@pytest.mark.parametrize(
    "words",
    "yesterday,before today,after today,last week,last year,in May,on 12 May,last summer,since Friday".split(","),
)
def test_the_ends_of_the_calendar_overflow_nothing(words: str, asked: date) -> None:
    """A script may give any day as the one on which it asks."""
    for latest in (None, FRIDAY):
        find(f"what did Holm say {words}", asked, latest=latest)
    assert resolved("It sailed yesterday, not on Friday.", asked) is not None


def test_a_range_holds_its_ends() -> None:
    """Open ends hold everything on their side; an unknown day is in no range."""
    assert all(feb(10, 12).hold(date(2025, 2, day)) for day in (10, 11, 12))
    assert not feb(10, 12).hold(date(2025, 2, 13))
    assert feb(None, 12).hold(date.min)
    assert feb(10, None).hold(date.max)
    assert not Days().hold(None)


def test_a_weekday_in_an_article_is_the_one_before_it_was_published() -> None:
    """So is "yesterday"; without a day of publication nothing is made up."""
    assert resolved("It sailed on Tuesday.", FRIDAY) == FRIDAY - timedelta(days=3)
    assert resolved("It sailed on Friday.", FRIDAY) == FRIDAY
    assert resolved("It sailed yesterday.", FRIDAY) == FRIDAY - timedelta(days=1)
    assert resolved("“It will stay,” she said on Tuesday.", FRIDAY) == FRIDAY - timedelta(days=3)
    assert resolved("It sailed on Tuesday.", None) is None
    assert resolved("It sailed.", FRIDAY) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Holm, who is expected to visit on Tuesday, sent boats.", 4),
        ("The ferry will sail on Friday.", 7),
        ("It'll sail tomorrow.", 1),
        ("“The ferry will sail on Friday,” she said.", 7),
        ("Next Monday the ferry sails.", 3),
        ("It is set to sail on Monday.", 3),
        ("It sailed on Tuesday and will sail again.", -3),
        ("It set out on Friday.", 0),
    ],
)
def test_a_day_that_is_still_to_come_is_the_one_after(text: str, days: int) -> None:
    assert resolved(text, FRIDAY) == FRIDAY + timedelta(days)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Talks would begin on Monday, it said.", 3),
        ("It will sail on Monday.", 3),
        ("Ms Holm is to appear on Monday.", 3),
        ("It sailed on Monday.", -4),
        ("Holm said on Monday that it will sail.", -4),
        ("Asked whether he would meet them before Thursday, Holm said no.", 6),
    ],
)
def test_a_day_that_a_sentence_tells_of_may_be_still_to_come(sentence: str, days: int) -> None:
    """As far as what stands before it says so."""
    found = told(sentence, FRIDAY)
    assert found is not None
    assert found.first == FRIDAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("It will stay shut until at least March 3, the town said.", date(2025, 3, 3)),
        ("The vote on 12 April is off.", date(2025, 4, 12)),
        ("The inquiry will report in September.", date(2025, 9, 1)),
        ("The quay was mended in September.", date(2024, 9, 1)),
        ("The ship sank on 2 September.", date(2024, 9, 2)),
        ("It will sail on 2 April 2024.", date(2024, 4, 2)),
        ("It sailed on 14 February.", FRIDAY),
    ],
)
def test_a_date_without_a_year_may_be_still_to_come(sentence: str, first: date) -> None:
    """Where the sentence says so, or it is soon: of one nearly a year before, an article would say which year's."""
    found = told(sentence, FRIDAY)
    assert found is not None
    assert found.first == first
