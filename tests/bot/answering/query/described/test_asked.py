"""Where a question describes the one whose words it asks for."""

from __future__ import annotations

import pytest

from bot.answering.query.described.asked import description
from bot.answering.query.parsed_question import ParsedQuestion
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import TODAY


@pytest.mark.parametrize(
    ("question", "who", "topic"),
    [
        ("what did the widow who sued say about the boat?", "the widow who sued", "about the boat?"),
        ("the dad with the card, what did he say", "the dad with the card", ""),
        ("anything from the union on pay", "the union", "pay"),
        ("union boss on pay", "union boss", "pay"),
        ("the vicar?", "the vicar", ""),
        ("what did Holm's lawyer say", "Holm's lawyer", ""),
        ("what's Holm's lawyer arguing about the boat", "Holm's lawyer", "about the boat"),
    ],
)
def test_whose_words_are_asked_for(question: str, who: str, topic: str, known: Retriever) -> None:
    """In whole questions and in fragments."""
    parsed = ParsedQuestion.of(question, TODAY, known)
    found = description(parsed)
    assert found is not None
    assert parsed.rest[found.start : found.end] == who
    assert parsed.rest[found.topic :].strip() == topic


@pytest.mark.parametrize(
    "question",
    [
        "what did Mara Lindqvist say",
        "who is the widow",
        "what happened to the union",
        "What did Harbour Master say?",
        "NATO",
    ],
)
def test_a_name_or_another_question_describes_nobody(question: str, known: Retriever) -> None:
    """Nor does what isn't asked of somebody."""
    assert description(ParsedQuestion.of(question, TODAY, known)) is None
