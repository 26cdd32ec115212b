"""Fits ``intents.npz``: which intent a question has. Run by hand, never at run time.

``python -m tests.fitting.fit_intent_classifier`` fits on one half of ``tests/labelled/questions_*.jsonl``, on ``c`` and
on ``d``, reports on the other half, both ways; ``--write`` then fits on all and writes the weights into the package. A
multinomial logistic regression with an L2 penalty, by Nesterov's gradient descent. Each question is seen three times:
with its speakers' names known, unknown, and without its vector, since an unknown name or another embedder must not
change what is read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.answering.query import dates, intent_classifier
from bot.answering.query.intent_classifier import NEED_A_TURN, Weights, features, tokens
from retrieval.embedding.minilm import MiniLM
from retrieval.lang.quotation_marks import quoted_spans

LABELS = Path(__file__).parents[1] / "labelled"
PENALTY = 0.0001
"""Set by hand; no other was tried."""
FEWEST_USES = 2
STEPS = 400


class Example(NamedTuple):
    """A question: its features with names known and unknown, its vector, and its label."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    vector: NDArray[np.float32]
    label: dict[str, Any]


def read(half: str, embedder: MiniLM) -> list[Example]:
    """The labelled questions of a half."""
    labels = [json.loads(line) for line in (LABELS / f"questions_{half}.jsonl").read_text("utf-8").splitlines()]
    vectors = embedder.embed([label["q"] for label in labels], kind="query")
    return [
        Example(_features(label, known=True), _features(label, known=False), vector, label)
        for label, vector in zip(labels, vectors, strict=True)
    ]


def _features(label: dict[str, Any], *, known: bool) -> tuple[str, ...]:
    text = label["q"]
    for quote in reversed(quoted_spans(text)):
        text = text[: quote.inner_start] + "\ue000" * (quote.inner_end - quote.inner_start) + text[quote.inner_end :]
    days, rest = dates.find(text, date(2026, 6, 1))
    called = [*label["slots"].get("speakers", ()), *label["slots"].get("about_persons", ())] if known else []
    names = [found.span() for name in called for found in [re.search(re.escape(name), rest)] if found]
    kept = [span for span in names if not any(o[0] <= span[0] and span[1] <= o[1] and o != span for o in names)]
    has_outlet = bool(label["slots"].get("outlets"))
    return tuple(features(tokens(rest, list(dict.fromkeys(kept))), has_days=days is not None, has_outlet=has_outlet))


def fit(examples: Sequence[Example], embedder: str) -> Weights:
    """The weights with which the labels are likeliest, less the penalty."""
    seen = [(each.known, each.vector, each.label["intent"]) for each in examples]
    seen += [(each.unknown, each.vector, each.label["intent"]) for each in examples]
    seen += [(each.known, np.zeros_like(each.vector), each.label["intent"]) for each in examples]
    uses = Counter(name for each in examples for name in {*each.known, *each.unknown})
    rows = {name: row for row, name in enumerate(sorted(name for name, n in uses.items() if n >= FEWEST_USES))}
    intents = tuple(sorted({intent for *_, intent in seen}))
    held = np.zeros((len(seen), len(rows) + len(examples[0].vector) + 1), dtype=np.float32)
    for row, (names, vector, _) in zip(held, seen, strict=True):
        known = [rows[name] for name in names if name in rows]
        row[known] = 1 / np.sqrt(max(1, len(known)))
        row[len(rows) : -1] = vector
        row[-1] = 1
    wanted = np.zeros((len(seen), len(intents)), dtype=np.float32)
    wanted[range(len(seen)), [intents.index(intent) for *_, intent in seen]] = 1
    fitted = _descended(held, wanted)
    words, vector_weights, bias = fitted[: len(rows)], fitted[len(rows) : -1], fitted[-1]
    return Weights(intents, rows, words, vector_weights, bias, embedder, 1.0)


def _descended(held: NDArray[np.float32], wanted: NDArray[np.float32]) -> NDArray[np.float32]:
    fitted = np.zeros((held.shape[1], wanted.shape[1]), dtype=np.float32)
    ahead, step = fitted.copy(), 4.0 / 3.0  # the rows' squared length is at most 3, the loss's curvature a half of it
    penalty = np.full((held.shape[1], 1), PENALTY, dtype=np.float32)
    penalty[-1] = 0
    for n in range(STEPS):
        scores = held @ ahead
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = held.T @ (shares - wanted) / len(held) + penalty * ahead
        new = ahead - step * slope
        ahead = new + n / (n + 3) * (new - fitted)
        fitted = new
    return fitted


