"""The labelled questions say what they say they do."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize(("half", "most"), [("a", 750), ("b", 750), ("c", 50)])
def test_slots_stand_in_their_question(half: str, most: int) -> None:
    """Every slot is a part of its question, and a question that leans on another has that one."""
    labels = [json.loads(line) for line in (HERE / f"questions_{half}.jsonl").read_text("utf-8").splitlines()]
    for label in labels:
        assert all(part in label["q"] for parts in label["slots"].values() for part in parts)
        assert bool(label.get("before")) == label["needs_context"]
    assert len({label["q"] for label in labels if not label["needs_context"]}) > most
    assert half == "c" or min(Counter(label["intent"] for label in labels).values()) >= 18


def test_both_halves_know_the_same_intents() -> None:
    """What is fitted on one is reported on the other."""
    intents = [
        {json.loads(line)["intent"] for line in (HERE / f"questions_{half}.jsonl").read_text("utf-8").splitlines()}
        for half in "ab"
    ]
    assert intents[0] == intents[1]
    assert len(intents[0]) >= 25


def test_labelled_quotations_follow_one_another() -> None:
    """By article, in order, without texts."""
    labels = [json.loads(line) for line in (HERE / "realtimeqa_quotations.jsonl").read_text("utf-8").splitlines()]
    assert len(labels) > 800
    assert all(label["start"] < label["end"] for label in labels)
    assert not any("quote" in label or "text" in label for label in labels)
