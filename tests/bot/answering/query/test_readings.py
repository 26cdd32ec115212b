"""A question that no rule decides is read the likeliest way, and searched for whole where that finds nothing."""

from __future__ import annotations

import pytest

from bot.answering.query.intent import by_rules, understand
from bot.answering.query.intent_classifier import Intent
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.readings import LIKELY, reading
from bot.answering.query.request import Help, ListSpeakers, Reactions, Request, WhatTheySaid
from retrieval.model import Status
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import HOLM, TODAY, Ask


@pytest.mark.parametrize(
    ("text", "kind", "about"),
    [
        ("what's Holm's line on the bridge", WhatTheySaid, "bridge"),
        ("Jon Holm's take on the bridge please", WhatTheySaid, "bridge"),
        ("arguments for and against the bridge", Reactions, "bridge"),
        ("who gets quoted the most?", ListSpeakers, None),
        ("cheers, lovely stuff", Help, None),
    ],
)
def test_phrasings_that_no_rule_knows(text: str, kind: type[Request], about: str | None, known: Retriever) -> None:
    """What is asked and on what, in words that no pattern holds."""
    request = understand(ParsedQuestion.of(text, TODAY, known))
    assert isinstance(request, kind)
    assert (request.about.text if request.about else None) == about


def test_an_intent_that_is_not_likely_is_not_believed(known: Retriever) -> None:
    """Below the probability, or without the slot that it needs, the question is searched for whole."""
    question = ParsedQuestion.of("tell us how Holm sees the bridge", TODAY, known)
    assert isinstance(reading(question, Intent("said_about", LIKELY, "said")), WhatTheySaid)
    assert reading(question, Intent("said_about", LIKELY - 0.01, "said")) is None
    nobody = ParsedQuestion.of("tell us how Gruber sees the bridge", TODAY, known)
    assert reading(nobody, Intent("said_about", 0.9, "said")) is None
    assert reading(question, Intent("thanks", 0.99, "help")) is None  # it names somebody


def test_rules_that_decide_are_not_overruled(known: Retriever) -> None:
    """What a rule reads stays, whatever the weights hold for likelier."""
    question = ParsedQuestion.of("What did Holm say about the bridge?", TODAY, known)
    assert not by_rules(question).likely
    assert understand(question) == by_rules(question)


def test_a_likely_reading_that_finds_nothing_is_no_worse_than_plain_search(ask: Ask) -> None:
    """Where nobody said it, the passages that tell of it are the answer."""
    answer = ask("how many votes did the pension reform get, and who was it that said 61?")
    assert answer.status is Status.ANSWERED
    assert "61 votes to 40" in answer.text
    assert ask("Jon Holm's take on the bridge please").citations[0].speaker == HOLM
