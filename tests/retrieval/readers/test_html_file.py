"""Web pages of several news systems, and pages that hold no article."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.errors import BinaryArticle, NotAnArticle, UnreadableArticle
from retrieval.model import Article
from retrieval.readers.html_file import page_article
from tests.retrieval.readers.conftest import found_in

PAGES = Path(__file__).parent / "pages"
Page = Callable[..., Article]

BODY = (
    "<p>The ferry froze in the sound on Monday, and nobody could say when it would sail again.</p>"
    "<p>“The ice is thick,” said Mara Lindqvist, the harbour master, who had seen nothing like it.</p>"
)


def of(name: str, url: str | None = None) -> Article:
    return page_article((PAGES / name).read_bytes(), name, url=url)


def head(markup: str, url: str | None = None, body: str = BODY) -> Article:
    page = f"<!doctype html><html><head>{markup}</head><body><main>{body}</main></body></html>"
    return page_article(page.encode(), "page.html", url=url)


def test_the_text_is_the_articles_paragraphs_character_for_character() -> None:
    """Marks stay as they are written, entities are decoded, what isn't the article's own is gone."""
    assert of("json_ld.html").text == (
        "The ferry union has called the new harbour fee “a tax on islanders” and asked the council to withdraw it"
        " before the summer season.\n\n"
        "“Nobody asked the people who have to cross every day,” said Mara Lindqvist, who chairs the union's northern"
        ' branch. "We found out from a poster – a poster!"\n\n'
        "The fee of four crowns a crossing starts on 1 May. It was passed by one vote in a session that lasted until"
        " after midnight.\n\n"
        "‘No other way’\n\n"
        "Jon Holm, the council’s treasurer, said that there was “no other way” to pay for the new breakwater, which"
        " will cost 41 million crowns and protect the inner harbour for a generation.\n\n"
        "“I would rather be shouted at in May than see the pier go in November,” he told this newspaper.\n\n"
        "A reader wrote: «Det är för dyrt». Another, Per Dahl, asked: „Wer soll das bezahlen?“\n\n"
        "Adults will pay four crowns, said the treasurer’s office.\n\n"
        "Children under seven will cross free of charge.\n\n"
        "The council meets again on Tuesday."
    )


@pytest.mark.parametrize("name", ["open_graph.html", "broadcaster.html", "plain.html"])
@pytest.mark.parametrize(
    "words",
    ["Photo", "seen from the road", "ALSO", "advert", "hare", "Getty", "Read", "Szabo", "Most", "More on", "Home"],
)
def test_captions_calls_and_boxes_are_no_text(name: str, words: str) -> None:
    """Whatever the news system calls them."""
    assert words not in of(name).text.replace("shared", "")


@pytest.mark.parametrize(
    "paragraph", ['<p class="paywall">{}</p>', '<div class="Report__Section Report__Section--Ads"><p>{}</p></div>']
)
def test_what_most_paragraphs_are_called_is_no_aside(paragraph: str) -> None:
    """Paragraphs behind a wall that was opened, sections between two adverts."""
    told = [
        f"On day {day} the ferry lay in the ice, and nobody on the pier could say for how long." for day in range(9)
    ]
    box = '<div class="related">Related: the harbour that froze in 1942, in pictures by our readers</div>'
    article = head("", body=BODY + box + "".join(paragraph.format(text) for text in told))
    assert article.text.split("\n\n")[2:] == told


def test_tags_are_a_list_of_links() -> None:
    """Where the word names something else, the text stays."""
    said = "The mayor, who had come by sledge, spoke to the islanders for an hour and promised them a new ferry."
    tags = '<ul class="article-tags"><li><a href="/ice">Ice and snow</a></li><li><a href="/sea">The sea</a></li></ul>'
    article = head("", body=f'{BODY}<p><span class="eventContentTags">{said}</span></p>{tags}')
    assert article.text.endswith(said)


def test_links_at_the_end_go_with_their_heading() -> None:
    """They lead on; what stands above them would lead to nothing."""
    on = '<p><a href="/a">The harbour that froze in 1942</a></p><p><a href="/b">A winter in pictures</a></p>'
    days = "".join(f"<p>On day {day} the ferry lay in the ice, and nobody knew for how long.</p>" for day in range(9))
    article = head("", body=f"{BODY}{days}<p>The editors recommend:</p>{on}")
    assert article.text.endswith("On day 8 the ferry lay in the ice, and nobody knew for how long.")


def test_a_paragraph_that_comes_again_is_said_again() -> None:
    """In an interview, "Yes." is an answer each time."""
    turns = "".join(f"<p>Will the ferry sail on day {n}?</p><p>“Yes,” said Mara Lindqvist.</p>" for n in range(12))
    assert head("<title>Ice</title>", body=BODY + turns).text.count("“Yes,” said") == 12


def test_every_sentence_of_the_article_stays() -> None:
    """A link, an emphasis or a short paragraph is no reason to lose one."""
    assert of("broadcaster.html").text.split("\n\n") == [
        "Teachers in the north will return to their classrooms on Tuesday after the ministry agreed to a pay rise of"
        " six percent.",
        "The strike had closed more than 400 schools for nine days.",
        '"This is not a gift, it is a debt that has been paid," union leader Agnes Torma told a crowd outside the'
        " ministry.",
        "'A fair deal'",
        'Education minister Leo Marsh called it "a fair deal for teachers and a fair deal for the people who pay'
        ' them".',
        "He added that lost lessons would be made up on Saturdays until Easter.",
        "Parents' groups welcomed the end of the strike but asked who would pay for the Saturdays.",
    ]
    assert "A report of 2019 had put the loss at a third of all water." in of("open_graph.html").text


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("live_blog.html", "live blog"),
        ("cookie_wall.html", "consent to cookies"),
        ("script_only.html", "no article text"),
        ("link_list.html", "a list of links"),
    ],
)
def test_a_page_without_an_article_says_which_kind_it_is(name: str, says: str) -> None:
    """The error names the page, what it is, and what to do."""
    with pytest.raises(NotAnArticle, match=says) as caught:
        of(name)
    assert caught.value.message.startswith(f"{name}: ")
    assert caught.value.mend


def test_a_page_that_only_asks_for_consent_is_no_article() -> None:
    """However short it is; what somebody says of cookies is news."""
    with pytest.raises(NotAnArticle, match="consent to cookies"):
        head("<title>Before you go on</title>", body="<p>We use cookies and data to show you the adverts you like.</p>")
    said = "<p>“We use cookies on our pages because you like them,” Ida Berg told the council on Monday.</p>"
    assert head("<title>Ice</title>", body=said).text.startswith("“We use cookies")


def test_a_short_article_beside_an_offer_to_subscribe_is_one() -> None:
    """What every page of a site says at its top is no wall around this one."""
    offer = "<header>Already a subscriber? Log in. Unlimited access for one crown.</header>"
    article = head("<title>Ice</title>", body=offer + BODY)
    assert (article.text[:15], article.incomplete) == ("The ferry froze", False)


FREE = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":%s}</script>'
OFFER = "<p>Already a subscriber? Log in. Unlimited access for one crown.</p>"


@pytest.mark.parametrize(
    ("number", "wall", "free", "is_cut"),
    [
        (2, OFFER, "true", True),
        (4, OFFER, "true", False),
        (4, OFFER, "false", True),
        (2, "", "false", True),
        (4, "", "false", False),
        (4, "<p>Subscribe to continue reading.</p>", "true", True),
    ],
)
def test_what_stands_before_a_wall_is_an_article_that_was_cut_off(
    number: int, wall: str, free: str, is_cut: bool
) -> None:
    """By the wall's own words, or by two of: an offer, data that say it isn't free, a paragraph or two."""
    days = "Monday Tuesday Wednesday Thursday".split()[:number]
    told = [f"On {day} the ferry lay in the ice, its captain said from the bridge." for day in days]
    markup = "".join(f"<p>{each}</p>" for each in told)
    article = head(FREE % free, body=f"<article><h1>Ice</h1>{markup}{wall}</article>")
    assert (article.text.split("\n\n"), article.incomplete) == (told, is_cut)


@pytest.mark.parametrize(
    "wall",
    [
        "<p>Subscribe to continue reading.</p><p>Get all our stories for one crown in your first month with us.</p>",
        "<p>This article is for subscribers only, and they read us every day.</p><p>Log in</p>",
    ],
)
def test_a_wall_without_a_sentence_of_the_article_is_refused(wall: str) -> None:
    """What it offers isn't news."""
    with pytest.raises(NotAnArticle, match="paywall"):
        head(FREE % "false", body=f"<article><h1>Ice holds the ferry</h1>{wall}</article>")


