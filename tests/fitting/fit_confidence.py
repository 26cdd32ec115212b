"""Fits ``confidence.json``: how likely the speaker that the rules find is right. Run by hand, never at run time.

``python -m tests.fitting.fit_confidence FOLDER [--world EXPORT]`` reads the labelled sets beside the checkout
(``newsquotes``, ``polnear``, ``realtimeqa`` with our labels; ``world`` needs a ``verbatim export`` of its articles) and
our own articles of ``tests/labelled``, and writes the weights into the package. It prints, for each source with that
source left out of fitting, what is lost and what is wrong at several thresholds.

A statement is right when it is shown under somebody whom its label names; wrong when the label names another or says
that nobody speaks. A description ("the expert") of somebody whom the article names counts as wrong, for the name is
missing; of somebody unnamed as right. What overlaps no label isn't used. A source counts by the root of its size.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from retrieval.attribution import confidence
from retrieval.attribution.analyst import Analyst
from retrieval.attribution.confidence import WEIGHTS
from retrieval.logistic import Logistic
from retrieval.model import Article, Kind, Statement
from tests.bench.attribution_scores import (
    Label,
    half_of,
    is_name,
    names_source,
    overlaps,
    read_articles,
    read_labels,
)
from tests.fitting.logistic_fit import fit, write

PENALTY = 8.0
POLNEAR_SHARE = 0.3
"""PolNeAR's labels tell little of pronouns, and are half of all."""
LEAST = 0.8
"""For direct words; chosen, as ``REPORTED_LEAST``, on the sources that were left out: see ``ARCHITECTURE.md``."""
THRESHOLDS = (0.0, 0.65, 0.8, 0.85, 0.9, 0.95, 0.98)
LABELLED = Path(__file__).parents[1] / "labelled"
OURS = LABELLED / "realtimeqa_quotations.jsonl"
_DEFINITE = ("the", "his", "her", "its", "their")
_SMALL = frozenset("the of and al de la for van von bin mr ms mrs dr jr sr a an his her their its in to s".split())


class Quotation(NamedTuple):
    """A labelled quotation: its place, the names that count as right, and whether anybody says it."""

    start: int
    end: int
    names: tuple[str, ...]
    speech: bool


class Example(NamedTuple):
    """A statement: its kind, what its confidence is judged by, and whether its speaker is right."""

    kind: Kind
    features: frozenset[str]
    right: bool


def words(name: str) -> list[str]:
    """The words of a name as they are compared, small ones left out."""
    plain = re.sub(r"['’]s\b|['’.]", "", name.lower())
    return [word for word in re.sub(r"[^\w ]", " ", plain).split() if word not in _SMALL]


def same(speaker: str, names: Iterable[str]) -> bool:
    """Whether a speaker is one of ``names``: all words of one are the other's, or both end in one word."""
    ours = words(speaker)
    for name in names:
        theirs = words(name)
        if ours and theirs and (set(theirs) <= set(ours) or set(ours) <= set(theirs) or ours[-1] == theirs[-1]):
            return True
    return False


def verdict(statement: Statement, labels: Sequence[Quotation]) -> bool | None:
    """Whether a statement's speaker is right by the labelled quotations that it covers; None where they don't tell."""
    speaker = statement.speaker or ""
    covered = []
    for label in labels:
        shared = min(statement.end, label.end) - max(statement.start, label.start)
        if shared >= 0.5 * (label.end - label.start) or shared >= 0.8 * (statement.end - statement.start):
            covered.append(label)
    told = [label for label in covered if label.names or not label.speech or speaker[0].islower()]
    if not told:
        return None
    return all(label.speech and (not label.names or same(speaker, label.names)) for label in told)


def polnear_verdict(statement: Statement, labels: Sequence[Label]) -> bool | None:
    """The same by PolNeAR's labels, whose sources are noun phrases; one who passes on the words tells nothing."""
    over = [label for label in labels if overlaps(statement.start, statement.end, label.spans)]
    speaker = statement.speaker or ""
    if any(names_source(speaker, each.source) or names_source(statement.via, each.source) for each in over):
        return True
    told = {*words(speaker), *words(statement.mention or "")}
    if any(told & set(words(each.source)) for each in over):
        # Whether the article names "the expert" elsewhere these labels don't tell.
        return True if speaker[0].islower() and speaker.split()[0] not in _DEFINITE else None
    relayed = statement.via is not None or any("according" in each.cue.lower() for each in over)
    return None if not over or relayed or not all(is_name(each.source) for each in over) else False


def examples(articles: Sequence[tuple[Article, Sequence[Any]]], judge: Any = verdict) -> Iterator[Example]:
    """The statements of these articles whose labels tell whether they are right."""
    found = Analyst().judged(article for article, _ in articles)
    for (_, labels), statements in zip(articles, found, strict=True):
        for statement, features in statements:
            if statement.speaker is not None and (right := judge(statement, labels)) is not None:
                yield Example(statement.kind, frozenset(features), right)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def newsquotes(folder: Path) -> list[tuple[Article, list[Quotation]]]:
    """The articles of ``newsquotes`` with their labels."""
    labels: dict[str, list[Quotation]] = defaultdict(list)
    for row in _rows(folder / "labels.jsonl"):
        if row["cls"] != "skip":
            names = tuple(row["names"]) if row["cls"] == "named" else ()
            found = Quotation(row["start"], row["end"], names, row["cls"] != "nospeech")
            labels[f"{row['set']}/{row['doc']}"].append(found)
    texts = {name: (folder / "articles" / f"{name}.md").read_text("utf-8").split("---\n", 2)[-1] for name in labels}
    return [(Article(title=name, text=texts[name]), own) for name, own in labels.items() if texts[name].strip()]


