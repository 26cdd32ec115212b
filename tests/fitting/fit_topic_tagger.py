"""Fits ``topics.json``: which words of a question are its topic. Run by hand, never at run time.

``python -m tests.fitting.fit_topic_tagger`` fits on one half of ``tests/labelled/questions_*.jsonl`` and reports on the
other, both ways; ``--write`` then fits on both and writes the weights into the package.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.answering.query import topic_tagger
from bot.answering.query.topic_tagger import observed, tagged, tokens
from retrieval.lang.quotation_marks import quoted_spans

LABELS = Path(__file__).parents[1] / "labelled"
ROUNDS = 8
FEWEST_USES = 3
RAISED = 2.0
"""Added to the score of every word: recall of words 0.63 for 0.56, as many whole topics right."""

LEFT_OUT = (
    "fact_",
    "yes_no",
    "why",
    "how",
    "off_topic",
    "confirm",
    "choose",
    "more",
    "thanks",
    "help",
    "check_",
    "open_",
)
"""Intents whose questions are searched for whole, or have no topic."""


_OPENING = frozenset("the a an his her their our".split())


class Example(NamedTuple):
    """A question's features, word by word, and which words are of its topic."""

    seen: list[list[str]]
    wanted: list[bool]


def read(half: str) -> list[Example]:
    """The labelled questions of a half, each with its speakers' names known and unknown."""
    found = []
    for line in (LABELS / f"questions_{half}.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        if label["intent"].startswith(LEFT_OUT):
            continue
        text, slots = label["q"], label["slots"]
        if slots.get("quoted"):
            for quote in reversed(quoted_spans(text)):
                length = quote.inner_end - quote.inner_start
                text = text[: quote.inner_start] + "\ue000" * length + text[quote.inner_end :]
        topics = _places(text, slots.get("topics", ()))
        for known in (True, False):
            names = _places(text, slots.get("speakers", ())) if known else []
            called = tokens(text, names)
            wanted = [any(a <= start and end <= b for a, b in topics) for _, start, end in called]
            for n, (word, *_) in enumerate(called):  # one writer has "the flooding" as a topic, one "flooding"
                wanted[n] = wanted[n] and (word not in _OPENING or (n > 0 and wanted[n - 1]))
            found.append(Example(observed(called, text), wanted))
    return found


def _raised(weights: Mapping[str, float]) -> Mapping[str, float]:
    return {**weights, "bias": weights.get("bias", 0.0) + RAISED}


def _places(text: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    return [found.span() for part in parts for found in re.finditer(re.escape(part), text)]


def fit(examples: Sequence[Example]) -> Mapping[str, float]:
    """The averaged weights after some rounds over the examples."""
    uses = Counter(name for each in examples for features in each.seen for name in set(features))
    weights: defaultdict[str, float] = defaultdict(float)
    totals: defaultdict[str, float] = defaultdict(float)
    order, step, rng = list(examples), 0, random.Random(1)
    for _ in range(ROUNDS):
        rng.shuffle(order)
        for each in order:
            step += 1
            tags = tagged(each.seen, weights)
            if tags == each.wanted:
                continue
            for sign, row in ((1, each.wanted), (-1, tags)):
                was = False
                for n, (features, is_in) in enumerate(zip(each.seen, row, strict=True)):
                    steps = [name for name in features if uses[name] >= FEWEST_USES] if is_in else []
                    if n and was:
                        steps.append(f"in {int(is_in)}")
                    elif is_in:
                        steps.append("out in")
                    for name in steps:
                        weights[name] += sign
                        totals[name] += sign * step
                    was = is_in
    return {
        name: round(weight - totals[name] / step, 3)
        for name, weight in sorted(weights.items())
        if abs(weight - totals[name] / step) >= 0.005
    }


def report(weights: Mapping[str, float], others: Sequence[Example]) -> None:
    """Print how many words and whole topics are right."""
    for offset, name in enumerate(("known", "unknown")):
        both = [(tagged(each.seen, weights), each.wanted) for each in others[offset::2]]
        right = sum(a and b for tags, wanted in both for a, b in zip(tags, wanted, strict=True))
        told = sum(sum(tags) for tags, _ in both)
        there = sum(sum(wanted) for _, wanted in both)
        whole = sum(tags == wanted for tags, wanted in both)
        shares = f"words P {right / told:.3f} R {right / there:.3f}, whole {whole / len(both):.3f}"
        print(f"  names {name}: {shares} of {len(both)}")


def main() -> int:
    """Fit, report, and write the weights where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="fit on both halves and write the weights")
    options = parser.parse_args()
    halves = {half: read(half) for half in "ab"}
    for half, other in ("ab", "ba"):
        print(f"fitted on {half}, reported on {other}")
        report(_raised(fit(halves[half])), halves[other])
    if options.write:
        where = Path(topic_tagger.__file__).with_name(topic_tagger.WEIGHTS)
        where.write_text(json.dumps(_raised(fit([*halves["a"], *halves["b"]])), ensure_ascii=False), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
