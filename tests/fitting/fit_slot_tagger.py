"""Fits ``slots.npz``: whose words a question asks for, and which are its topic. Run by hand, never at run time.

``python -m tests.fitting.fit_slot_tagger`` fits on one half of ``tests/labelled/questions_*.jsonl`` and on the forms of
two writers in ``question_forms.jsonl``, and reports on what is left, each way; ``--write`` then fits on all and writes
the weights into the package.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.answering.query import slot_tagger
from bot.answering.query.slot_tagger import NEITHER, SPEAKER, TAGS, TOPIC, Weights, observed, tagged, tokens
from retrieval.lang.quotation_marks import quoted_spans

LABELS = Path(__file__).parents[1] / "labelled"
ROUNDS = 6
FEWEST_USES = 8
LEAST = 0.3
"""A weight below which a feature is left out."""
RAISED = 10.0
"""Added to the score of a topic for every word: less of it is left out, as many are right."""
FILLED = 30
"""Times that each form is filled with other speakers and topics."""
LONGEST_TOPIC = 8
"""Words of a labelled topic that fills a form."""
CLAUSES, DESCRIBED, SMALL, UNKNOWN = 0.3, 0.5, 0.4, 0.25
"""Shares of the fillings: topics that are clauses, speakers who are described, all in lower case, no name known."""

WORDS_OF_ONE = frozenset("said said_about all_quotes did_say".split())
"""Intents whose speakers are those whose words are asked for."""

NO_TOPIC = (
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

Span = tuple[int, int]


class Example(NamedTuple):
    """A question's features, word by word, and the tag of each."""

    seen: list[list[str]]
    wanted: list[int]


def _example(text: str, speakers: Sequence[Span], topics: Sequence[Span], names: Sequence[Span]) -> Example:
    called = tokens(text, names)
    wanted = []
    for word, start, end in called:
        tag = NEITHER
        if any(a <= start and end <= b for a, b in speakers):
            tag = SPEAKER
        elif any(a <= start and end <= b for a, b in topics):  # one writer has "the flooding", one "flooding"
            tag = TOPIC if word not in _OPENING or wanted[-1:] == [TOPIC] else NEITHER
        wanted.append(tag)
    return Example(observed(called, text), wanted)


def _labels(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def read(half: str) -> Iterator[Example]:
    """The labelled questions of a half, each with its speakers' names known and unknown."""
    for label in _labels(f"questions_{half}"):
        text, slots = label["q"], label["slots"]
        for quote in reversed(quoted_spans(text)):
            length = quote.inner_end - quote.inner_start
            text = text[: quote.inner_start] + "\ue000" * length + text[quote.inner_end :]
        topics = [] if label["intent"].startswith(NO_TOPIC) else _places(text, slots.get("topics", ()))
        people = [*slots.get("speakers", ()), *slots.get("roles", ())] if label["intent"] in WORDS_OF_ONE else []
        speakers = [each for each in _places(text, people) if not any(a <= each[0] < b for a, b in topics)]
        for known in (True, False):
            named = [*slots.get("speakers", ()), *slots.get("about_persons", ())] if known else []
            yield _example(text, speakers, topics, _places(text, named))


def filled(writer: str) -> Iterator[Example]:
    """The forms of a writer with speakers and topics put in."""
    fillers = json.loads((LABELS / "question_fillers.json").read_text("utf-8"))
    asked = [label["slots"] for half in "ab" for label in _labels(f"questions_{half}")]
    names = [name for slots in asked for name in slots.get("speakers", ())]
    topics = [each for slots in asked for each in slots.get("topics", ()) if len(each.split()) <= LONGEST_TOPIC]
    chance = random.Random(writer)
    for form in (each for each in _labels("question_forms") if each["writer"] == writer):
        for _ in range(FILLED):
            name = chance.choice(names)
            is_described, is_clause, is_small, is_unknown = (
                chance.random() < share for share in (DESCRIBED, CLAUSES, SMALL, UNKNOWN)
            )
            who = chance.choice(fillers["descriptions"]).replace("{N}", name) if is_described else name
            about = chance.choice(fillers["clauses"] if is_clause else topics)
            who, name = (who.lower(), name.lower()) if is_small else (who, name)
            text, spans = _put(form["form"], who, about)
            speakers = spans["S"] if form["kind"] == "said" else []
            yield _example(text, speakers, spans["T"], [] if is_unknown else _places(text, [name]))


def _put(form: str, who: str, about: str) -> tuple[str, dict[str, list[Span]]]:
    """A form filled, and where the speaker and the topic stand in it."""
    text, spans = "", dict[str, list[Span]](S=[], T=[])
    for part in re.split(r"(\{[ST]\}(?:'s)?)", form):
        if not part.startswith("{"):
            text += part
            continue
        put = who if part[1] == "S" else about
        spans[part[1]].append((len(text), len(text) + len(put)))
        text += put + ("" if not part.endswith("'s") else "'" if put.endswith("s") else "'s")
    return text, spans


def _places(text: str, parts: Sequence[str]) -> list[Span]:
    return [found.span() for part in parts for found in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)]


