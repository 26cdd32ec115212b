"""Asks a real model questions with known answers, and judges every answer that it writes.

``make test-model`` does it; ``python -m tests.model --help`` lists what can be chosen.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import wiring
from bot.answering.answerer import Answerer
from bot.answering.generation.assistant import Assistant
from bot.answering.generation.structured import Asked
from bot.settings import Settings
from retrieval.errors import IndexMismatch
from retrieval.evaluation import ranking
from retrieval.library import Library
from retrieval.model import Answer, Question, Status
from tests.model.honest import Honest
from tests.model.judge import Labels, Verdict, judged
from tests.model.liar import LIES, Liar
from tests.model.recorded import Recorded
from tests.model.served import WINDOW, served

CHECKOUT = Path(__file__).resolve().parents[2]
BENCH = CHECKOUT.parent / "shared" / "bench" / "polnear"
MOST_WRITTEN = 160
"""Tokens of an outline: the model repeats itself after a few items."""

OURS_MS = 3.0
"""What laying out may add to an answer beside the model's own time, in milliseconds (median)."""

USED = 0.95
"""Share of an honest model's outlines that must be used."""


def main() -> int:
    """Run it; 1 when anything unverified got through."""
    parser = argparse.ArgumentParser(prog="python -m tests.model")
    parser.add_argument("--questions", type=int, default=150)
    parser.add_argument("--home", type=Path, default=CHECKOUT / ".verbatim" / "model")
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--show", type=int, default=3, help="answers to print")
    parser.add_argument("--minutes", type=float, default=120, help="longest that it asks; the next run goes on")
    parser.add_argument("--liar", action="store_true", help="ask a script that lies in every way instead of a model")
    parser.add_argument("--honest", action="store_true", help="ask a script that lays out as good models do instead")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    if options.liar or options.honest:
        library, questions, labels = _asked(Settings(verbatim_home=options.home), options.bench, options.questions)
        models = [Honest()] if options.honest else [Liar(way) for way in LIES]
        runs = [_measured(library, model, questions, labels, options.show, options.minutes) for model in models]  # type: ignore[arg-type]
        return int(not all(run.good and (run.used >= USED or not options.honest) for run in runs))
    with served(options.home / "smollm2") as url:
        settings = Settings(
            verbatim_home=options.home, llm="openai-like:smollm2", llm_api_url=url, llm_window=WINDOW, llm_seconds=120
        )
        library, questions, labels = _asked(settings, options.bench, options.questions)
        model = wiring.model(settings, most=MOST_WRITTEN)
        assert model is not None
        record = Recorded(model, options.home / "written.jsonl")
        return int(not _measured(library, record, questions, labels, options.show, options.minutes).good)  # type: ignore[arg-type]


def _asked(settings: Settings, bench: Path, most: int) -> tuple[Library, list[str], Labels | None]:
    """The benchmark's articles and questions drawn by hash, or the sample's where there is no benchmark."""
    if not bench.is_dir():
        library = wiring.library(settings, sample=True)
        wiring.put_sample_in(library)
        snapshot = library.snapshot()
        assert snapshot is not None
        return library, [f"What did {each.name} say?" for each in snapshot.catalog.speakers[:most]], None
    benchmark = ranking.load(bench)
    library = wiring.library_in(settings.home / "polnear", settings)
    try:
        library.add(benchmark.articles)
    except IndexMismatch:
        library.rebuild()
    drawn = sorted({gold.question for gold in benchmark.questions}, key=lambda q: hashlib.sha256(q.encode()).digest())
    return library, drawn[:most], Labels.read(bench / "attributions.jsonl")


@dataclass(frozen=True)
class Run:
    """Whether nothing got through that shouldn't, and the share of outlines that were used."""

    good: bool
    used: float


def _measured(
    library: Library, model: Asked, questions: list[str], labels: Labels | None, show: int, minutes: float
) -> Run:
    answers, plain = Answerer(library, assistant=Assistant(model)), Answerer(library)
    shown: list[Answer] = []
    total, put, asked, left_out = Verdict(), 0, 0, 0
    ours: list[float] = []
    started = time.monotonic()
    for number, text in enumerate(questions):
        if time.monotonic() - started > minutes * 60:
            break
        if number % 50 == 0:
            done = f"{model.name}: {number} of {len(questions)} put, {len(shown)} of {asked} outlines are used"
            print(f"{done}, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        put += 1
        question = Question(text=text, asked=date(2016, 12, 31))
        answer = answers.answer(question)
        if answer.checked is None:
            continue
        asked += 1
        left_out += answer.checked.left_out
        if answer.engine == "extractive":
            continue
        ours.append(answer.timings_ms["outline"])
        shown.append(answer)
        verdict = judged(answer, plain.answer(question), labels)
        for name in ("unverified", "wrong_speaker", "against_labels", "lines", "headings", "labelled"):
            setattr(total, name, getattr(total, name) + getattr(verdict, name))
    for answer in shown[:show]:
        print(f"? {answer.question}\n{answer.text}\n")
    used = len(shown) / max(1, asked)
    rows = {
        "model": model.name,
        "questions": put,
        "of them put to the model": asked,
        "share of outlines that are used": f"{used:.3f}",
        "items left out": left_out,
        "lines shown": total.lines,
        "headings shown": total.headings,
        "of ours, ms an answer": f"{statistics.median(ours or [0]):.2f} median, {max(ours or [0]):.2f} most",
        "unverified": len(total.unverified),
        "speakers other than the registered": len(total.wrong_speaker),
        "speakers that people labelled otherwise": f"{len(total.against_labels)} of {total.labelled} labelled",
    }
    for name, value in rows.items():
        print(f"{name:<42} {value}")
    for fault in (*total.unverified, *total.wrong_speaker, *total.against_labels):
        print(f"! {fault}")
    good = not total.unverified and not total.wrong_speaker and statistics.median(ours or [0]) < OURS_MS
    return Run(good and all(answer.status is Status.ANSWERED for answer in shown), used)


if __name__ == "__main__":
    sys.exit(main())
