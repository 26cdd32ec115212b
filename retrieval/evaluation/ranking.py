"""Scores for ranked citations against labelled answers, each with its interval.

The scores are those that question-answering benchmarks share: Hits@k, mean reciprocal rank, precision. Intervals are
95% percentile bootstraps over questions (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from retrieval.errors import VerbatimError
from retrieval.lang.tokens import fold
from retrieval.model import Article
from retrieval.readers import find_files, read_article
from retrieval.readers.metadata.titles import title_of

Made = TypeVar("Made")

RESAMPLES = 2_000
_SEED = 7


@dataclass(frozen=True)
class Figure:
    """A share or mean with its 95% interval and the number of questions behind it."""

    value: float
    low: float
    high: float
    n: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] n={self.n}"


def figure(values: Sequence[float]) -> Figure:
    """The mean of one value a question, with its bootstrap interval."""
    if not values:
        return Figure(float("nan"), float("nan"), float("nan"), 0)
    array = np.asarray(values, dtype=float)
    random = np.random.default_rng(_SEED)
    means = random.choice(array, (RESAMPLES, len(array))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Figure(float(array.mean()), float(low), float(high), len(array))


def reciprocal_rank(hits: Sequence[bool], k: int = 10) -> float:
    """1 / the rank of the first hit among the first ``k``, else 0."""
    return next((1 / rank for rank, hit in enumerate(hits[:k], start=1) if hit), 0.0)


@dataclass(frozen=True)
class Gold:
    """A labelled question.

    ``spans``: (article id, start, end) of each piece of a right answer; ``article_ids``: the articles that hold it;
    ``strings``: words of which one stands in a good answer; ``said_instead_by``: the question has no answer, and
    these are the real speakers.
    """

    question: str
    asked: date | None = None
    spans: tuple[tuple[str, int, int], ...] = ()
    article_ids: frozenset[str] = frozenset()
    strings: tuple[str, ...] = ()
    said_instead_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Benchmark:
    """A folder of articles and of questions with known answers."""

    articles: tuple[Article, ...]
    questions: tuple[Gold, ...]
    unanswerable: tuple[Gold, ...]


def load(folder: Path, *, questions_needed: bool = True) -> Benchmark:
    """A benchmark folder: ``articles/`` or ``articles.jsonl``, ``questions.jsonl``, perhaps ``wrong_speaker.jsonl``.

    Args:
        folder: the benchmark.
        questions_needed: a folder without questions is an error.

    Raises:
        VerbatimError: a file is missing or a line can't be read; names both.
    """
    named = dict(_articles(folder))
    ids = {name: article.id for name, article in named.items()}
    asked = folder / "questions.jsonl"
    questions = tuple(_read(asked, lambda line: _gold(line, ids))) if questions_needed or asked.exists() else ()
    wrong = folder / "wrong_speaker.jsonl"
    unanswerable = tuple(_read(wrong, lambda line: _gold(line, ids))) if wrong.exists() else ()
    return Benchmark(tuple(named.values()), questions, unanswerable)


def _articles(folder: Path) -> Iterator[tuple[str, Article]]:
    if (folder / "articles.jsonl").exists():
        yield from _read(folder / "articles.jsonl", _article)
        return
    for file in find_files(folder / "articles"):
        yield file.stem, read_article(file, max_bytes=10_000_000).model_copy(update={"path": file.name})


def _article(line: dict[str, Any]) -> tuple[str, Article]:
    published = line.get("published")
    article = Article(
        title=line.get("title") or title_of(line["text"]),
        text=line["text"],
        url=line.get("url"),
        published=date.fromisoformat(published[:10]) if published else None,
        path=line["id"],
    )
    return line["id"], article


def _gold(line: dict[str, Any], ids: dict[str, str]) -> Gold:
    gold = line.get("gold", ())
    return Gold(
        question=line["question"],
        asked=date.fromisoformat(line["asked"]) if line.get("asked") else None,
        spans=tuple((ids[each["article"]], start, end) for each in gold for start, end in each["spans"]),
        article_ids=frozenset(ids[key] for key in line.get("gold_urls", ()) if key in ids),
        strings=tuple(line.get("answers", ())) if line.get("answer_in_gold", True) else (),
        said_instead_by=tuple(line.get("said_instead_by", ())),
    )


def _read(file: Path, make: Callable[[dict[str, Any]], Made]) -> Iterator[Made]:
    """What is made of each line of a file; blank lines are skipped."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise VerbatimError(f"{file} can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise VerbatimError(f"{file} isn't UTF-8") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield make(json.loads(line))
        except json.JSONDecodeError as error:
            raise VerbatimError(f"{file}, line {number}: not JSON ({error.msg})") from error
        except KeyError as error:
            raise VerbatimError(f"{file}, line {number}: no {error} in it, or no such article") from error
        except (TypeError, ValueError, AttributeError) as error:
            reason = str(error).splitlines()[0]
            raise VerbatimError(f"{file}, line {number}: not as it should be ({reason})") from error


def holds(text: str, strings: Sequence[str], words: int = 60) -> bool:
    """Whether one of the strings stands in the first words of a text, case and punctuation folded."""
    shown = f" {' '.join(_plain(text).split()[:words])} "
    return any(f" {_plain(each)} " in shown for each in strings)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", fold(re.sub(r"\[\d+\]", " ", text))).split())