def fit(examples: Sequence[Example], tags: Sequence[int] = TAGS, fewest: int = FEWEST_USES) -> Weights:
    """The averaged weights after some rounds over the examples, of features that ``fewest`` have."""
    uses = Counter(name for each in examples for features in each.seen for name in set(features))
    weights: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(tags))
    totals: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(tags))
    order, step, chance = list(examples), 0, random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for each in order:
            step += 1
            found = tagged(each.seen, weights, tags)
            for sign, row, other in ((1, each.wanted, found), (-1, found, each.wanted)):
                for n, (features, tag) in enumerate(zip(each.seen, row, strict=True)):
                    names = [name for name in features if uses[name] >= fewest] if tag != other[n] else []
                    if n and row[n - 1 : n + 1] != other[n - 1 : n + 1]:
                        names.append(f"from {row[n - 1]}")
                    for name in names:
                        weights[name][tag] += sign
                        totals[name][tag] += sign * step
    averaged = {
        name: [round(weight - total / step, 2) for weight, total in zip(row, totals[name], strict=True)]
        for name, row in sorted(weights.items())
    }
    return {name: row for name, row in averaged.items() if max(map(abs, row)) >= LEAST}


def _of_slots(examples: Sequence[Example]) -> Weights:
    weights = {name: list(row) for name, row in fit(examples).items()}
    weights["bias"][TOPIC] += RAISED
    return weights


def write(weights: Weights, where: Path) -> None:
    """Keep weights as a package has them: hundredths."""
    np.savez_compressed(
        where,
        features=np.frombuffer("\n".join(weights).encode(), dtype=np.uint8),
        weights=np.rint(np.array(list(weights.values())) * 100).astype(np.int16),
    )


def report(weights: Weights, others: Sequence[Example], of: str) -> None:
    """Print how often the speaker and the topic are right, and how often a speaker is found where none is."""
    tags = [tagged(each.seen, weights) for each in others]
    asked = [pair for pair in zip(tags, (each.wanted for each in others), strict=True) if SPEAKER in pair[1]]
    beside = [found for found, each in zip(tags, others, strict=True) if SPEAKER not in each.wanted]

    def share(tag: int) -> float:
        same = (all((a == tag) == (b == tag) for a, b in zip(*pair, strict=True)) for pair in asked)
        return sum(same) / max(1, len(asked))

    falsely = sum(SPEAKER in found for found in beside) / max(1, len(beside))
    print(
        f"  {of}: of {len(asked)} speakers {share(SPEAKER):.3f} and of their topics {share(TOPIC):.3f} are right;"
        f" {falsely:.3f} of {len(beside)} others have a speaker"
    )


def main() -> int:
    """Fit, report, and write the weights where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="fit on all and write the weights")
    options = parser.parse_args()
    halves = {half: list(read(half)) for half in "abc"}
    forms = {writer: list(filled(writer)) for writer in "abc"}
    for half, other in ("ab", "ba"):
        print(f"fitted on the questions of {half} and all forms")
        report(
            _of_slots([*halves[half], *halves["c"], *chain(*forms.values())]), halves[other], f"questions of {other}"
        )
    for writer in forms:
        print(f"fitted on all questions and the forms of others than {writer}")
        others = [each for name, examples in forms.items() if name != writer for each in examples]
        report(_of_slots([*chain(*halves.values()), *others]), forms[writer], f"forms of {writer}")
    if options.write:
        fitted = _of_slots([*chain(*halves.values()), *chain(*forms.values())])
        write(fitted, Path(slot_tagger.__file__).with_name(slot_tagger.WEIGHTS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
