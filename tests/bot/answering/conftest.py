"""A small island with a newspaper or two: articles whose statements are given, so that no linguistics is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.reader import Reader
from retrieval.attribution import Analysis
from retrieval.library import Library
from retrieval.model import Answer, Article, Hedge, Introduction, Kind, Question, SpeakerType, Statement
from retrieval.search.retriever import Retriever
from tests.fakes.embedder import FakeEmbedder

TODAY = date(2025, 2, 14)


@dataclass(frozen=True)
class Said:
    """A statement by the words that it is in the article's text."""

    words: str
    speaker: str | None
    kind: Kind = Kind.DIRECT
    cue: str | None = "said"
    venue: str | None = None
    said_on: date | None = None
    via: str | None = None
    mention: str | None = None
    hedge: tuple[Hedge, str] | None = None
    sort: SpeakerType | None = None


@dataclass(frozen=True)
class Report:
    """An article with what is to be found in it. ``who``: speaker and introduction."""

    text: str
    day: int
    said: Sequence[Said] = ()
    who: Sequence[tuple[str, str]] = ()
    publisher: str = "Harbour News"

    def article(self) -> Article:
        title = self.text.split(". ")[0]
        return Article(
            title=title, text=self.text, publisher=self.publisher, published=date(2025, 2, self.day), path=title
        )


class GivenStatements:
    """An analyser that is told what to find."""

    version = "given-1"

    def __init__(self, reports: Iterable[Report]) -> None:
        self._by_id = {report.article().id: report for report in reports}

    def close(self) -> None:
        pass

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        for article in articles:
            report = self._by_id[article.id]
            statements = []
            for each in report.said:
                start = article.text.index(each.words)
                statements.append(
                    Statement(
                        article_id=article.id,
                        start=start,
                        end=start + len(each.words),
                        text=each.words,
                        kind=each.kind,
                        speaker=each.speaker,
                        speaker_type=each.sort,
                        cue=each.cue,
                        venue=each.venue,
                        said_on=each.said_on,
                        via=each.via,
                        mention=each.mention,
                        mention_start=article.text.index(each.mention) if each.mention else None,
                        hedge=each.hedge[0] if each.hedge else None,
                        hedge_start=article.text.index(each.hedge[1]) if each.hedge else None,
                        hedge_end=article.text.index(each.hedge[1]) + len(each.hedge[1]) if each.hedge else None,
                    )
                )
            introductions = []
            for speaker, words in report.who:
                start = article.text.index(words)
                introductions.append(
                    Introduction(
                        article_id=article.id, start=start, end=start + len(words), text=words, speaker=speaker
                    )
                )
            yield article, Analysis(statements=tuple(statements), introductions=tuple(introductions))


MARA, HOLM, ERIK = "Mara Lindqvist", "Jon Holm", "Erik Lindqvist"

