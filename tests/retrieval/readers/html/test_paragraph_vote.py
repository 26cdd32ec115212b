"""Lines that ask, lead on or claim rights go; what an article says in the same words stays."""

from __future__ import annotations

from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

STORY = [
    "The harbour board raised its tolls for fishing boats on Thursday after a meeting that lasted for six hours.",
    "“Every skipper will be looking at the accounts tonight,” said Tomas Brandt, who speaks for the fishermen.",
    "Two breakwaters that were damaged in the storms of January will be repaired with the money, the board said.",
    "Board member Yusuf Karimi voted against it, because nobody outside of the port had checked the estimate.",
    "The tolls apply from the first of June, and boats of less than six metres will go on paying nothing at all.",
]


def text_of(body: str) -> str:
    """The text of the one article in a page with this body."""
    (found,) = found_in(f"<html><body><article><h1>Tolls</h1>{body}</article></body></html>".encode(), "a.html")
    assert isinstance(found, Article), found
    return found.text


def test_a_box_that_asks_is_left_out() -> None:
    """A list of what subscribers get, in a box between two paragraphs, is none of the article."""
    offers = (
        "Daily puzzles and a crossword.",
        "Create an account or sign in.",
        "Newsletters in your inbox.",
    )
    box = "<div class='x9'><ul>" + "".join(f"<li>{each}</li>" for each in offers) + "</ul></div>"
    story = [f"<p>{each}</p>" for each in STORY]
    text = text_of("".join((*story[:2], box, *story[2:])))
    assert text == "\n\n".join(STORY)


def test_news_of_subscriptions_stays() -> None:
    """An article about newsletters, subscribers and copyright keeps its paragraphs."""
    story = [
        *STORY[:2],
        "The publisher said that its newsletter had lost a fifth of its subscribers since the copyright case began.",
        "“Read the terms before you subscribe,” the lawyer said to the readers who had come to the court.",
        *STORY[2:],
    ]
    assert text_of("".join(f"<p>{each}</p>" for each in story)) == "\n\n".join(story)


def test_a_wall_that_is_left_out_still_marks_the_article() -> None:
    """The line that asks for a subscription goes; that the text breaks off there is kept with the article."""
    story = "".join(f"<p>Part {n}. {each}</p>" for n in range(4) for each in STORY)
    page = f"<html><body><article><h1>Tolls</h1>{story}<p>Subscribe to continue reading.</p></article></body></html>"
    (found,) = found_in(page.encode(), "a.html")
    assert isinstance(found, Article), found
    assert found.incomplete
    assert "Subscribe" not in found.text
