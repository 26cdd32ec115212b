"""Which of 48 intents a question has, and how likely: a logistic regression on its words and its vector.

The weights are fitted by ``tests/fitting/fit_intent_classifier.py`` on the labelled questions of ``tests/labelled``,
most of which two writers phrased apart. Fitted on one's, it is right on 73.8% of the
other's 990, and on 72.7% of 996 the other way round; without the four intents of what is asked of
the last answer itself, which neither of them wrote, on 75.1% and 74.1%.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

WEIGHTS = "intents.npz"

NAME, QUOTE, NUMBER = "\ue0f0", "\ue0f1", "\ue0f2"
"""What stands for a name, for a quotation and for a number in the words of a question."""

NEED_A_TURN = frozenset(
    "again back choose confirm context correct follow_up_ellipsis follow_up_person more sum_up where_from"
    " who_in_it".split()
)
"""Intents of replies and follow-ups; at the beginning of a conversation only ``context`` may be meant."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|\?")
_MASKED = re.compile("[\ue000-\uf8ff]+")
FAMILIES = (
    frozenset("all_quotes compare said said_about said_when said_where".split()),
    frozenset("gist_article gist_story".split()),
    frozenset("for_and_against reactions".split()),
)
"""Intents that one answer may serve: what the likeliest of a family has is what the family has."""

WORDS = FAMILIES[0] | FAMILIES[2] | {"follow_up_person", "change"}
"""Intents that ask for somebody's words."""

LONGEST = 80
"""Words of a question that count."""


@dataclass(frozen=True)
class Intent:
    """The likeliest intent, its probability (0 to 1), and the next one's name.

    ``words``: the probability that somebody's words are asked for, by whatever intent.
    """

    name: str
    likely: float
    second: str
    words: float = 0.0


def tokens(rest: str, names: Sequence[tuple[int, int]]) -> list[str]:
    """The words of a question in lower case, with signs for what is particular to it.

    Args:
        rest: the question with private-use characters for its quotations.
        names: offsets in ``rest`` of names that are known. Other words with a capital count as names too.
    """
    text = rest
    for start, end in sorted(names, reverse=True):
        text = f"{text[:start]} {NAME} {text[end:]}"
    text = _MASKED.sub(lambda found: f" {NAME if NAME in found[0] else QUOTE} ", text)
    has_small_letters = any(char.islower() for char in text)
    found: list[str] = []
    for n, word in enumerate(re.findall(f"{NAME}|{QUOTE}|{_WORD.pattern}", text)[:LONGEST]):
        is_name = n and has_small_letters and word[:1].isupper() and word != "I" and not word.startswith(("I'", "I’"))
        shown = NAME if is_name else NUMBER if word[:1].isdigit() else word.lower().replace("’", "'")
        if shown != NAME or found[-1:] != [NAME]:
            found.append(shown)
    return found


def features(called: Sequence[str], *, has_days: bool, has_outlet: bool) -> Iterator[str]:
    """What is known of a question's words, as names of features that hold."""
    yield from (f"1 {word}" for word in set(called))
    framed = ["<", *called, ">"]
    yield from {f"2 {a} {b}" for a, b in pairwise(framed)}
    yield from {f"3 {a} {b} {c}" for a, b, c in zip(framed, framed[1:], framed[2:], strict=False)}
    yield from {f"skip {a} {b}" for a, b in zip(framed, framed[2:], strict=False)}
    for word in set(called):
        if len(word) > 3:
            yield from {f"letters {f'<{word}>'[n : n + 4]}" for n in range(len(word) - 1)}
    yield f"first {called[0] if called else ''}"
    length = len(called)
    yield f"length {length // 2 if length < 8 else min(9, 4 + length // 8)}"
    yield f"names {min(3, called.count(NAME))}"
    yield f"quotations {min(2, called.count(QUOTE))} {min(4, length // 3)}"
    if has_days:
        yield "days"
    if has_outlet:
        yield "outlet"


@dataclass(frozen=True)
class Weights:
    """Of the features, float32, (features, intents); of the vector's dimensions; and of nothing, (intents,).

    ``embedder``: the one whose vectors were fitted; another's tell nothing here. ``sharpness`` makes the
    probabilities those that were right on the questions that nothing was fitted on.
    """

    intents: tuple[str, ...]
    rows: dict[str, int]
    words: NDArray[np.float32]
    vector: NDArray[np.float32]
    bias: NDArray[np.float32]
    embedder: str
    sharpness: float

    def probabilities(self, held: Sequence[str], vector: NDArray[np.float32] | None) -> NDArray[np.float32]:
        """The probability of each intent, (intents,).

        Args:
            held: the question's features.
            vector: of the question, (dimensions,), L2-normalised; None: it isn't known.
        """
        rows = [self.rows[name] for name in held if name in self.rows]
        scores = self.bias.copy()
        if rows:
            scores = scores + self.words[rows].sum(axis=0) / np.sqrt(len(rows))
        if vector is not None:
            scores = scores + vector @ self.vector
        shares = np.exp((scores - scores.max()) * self.sharpness)
        shown: NDArray[np.float32] = shares / shares.sum()
        return shown


@cache
def weights() -> Weights:
    """The weights in the package."""
    with resources.files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as kept:
        about = json.loads(bytes(kept["about"]).decode("utf-8"))
        words, vector, bias = (kept[name].astype(np.float32) for name in ("words", "vector", "bias"))
    rows = {name: row for row, name in enumerate(about["features"])}
    return Weights(tuple(about["intents"]), rows, words, vector, bias, about["embedder"], about["sharpness"])


def classified(held: Sequence[str], vector: NDArray[np.float32] | None, *, follows: bool) -> Intent:
    """The intent of a question.

    Args:
        held: its features.
        vector: its vector, None where the weights know nothing of the embedder's.
        follows: whether a turn came before it.
    """
    fitted = weights()
    shares = fitted.probabilities(held, vector)
    if not follows:
        fits = np.array([name not in NEED_A_TURN or name == "context" for name in fitted.intents])
        shares = shares * fits / max(float((shares * fits).sum()), 1e-9)
    best, second = np.argsort(-shares)[:2]
    family = next((each for each in FAMILIES if fitted.intents[best] in each), {fitted.intents[best]})

    def all_of(names: Set[str]) -> float:
        return sum(float(share) for name, share in zip(fitted.intents, shares, strict=True) if name in names)

    return Intent(fitted.intents[best], all_of(family), fitted.intents[second], all_of(WORDS))
