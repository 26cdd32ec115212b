"""The frame that every page shares: its head, its style sheet, and text that can't become markup.

A page is one file. Its content security policy allows no script and nothing from elsewhere; links carry no referrer.
"""

from __future__ import annotations

import re
from typing import Any

from lxml.html import HtmlElement, tostring
from lxml.html import builder as tag

from bot.pages.text_links import web_address

STYLE_SHEET = """
:root {
  color-scheme: light dark;
  --text: #1d1d1f; --page: #fdfcf9; --quiet: #55534d; --line: #c9c5ba; --link: #0b4f8a; --raised: #f3f0e7;
  --mark: #ffe48a; --on-mark: #1d1d1f; --good: #17632f; --doubtful: #7a4b00; --bad: #a3141f
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e9e7e1; --page: #171714; --quiet: #b3afa4; --line: #4a4841; --link: #8fc3f7; --raised: #22221d;
    --mark: #6d5400; --on-mark: #ffffff; --good: #7fd699; --doubtful: #f0bd5e; --bad: #ff9a97
  }
}
html { scroll-padding: 25vh 0 }
body {
  font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; color: var(--text); background: var(--page);
  max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 6rem; overflow-wrap: anywhere
}
body.wide { max-width: 80rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .25rem }
a { color: var(--link) }
a:focus-visible, mark:focus-visible, summary:focus-visible { outline: .2rem solid var(--link); outline-offset: .15rem }
mark {
  background: var(--mark); color: var(--on-mark); padding: .05em .1em; border-radius: .15em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone
}
mark:focus { outline: none }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.25rem; padding-bottom: .75rem }
.quiet { color: var(--quiet); font-size: .92rem; margin: 0 0 .25rem }
.note { background: var(--raised); border-left: .25rem solid var(--doubtful); padding: .5rem .75rem; margin: .75rem 0 }
.good { color: var(--good) } .doubtful { color: var(--doubtful) } .bad { color: var(--bad) }
.skip { position: absolute; left: -100vw } .skip:focus { position: static }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: .2rem solid var(--line); white-space: pre-line }
@media print { body { max-width: none } .skip { display: none } }
"""
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
