"""What an agency's desk writes around a story."""

from __future__ import annotations

from datetime import date

from retrieval.model import Article
from retrieval.readers.exports.wire_copy import without_wire_marks
from tests.retrieval.readers.conftest import found_in

_STORY = """BC-US--Ice Road, 2nd Ld-Writethru,0311
Ice road opens two weeks late
Eds: UPDATES with mayor.
By DELIA FARNHAM
Northcoast Press

    BARROW POINT (NP) _ The ice road to Barrow Point opened on Tuesday, two weeks late.
    ``We drove it before breakfast,'' said the mayor, Otis Lund.
    (MORE)

BC-US--Ice Road, 1st Add,0311
    BARROW POINT: before breakfast.
    The road closes in April.
    -30-
NP-NY-02-17-26 1642EST
"""


def test_a_wires_story_is_read_without_what_is_for_editors() -> None:
    (article,) = found_in(_STORY.encode(), "road.txt")
    assert isinstance(article, Article)
    told = (article.title, article.publisher, article.author, article.published)
    assert told == ("Ice road opens two weeks late", "Northcoast Press", "DELIA FARNHAM", date(2026, 2, 17))
    assert "two weeks late." in article.text
    assert "The road closes in April." in article.text
    assert not any(mark in article.text for mark in ("BC-US", "Eds:", "MORE", "POINT: before", "1642EST", "-30-"))


def test_another_text_stays_as_it_is() -> None:
    for text in ("The AM-FM radio, 0311, is on.\nEds: nobody.", "Ice road opens\n\nNP-NY-02-17-26 1642EST"):
        assert without_wire_marks(text) == (text, None)


def test_a_clock_with_a_day_that_the_calendar_lacks_tells_none() -> None:
    assert without_wire_marks("BC-Ice,0100\nThe ice is thin.\nNP-NY-02-31-26 1642EST") == ("The ice is thin.", None)
