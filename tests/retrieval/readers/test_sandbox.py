"""Bytes that were made to hang or to break what reads them."""

from __future__ import annotations

import io
import os
import pickle
import socket
import subprocess
from pathlib import Path
from types import NoneType

import pytest

from retrieval.errors import ArticleError, BadArticleData, LinkUnreachable, UnreadableArticle
from retrieval.model import Article
from retrieval.readers import Found, sandbox
from retrieval.readers.sandbox import LIMIT, GuardedReader, Material
from retrieval.readers.source import Tally
from retrieval.web.feeds import Feed, read_feed

TEXT = "The ferry froze. “The ice is thick,” said Mara Lindqvist."


def material(data: bytes, name: str) -> Material:
    return Material(data, name, name, max_bytes=20_000_000)


def test_what_hangs_a_parser_is_left_and_the_next_is_read() -> None:
    """Two hundred thousand attributes of one element take the HTML parser minutes; here, they take the limit."""
    hostile = b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">x</p></body></html>"
    with GuardedReader() as reader:
        (article,) = reader.read(material(TEXT.encode(), "ice.txt"))
        assert isinstance(article, Article)
        reader.limit = 1.0
        (error,) = reader.read(material(hostile, "page.html"))
        assert isinstance(error, UnreadableArticle)
        assert "more than 1 seconds" in error.message
        reader.limit = LIMIT
        (article, broken) = reader.read(material(b'{"text": "It rained."}\n{', "news.jsonl"))
        assert isinstance(article, Article)
        assert isinstance(broken, ArticleError)
        assert (broken.path, broken.line) == ("news.jsonl", 2)


def test_a_feed_that_was_made_to_hang_is_left_too() -> None:
    """Its reader's errors come through as they are; whatever else breaks it is one."""
    head = b'<rss version="2.0"><channel><item '
    hostile = head + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b">"
    with GuardedReader() as reader:

        def read(data: object) -> object:
            return reader.call(read_feed, data, "https://n.example/", "f", makes=Feed, shown="feed", mend="Look at it.")

        with pytest.raises(BadArticleData, match="isn't a feed that can be read"):
            read(b"<html/>")
        reader.limit = 1.0
        with pytest.raises(UnreadableArticle, match=r"more than 1 seconds\. Look at it\."):
            read(hostile)
        reader.limit = LIMIT
        with pytest.raises(UnreadableArticle, match="feed: it can't be read"):
            read(None)
        assert read(head + b"></item></channel></rss>") == read_feed(head + b"/></channel></rss>", "", "feed")


def test_a_reader_that_doesnt_start_says_nothing_of_what_it_should_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be read later: a machine without memory isn't the article's fault."""
    monkeypatch.setattr(sandbox, "START", 0.0)
    with GuardedReader() as reader:
        (error,) = reader.read(material(TEXT.encode(), "ice.txt"))
        assert isinstance(error, UnreadableArticle)
        assert error.retryable
        monkeypatch.undo()
        (article,) = reader.read(material(TEXT.encode(), "ice.txt"))
        assert isinstance(article, Article)


def test_errors_come_through_whole() -> None:
    """With all that they hold."""
    error = LinkUnreachable("https://n.example/", "it is down", "Wait.", retryable=True, after=7.0)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (LinkUnreachable, str(error), vars(error))


def read_here(path: Path, reader: GuardedReader, skipped: Tally | None = None) -> list[Found]:
    counted = Tally() if skipped is None else skipped
    return list(
        reader.read_file(path, shown_as=path.name, known_as=f"/k/{path.name}", max_bytes=20_000_000, skipped=counted)
    )


def test_a_file_is_read_there_with_what_it_leaves_out(tmp_path: Path) -> None:
    """Articles, errors and counts come through; one that isn't there is told."""
    (tmp_path / "news.jsonl").write_text(
        f'{{"text": "{TEXT}", "date": "soon"}}\n{{"title": "x"}}\n{{', encoding="utf-8"
    )
    skipped: Tally = Tally()
    with GuardedReader() as reader:
        article, error = read_here(tmp_path / "news.jsonl", reader, skipped)
        assert isinstance(article, Article)
        assert article.path is not None
        assert article.path.startswith("/k/news.jsonl#")
        assert isinstance(error, BadArticleData)
        assert skipped == {"date that can't be read": 1, "entry without text": 1}
        (tmp_path / "a.csv").write_text(f"Body\n{TEXT}\n", encoding="utf-8")
        assert len(read_here(tmp_path / "a.csv", reader, skipped)) == 1
        assert skipped.columns == {"a.csv": {"text": "Body"}}
        (gone,) = read_here(tmp_path / "gone.txt", reader)
        assert isinstance(gone, UnreadableArticle)


