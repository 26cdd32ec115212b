"""What of a page is its article's text: every sentence of it, and nothing that stands around it."""

from __future__ import annotations

from time import process_time

import pytest
from lxml import html

from retrieval.errors import NotAnArticle
from retrieval.readers.html.asides import take_out_asides
from retrieval.readers.html.lost_paragraphs import with_lost
from retrieval.readers.html_file import page_article

HEAD = "<title>Ice</title><meta name='author' content='Ida Berg'>"
DAYS = [
    f"On day {n} of the frost the ferry lay in the ice, and nobody on the pier could say when it would sail again."
    for n in range(12)
]


def days(first: int = 0, last: int = 12) -> str:
    return "".join(f"<p class='par'>{day}</p>" for day in DAYS[first:last])


def lines(body: str, head: str = HEAD) -> list[str]:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return page_article(page.encode(), "page.html").text.split("\n\n")


def among(markup: str) -> list[str]:
    """What a piece of a page's markup comes to, between paragraphs of an article."""
    found = lines(f"<main><article><div class='entry-content'>{days(0, 8)}{markup}{days(8)}</div></article></main>")
    assert found[:8] == DAYS[:8]
    assert found[-4:] == DAYS[8:]
    return found[8:-4]


def test_who_the_author_is_isnt_news() -> None:
    """At the end, of anybody; among the news somebody may be a reporter."""
    about = "<p>Ida Berg is a reporter who covers the coast and its people.</p>"
    assert lines(f"<main>{days()}{about}</main>") == DAYS
    assert lines(f"<main>{days()}{about.replace('Ida Berg', 'Per Dahl')}</main>") == DAYS
    other = about.replace("Ida Berg", "Per Dahl").replace("<p>", "<p class='par'>")
    within = days().replace("</p>", f"</p>{other}", 1)
    assert len(lines(f"<main>{within}</main>")) == len(DAYS) + 1


def test_a_title_and_a_byline_below_a_kicker_are_told_once() -> None:
    """In any wording that the page has for its title."""
    head = f"{HEAD}<meta property='og:title' content='The ice that came early'>"
    above = "".join(f"<p class='par'>{each}</p>" for each in ("Harbour", "The ice that came early", "Ida Bergand AP"))
    assert lines(f"<main><article>{above}{days()}</article></main>", head) == ["Harbour", *DAYS]


def test_the_day_of_an_update_above_the_text_is_no_text() -> None:
    """Nor is it the article's."""
    assert lines(f"<main><article><h1>Ice</h1><p>Updated 19 March 2025</p>{days()}</article></main>") == DAYS


@pytest.mark.parametrize(
    "said",
    [
        ["Councillor Runa Hove answered:", "You got what you voted for."],
        ["When asked by a reader on Monday,", "Do you support what your own party wants—", "Runa Hove left."],
    ],
)
def test_what_a_paragraph_leads_in_stays_with_it(said: list[str]) -> None:
    """Also where it asks its reader something, in a form of its own; an appeal behind a colon is none of it."""
    first, second, *more = said
    rest = "".join(f"<p class='par'>{each}</p>" for each in more)
    assert among(f"<p class='par'>{first}</p><p class='italic'>{second}</p>{rest}") == said
    assert among(f"<p class='par'>{first}</p><p class='x'>Subscribe to our newsletter and get it all!</p>") == [first]


def test_a_quotation_between_paragraphs_stays() -> None:
    """Though it speaks to the reader; an offer in the same form doesn't."""
    said = "Share your boats with us."
    assert among(f"<blockquote><p>{said}</p></blockquote>") == [said]
    offer = "Subscribe to our newsletter and get it all!"
    assert among(f"<blockquote><p>{offer}</p></blockquote>") == []


def test_a_live_blog_beside_an_article_is_no_reason_to_refuse_it() -> None:
    """A box with the latest in a column."""
    box = "<div class='liveblog-teaser'><ul>" + "<li><time>10:00</time>Vote</li>" * 4 + "</ul></div>"
    assert lines(f"<main>{days()}</main>{box}") == DAYS
    with pytest.raises(NotAnArticle, match="live blog"):
        lines(f"<main class='liveblog'>{days()}{'<time>10:00</time>' * 3}</main>")


def test_a_page_of_boxes_without_end_is_read_in_time() -> None:
    """Nothing that is looked for walks over the page once for each element."""
    boxes = "<blockquote>a</blockquote><input type=email><div class=pullquote>b</div><div class='body'>c</div>"
    page = html.document_fromstring(f"<main><div class='body'>{days()}</div>{boxes * 4_000}</main>")
    began = process_time()
    take_out_asides(page)
    assert with_lost(DAYS, [], page) == DAYS
    assert process_time() - began < 8


def test_a_brief_is_read_in_lines() -> None:
    """Of a page with little text its heading, its byline and a box beside it were one paragraph with the article."""
    head = "<h1>Ferry lies in the ice</h1><div><span>By Ida Berg</span> <time>12 March 2024</time></div>"
    box = (
        "<div><h3>Contact the newsdesk</h3><p>Tell us what you know about this story by writing to the desk.</p></div>"
    )
    assert lines(f"<article>{head}<div>{days(0, 1)}</div>{box}</article>") == DAYS[:1]
