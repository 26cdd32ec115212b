"""Fits ``bot/answering/drafting/sentences.json``: which sentence answers, and whether the best one does. Run by hand.

``python -m tests.fitting.fit_sentence_judge WORLD_HOME QUIZ_HOME`` puts the conversations of ``FITTED_ON`` (on the
articles of ``unseen.jsonl``, those of one writer alone and all together), those of `world` (to the collection in
WORLD_HOME), and RealTime QA and the half of ``false_premises.jsonl`` that may be read (to the one in QUIZ_HOME); and
the first question of each conversation once more, as if the articles that answer it weren't there. It prints for each
source what weights do that were fitted on the sources of other ``FOLDS``. ``--write`` keeps those fitted on all.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from bot import wiring
from bot.answering import answerer
from bot.answering.answers.dispatch import Asking, drafted
from bot.answering.drafting import answerability, sentence_weights
from bot.answering.drafting.candidates import BEFORE, LARGE, SPEECH, Candidates
from bot.answering.drafting.draft import Draft
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.drafting.sentence_judge import Judged
from bot.answering.drafting.sentence_weights import SHOWN
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
FOLDS = (*(FITTED_ON[n::4] for n in range(4)), ("world",), ("quiz", "premises"))
"""Sources that are left out together."""
NETS, HIDDEN, DROPPED = 4, 16, 0.2
"""Nets that are fitted from other starts and stand side by side, the units of each, and the share that is left out at
each step. One alone is as good on average, but by one to two points of a hundred better or worse by its start."""
STEPS = 200
"""Of 120 to 800 steps, 200 put the right sentence first most often in the sources left out."""
RATES = {"straight": 0.03}
PENALTY = {"straight": 0.005, "inward": 0.01, "outward": 0.01}
ABSENT = 0.25
"""What a question counts whose answer is hidden, beside others, for whether there is one: nearly as many are put as
have one, and a reporter asks few such.
"""
LEASTS = (0.25, 0.35, 0.45)
Rows = NDArray[np.float64]
Net = dict[str, NDArray[np.float64]]
PRIOR = {"score": 6.0, "exact": 5.0, "alike": 3.0, "exact around": 2.0, "kind told": 2.0, "sentence": 4.0}
"""Weights from which the ranking's are drawn away by the data alone."""
RANKS = (
    "score", "cosine", "place", "exact", "alike", "exact around", "alike around", "side by side", "in article", "named",
    "kind told", "kind not told", "number or day", "finer told", "finer not told", "number beside", "sentence",
    "alone exact", "alone alike", "alone exact around", "alone alike around",
    "spoken", *SPEECH, *(f"said {name}" for name in SPEECH), "who by any", *(f"large {name}" for name in LARGE),
    *BEFORE, *(f"leaning {name}" for name in BEFORE),
)  # fmt: skip
OF_THE_QUESTION = ("asks for words", "asks of a stranger", "has a topic", "follows", "leans", "large")
NAMES = (*RANKS, *OF_THE_QUESTION)
DECIDES = (
    *NAMES, "fit", "holds", "rank", "best", "best four", "best article", "apart", "of one article", "most held",
)  # fmt: skip


@dataclass
class Example:
    """A question's sentences with whether each answers, none where nothing does."""

    source: str
    best: list[Judged]
    right: NDArray[np.bool_]
    more: Mapping[str, float]
    holds: float
    is_hidden: bool = False
    likely: float = 0.0

    @property
    def pile(self) -> str:
        """The articles that it is put to: a writer's own, those of all, or those of a source of real news."""
        return self.source if self.source not in FITTED_ON else "all writers" if self.more["large"] > 0.5 else "own"

    @cached_property
    def rows(self) -> Rows:
        """The signs of each sentence and of the question: (sentences, names)."""
        return sentence_weights.matrix([each.signs or {} for each in self.best], self.more, NAMES).astype(float)

    def rank_by(self, scores: Rows) -> None:
        """Put the sentences in the order of these scores."""
        order = np.argsort(-scores, kind="stable")
        self.best = [replace(self.best[n], score=float(scores[n])) for n in order]
        self.right, self.rows = self.right[order], self.rows[order]

    def decides(self) -> list[float]:
        """The signs of whether the first of them answers."""
        found = [each.signs or {} for each in self.best]
        scores, articles = [each.score for each in self.best], [each.article.id for each in self.best]
        signs = {**found[0], **self.more, **sentence_weights.of_the_best(scores, articles, found, self.holds)}
        return [signs.get(name, 0.0) for name in DECIDES]


