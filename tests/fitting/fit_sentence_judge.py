"""Fits ``bot/answering/drafting/sentences.json``: which sentence answers, and whether the best one does. Run by hand.

``python -m tests.fitting.fit_sentence_judge WORLD_HOME QUIZ_HOME`` reads the questions of `world` (asked of the
collection in WORLD_HOME), and RealTime QA and the half of ``false_premises.jsonl`` that may be read (asked of the one
in QUIZ_HOME), and prints for each source what weights do that were fitted on the others. ``--write`` keeps those fitted
on all three.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answering.answers import open_question
from bot.answering.drafting import answerability
from bot.answering.drafting.relevance import Wanted
from bot.answering.drafting.sentence_judge import Judged, SentenceJudge
from bot.answering.query.parsed_question import ParsedQuestion
from retrieval.evaluation import ranking
from retrieval.lang.tokens import run_within, words
from retrieval.library import Library
from retrieval.search.retriever import Retriever
from tests.bench import collection as bench

OUT = Path(answerability.__file__).with_name("sentences.json")
LABELS = Path(__file__).parents[1] / "labelled" / "false_premises.jsonl"
FACTS = {"fact_number", "fact_when", "fact_where", "why", "yes_no", "misspelt", "half_question"}
ABSENT = {"not_there", "false_premise"}
PENALTY = {"ranks": 0.3, "answers": 0.02}
STEPS = 300
SHOWN = 4
LEASTS = (0.1, 0.2, 0.3, 0.5)
Rows = NDArray[np.float64]
Slope = Callable[[Rows, Rows, NDArray[np.bool_]], Rows]
PRIOR = {"score": 6.0, "exact": 5.0, "alike": 3.0, "exact around": 2.0, "kind told": 2.0, "sentence": 4.0}
"""Weights from which the ranking's are drawn away by the data alone."""
RANKS = (
    "score", "place", "exact", "alike", "exact around", "alike around", "in article", "named", "kind told",
    "kind not told", "finer told", "finer not told", "number beside", "length", "sentence", "best article",
)  # fmt: skip
WANTED = (
    "holds",
    "exact",
    "alike",
    "exact around",
    "alike around",
    "in article",
    "named",
    "kind told",
    "kind not told",
)
DECIDES = (*WANTED, "finer told", "finer not told", "number beside", "bias")


@dataclass
class Example:
    """A question's sentences with whether each answers, none where nothing does."""

    source: str
    best: list[Judged]
    right: NDArray[np.bool_]
    holds: float

    def signs(self, names: Sequence[str]) -> Rows:
        """The signs of each sentence, a row each."""
        more = {"holds": max(min(self.holds, 6.0), -6.0), "bias": 1.0}
        return np.array([[{**(each.signs or {}), **more}[name] for name in names] for each in self.best])

    def rank_by(self, weights: Mapping[str, float]) -> None:
        """Put the sentences in the order of these weights, those that tell no thing of the kind asked for last."""
        score = self.signs(RANKS) @ [weights[name] for name in RANKS]
        told = self.signs(["kind not told", "finer not told"]).sum(axis=1) if self.best else np.zeros(0)
        order = np.lexsort((-score, told)) if self.best else np.zeros(0, dtype=int)
        self.best, self.right = [self.best[n] for n in order], self.right[order]


def examples(of_world: Path, of_quiz: Path) -> Iterator[Example]:
    """All questions."""
    world = bench.opened(of_world)
    world.refresh()
    for conversation in _lines(bench.DATA / "world" / "questions.jsonl"):
        first = conversation["turns"][0]
        gold = [each for group in first["cites"] for each in group]
        if conversation["kind"] in ABSENT or (conversation["kind"] in FACTS and gold):
            gold = [] if conversation["kind"] in ABSENT else gold
            yield _example("world", _retriever(world), first["q"], date(2026, 7, 20), gold, ())
    quiz = bench.opened(of_quiz)
    quiz.refresh()
    known = _retriever(quiz)
    articles = ranking.load(bench.DATA / "realtimeqa").articles
    ids = {article.url.removeprefix("https://"): article.id for article in articles if article.url}
    for label in _lines(bench.DATA / "realtimeqa" / "questions.jsonl"):
        homes = [ids[each] for each in label["gold_urls"] if each in ids]
        day = date.fromisoformat(label["asked"])
        if label["answer_in_gold"]:
            yield _example("quiz", known, label["question"], day, label["answers"], homes)
        without = _retriever(quiz, frozenset(homes))
        yield _example("quiz", without, label["question"], day, (), ())
    for label in _lines(LABELS):
        if label["half"] == "build":
            gold = [label["answer"]] if label["kind"] == "true" else []
            yield _example("premises", known, label["q"], date(2022, 12, 1), gold, [ids[label["article"]]])


