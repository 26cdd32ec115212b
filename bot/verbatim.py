"""The Python door: a collection of articles, opened once, asked and filled by a program.

What a program may rely on is :class:`Verbatim`, what its methods give (the frozen types of ``retrieval.model``), and
``retrieval.errors``. Everything else may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from bot import settings as settings_module
from bot import wiring
from bot.llm import rerankers
from retrieval.errors import NoArticles
from retrieval.model import Answer, Article, Question, Speaker, Statement

if TYPE_CHECKING:
    from llama_index.core.postprocessor.types import BaseNodePostprocessor
    from llama_index.core.schema import BaseNode

    from bot.answering.answerer import Answerer
    from bot.checking.checked_draft import CheckedDraft
    from bot.llamaindex_engines import VerbatimChatEngine, VerbatimQueryEngine
    from bot.settings import Settings
    from retrieval.library import Library, Report
    from retrieval.llamaindex import PassageRetriever
    from retrieval.search.selector import Snapshot


class Quoted(NamedTuple):
    """A statement with the article that it stands in, and its speaker's registered name (None: not certain)."""

    statement: Statement
    article: Article
    speaker: str | None


class Verbatim:
    """A collection of articles and what answers from it. Safe to ask from several threads.

    Made by :meth:`open`. A context manager: it lets go of the index and of worker processes at its end.
    """

    def __init__(self, library: Library, answerer: Answerer) -> None:
        self._library = library
        self._answerer = answerer
        self._is_open = False

    @classmethod
    def open(
        cls,
        home: str | Path | None = None,
        *,
        sample: bool = False,
        settings: Settings | None = None,
        reranker: BaseNodePostprocessor | None = None,
    ) -> Self:
        """Open a collection; nothing is created before something is ingested.

        Args:
            home: the folder that holds it; None: VERBATIM_HOME, else the platform's user data folder.
            sample: the bundled sample, ingested where it isn't yet, instead of the person's own articles.
            settings: settings made by the program; None: the environment's and ``.env``'s.
            reranker: any of LlamaIndex's postprocessors, which orders the passages of a free question; None: that of
                ``RERANKER``.

        Raises:
            SettingsError: a setting is wrong.
            IndexFailure: there is an index that can't be used as it is.
        """
        chosen = settings or settings_module.load(None if home is None else Path(home))
        if home is not None:
            chosen = chosen.model_copy(update={"verbatim_home": Path(home)})
        library = wiring.library(chosen, sample=sample)
        if sample:
            wiring.put_sample_in(library)
        ordered_by = None if reranker is None else rerankers.of(reranker, chosen.reranker_seconds)
        return cls(library, wiring.answerer_of(library, chosen, ordered_by))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index; the next call opens it again."""
        self._is_open = False
        self._library.close()

    def ask(self, question: str, *, chat: str | None = None, asked: date | None = None) -> Answer:
        """The checked answer to a question.

        Args:
            question: in English, of any length.
            chat: names a conversation; questions of one may follow up on each other. None: this one stands alone.
            asked: the day on which "yesterday" means something; None: today.

        Raises:
            NoArticles: nothing has been ingested yet.
            IndexFailure: the index can't be read.
        """
        self._current()
        return self._answerer.answer(Question(text=question, chat=chat, asked=asked or date.today()))

    def quotes(
        self, speaker: str | None = None, *, about: str | None = None, article_id: str | None = None
    ) -> list[Quoted]:
        """The statements of a speaker, on a topic, of an article: those that fit all that is given, the best first.

        A name that several people bear gives the statements of each; an unknown name gives none.

        Raises:
            NoArticles, IndexFailure: as :meth:`ask`.
        """
        self._current()
        return [Quoted(*each) for each in self._answerer.statements(speaker, about, article_id)]

    def check(self, draft: str) -> CheckedDraft:
        """The verdict on each quotation and attributed claim of a draft, with its source and what differs.

        Raises:
            NoArticles, IndexFailure: as :meth:`ask`.
        """
        from bot.checking.checker import Checker

        self._current()
        return Checker(self._library).check(draft)

    def speakers(self) -> Sequence[Speaker]:
        """Everybody who is quoted, most quoted first.

        Raises:
            NoArticles, IndexFailure: as :meth:`ask`.
        """
        self._current()
        return self._answerer.speakers()

    def articles(self) -> list[Article]:
        """All articles, newest first, without reprints; empty before anything was ingested."""
        try:
            snapshot = self.snapshot()
        except NoArticles:
            return []
        return list(snapshot.catalog.without_copies())

    def snapshot(self) -> Snapshot:
        """What is there now, for ``bot.collection``.

        Raises:
            NoArticles, IndexFailure: as :meth:`ask`.
        """
        return self._current().snapshot()

    def article(self, article_id: str) -> Article | None:
        """The article with this id, also a version that was replaced; None: it is unknown."""
        found = self._library.version(article_id)
        return found.article if found else None

    def ingest(self, *names: str | Path) -> Report:
        """Put articles in: paths of files and folders, links of articles and feeds. What fails is in the report.

        Raises:
            IndexFailure: the index can't be used, or another process keeps writing to it.
        """
        from retrieval import gather

        return gather.ingest(self._library, [str(name) for name in names])

    def ingest_documents(self, documents: Iterable[BaseNode]) -> Report:
        """Put in what any of LlamaIndex's readers gave. What fails is in the report.

        Raises:
            IndexFailure: as :meth:`ingest`.
        """
        from retrieval.llamaindex import articles_of

        return self._library.add(articles_of(documents, max_bytes=self._library.max_article_bytes))

    def forget(self, *article_ids: str) -> list[str]:
        """Take articles out, with the versions that they replaced; the ids that weren't there.

        Raises:
            IndexFailure: as :meth:`ingest`.
        """
        return self._library.forget(article_ids)

    def as_query_engine(self, **options: Any) -> VerbatimQueryEngine:
        """A LlamaIndex query engine; ``options`` are those of its class."""
        from bot.llamaindex_engines import VerbatimQueryEngine

        return VerbatimQueryEngine(self._current(), **options)

    def as_chat_engine(self, **options: Any) -> VerbatimChatEngine:
        """A LlamaIndex chat engine, one conversation; ``options`` are those of its class."""
        from bot.llamaindex_engines import VerbatimChatEngine

        return VerbatimChatEngine(self._current(), **options)

    def as_retriever(self, k: int = 10, **options: Any) -> PassageRetriever:
        """A LlamaIndex retriever of ``k`` passages; after an ingest, make another."""
        from retrieval.llamaindex import PassageRetriever

        return PassageRetriever(self._current().retriever(), k, **options)

    def _current(self) -> Answerer:
        """The answerer, which sees what another process has ingested since; ``NoArticles`` when there is nothing."""
        if not self._is_open:
            self._answerer.open()
            self._is_open = True
        return self._answerer
