"""The frame that every page shares: its head, its style sheet, and text that can't become markup.

A page is one file. Its content security policy allows no script and nothing from elsewhere; links carry no referrer.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

from lxml.html import HtmlElement, tostring
from lxml.html import builder as tag

from bot.pages.text_links import web_address

STYLE_SHEET = (files(__package__) / "page.css").read_text(encoding="utf-8")
"""Both colour schemes keep a contrast of at least 4.5 : 1 for text (WCAG 2.2, 1.4.3); a test measures it."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What no page can hold.


def document(title: str, *content: HtmlElement, looks: str = "", wide: bool = False) -> str:
    """A whole page.

    Args:
        title: plain text, in the window's title.
        content: what the body holds, in order.
        looks: CSS of this kind of page alone.
        wide: the page uses the width of a screen instead of a column's.
    """
    head = tag.HEAD(
        tag.META(charset="utf-8"),
        tag.META({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        tag.META(name="referrer", content="no-referrer"),
        tag.META(name="viewport", content="width=device-width, initial-scale=1"),
        tag.TITLE(plain(title)),
        tag.STYLE(f"{STYLE_SHEET}{looks}"),
    )
    body = tag.BODY(*content, **({"class": "wide"} if wide else {}))
    page: str = tostring(tag.HTML(head, body, lang="en"), doctype="<!doctype html>", encoding="unicode")
    return f"{page}\n"


def plain(text: str) -> str:
    """Text as a page can hold it: what isn't a character of XML becomes U+FFFD. The builder escapes the rest."""
    return _NOT_XML.sub("\ufffd", text)


def element(name: str, *content: str | HtmlElement, **attributes: str) -> HtmlElement:
    """An element with text and elements in it; its writing direction is that of its text.

    ``class_`` is its class, ``aria_…`` its ``aria-…``.
    """
    named: dict[str, Any] = {key.rstrip("_").replace("_", "-"): plain(value) for key, value in attributes.items()}
    inside = [plain(each) if isinstance(each, str) else each for each in content]
    return tag.E(name, *inside, dir="auto", **named)


def link(text: str, address: str | None) -> HtmlElement:
    """The text as a link, where its address is one of the web; elsewhere as it is."""
    safe = web_address(address)
    return element("span", text) if safe is None else element("a", text, href=safe, rel="noreferrer noopener")