def realtimeqa(folder: Path) -> list[tuple[Article, list[Quotation]]]:
    """The articles of RealTime QA that we labelled."""
    labels: dict[str, list[Quotation]] = defaultdict(list)
    for row in _rows(OURS):
        names = (row["speaker"], *row["accept"]) if row["speaker"] else ()
        labels[row["article"]].append(Quotation(row["start"], row["end"], names, row["kind"] != "not_speech"))
    read = _rows(folder / "articles.jsonl")
    return [(Article(title=row["id"], text=row["text"]), labels[row["id"]]) for row in read if row["id"] in labels]


def world(folder: Path, export: Path, *, bbc: bool) -> list[tuple[Article, list[Quotation]]]:
    """English pages of ``world`` as exported, those of the BBC or the others; quotations that stand once."""
    texts: dict[str, str] = {}
    for row in _rows(export):
        for path in filter(None, (row["path"], *(each.get("path") for each in row.get("also_in") or []))):
            texts["/".join(path.split("/")[-2:])] = row["text"]
    labels: dict[str, list[Quotation]] = defaultdict(list)
    for row in _rows(folder / "quotes.jsonl"):
        file, quote = row["file"], row["quote"]
        text = texts.get(file, "")
        if row["lang"] == "en" and file.startswith("bbc/") is bbc and text.count(quote) == 1:
            start = text.index(quote)
            names = (row["speaker"], *row["accept"]) if row["speaker"] else ()
            labels[file].append(Quotation(start, start + len(quote), names, row["kind"] != "not_speech"))
    return [(Article(title=file, text=texts[file]), own) for file, own in labels.items()]


def written() -> list[tuple[Article, list[Quotation]]]:
    """Our own articles in many styles with their labels."""
    found = []
    for row in [*_rows(LABELLED / "styles.jsonl"), *_rows(LABELLED / "references.jsonl")]:
        labels = []
        for label in row["labels"]:
            start = row["text"].index(label["words"])
            names = (label["speaker"],) if label["speaker"] else ()
            labels.append(Quotation(start, start + len(label["words"]), names, speech=True))
        found.append((Article(title=row["title"], text=row["text"]), labels))
    return found


def unseen(half: str) -> list[tuple[Article, list[Quotation]]]:
    """The articles of a half of ``unseen.jsonl`` with their labels."""
    found = []
    for row in _rows(LABELLED / "unseen.jsonl"):
        if row["half"] == half:
            labels = [
                Quotation(each["start"], each["end"], tuple(each["accept"]), each["kind"] != "not_speech")
                for each in row["labels"]
            ]
            given = {key: row[key] for key in ("title", "text", "publisher", "published")}
            found.append((Article.model_validate(given), labels))
    return found


def sources(folder: Path, export: Path | None) -> dict[str, list[Example]]:
    """The examples of each source."""
    found = {
        "newsquotes": list(examples(newsquotes(folder / "newsquotes"))),
        "realtimeqa": list(examples(realtimeqa(folder / "realtimeqa"))),
        "styles": list(examples(written())),
        "unseen A": list(examples(unseen("a"))),
        "unseen B": list(examples(unseen("b"))),
    }
    if export is not None:
        for name, bbc in (("world, BBC", True), ("world, others", False)):
            found[name] = list(examples(world(folder / "world", export, bbc=bbc)))
    polnear, labels = read_articles(folder / "polnear"), read_labels(folder / "polnear")
    for half in "AB":
        own = [(article, labels[name]) for name, article in polnear.items() if half_of(name) == half]
        found[f"PolNeAR {half}"] = list(examples(own, polnear_verdict))
    return found


def fitted(found: dict[str, list[Example]]) -> Logistic:
    """The weights for these sources."""
    rows = [row for own in found.values() for row in own]
    shares = [
        (500 / len(own)) ** 0.5 * (POLNEAR_SHARE if name.startswith("PolNeAR") else 1)
        for name, own in found.items()
        for _ in own
    ]
    return fit([(row.features, row.right) for row in rows], penalty=PENALTY, least=LEAST, shares=shares)


def curve(name: str, rows: Sequence[Example], model: Logistic) -> Iterator[str]:
    """A line for each kind: at each threshold per cent of the shown that is wrong, and of the right that is lost."""
    for kind in (Kind.DIRECT, Kind.PARTIAL, Kind.INDIRECT):
        own = [(model.score(row.features), row.right) for row in rows if row.kind is kind]
        if not own:
            continue
        right = max(1, sum(yes for _, yes in own))
        cells = []
        for least in THRESHOLDS:
            shown = [yes for score, yes in own if score >= least]
            wrong = 100 * (1 - sum(shown) / max(1, len(shown)))
            cells.append(f"{least}: {wrong:.1f} wrong, {100 * (1 - sum(shown) / right):.1f} lost")
        yield f"{name}, {kind.value}, n={len(own)} | " + " | ".join(cells)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the labelled sets, write the weights beside the code, and print what left-out sources would see."""
    reader = argparse.ArgumentParser(prog="python -m tests.fitting.fit_confidence", description=main.__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--world", type=Path, help="an export of the articles of world")
    chosen = reader.parse_args(arguments)
    found = sources(chosen.folder, chosen.world)
    for name, rows in found.items():
        # The halves of PolNeAR are one source, so neither is fitted on when the other is scored.
        others = {
            other: own
            for other, own in found.items()
            if other != name and not (other.startswith("PolNeAR") and name.startswith("PolNeAR"))
        }
        for line in curve(name, rows, fitted(others)):
            sys.stdout.write(line + "\n")
    write(fitted(found), Path(confidence.__file__).with_name(WEIGHTS))
    sys.stdout.write(f"{sum(len(rows) for rows in found.values())} statements\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
