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


@pytest.mark.parametrize(
    "paragraph",
    [
        '“We read <a class="related-link" href="/r">the report</a> twice,” said Mara Lindqvist.',
        '“The <button class="glossary" type="button">levy</button> is dead,” she said, and sat down.',
        '“The <span class="ad-term">advert</span> was <span class="share-price">cheap</span>,” she said.',
        '“The <span class="tooltip-widget">basin</span> is <span class="embed-word">full</span>,” she said.',
        '<a class="hashtag social" href="/h">#ice</a> is what we are, said <span class="author-name">Holm</span>',
        "The <x-term>anchor</x-term> of the <label>tug</label> fell on <time>Monday</time>, said the captain.",
        '“It was the <em class="caption">worst</em> day, in a <font color="red">red</font> <small>old</small> boat.”',
    ],
)
def test_words_inside_a_sentence_are_words_whatever_they_are_called(paragraph: str) -> None:
    """Without one of them a quotation would be another one."""
    assert among(f"<p class='par'>{paragraph}</p>") == [html.fromstring(f"<p>{paragraph}</p>").text_content()]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>He wrote <q>we have <b>won</b></q> and left the town on foot.</p>", "He wrote “we have won” and left the"),
        (
            "<p>He wrote <q>she said <q>no</q> to it</q> and left the town on foot.</p>",
            "He wrote “she said ‘no’ to it”",
        ),
        ("<p>He wrote <q>“we won”</q> and left the town on foot.</p>", "He wrote “we won” and left the"),
    ],
)
def test_marks_that_a_browser_draws_are_there(markup: str, shown: str) -> None:
    """Unless the page writes its own."""
    assert among(markup)[0].startswith(shown)


def test_what_a_page_does_not_show_breaks_no_word() -> None:
    """Soft hyphens and their like."""
    assert among("<p>The gar&shy;den&shy;ers of the har&#8203;bour have asked for more of it.</p>") == [
        "The gardeners of the harbour have asked for more of it."
    ]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="expandable"><p>{}</p></div>',
        '<div class="slide-text"><p>{}</p></div>',
        '<section class="sidebar-text"><p>{}</p></section>',
        '<p class="message">{}</p>',
        '<div class="letter-attachment"><p>{}</p></div>',
        '<div class="callout">{}</div>',
        "<div>{}</div>",
        "{}",
        '<figure class="embed"><div class="embed__box"><blockquote class="tweet"><p>{}</p></blockquote></div></figure>',
        '<div class="social-embed"><blockquote><p>{}</p></blockquote></div>',
        '<figure class="pullquote"><blockquote><p>{}</p></blockquote></figure>',
        '<div class="pullquote"><p>{}</p></div>',
        "<aside><blockquote>{}</blockquote></aside>",
        "<dl><dd>{}</dd></dl>",
    ],
)
def test_what_is_said_stays_whatever_box_it_stands_in(box: str) -> None:
    """Between two paragraphs of the article, a sentence is of it."""
    said = "“We have nothing to hide but the cost of it,” the board wrote."
    assert among(box.format(said)) == [said]


@pytest.mark.parametrize("box", ["<aside><blockquote>{}</blockquote></aside>", "<div class='pull-quote'>{}</div>"])
def test_a_pull_quote_that_repeats_the_text_is_said_once(box: str) -> None:
    """Even when it is shortened."""
    said = "“Nobody called it a crime then, and nobody will call it one when we are gone,” she said."
    assert among(f"<p>{said}</p>{box.format('Nobody called it a crime then')}") == [said]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="author-bio"><p>Ida Berg sails, and has written two books about ropes.</p></div>',
        '<div class="newsletter-widget"><p>Our letter comes on Mondays, and it is free.</p></div>',
        '<div class="x1"><p>Our letter comes on Mondays, and it is free.</p><input type="email"></div>',
        '<div class="popup" style="display:none"><p>You have read three of your five articles.</p></div>',
        '<p><a href="/x">The harbour that froze in 1942</a></p>',
        '<p class="link"><a href="/x">[The harbour that froze in 1942]</a></p>',
        '<p><strong>More:</strong> <a href="/x">The harbour that froze in 1942</a></p>',
        "<p>Allow Instagram content?</p><p>This article contains content provided by Instagram.</p>",
        "<p>Please enable JavaScript in your browser settings.</p>",
        "<p>A version of this article appears in print on Feb. 11, 2025, Section A, Page 4.</p>",
        "<p>The old ferry at the pier in 1934. (State Archive photo)</p>",
    ],
)
def test_what_stands_around_an_article_stays_out(box: str) -> None:
    """Also where the site gives it no name."""
    assert among(box) == []


