"""Answerers whose model writes what it is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.generation.assistant import Assistant
from retrieval.library import Library
from retrieval.model import Answer, Question
from tests.bot.answering.conftest import TODAY
from tests.fakes.model import FakeModel, Text

SAID = "what did Jon Holm say"

Tell = Callable[..., tuple[Answer, FakeModel]]


@pytest.fixture
def tell(library: Library) -> Tell:
    """Asks an answerer whose model writes these texts, one after the other."""

    def put(*texts: Text, question: str = SAID, of: Library = library, **options: object) -> tuple[Answer, FakeModel]:
        model = FakeModel(list(texts))
        answerer = Answerer(of, strict=True, assistant=Assistant(model))  # type: ignore[arg-type]  # it is one to the letter it needs
        return answerer.answer(Question(text=question, asked=TODAY), **options), model  # type: ignore[arg-type]

    return put
