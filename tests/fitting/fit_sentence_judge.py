"""Fits ``bot/answering/drafting/sentences.json``: which sentence answers, and whether the best one does. Run by hand.

``python -m tests.fitting.fit_sentence_judge WORLD_HOME QUIZ_HOME`` puts the conversations of ``FITTED_ON`` (on the
articles of ``unseen.jsonl``, those of one writer alone and all together), those of `world` (to the collection in
WORLD_HOME), and RealTime QA and the half of ``false_premises.jsonl`` that may be read (to the one in QUIZ_HOME), and
prints for each source what weights do that were fitted on the others. ``--write`` keeps those fitted on all.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from bot import wiring
from bot.answering import answerer
from bot.answering.answers.dispatch import Asking, drafted
from bot.answering.drafting import answerability
from bot.answering.drafting.candidates import BEFORE, LARGE, SPEECH, Candidates
from bot.answering.drafting.draft import Draft
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.drafting.sentence_judge import Judged
from bot.answering.query.request import Request
from bot.evaluation import labelled
from bot.settings import Settings
from retrieval.evaluation import ranking
from retrieval.lang.tokens import run_within, words
from retrieval.library import Library
from retrieval.model import Article, Question
from tests.bench import collection as bench
from tests.labelled.test_unseen import UNSEEN, Written

OUT = Path(answerability.__file__).with_name("sentences.json")
LABELS = Path(__file__).parents[1] / "labelled"
FITTED_ON = "abdefghijklmnopqrsvw"
"""Parts of the conversations on unseen articles, each by somebody else; ``c``, ``t``, ``u`` are kept to report on."""
KINDS = {"WhatTheySaid", "OpenQuestion", "WhoSaid", "UnknownSpeaker", "WhoIs"}
PENALTY = {"ranks": 0.005, "answers": 0.005}
REAL = 4
"""What a source of real news counts beside one of a writer's articles. With a third of `world`'s or another's questions
left out, it costs theirs nothing, and whether there is an answer is told better.
"""
STEPS = 400
SHOWN = 4
LEASTS = (0.2, 0.3, 0.35, 0.45)
Rows = NDArray[np.float64]
Slope = Callable[[Rows], Rows]
"""From each row's logit, that of the loss there."""
PRIOR = {"score": 6.0, "exact": 5.0, "alike": 3.0, "exact around": 2.0, "kind told": 2.0, "sentence": 4.0}
"""Weights from which the ranking's are drawn away by the data alone."""
RANKS = (
    "score", "cosine", "place", "exact", "alike", "exact around", "alike around", "side by side", "in article", "named",
    "kind told", "kind not told", "number or day", "finer told", "finer not told", "number beside", "sentence",
    "alone exact", "alone alike", "alone exact around", "alone alike around",
    "spoken", *SPEECH, *(f"said {name}" for name in SPEECH), "who by any", *(f"large {name}" for name in LARGE),
    *BEFORE, *(f"leaning {name}" for name in BEFORE),
)  # fmt: skip
DECIDES = (
    "holds", "rank", "exact", "alike", "exact around", "alike around", "in article", "named", "kind told",
    "kind not told", "finer told", "finer not told", "number beside", "side by side", "alone exact", "alone alike",
    "fit", "by asked", "said by asked", "said direct", "said who fits",
    "asks for words", "asks of a stranger", "has a topic", "follows", "leans", "in story", "leaning in story",
    "large", "bias",
)  # fmt: skip


@dataclass
class Example:
    """A question's sentences with whether each answers, none where nothing does."""

    source: str
    question: str
    best: list[Judged]
    right: NDArray[np.bool_]
    more: Mapping[str, float]

    def signs(self, names: Sequence[str]) -> Rows:
        """The signs of each sentence, a row each."""
        return np.array([[{**(each.signs or {}), **self.more}.get(name, 0.0) for name in names] for each in self.best])

    def rank_by(self, weights: Mapping[str, float]) -> None:
        """Put the sentences in the order of these weights."""
        score = self.signs(RANKS) @ [weights[name] for name in RANKS] if self.best else np.zeros(0)
        order = np.argsort(-score, kind="stable")
        self.best, self.right = [self.best[n] for n in order], self.right[order]
        self.more = {**self.more, "rank": float(score.max(initial=0.0)) / 5, "bias": 1.0}