ISLAND = (
    Report(
        "Ferry stays in the harbour. Mara Lindqvist, the harbour master, let no ship sail. “The ice is thick and it"
        " will stay,” she said on the radio on Monday. She said that the ferry would sail again in May. Three sailors"
        " were hurt when the ferry struck the quay.",
        10,
        [
            Said("“The ice is thick and it will stay,”", MARA, venue="on the radio", said_on=date(2025, 2, 10)),
            Said("that the ferry would sail again in May", MARA, Kind.INDIRECT),
        ],
        [(MARA, "Mara Lindqvist, the harbour master")],
    ),
    Report(
        "Council quarrels over the bridge. The mayor, Jon Holm, called the budget for the bridge “far too thin” in the"
        " council. “We can't build a bridge from hope, because hope doesn't carry lorries,” Holm said. He criticised"
        " the minister: “The minister has never seen our island.” The bridge would cost 40 million crowns.",
        11,
        [
            Said(
                "the budget for the bridge “far too thin” in the council",
                HOLM,
                Kind.PARTIAL,
                cue="called",
                venue="in the council",
            ),
            Said("“We can't build a bridge from hope, because hope doesn't carry lorries,”", HOLM),
            Said("“The minister has never seen our island.”", HOLM, cue="criticised the minister"),
        ],
        [(HOLM, "The mayor, Jon Holm")],
        "Island Post",
    ),
    Report(
        "Fishermen want to be asked. Erik Lindqvist, who speaks for the fishermen, is angry. “Nobody asked the"
        " fishermen about the bridge,” Lindqvist said. “Winter fares are robbery,” he told the Island Post.",
        12,
        [
            Said("“Nobody asked the fishermen about the bridge,”", ERIK),
            Said("“Winter fares are robbery,”", ERIK, cue="told the Island Post"),
        ],
        [(ERIK, "Erik Lindqvist, who speaks for the fishermen")],
    ),
    Report(
        "A week of ice. The harbour master hadn't expected it. “The ice is thick and it will stay,” Mara Lindqvist had"
        " said on the radio. The Coast Guard reported that the sound was closed to all ships.",
        13,
        [
            Said("“The ice is thick and it will stay,”", MARA, venue="on the radio", said_on=date(2025, 2, 10)),
            Said("that the sound was closed to all ships", "Coast Guard", Kind.INDIRECT, cue="reported"),
        ],
        publisher="Island Post",
    ),
    Report(
        "Pension reform passes. Parliament adopted the pension reform on Thursday, 61 votes to 40. Will Price, an"
        " economist, welcomed it. “It is a fair reform,” Price said. “Who pays for it?” asked somebody in the gallery.",
        13,
        [
            Said("“It is a fair reform,”", "Will Price", cue="welcomed it"),
            Said("“Who pays for it?”", None, cue="asked"),
        ],
        [("Will Price", "Will Price, an economist")],
    ),
)


def island_library(home: Path, reports: Sequence[Report] = ISLAND) -> Library:
    library = Library(home, embedder=FakeEmbedder(), analyser=GivenStatements(reports))
    library.add(report.article() for report in reports)
    return library


Ask = Callable[..., Answer]
Other = Callable[[Sequence[Report]], Ask]
LibraryOf = Callable[..., Library]


def put(answerer: Answerer, text: str) -> Answer:
    """What an answerer says in the chat "one", without what it took."""
    answer = answerer.answer(Question(text=text, chat="one", asked=TODAY))
    return answer.model_copy(update={"timings_ms": {}})


def quotes(answer: Answer) -> list[str]:
    """What an answer quotes, in order."""
    return [each.quote for each in answer.citations]


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The island's articles. Not to be changed."""
    with closing(island_library(tmp_path_factory.mktemp("island"))) as opened:
        yield opened


@pytest.fixture(scope="package")
def known(library: Library) -> Retriever:
    """What is known from them to who reads a question."""
    return Reader(library).current()


@pytest.fixture
def ask(library: Library) -> Ask:
    """Puts a question to an answerer of the test's own, on Friday 14 February 2025."""
    answerer = Answerer(library, strict=True)

    def put(text: str, chat: str | None = "one", asked: date = TODAY) -> Answer:
        return answerer.answer(Question(text=text, chat=chat, asked=asked))

    return put


@pytest.fixture
def library_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryOf]:
    """Makes collections of the test's own."""
    with ExitStack() as opened:
        yield lambda reports=ISLAND: opened.enter_context(
            closing(island_library(tmp_path_factory.mktemp("other"), reports))
        )


@pytest.fixture(scope="session")
def shared_library_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryOf]:
    """Makes collections that aren't changed: of the same reports once."""
    made: dict[str, Library] = {}
    with ExitStack() as opened:

        def of(reports: Sequence[Report]) -> Library:
            if repr(reports) not in made:
                library = island_library(tmp_path_factory.mktemp("shared"), reports)
                made[repr(reports)] = opened.enter_context(closing(library))
            return made[repr(reports)]

        yield of


@pytest.fixture
def asked_of(shared_library_of: LibraryOf) -> Other:
    """Puts questions to a collection of these reports."""

    def over(reports: Sequence[Report]) -> Ask:
        answerer = Answerer(shared_library_of(reports), strict=True)
        return lambda text, chat="one", asked=TODAY: answerer.answer(Question(text=text, chat=chat, asked=asked))

    return over
