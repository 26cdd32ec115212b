"""When and where something was said, and how speakers are introduced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article, Statement

Found = Callable[..., list[Statement]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Maria Lopez said on Wednesday", date(2025, 2, 12)),
        ("Maria Lopez said Wednesday", date(2025, 2, 12)),
        ("Maria Lopez said on Friday", date(2025, 2, 14)),
        ("Maria Lopez said on February 10", date(2025, 2, 10)),
        ("Maria Lopez said on Dec. 30", date(2024, 12, 30)),
        ("Maria Lopez said on February 3, 2023", date(2023, 2, 3)),
        ("Maria Lopez said in an interview with Radio Bremen on February 10", date(2025, 2, 10)),
        ("Maria Lopez said yesterday", date(2025, 2, 13)),
        ("Maria Lopez, who will speak on February 1, said", None),
        ("Maria Lopez said last year", None),
        ("Maria Lopez said", None),
    ],
)
def test_the_day_is_resolved_against_the_articles_date(statements: Found, words: str, expected: date | None) -> None:
    """A weekday is the last one up to the article's date; what isn't the cue's own date doesn't count."""
    (found,) = statements(f"“The harbour is full of ships,” {words}.")
    assert found.said_on == expected


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize("words", ["yesterday", "on Wednesday", "two days ago", "on May 12", "on December 31"])
def test_an_article_from_the_end_of_the_calendar_is_read(statements: Found, words: str, published: date) -> None:
    """A file may claim any day."""
    assert statements(f"“The harbour is full of ships,” Maria Lopez said {words}.", published=published)


def test_without_the_articles_date_a_weekday_says_nothing(statements: Found) -> None:
    """Unsure is empty."""
    (found,) = statements("“The harbour is full of ships,” Maria Lopez said on Wednesday.", published=None)
    assert found.said_on is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Maria Lopez posted on X.", "on X"),
        ("Maria Lopez said in an interview with Radio Bremen on Monday.", "in an interview with Radio Bremen"),
        ("Maria Lopez said on Telegram.", "on Telegram"),
        ("Maria Lopez said in Brussels on Monday.", "in Brussels"),
        ("Maria Lopez said in a statement.", "in a statement"),
        ("Maria Lopez said in the clearest statement so far.", None),
        ("Maria Lopez said on Monday.", None),
    ],
)
def test_the_venue_is_the_articles_words(statements: Found, words: str, expected: str | None) -> None:
    """Where it was said, without the date and without the full stop."""
    (found,) = statements(f"“The harbour is full of ships,” {words}")
    assert found.venue == expected


@pytest.mark.parametrize(
    ("text", "introduced"),
    [
        ("Maria Lopez, who represented Spain in Bremen from 2012 to 2014, said it is late.", True),
        ("Maria Lopez, who was the mayor of Bremen, said it is late.", True),
        ("The city's mayor, Maria Lopez, said it is late.", True),
        ("Maria Lopez, who arrived on Monday, said it is late.", False),
        ("Maria Lopez, who said so before, said it is late.", False),
    ],
)
def test_a_clause_introduces_by_office(analyst: Analyst, text: str, introduced: bool) -> None:
    """What somebody is or was, before the name or behind it; not what somebody just did."""
    found = [i.text for i in analyst.analyse(Article(title="A test", text=text)).introductions]
    assert bool(found) is introduced, found


def test_those_who_say_nothing_are_introduced_too(analyst: Analyst) -> None:
    """Another article may quote them."""
    text = "Maria Lopez, the mayor of Bremen, walked by."
    assert [i.speaker for i in analyst.analyse(Article(title="A test", text=text)).introductions] == ["Maria Lopez"]


def test_a_title_between_an_office_and_its_name(analyst: Analyst) -> None:
    text = "The mayor, Cllr Joan Tarrant, said the smaller figure left out the drains."
    found = analyst.analyse(Article(title="A test", text=text)).introductions
    assert [(i.speaker, i.text) for i in found] == [("Joan Tarrant", "The mayor, Cllr Joan Tarrant")]


def test_introductions_are_cited_spans(analyst: Analyst) -> None:
    """A title before a name, or an apposition after it, introduces a speaker."""
    text = (
        "Maria Lopez, mayor of Bremen under President Otto Brandt from 2012 to 2014, questioned the plan.\n\n"
        "German lawmaker Peter Hahn said the harbour is full. “It is late,” Lopez said."
    )
    article = Article(title="A test", text=text)
    found = {i.speaker: i.text for i in analyst.analyse(article).introductions}
    assert found == {
        "Maria Lopez": "Maria Lopez, mayor of Bremen under President Otto Brandt from 2012 to 2014",
        "Peter Hahn": "German lawmaker Peter Hahn",
        "Otto Brandt": "President Otto Brandt",
    }


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("“The harbour is full,” Peter Hahn told the Guardian.", "the Guardian"),
        ("“The harbour is full,” Peter Hahn told reporters on Friday.", "reporters"),
        ("“The harbour is full,” Peter Hahn said to reporters on Friday.", "reporters"),
        ("“The harbour is full,” Peter Hahn told the Post & Courier.", "the Post & Courier"),
        ("“The harbour is full,” Peter Hahn said to his mother.", None),
        ("“The harbour is full,” Peter Hahn told Maria Lopez.", None),
        ("“The harbour is full,” Peter Hahn said. “It is late,” he told the Guardian.", "the Guardian"),
        ("“The harbour is full,” Peter Hahn said.\n\n“It is late,” Hahn told the meeting.", "the meeting"),
        ("“The harbour is full,” Peter Hahn said.\n\n“It is late,” Hahn told the Guardian.", None),
        ("Peter Hahn told the Guardian that it is late.\n\n“The harbour is full,” Hahn said.", "the Guardian"),
        ("Peter Hahn in May had told the Guardian that it is late. On Friday, he said: “The harbour is full.”", None),
        ("Peter Hahn had told a meeting that it is late. “The harbour is full,” he said on Friday.", None),
        ("In 2022, Hahn had told the Guardian it is “late”. “The harbour is full,” he said.", None),
        ("Peter Hahn told the Nigerian to “run”. “The harbour is full,” Hahn said.", None),
        ("“The harbour is full,” said Peter Hahn. Hahn called on Maria Lopez to come.", None),
        ("On X, two ministers have said as much.\n\n“The harbour is full,” Peter Hahn posted.", "On X"),
    ],
)
def test_the_venue_of_a_turn(statements: Found, text: str, venue: str | None) -> None:
    """A venue holds for the neighbours in a turn, an outlet not for what was said before."""
    assert {s.venue for s in statements(text) if "harbour is full" in s.text} == {venue}
