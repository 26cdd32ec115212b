"""What the fields of articles are called in data: in JSON, as columns of tables, as attributes of XML."""

from __future__ import annotations

import re

from retrieval.lang.en.phrases.credit_phrases import AROUND_FIELDS, FIELDS_ELSEWHERE

# In the order in which they are asked.
TEXT = tuple(
    "text body content article_text full_text maintext articleBody article content_text bodyText body_text fullText"
    " raw_text rendered paragraphs".split()
)
HTML = ("content_html", "html", "body_html")
TITLE = ("title", "headline", "name", "heading", "webTitle")
URL = tuple(
    "url link canonical_url canonicalUrl external_url permalink webUrl web_url original_url source_url"
    " mainEntityOfPage alternate links".split()
)
PUBLISHED = tuple(
    "published date published_at publishedAt date_published datePublished published_date publication_date publish_date"
    " pub_date pubDate publishDate webPublicationDate date_publish firstcreated versioncreated".split()
)
PERHAPS_PUBLISHED = ("seendate", "datetime", "timestamp", "created_at", "createdAt", "created", "ts", "epoch")
"""Asked last, and left alone where it isn't a day: others count something else there."""

AUTHOR = ("author", "authors", "byline", "creator", "writer", "from")
PUBLISHER = tuple(
    "publisher outlet source source_name sourceName site_name sitename site newspaper provider publication domain"
    " source_domain origin copyrightholder".split()
)
HIGHLIGHT = "highlight"
"""What programs that keep what a reader marked call a piece of a text: each of them is a row."""

COLUMNS = {
    "".join(filter(str.isalnum, key)).lower(): name
    for name, keys in {
        "text": (
            *TEXT,
            *HTML,
            "article body",
            "full text",
            "story",
            "plain text",
            "body text",
            "transcript",
            HIGHLIGHT,
            *FIELDS_ELSEWHERE["text"],
        ),
        "title": (
            *TITLE,
            "article title",
            "heading",
            "news title",
            "subject",
            "head line",
            "hl",
            "hed",
            "book title",
            *FIELDS_ELSEWHERE["title"],
        ),
        "url": (*URL, "address", "web link", "article url", "article link", "uri"),
        "published": (
            *PUBLISHED,
            *PERHAPS_PUBLISHED,
            "day",
            "publication day",
            "posted",
            "date of publication",
            *FIELDS_ELSEWHERE["published"],
        ),
        "author": (*AUTHOR, "journalist", "reporter", "by", "book author", *FIELDS_ELSEWHERE["author"]),
        "publisher": (
            *PUBLISHER,
            "media",
            "paper",
            "medium",
            "website",
            "channel",
            "news outlet",
            "media name",
            *FIELDS_ELSEWHERE["publisher"],
        ),
        "id": ("id", "article id"),
    }.items()
    for key in reversed(keys)
}
"""A column's name, letters and figures in small letters, to the field that it is."""

OWN_NAMES = {
    "text": (*TEXT, *HTML),
    "title": TITLE,
    "url": URL,
    "published": (*PUBLISHED, *PERHAPS_PUBLISHED),
    "author": AUTHOR,
    "publisher": PUBLISHER,
}
"""What an object's fields are mostly called."""

_MOST_WORDS_OF_NAME = 6


def field_named(name: str) -> str | None:
    """The field that a column, or a key, tells by its name ("Story Text", "author_name"); None where it is unknown."""
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())
    most = len(words) if len(words) <= _MOST_WORDS_OF_NAME else 0
    for length in range(most, 0, -1):
        for start in range(most - length + 1):
            around = words[:start] + words[start + length :]
            field = COLUMNS.get("".join(words[start : start + length]))
            if field is not None and AROUND_FIELDS.issuperset(around):
                return field
    return None
