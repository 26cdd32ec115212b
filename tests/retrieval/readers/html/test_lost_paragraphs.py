"""Paragraphs that the search for an article's body passed over."""

from __future__ import annotations

import pytest
from lxml import html

from retrieval.readers.html.lost_paragraphs import with_lost
from tests.retrieval.readers.html.test_main_text import DAYS, among, days, lines


def test_what_a_page_does_not_show_breaks_no_word() -> None:
    """Soft hyphens and their like."""
    assert among("<p>The gar&shy;den&shy;ers of the har&#8203;bour have asked for more of it.</p>") == [
        "The gardeners of the harbour have asked for more of it."
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        '<p><a href="/x">“We will sail on Monday,” the captain wrote.</a></p>',
        '<p><a href="/x">The captain wrote that he would sail on Monday.</a></p>',
    ],
)
def test_a_linked_sentence_is_a_sentence(paragraph: str) -> None:
    """A title leads on; what ends as a sentence does is text."""
    assert len(among(paragraph)) == 1


@pytest.mark.parametrize(
    "standfirst",
    [
        "<h2 class='b-subheadline'>{}</h2>",
        "<h3 class='subtitle'>{}</h3>",
        "<p class='dek'>{}</p>",
        "<p class='x1'>{}</p>",
        "<div data-gu-name='standfirst'><div class='x1'><p>{}</p></div></div>",
    ],
)
def test_the_standfirst_is_the_first_paragraph(standfirst: str) -> None:
    """It may be the only place where something is said."""
    told = "Letters of two years show that nobody answered the captain"
    body = f"<div class='top'><h1>Ice</h1>{standfirst.format(told)}<p class='byline'>By Ida Berg</p></div>"
    found = lines(f"<main>{body}<div class='article-body'>{days()}</div></main>")
    assert found == [told, *DAYS]


def test_a_body_in_several_pieces_is_whole() -> None:
    """Advertisements stand between them."""
    pieces = "".join(
        f"<div class='block'><div class='article-body'>{days(n, n + 4)}</div></div><div class='ad'><p>Buy.</p></div>"
        for n in (0, 4, 8)
    )
    assert lines(f"<main><h1>Ice</h1>{pieces}</main>") == DAYS


def test_the_article_that_follows_on_the_page_is_another_one() -> None:
    """Sites load the next one below, in the same boxes."""
    other = "<h1>Snow</h1><div class='article-body'><p class='par'>Snow fell on the town, and it stayed.</p></div>"
    found = lines(f"<main><h1>Ice</h1><div class='article-body'>{days()}</div>{other}</main>")
    assert found == DAYS


def test_a_paragraph_that_was_cut_up_is_whole_and_there_once() -> None:
    """What is left of it beside it goes."""
    page = html.document_fromstring(
        f"<main><div>{days()}<p>Ask the captain, or his mate, on the pier.</p></div></main>"
    )
    assert with_lost([*DAYS, "Ask the captain, or", "on the pier."], [], page) == [
        *DAYS,
        "Ask the captain, or his mate, on the pier.",
    ]
    page = html.document_fromstring(
        f"<main><div>{days()}<p>The <a href='/t'>captain</a>’s mate sat on the pier.</p></div></main>"
    )
    whole = "The captain’s mate sat on the pier."
    assert with_lost([*DAYS, "’s mate sat on the pier."], [], page) == [*DAYS, whole]
    assert among("<p>The program <code>sail</code> was written, and <code>moor</code> was not.</p>") == [
        "The program sail was written, and moor was not."
    ]
