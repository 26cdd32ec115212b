"""What is told of an article beside its text, and the one way in which every format makes an article of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from retrieval.errors import ArticleTooLarge, EmptyArticle
from retrieval.model import Article
from retrieval.readers.decoding.damage import decoded_once, undamaged, without_entities
from retrieval.readers.metadata.bylines import author_in, writers
from retrieval.readers.metadata.credits import publisher_in
from retrieval.readers.metadata.endings import breaks_off, without_tail
from retrieval.readers.metadata.publication_dates import published_in
from retrieval.readers.metadata.titles import title_of, without_outlet_behind

LONGEST = 1_000_000
"""Code points of a text that may be an article: two novels. Who said what in it takes a minute and 430 MB to find."""


@dataclass(frozen=True)
class Particulars:
    """What front matter, a page's head, a mail's head or a JSON object tells; None where it doesn't."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    incomplete: bool = False


def article_of(
    text: str, told: Particulars, shown: str, *, exact: bool = False, noted: Counter[str] | None = None
) -> Article:
    """The article with this text: what isn't told beside it is taken from the text, where that is certain.

    Args:
        text: the article's text, line ends as line feeds.
        told: what is known of it already; it wins over the text.
        shown: the file or link, for messages; it becomes ``Article.path``.
        exact: whether offsets into the text are known already, so that no character of it may change.
        noted: counts a text that was repaired.

    Raises:
        UnreadableArticle: characters of the text are lost.
        EmptyArticle: nothing in the text can be seen.
        ArticleTooLarge: no article has so long a text.
    """
    if len(text) > LONGEST:
        message = f"its text has {len(text):,} characters, and an article has {LONGEST:,} at most"
        raise ArticleTooLarge(shown, message, "Split it into its articles.")
    is_cut = told.incomplete or breaks_off(text)
    text = text if exact else without_tail(undamaged(text, shown, noted))
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise EmptyArticle(shown, "there is no text in it", "Put the article's text into it, or leave it out.")
    lines = [stripped for line in text.split("\n") if (stripped := line.strip())]
    publisher = _clean(told.publisher)
    return Article(
        title=without_outlet_behind(_clean(told.title) or "", publisher) or title_of(text),
        text=text,
        publisher=publisher or publisher_in(lines) or site_of(told.url),
        author=writers(_clean(told.author) or "") or author_in(lines),
        published=told.published or published_in(lines),
        url=told.url,
        path=shown,
        incomplete=is_cut,
    )


def site_of(url: str | None) -> str | None:
    """The site that an address is on ("example.org"), without "www."; None where it names none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def _clean(told: str | None) -> str | None:
    return decoded_once(without_entities(told)) if told else None
