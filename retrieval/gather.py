"""Everything that a person may name, into a collection: files, folders, links, feeds, lists of feeds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import ArticleError, LinkRefused, UnreadableArticle
from retrieval.ingestion.report import Progress, Report
from retrieval.library import Library
from retrieval.readers.decoding.encodings import decode
from retrieval.readers.decoding.sniffing import LIST_OF_FEEDS, root_of
from retrieval.readers.files import printable_path, read_bytes
from retrieval.readers.source import Tally

if TYPE_CHECKING:
    from retrieval.model import Article
    from retrieval.readers.sandbox import GuardedReader
    from retrieval.web.collector import Collected, Collector, Visit
    from retrieval.web.web import Web

GROUP = 32
"""Articles from the web that are put in together."""

MOST_DRAFT_BYTES = 10_000_000
"""A longer text isn't a draft."""

MOST_DRAFT_CHARACTERS = 1_000_000
"""Code points of a draft, some 350 pages; they take half a minute."""

_DRAFTS_WITH_MARKUP = (".docx", ".odt", ".rtf", ".html", ".htm", ".xhtml", ".pdf", ".eml", ".epub")

MEMORY = "feeds.sqlite3"
"""The file in the home folder that says what was fetched from each feed."""


def is_link(name: str) -> bool:
    """Whether a name is a web link; anything else is a path."""
    return re.match(r"https?://", name, re.IGNORECASE) is not None


def ingest(
    library: Library,
    names: Sequence[str],
    progress: Progress | None = None,
    *,
    web: Web | None = None,
    reader: GuardedReader | None = None,
) -> Report:
    """Put in what stands at these names: paths of files and folders, links of articles and feeds, OPML files or links.

    What can't be read or fetched is reported and the rest goes on. Articles from the web are put in as they come in,
    group by group, so that nobody waits for the network to write.

    Args:
        library: where to.
        names: what a person named.
        progress: called after each file or link.
        web: fetches; one of its own when None.
        reader: reads what was fetched; one of its own when None.

    Raises:
        IndexFailure: the index can't be used or another process keeps writing to it.
    """
    report = Report()
    paths, visits = sorted_out(names, report)
    if paths or not visits:
        report.absorb(library.ingest(paths, progress))
    if visits:
        _gather(library, visits, report, progress, web, reader)
    return report


def ingest_links(
    library: Library, links: Sequence[str], *, web: Web | None = None, reader: GuardedReader | None = None
) -> Report:
    """Put in the articles and feeds at these links, as somebody sent them; a path on this machine is refused.

    For chats: synchronous, to be called on a thread.
    """
    from retrieval.web.collector import Visit

    report = Report()
    for name in links:
        if not is_link(name):
            report.failed.append(LinkRefused(name, "it isn't an http or https address", "Send the article's link."))
    visits = [Visit(link) for link in links if is_link(link)]
    if visits:
        _gather(library, visits, report, None, web, reader)
    return report


def ingest_file(
    library: Library, data: bytes, name: str, *, web: Web | None = None, reader: GuardedReader | None = None
) -> Report:
    """Put in a file that somebody sent, as ``Library.add_upload`` does; of a list of feeds, what those bring.

    For chats, like ``ingest_links``.
    """
    from retrieval.readers.sandbox import GuardedReader
    from retrieval.web.collector import Visit
    from retrieval.web.feeds import FEED_MEND, read_opml

    if root_of(data) != LIST_OF_FEEDS:
        return library.add_upload(data, name)
    report = Report()
    with nullcontext(reader) if reader else GuardedReader() as reading:
        try:
            links = reading.call(read_opml, data, "", name, makes=list[str], shown=name, mend=FEED_MEND)
        except ArticleError as error:
            report.failed.append(error)
        else:
            _gather(library, [Visit(link, is_feed=True) for link in links], report, None, web, reading)
    return report


def ingest_post(library: Library, text: str, outlet: str | None, day: date, link: str) -> Report:
    """Put in what a channel of a messenger posted, known by its link.

    Args:
        library: where to.
        text: the post's text.
        outlet: the channel's name.
        day: when it was posted.
        link: the post's address.
    """
    from retrieval.readers.metadata.article_metadata import Particulars, article_of

    try:
        article = article_of(text, Particulars(publisher=outlet, published=day, url=link), link)
    except ArticleError as error:
        return Report(failed=[error])
    return library.add([article.model_copy(update={"path": None})])


def draft_text(data: bytes, name: str) -> str:
    """The text of a draft, for who checks it. A plain text's places are those of the file.

    Args:
        data: the file's bytes.
        name: its name, whose suffix says the format; an unknown suffix is plain text.

    Raises:
        ArticleError: it can't be read.
    """
    text = _draft_text(data, name) if data.strip() else ""
    if len(text) > MOST_DRAFT_CHARACTERS:
        raise UnreadableArticle(name, f"it is longer than {MOST_DRAFT_CHARACTERS:,} characters", "Check it in parts.")
    return text