def _retriever(library: Library, hidden: frozenset[str] = frozenset()) -> Retriever:
    snapshot = library.snapshot()
    assert snapshot is not None
    return Retriever(snapshot, library.searchable(), library.embedder, hidden=hidden)


def _example(
    source: str, known: Retriever, text: str, asked: date, gold: Sequence[str], homes: Sequence[str]
) -> Example:
    question = ParsedQuestion.of(text, asked, known).masked
    ranked = known.passages(question, open_question.READ, asked=asked)
    wanted = Wanted(question, known)
    best = SentenceJudge(wanted, known).best(open_question.about(wanted, ranked)[: open_question.COMPARED])
    right = [(not homes or each.article.id in homes) and any(_has(each.text, one) for one in gold) for each in best]
    return Example(source, best, np.array(right), answerability.holds(wanted, ranked, known, asked))


def _has(sentence: str, gold: str) -> bool:
    told, wanted = words(sentence), words(gold)
    return run_within(wanted, told) or (len(told) > len(wanted) / 2 and run_within(told, wanted))


def fitted(found: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Weights for both, each source weighing the same."""
    ranks = _descend(_ranking, [each for each in found if each.right.any()], RANKS, "ranks")
    for each in found:
        each.rank_by(ranks)
    return {"ranks": ranks, "answers": _descend(_deciding, [each for each in found if each.best], DECIDES, "answers")}


def _descend(slope: Slope, found: Sequence[Example], names: Sequence[str], what: str) -> dict[str, float]:
    """The weights of least loss, by Adam (Kingma and Ba, 2015), with a penalty on each step away from the prior."""
    rows, prior = [each.signs(names) for each in found], PRIOR if what == "ranks" else {}
    size = np.vstack(rows).std(axis=0) + 1e-6
    size[[name == "bias" for name in names]] = 1.0
    start = np.array([prior.get(name, 0.0) for name in names]) * size
    weights, first, second = start.copy(), np.zeros(len(names)), np.zeros(len(names))
    sources = [each.source for each in found]
    shares = [1 / sources.count(source) / len(set(sources)) for source in sources]
    for step in range(1, STEPS + 1):
        down = PENALTY[what] * (weights - start)
        for each, row, share in zip(found, rows, shares, strict=True):
            down += share * slope(row / size, weights, each.right)
        first, second = 0.9 * first + 0.1 * down, 0.99 * second + 0.01 * down**2
        weights -= 0.03 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights / size, strict=True)}


def _ranking(rows: Rows, weights: Rows, right: NDArray[np.bool_]) -> Rows:
    """The slope of the logarithm of the share that the right sentences have among all."""
    z = rows @ weights
    shares = np.exp(z - z.max())
    shares /= shares.sum()
    wanted = shares * right / (shares * right).sum()
    return (shares - wanted) @ rows


def _deciding(rows: Rows, weights: Rows, right: NDArray[np.bool_]) -> Rows:
    """The slope of the logistic loss of the best sentence."""
    return (1 / (1 + np.exp(-rows[0] @ weights)) - bool(right[:SHOWN].any())) * rows[0]


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
    counted = f"n={len(ranked)}", f"n={has.sum()}, {(~has).sum()}"
    return f"first {first:.3f}, shown {shown:.3f} {counted[0]}; right and others below {cut} {counted[1]}"


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def main() -> None:
    """Fit with each source left out, then with all."""
    found = list(examples(Path(sys.argv[1]), Path(sys.argv[2])))
    for source in sorted({each.source for each in found}):
        model = fitted([each for each in found if each.source != source])
        print(source, "left out:", report(model, [each for each in found if each.source == source]))
    model = fitted(found)
    for source in sorted({each.source for each in found}):
        print(source, "fitted on:", report(model, [each for each in found if each.source == source]))
    if "--write" in sys.argv:
        OUT.write_text(json.dumps(model, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
