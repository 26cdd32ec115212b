"""Which articles are told to be reprints: reprints made from the labelled sets' articles, against all other pairs.

An outlet that reprints cuts the tail, writes its own intro, sets its own quotation marks, rewords and drops
paragraphs. Two reporters at one press conference share what was said and nothing else. The other pairs are all pairs of
the sets' articles: among them are a column that comes every day, live stories and their updates, round-ups.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations

from retrieval.dedup import near_duplicates
from retrieval.evaluation import ranking
from retrieval.model import Article
from tests.bench.collection import DATA, SETS, has_data, say
from tests.bench.tables import heading, row

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
MADE_FROM = 400
"""Articles."""

Edit = Callable[[str, random.Random, Sequence[Article]], str]


def part() -> None:
    """The share of made reprints, and the number of other pairs, that share as much as each threshold asks for."""
    if not has_data():
        say(f"reprints: skipped, {DATA} isn't there (BENCH_DATA names another folder)")
        return
    pick = random.Random(5)
    known = {article.id: article for name in SETS for article in ranking.load(DATA / name).articles}
    articles = list(known.values())
    cut = {article.id: near_duplicates.shingles(article.text) for article in articles}
    of = pick.sample([a for a in articles if len(cut[a.id]) >= 2 * near_duplicates.FEWEST], MADE_FROM)
    heading(f"Reprints: {MADE_FROM} made of each kind", "share told, at thresholds " + " ".join(map(str, THRESHOLDS)))
    for name, edit in EDITS.items():
        made = [near_duplicates.shingles(edit(article.text, pick, articles)) for article in of]
        alike = [near_duplicates.shared(cut[article.id], each) for article, each in zip(of, made, strict=True)]
        row(name, _shares(alike, len(of)) + f"   proposed {_proposed([cut[a.id] for a in of], made):.3f}")
    heading("Other pairs", "how many are taken for reprints, at the same thresholds")
    for name, alike in _others(articles, cut).items():
        row(name, " ".join(f"{sum(each >= least for each in alike):>5}" for least in THRESHOLDS))
    row("pairs in all", f"{len(articles) * (len(articles) - 1) // 2:,}")


def _shares(alike: list[float], n: int) -> str:
    return " ".join(f"{sum(each >= least for each in alike) / n:.3f}" for least in THRESHOLDS)


def _proposed(of: list[set[int]], made: list[set[int]]) -> float:
    """The share of pairs that MinHash proposes."""
    prints = [
        (near_duplicates.fingerprint(one), near_duplicates.fingerprint(other))
        for one, other in zip(of, made, strict=True)
    ]
    return sum(int((one == other).sum()) >= near_duplicates.LEAST_ALIKE for one, other in prints) / len(prints)


def _others(articles: list[Article], cut: dict[str, set[int]]) -> dict[str, list[float]]:
    """What the pairs share that have any shingle in common, by whether they are two outlets' or one's."""
    holding = defaultdict(list)
    for number, article in enumerate(articles):
        for shingle in cut[article.id]:
            holding[shingle].append(number)
    pairs = Counter(pair for numbers in holding.values() for pair in combinations(numbers, 2))
    found: dict[str, list[float]] = {"of two outlets": [], "of one outlet, or an unknown one": []}
    for one, other in ((articles[i], articles[j]) for i, j in pairs):
        kind = "of two outlets" if near_duplicates.two_outlets(one, other) else "of one outlet, or an unknown one"
        found[kind].append(near_duplicates.shared(cut[one.id], cut[other.id]))
    return found


def _tail_cut(text: str, pick: random.Random, _: Sequence[Article]) -> str:
    paragraphs = _paragraphs(text)
    return "\n".join(paragraphs[: max(1, round(len(paragraphs) * pick.uniform(0.35, 0.8)))])


def _other_marks(text: str, pick: random.Random, _: Sequence[Article]) -> str:
    opening, closing = pick.choice(["«»", "„“", "‘’"])
    within = re.sub(r"[“\"]([^“”\"\n]*)[”\"]", rf"{opening}\1{closing}", text)
    return within.replace("’", "'").replace(" - ", " — ")


def _other_intro(text: str, pick: random.Random, others: Sequence[Article]) -> str:
    """Another article's first paragraphs instead of its own."""
    return "\n".join([*_paragraphs(pick.choice(others).text)[:2], *_paragraphs(text)[1:]])


_REWORDED = {"said": "told reporters", "has": "had", "will": "would", "is": "was", "about": "around", "after": "when"}


def _changed_paragraphs(text: str, pick: random.Random, _: Sequence[Article]) -> str:
    """A third of the paragraphs dropped, reworded every few words, or with their sentences turned round."""
    made = []
    for paragraph in _paragraphs(text):
        edit = pick.random()
        if edit < 0.1:
            continue
        if edit < 0.22:
            every = pick.randint(4, 8)
            words = paragraph.split()
            paragraph = " ".join(
                _REWORDED.get(word, "also " + word if n % every == 0 else word) for n, word in enumerate(words)
            )
        elif edit < 0.34:
            paragraph = " ".join(reversed(re.split(r"(?<=[.!?]) ", paragraph)))
        made.append(paragraph)
    return "\n".join(made) or text


def _all_of_these(text: str, pick: random.Random, others: Sequence[Article]) -> str:
    for edit in (_tail_cut, _other_intro, _changed_paragraphs, _other_marks):
        text = edit(text, pick, others)
    return text


def _press_conference(text: str, pick: random.Random, others: Sequence[Article]) -> str:
    """What was said word for word, in another reporter's words."""
    own = _paragraphs(pick.choice(others).text)
    said = re.findall(r"[“\"][^“”\"\n]*[”\"]", text)
    return "\n".join(f"{paragraph} {quote}" for paragraph, quote in zip(own * (1 + len(said)), said, strict=False))


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


EDITS: dict[str, Edit] = {
    "tail cut to 35% to 80%": _tail_cut,
    "other quotation marks": _other_marks,
    "another intro": _other_intro,
    "a third of the paragraphs changed": _changed_paragraphs,
    "all of these": _all_of_these,
    "no reprint: one press conference": _press_conference,
}

PARTS = {"reprints": part}
