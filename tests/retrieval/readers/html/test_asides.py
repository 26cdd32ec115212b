"""What stands beside an article in its page, and what stays of it."""

from __future__ import annotations

import pytest
from lxml import html

from retrieval.readers.html.asides import take_out_asides
from retrieval.readers.html_file import page_article, parsed_page
from tests.retrieval.readers.html.test_main_text import DAYS, among, days, lines


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
        "<p class='par'><b>Zum Thema:</b> <a href='/x'>Der Hafen, der 1942 zufror</a></p>",
        "<p>Allow Instagram content?</p><p>This article contains content provided by Instagram.</p>",
        "<p>Please enable JavaScript in your browser settings.</p>",
        "<p>A version of this article appears in print on Feb. 11, 2025, Section A, Page 4.</p>",
        "<p>The old ferry at the pier in 1934. (State Archive photo)</p>",
        "<ul><li><b>Sailing</b> <a href='/x'>The race on the ice</a></li><li><a href='/y'>Snow</a></li></ul>",
        "<div><p>Noticia relacionada</p><ul><li><a href='/x'>El barco en el hielo</a></li></ul></div>",
        "<article><a href='/x'><h3>The harbour that froze</h3></a><p>Ida Berg</p></article>",
        "<h2 class='visually-hidden'>Article content</h2><ul class='hidden'><li>Puzzles every day.</li></ul>",
        "<p>© 2025 Harbour News. No part of it may be printed elsewhere.</p>",
        "<p class='par'><img src='/b.jpg'><br><em>Bethany Funke and Captain Nils Aker</em></p>",
        "<p>https://news.example/harbour/ice/1</p>",
    ],
)
def test_what_stands_around_an_article_stays_out(box: str) -> None:
    """Also where the site gives it no name."""
    assert among(box) == []


def test_words_that_a_browser_does_not_show_are_no_words() -> None:
    """Inside a sentence they would make another quotation of one."""
    unseen = "<span style='clip:rect(0 0 0 0);position:absolute'>, opens new tab</span>"
    assert among(f"<p>“The <a href='/r'>report{unseen}</a> is false,” she said.</p>") == [
        "“The report is false,” she said."
    ]


def test_a_page_that_is_laid_out_in_a_table_is_the_cell_with_the_article() -> None:
    """Whatever else stands in the other cells."""
    poll = "<td>Weather: Rain, 48<p>Should fishing be banned?<br>Yes<br>No</td>"
    rows = f"<tr><td colspan=3>Harbour News</td></tr><tr><td>Local<br>Sports</td><td>{days()}</td>{poll}</tr>"
    assert lines(f"<table>{rows}</table>") == DAYS


def test_cells_of_a_table_may_be_links() -> None:
    """They are no column of a page."""
    rows = "".join(f"<tr><td><a href='/{n}'>{n}</a></td><td>diver</td></tr>" for n in ("Nils Aker", "Petra Holm"))
    assert among(f"<table>{rows}</table>") == ["Nils Aker", "diver", "Petra Holm", "diver"]


@pytest.mark.parametrize("name", ["tweet", "bluesky-post", "x-post"])
def test_a_post_that_an_article_shows_is_a_quotation_of_its_author(name: str) -> None:
    """Also where the site draws it as a link; its time and counts are no words."""
    post = (
        f'<div class="{name}"><a href="https://x.example/1"><div class="{name}-header"><span>Mina Joshi</span>'
        " <span>@minajoshi</span></div>Roads need money. Karl, pay your toll."
        '<div class="footer">2:10 PM ∙ 9 likes</div></a></div>'
    )
    body = f"<article>{days(0, 5)}{post}{days(5)}</article>"
    text = page_article(f"<html><body>{body}</body></html>".encode(), "a.html").text
    assert "\n\nRoads need money. Karl, pay your toll.\n\n— Mina Joshi (@minajoshi)\n\n" in text
    assert "likes" not in text


def test_remarks_in_a_margin_and_their_marks_go() -> None:
    """As Google Docs exports them."""
    page = (
        "<html><body><p>The ice is old.<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup></p><p>It is thin.</p>"
        "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a> check this</p></div></body></html>"
    )
    tree = parsed_page(page, "page")
    take_out_asides(tree)
    assert tree.text_content() == "The ice is old.It is thin."
