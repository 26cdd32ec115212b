"""WordPress's exports, feeds that hold texts, and NITF."""

from __future__ import annotations

import time
from datetime import date
from html import escape

import pytest

from retrieval.errors import ArticleError, BadArticleData, NotAnArticle
from retrieval.model import Article, ParagraphKind
from retrieval.readers.source import NO_TEXT, UNPUBLISHED, UNREAD_DATE, Tally
from tests.retrieval.readers.conftest import found_in

SAID = "The ferry to Lervik stayed in the harbour. “The ice is <em>too thick</em>,” said Mara Holm, its master."
LONG = f"<p>{SAID} {'The boats lay at their piers all day. ' * 8}</p>\n<p>Nobody\nwas hurt.</p>"


def _wordpress(
    content: str, *, kind: str = "post", status: str = "publish", day: str = "Fri, 07 Mar 2025 10:00:00 +0000"
) -> str:
    return (
        f"<item><title>Ferry &amp; ice</title><link>https://l.example/ferry</link><pubDate>{day}</pubDate>"
        f"<dc:creator><![CDATA[Ada Roe]]></dc:creator><description></description>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"
    )


def _export(*items: str) -> bytes:
    spaces = "".join(f' xmlns:{name}="https://{name}.example/"' for name in ("dc", "content", "excerpt", "wp"))
    inside = "".join(items)
    return f'<?xml version="1.0"?><rss{spaces}><channel><title>Lervik Post</title>{inside}</channel></rss>'.encode()


def test_posts_of_wordpress_are_articles() -> None:
    """Blank lines part their paragraphs; pictures, drafts and menus are left out."""
    classic = f'[caption id="1"]<img src="a.png" /> A ferry[/caption]\n\n{SAID}\n\nNobody was hurt.'
    blocks = f"<!-- wp:paragraph -->\n<p>{SAID}</p>\n<!-- /wp:paragraph -->\n\n<p>Nobody\nwas hurt.</p>"
    noted = Tally()
    data = _export(
        _wordpress(classic),
        _wordpress(blocks, day="soon").replace("/ferry", "/ice"),
        _wordpress(SAID, status="draft"),
        _wordpress("", kind="attachment"),
        _wordpress(""),
    )
    found = found_in(data, "export.xml", skipped=noted)
    for article in found:
        assert isinstance(article, Article)
        assert (article.title, article.publisher, article.author) == ("Ferry & ice", "Lervik Post", "Ada Roe")
        text = SAID.replace("<em>", "").replace("</em>", "")
        assert article.text == f"{text}\n\nNobody was hurt."
    assert [each.published for each in found if isinstance(each, Article)] == [date(2025, 3, 7), None]
    assert [each.path for each in found] == ["export.xml#https://l.example/ferry", "export.xml#https://l.example/ice"]
    assert noted == {UNPUBLISHED: 1, NO_TEXT: 1, UNREAD_DATE: 1}


@pytest.mark.parametrize(
    ("feed", "kind"),
    [
        (
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Lervik Post</title><entry><title>Ferry</title>'
            f'<link rel="self" href="https://x.example"/><link href="https://l.example/1"/><updated>2025-03-07T10:00:00Z'
            f"</updated><author><name>Ada Roe</name></author>"
            f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{LONG}</div></content></entry></feed>',
            "a.atom",
        ),
        (_export(_wordpress(LONG)).decode().replace("<wp:post_type>post</wp:post_type>", ""), "a.rss"),
    ],
)
def test_a_feed_with_whole_texts_holds_articles(feed: str, kind: str) -> None:
    """RSS and Atom, as they were saved."""
    (article,) = found_in(feed.encode(), kind)
    assert isinstance(article, Article)
    assert (article.publisher, article.author, article.published) == ("Lervik Post", "Ada Roe", date(2025, 3, 7))
    assert article.text.startswith("The ferry to Lervik stayed in the harbour. “The ice is too thick,” said")
    assert article.text.endswith("\n\nNobody was hurt.")


