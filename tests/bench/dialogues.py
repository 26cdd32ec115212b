"""How follow-ups are read: labelled dialogues over RealTime QA and ``world``, each turn's request against its label.

``tests/labelled/dialogues_a.jsonl`` was used to build; of ``b``, phrased otherwise, the first 30 were read later.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bot.answering.answerer import Answerer
from bot.answering.answers import dispatch
from bot.answering.dialogue.followups import follow
from bot.answering.dialogue.state import Turn, turn_left
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import OpenQuestion, Request, WhatTheySaid
from prompts import Prompts
from retrieval.lang.tokens import fold
from retrieval.model import Article
from retrieval.readers import read_articles
from retrieval.search.retriever import Retriever
from tests.bench.collection import DATA, kept, say
from tests.bench.tables import heading, row

LABELS = Path(__file__).parents[1] / "labelled"
ASKED = {"world": date(2026, 12, 20), "realtimeqa": date(2022, 8, 20)}
RUNS = 1_000


def part() -> None:
    """The share of follow-ups read as labelled, a half, with its interval over dialogues."""
    if not all((DATA / name).is_dir() for name in ASKED):
        say(f"dialogues: skipped, {DATA} lacks world or realtimeqa (BENCH_DATA names another folder)")
        return
    known = {
        "world": Answerer(kept("world-dialogues", list(_world()))).retriever(),
        "realtimeqa": Answerer(kept("realtimeqa-dialogues", list(_realtimeqa()))).retriever(),
    }
    for half in "ab":
        lines = (LABELS / f"dialogues_{half}.jsonl").read_text("utf-8").splitlines()
        right = [each for line in lines if (each := list(_held(json.loads(line), known)))]
        chosen = random.Random(1)
        shares = sorted(_share(chosen.choices(right, k=len(right))) for _ in range(RUNS))
        heading(f"Follow-ups, half {half}", f"{sum(map(len, right))} of {len(right)} dialogues")
        row("read as labelled", f"{_share(right):.3f} [{shares[RUNS // 40]:.2f}, {shares[-RUNS // 40]:.2f}]")


def _share(right: list[list[bool]]) -> float:
    return sum(map(sum, right)) / sum(map(len, right))


def _world() -> Iterator[Article]:
    for file in sorted((DATA / "world" / "articles").rglob("*.*")):
        yield from (each for each in read_articles(file, max_bytes=20_000_000) if isinstance(each, Article))


def _realtimeqa() -> Iterator[Article]:
    """The articles that hold an answer of the quiz."""
    folder = DATA / "realtimeqa"
    questions = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    gold = {url for each in questions for url in each["gold_urls"]}
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        each = json.loads(line)
        if each["id"] in gold:
            yield Article(
                title=each["title"] or each["text"].split(". ")[0],
                text=each["text"],
                published=each["published"],
                url=each["url"],
            )


def _held(dialogue: dict[str, Any], all_known: dict[str, Retriever]) -> Iterator[bool]:
    """For each labelled turn of a dialogue, whether it is read so."""
    known, asked = all_known[dialogue["over"]], ASKED[dialogue["over"]]
    last: Turn | None = None
    for turn in dialogue["turns"]:
        builder = LineBuilder(known)
        request = follow(ParsedQuestion.of(turn["q"], asked, known), last)
        draft = dispatch.drafted(request, dispatch.Asking(builder, asked, last, Prompts()))
        answer, draft = dispatch.checked(request, draft, turn["q"], builder, strict=False)
        last = turn_left(request, answer, draft, last, known)
        if "kinds" in turn:
            yield _fits(request, turn, known)


def _fits(request: Request, turn: dict[str, Any], known: Retriever) -> bool:
    who = fold(" ".join(known.speakers[each.rows[0]].name for each in request.speakers if each.rows))
    about = fold(request.about.text) if request.about else ""
    name = getattr(request, "name", "")
    everything = fold(f"{who} {about} {request.context} {request.text} {name} {getattr(request, 'quoted', '') or ''}")
    is_said = isinstance(request, WhatTheySaid)
    detail, number = getattr(request, "detail", None), getattr(request, "number", None)
    return (
        type(request).__name__ in turn["kinds"]
        and any(fold(each) in (who if is_said else everything) for each in turn.get("who", [""]))
        and any(fold(each) in (about if is_said else everything) for each in turn.get("about", [""]))
        and not (is_said and "who" in turn and len(request.speakers) > 1)
        and ("detail" not in turn or detail == turn["detail"] or isinstance(request, OpenQuestion))
        and ("number" not in turn or number == turn["number"])
        and bool(not turn.get("in_story") or request.within)
        and bool(not turn.get("days") or request.days)
    )


PARTS = {"dialogues": part}