def examples(of_world: Path, of_quiz: Path) -> Iterator[Example]:
    """All questions."""
    for parts in (*FITTED_ON, FITTED_ON):
        yield from _of_parts(parts)
    with closing(bench.opened(of_world)) as world:
        rows = (each for each in _lines(bench.DATA / "world" / "questions.jsonl") if each["half"] == "A")
        for conversation in rows:
            turns = [(turn["q"], [list(group) for group in turn["cites"]]) for turn in conversation["turns"]]
            yield from _asked("world", world, conversation["id"], turns, date(2026, 7, 20))
    articles = ranking.load(bench.DATA / "realtimeqa").articles
    with closing(bench.opened(of_quiz)) as quiz:
        ids = {article.url.removeprefix("https://"): article.id for article in articles if article.url}
        for number, label in enumerate(_lines(bench.DATA / "realtimeqa" / "questions.jsonl")):
            homes = [ids[each] for each in label["gold_urls"] if each in ids]
            if not label["answer_in_gold"] or not homes:
                continue
            turn, day = [(label["question"], [list(label["answers"])])], date.fromisoformat(label["asked"])
            yield from _asked("quiz", quiz, f"quiz-{number}", turn, day, homes)
            unanswered = [(label["question"], list[list[str]]())]
            yield from _asked("quiz", quiz, f"none-{number}", unanswered, day, hidden=frozenset(homes))
        for number, label in enumerate(_lines(LABELS / "false_premises.jsonl")):
            if label["half"] == "build":
                turn = [(label["q"], [[label["answer"]]] if label["kind"] == "true" else [])]
                yield from _asked("premises", quiz, f"p-{number}", turn, date(2022, 12, 1), [ids[label["article"]]])


def _of_parts(parts: str) -> Iterator[Example]:
    """The conversations of some parts of the unseen articles, put to the articles of those parts alone."""
    written = [Written.model_validate_json(line) for line in UNSEEN.read_text("utf-8").splitlines()]
    articles = [
        Article(title=each.title, text=each.text, publisher=each.publisher, published=each.published)
        for each in written
        if each.half in parts
    ]
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(verbatim_home=Path(home))
        with closing(wiring.library_in(Path(home), settings)) as library:
            library.add(articles)
            for each in labelled.load(LABELS / "conversations_unseen.jsonl"):
                part, _, _ = each.id.partition("-")
                if part in parts:
                    turns = [
                        (turn.question, [labelled.either(cite.words) for cite in turn.cites if cite.words])
                        for turn in each.turns
                    ]
                    yield from _asked(part, library, each.id, turns, each.asked)


def _asked(
    source: str,
    library: Library,
    chat: str,
    turns: Sequence[tuple[str, list[list[str]]]],
    asked: date,
    homes: Sequence[str] = (),
    hidden: frozenset[str] = frozenset(),
) -> Iterator[Example]:
    """The turns of one conversation: what may answer each, as the bot understands it, and what does."""
    seen: list[tuple[Request, Asking]] = []

    def noting(request: Request, asking: Asking) -> Draft:
        seen.append((request, asking))
        return drafted(request, asking)

    with mock.patch.object(answerer, "drafted", noting):
        bot = answerer.Answerer(library, hidden=hidden)
        for text, gold in turns:
            seen.clear()
            bot.answer(Question(text=text, asked=asked, chat=chat))
            if not seen or type(seen[0][0]).__name__ not in KINDS:
                continue
            request, asking = seen[0]
            candidates = Candidates(request, asking.builder, asked)
            found = candidates.found()
            told = [_told(each, asking.builder) for each in found.best]
            right = [
                (not homes or each.article.id in homes) and any(_has(text, one) for group in gold for one in group)
                for each, text in zip(found.best, told, strict=True)
            ]
            holds = answerability.holds(candidates.wanted, found.ranked, asking.builder.retriever, asked)
            more = {**candidates.of_the_question, "holds": max(min(holds, 6.0), -6.0)}
            yield Example(source, candidates.wanted.question, found.best, np.array(right, dtype=bool), more)


def _told(each: Judged, builder: LineBuilder) -> str:
    """The words that are shown for a sentence."""
    return builder.line_of(each.article, each.start, each.end, reported=True).evidence[0].copied()


def _has(shown: str, gold: str) -> bool:
    told, wanted = words(shown), words(gold)
    return run_within(wanted, told) or (len(told) > len(wanted) / 2 and run_within(told, wanted))