def test_what_fills_the_memory_costs_its_file(tmp_path: Path) -> None:
    """A subject of thousands of encoded words takes the mail parser gigabytes; the next file is read."""
    words = b"=?utf-8?q?" + b"a" * 60 + b"?=\n "
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\nSubject: " + words * 20_000 + b"\n\nHello.")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    with GuardedReader() as reader:
        reader.limit = 5.0
        (error,) = read_here(tmp_path / "a.eml", reader)
        assert isinstance(error, UnreadableArticle)
        assert error.path == "a.eml"
        reader.limit = LIMIT
        (article,) = read_here(tmp_path / "b.txt", reader)
        assert isinstance(article, Article)


def surroundings() -> dict[str, str]:
    return dict(os.environ)


def connection() -> None:
    with socket.create_connection(("127.0.0.1", 9), timeout=1):
        pass


def program() -> None:
    subprocess.run(["true"], check=True)


def test_it_has_no_secrets_no_network_and_no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever takes the parser over finds nothing and gets nowhere."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    with GuardedReader() as reader:
        assert "TELEGRAM_BOT_TOKEN" not in reader.call(surroundings, makes=dict[str, str], shown="x", mend="y")
        for function in (connection, program):
            with pytest.raises(UnreadableArticle, match="isn't for what reads files"):
                reader.call(function, makes=NoneType, shown="x", mend="y")


def lies() -> dict[str, str]:
    return {"title": "No feed"}


@pytest.mark.parametrize(
    "line",
    [
        pickle.dumps((2, [os.system])),
        b'[2, false, [["article", {"title": "x", "text": ""}]]]\n',
        b'[2, false, [["error", "VerbatimError", [], {}]]]\n',
        b'[2, false, [["error", "Any", [], {}]]]\n',
        b"[" * 100_000 + b"\n",
        b"{}\n",
    ],
)
def test_an_answer_is_data(line: bytes) -> None:
    """Nothing is made of a line that isn't an answer, and nothing but what an answer may hold."""
    with pytest.raises((ValueError, TypeError, AttributeError, KeyError, RecursionError)):
        sandbox.read_answer(io.BytesIO(line))


def test_an_answer_of_another_type_is_refused_and_the_next_file_is_read() -> None:
    """Whoever breaks the process that reads gets no other type than the caller expects."""
    with GuardedReader() as reader:
        with pytest.raises(UnreadableArticle, match="broke the program"):
            reader.call(lies, makes=Feed, shown="x", mend="y")
        (article,) = reader.read(material(TEXT.encode(), "ice.txt"))
        assert isinstance(article, Article)


def test_many_articles_wait_until_they_are_asked_for(tmp_path: Path) -> None:
    """A file of any size takes the memory of some articles; who stops early waits for nothing."""
    (tmp_path / "news.jsonl").write_text("".join(f'{{"text": "{TEXT} {n}"}}\n' for n in range(5_000)), encoding="utf-8")
    with GuardedReader() as reader:
        found = reader.read_file(tmp_path / "news.jsonl", shown_as="n", known_as="n", max_bytes=1_000, skipped=Tally())
        assert isinstance(next(found), Article)
    assert sum(1 for _ in found) <= 1
