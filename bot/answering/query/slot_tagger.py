"""Whose words a question asks for, and on what, by its words in a row: an averaged perceptron with three tags.

After Collins, "Discriminative Training Methods for Hidden Markov Models" (EMNLP 2002). The weights are fitted by
``tests/fitting/fit_slot_tagger.py`` on the labelled questions and the forms of questions in ``tests/labelled``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from typing import NamedTuple

import numpy as np

from retrieval.lang.en.function_words import STOP_WORDS
from retrieval.lang.en.people import BODY_NOUNS, BODY_WORDS, PERSON_NOUNS
from retrieval.lang.en.question_words import FRAME, LEADS_TO_A_TOPIC
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.tokens import fold

WEIGHTS = "slots.npz"

NAME, QUOTE = "<name>", "<quotation>"
NEITHER, SPEAKER, TOPIC = TAGS = range(3)
_WORD = re.compile(r"[\ue000-\uf8ff]+|['’]s\b|[^\W_]+(?:(?:['’](?!s\b)|-)[^\W_]+)*|(?<!\S)[-–—/]+(?!\S)|[?!,:;.]")
_BODIES = BODY_NOUNS | BODY_WORDS
LONGEST = 120
"""Words that are read; the rest isn't looked at."""

Token = tuple[str, int, int]
"""A word as the weights know it, and its offsets."""

Weights = Mapping[str, Sequence[float]]
"""Of each feature one number a tag, in hundredths in the package; "from n" is of the tag n before it."""


class Slots(NamedTuple):
    """Where a question has those whose words it asks for, and its topic: each run of words at once."""

    speakers: list[tuple[int, int]]
    topics: list[tuple[int, int]]


def tokens(text: str, names: Sequence[tuple[int, int]]) -> list[Token]:
    """The words of a question with their offsets; names are ``NAME`` there, and quotations ``QUOTE``."""
    found = []
    for match in list(_WORD.finditer(text))[:LONGEST]:
        start, end = match.span()
        if any(a < end and start < b for a, b in names):
            word = NAME
        else:
            word = QUOTE if "\ue000" <= match[0][0] <= "\uf8ff" else fold(match[0])
        found.append((word, start, end))
    return found


def observed(called: Sequence[Token], text: str) -> list[list[str]]:
    """For each word, the names of the features that hold."""
    named = [word for word, *_ in called]
    framed = ["<<", "<", *named, ">", ">>"]
    kinds = ["<<", "<", *map(_kind, named), ">", ">>"]
    leads = [n for n, word in enumerate(named) if word in LEADS_TO_A_TOPIC]
    asks = [n for n, word in enumerate(named) if word in ASKS_FOR_WORDS]
    found = []
    for n, (word, start, end) in enumerate(called):
        before2, before, _, after, after2 = framed[n : n + 5]
        kind2, kind1, kind, next1, next2 = kinds[n : n + 5]
        lead = next((named[at] for at in reversed(leads) if at < n), "")
        asked = next((named[at] for at in reversed(asks) if at < n), "")
        to_ask = next((named[at] for at in asks if at > n), "")
        shape = "A" if text[start:end][:1].isupper() and n else "0" if text[start:end].isdigit() else "a"
        found.append([
            "bias", f"w {word}", f"k {kind}", f"p {before}", f"n {after}", f"pp {before2} {before}",
            f"nn {after} {after2}", f"pk {kind1} {kind}", f"nk {kind} {next1}", f"pkn {kind1} {kind} {next1}",
            f"ppk {kind2} {kind1} {kind}", f"knn {kind} {next1} {next2}", f"s {shape} {kind}",
            f"wp {before} {kind}", f"wn {kind} {after}", f"pwn {before} {kind} {after}", f"end {word[-3:]}",
            f"last {lead} {kind}", f"asked {asked} {kind}", f"asks {to_ask} {kind}", f"first {named[0]} {kind}",
            f"at {min(n, 5)} {kind}", f"left {min(5, len(named) - n)} {kind}",
            f"name before {NAME in named[:n]} {kind}", f"name behind {NAME in named[n + 1 :]} {kind}",
            f"w p {before} {word}", f"w n {word} {after}",
        ])  # fmt: skip
    return found


def _kind(word: str) -> str:
    if word in (NAME, QUOTE):
        return word
    if not word[:1].isalnum():
        return "'s" if word.endswith("s") else "mark"
    if word in FRAME or word in ASKS_FOR_WORDS:
        return "frame"
    if word in STOP_WORDS:
        return "small"
    forms = {word, word.removesuffix("s")}
    return "person" if forms & PERSON_NOUNS else "body" if forms & _BODIES else "content"


def tagged(seen: Sequence[Sequence[str]], weights: Weights, tags: Sequence[int] = TAGS) -> list[int]:
    """The tag of each word, for the row of words as a whole (Viterbi); ``tags`` are numbered from 0."""
    if not seen:
        return []
    none = (0.0,) * len(tags)
    steps = [weights.get(f"from {tag}", none) for tag in tags]
    best, back = list(none), list[list[int]]()
    for n, features in enumerate(seen):
        known = [weights[name] for name in features if name in weights]
        came = [_best([score + step[tag] for score, step in zip(best, steps, strict=True)]) for tag in tags]
        into = [best[old] + steps[old][tag] if n else 0.0 for tag, old in zip(tags, came, strict=True)]
        best = [into[tag] + sum(each[tag] for each in known) for tag in tags]
        back.append(came)
    row = [_best(best)]
    for came in reversed(back[1:]):
        row.append(came[row[-1]])
    return row[::-1]


def _best(scores: Sequence[float]) -> int:
    return max(range(len(scores)), key=scores.__getitem__)


@cache
def weights(package: str = __package__, file: str = WEIGHTS) -> Weights:
    """The weights in a package."""
    with resources.files(package).joinpath(file).open("rb") as opened, np.load(opened) as kept:
        names = kept["features"].tobytes().decode().split("\n")
        return dict(zip(names, kept["weights"].tolist(), strict=True))


def slots(text: str, names: Sequence[tuple[int, int]]) -> Slots:
    """Whose words a question asks for, and on what.

    Args:
        text: the question, with private-use characters for its quotations.
        names: offsets of the names in it that are known.
    """
    called = tokens(text, names)
    found = Slots([], [])
    tags = tagged(observed(called, text), weights())
    for tag, run in groupby(zip(tags, called, strict=True), key=lambda pair: pair[0]):
        if tag != NEITHER:
            words = [token for _, token in run]
            found[tag - 1].append((words[0][1], words[-1][2]))
    return found
