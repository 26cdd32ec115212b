"""What is measured in a process of its own: ``python -m tests.bench.worker TASK FOLDER``, one JSON line."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from bot.answering.answerer import Answerer
from retrieval.model import Article, Question
from tests.bench.collection import opened
from tests.bench.measuring import peak_mb


def answering(folder: Path) -> dict[str, float]:
    """Answer the questions on standard input, one a line, as the Telegram bot would that runs for days."""
    answers = Answerer(opened(folder))
    answers.open()
    at_start = peak_mb()
    for line in sys.stdin:
        answers.answer(Question(text=line.strip(), asked=date.today()))
    return {"opened_mb": at_start, "peak_mb": peak_mb()}


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
    report = library.add(articles)
    return {"seconds": time.perf_counter() - started, "peak_mb": peak_mb(), **report.seconds}


_SAID = "“The old bridge stays shut,” said Ada Castellan, the harbour master. Boats will have to wait."


if __name__ == "__main__":
    print(json.dumps({"answering": answering, "ten-more": ten_more}[sys.argv[1]](Path(sys.argv[2]))))
