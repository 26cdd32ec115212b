"""How many false premises are taken for true, over articles of RealTime QA; and what that costs of true ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from bot.answering.answerer import Answerer
from prompts import replies
from retrieval.evaluation import ranking
from retrieval.evaluation.ranking import figure
from retrieval.model import Answer, Question, Status
from tests.bench import collection as bench
from tests.bench.collection import DATA, say
from tests.bench.tables import heading, row

LABELS = Path(__file__).parents[1] / "labelled" / "false_premises.jsonl"
ASKED = date(2022, 12, 1)
"""Soon after the last article."""

_LINES = (
    replies.MAY_NOT_ANSWER,
    replies.OTHER_WAY_ROUND,
    *(form.template.partition("{")[0] for form in (replies.UNSAID.one, replies.UNSAID.many, replies.APART)),
)
"""What stands in the lines that say above an answer that it may be none."""


def premises() -> None:
    """Questions with false premises, and true ones beside them, by half."""
    folder = DATA / "realtimeqa"
    if not (folder / "questions.jsonl").exists():
        say(f"premises: skipped, {folder} isn't there (BENCH_DATA names another folder)")
        return
    library = bench.kept("quality-realtimeqa", ranking.load(folder).articles)
    answers = Answerer(library, strict=True)
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    heading("false premises", "mean [95% interval] n = questions")
    for half in ("build", "report"):
        of_half = [
            (label, answers.answer(Question(text=label["q"], asked=ASKED))) for label in labels if label["half"] == half
        ]
        true = [(label, answer) for label, answer in of_half if label["kind"] == "true"]
        row(f"{half}: taken for true", str(figure([_plain(a) for label, a in of_half if label["kind"] != "true"])))
        row(f"{half}: true ones refused", str(figure([a.status is not Status.ANSWERED for _, a in true])))
        right = [a for label, a in true if label["answer"].lower() in a.text.lower()]
        row(f"{half}: right answers with a line above", str(figure([not _plain(a) for a in right])))


def _plain(answer: Answer) -> bool:
    """Whether an answer stands as one, with no line that limits it."""
    return answer.status is Status.ANSWERED and not any(line in answer.text for line in _LINES)


PARTS = {"premises": premises}
