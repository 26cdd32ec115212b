"""``verbatim show``: the article in the terminal, as a page, in a browser; its file and line."""

from __future__ import annotations

import io
import json
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from rich.console import Console

from bot.cli.show_command import in_browser, line_of, show_place
from retrieval.model import Article
from tests.bot.conftest import Verbatim

TEXT = "Ice is thin.\n\n“Nobody should walk there,” said Ada Holm.\n\n“Nobody should walk there,” the paper repeated."


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The addresses that a browser was asked to open."""
    addresses: list[str] = []

    class Browser(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            addresses.append(url)
            return True

    monkeypatch.setattr(webbrowser, "get", lambda using=None: Browser("fake"))
    monkeypatch.setattr(webbrowser, "open", Browser("fake").open)
    yield addresses
    for each in addresses:
        Path(each.removeprefix("file://").partition("#")[0]).unlink(missing_ok=True)


@pytest.fixture
def said(verbatim: Verbatim) -> dict[str, Any]:
    """A statement of the sample, as scripts get it."""
    lines = verbatim("quotes", "--sample", "--speaker", "Hegseth", "--json").out.splitlines()
    return next(each for each in map(json.loads, lines) if each["kind"] == "direct")


def test_a_place_is_marked_in_its_passage(verbatim: Verbatim, said: dict[str, Any]) -> None:
    """A start alone means the whole statement there; the line of the file stands below."""
    for at in (f"{said['start']}-{said['end']}", str(said["start"] + 3)):
        run = verbatim("show", "--sample", said["article"]["id"], "--at", at)
        assert (run.code, run.err) == (0, "")
        assert f">>>{said['quote']}<<<" in run.out
        path = Path(said["article"]["path"])
        line = next(n for n, each in enumerate(path.read_text().splitlines(), 1) if said["quote"][:40] in each)
        assert f"{path}:{line}" in run.out


def test_outside_of_statements_a_place_means_its_sentence(verbatim: Verbatim, said: dict[str, Any]) -> None:
    run = verbatim("show", "--sample", said["article"]["id"], "--at", "0", "--html", "-")
    mark = lxml.html.fromstring(run.out).xpath("string(//mark)")
    assert mark
    assert run.code == 0


def test_without_a_place_the_whole_article_is_shown(verbatim: Verbatim, said: dict[str, Any]) -> None:
    run = verbatim("show", "--sample", said["article"]["id"])
    assert said["article"]["title"] in run.out
    assert said["quote"] in run.out
    assert ">>>" not in run.out


def test_a_file_is_shown_whether_it_is_in_the_collection_or_not(
    verbatim: Verbatim, said: dict[str, Any], tmp_path: Path
) -> None:
    known = verbatim("show", "--sample", said["article"]["path"], "--at", str(said["start"]))
    assert f">>>{said['quote']}<<<" in known.out
    file = tmp_path / "ice.txt"
    file.write_text(TEXT)
    run = verbatim("show", "--sample", str(file), "--at", "1")
    assert (run.code, run.err) == (0, "")
    assert ">>>Ice is thin.<<<" in run.out
    assert f"{file}:1" in run.out


def test_a_page_is_written_to_a_file(verbatim: Verbatim, said: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    run = verbatim("show", "--sample", said["article"]["id"], "--at", str(said["start"]), "--html", str(file))
    assert (run.code, run.out, run.err) == (0, "", "")
    assert lxml.html.fromstring(file.read_text()).xpath("string(//mark)") == said["quote"]


def test_a_browser_is_sent_to_the_cited_words(verbatim: Verbatim, said: dict[str, Any], opened: list[str]) -> None:
    """The page is for its owner's eyes only."""
    run = verbatim("show", "--sample", said["article"]["id"], "--at", str(said["start"]), "--html")
    assert run.code == 0
    (address,) = opened
    assert address.endswith(".html#cited")
    file = Path(address.removeprefix("file://").partition("#")[0])
    assert str(file) in run.out
    assert file.stat().st_mode & 0o077 == 0
    assert lxml.html.fromstring(file.read_text()).xpath("string(//mark[@id='cited'])") == said["quote"]


def test_where_there_is_no_browser_the_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(using: str | None = None) -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    to = Console(file=io.StringIO(), width=400)
    assert not in_browser(to, Article(title="Ice", text=TEXT), (0, 3), None)
    path = Path(to.file.getvalue().split(": ")[-1].strip())
    assert path.is_file()
    path.unlink()


def test_a_terminal_gets_links_to_file_and_line_and_to_the_web(tmp_path: Path) -> None:
    file = tmp_path / "a b.txt"
    file.write_text(f"Title\n\n{TEXT}")
    start = TEXT.rindex("“Nobody")
    article = Article(title="Ice", text=TEXT, path=str(file), url="https://harbour.example/ice")
    to = Console(file=io.StringIO(), width=400, force_terminal=True, color_system="standard", _environ={})
    show_place(to, article, (start, start + 27))
    shown = to.file.getvalue()
    assert f"{file.as_uri()}#7\x1b\\{file}:7" in shown
    assert "https://harbour.example/ice#:~:text=Nobody%20should%20walk%20there-," not in shown
    assert "https://harbour.example/ice#:~:text=" in shown


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (TEXT, 3),
        (f"Title: “Nobody should walk there,” says Holm\n\n{TEXT}", 5),
        (TEXT.replace("should walk", "should\nwalk").replace("\n", "\r\n"), 3),
        ("<p>&ldquo;Nobody should walk there,&rdquo;</p>", None),
        ("", None),
    ],
)
def test_the_line_is_that_of_the_words(tmp_path: Path, content: str, line: int | None) -> None:
    """Not of the same words above the text; where markup hides them there is none."""
    file = tmp_path / "ice.txt"
    file.write_bytes(content.encode())
    start = TEXT.index("“Nobody")
    assert line_of(file, TEXT, (start, start + 27)) == line


@pytest.mark.parametrize("at", ["x", "-1", "9999999", "5-2", "5-5", "1-", "٣"])
def test_a_place_that_is_none_is_told_in_one_line(verbatim: Verbatim, said: dict[str, Any], at: str) -> None:
    run = verbatim("show", "--sample", said["article"]["id"], f"--at={at}")
    assert run.code == 2
    assert run.err.count("\n") == 1
    assert "is not a place in this article" in run.err


@pytest.mark.parametrize("name", ["nothing.txt", "0123456789abcdef", "/", "\x1b[31m"])
def test_an_article_that_is_not_there_is_told_in_one_line(verbatim: Verbatim, name: str) -> None:
    run = verbatim("show", "--sample", name)
    assert run.code == 2
    assert run.err.count("\n") == 1
    assert "\x1b" not in run.err


def test_a_file_of_several_articles_asks_for_one(verbatim: Verbatim, tmp_path: Path) -> None:
    file = tmp_path / "two.json"
    file.write_text(json.dumps([{"title": "A", "text": TEXT}, {"title": "B", "text": f"{TEXT} And more."}]))
    run = verbatim("show", "--sample", str(file))
    assert run.code == 2
    assert "holds 2 articles" in run.err
