"""What programs and services export as JSON, in the forms that they have."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retrieval.errors import BadArticleData
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

TEXT = "The ferry to Lervik stayed in the harbour. “The ice is too thick,” said Mara Holm."
PAGE = f"<p>{TEXT}</p><p>Nobody was hurt.</p>"
DAY = "2025-03-07T10:00:00Z"
MILLISECONDS = 1741341600000

EXPORTS: dict[str, Any] = {
    "Telegram": {
        "name": "Lervik Post",
        "type": "public_channel",
        "messages": [
            {"id": 1, "type": "service", "date": DAY, "action": "create_channel"},
            {"id": 2, "type": "message", "date": DAY, "text": [{"type": "bold", "text": "The ferry"}, TEXT[9:]]},
        ],
    },
    "Ghost": {
        "db": [{"meta": {"version": "5"}, "data": {"posts": [{"title": "Ferry", "html": PAGE, "published_at": DAY}]}}]
    },
    "webz.io": {"posts": [{"thread": {"site": "l.example"}, "title": "Ferry", "text": TEXT, "published": DAY}]},
    "AYLIEN": {
        "stories": [
            {"title": "Ferry", "body": TEXT, "published_at": DAY, "links": {"permalink": "https://l.example/1"}}
        ]
    },
    "Event Registry": {
        "articles": {"results": [{"title": "Ferry", "body": TEXT, "date": "2025-03-07"}], "totalResults": 1}
    },
    "The Guardian": {
        "response": {"results": [{"webTitle": "Ferry", "webPublicationDate": DAY, "fields": {"bodyText": TEXT}}]}
    },
    "Feedly": {
        "items": [{"title": "Ferry", "content": {"content": PAGE}, "published": MILLISECONDS, "origin": {"title": "L"}}]
    },
    "Inoreader": {"items": [{"title": "Ferry", "summary": {"content": PAGE}, "published": MILLISECONDS // 1000}]},
    "Mastodon": {
        "type": "OrderedCollection",
        "orderedItems": [{"type": "Create", "object": {"content": PAGE, "published": DAY}}],
    },
    "X": [{"tweet": {"id_str": "1", "full_text": TEXT, "created_at": "Fri Mar 07 10:00:00 +0000 2025"}}],
    "Drupal": {
        "data": [{"type": "node--article", "attributes": {"title": "Ferry", "created": DAY, "body": {"value": PAGE}}}]
    },
    "MongoDB": [
        {"_id": {"$oid": "65a"}, "title": "Ferry", "text": TEXT, "date": {"$date": {"$numberLong": str(MILLISECONDS)}}}
    ],
    "WordPress": [{"title": {"rendered": "Ferry"}, "content": {"rendered": PAGE}, "date": "2025-03-07T10:00:00"}],
    "Elasticsearch": {
        "hits": {"total": 1, "hits": [{"_id": "1", "_source": {"title": "Ferry", "content": TEXT, "date": DAY}}]}
    },
    "Strapi": {"data": [{"id": 1, "attributes": {"title": "Ferry", "content": TEXT, "publishedAt": DAY}}]},
    "JSON Feed": {"title": "L", "items": [{"id": "1", "title": "Ferry", "content_html": PAGE, "date_published": DAY}]},
    "by key": {"a": {"title": "Ferry", "text": TEXT, "date": DAY}, "b": {"title": "Ferry", "text": TEXT, "date": DAY}},
    "paragraphs": [{"headline": "Ferry", "paragraphs": [{"text": TEXT}, {"text": "Nobody was hurt."}], "date": DAY}],
}


@pytest.mark.parametrize("system", EXPORTS)
def test_an_export_is_read(system: str) -> None:
    """Its articles with their day; the lists that hold them may have any name."""
    found = found_in(json.dumps(EXPORTS[system]).encode(), "export.json")
    assert len(found) == (2 if system == "by key" else 1)
    for article in found:
        assert isinstance(article, Article)
        assert article.text.startswith(TEXT)
        assert str(article.published) == "2025-03-07"


def test_a_json_feeds_title_is_its_outlet() -> None:
    """Where an item tells none; a list of another kind may be titled anything."""
    items = [{"title": "Ferry", "content_text": TEXT}, {"title": "Ice", "content_text": TEXT, "publisher": "Bay"}]
    for version, outlets in (("https://jsonfeed.org/version/1.1", ["L", "Bay"]), ("1.1", [None, "Bay"])):
        feed = json.dumps({"version": version, "title": "L", "items": items})
        found = found_in(feed.encode(), "feed.json")
        assert [each.publisher for each in found if isinstance(each, Article)] == outlets


ONE, TWO, THREE = (f'{{"title": "{n}", "text": "The ferry froze in {n}."}}' for n in ("one", "two", "three"))


@pytest.mark.parametrize(
    ("text", "titles", "line"),
    [
        (f"[{ONE},\n{TWO},\n{THREE[:-9]}", ["one", "two"], 3),
        (f"[{ONE},\n{TWO.replace(',', ' ')},\n{THREE}]", ["one", "three"], 2),
        (f"[{ONE},\n{TWO},\n]", ["one", "two"], None),
        (f"{ONE}\n{TWO}\n{THREE}", ["one", "two", "three"], None),
        (f'{{"status": "ok", "articles": [{ONE},\n{TWO}', ["one", "two"], 2),
        (f"var articles = [{ONE}, {TWO}];", ["one", "two"], 1),
    ],
)
def test_damaged_json_costs_the_article_that_is_damaged(text: str, titles: list[str], line: int | None) -> None:
    """What can be read is; the damage is told once with its line."""
    found = found_in(text.encode(), "export.json")
    assert [each.title for each in found if isinstance(each, Article)] == titles
    errors = [each for each in found if not isinstance(each, Article)]
    assert [each.line for each in errors if isinstance(each, BadArticleData)] == ([] if line is None else [line])


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 100_000,
        '{"' * 1_000_000,
        '[{"a": "' + "x" * 5_000_000,
        '{"a":[' + "1," * 1_000_000,
        '[{"a": "b"},' * 1_000,
    ],
)
def test_json_that_was_made_to_take_long_is_refused_at_once(text: str) -> None:
    """No object is looked for behind a hundred that can't be read."""
    (error,) = found_in(text.encode(), "export.json", max_bytes=10_000_000)
    assert isinstance(error, BadArticleData)