def test_an_entry_of_atom_may_have_several_authors_and_an_address_below_the_feeds() -> None:
    """Whose mail and page are no part of the name."""
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://l.example/n/"><title>Lervik Post</title><entry>'
        '<title>Ferry</title><link href="/1"/><author><name>Ada Roe</name><email>a@l.example</email></author>'
        f'<author><name>Bo Lim</name></author><content type="html">{escape(LONG)}</content></entry></feed>'
    )
    (article,) = found_in(feed.encode(), "a.atom")
    assert isinstance(article, Article)
    assert (article.author, article.url) == ("Ada Roe, Bo Lim", "https://l.example/1")


def test_a_feed_of_teasers_and_other_xml_are_told() -> None:
    """With what to do."""
    teasers = _export("<item><title>Ferry</title><description>It froze.</description></item>")
    (error,) = found_in(teasers, "feed.xml")
    assert isinstance(error, NotAnArticle)
    assert "Give the link that it came from" in str(error)
    (other,) = found_in(b'<?xml version="1.0"?><urlset><url><loc>https://l.example</loc></url></urlset>', "sitemap.xml")
    assert isinstance(other, BadArticleData)
    (feeds,) = found_in(b'<opml version="2.0"><body/></opml>', "feeds.xml")
    assert isinstance(feeds, NotAnArticle)


def test_nitf_of_agencies_is_read() -> None:
    """Headline, byline, day, outlet and the full text, not its lead once more."""
    text = SAID.replace("<em>", "").replace("</em>", "")
    nitf = (
        '<nitf><head><title>Other</title><docdata><date.issue norm="20250307T100000Z"/></docdata>'
        '<pubdata name="Lervik Wire" date.publication="20250308"/></head><body><body.head><hedline><hl1>Ferry</hl1>'
        f"</hedline><byline>By Ada Roe</byline></body.head><body.content><block class='lead_paragraph'><p>{SAID}</p>"
        f"</block><block class='full_text'><p>{SAID}</p><p>Nobody\nwas hurt.</p></block></body.content></body></nitf>"
    )
    (article,) = found_in(nitf.encode(), "story.xml")
    assert isinstance(article, Article)
    assert (article.title, article.author, article.publisher) == ("Ferry", "Ada Roe", "Lervik Wire")
    assert (article.published, article.text) == (date(2025, 3, 7), f"{text}\n\nNobody was hurt.")


@pytest.mark.parametrize("within", ["<html><head><title>Other</title></head><body>{}</body></html>", "{}"])
def test_newsml_g2_of_agencies_is_read(within: str) -> None:
    """Headline, byline, day, outlet and text; an item of a picture is counted."""
    body = within.format(f"<p>{SAID}</p><p>Nobody\nwas hurt.</p>")
    item = (
        "<newsItem guid='urn:a'><itemMeta><versionCreated>2025-03-08T10:00:00Z</versionCreated></itemMeta><contentMeta>"
        "<contentCreated>2025-03-07T10:00:00Z</contentCreated><by>By Ada Roe</by><creditline>Lervik Wire</creditline>"
        "<headline>Ferry</headline></contentMeta><contentSet>{}</contentSet></newsItem>"
    )
    items = item.format(f"<inlineXML contenttype='application/xhtml+xml'>{body}</inlineXML>")
    items += item.format("<remoteContent href='a.jpg'/>")
    noted = Tally()
    message = f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{items}</itemSet></newsMessage>"
    (article,) = found_in(message.encode(), "story.xml", skipped=noted)
    assert isinstance(article, Article)
    assert (article.title, article.author, article.publisher) == ("Ferry", "Ada Roe", "Lervik Wire")
    text = SAID.replace("<em>", "").replace("</em>", "")
    assert (article.published, article.text) == (date(2025, 3, 7), f"{text}\n\nNobody was hurt.")
    assert noted[NO_TEXT] == 1


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item><content>&a;</content></item></rss>',
        b"<rss>" + b"<item>" * 100_000,
        b"<rss" + b" a='b'" * 100_000,
        b"\x00\x01\x02",
        b"",
    ],
)
def test_hostile_xml_is_refused(data: bytes) -> None:
    """No entity is expanded, no file is opened."""
    found = found_in(data, "feed.xml")
    assert all(isinstance(each, ArticleError) for each in found)
    assert len(found) == 1
    assert "root:" not in str(found[0])


