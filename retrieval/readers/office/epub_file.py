"""An e-book (.epub) of articles: each chapter is a page, and what holds no article (cover, contents) is passed over."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from retrieval.errors import ArticleError, BadArticleData, EmptyArticle, NotAnArticle
from retrieval.readers.html_file import page_article
from retrieval.readers.metadata.publication_dates import day_in
from retrieval.readers.office.packed import part_of
from retrieval.readers.source import NO_TEXT, Found, Source

_MOST_CHAPTERS = 5_000


def epub_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The articles of an e-book, each with the book's publisher and day where its own page tells none.

    Raises:
        BadArticleData: it isn't an e-book, or it is broken.
        ArticleTooLarge: it would unpack to a hundred times its size.
    """
    container = _parsed(part_of(data, "META-INF/container.xml", source), source)
    package = next((each.get("full-path") for each in container.iter("{*}rootfile")), None)
    if not package:
        raise BadArticleData(source.shown, "it names no contents", "Save its articles as HTML.")
    tree = _parsed(part_of(data, package, source), source)
    told = {
        name: next((" ".join(each.itertext()).strip() for each in tree.iter(f"{{*}}{name}")), None)
        for name in ("publisher", "date", "creator")
    }
    items = {each.get("id"): each.get("href") for each in tree.iter("{*}item")}
    chapters = [items.get(each.get("idref")) for each in tree.iter("{*}itemref")][:_MOST_CHAPTERS]
    for href in filter(None, chapters):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(href)))
        shown = f"{source.shown}/{name}"
        try:
            article = page_article(part_of(data, name, source), shown, noted=source.noted)
        except (NotAnArticle, EmptyArticle):
            source.noted[NO_TEXT] += 1
            continue
        except ArticleError as error:
            yield error
            continue
        missing = {
            "publisher": article.publisher or told["publisher"] or None,
            "author": article.author or told["creator"] or None,
            "published": article.published or (day_in(told["date"]) if told["date"] else None),
        }
        yield article.model_copy(update=missing)


def _parsed(content: bytes, source: Source) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadArticleData(source.shown, "its list of contents isn't XML", "Save its articles as HTML.") from None
