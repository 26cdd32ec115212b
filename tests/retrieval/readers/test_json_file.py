"""Articles as JSON, under whatever names the fields have."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from retrieval.errors import ArticleError, ArticleTooLarge, BadArticleData, EmptyArticle
from retrieval.model import Article
from retrieval.readers import Found, read_articles
from retrieval.readers.json_file import json_lines
from retrieval.readers.source import Source

ReadAll = Callable[..., list[Found]]
TEXT = "The ferry froze. “The ice is thick,” said Mara Lindqvist."


@pytest.fixture
def read_all(tmp_path: Path) -> ReadAll:
    def write_and_read(content: object, name: str = "news.jsonl", max_bytes: int = 100_000) -> list[Found]:
        if not isinstance(content, str | bytes):
            lines = content if name.endswith(".jsonl") and isinstance(content, list) else [content]
            content = "\n".join(json.dumps(line) for line in lines)
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_articles(path, max_bytes=max_bytes, shown_as=name))

    return write_and_read


def only(found: list[Found]) -> Article:
    (article,) = found
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("text", ["text", "body", "content", "articleBody"])
@pytest.mark.parametrize("title", ["title", "headline"])
@pytest.mark.parametrize("published", ["published", "date", "published_at", "publishedAt"])
@pytest.mark.parametrize("publisher", ["publisher", "source", "outlet"])
def test_common_field_names(read_all: ReadAll, text: str, title: str, published: str, publisher: str) -> None:
    """One article a line, the fields under the names that they have in the wild."""
    line = {text: TEXT, title: "Ice", published: "2025-02-10T23:30:00-05:00", publisher: "Harbour News"}
    article = only(read_all([{**line, "url": "https://news.example/ice", "author": "Ida Berg"}]))
    assert (article.text, article.title, article.publisher) == (TEXT, "Ice", "Harbour News")
    assert (article.published, article.author) == (date(2025, 2, 10), "Ida Berg")
    assert article.url == "https://news.example/ice"


@pytest.mark.parametrize(
    "written",
    [
        "2025-02-10",
        "Mon, 10 Feb 2025 08:00:00 GMT",
        "February 10, 2025",
        1739174400,
        1739174400000,
        "2025-02-10T08:00:00.000Z",
    ],
)
def test_days_in_many_forms(read_all: ReadAll, written: object) -> None:
    """Written out, as mails have them, or counted since 1970."""
    assert only(read_all([{"text": TEXT, "date": written}])).published == date(2025, 2, 10)


@pytest.mark.parametrize("shape", [lambda item: [item], lambda item: {"articles": [item]}, lambda item: item])
def test_a_json_file_is_a_list_or_one(read_all: ReadAll, shape: Callable[[object], object]) -> None:
    """As news APIs answer, too."""
    item = {
        "title": "Ice",
        "content": TEXT,
        "source": {"id": None, "name": "Harbour News"},
        "author": ["A B", {"name": "C D"}],
    }
    article = only(read_all(shape(item), name="news.json"))
    assert (article.publisher, article.author) == ("Harbour News", "A B, C D")


def test_a_wrong_line_is_named_and_the_rest_goes_on(read_all: ReadAll) -> None:
    """With the file, the line, what is wrong, and what to do."""
    lines = [
        "{broken",
        "[1]",
        json.dumps({"text": TEXT}),
    ]
    *errors, last = read_all("\n".join(lines))
    assert isinstance(last, Article)
    assert [type(each) for each in errors] == [BadArticleData, BadArticleData]
    for number, error in enumerate(errors, start=1):
        assert isinstance(error, ArticleError)
        assert error.message.startswith(f"news.jsonl, line {number}: ")
        assert error.mend


@pytest.mark.parametrize("text", ["[Removed]", "ONLY AVAILABLE IN PAID PLANS", "only available in corporate plans."])
def test_what_a_source_holds_back_is_no_article(text: str, read_all: ReadAll) -> None:
    """Services of news put a notice where the text would be."""
    (error,) = read_all(json.dumps({"title": "Ice", "content": text}))
    assert isinstance(error, EmptyArticle)


def test_articles_of_one_file_have_paths_of_their_own(read_all: ReadAll) -> None:
    """By their id, url or title, so that a new first line changes no other's path."""
    lines = [{"text": f"{TEXT} {n}", "id": n} for n in range(3)] + [
        {"text": f"{n} {TEXT}", "title": "Live"} for n in "ab"
    ]
    paths = [each.path for each in read_all(lines) if isinstance(each, Article)]
    assert paths == ["news.jsonl#" + key for key in ("0", "1", "2", "Live", "Live (2)")]
    later = [{"text": "New. " + TEXT, "id": "n"}, *lines]
    assert [each.path for each in read_all(later) if isinstance(each, Article)][1:] == paths