def test_captions_that_never_end_are_looked_at_once() -> None:
    """A second's work, not minutes."""
    started = time.process_time()
    (article,) = found_in(_export(_wordpress(SAID + "[caption x]" * 80_000)), "export.xml", max_bytes=10_000_000)
    assert isinstance(article, Article)
    assert time.process_time() - started < 5


def test_a_code_says_who_provides_news_where_no_name_does() -> None:
    item = (
        "<newsItem guid='urn:a'><itemMeta><provider literal='Lervik Wire'/></itemMeta><contentMeta>"
        "<headline>Ferry</headline>"
        f"</contentMeta><contentSet><inlineXML><p>{SAID}</p></inlineXML></contentSet></newsItem>"
    )
    (article,) = found_in(item.encode(), "story.xml")
    assert isinstance(article, Article)
    assert article.publisher == "Lervik Wire"


def test_who_signs_in_to_wordpress_has_a_name() -> None:
    """Its export lists them above the posts; a quotation's signature stays below it and is told to be one."""
    told = (
        "<wp:author><wp:author_login>hb</wp:author_login><wp:author_display_name>Hedda Brandt</wp:author_display_name>"
    )
    text = "<p>The market froze.</p><blockquote><p>We sold ice.</p><cite>Arvid Lunde</cite></blockquote>"
    post = f"<title>Ice</title><dc:creator>hb</dc:creator><content:encoded><![CDATA[{text}]]></content:encoded>"
    export = (
        "<rss xmlns:wp='w' xmlns:dc='d' xmlns:content='c'><channel><title>Ledger</title>"
        f"{told}</wp:author><item>{post}<wp:post_type>post</wp:post_type></item></channel></rss>"
    )
    (article,) = found_in(export.encode(), "export.xml")
    assert isinstance(article, Article)
    assert (article.author, article.text) == ("Hedda Brandt", "The market froze.\n\nWe sold ice.\n\n— Arvid Lunde")
    assert (article.text.index("We"), ParagraphKind.QUOTE) in article.kinds


def test_notes_of_evernote_are_articles() -> None:
    """When and by whom one was clipped tells nothing of what was clipped; one that was written is its writer's."""
    note = "<note><title>{}</title><content><![CDATA[{}]]></content><note-attributes>{}</note-attributes></note>"
    page = '<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "x"><en-note><div>The ice &lt;is&gt; old.</div></en-note>'
    clip = note.format("Ice", page, "<author>me</author><source-url>https://bay.example/ice</source-url>")
    own = note.format("Own", page.replace("old", "mine"), "<author>Ida Berg</author>")
    empty = note.format("Empty", "", "")
    noted = Tally()
    one, other = found_in(f"<en-export>{clip}{own}{empty}</en-export>".encode(), "notes.enex", skipped=noted)
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    assert (one.title, one.text, one.url) == ("Ice", "The ice <is> old.", "https://bay.example/ice")
    assert (one.author, one.publisher, one.published) == (None, "bay.example", None)
    assert (other.author, other.publisher) == ("Ida Berg", None)
    assert noted[NO_TEXT] == 1
    (error,) = found_in(f"<letters>{own}</letters>".encode(), "letters.xml")
    assert isinstance(error, BadArticleData)


def test_comments_on_a_blog_are_no_articles() -> None:
    """Blogger exports them beside the posts."""
    kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://x/blogger/2008/kind#{}'/>"
    text = f"&lt;p&gt;{'The ice is old and thin this year. ' * 10}&lt;/p&gt;"
    entry = "<entry><title>{}</title>" + kind + f"<content type='html'>{text}</content></entry>"
    feed = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry.format('Ice', 'post')}{entry.format('Re', 'comment')}</feed>"
    )
    found = found_in(feed.encode(), "blog.xml")
    assert [each.title for each in found if isinstance(each, Article)] == ["Ice"]


def test_captions_in_nitf_are_no_text() -> None:
    media = "<media><media-caption><p>Mara Holm on the ice.</p></media-caption></media>"
    nitf = f"<nitf><body><body.content><p>{SAID}</p>{media}<p>Nobody was hurt.</p></body.content></body></nitf>"
    (article,) = found_in(nitf.encode(), "story.xml")
    assert isinstance(article, Article)
    assert "on the ice" not in article.text
