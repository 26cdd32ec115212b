"""An article as a page, with the cited words marked and scrolled to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from bot.answering.drafting.line_builder import day
from bot.pages.document import document, element, link
from bot.pages.text_links import at_words
from prompts import replies
from retrieval.lang.paragraphs import paragraphs
from retrieval.model import Article

if TYPE_CHECKING:
    from retrieval.library import Version

CITED = "cited"
"""The fragment of a page's address that leads to the first of the cited words."""

_LOOKS = "main p { margin: 0 0 1rem } del { color: var(--bad) } ins { color: var(--good) }"

Mark = tuple[int, int]
"""Code points of the article's text: start and end."""


def article_page(article: Article, marks: Sequence[Mark] = (), version: Version | None = None) -> str:
    """The page of an article.

    Args:
        article: what is shown, paragraph by paragraph; white space between them is the page's.
        marks: spans of its text, in any order; where they overlap they are marked as one.
        version: tells how another version that took its place differs.

    The browser goes to the first mark when the page opens: by the fragment ``#cited``, or without one by its focus.
    """
    spans = _merged(marks)
    body = []
    if spans:
        body.append(element("a", replies.PAGE_TO_CITED, href=f"#{CITED}", class_="skip"))
    body.append(_header(article, spans, version))
    main = element("main")
    for start, end in paragraphs(article.text):
        main.append(_paragraph(article.text, start, end, spans))
    return document(article.title, *body, main, looks=_LOOKS)


def _header(article: Article, spans: Sequence[Mark], version: Version | None) -> HtmlElement:
    address = at_words(article.url, article.text, *spans[0]) if spans else article.url
    told = [article.publisher, article.author, day(article.published) if article.published else replies.NO_DATE]
    header = element(
        "header",
        element("h1", link(article.title, address)),
        element("p", " · ".join(part for part in told if part), class_="quiet"),
    )
    if version is not None and version.replaced_on is not None:
        now = replies.NOW_IS.format(id=version.current.id) if version.current else replies.LATER_REMOVED
        note = element("div", element("p", replies.CHANGED_SINCE.format(day=day(version.replaced_on), now=now)))
        note.set("class", "note")
        for change in version.changes:
            parts = [element("del", change.before)] if change.before else []
            parts += [element("ins", change.after)] if change.after else []
            note.append(element("p", *parts))
        header.append(note)
    return header


def _paragraph(text: str, start: int, end: int, spans: Sequence[Mark]) -> HtmlElement:
    parts: list[str | HtmlElement] = []
    at = start
    for first, last in spans:
        low, high = max(first, start), min(last, end)
        if low >= high:
            continue
        # A span over several paragraphs is marked in each; the page goes to where the first one begins.
        leads = (first, last) == spans[0] and not text[first:low].strip()
        goes_here = {"id": CITED, "tabindex": "-1", "autofocus": ""} if leads else {}
        parts += [text[at:low], element("mark", text[low:high], **goes_here)]
        at = high
    return element("p", *parts, text[at:end])


def _merged(marks: Sequence[Mark]) -> list[Mark]:
    merged: list[Mark] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif start < end:
            merged.append((start, end))
    return merged
