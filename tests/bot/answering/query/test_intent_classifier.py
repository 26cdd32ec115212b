"""What a question wants is told by its words, whoever is named in it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.answering.query.intent_classifier import NAME, NUMBER, QUOTE, classified, features, tokens, weights

LABELS = Path(__file__).parents[3] / "labelled"


def held(text: str) -> list[str]:
    return list(features(tokens(text, ()), has_days=False, has_outlet=False))


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("who's got the most quotes in here?", "most_quoted"),
        ("cheers, that's brilliant", "thanks"),
        ("what sort of thing can I put to you?", "help"),
        ("which pieces have you got on the harbour?", "list_articles"),
        ("why was the bridge closed", "why"),
    ],
)
def test_intents_of_phrasings_that_no_rule_knows(question: str, intent: str) -> None:
    """Phrasings that stand in neither half of the labels."""
    assert classified(held(question), None, follows=False).name == intent


def test_nothing_is_followed_up_at_the_beginning() -> None:
    """Without a turn before it, "and wounded?" is a question of its own."""
    assert classified(held("and wounded?"), None, follows=True).name == "follow_up_ellipsis"
    assert classified(held("and wounded?"), None, follows=False).name != "follow_up_ellipsis"


def test_names_quotations_and_numbers_stand_for_themselves() -> None:
    """Whoever is named, and however: the words around count."""
    masked = "did Anna Berg say \ue000\ue000\ue000 in 2019, or holm?"
    assert tokens(masked, [(masked.index("holm"), masked.index("holm") + 4)]) == [
        "did",
        NAME,
        "say",
        QUOTE,
        "in",
        NUMBER,
        "or",
        NAME,
        "?",
    ]
    assert tokens("WHAT DID HOLM SAY", ())[0] == "what"


def test_any_text_has_an_intent() -> None:
    """Also one of nothing, of signs, of 10,000 words, in another alphabet."""
    for text in ("", "???", "\ue000", "word " * 10_000, "что сказал Зеленский", "\ue0f0\ue0f1"):
        found = classified(held(text), None, follows=True)
        assert 0 < found.likely <= 1
        assert found.name in weights().intents


def test_probabilities_sum_to_one_with_and_without_a_vector() -> None:
    """And the weights know the intents of the labels, and nothing else."""
    vector = np.zeros(384, dtype=np.float32)
    vector[3] = 1
    for given in (None, vector):
        assert weights().probabilities(held("who said that?"), given).sum() == pytest.approx(1, abs=1e-4)
    lines = [line for half in "abd" for line in (LABELS / f"questions_{half}.jsonl").read_text("utf-8").splitlines()]
    labels = map(json.loads, lines)
    assert {label["intent"] for label in labels} == set(weights().intents)
