"""A collection without models: the index and the library are the subject, not what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from retrieval.attribution import Analysis
from retrieval.library import Library
from retrieval.model import Article, Kind, Statement
from retrieval.readers.sandbox import GuardedReader
from tests.fakes.embedder import FakeEmbedder


class FakeAnalyser:
    """Takes whatever stands between “ and ” for a direct statement of the one named behind "said"."""

    def __init__(self, version: str = "fake-1") -> None:
        self.version = version
        self.analysed: list[str] = []
        self.is_at_work = False

    def close(self) -> None:
        self.is_at_work = False

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        self.is_at_work = True
        for article in articles:
            self.analysed.append(article.id)
            yield article, Analysis(statements=tuple(self._statements(article)), introductions=())

    def _statements(self, article: Article) -> Iterator[Statement]:
        end = 0
        while (start := article.text.find("“", end)) >= 0 and (end := article.text.find("”", start) + 1):
            speaker = article.text[end:].removeprefix(" said ").split(".")[0]
            yield Statement(
                article_id=article.id,
                start=start,
                end=end,
                text=article.text[start:end],
                kind=Kind.DIRECT,
                speaker=speaker,
            )


Open = Callable[..., Library]


@pytest.fixture
def analyser() -> FakeAnalyser:
    return FakeAnalyser()


@pytest.fixture
def opened(tmp_path: Path, embedder: FakeEmbedder, analyser: FakeAnalyser) -> Iterator[Open]:
    """Opens the collection in a folder: each time anew, as another run of the program would."""
    libraries: list[Library] = []

    def open_in(home: Path | None = None, **changes: object) -> Library:
        options: dict[str, object] = {"embedder": embedder, "analyser": analyser, **changes}
        libraries.append(Library(home or tmp_path / "home", **options))  # type: ignore[arg-type]
        return libraries[-1]

    yield open_in
    for library in libraries:
        library.close()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with three articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    write(
        folder / "ferry.txt", "The ferry froze in the sound. “The ice is thick,” said Mara Lindqvist.", day="2025-02-10"
    )
    write(folder / "budget.txt", "The council has a budget. “It is thin,” said Jon Holm.", day="2025-02-11")
    write(folder / "bridge.txt", "A bridge is planned. “Not before summer,” said Mara Lindqvist.", day="2025-02-12")
    return folder


@pytest.fixture(scope="session")
def reader() -> Iterator[GuardedReader]:
    """Reads what strangers send; its process is started once for all tests."""
    with GuardedReader() as opened:
        yield opened


def write(path: Path, text: str, day: str = "2025-02-10", publisher: str = "Harbour News") -> Path:
    path.write_text(f"---\ntitle: {text.split('.')[0]}\npublisher: {publisher}\ndate: {day}\n---\n\n{text}\n")
    return path
