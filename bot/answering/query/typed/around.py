"""What stands around a question: greetings, reasons, hurry, wishes for a source. It asks nothing, and has no topic.

A tagger (the perceptron of :mod:`~bot.answering.query.slot_tagger`) tells of each word whether it belongs to what is
asked. Its weights are fitted by ``tests/fitting/fit_around.py`` on the labelled questions and what writers put around
them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.answering.query.slot_tagger import QUOTE, Token, tagged, weights
from retrieval.lang.en.function_words import OF_OURSELVES, STOP_WORDS, TO_YOU
from retrieval.lang.en.question_words import FRAME, QUESTION_WORDS
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.languages import is_foreign
from retrieval.lang.sentence_ends import is_abbreviation
from retrieval.lang.tokens import fold, words

WEIGHTS = "around.npz"
BEFORE, ASKED, BEHIND = TAGS = range(3)

NAME = "<name>"
LONGEST = 160
"""Words of a message that are read; a longer one is left as it is."""

FEWEST_ASKED = 2
"""Words that a question has at least: "more, please" is left as it is."""

LONGEST_CUT = 5
"""Words and marks that may stand behind a question without a mark before them: "according to these articles?"."""

_TOKEN = re.compile(r"@\w+|[\ue000-\uf8ff]+|[^\W_]+(?:['’-][^\W_]+)*|[?!.…]+|[,:;()]|[-–—/>*]+|[^\w\s]")
_END = re.compile(r"[?!.…]+")
_SPOKEN_TO = OF_OURSELVES | TO_YOU | {"u"}


def tokens(text: str, names: Sequence[tuple[int, int]]) -> list[Token]:
    """The words and marks of a message with their offsets; names are ``NAME`` there, and quotations ``QUOTE``."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in names):
            word = NAME
        else:
            word = QUOTE if "\ue000" <= match[0][0] <= "\uf8ff" else fold(match[0]).replace("’", "'")
        found.append((word, start, end))
    return found


def observed(called: Sequence[Token]) -> list[list[str]]:
    """For each word, the names of the features that hold."""
    named = [word for word, *_ in called]
    kinds = list(map(_kind, named))
    framed, kinded = ["<", *named, ">"], ["<<", "<", *kinds, ">", ">>"]
    sentences = _sentences(named)
    asking = next((n for n, kind in enumerate(kinds) if kind == "asks"), len(named))
    marked = next((n for n, word in enumerate(named) if word.startswith("?")), len(named))
    found = []
    for start, end in sentences:
        inside = named[start:end]
        signs = [
            f"me {not _SPOKEN_TO.isdisjoint(each.split(chr(39))[0] for each in inside)}",
            f"name {NAME in inside}",
            f"quote {QUOTE in inside}",
            f"q {inside[-1].startswith('?')}",
            f"asks {kinds[start]} {start <= asking < end}",
            f"alone {len(sentences) == 1}",
            f"content {min(kinds[start:end].count('content'), 4)}",
            f"wfirst {inside[0]}",
        ]
        where = f"{_side(start, asking - 1)} {_side(start, marked)}"
        for n in range(start, end):
            before, word, after = framed[n : n + 3]
            kind2, kind1, kind, next1, next2 = kinded[n : n + 5]
            place = f"{'before' if n < asking else 'at' if n == asking else 'behind'} {_side(n, marked)}"
            found.append([
                "bias", f"w {word}", f"k {kind}", f"wb {before}", f"wa {after}", f"wp {before} {word}",
                f"wn {word} {after}", f"pk {kind1} {kind}", f"nk {kind} {next1}", f"ppk {kind2} {kind1} {kind}",
                f"knn {kind} {next1} {next2}", f"place {place}", f"place {place} {kind}", f"wplace {place} {word}",
                f"at {min(n, 6)} {kind}", f"left {min(6, len(named) - n)} {kind}", f"stands {where}",
                *(f"{sign} {where}" for sign in signs), f"{signs[0]} {signs[1]} {signs[3]} {where}",
                f"{signs[0]} {signs[6]} {where} {place}", f"of {len(sentences) > 1} {place}",
            ])  # fmt: skip
    return found


def _side(n: int, of: int) -> str:
    return "before" if n <= of else "behind"


def _sentences(named: Sequence[str]) -> list[tuple[int, int]]:
    """Where each sentence starts and ends among the words."""
    ends = [n + 1 for n, word in enumerate(named[:-1]) if _END.fullmatch(word)]
    cuts = [0, *(each for each in ends if not is_abbreviation(named[max(each - 2, 0)])), len(named)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _kind(word: str) -> str:
    if word in (NAME, QUOTE):
        return word
    if not word[:1].isalnum():
        return "end" if _END.fullmatch(word) else "mark"
    base = word.split("'")[0]
    if base in QUESTION_WORDS:
        return "asks"
    if base in _SPOKEN_TO:
        return "me"
    if base in FRAME or base in ASKS_FOR_WORDS:
        return "frame"
    return "small" if base in STOP_WORDS else "content"


def what_is_asked(named: Sequence[str], tags: Sequence[int]) -> tuple[int, int] | None:
    """From which word to which a message asks, as a slice; None: nothing in it does.

    It begins and ends with a whole sentence, at a mark, or before a question word, and leaves no name or quotation out.
    """
    asked = [tag == ASKED or word in (NAME, QUOTE) for tag, word in zip(tags, named, strict=True)]
    kinds = list(map(_kind, named))
    asks = [tag == ASKED and kind == "asks" for tag, kind in zip(tags, kinds, strict=True)]
    stay = [
        (a, b)
        for a, b in _sentences(named)
        if not {NAME, QUOTE}.isdisjoint(kinds[a:b]) or any(asks[a:b]) or 2 * sum(asked[a:b]) > b - a
    ]
    if not stay:
        return None
    start, end = stay[0][0], stay[-1][1]
    first, last = asked.index(True, start), end - asked[end - 1 : start - 1 if start else None : -1].index(True)
    while first > start and kinds[first] != "asks" and kinds[first - 1] not in ("mark", "end"):
        first -= 1
    if first > start and named[first - 1] == ":" and {"content", "mark"}.issuperset(kinds[start:first]):
        first = start  # "storm: when was the bridge shut"
    is_marked = last < end and "mark" in (kinds[last], kinds[last - 1])
    if not is_marked and (end - last > LONGEST_CUT or kinds[last - 1] == "small"):
        last = end
    return first, last


def asked_alone(text: str, names: Sequence[tuple[int, int]]) -> str:
    """A message without what stands before its question and behind it.

    What has a name or a quotation stays, and so does a message of little else.

    Args:
        text: the message, with private-use characters for its quotations.
        names: offsets of the names and outlets in it that are known.
    """
    called = tokens(text, names)
    if not 1 < len(called) <= LONGEST or is_foreign(text):
        return text
    tags = tagged(observed(called), weights(__package__, WEIGHTS), TAGS)
    if (asked := what_is_asked([word for word, *_ in called], tags)) is None:
        return text
    left = text[called[asked[0]][1] : called[asked[1] - 1][2]]
    return left if len(words(left)) >= FEWEST_ASKED else text
