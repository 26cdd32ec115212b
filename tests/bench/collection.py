"""The articles that speed is measured on, and the libraries made of them, built once and kept.

The articles are those of the labelled sets in ``BENCH_DATA`` (default: ``../shared/bench`` beside the checkout);
without them, text made up here. What is built goes into ``BENCH_CACHE`` (default: the platform's cache folder).
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from retrieval import chunking
from retrieval.attribution import Analyst
from retrieval.embedding.in_worker import Beside
from retrieval.embedding.minilm import MiniLM
from retrieval.evaluation import ranking
from retrieval.ingestion.attribution_workers import Analysts
from retrieval.library import Library
from retrieval.model import Article
from retrieval.store.entry import Recipe

DATA = Path(os.environ.get("BENCH_DATA") or Path(__file__).parents[3] / "shared" / "bench")
SETS = ("polnear", "realtimeqa")
PASSAGES = int(os.environ.get("BENCH_PASSAGES") or 20_000)
"""How many passages a person's pile of articles may well have; the targets are set at 20,000."""


@dataclass(frozen=True)
class Collection:
    """Articles and questions to measure with. ``said`` ask for somebody's words, ``free`` for anything else."""

    name: str
    articles: list[Article]
    said: list[str]
    free: list[str]


def collection() -> Collection:
    """Articles that have ``PASSAGES`` passages, from the labelled sets where they are, else made up."""
    name, stream, said, free = ("labelled", *_labelled()) if has_data() else ("generated", *_generated())
    taken, held = [], 0
    for article in stream:
        taken.append(article)
        held += len(chunking.split(article))
        if held >= PASSAGES:
            break
    return Collection(name, taken, said, free)


def endless() -> Iterator[Article]:
    """The articles of the labelled sets, where they are, then made-up ones, as many as are wanted."""
    yield from _labelled()[0] if has_data() else ()
    yield from _generated()[0]


def has_data() -> bool:
    """Whether both labelled sets are there."""
    return all((DATA / name / "questions.jsonl").exists() for name in SETS)


def _labelled() -> tuple[Iterator[Article], list[str], list[str]]:
    news, quiz = (ranking.load(DATA / name) for name in SETS)
    said = [gold.question for gold in news.questions]
    free = [gold.question for gold in quiz.questions]
    return iter((*news.articles, *quiz.articles)), said, free


_FIRST = "Ada Boris Clara Dmitri Elena Farid Greta Hugo Irene Jonas Karin Luis Mona Nils Olga Pavel Rita Sven".split()
_LAST = (
    "Abelard Brandt Castellan Dvorak Eriksen Fontaine Galvan Hartmann Ivanov Jansen Kovacs Lindqvist Moreau Novak"
    " Okafor Petrov Quintero Rossi Sandoval Takeda Ullmann Vargas Weiss Yilmaz Zeller"
).split()
_TOPICS = (
    "harbour bridge hospital budget election treaty railway drought festival factory tariff vaccine satellite school"
    " pipeline museum airport strike border reactor fishery flood housing pension university"
).split()
_VERBS = ("will delay", "approved", "may reopen", "cannot afford", "should inspect", "must rebuild", "refused to fund")
_TEMPLATES = (
    "“The {topic} {verb} the {other} before {month},” said {name}.",
    "{name} said that the {topic} {verb} the {other} in {month}.",
    "The {topic} near the {other} drew {number} people in {month}, officials reported.",
    "Residents had waited {number} days for news of the {topic}, and the {other} stayed closed.",
    "“We {verb} the {topic},” {name} told reporters. “The {other} is next.”",
)
_MONTHS = "January February March April May June July August September October November December".split()


def _generated() -> tuple[Iterator[Article], list[str], list[str]]:
    names = [f"{first} {last}" for first in _FIRST for last in _LAST]
    pick = random.Random(7)
    said = [f"What did {pick.choice(names)} say about the {pick.choice(_TOPICS)}?" for _ in range(400)]
    free = [f"Which {pick.choice(_TOPICS)} drew {pick.randint(100, 9999)} people?" for _ in range(150)]
    return _written(names), said, free


def _written(names: list[str]) -> Iterator[Article]:
    pick = random.Random(11)
    for number in range(1_000_000):
        cast, subjects = pick.sample(names, 3), pick.sample(_TOPICS, 4)
        paragraphs = [
            " ".join(
                pick.choice(_TEMPLATES).format(
                    topic=pick.choice(subjects),
                    other=pick.choice(subjects),
                    verb=pick.choice(_VERBS),
                    name=pick.choice(cast),
                    month=pick.choice(_MONTHS),
                    number=pick.randint(100, 9999),
                )
                for _ in range(3)
            )
            for _ in range(15)
        ]
        yield Article(
            title=f"Report {number}: {subjects[0]} and {subjects[1]}",
            text="\n\n".join(paragraphs),
            published=date(2024, 1, 1) + timedelta(days=number % 365),
            publisher="The Made-up Courier",
            path=f"generated-{number}",
        )


def opened(folder: Path) -> Library:
    """The library in a folder, put together as the bot does it."""
    return Library(folder, embedder=Beside(MiniLM()), analyser=Analysts())


def library(of: Collection) -> Library:
    """The library of a collection, built when it isn't there yet (minutes) and kept for later runs."""
    return kept(f"speed-{of.name}-{len(of.articles)}", of.articles)


def kept(name: str, articles: Sequence[Article]) -> Library:
    """The library of these articles under this name, built when this recipe's isn't there yet."""
    folder = cache() / f"{name}-{recipe_key()}"
    complete = folder / "complete"
    held = opened(folder)
    if not complete.exists():
        say(f"building the index of {len(articles)} articles in {folder}, once; some minutes")
        for other in cache().glob(f"{name}-*"):
            if other != folder:
                shutil.rmtree(other)  # made by an earlier recipe: it would never be read again
        held.add(articles)
        complete.touch()
    held.refresh()
    return held


def recipe() -> Recipe:
    """What the libraries here are made with."""
    return Recipe(MiniLM.name, f"{chunking.VERSION} {Analyst.version}")


def recipe_key() -> str:
    """Eight hex digits that stand for it in a folder's name."""
    return sha256(repr(recipe()).encode()).hexdigest()[:8]


def cache() -> Path:
    """Where what is built is kept."""
    if "BENCH_CACHE" in os.environ:
        return Path(os.environ["BENCH_CACHE"])
    from platformdirs import user_cache_path

    return user_cache_path("verbatim", appauthor=False) / "bench"


def say(line: str) -> None:
    """Tell the person who waits what is going on, apart from the table."""
    print(line, file=sys.stderr, flush=True)
