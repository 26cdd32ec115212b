"""A model that lays its evidence out as a good one does: by what it is about, with a sentence of each passage."""

from __future__ import annotations

import hashlib
import json
import random
import re
import threading

from bot.llm.client import Schema
from tests.fakes.model import FakeWriting, evidence

FEWEST_LETTERS = 5
"""Letters of a word that says what a piece is about."""


class Honest:
    """Stands for a model."""

    name = "honest:all"
    most = 4_000
    window = 16_000

    def write(
        self, system: str, user: str, stop: threading.Event | None = None, schema: Schema | None = None
    ) -> FakeWriting:
        """See :class:`bot.llm.client.Model`."""
        chance = random.Random(hashlib.sha256(user.encode("utf-8", "replace")).digest())
        return FakeWriting(json.dumps({"sections": _sections(user, chance)}, ensure_ascii=False), stop)


def _sections(prompt: str, chance: random.Random) -> list[dict[str, object]]:
    """The pieces under a word that several have, the others behind, one in six left out."""
    items = {number: (words, kind) for number, words, kind in evidence(prompt) if chance.random() > 1 / 6}
    if not items:
        items = {number: (words, kind) for number, words, kind in evidence(prompt)[:1]}
    said = {number: set(re.findall(rf"\b[a-z]{{{FEWEST_LETTERS},}}", words)) for number, (words, _) in items.items()}
    shared = sorted({word for one in said for other in said if one < other for word in said[one] & said[other]})
    word = chance.choice(shared) if shared else ""
    on_it = [number for number in items if word and word in said[number]]
    groups = [(word, on_it), ("", [number for number in items if number not in on_it])]
    return [
        {"heading": heading, "items": [_item(number, *items[number], chance) for number in numbers]}
        for heading, numbers in groups
        if numbers
    ]


def _item(number: int, words: str, kind: str, chance: random.Random) -> dict[str, object]:
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z“])", words)
    return (
        {"evidence": number, "quote": chance.choice(sentences)} if kind.startswith("passage") else {"evidence": number}
    )
