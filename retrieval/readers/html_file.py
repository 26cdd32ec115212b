"""One web page to one article, or a clear word on why it holds none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from retrieval.errors import NotAnArticle
from retrieval.lang.en.phrases.page_phrases import COOKIES, DIALOG_VOICE, NEEDS_SCRIPT, WALL, WALL_WITHIN
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import Article
from retrieval.readers.decoding.encodings import BrokenUtf8, decode_declared
from retrieval.readers.decoding.sniffing import refuse_feed
from retrieval.readers.exports.page_lines import is_exported, lines_of_page
from retrieval.readers.html.asides import weight
from retrieval.readers.html.dialogs import asks_for_consent
from retrieval.readers.html.main_text import MOST_LINKED, body_of
from retrieval.readers.html.page_metadata import LIVE_BLOG, day_in_path, told_by
from retrieval.readers.html.paragraph_vote import ENDS, QUOTED
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.bylines import author_in, is_biography
from retrieval.readers.metadata.credits import reprinted_from
from retrieval.readers.metadata.publication_dates import published_in
from retrieval.readers.source import Found, Source

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")

_LOST = "\ufffd"
"""What stands for a character that is broken."""

_FEWEST_WORDS = 8  # a flash: "The mayor has resigned, the town hall said on Monday"
_STUB_WORDS, _STUB_LINES = 200, 3  # a page behind a wall shows a paragraph or two
_MOSTLY = 0.5  # of its paragraphs
_SAME, _MOST_BETWEEN = 40, 10  # code points that a line is known by, and lines between a heading and the text
_FEED = "//link[@rel='alternate'][@type='application/rss+xml' or @type='application/atom+xml']/@href"
_LIVE = "//*[contains(@class, 'liveblog') or contains(@class, 'live-blog')][count(.//time) > 2]"
_MOST_LIVE = 0.5  # of the page's paragraphs: with less of them it is a box beside an article


def page_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles in a page: those of a news database's export, or one; raises as ``page_article`` does."""
    refuse_feed(data, source.shown)
    if is_exported(data):
        from retrieval.readers.exports.database_export import exported_articles

        lines = lines_of_page(decode_declared(data, source.charset or _declared(data), source.shown))
        if exported := exported_articles("\n".join(lines), source):
            yield from exported
            return
    yield page_article(data, source.shown, url=source.url, charset=source.charset, noted=source.noted)


def _declared(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:4096])
    return declared[1].decode("ascii", "replace") if declared else None


def page_article(
    data: bytes,
    shown: str,
    *,
    url: str | None = None,
    charset: str | None = None,
    noted: Counter[str] | None = None,
) -> Article:
    """The article in a page of HTML.

    Args:
        data: the page.
        shown: the file or link, for messages.
        url: where it was got, after redirects; None for a file.
        charset: the encoding that the server named.
        noted: counts a text that was repaired.

    Raises:
        NotAnArticle: a live blog, a wall without a sentence before it, a cookie wall, links, or nothing.
        BinaryArticle: it isn't text.
        UnreadableArticle: its encoding can't be told, or it can't be parsed.
    """
    named = charset or _declared(data)
    damage: BrokenUtf8 | None = None
    try:
        content = decode_declared(data, named, shown)
    except BrokenUtf8 as error:  # often in an advertisement or a comment, which nobody quotes
        damage, content = error, data.decode("utf-8", "replace")
    tree = parsed_page(_XML_DECLARATION.sub("", content), shown)
    told = told_by(tree, url)
    if LIVE_BLOG in told.types or any(weight(each) > _MOST_LIVE * weight(tree) for each in tree.xpath(_LIVE)):
        raise NotAnArticle(shown, "it is a live blog, not one article", "Take the articles that it links to.")
    if told.front and told.particulars.published is None:
        raise NotAnArticle(shown, "it is a front page, not an article", "Take the articles that it links to.")
    whole = " ".join(tree.xpath("string(//body)").split())
    has_offer = any(WALL_WITHIN.search(each.text_content()) for each in tree.iter("article"))
    head = told.particulars
    body = body_of(tree, head.title, head.publisher, head.author, body_told=told.body)
    while body.lines and is_biography(body.lines[-1], head.author):
        body.lines.pop()
    # An offer stands beside whole articles, too, and who saved a page after signing in has all of it, though its data
    # go on to say that it isn't free: two such signs tell a stub.
    signs = (has_offer, not told.free, len(body.lines) < _STUB_LINES)
    is_short = not body.is_told and sum(len(line.split()) for line in body.lines) < _STUB_WORDS
    is_stub = is_short and (WALL.search(whole) is not None or sum(signs) > 1)
    text = "\n\n".join(_before_wall(body.lines, shown) if is_stub else body.lines)
    feed = _feed_of(tree, url)
    _check(text, whole, shown, feed)
    if max(body.linked, body.teased) > MOST_LINKED:
        what = "links" if body.linked > MOST_LINKED else "articles"
        mend = f"Take its feed, {feed}, or" if feed else "Take"
        raise NotAnArticle(shown, f"it is a list of {what}, not an article", f"{mend} the articles that it links to.")
    is_told = head.author is not None and head.published is not None
    title = head.title or next(iter(body.lines), None)
    between = Particulars() if is_told else _told_between(lines_of_page(content), title, body.lines)
    particulars = replace(
        head,
        # A site that reprints says so in the text: the outlet is the one that it was taken from.
        publisher=reprinted_from(body.lines) or head.publisher or between.publisher,
        author=head.author or author_in(body.above) or between.author,
        published=head.published or published_in(body.above) or between.published,
        incomplete=body.is_cut or is_stub,
    )
    if damage is not None and any(_LOST in (each or "") for each in (text, particulars.title, particulars.author)):
        raise damage
    article = article_of(text, particulars, shown, noted=noted)
    missing = {
        "title": _without_outlet(article.title, article.publisher),
        "published": article.published or day_in_path(article.url) or day_in_path(url),
        "reviews": told.reviews,
        "kinds": told_kinds(article.text, body.kinds),
    }
    return article.model_copy(update=missing)


