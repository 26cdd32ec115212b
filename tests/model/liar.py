"""A model that lies about every piece of evidence in each way one can think of, beside the truth, by a fixed rule."""

from __future__ import annotations

import hashlib
import random
import re
import threading
from collections.abc import Iterator

from tests.fakes.model import FakeWriting

_BLOCK = re.compile(
    r"^\[(\d+)\] (?P<words>[^\n]+)\n\((?P<kind>direct quote|quoted in part|reported, not a quote|passage)[;)]",
    re.MULTILINE,
)
_WHO = re.compile(r"(?P<who>[^:]{1,80}) (?P<verb>[a-z]+): ")
_VERBS = "denied refused rejected asked called denounced wants agreed noted argued added wrote doubts praised".split()
MOST = 60
"""Sentences of a draft."""


class Liar:
    """Stands for a model: writes from the evidence in its prompt, mended sentences too."""

    name = "liar:all"
    most = 4_000
    window = 16_000

    def write(self, system: str, user: str, stop: threading.Event | None = None) -> FakeWriting:
        """See :class:`bot.llm.client.Model`."""
        chance = random.Random(hashlib.sha256(user.encode("utf-8", "replace")).digest())
        sentences = list(_sentences(user, chance))
        chance.shuffle(sentences)
        return FakeWriting("\n".join(sentences[:MOST]), stop)


def evidence(prompt: str) -> Iterator[tuple[int, str | None, str]]:
    """Each piece of evidence of a prompt: its number, who is said to have said it, the words."""
    for match in _BLOCK.finditer(prompt.partition("========")[2]):
        words = match["words"]
        who = _WHO.match(words) if match["kind"] != "passage" else None
        yield int(match[1]), who and who["who"], words[who.end() :] if who else words


def _sentences(prompt: str, chance: random.Random) -> Iterator[str]:
    found = list(evidence(prompt))
    names = sorted({who for _, who, _ in found if who})
    for number, who, words in found:
        bare = words.strip("\"“”'‘’` ")
        others = [name for name in (*names, "Jane Roe", "The White House") if name != who]
        other, name = chance.choice(others), who or chance.choice(others)
        another = chance.choice(found)
        for said in {bare, *_altered(bare, chance), _glued(bare, another[2], chance)}:
            yield f'{name} said: "{said}" [{number}]'
            yield f'"{said}," {name} said [{number}].'
            yield f"{name} said {said} [{number}]."
            yield f"According to {name}, {said} [{number}]."
            yield f"{said} [{number}]."
            yield f'{name} said: "{said}" [{another[0]}]'
            yield f"{name} {chance.choice(_VERBS)} {said} [{number}]."
            yield f"He {said}, {name} said [{number}]."
            start, end = _halves(said, chance)
            yield f'"{start}," {name} said. "{end}" [{number}]'
            yield f'{name} said "{end}," adding: "{start}" [{number}]'
            yield f'{name} said {start} "{end}" [{number}].'
            yield f'{name} said "{start}" {end} [{number}].'
        yield f'{other} said: "{bare}" [{number}]'
        yield f'{other} told {name}: "{bare}" [{number}]'
        yield f'{name} and {other} said: "{bare}" [{number}]'
        yield f'In Paris on 3 March, {name} said: "{bare}" [{number}]'
        yield f'{name} lied: "{bare}" [{number}]'


def _altered(words: str, chance: random.Random) -> Iterator[str]:
    parts = words.split()
    if len(parts) < 4:
        return
    at = chance.randrange(1, len(parts) - 1)
    yield " ".join(parts[:at] + parts[at + 1 :])
    yield " ".join([*parts[:at], "not", *parts[at:]])
    yield " ".join([*parts[:at], parts[at + 1], parts[at], *parts[at + 2 :]])
    yield " ".join(parts[at:])
    yield " ".join(parts[: at + 1])
    yield re.sub(r"\b(?:not|never|no)\b ?|n['’]t\b", "", words)
    yield re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), words)
    yield re.sub(r"\b(?:he|she|they|I|we)\b", "Jane Roe", words, count=1)


def _halves(words: str, chance: random.Random) -> tuple[str, str]:
    parts = words.split()
    at = chance.randrange(len(parts) + 1)
    return " ".join(parts[:at]), " ".join(parts[min(len(parts), at + chance.randrange(3)) :])


def _glued(one: str, other: str, chance: random.Random) -> str:
    first, second = one.split(), other.strip("\"“”'‘’` ").split()
    return " ".join(first[: chance.randrange(1, len(first) + 1)] + second[chance.randrange(len(second)) :])
