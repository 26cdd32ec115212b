"""The one place where objects are put together."""

from __future__ import annotations

from pathlib import Path

from bot.answering.answerer import Answerer
from bot.settings import Settings
from retrieval.embedding.minilm import MiniLM
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
    """The core over that collection; the sample is ingested when it isn't yet or has changed."""
    articles = library(settings, sample=sample)
    if sample:
        from retrieval.sample import sample_folder

        articles.ingest([sample_folder()])
    return Answerer(articles)