def test_a_live_blog_is_told_by_its_looks_too() -> None:
    """Where no JSON-LD says so."""
    blocks = "".join(f"<div><time>{n}:00</time>{BODY}</div>" for n in range(9, 13))
    with pytest.raises(NotAnArticle, match="live blog"):
        head("<title>Ice</title>", body=f"<div class='page-liveblog'>{blocks}</div>")


def test_a_list_of_links_names_its_feed() -> None:
    """Which is what its reader wants."""
    with pytest.raises(NotAnArticle, match=r"Take its feed, https://n\.example/feed, or the articles"):
        of("link_list.html", "https://n.example/politics")


CARD = (
    "<{card}><h3><a href='/{n}'>The ferry, day {n}</a></h3><p>Day {n} of the ice, and the ferry is stuck.</p></{card}>"
)


@pytest.mark.parametrize("card", ["article", "li", "div"])
def test_a_front_page_is_no_article(card: str) -> None:
    """However much of each article it shows: below a linked heading, or as one whole link."""
    cards = "".join(CARD.format(card=card, n=n) for n in range(9))
    whole = "".join(f"<a href='/{n}'><h3>Day {n}</h3><p>Day {n} of the ice, and it is stuck.</p></a>" for n in range(9))
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    for body in (cards, whole):
        with pytest.raises(NotAnArticle, match=r"a list of \w+, not an article\. Take its feed, /feed, or"):
            head(link, body=f"<h1>Harbour News</h1><main>{body}</main>")


