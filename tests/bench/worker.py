"""What is measured in a process of its own: ``python -m tests.bench.worker TASK FOLDER``, one JSON line."""

from __future__ import annotations

import itertools
import json
import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bot.answering.answerer import Answerer
from retrieval.model import Article, Question
from tests.bench.collection import endless, opened
from tests.bench.measuring import children, command, held_mb, peak_mb


def answering(folder: Path) -> dict[str, float]:
    """Answer the questions on standard input, one a line, as the Telegram bot would that runs for days."""
    started = time.perf_counter()
    answers = Answerer(opened(folder))
    answers.open()
    at_start, taken = peak_mb(), []
    for line in sys.stdin:
        answers.answer(Question(text=line.strip(), asked=date.today()))
        taken.append(time.perf_counter() - started)
    return {"opened_mb": at_start, "peak_mb": peak_mb(), "first_s": taken[0]}


def ten_more(folder: Path) -> dict[str, float]:
    """Put ten articles into a collection that is there, or isn't yet."""
    library = opened(folder)
    library.refresh()
    library.embedder.embed(["the model is loaded before time is taken"], kind="passage")
    articles = [
        Article(title=f"Bridge {number}", text="\n\n".join(f"{_SAID} Day {n} of plan {number}." for n in range(12)))
        for number in range(10)
    ]
    started = time.perf_counter()
    library.add(articles)
    return {"seconds": time.perf_counter() - started, "peak_mb": peak_mb()}


class Watch:
    """Memory while articles go in: of this process, of those that help it, and while a snapshot is derived.

    Args:
        home: the collection's folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self.taken = 0
        self.most: dict[str, float] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def counted(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles, as they are taken."""
        for article in articles:
            yield article
            self.taken += 1

    def _look(self) -> None:
        while not self._over.wait(0.05):
            step = next((step for step in STEPS if self.taken <= step), STEPS[-1])
            is_deriving = any(each.name.startswith(".") for each in (self._home / "snapshots").glob("*"))
            self._note(f"{'deriving' if is_deriving else 'own'} {step}", held_mb())
            for child in children():
                self._note(f"{'embedder' if 'beside' in command(child) else 'analyst'} {step}", held_mb(child))

    def _note(self, name: str, megabytes: float) -> None:
        self.most[name] = max(self.most.get(name, 0.0), megabytes)


STEPS = tuple(int(step) for step in (os.environ.get("BENCH_STEPS") or "200 1000 3000").split())
"""Numbers of articles up to which the most memory is told."""


def growing(folder: Path) -> dict[str, float]:
    """Put many articles into an empty collection: those of the labelled sets, then some that are made up."""
    library = opened(folder)
    with Watch(folder) as watch:
        started = time.perf_counter()
        library.add(watch.counted(itertools.islice(endless(), STEPS[-1])))
        seconds = time.perf_counter() - started
    return {**watch.most, "seconds": seconds}


_SAID = "“The old bridge stays shut,” said Ada Castellan, the harbour master. Boats will have to wait."


if __name__ == "__main__":
    tasks = {"answering": answering, "ten-more": ten_more, "growing": growing}
    print(json.dumps(tasks[sys.argv[1]](Path(sys.argv[2]))))
