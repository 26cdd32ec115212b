"""Quotations and posts that a page shows: their words, and who signed them, each a paragraph."""

from __future__ import annotations

import pytest
from lxml import html

from retrieval.readers.html.quotations import open_quotations
from tests.retrieval.readers.html.test_main_text import among

SAID = "The pier is our only street."
NAMED = "— Gunnar Voss, in a letter"


@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote cite='https://x.example'>{}<footer>Gunnar Voss, in a letter</footer></blockquote>",
        "<blockquote><p>{}</p><footer>— <cite>Gunnar Voss</cite>, in a letter</footer></blockquote>",
        "<blockquote class='wp-block-quote'><p>{}</p><cite class='byline'>Gunnar Voss, in a letter</cite></blockquote>",
        "<blockquote><p>{} <cite>Gunnar Voss, in a letter</cite></p></blockquote>",
        "<figure><blockquote>{}</blockquote><figcaption>Gunnar Voss, in a letter</figcaption></figure>",
        "<blockquote>{}</blockquote><p class='quote-source'>Gunnar Voss, in a letter</p>",
        "<blockquote><p>{}</p><footer><p><a href='/v'>Gunnar Voss</a>, in a letter</p></footer></blockquote>",
    ],
)
def test_a_quotation_is_followed_by_who_signed_it(quote: str) -> None:
    """Behind a dash, as a browser or the page's style draws it."""
    assert among(quote.format(SAID)) == [SAID, NAMED]


def test_a_work_that_is_named_within_a_quotation_is_words_of_it() -> None:
    """It signs nothing."""
    said = "In The Long Pier a novelist wrote: “A pier is a bridge that ‘lost heart’.”"
    markup = "<blockquote>In <cite>The Long Pier</cite> a novelist wrote: “A pier is a bridge that ‘lost heart’.”"
    assert among(f"{markup}</blockquote>") == [said]


@pytest.mark.parametrize(
    ("post", "author"),
    [
        ("<p>{}</p>&mdash; Ada Voss (@adavoss) <a href='/1'>June 2, 2025</a>", "Ada Voss (@adavoss) June 2, 2025"),
        ("<p>{}</p>&mdash; Ada (<a href='/r'>@ada.example</a>) <a href='/1'>May 2</a>", "Ada (@ada.example) May 2"),
        ("<p>{}</p>— Harbour (@port@sea.example) <a href='/1'>Jun 4</a>", "Harbour (@port@sea.example) Jun 4"),
        ("<p>{}</p><a href='/1'>A post shared by Ada Voss (@adavoss)</a>", "Ada Voss (@adavoss)"),
        (
            "<p>{}</p>Posted by <a href='/1'>Town of Vik</a> on <a>Sunday, 4 May 2025</a>",
            "Town of Vik Sunday, 4 May 2025",
        ),
        ("<section><a title='@adavoss'>@adavoss</a><p>{}</p></section>", "@adavoss"),
        ("<a href='/1'>Post by @adavoss</a><div>{}</div>", "@adavoss"),
        ("<a href='/1'>{}</a><br> by <a href='/2'>u/pilediver</a> in <a href='/3'>r/vik</a>", "u/pilediver in r/vik"),
    ],
)
def test_a_post_is_followed_by_its_author(post: str, author: str) -> None:
    """In the form of the network that most pages embed, wherever the page has the name."""
    assert among(f"<blockquote class='embed-x'>{post.format(SAID)}</blockquote>") == [SAID, f"— {author}"]


def test_a_post_without_a_signature_stays_and_one_without_words_goes() -> None:
    """The name alone would sign the paragraph before; what only leads to another page isn't said here."""
    assert among("<blockquote>Channel: The pier stands. <a href='/1'>Vik Channel</a></blockquote>") == [
        "Channel: The pier stands. Vik Channel"
    ]
    view = "<a href='/1'>View this post on Instagram</a><p><a href='/1'>A post shared by Ada Voss (@adavoss)</a></p>"
    assert among(f"<blockquote>{view}</blockquote>") == []
    assert among("<blockquote><p><a href='/1'>The harbour that froze in 1942</a></p></blockquote>") == []


def test_plain_paragraphs_keep_their_links() -> None:
    """What leads elsewhere tells an offer of the site."""
    page = html.document_fromstring(f"<blockquote><div><p>{SAID} <a href='/1'>Learn more</a>.</p></div></blockquote>")
    open_quotations(page)
    assert [each.get("href") for each in page.iter("a")] == ["/1"]
