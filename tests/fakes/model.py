"""A model that writes what it is told, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from retrieval.errors import VerbatimError
from retrieval.model import Usage

Text = str | VerbatimError | Callable[[str], str]
"""What it writes: a text, one made from the prompt, or a failure at once."""


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
    """Writes ``texts`` in turn, then "NONE" for good. ``fails``: raised where a text ends."""

    texts: list[Text] = field(default_factory=list)
    prompts: list[tuple[str, str]] = field(default_factory=list)
    writings: list[FakeWriting] = field(default_factory=list)
    fails: VerbatimError | None = None
    name: str = "fake:liar"
    most: int = 400
    window: int = 8_000

    def write(self, system: str, user: str, stop: threading.Event | None = None) -> FakeWriting:
        """As :class:`bot.llm.client.Model` does."""
        self.prompts.append((system, user))
        text = self.texts.pop(0) if self.texts else "NONE"
        if isinstance(text, VerbatimError):
            raise text
        writing = FakeWriting(text if isinstance(text, str) else text(user), stop, self.fails)
        self.writings.append(writing)
        return writing