def _told_between(page: Sequence[str], title: str | None, body: Sequence[str]) -> Particulars:
    """What the lines between a page's heading and its first sentence tell, as those above a plain text do."""
    from retrieval.readers.metadata.plain_head import particulars_above

    lines = list(filter(None, page))
    first = next((line for line in body if len(line.split()) >= _FEWEST_WORDS and ENDS.search(line)), None)
    starts = [n for n, line in enumerate(lines) if line == title]
    ends = [n for n, line in enumerate(lines) if first is not None and line.startswith(first[:_SAME])]
    if not starts or not ends or not 0 < ends[0] - starts[-1] <= _MOST_BETWEEN:
        return Particulars()
    between = lines[starts[-1] : ends[0]]
    return particulars_above("\n".join((*between, "", str(first))), Particulars(), Counter())[0]


def _without_outlet(title: str, publisher: str | None) -> str:
    """A title without the outlet's name before it."""
    own = title.removeprefix(publisher or "").lstrip()
    is_before = bool(publisher) and own != title and own[:1] in {":", "|", "-", "–", "—"} and own[1:].strip()
    return own[1:].strip() if is_before else title


def parsed_page(text: str, shown: str) -> Any:
    """A page as lxml's tree, without scripts other than its JSON-LD; raises ``NotAnArticle`` where it is empty."""
    from lxml import etree, html

    # No address is ever fetched and no entity of the page's own is expanded: libxml2's HTML parser knows neither.
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise NotAnArticle(shown, "the page is empty", "Check it in a browser.") from None
    for element in list(tree.iter("script", "style")):
        if "ld+json" not in (element.get("type") or "").lower():
            element.drop_tree()
    return tree


def _feed_of(tree: Any, url: str | None) -> str | None:
    """The feed that a page names."""
    for href in tree.xpath(_FEED):
        try:
            return str(urljoin(url or "", href))
        except ValueError:
            continue
    return None


def _before_wall(lines: Sequence[str], shown: str) -> list[str]:
    """The article's lines in a page with a wall; raises ``NotAnArticle`` where none of them is a sentence of news."""
    unquoted = {line: QUOTED.sub(" ", line) for line in lines}
    own = [line for line in lines if not (WALL.search(unquoted[line]) or WALL_WITHIN.search(unquoted[line]))]
    if not any(
        len(line.split()) >= _FEWEST_WORDS and ENDS.search(line) and not DIALOG_VOICE.search(unquoted[line])
        for line in own
    ):
        mend = "Open it with your subscription, save the page as HTML, and take the file."
        raise NotAnArticle(shown, "it shows nothing of its article, which is behind a paywall", mend)
    return own


def _check(text: str, whole: str, shown: str, feed: str | None) -> None:
    words = len(text.split())
    asked = [line for line in (text or whole).split("\n\n") if asks_for_consent(QUOTED.sub(" ", line))]
    breaks = text.count("\n\n")
    is_told_often = len(COOKIES.findall("".join(asked))) >= 3 and len(asked) > _MOSTLY * breaks
    if words < _STUB_WORDS and (is_told_often or (text and len(asked) > breaks)):
        mend = "Accept or reject in a browser, save the page as HTML, and take the file."
        raise NotAnArticle(shown, "it asks for consent to cookies and shows no article", mend)
    if words < _FEWEST_WORDS or (words < _STUB_WORDS and NEEDS_SCRIPT.search(text)):
        mend = "If a browser shows one, save the page as HTML from there, and take the file."
        if feed:
            mend += f" The page names a feed: {feed}"
        raise NotAnArticle(shown, "the page holds no article text", mend)
