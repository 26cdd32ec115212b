"""Who said it, on 854 quotations of 52 articles of RealTime QA that we labelled by reading.

No rule was fitted on them; the confidence of attributions was, see ``tests.fitting.fit_confidence``.

The labels (``tests/labelled/realtimeqa_quotations.jsonl``) hold places and names, the texts lie beside the checkout.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.labelled import same_speaker
from retrieval.attribution import Analyst
from retrieval.evaluation.ranking import figure
from retrieval.model import Article, Kind, Statement
from tests.bench.collection import DATA, say
from tests.bench.tables import heading, row

LABELS = Path(__file__).parents[1] / "labelled" / "realtimeqa_quotations.jsonl"
MOST_OF_IT = 0.5
"""Share of a labelled quotation from which on a statement covers it."""


def quotations() -> None:
    """The table: right, wrong, nobody's and missing by how a reader tells, and what is shown under a wrong name."""
    labelled = articles()
    if not labelled:
        say(f"quotations: skipped, {DATA / 'realtimeqa'} isn't there (BENCH_DATA names another folder)")
        return
    outcomes: dict[str, list[str]] = defaultdict(list)
    shown: list[bool] = []
    for labels, statements in _analysed(labelled):
        for label in labels:
            if label["speaker"]:
                outcome = _outcome(label, statements)
                for group in ("all", label["kind"], label["how"], f"by a {label['speaker_type']}"):
                    outcomes[group].append(outcome)
        shown += _shown(labels, statements)
    heading(f"quotations: {len(labelled)} articles", "per cent right, wrong, nobody's, missing · n")
    for group, found in sorted(outcomes.items()):
        counts = Counter(found)
        shares = " · ".join(
            f"{100 * counts[each] / len(found):.1f}" for each in ("right", "wrong", "nobody", "missing")
        )
        row(group, f"{shares} · n={len(found)}")
    row("shown as somebody's direct words, wrong", str(figure([float(not right) for right in shown])))


def articles() -> dict[str, tuple[Article, list[dict[str, Any]]]]:
    """The labelled articles by their id, each with its labels; none where the texts aren't there."""
    file = DATA / "realtimeqa" / "articles.jsonl"
    if not file.exists():
        return {}
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in LABELS.read_text("utf-8").splitlines():
        labels[json.loads(line)["article"]].append(json.loads(line))
    read = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return {
        each["id"]: (Article(title=each["title"] or each["id"], text=each["text"]), labels[each["id"]])
        for each in read
        if each["id"] in labels
    }


def _analysed(
    labelled: dict[str, tuple[Article, list[dict[str, Any]]]],
) -> Iterator[tuple[list[dict[str, Any]], Sequence[Statement]]]:
    analyses = Analyst().analyse_all(article for article, _ in labelled.values())
    for (_, labels), (_, analysis) in zip(labelled.values(), analyses, strict=True):
        yield labels, analysis.statements


def _shared(label: dict[str, Any], statement: Statement) -> int:
    return min(statement.end, label["end"]) - max(statement.start, label["start"])


def _is(speaker: str | None, label: dict[str, Any]) -> bool:
    return speaker is not None and any(same_speaker(speaker, name) for name in (label["speaker"], *label["accept"]))


def _outcome(label: dict[str, Any], statements: Sequence[Statement]) -> str:
    length = label["end"] - label["start"]
    over = [each for each in statements if _shared(label, each) >= MOST_OF_IT * min(length, each.end - each.start)]
    named = [each for each in over if each.speaker is not None]
    if any(_is(each.speaker, label) for each in named):
        return "right"
    return "wrong" if named else "nobody" if over else "missing"


def _shown(labels: Sequence[dict[str, Any]], statements: Sequence[Statement]) -> Iterator[bool]:
    """Whether each direct statement under a name is right, of those over a label whose speaker can be known."""
    for each in statements:
        label = max(labels, key=lambda label: _shared(label, each), default=None)
        if each.kind is not Kind.DIRECT or each.speaker is None or label is None or _shared(label, each) <= 0:
            continue
        if label["speaker"] or label["kind"] == "not_speech":
            yield bool(label["speaker"]) and _is(each.speaker, label)


PARTS = {"quotations": quotations}