def test_a_channels_name_is_its_outlet() -> None:
    """Not that of a chat between people."""
    for kind, outlet in (("public_channel", "Lervik Post"), ("private_group", None)):
        found = found_in(json.dumps({**EXPORTS["Telegram"], "type": kind}).encode(), "result.json")
        assert [each.publisher for each in found if isinstance(each, Article)] == [outlet]


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("byline_text", "author", "Ada Berg"),
        ("field_byline", "author", "Ada Berg"),
        ("author_name", "author", "Ada Berg"),
        ("dc:creator", "author", "Ada Berg"),
        ("og:title", "title", "Ice road"),
        ("copyrightholder", "publisher", "Lervik Post"),
        ("image_title", "title", None),
        ("comment_author", "author", None),
    ],
)
def test_a_field_is_known_by_the_words_of_its_name(key: str, field: str, value: str | None) -> None:
    """Those that say what part of an article it is, or that it is a text, tell nothing; another one tells something."""
    written = value or "Ice road"
    (article,) = found_in(json.dumps([{"body": TEXT, key: written}]).encode(), "crawl.json")
    assert isinstance(article, Article)
    assert (getattr(article, field) == written) is (value is not None)


@pytest.mark.parametrize("name", ["crawl.jl", "crawl.txt", "crawl", "crawl.json"])
def test_an_article_a_line_is_told_by_how_the_file_opens(name: str) -> None:
    lines = (json.dumps({"headline": head, "body": f"{head}: {TEXT}", "comments": [{"text": "Ha."}]}) for head in "AB")
    found = found_in("\n".join(lines).encode(), name)
    assert [each.title for each in found if isinstance(each, Article)] == ["A", "B"]


def test_the_site_of_an_address_is_the_outlet_where_nothing_tells_one() -> None:
    rows = [{"text": TEXT, "url": "https://www.lervik.example/1"}, {"text": TEXT + "!", "url": "mailto:a@b.example"}]
    found = found_in(json.dumps(rows).encode(), "crawl.json")
    assert [each.publisher for each in found if isinstance(each, Article)] == ["lervik.example", None]


def test_the_list_in_an_archive_of_x_is_read() -> None:
    """It is a program's."""
    found = found_in(f"window.YTD.tweets.part0 = {json.dumps(EXPORTS['X'])}".encode(), "tweets.js")
    assert [str(each.published) for each in found if isinstance(each, Article)] == ["2025-03-07"]