@pytest.mark.parametrize(
    "paragraph",
    [
        '<p><a href="/x">“We will sail on Monday,” the captain wrote</a></p>',
        '<p><a href="/x">The captain wrote that he would sail on Monday.</a></p>',
        '<p>Source: <a href="/x">the harbour board and its letters of February</a></p>',
    ],
)
def test_a_linked_sentence_is_a_sentence(paragraph: str) -> None:
    """A title leads on; what ends as a sentence does, or is said, is text."""
    assert len(among(paragraph)) == 1


def test_cells_of_a_table_may_be_links() -> None:
    """They are no column of a page."""
    rows = "".join(f"<tr><td><a href='/{n}'>{n}</a></td><td>diver</td></tr>" for n in ("Nils Aker", "Petra Holm"))
    assert among(f"<table>{rows}</table>") == ["Nils Aker", "diver", "Petra Holm", "diver"]


@pytest.mark.parametrize(
    "standfirst",
    [
        "<h2 class='b-subheadline'>{}</h2>",
        "<h3 class='subtitle'>{}</h3>",
        "<p class='dek'>{}</p>",
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


def test_who_the_author_is_isnt_news() -> None:
    """At the end; that somebody else is a reporter is."""
    about = "<p>Ida Berg is a reporter who covers the coast and its people.</p>"
    assert lines(f"<main>{days()}{about}</main>") == DAYS
    assert len(lines(f"<main>{days()}{about.replace('Ida Berg', 'Per Dahl')}</main>")) == len(DAYS) + 1


def test_a_live_blog_beside_an_article_is_no_reason_to_refuse_it() -> None:
    """A box with the latest in a column."""
    box = "<div class='liveblog-teaser'><ul>" + "<li><time>10:00</time>Vote</li>" * 4 + "</ul></div>"
    assert lines(f"<main>{days()}</main>{box}") == DAYS
    with pytest.raises(NotAnArticle, match="live blog"):
        lines(f"<main class='liveblog'>{days()}{'<time>10:00</time>' * 3}</main>")


def test_title_and_day_where_the_first_heading_is_the_sites() -> None:
    """As on blogs: the site's name leads to its front page."""
    body = (
        "<h1><a href='http://sea.example/'>Sound and Sea</a></h1><h2 class='date-header'>Sunday, June 9, 2013</h2>"
        f"<h3 class='post-title entry-title'>The last crossing</h3><div class='post-body'>{days()}</div>"
    )
    page = f"<html><head><title>Sound and Sea: The last crossing</title></head><body>{body}</body></html>"
    article = page_article(page.encode(), "page.html")
    assert article.title == "The last crossing"
    assert str(article.published) == "2013-06-09"


def test_two_days_to_the_eye_are_none() -> None:
    """One of them may be another article's."""
    body = f"<p class='date'>June 9, 2013</p><main>{days()}</main><p class='teaser-date'>June 7, 2013</p>"
    assert page_article(f"<html><body>{body}</body></html>".encode(), "page.html").published is None


def test_the_outlets_name_before_a_title_is_no_part_of_it() -> None:
    """Where it is known to be the outlet's."""
    page = f"<title>Harbour News: Ice</title><meta property='og:site_name' content='Harbour News'><main>{days()}</main>"
    assert page_article(f"<html>{page}</html>".encode(), "page.html").title == "Ice"


def test_a_page_of_boxes_without_end_is_read_in_time() -> None:
    """Nothing that is looked for walks over the page once for each element."""
    boxes = "<blockquote>a</blockquote><input type=email><div class=pullquote>b</div><div class='body'>c</div>"
    page = html.document_fromstring(f"<main><div class='body'>{days()}</div>{boxes * 10_000}</main>")
    began = process_time()
    take_out_asides(page)
    assert with_lost(DAYS, [], page) == DAYS
    assert process_time() - began < 20


def test_a_paragraph_that_was_cut_up_is_whole_and_there_once() -> None:
    """What is left of it beside it goes."""
    page = html.document_fromstring(
        f"<main><div>{days()}<p>Ask the captain, or his mate, on the pier.</p></div></main>"
    )
    assert with_lost([*DAYS, "Ask the captain, or", "on the pier."], [], page) == [
        *DAYS,
        "Ask the captain, or his mate, on the pier.",
    ]
    assert among("<p>The program <code>sail</code> was written, and <code>moor</code> was not.</p>") == [
        "The program sail was written, and moor was not."
    ]


def test_a_text_below_a_title_that_leads_elsewhere_is_a_teaser() -> None:
    """In a box of their own, whatever it is called."""
    said = "The winter service says that it is ready."
    box = f"<div class='x1'><h3><a href='/snow'>Snow on the way</a></h3><p>{said}</p></div>"
    assert said not in with_lost(
        DAYS, [], html.document_fromstring(f"<main><div>{days(0, 6)}{box}{days(6)}</div></main>")
    )