def test_an_article_above_others_that_it_leads_to_is_one() -> None:
    """Its own linked headings, or a linked title, make it no list."""
    cards = "".join(CARD.format(card="article", n=n) for n in range(9))
    text = "".join(
        f"<p>In hour {n} the icebreaker came no nearer, said Mara Lindqvist of the harbour.</p>" for n in range(20)
    )
    parts = "".join(
        f"<h2><a href='#{n}'>Part {n}</a></h2><p>The ice was {n} metres thick that day.</p>" for n in range(9)
    )
    title = "<h2><a href='/ice'>The ferry is stuck</a></h2>"
    assert "hour 19" in head("", body=f"<article><h1>Ice</h1>{text}</article>{cards}").text
    assert "8 metres thick" in head("", body=f"<article><h1>Ice</h1>{parts}</article>").text
    assert "hour 19" in head("", body=f"<article>{title}{text}</article>").text


def test_a_page_without_text_names_its_feed_too() -> None:
    """As one does whose articles a script would fetch."""
    link = '<link rel="alternate" type="application/atom+xml" href="https://n.example/atom">'
    with pytest.raises(NotAnArticle, match=r"no article text.*names a feed: https://n\.example/atom"):
        head(link + '<link rel="alternate" type="application/rss+xml" href="http://[bad">', body="<div id=app></div>")
    with pytest.raises(NotAnArticle, match="no article text"):
        head('<link rel="alternate" type="application/rss+xml" href="http://[bad">', body="<div id=app></div>")


def test_a_whole_article_that_was_saved_by_a_subscriber_is_one() -> None:
    """What is marked as not free may be there in full."""
    body = "".join(
        f"<p>On day {n} the ferry froze in the sound, said Mara Lindqvist of the harbour.</p>" for n in range(30)
    )
    assert "day 29" in head(FREE % "false", body=body).text


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "", None),
        ("cp1252", '<meta charset="iso-8859-1">', None),
        ("cp1250", "", "windows-1250"),
        ("utf-8", '<meta charset="no-such-thing">', None),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_or_its_server_names(
    encoding: str, declared: str, charset: str | None
) -> None:
    """Latin-1 is what browsers make of it: Windows-1252."""
    said = "Łódź żyje" if encoding == "cp1250" else "Café “Sigrid”"
    body = f"{BODY}<p>The ice was thick in front of {said}, where the crews had waited since the morning.</p>"
    page = f"<html><head>{declared}</head><body>{body}</body></html>".encode(encoding)
    text = page_article(page, "page.html", charset=charset).text
    assert said in text


def test_what_only_says_that_it_is_a_page_is_refused() -> None:
    """A picture sent as HTML is a picture."""
    with pytest.raises(BinaryArticle):
        page_article(b"\x89PNG\r\n" + bytes(100), "page.html", charset="utf-8")


