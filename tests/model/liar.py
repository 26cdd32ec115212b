"""A model that lies in each way one can think of, beside the truth, by a fixed rule."""

from __future__ import annotations

import hashlib
import json
import random
import re
import threading
from collections.abc import Callable

from bot.llm.client import Schema
from tests.fakes.model import FakeWriting, evidence

Lie = Callable[[str, random.Random], str]
"""Writes a text for a prompt, by chance."""


class Liar:
    """Stands for a model that lies in one way, also when it is asked once more."""

    most = 4_000
    window = 16_000

    def __init__(self, way: str) -> None:
        self.name = f"liar:{way}"
        self._lie = LIES[way]

    def write(
        self, system: str, user: str, stop: threading.Event | None = None, schema: Schema | None = None
    ) -> FakeWriting:
        """See :class:`bot.llm.client.Model`."""
        chance = random.Random(hashlib.sha256(user.encode("utf-8", "replace")).digest())
        return FakeWriting(self._lie(user, chance), stop)


def _laid_out(items: list[dict[str, object]], *headings: str) -> str:
    each = max(1, len(items) // max(1, len(headings)))
    parts = [items[n : n + each] for n in range(0, len(items), each)]
    sections = [{"heading": headings[n % len(headings)], "items": part} for n, part in enumerate(parts)]
    return json.dumps({"sections": sections}, ensure_ascii=False)


def _numbers(prompt: str) -> list[int]:
    return [number for number, _, _ in evidence(prompt)]


def _wrong_numbers(prompt: str, chance: random.Random) -> str:
    numbers = [0, -1, 13, 99, 10**12, *_numbers(prompt)[:1]]
    return _laid_out([{"evidence": number} for number in chance.sample(numbers, len(numbers))], "Jane Roe")


def _invented_quotes(prompt: str, chance: random.Random) -> str:
    items: list[dict[str, object]] = []
    for number, words, _ in evidence(prompt):
        for quote in _altered(words, chance):
            items.append({"evidence": number, "quote": quote})
    chance.shuffle(items)
    return _laid_out(items, "the money", "Jane Roe said")


def _altered(words: str, chance: random.Random) -> list[str]:
    """Words of the evidence cut, turned and mixed, in the middle of words too."""
    parts = words.split()
    at = chance.randrange(len(parts))
    start, end = sorted((chance.randrange(len(words)), chance.randrange(len(words) + 1)))
    return [
        words[start:end],
        " ".join(parts[at:]),
        " ".join(parts[: at + 1]),
        " ".join([*parts[:at], "not", *parts[at:]]),
        re.sub(r"\b(?:not|never|no)\b ?|n['’]t\b", "", words),
        re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), words),
        f"{words} He resigned.",
        "Jane Roe stole the money.",
    ]


def _false_headings(prompt: str, chance: random.Random) -> str:
    """Names of others, judgements, and sentences glued from the evidence's own words."""
    found = evidence(prompt)
    words = [word for _, text, _ in found for word in text.split()]
    names = [text.split(":")[0].rsplit(" ", 1)[0] for _, text, kind in found if not kind.startswith("passage")]
    headings = [
        "Jane Roe",
        "Jane Roe said: “I resign.”",
        *(f"{name} lied" for name in names),
        *(f"{name} said no" for name in names),
        *(f"“{' '.join(chance.choices(words, k=4))}”" for _ in found),
        *(" ".join(chance.choices(words, k=chance.randrange(1, 9))) for _ in found),
        *(f"{chance.choice(words)} not {chance.choice(words)}" for _ in found),
        "3 million dead",
    ]
    chance.shuffle(headings)
    return _laid_out([{"evidence": number} for number in _numbers(prompt)], *headings)


def _hundred_items(prompt: str, chance: random.Random) -> str:
    return _laid_out([{"evidence": chance.choice([*_numbers(prompt), 77])} for _ in range(100)], *"abcdefgh")


def _half(prompt: str, chance: random.Random) -> str:
    whole = _invented_quotes(prompt, chance)
    return whole[: chance.randrange(len(whole))]


def _wrapped(prompt: str, chance: random.Random) -> str:
    return (
        f"Sure! {{Jane Roe said: “I resign.”}}\n```json\n{_false_headings(prompt, chance)}\n```\nJane Roe resigned [1]."
    )


def _other_language(prompt: str, chance: random.Random) -> str:
    headings = ("Хольм ушёл в отставку", "Er ist zurückgetreten", "辞任した", "استقال")
    items: list[dict[str, object]] = [{"evidence": number, "quote": "Ich trete zurück."} for number in _numbers(prompt)]
    return _laid_out(items, *headings)


LIES: dict[str, Lie] = {
    "wrong numbers": _wrong_numbers,
    "invented quotes": _invented_quotes,
    "false headings": _false_headings,
    "a hundred items": _hundred_items,
    "half JSON": _half,
    "JSON in chatter": _wrapped,
    "other languages": _other_language,
    "prose": lambda prompt, _: "".join(f"Jane Roe said: “{words}” [{n}]\n" for n, words, _ in evidence(prompt)),
    "nothing": lambda _prompt, _chance: "",
    "endless": lambda _prompt, _chance: (
        '{"sections": [{"heading": "He resigned", "items": [' + '{"evidence": 1}, ' * 2_000
    ),
}
