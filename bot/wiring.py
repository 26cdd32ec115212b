"""The one place where objects are put together."""

from __future__ import annotations

from pathlib import Path

from bot.answering.answerer import Answerer
from bot.settings import Settings
from retrieval.embedding.minilm import MiniLM
from retrieval.errors import IndexMismatch
from retrieval.intake import Progress
from retrieval.library import Library
from retrieval.statements import Analyst

SAMPLE = "sample"
"""The folder in the home that holds the bundled sample's index, apart from the person's own."""


def library(settings: Settings, *, sample: bool = False) -> Library:
    """The person's collection, or that of the bundled sample."""
    return library_in(home(settings, sample=sample), settings, chroma_url=None if sample else settings.chroma_url)


def library_in(folder: Path, settings: Settings, *, chroma_url: str | None = None) -> Library:
    """A collection in a folder of its own."""
    return Library(
        folder,
        embedder=MiniLM(threads=settings.threads or None),
        analyser=Analyst(),
        chroma_url=chroma_url,
        max_article_bytes=int(settings.max_article_mb * 1_000_000),
    )


def home(settings: Settings, *, sample: bool = False) -> Path:
    """Where that collection lives."""
    return settings.home / SAMPLE if sample else settings.home


def answerer(settings: Settings, *, sample: bool = False) -> Answerer:
    """The core over that collection, the bundled sample put in where it is asked for."""
    articles = library(settings, sample=sample)
    if sample:
        put_sample_in(articles)
    return Answerer(articles)


def put_sample_in(articles: Library, progress: Progress | None = None) -> None:
    """Ingest the bundled sample when it isn't there yet or has changed; an older version's index is made anew."""
    from retrieval.sample import sample_folder

    try:
        articles.ingest([sample_folder()], progress)
    except IndexMismatch:
        articles.rebuild(progress)
        articles.ingest([sample_folder()], progress)