def test_no_entity_of_the_pages_own_is_expanded(tmp_path: Path) -> None:
    """Neither a file on this machine nor a billion laughs."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body>{BODY}<p>&x; and &x;</p></body></html>'
    assert "secret" not in page_article(page.encode(), "page.html").text.replace("secret.txt", "")


def test_a_broken_character_counts_where_it_would_be_quoted() -> None:
    """In the article it is refused, with its line; beside it, it is nobody's loss."""
    page = f"<!doctype html>\n<title>Ice</title><main>{BODY}</main>\n<aside>An advertisement</aside>".encode()
    broken = page.replace(b"tisement", b"tis\xe9ment")
    assert page_article(broken, "page.html").text == page_article(page, "page.html").text
    for declared in ("utf-8", "iso-8859-1", None):
        with pytest.raises(UnreadableArticle, match=r"page\.html, line 2: .*broken character behind"):
            page_article(page.replace(b"froze", b"fr\xe9ze"), "page.html", charset=declared)


def test_a_page_that_names_the_wrong_encoding_is_right() -> None:
    """UTF-8 under another name, and the other way round."""
    page = f"<!doctype html><meta charset=CHARSET><title>Ice</title><main>{BODY}</main>"
    for declared, real in (("iso-8859-1", "utf-8"), ("utf-16", "utf-8"), ("utf-8", "cp1252"), ("x-mine", "cp1252")):
        article = page_article(page.replace("CHARSET", declared).encode(real), "page.html")
        assert "“The ice is thick,” said Mara Lindqvist" in article.text


def test_what_elements_say_of_paragraphs_goes_with_the_article() -> None:
    """Through an export, too; what the form of a paragraph tells as well isn't noted."""
    asked, bold = "How thick is the ice?", "Who will pay?"
    items = ["Two boats and a tug of the northern harbour", "Three barges of the southern harbour"]
    body = f"{BODY}<p>These lie in the ice:</p><ul><li>{items[0]}</li><li>{items[1]}</li></ul><h3>{asked}</h3>"
    body += BODY.replace("Monday", "Sunday") + f"<p><b>{bold}</b></p><p>It snowed in the north, too.</p>"
    body += "<h2>The cost</h2><p>The town pays, its treasurer said on Tuesday.</p>"
    article = head("<title>Ferry stops</title>", body=body)
    told = {article.text[start:].partition("\n")[0]: kind for start, kind in article.kinds}
    assert told == {asked: "heading", bold: "heading", **dict.fromkeys(items, "list")}
    exported = json.dumps(article.model_dump(mode="json"))
    (again,) = found_in(exported.encode(), "a.json")
    assert isinstance(again, Article)
    assert again.kinds == article.kinds


@pytest.mark.parametrize(
    "between",
    [
        "<p class='meta'>Jontu Sowerbee, Sample Post, 10 February 2025</p>",
        "<div><span>Jontu Sowerbee</span> | <span>Sample Post</span> | <span>Feb 10, 2025</span></div>",
        "<span>by Jontu Sowerbee / Feb. 10, 2025 / Updated Feb. 11, 2025</span>",
        "<div>Submitted by Jontu Sowerbee on Mon, 10 Feb 2025 - 09:14</div>",
        "<span class='byline'>Von Jontu Sowerbee</span><span>10 February 2025</span>",
        "<div class='entry-author'>Jontu Sowerbee</div><time>10 February 2025</time>",
        "<p class='wp-block-post-author__name'>Jontu Sowerbee</p><p>Published 10 February 2025</p>",
    ],
)
def test_a_page_tells_to_the_eye_who_wrote_it_and_when(between: str) -> None:
    """In a line between its heading and its text, as above a plain text; a reader's name below isn't the author's."""
    below = "<div class='comment-list'><b class='comment-author'>Jane Doe</b><p>I saw it.</p></div>"
    markup = "<title>Ferry stops as ice comes | Bay Ledger</title><meta property='og:site_name' content='archive.ph'>"
    article = head(markup, body=f"<h1>Ferry stops as ice comes</h1>{between}{BODY}{below}")
    assert (article.author, str(article.published)) == ("Jontu Sowerbee", "2025-02-10")
    assert article.publisher == "Bay Ledger"
