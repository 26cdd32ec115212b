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
from datetime import date
from pathlib import Path

from bot import wiring
from bot.answering.answerer import Answerer
from bot.answering.generation import writer
from bot.settings import Settings
from prompts import Prompts
from retrieval.errors import IndexMismatch
from retrieval.evaluation import ranking
from retrieval.library import Library
from retrieval.model import Answer, Question, Status
from tests.model.honest import Honest
from tests.model.judge import Labels, Verdict, judged
from tests.model.liar import Liar
from tests.model.recorded import Recorded
from tests.model.served import WINDOW, served

CHECKOUT = Path(__file__).resolve().parents[2]
BENCH = CHECKOUT.parent / "shared" / "bench" / "polnear"
MOST_WRITTEN = 160
"""Tokens of an answer: the model repeats itself after three sentences."""

REPAIRS = 1
"""Sentences of an answer that it is to mend: reading the evidence once more takes it longer than writing an answer."""

GATE_MS, SENTENCES = 5.0, 5
"""What the gate may add to an answer of so many sentences, in milliseconds (median)."""


def main() -> int:
    """Run it; 1 when anything unverified got through."""
    parser = argparse.ArgumentParser(prog="python -m tests.model")
    parser.add_argument("--questions", type=int, default=150)
    parser.add_argument("--home", type=Path, default=CHECKOUT / ".verbatim" / "model")
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--show", type=int, default=3, help="answers to print")
    parser.add_argument("--minutes", type=float, default=120, help="longest that it asks; the next run goes on")
    parser.add_argument("--liar", action="store_true", help="ask a script that lies in every way instead of a model")
    parser.add_argument("--honest", action="store_true", help="ask a script that writes true sentences instead")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    if options.liar or options.honest:
        library, questions, labels = _asked(Settings(verbatim_home=options.home), options.bench, options.questions)
        writer.MOST_LEFT_OUT = writer.MOST_SENTENCES = 1_000
        answers = Answerer(library, writer=writer.Writer(Honest() if options.honest else Liar()))  # type: ignore[arg-type]
        return _measured(answers, questions, labels, options.show, options.minutes)
    with served(options.home / "smollm2") as url:
        settings = Settings(
            verbatim_home=options.home, llm="openai-like:smollm2", llm_api_url=url, llm_window=WINDOW, llm_seconds=120
        )
        library, questions, labels = _asked(settings, options.bench, options.questions)
        model = wiring.model(settings, most=MOST_WRITTEN)
        assert model is not None
        record = Recorded(model, options.home / "written.jsonl")
        writer.MOST_REPAIRS = REPAIRS
        answers = Answerer(library, writer=writer.Writer(record, Prompts()))  # type: ignore[arg-type]
        return _measured(answers, questions, labels, options.show, options.minutes)


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


def _measured(answers: Answerer, questions: list[str], labels: Labels | None, show: int, minutes: float) -> int:
    shown: list[Answer] = []
    total, asked, fell_back, passed, left_out = Verdict(), 0, 0, 0, 0
    gate: list[float] = []
    started, put = time.monotonic(), 0
    for number, text in enumerate(questions):
        if time.monotonic() - started > minutes * 60:
            break
        if number % 5 == 0:
            done = f"{number} of {len(questions)} put, {asked - fell_back} of {asked} answers are the model's"
            print(f"{done}, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        put += 1
        prefixes: list[Answer] = []
        question = Question(text=text, asked=date(2016, 12, 31))
        streamed = number % 2 == 0
        answer = answers.answer(question, shown=prefixes.append if streamed else None)
        if answer.checked is None:
            continue
        asked += 1
        passed, left_out = passed + answer.checked.passed, left_out + answer.checked.left_out
        gate.append(answer.timings_ms["gate"])
        if answer.engine == "extractive":
            fell_back += 1
            continue
        shown.append(answer)
        for each in (*prefixes, answer):
            verdict = judged(each, labels)
            if not answer.text.startswith(each.text):
                verdict.unverified.append(f"shown and taken back: {each.text}")
            total.unverified += verdict.unverified
            total.wrong_speaker += verdict.wrong_speaker
        for name in ("quotations", "labelled", "lines"):
            setattr(total, name, getattr(total, name) + getattr(verdict, name))
        total.against_labels += verdict.against_labels
    for answer in shown[:show]:
        print(f"? {answer.question}\n{answer.text}\n")
    rows = {
        "questions": put,
        "of them answerable, and put to the model": asked,
        "sentences checked": passed + left_out,
        "share of them left out": f"{left_out / max(1, passed + left_out):.3f}",
        "share of answers that fell back": f"{fell_back / max(1, asked):.3f}",
        "sentences shown": total.lines,
        "quotations shown": total.quotations,
        "of the gate, ms an answer": f"{statistics.median(gate or [0]):.2f} median, {max(gate or [0]):.2f} most",
        "unverified quotations": len(total.unverified),
        "speakers other than the registered": len(total.wrong_speaker),
        "speakers that people labelled otherwise": f"{len(total.against_labels)} of {total.labelled} labelled",
    }
    for name, value in rows.items():
        print(f"{name:<42} {value}")
    for fault in (*total.unverified, *total.wrong_speaker, *total.against_labels):
        print(f"! {fault}")
    # The liar's answers are ten times as long as anybody's.
    quick = statistics.median(gate or [0]) < GATE_MS * max(1.0, (passed + left_out) / max(1, asked) / SENTENCES)
    good = not total.unverified and not total.wrong_speaker and quick
    return 0 if good and all(answer.status is Status.ANSWERED for answer in shown) else 1


if __name__ == "__main__":
    sys.exit(main())
