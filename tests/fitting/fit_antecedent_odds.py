"""Fits ``antecedent_odds.json``: whom a "he said" stands for. Run by hand, never at run time.

``python -m tests.fitting.fit_antecedent_odds FOLDER --world EXPORT`` reads what ``fit_confidence`` reads, without
PolNeAR, whose labels name no antecedent, and the sets of ``unseen.jsonl`` that were read, and writes the weights into
the package. It prints how many pronouns get the right name, another one and none, each source left out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from retrieval.attribution import Analyst
from retrieval.attribution.coref import antecedent_odds
from retrieval.attribution.coref.antecedent_odds import NOBODY, WEIGHTS, Antecedents
from retrieval.logistic import Logistic
from retrieval.model import Article
from tests.fitting.fit_confidence import Quotation, newsquotes, realtimeqa, same, unseen, world, written
from tests.fitting.logistic_fit import write

PENALTY = 6.0
LEAST = 0.5
FEWEST_USES = 4
STEPS = 25
FOLDS = 6
READ = "abdlnopqrsvw"
"""The sets of ``unseen.jsonl`` whose misses were read; of the others nothing is fitted."""
LONGEST_STEP = 3.0


class Choice(NamedTuple):
    """A pronoun: the features of each one whom it may stand for, and which of them are right (``NOBODY``: none)."""

    features: Mapping[str, frozenset[str]]
    right: frozenset[str]


def choices(articles: Iterable[tuple[Article, Sequence[Quotation]]]) -> Iterator[Choice]:
    """The speaking pronouns of these articles whose labels tell who is meant."""
    analyst, recorded = Analyst(), dict[int, Mapping[str, set[str]]]()
    read = Antecedents.features

    def noted(self: Antecedents, token: int, *told: Any) -> dict[str, set[str]]:
        found = recorded[self._parse.start[token]] = read(self, token, *told)
        return found

    Antecedents.features = noted  # type: ignore[method-assign]
    for article, labels in articles:
        recorded.clear()
        (statements,) = analyst.judged([article])
        met = set()
        for label in labels:
            for statement, _ in statements:
                shared = min(statement.end, label.end) - max(statement.start, label.start)
                at = statement.mention_start
                if not label.names or shared <= 0.3 * (label.end - label.start) or at in met or at not in recorded:
                    continue
                met.add(at)
                known = recorded[at]
                right = {name for name in known if name != NOBODY and same(name, label.names)} or {NOBODY}
                yield Choice({name: frozenset(own) for name, own in known.items()}, frozenset(right))
    Antecedents.features = read  # type: ignore[method-assign]


def fitted(found: Sequence[Choice]) -> Logistic:
    """The weights with which the right ones are likeliest, less the penalty, by Newton's method."""
    uses = Counter(each for choice in found for own in choice.features.values() for each in own)
    column = {name: n for n, name in enumerate(sorted(name for name, n in uses.items() if n >= FEWEST_USES))}
    options = [(n, name, own) for n, choice in enumerate(found) for name, own in choice.features.items()]
    held = np.zeros((len(options), len(column)))
    for row, (_, _, own) in zip(held, options, strict=True):
        row[[column[each] for each in own if each in column]] = 1
    of = np.array([n for n, _, _ in options])
    wanted = np.array([name in found[n].right for n, name, _ in options], dtype=float)
    firsts = np.searchsorted(of, np.arange(len(found)))
    weights = np.zeros(len(column))
    for _ in range(STEPS):
        odds = np.exp(held @ weights)
        likely = odds / np.bincount(of, odds)[of]
        right = odds * wanted / np.bincount(of, odds * wanted)[of]
        slope = held.T @ (likely - right) + PENALTY * weights
        mean = np.add.reduceat(held * likely[:, None], firsts, axis=0)
        curve = (held * likely[:, None]).T @ held - mean.T @ mean + PENALTY * np.eye(len(column))
        change = np.linalg.solve(curve, slope)
        weights -= change * min(1.0, LONGEST_STEP / np.abs(change).max())
    rounded = {name: round(float(weights[n]), 3) for name, n in column.items()}
    return Logistic({name: weight for name, weight in rounded.items() if weight}, 0.0, LEAST)


def verdicts(found: Sequence[Choice], model: Logistic) -> Counter[str]:
    """How many pronouns get the right name, another one, and none."""
    counts: Counter[str] = Counter()
    for choice in found:
        odds = {
            name: np.exp(sum(model.weights.get(each, 0.0) for each in own)) for name, own in choice.features.items()
        }
        best = max(odds, key=odds.__getitem__)
        taken = best != NOBODY and odds[best] / sum(odds.values()) >= model.least
        counts["none" if not taken else "right" if best in choice.right else "wrong"] += 1
    return counts


def sources(folder: Path, export: Path) -> dict[str, list[Choice]]:
    """The pronouns of each source."""
    read = {
        "newsquotes": newsquotes(folder / "newsquotes"),
        "realtimeqa": realtimeqa(folder / "realtimeqa"),
        "styles": written(),
        "world, BBC": world(folder / "world", export, bbc=True),
        "world, others": world(folder / "world", export, bbc=False),
        **{f"unseen {half}": unseen(half) for half in READ},
    }
    return {name: list(choices(articles)) for name, articles in read.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the labelled sets, write the weights beside the code, and print what left-out sources would see."""
    reader = argparse.ArgumentParser(prog="python -m tests.fitting.fit_antecedent_odds", description=main.__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--world", type=Path, required=True, help="an export of the articles of world")
    chosen = reader.parse_args(arguments)
    found = sources(chosen.folder, chosen.world)
    total: Counter[str] = Counter()
    for fold in range(FOLDS):
        out = list(found)[fold::FOLDS]
        model = fitted([each for name, own in found.items() if name not in out for each in own])
        for name in out:
            counts = verdicts(found[name], model)
            total += counts
            sys.stdout.write(f"{name}, n={len(found[name])}: {dict(counts)}\n")
    write(fitted([each for own in found.values() for each in own]), Path(antecedent_odds.__file__).with_name(WEIGHTS))
    sys.stdout.write(f"left out: {dict(total)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