def examples(of_world: Path, of_quiz: Path) -> Iterator[Example]:
    """All questions."""
    for parts in (*FITTED_ON, FITTED_ON):
        yield from _of_parts(parts)
    with closing(bench.opened(of_world)) as world:
        rows = (each for each in _lines(bench.DATA / "world" / "questions.jsonl") if each["half"] == "A")
        for conversation in rows:
            turns = [(turn["q"], [list(group) for group in turn["cites"]]) for turn in conversation["turns"]]
            yield from _asked("world", world, conversation["id"], turns, date(2026, 7, 20))
            yield from _without("world", world, conversation["id"], turns, date(2026, 7, 20))
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
                    yield from _without(part, library, each.id, turns, each.asked)


def _without(
    source: str, library: Library, chat: str, turns: Sequence[tuple[str, list[list[str]]]], asked: date
) -> Iterator[Example]:
    """The first turn of a conversation, put to the articles but for those that hold an answer to any of its turns."""
    wanted = [words(one) for _, gold in turns for group in gold for one in group]
    text, gold = turns[0]
    snapshot = library.snapshot()
    if gold and snapshot is not None:
        articles = snapshot.catalog.articles.newest_first()
        homes = frozenset(each.id for each in articles if any(run_within(one, _words_of(each)) for one in wanted))
        for each in _asked(source, library, f"{chat}-none", [(text, [])], asked, hidden=homes):
            yield replace(each, is_hidden=True)


@lru_cache(1_000)
def _words_of(article: Article) -> list[str]:
    return words(article.text)


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
            yield Example(source, found.best, np.array(right, dtype=bool), candidates.of_the_question, holds)


def _told(each: Judged, builder: LineBuilder) -> str:
    """The words that are shown for a sentence."""
    return builder.line_of(each.article, each.start, each.end, reported=True).evidence[0].copied()


def _has(shown: str, gold: str) -> bool:
    told, wanted = words(shown), words(gold)
    return run_within(wanted, told) or (len(told) > len(wanted) / 2 and run_within(told, wanted))


def ranked_by(found: Sequence[Example]) -> Net:
    """A net that puts the right sentences first, each source weighing the same."""
    answered = [each for each in found if each.right.any()]
    counts = [len(each.right) for each in answered]
    right, shares = np.concatenate([each.right for each in answered]), _shares(answered, counts)
    slope = _slope(right, np.cumsum([0, *counts[:-1]]))
    rows = np.vstack([each.rows for each in answered])
    return _nets(rows, lambda z: shares * slope(z), [PRIOR.get(name, 0.0) for name in NAMES])


def deciding(found: Sequence[Example]) -> Net:
    """A net that tells whether the first sentences answer, each source weighing the same."""
    has, shares = np.array([each.right[:SHOWN].any() for each in found]), _shares(found, [1] * len(found))
    shares = shares * [ABSENT if each.is_hidden else 1 for each in found]
    shares /= shares.sum()
    rows = np.array([each.decides() for each in found])
    return _nets(rows, lambda z: shares * (1 / (1 + np.exp(-z)) - has), [0.0] * len(DECIDES))


def _nets(rows: Rows, slope: Callable[[Rows], Rows], prior: Sequence[float]) -> Net:
    """The mean of ``NETS`` nets, side by side.

    Args:
        rows: the signs of each example: (examples, signs).
        slope: from each row's logit, that of the loss there.
        prior: the straight weights from which the others are drawn away by the data alone.
    """
    size = rows.std(axis=0)
    size[size == 0.0] = 1.0
    mean, start = rows.mean(axis=0) / size, np.array(prior) * size
    nets = [_net(rows / size, mean, slope, start, seed) for seed in range(NETS)]
    inward = np.hstack([net["inward"] for net in nets])
    return {
        "straight": np.mean([net["straight"] for net in nets], axis=0) / size,
        "inward": inward / size[:, None],
        "bias": np.concatenate([net["bias"] for net in nets]) - mean @ inward,
        "outward": np.concatenate([net["outward"] for net in nets]) / NETS,
    }


def _net(rows: Rows, mean: Rows, slope: Callable[[Rows], Rows], start: Rows, seed: int) -> Net:
    """Straight weights, and ``HIDDEN`` units beside them of which some are left out at each step (Srivastava, 2014)."""
    chance = np.random.default_rng(seed)
    net = {
        "straight": start.copy(),
        "inward": chance.standard_normal((rows.shape[1], HIDDEN)) / np.sqrt(rows.shape[1]),
        "bias": np.zeros(HIDDEN),
        "outward": np.zeros(HIDDEN),
    }
    centred = rows - mean

    def slopes(net: Net) -> Net:
        kept = (chance.random(HIDDEN) >= DROPPED) / (1 - DROPPED)
        units = np.maximum(centred @ net["inward"] + net["bias"], 0.0)
        down = slope(rows @ net["straight"] + units @ (net["outward"] * kept))
        back = np.outer(down, net["outward"] * kept) * (units > 0)
        return {
            "straight": rows.T @ down + PENALTY["straight"] * (net["straight"] - start),
            "inward": centred.T @ back + PENALTY["inward"] * net["inward"],
            "bias": back.sum(axis=0),
            "outward": units.T @ down * kept + PENALTY["outward"] * net["outward"],
        }

    return _descend(net, slopes)


