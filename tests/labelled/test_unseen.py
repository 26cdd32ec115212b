"""Who said what in articles whose writers hadn't seen the program: what is right, and what is another's."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from retrieval.attribution import Analysis, Analyst
from retrieval.model import Article, Kind, Statement
from tests.fitting.fit_confidence import same

UNSEEN = Path(__file__).parent / "unseen.jsonl"
RIGHT = {"a": 0.88, "b": 0.81, "c": 0.81}
"""Share of the quotations with a speaker that stand under theirs, at least."""
WRONG = {"a": 0.03, "b": 0.035, "c": 0.07}
"""Share that is shown under another one, at most. The confidence is fitted on ``a`` and ``b``, so theirs flatter."""


class Quotation(BaseModel):
    """A quotation of an article, its marks left out, and whose it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    kind: Literal["direct", "partial", "not_speech"]
    speaker: str | None
    accept: tuple[str, ...]
    hedge: str | None


class Written(BaseModel):
    """An article by somebody else. Both halves have been read since; ``b`` later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    half: str
    file: str
    title: str
    publisher: str | None
    published: date | None
    text: str
    labels: tuple[Quotation, ...]


def shown(label: Quotation, statements: tuple[Statement, ...]) -> set[str]:
    """The speakers under whom a quotation stands."""
    quoted = [each for each in statements if each.kind is not Kind.INDIRECT and each.speaker is not None]
    least = min(12, (label.end - label.start) // 3)
    return {each.speaker or "" for each in quoted if min(label.end, each.end) - max(label.start, each.start) > least}


@cache
def analysed(half: str) -> tuple[tuple[Written, Article, Analysis], ...]:
    """The articles of a half, each with what is found in it."""
    written = [Written.model_validate_json(line) for line in UNSEEN.read_text("utf-8").splitlines()]
    articles = [
        (each, Article(title=each.title, text=each.text, publisher=each.publisher, published=each.published))
        for each in written
        if each.half == half
    ]
    analyst = Analyst()
    return tuple((each, article, analyst.analyse(article)) for each, article in articles)


@pytest.mark.parametrize("half", ["a", "b", "c"])
def test_the_quotations_of_articles_by_others(half: str) -> None:
    """Most stand under their speaker, and few under another."""
    right = wrong = count = 0
    for each, _, analysis in analysed(half):
        found = analysis.statements
        for label in (one for one in each.labels if one.speaker is not None and one.kind != "not_speech"):
            names = shown(label, found)
            good = {name for name in names if same(name, (label.speaker or "", *label.accept))}
            count += 1
            right += bool(names) and good == names
            wrong += bool(names - good)
            if names - good and half == "a":
                print(f"{each.file}: {each.text[label.start : label.end]!r} is {label.speaker}'s: {names}")
    print(f"\n{half}: right {right}, wrong {wrong} of {count}")
    assert right / count >= RIGHT[half]
    assert wrong / count <= WRONG[half]
