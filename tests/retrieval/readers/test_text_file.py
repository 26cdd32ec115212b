"""One text file to one article: the leading date, the text, and what can be wrong with a file."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from retrieval.errors import (
    ArticleError,
    ArticleTooLarge,
    EmptyArticle,
    UnreadableArticle,
)
from retrieval.model import Article
from retrieval.readers import read_article
from tests.conftest import examples
from tests.retrieval.readers.conftest import Read, found_in

SHARED = Path(__file__).parents[4] / "shared"
BODY = "The minister left on Monday. She said nothing."


@pytest.mark.parametrize(
    "opening",
    [
        " date 2025-02-13 ",
        "date 2025-02-13\n",
        "DATE: 2025-02-13\n\n",
        "Date:2025-02-13 ",
        "\ufeffdate 2025-02-13\r\n",
        "\ufeff\r\n \t date : 2025-02-13\t",
        "date 2025-02-13T08:30:00Z\n",
    ],
)
def test_a_leading_date_is_the_day_and_no_text(read: Read, opening: str) -> None:
    """The date is taken off, alone on its line or before the text, in any case of letters."""
    article = read(opening + BODY)
    assert article.published == date(2025, 2, 13)
    assert article.text == BODY


def test_a_date_later_in_the_text_is_text(read: Read) -> None:
    """Only what the file opens with is a leading date."""
    article = read(f"{BODY}\ndate 2025-02-13 is a line of the text")
    assert article.published is None
    assert article.text.startswith(BODY)


def test_an_impossible_leading_date_costs_the_date(read: Read) -> None:
    """31 February is counted, and the article is read without a day."""
    article = read(f"\n\ndate 2025-02-31 {BODY}")
    assert (article.published, article.text) == (None, BODY)


def test_a_date_in_a_caption_or_a_sentence_is_not_the_articles(read: Read) -> None:
    """A full date under a photograph or in a sentence doesn't say when the article was published."""
    text = (
        "Talks went on in the capital for a third day without a result.\n\n"
        "The two met in the palace, Feb. 3, 2024. (Agency Photo)\n\n"
        "They had first met on January 5, 2024, in Geneva."
    )
    assert read(text).published is None


def test_the_leading_date_wins_over_the_text(read: Read) -> None:
    """What the person wrote on top counts, also when a line of the text names another day."""
    assert read(f"date 2025-02-13\nPublished: 12 February 2025\n{BODY}").published == date(2025, 2, 13)


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_are_line_feeds(read: Read, ends: str) -> None:
    """A file of any system gives the same text, and so the same id."""
    assert read(ends.join(["One came.", "", "Two went.", ""])).text == "One came.\n\nTwo went."


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n", "\u200b\ufeff\n".encode(), b"date 2025-02-13\n"]
)
def test_a_file_without_text_is_empty(read: Read, content: bytes) -> None:
    """White space, marks that print nothing, and a date alone are no article."""
    with pytest.raises(EmptyArticle, match=r"article\.txt: there is no text in it"):
        read(content)


def test_a_large_file_is_refused_unread(read: Read, tmp_path: Path) -> None:
    """A byte too many is too many; the size is told before anything is read."""
    assert read("x" * 100, max_bytes=100).text == "x" * 100
    with pytest.raises(ArticleTooLarge, match="101 bytes, and 100 is the most"):
        read("x" * 101, max_bytes=100)
    sparse = tmp_path / "sparse.txt"
    with sparse.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(ArticleTooLarge):
        read_article(sparse, max_bytes=1000)


