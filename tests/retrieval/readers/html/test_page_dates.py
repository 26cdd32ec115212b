"""Whose day a page shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from lxml import html

from retrieval.readers.html.page_dates import published_on

TEXT = "<p>The ferry lay in the ice for a day, and nobody on the pier could say when it would sail again.</p>"
OWN = {
    "time above the text": "<article><h1>Ice</h1><time datetime='2025-03-04T10:00'>4 March</time>{}</article>",
    "time above the heading": "<article><div><time datetime='2025-03-04'>4 March</time></div><h1>Ice</h1>{}</article>",
    "to the eye": "<article><h1>Ice</h1><span class='post-date'>4 March 2025</span>{}</article>",
    "with an update": "<article><h1>Ice</h1><p class='posted'>Published 4 March 2025</p><p>Updated "
    "<time datetime='2025-03-19'>19 March</time></p>{}</article>",
    "update by name": "<article><h1>Ice</h1><time class='updated' datetime='2025-03-19'>x</time>"
    "<time class='published' datetime='2025-03-04'>y</time>{}</article>",
    "behind an update with its day": "<article><h1>Ice</h1><time datetime='2025-03-19'>Updated 19 March 2025</time>"
    "<time itemprop='datePublished' datetime='2025-03-04'>4 March</time>{}</article>",
    "below the text, by its word": "<article><h1>Ice</h1>{}<p>First published: <time datetime='2025-03-04'>x</time></p>"
    "</article>",
    "without a heading": "<main><time datetime='2025-03-04'>4 March</time>{}</main>",
    "no article element": "<div><h1>Ice</h1><p>Ida Berg <time datetime='2025-03-04'>x</time></p>{}</div>",
    "inside a root that is called next": "<div id='__next'><main><h1>Ice</h1><div><time datetime='2025-03-04'>x</time>"
    "</div>{}</main></div>",
    "a line without a name": "<article><h1>Ice</h1><ul><li>Mar 4, 2025 13:20 pm IST</li></ul>{}</article>",
    "below a standfirst": f"<article><h1>Ice</h1>{TEXT}<div><time datetime='2025-03-04'>x</time></div>{{}}</article>",
    "behind who wrote it": "<article><h1>Ice</h1><div class='node__submitted'>By <a>Ida Berg</a> | Published March 4,"
    " 2025 at 5:30 AM CDT</div>{}</article>",
    "before its update, in one line": "<article><h1>Ice</h1><div class='when'>Posted 4 March 2025 · Updated 19 March"
    " 2025</div>{}</article>",
    "behind its update, in one line": "<article><h1>Ice</h1><p class='meta'>Updated: 9 June 2025 10:15. First"
    " published: 4 March 2025</p>{}</article>",
    "behind the hour": "<article><h1>Ice</h1><p class='publishedDate'>7:30PM GMT 4 Mar 2025</p>{}</article>",
    "with the hour in another country": "<article><h1>Ice</h1><time>04.03.2025, 14.12 Uhr</time>{}</article>",
    "microdata": "<div itemscope><h1>Ice</h1><meta itemprop='datePublished' content='2025-03-04'>{}</div>",
}
OTHERS = {
    "comment": "<article><h1>Ice</h1>{}</article><div class='comment'><time datetime='2018-08-27'>x</time></div>",
    "comment inside": "<article><h1>Ice</h1>{}<p class='c-comments'><time datetime='2018-08-27'>x</time></p></article>",
    "teaser above": "<div class='top-stories'><time class='published' datetime='2018-08-27'>x</time></div>"
    "<article><h1>Ice</h1>{}</article>",
    "most read": "<main><h1>Ice</h1>{}</main><div class='most-read'><span class='post-date'>12 May 2017</span></div>",
    "masthead": "<div class='masthead'><i class='current-date'>28 May 2025</i></div><div><h1>Ice</h1>{}</div>",
    "footer": "<div><h1>Ice</h1>{}</div><footer>Built <time datetime='2025-11-28'>x</time></footer>",
    "event": "<article><h1>Ice</h1>{}<p>Register: <time datetime='2025-10-12'>12 October</time></p></article>",
    "a class with the letters": "<article><h1>Ice</h1><span class='candidate-debate'>4 May 2025</span>{}</article>",
    "an update alone": "<article><h1>Ice</h1><p>Last updated <time datetime='2025-03-19'>x</time></p>{}</article>",
    "two days": "<article><h1>Ice</h1><time datetime='2025-03-04'/><time datetime='2025-03-09'/>{}</article>",
    "two lines without names": "<article><h1>Ice</h1><div>Mar 4, 2025</div><div>Mar 9, 2025</div>{}</article>",
    "an update without a name": "<article><h1>Ice</h1><div>Updated Mar 19, 2025</div>{}</article>",
    "figures": "<article><h1>Ice</h1><span class='date'>02/03/2021</span>{}</article>",
    "below two paragraphs": f"<article><h1>Ice</h1>{TEXT * 2}<time datetime='2025-03-04'>x</time>{{}}</article>",
    "an update behind who wrote it": "<article><h1>Ice</h1><div class='when'>By Ida Berg | Updated March 4, 2025</div>"
    "{}</article>",
    "a sentence above the text": "<article><h1>Ice</h1><p>The rule published 4 March 2025 still holds.</p>{}</article>",
    "list of others": "<main><h1>Ice</h1><ul><li><time datetime='2018-08-20'>x</time></li></ul>{}</main>",
}


def tree_of(body: str) -> Any:
    return html.document_fromstring(f"<html><body>{body.format(TEXT * 3)}</body></html>")


@pytest.mark.parametrize("body", OWN.values(), ids=OWN)
def test_the_articles_own_day(body: str) -> None:
    """Where it stands with the heading, or is called the day of publication."""
    assert published_on([], [], tree_of(body)) == date(2025, 3, 4)


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_a_day_of_something_else_is_none(body: str) -> None:
    """Better no day than another's."""
    assert published_on([], [], tree_of(body)) is None


def test_data_wins_and_is_believed_where_it_may_be_true() -> None:
    """JSON-LD, then meta elements; no day to come and not the first of 1970."""
    later = (date.today() + timedelta(days=30)).isoformat()
    tree = tree_of(OWN["to the eye"])
    assert published_on([None, "2025-03-05T23:30:00-05:00"], ["2025-03-07"], tree) == date(2025, 3, 5)
    assert published_on(["1970-01-01T00:00:00Z"], [later, "2025-03-07"], tree) == date(2025, 3, 7)
    assert published_on([later], ["soon"], tree) == date(2025, 3, 4)


def test_an_entrys_own_day_counts_in_its_footer_too() -> None:
    """Its microformat says so."""
    page = html.document_fromstring(
        "<html><body><article><h1>Ice</h1><p>The ice is old and thin this year, as it was in the last.</p><footer>"
        "<time class='dt-published' datetime='2026-08-20'>20 August</time></footer></article></body></html>"
    )
    assert published_on([], [], page) == date(2026, 8, 20)