def test_a_text_in_html_becomes_paragraphs(read_all: ReadAll) -> None:
    """Entities decoded, captions off, scripts out."""
    content = (
        "<p>The &ldquo;ferry&rdquo; froze.</p><figcaption>Ferry</figcaption><script>x()</script>Ice<br>came."
        "<p>(EPA Photo)</p>"
    )
    assert only(read_all([{"content": content}])).text == "The “ferry” froze.\n\nIce\n\ncame."


def test_an_exported_article_comes_back_as_it_went(read_all: ReadAll) -> None:
    """Its id is its text's hash: where that fits, not a character is touched."""
    article = Article(title="Dolls", text=" The dolls. \r\n\nDolls for sale. (EPA Photo)\n")
    again = only(read_all([article.model_dump(mode="json")]))
    assert (again.text, again.id) == (article.text, article.id)


def test_lines_are_read_one_by_one() -> None:
    """A file of any size takes the room of one line, and a line that is too long is passed over."""

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.lines = iter(
                [b'{"text": "' + b"x" * 500 + b'"}\n', *[json.dumps({"text": TEXT}).encode() + b"\n"] * 2]
            )
            self.rest = b""

        def read(self, size: int | None = -1, /) -> bytes:
            assert 0 < (size or -1) <= 1_000_000
            return b""

        def seek(self, offset: int, whence: int = 0, /) -> int:
            return offset

        def readline(self, size: int | None = -1, /) -> bytes:
            line = self.rest or next(self.lines)  # a StopIteration here says that too much was asked for
            taken, self.rest = line[: size or -1], line[size or -1 :]
            return taken

    found = json_lines(Endless(), Source("news.jsonl", 200))  # type: ignore[arg-type]
    assert isinstance(next(found), ArticleTooLarge)
    assert isinstance(next(found), Article)


def test_a_line_is_read_as_the_rest_of_its_file(read_all: ReadAll) -> None:
    """One broken byte in a line that has no other character beyond ASCII is seen by those of the other lines."""
    good = json.dumps({"title": "Ice", "text": "“The ice is thick,” said Mara Lindqvist."}, ensure_ascii=False).encode()
    first, error, last = read_all(b"\n".join([good, b'{"title": "Caf\xe9", "text": "The caf\xe9."}', good + b" "]))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert str(error).startswith('news.jsonl, line 2: it is UTF-8 with a broken character behind \'{"title": "Caf\'')
    assert only(read_all(b'{"title": "Caf\xe9", "text": "The caf\xe9."}')).title == "Café"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_lines_in_wide_unicode(read_all: ReadAll, encoding: str) -> None:
    """As some shells write what a program puts out."""
    line = json.dumps({"title": "Ice – thick\u2028", "text": TEXT}, ensure_ascii=False)
    assert [each.title for each in read_all(f"{line}\r\n{line}\r\n".encode(encoding)) if isinstance(each, Article)] == [
        "Ice – thick",
        "Ice – thick",
    ]
    assert isinstance(read_all(f"{line}\r\n".encode("utf-16"), max_bytes=20)[0], ArticleTooLarge)


