"""Fits ``around.npz``: which words of a message belong to what it asks. Run by hand, never at run time.

``python -m tests.fitting.fit_around`` fits on what one writer of ``tests/labelled/around_questions.jsonl`` puts around
the labelled questions of one half, and reports on another's around those of the other half; ``--write`` then fits on
all and writes the weights into the package.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from bot.answering.query.slot_tagger import Weights, tagged
from bot.answering.query.typed import around
from bot.answering.query.typed.around import ASKED, BEFORE, BEHIND, TAGS, observed, tokens, what_is_asked
from retrieval.lang.quotation_marks import quoted_spans
from tests.fitting.fit_slot_tagger import LABELS, fit, write

FILLED = 14
"""Times that each text is put around another question."""
FEWEST_USES = 4
BOTH, UNKNOWN, SMALL, UNMARKED = 0.3, 0.3, 0.4, 0.5
"""Shares: with a text on either side, names not known, in small letters, without a question mark."""

NO_QUESTION = tuple("thanks help more confirm choose correct back check_ context off_topic".split())
"""Intents whose messages nothing is put around: they are about the bot's own answer, or have several sentences."""


class Example(NamedTuple):
    """A message's features, word by word, the tag of each, and the words."""

    seen: list[list[str]]
    wanted: list[int]
    words: list[str]


def _labels(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def _example(before: str, asked: str, behind: str, names: Sequence[str], *, known: bool) -> Example:
    text = before + asked + behind
    for quote in reversed(quoted_spans(text)):
        length = quote.inner_end - quote.inner_start
        text = text[: quote.inner_start] + "\ue000" * length + text[quote.inner_end :]
    spans = [(at, at + len(name)) for name in names if known and (at := text.find(name)) >= 0]
    called = tokens(text, spans)
    end = len(before + asked)
    wanted = [
        BEFORE if start < len(before) else ASKED if start < end or (start == end and word[0] == "?") else BEHIND
        for word, start, _ in called
    ]
    seen = observed(called)
    return Example(seen, wanted, [word for word, *_ in called])


def examples(writers: str, halves: str) -> Iterator[Example]:
    """The questions of some halves as they are, and with what some writers put around them."""
    chance = random.Random(writers + halves)
    asked = [label for half in halves for label in _labels(f"questions_{half}")]
    for label in asked:
        yield _example("", label["q"], "", label["slots"].get("speakers", ()), known=chance.random() > UNKNOWN)
    asked = [label for label in asked if not label["intent"].startswith(NO_QUESTION)]
    texts = [each for each in _labels("around_questions") if each["writer"] in writers]
    for each in texts:
        for _ in range(FILLED):
            label = chance.choice(asked)
            slots, known = label["slots"], chance.random() > UNKNOWN
            question = label["q"].rstrip("?!. ") if each["where"] == "behind" else label["q"]
            if each["where"] == "nowhere":
                who = chance.choice(slots.get("speakers") or ["Holm"])
                topic = chance.choice(slots.get("topics") or ["the bridge"])
                question = each["text"].replace("{S}", who).replace("{T}", topic)
            sides = {"before": "", "behind": "", each["where"]: each["text"]}
            if chance.random() < BOTH and each["where"] != "nowhere":
                other = chance.choice([one for one in texts if one["where"] not in ("nowhere", each["where"])])
                sides[other["where"]] = other["text"]
            if sides["behind"]:
                question = question.rstrip("?!. ")
            elif chance.random() < UNMARKED:
                question = question.rstrip("?")
            names = slots.get("speakers", ())
            if chance.random() < SMALL:
                question, names = question.lower(), [name.lower() for name in names]
            yield _example(sides["before"], question, sides["behind"], names, known=known)


def _fit(writers: str, halves: str) -> Weights:
    return fit(list(examples(writers, halves)), TAGS, FEWEST_USES)


def report(weights: Weights, others: Sequence[Example], of: str) -> None:
    """Print how often just the question is left, and how often a message that is only a question is cut."""
    found = [(tagged(each.seen, weights, TAGS), each.wanted, each.words) for each in others]

    def cut(tags: Sequence[int], words: Sequence[str]) -> tuple[int, int]:
        return what_is_asked(words, tags) or (0, len(words))

    def whole(wanted: Sequence[int]) -> tuple[int, int]:
        asked = [n for n, tag in enumerate(wanted) if tag == ASKED]
        return asked[0], asked[-1] + 1

    framed = [(cut(tags, words), whole(wanted)) for tags, wanted, words in found if len(set(wanted)) > 1]
    just = [one == other for one, other in framed]
    into = [one[0] > other[0] or one[1] < other[1] for one, other in framed]
    alone = [cut(tags, words) != whole(wanted) for tags, wanted, words in found if len(set(wanted)) == 1]
    if just:
        print(f"  {of}: of {len(just)} {sum(just) / len(just):.3f} leave just the question,", end="")
        print(f" {sum(into) / len(into):.3f} cut into it")
    print(f"  {of}: {sum(alone) / len(alone):.3f} of {len(alone)} that only ask are cut")


def main() -> int:
    """Fit, report, and write the weights where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="fit on all and write the weights")
    options = parser.parse_args()
    for writer, half, other in product("abde", "ab", "ab"):
        if half != other:
            fitted = _fit("abcdef".replace(writer, ""), half + "c")
            report(fitted, list(examples(writer, other)), f"writer {writer}, questions {other}")
    if options.write:
        write(_fit("abcdef", "abc"), Path(around.__file__).with_name(around.WEIGHTS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
