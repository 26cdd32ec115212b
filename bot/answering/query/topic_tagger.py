"""Which words of a question are its topic: an averaged perceptron over the words in a row.

After Collins, "Discriminative Training Methods for Hidden Markov Models" (EMNLP 2002). The weights are fitted by
``tests/fitting/fit_topic_tagger.py`` on the labelled questions of ``tests/labelled``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from retrieval.lang.en.function_words import STOP_WORDS
from retrieval.lang.en.question_words import FRAME, LEADS_TO_A_TOPIC
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.tokens import fold

WEIGHTS = "topics.json"

NAME, QUOTE = "<name>", "<quotation>"
_WORD = re.compile(r"[\ue000-\uf8ff]+|[^\W_]+(?:['’-][^\W_]+)*|[?!,:;]")
LONGEST = 120
"""Words that are read; the rest isn't a topic."""

Token = tuple[str, int, int]
"""A word as the weights know it, and its offsets."""


def tokens(text: str, names: Sequence[tuple[int, int]]) -> list[Token]:
    """The words of a question with their offsets; speakers' names are ``NAME`` there, and quotations ``QUOTE``."""
    found = []
    for match in list(_WORD.finditer(text))[:LONGEST]:
        start, end = match.span()
        if any(a < end and start < b for a, b in names):
            word = NAME
        else:
            word = QUOTE if match[0][0] >= "\ue000" and match[0][0] <= "\uf8ff" else fold(match[0])
        found.append((word, start, end))
    return found


def observed(called: Sequence[Token], text: str) -> list[list[str]]:
    """For each word, the names of the features that hold."""
    named = [word for word, *_ in called]
    framed = ["<<", "<", *named, ">", ">>"]
    leads = [n for n, word in enumerate(named) if word in LEADS_TO_A_TOPIC]
    found = []
    for n, (word, start, end) in enumerate(called):
        before, after, before2, after2 = framed[n + 1], framed[n + 3], framed[n], framed[n + 4]
        behind = max((at for at in leads if at < n), default=None)
        kind = _kind(word)
        shape = "A" if text[start:end][:1].isupper() and n else "0" if text[start:end].isdigit() else "a"
        found.append([
            "bias", f"w {word}", f"k {kind}", f"p {before}", f"n {after}", f"pp {before2} {before}",
            f"nn {after} {after2}", f"pk {_kind(before)} {kind}", f"nk {kind} {_kind(after)}",
            f"pkn {_kind(before)} {kind} {_kind(after)}", f"s {shape} {kind}", f"end {word[-3:]}",
            f"last {named[behind] if behind is not None else ''} {kind}", f"at {min(n, 5)} {kind}",
            f"left {min(5, len(named) - n)} {kind}", f"name before {NAME in named[:n]} {kind}",
            f"name behind {NAME in named[n + 1 :]} {kind}", f"w p {before} {word}", f"w n {word} {after}",
        ])  # fmt: skip
    return found


def _kind(word: str) -> str:
    if word in (NAME, QUOTE, "<", ">", "<<", ">>"):
        return word
    if not word[:1].isalnum():
        return "mark"
    if word in FRAME or word in ASKS_FOR_WORDS:
        return "frame"
    return "small" if word in STOP_WORDS else "content"


def tagged(seen: Sequence[Sequence[str]], weights: Mapping[str, float]) -> list[bool]:
    """Whether each word is of the topic, for the row of words as a whole (Viterbi)."""
    best: list[tuple[float, float]] = []
    back: list[tuple[int, int]] = []
    for features in seen:
        score = sum(weights.get(name, 0.0) for name in features)
        old = best[-1] if best else (0.0, float("-inf"))
        into = [
            max((old[0] + (weights.get("out in", 0.0) if to else 0.0), 0), (old[1] + weights.get(f"in {to}", 0.0), 1))
            for to in (0, 1)
        ]
        best.append((into[0][0], into[1][0] + score))
        back.append((into[0][1], into[1][1]))
    tags: list[bool] = []
    tag = int(bool(best) and best[-1][1] > best[-1][0])
    for n in range(len(seen) - 1, -1, -1):
        tags.append(bool(tag))
        tag = back[n][tag]
    return tags[::-1]


@cache
def weights() -> Mapping[str, float]:
    """The weights in the package."""
    kept: dict[str, float] = json.loads(resources.files(__package__).joinpath(WEIGHTS).read_text("utf-8"))
    return kept


def topic_words(text: str, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the words of a question's topic stand, each run of them at once.

    Args:
        text: the question, with private-use characters for its quotations.
        names: offsets of the names whose words are asked for.
    """
    called = tokens(text, names)
    spans: list[tuple[int, int]] = []
    was_in = False
    for (_, start, end), is_in in zip(called, tagged(observed(called, text), weights()), strict=True):
        if is_in and was_in:
            spans[-1] = (spans[-1][0], end)
        elif is_in:
            spans.append((start, end))
        was_in = is_in
    return spans