def test_what_is_wrong_in_a_list_is_named_by_its_line(read_all: ReadAll) -> None:
    """Also where another list stands before it, and with the title, for a file that is one line."""
    articles = [{"title": "Ice", "text": TEXT}, "none", {"title": "Fog [1]"}, {"title": "Rain", "text": TEXT}]
    held = {"tags": ["a [", "b"], "response": {"status": "ok", "results": articles}}
    first, other, last = read_all(json.dumps(held, indent=1), "news.json")
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    lines = json.dumps(held, indent=1).split("\n")
    none = next(number for number, line in enumerate(lines, start=1) if "none" in line)
    assert str(other).startswith(f"news.json, line {none}: there is no object")
    assert [getattr(each, "line", None) for each in read_all(json.dumps(articles), "news.json")] == [None, 1, None]


def test_a_line_that_breaks_off_is_told_as_that(read_all: ReadAll) -> None:
    """Not by the line end that Windows writes; what the parser says ends where its sentence does."""
    (error,) = read_all(b'{"title": "Ice", "text": "Ice\r\n')
    assert str(error).startswith("news.jsonl, line 1: it isn't JSON (Unterminated string). ")


@pytest.mark.parametrize(("name", "data"), [("a.json", "[]"), ("a.json", '{"articles": []}'), ("a.jsonl", "\n \n")])
def test_a_file_without_articles_is_told(read_all: ReadAll, name: str, data: str) -> None:
    """Rather than passed over."""
    (error,) = read_all(data, name)
    assert isinstance(error, EmptyArticle)
    assert "there is no article in it" in error.message


SHAPES: dict[str, Callable[[str], object]] = {
    "fields": lambda text: {
        "response": {"results": [{"webTitle": "Ice", "fields": {"bodyText": text, "byline": "Ida Berg"}}]}
    },
    "rendered": lambda text: [{"title": {"rendered": "Ice"}, "content": {"rendered": text}, "author": "Ida Berg"}],
    "wrapped": lambda text: {"article": {"title": "Ice", "body": {"text": text}, "author": "Ida Berg"}},
    "source": lambda text: {"docs": [{"_source": {"headline": {"main": "Ice"}, "text": text, "author": "Ida Berg"}}]},
    "paragraphs": lambda text: {"title": "Ice", "text": text.split("\n\n"), "author": "Ida Berg"},
    "media": lambda text: [{"stories_id": 1, "story_text": text, "article_title": "Ice", "journalist": "Ida Berg"}],
    "columns": lambda text: [{"subject": ["ferries"], "headline": "Ice", "Full Text": text, "Reporter": "Ida Berg"}],
    "metadata": lambda text: [
        {"id_": "a1", "text": text, "metadata": {"title": "Ice", "author": "Ida Berg", "text": "x"}}
    ],
    "meta": lambda text: [{"text": text, "author": "Ida Berg", "meta": {"headline": "Ice", "author": "Somebody"}}],
    "cut off": lambda text: {"title": "Ice", "content": f"{text} [+2315 chars]", "author": "Ida Berg"},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_shapes_of_news_apis(read_all: ReadAll, shape: Callable[[str], object]) -> None:
    """The text may stand in an object within, or be a list of paragraphs."""
    article = only(read_all(shape(f"{TEXT}\n\nIt rained."), name="news.json"))
    assert (article.text, article.title, article.author) == (f"{TEXT}\n\nIt rained.", "Ice", "Ida Berg")


@pytest.mark.parametrize(
    ("key", "written", "day"),
    [
        ("date_publish", "2025-02-10 08:00:00", date(2025, 2, 10)),
        ("pubDate", "/Date(1739174400000)/", date(2025, 2, 10)),
        ("day", "/Date(1739174400000+0100)/", date(2025, 2, 10)),
        ("timestamp", "20250210081500", date(2025, 2, 10)),
        ("seendate", "20250210T081500Z", date(2025, 2, 10)),
        ("timestamp", "00:14", None),
        ("seendate", "20251310T081500Z", None),
    ],
)
def test_days_of_crawls(read_all: ReadAll, key: str, written: str, day: date | None) -> None:
    """Without a sign between year, month and day; what may be no day at all is no reason to lose the article."""
    assert only(read_all([{"text": TEXT, key: written}])).published == day