def fitted(found: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Weights for both, each source weighing the same."""
    answered = [each for each in found if each.right.any()]
    right = np.concatenate([each.right for each in answered])
    starts = np.cumsum([0, *(len(each.right) for each in answered[:-1])])
    rows = np.vstack([each.signs(RANKS) for each in answered])
    ranks = _descend(_ranking(right, starts), rows, _shares(answered, [len(each.right) for each in answered]), "ranks")
    for each in found:
        each.rank_by(ranks)
    judged = [each for each in found if each.best]
    has = np.array([each.right[:SHOWN].any() for each in judged])
    rows = np.vstack([each.signs(DECIDES)[:1] for each in judged])
    answers = _descend(lambda z: 1 / (1 + np.exp(-z)) - has, rows, _shares(judged, [1] * len(judged)), "answers")
    return {"ranks": ranks, "answers": answers}


def _shares(found: Sequence[Example], counts: Sequence[int]) -> Rows:
    """How much each row counts, ``counts`` of them in each example: every writer the same, real news ``REAL`` times."""
    sources = Counter(each.source for each in found)
    shares = np.array([min(1 / sources[each.source], 1 / 40) for each in found])
    shares *= [1 if each.source in FITTED_ON else REAL for each in found]
    return np.repeat(shares / shares.sum(), counts)


def _descend(slope: Slope, rows: Rows, shares: Rows, what: str) -> dict[str, float]:
    """The weights of least loss, by Adam (Kingma and Ba, 2015), with a penalty on each step away from the prior."""
    names, prior = (RANKS, PRIOR) if what == "ranks" else (DECIDES, {})
    size = rows.std(axis=0) + 1e-6
    size[[name == "bias" for name in names]] = 1.0
    rows = rows / size
    start = np.array([prior.get(name, 0.0) for name in names]) * size
    weights, first, second = start.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        down = PENALTY[what] * (weights - start) + rows.T @ (shares * slope(rows @ weights))
        first, second = 0.9 * first + 0.1 * down, 0.99 * second + 0.01 * down**2
        weights -= 0.03 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights / size, strict=True)}


def _ranking(right: NDArray[np.bool_], starts: NDArray[np.int64]) -> Slope:
    """The slope of the logarithm of the share that the right sentences of each question have among all of its."""
    counts = np.diff([*starts, len(right)])

    def shares_of(z: Rows) -> Rows:
        return z / np.repeat(np.add.reduceat(z, starts), counts)

    def slope(z: Rows) -> Rows:
        shares = shares_of(np.exp(z - np.repeat(np.maximum.reduceat(z, starts), counts)))
        return shares - shares_of(shares * right)

    return slope


def report(model: Mapping[str, Mapping[str, float]], found: Sequence[Example]) -> str:
    """How often the right sentence comes first, and is among those shown; and whose best one is thought unlikely."""
    for each in found:
        each.rank_by(model["ranks"])
    ranked = [each for each in found if each.right.any()]
    first, shown = (np.mean([each.right[:n].any() for each in ranked]) for n in (1, SHOWN))
    z = [float(each.signs(DECIDES)[0] @ [model["answers"][name] for name in DECIDES]) for each in found if each.best]
    likely = 1 / (1 + np.exp(-np.array(z)))
    has = np.array([bool(each.right[:SHOWN].any()) for each in found if each.best])
    cut = ", ".join(
        f"{least}: {np.mean(likely[has] < least):.2f} {np.mean(likely[~has] < least):.2f}" for least in LEASTS
    )
    return (
        f"first {first:.3f}, shown {shown:.3f} n={len(ranked)}; "
        f"right and others below {cut} n={has.sum()}, {(~has).sum()}"
    )


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def main() -> None:
    """Fit with each source left out, then with all."""
    found = list(examples(Path(sys.argv[1]), Path(sys.argv[2])))
    for source in sorted({each.source for each in found}):
        model = fitted([each for each in found if each.source != source])
        print(source, "left out:", report(model, [each for each in found if each.source == source]), flush=True)
    model = fitted(found)
    for source in sorted({each.source for each in found}):
        print(source, "fitted on:", report(model, [each for each in found if each.source == source]))
    if "--write" in sys.argv:
        OUT.write_text(json.dumps(model, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
