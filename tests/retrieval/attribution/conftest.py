"""One analyst for all tests here: its language model takes a second to load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article, Statement

#: A Friday.
PUBLISHED = date(2025, 2, 14)


@pytest.fixture(scope="session")
def analyst() -> Analyst:
    """Shows what the rules find, however sure it is: how sure has tests of its own."""
    return Analyst(least=0.0)


@pytest.fixture(scope="session")
def statements(analyst: Analyst) -> Callable[[str], list[Statement]]:
    """The statements of a text, each checked against it."""

    def found(text: str, published: date | None = PUBLISHED) -> list[Statement]:
        article = Article(title="A test", text=text, published=published)
        analysis = analyst.analyse(article)
        for span in (*analysis.statements, *analysis.introductions):
            span.check(article)
        return list(analysis.statements)

    return found
