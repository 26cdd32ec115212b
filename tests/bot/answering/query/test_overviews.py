"""Which overview a question asks for."""

from __future__ import annotations

import pytest

from bot.answering.query import overviews
from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import BestQuotes, Change, Compare, Gist, Request, Timeline, WhatTheySaid
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("summary of the bridge story", Gist),
        ("What is the piece on the ferry about?", Gist),
        ("timeline of the ferry", Timeline),
        ("has Holm changed his mind on the bridge", Change),
        ("Compare Holm and Price on the budget", Compare),
        ("Holm versus Price", Compare),
        ("compare what Holm and Price said about the reform", Compare),
        ("a good quote from Holm", BestQuotes),
        ("what did Holm say about the bridge", WhatTheySaid),
        ("everything Holm said", WhatTheySaid),
    ],
)
def test_overviews(known: Retriever, text: str, kind: type[Request]) -> None:
    """Each by the words that ask for it; a plain question stays one."""
    assert type(understand(ParsedQuestion.of(text, TODAY, known))) is kind


@pytest.mark.parametrize(
    ("text", "complete"),
    [("all quotes by Holm", True), ("everything Holm said on the bridge", True), ("what did Holm say", False)],
)
def test_complete(known: Retriever, text: str, complete: bool) -> None:
    """All that somebody said is asked for only where it is."""
    request = understand(ParsedQuestion.of(text, TODAY, known))
    assert isinstance(request, WhatTheySaid)
    assert request.complete is complete


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("mayor v his deputy on standing down the boss, a line each", ["mayor", "his deputy"]),
        ("How do the widow and the union boss differ on pay?", ["widow", "union boss"]),
        ("jobs for the data centre, the council's vs brzezicki", ["council", "brzezicki"]),
        ("difference between the coach and the club on the transfer", ["coach", "club"]),
        ("who disagrees with Holm on the toll", []),
        ("compare the plans", []),
    ],
)
def test_sides_end_where_their_topic_begins(question: str, sides: list[str]) -> None:
    """In more words than one, without articles; none where only one is named."""
    found = phrases.COMPARE.search(question)
    assert found is not None
    assert [question[start:end] for start, end in overviews.sides(question, found)] == sides


@pytest.mark.parametrize("question", ["the fire at the mill, two lines", "3 lines on the strike"])
def test_lines_about_something_are_no_quotes(question: str) -> None:
    """Their number alone doesn't ask for quotable ones."""
    assert phrases.BEST_QUOTES.search(question) is None