def _descend(net: Net, slopes: Callable[[Net], Net]) -> Net:
    """Weights of little loss, by Adam (Kingma and Ba, 2015)."""
    first, second = ({name: np.zeros_like(each) for name, each in net.items()} for _ in range(2))
    for step in range(1, STEPS + 1):
        for name, down in slopes(net).items():
            first[name] = 0.9 * first[name] + 0.1 * down
            second[name] = 0.99 * second[name] + 0.01 * down**2
            by = (first[name] / (1 - 0.9**step)) / (np.sqrt(second[name] / (1 - 0.99**step)) + 1e-8)
            net[name] = net[name] - RATES.get(name, 0.01) * by
    return net


def _slope(right: NDArray[np.bool_], starts: NDArray[np.int64]) -> Callable[[Rows], Rows]:
    """The slope of the logarithm of the share that the right sentences of each question have among all of its."""
    counts = np.diff([*starts, len(right)])

    def shares_of(z: Rows) -> Rows:
        return z / np.repeat(np.add.reduceat(z, starts), counts)

    def slope(z: Rows) -> Rows:
        shares = shares_of(np.exp(z - np.repeat(np.maximum.reduceat(z, starts), counts)))
        return shares - shares_of(shares * right)

    return slope


def weighed(rows: Rows, net: Net) -> Rows:
    """The logit of each row."""
    units = np.maximum(rows @ net["inward"] + net["bias"], 0.0)
    logits: Rows = rows @ net["straight"] + units @ net["outward"]
    return logits


def _shares(found: Sequence[Example], counts: Sequence[int]) -> Rows:
    """How much each row counts, ``counts`` of them in each example: every source the same."""
    sources = Counter(each.source for each in found)
    shares = np.array([min(1 / sources[each.source], 1 / 40) for each in found])
    return np.repeat(shares / shares.sum(), counts)


def report(found: Sequence[Example]) -> str:
    """How often the right sentence comes first, and is among those shown; and what is thought less likely than some.

    Of the questions whose shown sentences answer, of the others, and of those whose answer is hidden.
    """
    ranked = [each for each in found if each.right.any()]
    first, shown = (np.mean([each.right[:n].any() for each in ranked]) for n in (1, SHOWN))
    has = [each.likely for each in ranked if each.right[:SHOWN].any()]
    others = [each.likely for each in found if not each.right[:SHOWN].any() and not each.is_hidden]
    hidden = [each.likely for each in found if each.is_hidden]
    cut = ", ".join(
        f"{least}: "
        + " ".join(f"{np.mean(np.array(likely) < least):.2f}" for likely in (has, others, hidden) if likely)
        for least in LEASTS
    )
    return (
        f"first {first:.3f}, shown {shown:.3f} n={len(ranked)}; "
        f"answered, others, hidden below {cut} n={len(has)}, {len(others)}, {len(hidden)}"
    )


def written(ranks: Net, decides: Net) -> str:
    """The weights as the package reads them."""
    nets = {"ranks": (NAMES, ranks), "answers": (DECIDES, decides)}
    told = {
        what: {"names": list(names), **{name: np.round(weights, 4).tolist() for name, weights in net.items()}}
        for what, (names, net) in nets.items()
    }
    return json.dumps(told) + "\n"


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def main() -> None:
    """Fit with each fold left out, then with all.

    Whether the first sentences answer is fitted on scores by nets that weren't fitted on their source.
    """
    found = list(examples(Path(sys.argv[1]), Path(sys.argv[2])))
    nets = [ranked_by([each for each in found if each.source not in fold]) for fold in FOLDS]
    of_fold = [[each for each in found if each.source in fold and each.best] for fold in FOLDS]
    for net, left_out in zip(nets, of_fold, strict=True):
        for each in left_out:
            each.rank_by(weighed(each.rows, net))
    for left_out in of_fold:
        decides = deciding([each for fold in of_fold for each in fold if fold is not left_out])
        for each, z in zip(left_out, weighed(np.array([each.decides() for each in left_out]), decides), strict=True):
            each.likely = float(1 / (1 + np.exp(-z)))
    judged = [each for fold in of_fold for each in fold]
    for kind in ("source", "pile"):
        for name in sorted({getattr(each, kind) for each in judged}):
            print(name, "left out:", report([each for each in judged if getattr(each, kind) == name]))
    if "--write" in sys.argv:
        decides = deciding(judged)
        OUT.write_text(written(ranked_by(found), decides), "utf-8")


if __name__ == "__main__":
    main()
