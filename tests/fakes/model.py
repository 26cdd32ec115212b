"""A model that writes what it is told, and remembers what it was asked; outlines of the evidence in its prompt."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.llm.client import Schema
from retrieval.errors import VerbatimError
from retrieval.model import Usage

Text = str | VerbatimError | Callable[[str], str]
"""What it writes: a text, one made from the prompt, or a failure at once."""

Pick = str | tuple[str, str]
"""Words of a piece of evidence that is chosen, and at will the quote that goes with it."""

_BLOCK = re.compile(r"^\[(\d+)\] ([^\n]+)\n\(([^\n]*)\)$", re.MULTILINE)


def evidence(prompt: str) -> list[tuple[int, str, str]]:
    """Each piece of evidence in a prompt: its number, its words, what they are."""
    return [(int(number), words, kind) for number, words, kind in _BLOCK.findall(prompt.partition("========")[2])]


def numbered(prompt: str, words: str) -> int:
    """The number that the evidence with these words has in a prompt."""
    for number, held, _ in evidence(prompt):
        if words in held:
            return number
    raise AssertionError(f"{words!r} is no evidence")


def chooses(*sections: tuple[str, list[Pick]]) -> Callable[[str], str]:
    """A model that lays evidence out: in each section a heading, and pieces by their words."""

    def write(prompt: str) -> str:
        laid_out = []
        for heading, picks in sections:
            pairs = [(pick, None) if isinstance(pick, str) else pick for pick in picks]
            items = [{"evidence": numbered(prompt, words), "quote": quote} for words, quote in pairs]
            laid_out.append({"heading": heading, "items": items})
        return json.dumps({"sections": laid_out}, ensure_ascii=False)

    return write


class FakeWriting:
    """One text of a fake model, in pieces of a few characters."""

    usage = Usage(read=10, written=5, calls=1)

    def __init__(self, text: str, stop: threading.Event | None, fails: VerbatimError | None = None) -> None:
        self._text, self._stop, self._fails = text, stop, fails
        self.left = False

    def __enter__(self) -> FakeWriting:
        return self

    def __exit__(self, *_: object) -> None:
        self.left = True

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self._text), 5):
            if self._stop is not None and self._stop.is_set():
                return
            yield self._text[start : start + 5]
        if self._fails is not None:
            raise self._fails


@dataclass
class FakeModel:
    """Writes ``texts`` in turn, then nothing for good. ``fails``: raised where a text ends."""

    texts: list[Text] = field(default_factory=list)
    prompts: list[tuple[str, str]] = field(default_factory=list)
    writings: list[FakeWriting] = field(default_factory=list)
    fails: VerbatimError | None = None
    name: str = "fake:model"
    most: int = 400
    window: int = 8_000

    def write(
        self, system: str, user: str, stop: threading.Event | None = None, schema: Schema | None = None
    ) -> FakeWriting:
        """As :class:`bot.llm.client.Model` does."""
        self.prompts.append((system, user))
        text = self.texts.pop(0) if self.texts else ""
        if isinstance(text, VerbatimError):
            raise text
        writing = FakeWriting(text if isinstance(text, str) else text(user), stop, self.fails)
        self.writings.append(writing)
        return writing