def _draft_text(data: bytes, name: str) -> str:
    from retrieval.readers.sandbox import GuardedReader, Material

    if Path(name).suffix.lower() in _DRAFTS_WITH_MARKUP:
        with GuardedReader() as reader:
            found = list(reader.read(Material(data, name, name, MOST_DRAFT_BYTES)))
        for each in found:
            if isinstance(each, ArticleError):
                raise each
        return "\n\n".join(each.text for each in found if not isinstance(each, ArticleError))
    if len(data) > MOST_DRAFT_BYTES:
        raise UnreadableArticle(name, f"it is larger than {MOST_DRAFT_BYTES:,} bytes", "Check it in parts.")
    return decode(data, name)


def articles_in(data: bytes, name: str) -> list[Article]:
    """The articles that a file holds, as they would be put in: the same texts, with the same ids.

    Args:
        data: the file's bytes.
        name: its path, whose suffix says the format.

    Raises:
        ArticleError: it can't be read, or a part of it can't.
    """
    from retrieval.readers.sandbox import GuardedReader, Material

    articles: list[Article] = []
    with GuardedReader() as reader:
        for each in reader.read(Material(data, Path(name).name, printable_path(Path(name)), MOST_DRAFT_BYTES)):
            if isinstance(each, ArticleError):
                raise each
            articles.append(each.model_copy(update={"path": name}))
    return articles


def sorted_out(names: Sequence[str], report: Report) -> tuple[list[Path], list[Visit]]:
    """Paths apart from what is to be fetched; an OPML file that can't be read is reported."""
    from retrieval.web.collector import Visit

    paths: list[Path] = []
    visits: list[Visit] = []
    for name in names:
        if not name.strip():  # a shell's variable that isn't set; as a path it would be the folder that we stand in
            report.failed.append(UnreadableArticle("''", "it names nothing", "Name a file, a folder or a link."))
        elif is_link(name):
            visits.append(Visit(name))
        elif re.match(r"[a-z][a-z0-9+.-]+://", name, re.IGNORECASE):
            shown = re.sub(r"//[^/@]*@", "//", name)  # without a password
            report.failed.append(
                LinkRefused(shown, "it isn't an http or https address", "Save it as a file and take that.")
            )
        elif re.match(r"www\.", name, re.IGNORECASE) and not Path(name).exists():
            report.failed.append(
                UnreadableArticle(name, "there is no such file or folder", f"If it is a link, write https://{name}")
            )
        elif name.lower().endswith(".opml"):
            visits += _listed(Path(name), report)
        else:
            paths.append(Path(name))
    return paths, visits


def _listed(path: Path, report: Report) -> list[Visit]:
    """The feeds of an OPML file."""
    from retrieval.web.collector import Visit
    from retrieval.web.feeds import read_opml

    shown = printable_path(path)
    try:
        data = read_bytes(path, 10_000_000, shown)
        return [Visit(link, is_feed=True) for link in read_opml(data, "", shown)]
    except ArticleError as error:
        report.failed.append(error)
        return []


def _gather(
    library: Library,
    visits: Iterable[Visit],
    report: Report,
    progress: Progress | None,
    web: Web | None,
    reader: GuardedReader | None,
) -> None:
    with collector_of(library, web, reader) as collector:
        group: list[Collected] = []
        try:
            for done, each in enumerate(collector.collect(visits), start=1):
                group.append(each)
                if len(group) >= GROUP:
                    full, group = group, []
                    put_in(library, collector, full, report)
                if progress:
                    progress(done, done + collector.left, report)
        except KeyboardInterrupt:  # what was fetched and not yet begun with needn't be asked for again
            put_in(library, collector, group, report)
            raise
        put_in(library, collector, group, report)


@contextmanager
def collector_of(library: Library, web: Web | None, reader: GuardedReader | None) -> Iterator[Collector]:
    """What fetches for this collection, by a web and a reader of its own where None is given."""
    from retrieval.readers.sandbox import GuardedReader
    from retrieval.web.collector import Collector
    from retrieval.web.feed_history import Memory
    from retrieval.web.http_client import Client
    from retrieval.web.web import Web

    most = library.max_article_bytes
    with (
        nullcontext(web) if web else Web(lambda: Client(max_bytes=most)) as fetching,
        nullcontext(reader) if reader else GuardedReader() as reading,
    ):
        yield Collector(fetching, reading, Memory(library.home / MEMORY), max_bytes=most)


def put_in(library: Library, collector: Collector, group: Sequence[Collected], report: Report) -> None:
    """Put in what a collector brought, and tell it what is in."""
    found = [each.found for each in group if each.found is not None]
    if found:
        report.absorb(library.add(found))
    report.skipped.absorb(collector.noted)
    collector.noted = Tally()
    report.unchanged += [each.visit.link for each in group if each.found is None]
    collector.note(group)
