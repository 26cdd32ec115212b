"""The one place where objects are put together."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.answering.generation.assistant import Assistant
from bot.llm import embedders, providers, rerankers
from bot.llm.budget import Budget, Ledger, Price
from bot.llm.client import Limits, Model
from bot.llm.rerankers import Reranker
from bot.settings import Settings
from bot.voice.transcriber import Transcriber, WhisperTranscriber
from prompts import PromptError, Prompts
from retrieval.embedding.base import Embedder
from retrieval.embedding.in_worker import Beside
from retrieval.embedding.minilm import MiniLM
from retrieval.embedding.of_llamaindex import OfLlamaIndex
from retrieval.errors import IndexMismatch, SettingsError
from retrieval.ingestion.attribution_workers import Analysts
from retrieval.library import Library, Progress

MOST_WRITTEN = 600
"""Tokens of an outline: eight pieces of evidence, each with a sentence of it, have about 400."""

SAMPLE = "sample"
"""The folder in the home that holds the bundled sample's index, apart from the person's own."""


def library(settings: Settings, *, sample: bool = False) -> Library:
    """The person's collection, or that of the bundled sample."""
    if sample:
        return library_in(settings.home / SAMPLE, settings)
    address = None if settings.database_url is None else settings.database_url.get_secret_value()
    return library_in(settings.home, settings, chroma_url=settings.chroma_url, database_url=address)


def embedder(settings: Settings) -> Embedder:
    """What turns texts into vectors, as the settings choose it."""
    choice = embedders.chosen(settings)
    return MiniLM(threads=settings.threads or None) if choice is None else OfLlamaIndex(choice.name, choice.build)


def other_embedder(name: str, settings: Settings) -> Embedder | None:
    """The embedder that the settings chose before, by the name in the record; None where it can't be had.

    A server of one's own isn't asked: it may answer with the newer model's vectors for any model it is asked for.
    """
    if name == MiniLM.name:
        return MiniLM(threads=settings.threads or None)
    if settings.embedder_api_url:
        return None
    try:
        return embedder(settings.model_copy(update={"embedder": name}))
    except SettingsError:
        return None


def library_in(
    folder: Path, settings: Settings, *, chroma_url: str | None = None, database_url: str | None = None
) -> Library:
    """A collection in a folder of its own."""
    return Library(
        folder,
        embedder=Beside(embedder(settings)),
        analyser=Analysts(),
        chroma_url=chroma_url,
        database_url=database_url,
        max_article_bytes=int(settings.max_article_mb * 1_000_000),
        other_embedder=lambda name: other_embedder(name, settings),
    )


def answerer_of(articles: Library, settings: Settings, reranker: Reranker | None = None) -> Answerer:
    """The core over a collection, with the model, prompts and, unless one is given, reranker of the settings."""
    prompts = own_prompts(settings)
    ordered_by = rerankers.chosen(settings) if reranker is None else reranker
    return Answerer(articles, prompts=prompts, assistant=assistant(settings, prompts), reranker=ordered_by)


def own_prompts(settings: Settings) -> Prompts:
    """The prompts, those of a person's own folder first; ``SettingsError`` names what is wrong there."""
    try:
        return Prompts(settings.prompts_dir and settings.prompts_dir.expanduser())
    except (PromptError, RuntimeError) as error:
        raise SettingsError(f"PROMPTS_DIR can't be used: {error}", "Fix the folder or unset PROMPTS_DIR") from error


def assistant(settings: Settings, prompts: Prompts) -> Assistant | None:
    """What asks the model that the settings choose; None when they choose none."""
    asked = model(settings)
    if asked is None:
        return None
    budget = Budget(
        _ledger(settings),
        monthly=settings.llm_monthly_tokens,
        each=settings.llm_monthly_tokens_each,
        price=Price(settings.llm_price_read, settings.llm_price_written),
    )
    return Assistant(asked, prompts, budget)


def _ledger(settings: Settings) -> Ledger:
    """In the chats' database, also what the terminal spends: a limit holds for all who ask together.

    It is opened for each look and closed again: a terminal asks seldom, and keeps no other process waiting meanwhile.
    """
    from bot.state.database import opened  # SQLAlchemy, which answers without a model don't need
    from bot.state.spending import StoredLedger

    return StoredLedger(lambda: closing(opened(settings)), settings.secret)


def transcriber_of(settings: Settings) -> Transcriber | None:
    """What hears voice notes; None: nothing does."""
    if settings.voice_model is None:
        return None
    return WhisperTranscriber(settings.voice_model)


def model(settings: Settings, *, most: int = MOST_WRITTEN) -> Model | None:
    """The model that the settings choose, its packages not imported yet; None when they choose none."""
    choice = providers.chosen(settings, most=most)
    if choice is None:
        return None
    return Model(
        choice.name,
        choice.build,
        most=choice.most,
        window=choice.window,
        limits=Limits(seconds=choice.seconds),
        options=choice.plugin.options,
    )


def put_sample_in(articles: Library, progress: Progress | None = None) -> None:
    """Ingest the bundled sample when it isn't there yet or has changed; an older version's index is made again."""
    from retrieval.sample import sample_folder

    try:
        articles.ingest([sample_folder()], progress, ours=True)
    except IndexMismatch:
        articles.rebuild(progress)
        articles.ingest([sample_folder()], progress, ours=True)