def predicted(fitted: Weights, each: Example, *, known: bool = True, vector: bool = True) -> tuple[str, float]:
    """The likeliest intent of a question and its probability."""
    shares = fitted.probabilities(each.known if known else each.unknown, each.vector if vector else None)
    if not each.label["needs_context"]:
        shares = shares * [name not in NEED_A_TURN or name == "context" for name in fitted.intents]
        shares = shares / shares.sum()
    return fitted.intents[int(shares.argmax())], float(shares.max())


def is_right(intent: str, label: dict[str, Any]) -> bool:
    """Whether an intent is the labelled one, or as fair a reading."""
    return intent in (label["intent"], label["second"])


def interval(right: Sequence[bool]) -> str:
    """A share with its bootstrap 95% interval."""
    rng, values = np.random.default_rng(1), np.array(right)
    shares = sorted(float(values[rng.integers(0, len(values), len(values))].mean()) for _ in range(1000))
    return f"{values.mean():.3f} [{shares[25]:.3f}, {shares[974]:.3f}] of {len(values)}"


def report(fitted: Weights, others: Sequence[Example]) -> float:
    """Print how right it is, by intent and by probability; returns the sharpness that fits the probabilities."""
    for known, vector in ((True, True), (False, True), (True, False)):
        right = [is_right(predicted(fitted, each, known=known, vector=vector)[0], each.label) for each in others]
        print(f"names {'known' if known else 'unknown'}, {'with' if vector else 'without'} vector: {interval(right)}")
    losses = {}
    for sharpness in np.arange(0.4, 2.6, 0.1):
        sharp = Weights(**{**fitted.__dict__, "sharpness": float(sharpness)})
        losses[float(sharpness)] = -float(
            np.mean(
                [
                    np.log(
                        max(
                            1e-6,
                            sharp.probabilities(each.known, each.vector)[sharp.intents.index(each.label["intent"])],
                        )
                    )
                    for each in others
                ]
            )
        )
    sharpness = min(losses, key=losses.__getitem__)
    sharp = Weights(**{**fitted.__dict__, "sharpness": sharpness})
    guesses = [(*predicted(sharp, each), each.label) for each in others]
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        sure = [is_right(intent, label) for intent, likely, label in guesses if likely >= least]
        print(f"  {least:.1f} and surer: {len(sure) / len(guesses):.2f} of all, {interval(sure)} right")
    by_intent: dict[str, list[bool]] = {}
    taken_for: dict[str, Counter[str]] = {}
    for intent, _, label in guesses:
        by_intent.setdefault(label["intent"], []).append(is_right(intent, label))
        taken_for.setdefault(label["intent"], Counter())[intent] += 1
    for name, right in sorted(by_intent.items(), key=lambda item: sum(item[1]) / len(item[1])):
        print(f"    {name:20} {sum(right):3} of {len(right):3}  {taken_for[name].most_common(4)}")
    return sharpness


def main() -> int:
    """Fit, report, and write the weights where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="fit on both halves and write the weights")
    options = parser.parse_args()
    embedder = MiniLM()
    halves = {half: read(half, embedder) for half in "abcd"}
    sharpness = []
    for half, other in ("ab", "ba"):
        print(f"fitted on {half}, reported on {other}")
        sharpness.append(report(fit([*halves[half], *halves["c"], *halves["d"]], embedder.name), halves[other]))
    if options.write:
        fitted = fit([*halves["a"], *halves["b"], *halves["c"], *halves["d"]], embedder.name)
        about = {
            "intents": fitted.intents,
            "features": list(fitted.rows),
            "embedder": embedder.name,
            "sharpness": sum(sharpness) / 2,
        }
        where = Path(intent_classifier.__file__).with_name(intent_classifier.WEIGHTS)
        np.savez_compressed(
            where,
            about=np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8),
            **{name: getattr(fitted, name).astype(np.float16) for name in ("words", "vector", "bias")},
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
