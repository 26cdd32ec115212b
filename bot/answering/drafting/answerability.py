"""Whether the best passages hold an answer, and whether their sentences are one: here it is decided."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.drafting.candidates import Candidates, largeness
from bot.answering.drafting.premises import Premises
from bot.answering.drafting.relevance import Wanted
from bot.answering.drafting.sentence_judge import Judged, SentenceJudge
from retrieval.lang.days import days_before
from retrieval.model import Passage
from retrieval.search.retriever import Retriever, freshness
from retrieval.search.selector import Ranked

PLACES = 6
"""Passages of which one must bear out what the question takes for granted."""

TOGETHER, BESIDE = 30, 250
"""Sentences of which one must have what belongs together, and the code points before and behind it that count too."""

_LIVE_DAYS, _LIVE_YEAR, _LIVE_SHARE = 7, 365, 0.5
"""A collection is live on the day asked when its last article is at most so many days old and so much of it is of the
year before: a question then means the latest. One new article among those of many years makes none live."""


@dataclass(frozen=True)
class _Weights:
    cosine: float
    held: float
    size: float
    agreed: float
    recent: float
    named: float
    bias: float


_LIVE = _Weights(cosine=5.84, held=3.28, size=-5.78, agreed=2.31, recent=4.4, named=0.0, bias=-3.95)
_ARCHIVE = _Weights(cosine=3.82, held=2.71, size=-2.51, agreed=2.24, recent=0.0, named=1.07, bias=-3.89)


ENOUGH = 0.3
"""Probability that the passages hold an answer from which on what they lack of a question is told."""

MAY, SURE = 0.25, 0.35
"""Probabilities that the best sentences answer: below the first they are refused, from the second on they are the
answer; between them they are shown under a line that says they may not be.

Fitted by ``tests.fitting.fit_sentence_judge``, for piles of 12 to 1,300 articles alike. With its source left out, of
the questions whose first four sentences hold the answer, and of those whose articles were hidden, are below 0.25:
writers' on their own 12 articles 0.03 and 0.73 (n=1,078, 855), on those of all twenty 0.07 and 0.69 (1,020, 854), on
`world` 0.03 and 0.79 (145, 138). A hidden one counts a quarter in the fit: as if so many of those asked had no answer.
"""

ALONE = 0.45
"""Probability from which on sentences are shown whose passages don't hold an answer by the other signs.

Between ``MAY`` and this, of such questions to the articles of all twenty writers 32 were answered by what would have
been shown, 56 were not, and of 108 the answer was hidden.
"""


@dataclass(frozen=True)
class Judgement:
    """Whether there is an answer.

    ``is_held``: the passages probably hold one. ``answers``: the probability that the best sentence is one.
    ``lacking``: what the question takes for granted and no place bears out, in its words. ``unsaid``: its words that no
    place has beside the others, where it takes all of what happened for granted: "why did the council close it".
    ``apart``: those that no sentence has beside the others, where it asks why.
    """

    is_held: bool
    answers: float
    lacking: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def may_answer(self) -> bool:
        """Whether the best sentence is worth showing as more than the nearest there is."""
        return self.answers >= MAY if self.is_held else self.answers >= ALONE and not (self.unsaid or self.lacking)

    @property
    def is_likely(self) -> bool:
        """Whether it may well be the answer."""
        return self.answers >= SURE


def judged(
    candidates: Candidates,
    premises: Premises,
    ranked: Sequence[Ranked[Passage]],
    first: Sequence[Judged],
    retriever: Retriever,
    asked: date,
) -> Judgement:
    """Whether the best passages hold an answer to a question, and whether their best sentence is one.

    Args:
        candidates: what may answer.
        premises: what the question takes for granted.
        ranked: the best passages, best first.
        first: the sentences that were judged, best first.
        retriever: what ranked them.
        asked: the day on which the question is asked.
    """
    logit = holds(candidates.wanted, ranked, retriever, asked)
    best = premises.best_of((each.article, each.item) for each in ranked[:PLACES])
    answers = SentenceJudge.answers(first, logit, candidates.of_the_question) if first and logit > -math.inf else 0.0
    apart = premises.apart(map(_with_its_neighbours, first[:TOGETHER]))
    is_held = logit >= math.log(ENOUGH / (1 - ENOUGH))
    return Judgement(is_held, answers, best.lacking, premises.unsaid(best), apart)


def _with_its_neighbours(each: Judged) -> str:
    return each.article.text[max(each.start - BESIDE, 0) : each.end + BESIDE]


def holds(wanted: Wanted, ranked: Sequence[Ranked[Passage]], retriever: Retriever, asked: date) -> float:
    """The logit that the best passages hold an answer; minus infinity where they share no word with the question.

    A logistic regression on the best passage's cosine; on the largest share of the question's weighted terms that one
    article's passages hold; on the share of the question's names that stand in the best article; on the size of the
    collection, in which a question finds some likeness by chance; and, the more so the larger it is, on how many of
    the passages looked at are the best article's and, in a live collection, on how near that article is to the day
    asked: a news question means the latest. An archive has weights of its own.

    Live: fitted on RealTime QA's 131 questions, each asked of 8, 40, 200 and all 1,311 articles, once with those that
    answer it and once without, and on 78 questions over collections of 2 and 8 articles; of all articles it wrongly
    refuses 0.09 of the answerable and rightly refuses 0.66 of the others. Archive: the slopes of such a fit, and
    ``named`` and the level refitted on 252 questions of RealTime QA and 139 of BBC and web pages, each with and without
    its articles, the two sets weighing the same. The pages: wrongly refused 0.12, rightly 0.92, area under the curve
    0.95; fitted on RealTime QA alone, 0.94. RealTime QA asked as of an archive: 0.06, 0.46, 0.80; fitted on the pages
    alone, 0.80. Rerun: ``verbatim eval``.
    """
    articles: dict[str, list[str]] = {}
    for each in ranked:
        articles.setdefault(each.article.id, []).append(each.item.text)
    held = max((wanted.held(" ".join(texts)) for texts in articles.values()), default=0.0)
    if not held:
        return -math.inf
    best, last = ranked[0], retriever.coverage.last
    live = last is not None and _is_live(last, retriever, asked)
    weights = _LIVE if live else _ARCHIVE
    size = largeness(retriever)
    agreed = len(articles[best.article.id]) / len(ranked)
    z = weights.cosine * max(best.cosine or 0.0, 0.0) + weights.held * held + weights.bias
    z += size * (weights.size + weights.agreed * agreed) + weights.named * wanted.named_in(best.article)
    if live and last is not None:
        z += size * weights.recent * freshness(best.article.published, min(asked, last))
    return z


def _is_live(last: date, retriever: Retriever, asked: date) -> bool:
    if (asked - last).days > _LIVE_DAYS:
        return False
    return retriever.share_since(days_before(asked, _LIVE_YEAR), max(asked, last)) >= _LIVE_SHARE