def test_what_is_no_file_is_unreadable(tmp_path: Path) -> None:
    """Missing, a folder, a pipe and an impossible name each have their line."""
    os.mkfifo(tmp_path / "pipe.txt")
    for name, reason in (
        ("gone.txt", "there is no such file"),
        (".", "it is a folder"),
        ("pipe.txt", "a device or a pipe"),
        ("a\0b.txt", "it can't be read"),
        ("x" * 300 + ".txt", "it can't be read"),
    ):
        with pytest.raises(UnreadableArticle, match=reason) as caught:
            read_article(tmp_path / name, max_bytes=100)
        assert caught.value.mend


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_file_is_unreadable(tmp_path: Path) -> None:
    """No permission is said as such."""
    path = tmp_path / "closed.txt"
    path.write_text(BODY, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(UnreadableArticle, match="no permission"):
        read_article(path, max_bytes=100)


def test_a_file_is_named_as_the_person_named_it(tmp_path: Path) -> None:
    """``shown_as`` stands in messages and in the article; a name that is no UTF-8 is made printable."""
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(BODY, encoding="utf-8")
    assert read_article(path, max_bytes=100, shown_as="mine.txt").path == "mine.txt"
    assert (read_article(path, max_bytes=100).path or "").endswith("caf\ufffd.txt")
    with pytest.raises(ArticleTooLarge, match=r"\Amine\.txt: "):
        read_article(path, max_bytes=1, shown_as="mine.txt")


@examples(300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300), st.sampled_from(["", "\ufeff"]))
def test_any_text_in_utf8_comes_back(read: Read, text: str, mark: str) -> None:
    """What a file holds is the article's text, code point for code point, but for the white space around it."""
    body = f"A{text}Z"
    assert read((mark + body).encode(), max_bytes=10_000).text == body


@examples(500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode("utf-16", "surrogatepass")),
        st.text("date 2025-13é’:\n\r\t#*", max_size=60).map(lambda text: text.encode("cp1252")),
        st.text("-: \n[]{}'\"&*!|>%@titledateauthor20-", max_size=80).map(lambda text: f"---\n{text}\n---\nx".encode()),
    )
)
def test_any_bytes_are_an_article_or_an_article_error(read: Read, data: bytes) -> None:
    """Nothing but ``ArticleError`` ever comes out of a file, and no NUL comes into a text."""
    try:
        article = read(data)
    except ArticleError:
        return
    assert "\0" not in article.text
    assert "\r" not in article.text
    assert article.title.isprintable()


@pytest.mark.skipif(not (SHARED / "bench" / "polnear").is_dir(), reason="needs the labelled articles")
def test_offsets_of_labelled_articles_stay_exact() -> None:
    """The text after front matter is untouched: what people labelled stands where they said."""
    checked = 0
    texts: dict[str, str] = {}
    with (SHARED / "bench" / "polnear" / "attributions.jsonl").open(encoding="utf-8") as labels:
        for label in map(json.loads, labels):
            if len(texts) == 30 and label["article"] not in texts:
                break
            if label["article"] not in texts:
                path = SHARED / "bench" / "polnear" / "articles" / f"{label['article']}.md"
                texts[label["article"]] = read_article(path, max_bytes=1_000_000).text
            for content, spans in zip(label["content"], label["content_spans"], strict=True):
                pieces = [texts[label["article"]][start:end] for start, end in spans]
                assert content in (" ".join(pieces), "".join(pieces))
                checked += 1
    assert checked > 100


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="needs the raw articles")
def test_raw_articles_tell_what_they_can() -> None:
    """Of two articles as people drop them in, one has a leading date and no outlet, the other the reverse."""
    dated, credited = (read_article(path, max_bytes=1_000_000) for path in sorted((SHARED / "articles").glob("*.txt")))
    assert (dated.published, dated.publisher) == (date(2025, 2, 13), None)
    assert dated.title.startswith("As talks to end")
    assert dated.title.endswith("…")
    assert (credited.published, credited.publisher) == (None, "Radio Free Europe/Radio Liberty")
    assert credited.title.startswith("U.S. Defense Secretary")
    assert credited.text.startswith("This article was originally published")


def test_several_articles_below_blocks_of_their_own() -> None:
    """Each has its own particulars and a path of its own."""
    texts = ("The first pier fell, the port said.", "The second pier fell, the port said.")
    content = "\n\n=====\n\n".join(f"Title: Pier\nDate: {n} June 2025\n\n{text}" for n, text in enumerate(texts, 1))
    found = [each for each in found_in(content.encode(), "a.txt") if isinstance(each, Article)]
    assert [(each.text, each.published) for each in found] == [
        (text, date(2025, 6, n)) for n, text in enumerate(texts, 1)
    ]
    assert len({each.path for each in found}) == len(texts)
