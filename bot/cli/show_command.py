"""``verbatim show`` and ``/open``: an article with the cited words marked, in the terminal or in a browser."""

from __future__ import annotations

import re
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import render
from bot.collection import written
from bot.pages.text_links import at_words, web_address
from prompts import replies
from retrieval.errors import NoArticles, VerbatimError
from retrieval.lang.sentences import spans as sentences
from retrieval.model import Article, Citation, Kind

if TYPE_CHECKING:
    from argparse import Namespace

    from rich.console import Console
    from rich.text import Text

    from bot.pages.article_page import Mark
    from retrieval.library import Library, Version
    from retrieval.model import Statement

_PLACE = re.compile(r"([0-9]{1,9})(?:-([0-9]{1,9}))?")
_TEXT_BROWSERS = frozenset({"www-browser", "links", "elinks", "lynx", "w3m"})
# They would take the terminal from the person who asks there.
_MOST_BYTES = 10_000_000
# Of a file in which a line is looked for.


def run(options: Namespace, library: Library) -> None:
    """Show the article that the options name, in the terminal, in a browser, or as a file.

    Raises:
        VerbatimError: there is no such article, or no such place in it.
    """
    to, version = render.console(), _version(options.article, library)
    article = version.article
    mark = _mark(options.at, article, _statements(library, article)) if options.at else None
    if options.html is not None and options.html != "":
        from bot.pages.article_page import article_page

        with written(None if options.html == "-" else Path(options.html)) as file:
            file.write(article_page(article, [mark] if mark else [], version))
    elif options.html == "":
        in_browser(to, article, mark, version)
    elif mark is None:
        show_place(to, article)
        render.show_version(to, version)
    else:
        render.show_source(to, _citation(article, mark))
        show_place(to, article, mark)
        render.show_changes(to, version)


def in_browser(to: Console, article: Article, mark: Mark | None, version: Version | None) -> bool:
    """Write an article's page to a file of its own, and open it where there is a browser; whether there is one."""
    from bot.pages.article_page import CITED, article_page

    # For its owner's eyes only, and there until the system tidies up: a browser reads it later.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="verbatim-", suffix=".html", delete=False) as file:
        file.write(article_page(article, [mark] if mark else [], version))
    address = Path(file.name).as_uri() + (f"#{CITED}" if mark else "")
    opened = _has_browser() and webbrowser.open(address)
    told = replies.PAGE_OPENED if opened else replies.PAGE_WRITTEN
    to.print(_linked(told.format(path=file.name), address))
    return opened


def show_place(to: Console, article: Article, mark: Mark | None = None) -> None:
    """Where the article can be opened at the marked words: its file with the line, and its web address."""
    path = Path(article.path) if article.path else None
    if path is not None and path.is_absolute() and path.is_file():
        line = line_of(path, article.text, mark) if mark else None
        told = replies.AT_LINE.format(path=path, line=line) if line else str(path)
        to.print(_linked(told, path.as_uri() + (f"#{line}" if line else "")))
    address = at_words(article.url, article.text, *mark) if mark else web_address(article.url)
    if address is not None:
        to.print(_linked(address, address))


def line_of(path: Path, text: str, mark: Mark) -> int | None:
    """The line of a file, from 1, on which a span of the text that was read from it begins; None: it isn't found.

    The words are looked for as they stand, but for white space: a page's markup may hide them.
    """
    words = re.compile(r"\s+".join(map(re.escape, text[slice(*mark)].split()[:8])))
    if not words.pattern or path.stat().st_size > _MOST_BYTES:
        return None
    earlier = sum(found.start() < mark[0] for found in words.finditer(text))
    content = path.read_text(encoding="utf-8", errors="replace")
    places = [found.start() for found in words.finditer(content)]
    # What stands above the text (front matter, a title) may have the words once more.
    before = len(places) - len(words.findall(text))
    at = earlier + max(0, before)
    return content.count("\n", 0, places[at]) + 1 if at < len(places) else None


def _version(name: str, library: Library) -> Version:
    from retrieval.gather import articles_in

    found = library.version(name)
    if found is not None:
        return found
    path = Path(name).expanduser()
    if not path.is_file():
        nothing = replies.NOTHING_TO_SHOW_HERE.format(name=render.printable(name))
        raise VerbatimError(nothing, "`verbatim articles` lists the ids")
    articles = articles_in(path.read_bytes(), str(path.absolute()))
    if len(articles) != 1:
        several = replies.SEVERAL_IN_FILE.format(path=path, articles=replies.ARTICLES.of(len(articles)))
        raise VerbatimError(several, replies.NAME_ONE_BY_ID.format(ids=" ".join(each.id for each in articles)))
    from retrieval.library import Version

    known = library.version(articles[0].id)
    return Version(articles[0], None) if known is None else known


def _statements(library: Library, article: Article) -> list[Statement]:
    """The statements of an article; none where the collection doesn't hold it."""
    from bot.answering.answerer import Answerer

    try:
        return [said for said, _, _ in Answerer(library).statements(article_id=article.id)]
    except NoArticles:
        return []


def _mark(at: str, article: Article, said: list[Statement]) -> Mark:
    """The span that a place means; one number is the statement there or, where there is none, the sentence."""
    found = _PLACE.fullmatch(at)
    start = int(found[1]) if found else -1
    end = int(found[2]) if found and found[2] else start + 1
    if not 0 <= start < end <= len(article.text):
        raise VerbatimError(replies.NO_SUCH_PLACE.format(at=at, n=len(article.text)), replies.WRITE_A_PLACE)
    if found and found[2]:
        return start, end
    over = [(each.start, each.end) for each in said if each.start <= start < each.end]
    over = over or [each for each in sentences(article.text, 0, len(article.text)) if each[0] <= start < each[1]]
    return min(over, key=lambda each: each[1] - each[0], default=(start, end))


def _citation(article: Article, mark: Mark) -> Citation:
    return Citation(number=1, article=article, quote=article.span(*mark), start=mark[0], end=mark[1], kind=Kind.PASSAGE)


def _has_browser() -> bool:
    """Whether a browser with a window of its own can be started."""
    try:
        return getattr(webbrowser.get(), "name", "") not in _TEXT_BROWSERS
    except webbrowser.Error:
        return False


def _linked(text: str, address: str) -> Text:
    """The text as a link where a terminal knows those (OSC 8)."""
    from rich.style import Style
    from rich.text import Text

    return Text(render.printable(text), Style(link=address))
