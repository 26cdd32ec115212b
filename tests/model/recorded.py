"""A model whose texts are kept in a file: what it has written once is judged again at once, also by another program.

So a run of hours can be done in pieces, and a change of the program is measured over all of it without the model.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path

from bot.llm.client import Model, Schema, Writing
from retrieval.model import Usage


class Recorded:
    """Stands for a model. Which text is meant is told by the whole prompt, so a changed prompt is put anew.

    Args:
        model: writes what isn't in the file yet.
        file: a JSON object a line; made at the first text.
    """

    def __init__(self, model: Model, file: Path) -> None:
        self._model = model
        self._file = file
        self._texts: dict[str, tuple[list[str], Usage]] = {}
        self.name, self.most, self.window = model.name, model.most, model.window
        self.asked = 0
        for line in file.read_text("utf-8").splitlines() if file.exists() else ():
            each = json.loads(line)
            self._texts[each["key"]] = (each["pieces"], Usage(**each["usage"]))

    def write(
        self, system: str, user: str, stop: threading.Event | None = None, schema: Schema | None = None
    ) -> _Kept | _Keeping:
        """See :class:`bot.llm.client.Model`."""
        prompt = f"{self.name}\0{self.most}\0{system}\0{user}\0{json.dumps(schema)}"
        key = hashlib.sha256(prompt.encode()).hexdigest()[:24]
        if key in self._texts:
            return _Kept(*self._texts[key])
        self.asked += 1
        return _Keeping(self, key, self._model.write(system, user, stop, schema))

    def keep(self, key: str, pieces: list[str], usage: Usage) -> None:
        """Put a text into the file."""
        self._texts[key] = (pieces, usage)
        line = {"key": key, "pieces": pieces, "usage": usage.model_dump()}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def close(self) -> None:
        """End the model's connections."""
        self._model.close()


class _Kept:
    def __init__(self, pieces: list[str], usage: Usage) -> None:
        self._pieces, self.usage = pieces, usage

    def __enter__(self) -> _Kept:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)


class _Keeping:
    """A text that is being written; kept as far as it was read, when nothing failed."""

    def __init__(self, record: Recorded, key: str, writing: Writing) -> None:
        self._record, self._key, self._writing = record, key, writing
        self._pieces: list[str] = []

    @property
    def usage(self) -> Usage:
        return self._writing.usage

    def __enter__(self) -> _Keeping:
        self._writing.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        usage = self._writing.usage
        self._writing.__exit__(kind, *rest)
        if kind is None:
            self._record.keep(self._key, self._pieces, usage)

    def __iter__(self) -> Iterator[str]:
        for piece in self._writing:
            self._pieces.append(piece)
            yield piece
