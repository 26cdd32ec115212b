"""A model that writes ordinary true sentences about its evidence, as a good one does.

What of them the gate refuses is the price of the promise.
"""

from __future__ import annotations

import hashlib
import random
import re
import threading
from collections.abc import Iterator

from tests.fakes.model import FakeWriting
from tests.model.liar import evidence

SAYS = frozenset("said says say added noted argued announced warned insisted claimed explained wrote according".split())
"""Cues for which a good writer may put "said"; any other is part of what is told: "Holm denounced the minister"."""

_TO_HIM = {"i": "he", "my": "his", "me": "him", "we": "they", "our": "their", "us": "them", "i'm": "he's"}
_OF_ONE = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b")
_OUTLET = re.compile(r"(?:reporters|CNN|MSNBC|POLITICO|[A-Z][\w ]+ News|The [A-Z][\w ]+)")


class Honest:
    """Stands for a model. ``written``: each sentence's form and text, in order."""

    name = "honest:all"
    most = 4_000
    window = 16_000

    def __init__(self) -> None:
        self.written: list[tuple[str, str]] = []

    def write(self, system: str, user: str, stop: threading.Event | None = None) -> FakeWriting:
        """See :class:`bot.llm.client.Model`. A sentence that is refused it can't mend: it was true."""
        if "What is wrong with it:" in user:
            return FakeWriting("NONE", stop)
        chance = random.Random(hashlib.sha256(user.encode("utf-8", "replace")).digest())
        sentences = list(_drafted(user, chance))
        self.written += sentences
        return FakeWriting("\n".join(text for _, text in sentences), stop)


def _drafted(prompt: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """One sentence for each piece of evidence, in a form drawn by chance."""
    fenced = prompt.partition("========")[2]
    for number, who, words in evidence(prompt):
        if who is None:
            yield "a passage's first sentence", f"{_first(words)} [{number}]"
            continue
        told = re.search(rf"^\[{number}\] {re.escape(who)} ([a-z]+): [^\n]*\n\(([^\n;]*);?([^\n]*)\)$", fenced, re.M)
        assert told is not None
        forms = list(_forms(told[1], told[2], who, words, [part.strip() for part in told[3].split(",")]))
        if forms:
            form, sentence = chance.choice(forms)
            yield form, f"{sentence} [{number}]."


def _forms(verb: str, kind: str, who: str, words: str, where: list[str]) -> Iterator[tuple[str, str]]:
    last = who.split()[-1]
    if kind == "direct quote":
        yield from _quoting(who, last, words, where)
        return
    reported = _reported(words)
    if verb not in SAYS:
        yield f"{kind}: its own verb", f"{who} {verb} {reported.removeprefix(verb).strip()}"
        return
    yield f"{kind}: X said …", f"{who} said {reported}"
    yield f"{kind}: X said that …", f"{last} said that {reported}"
    yield f"{kind}: According to X, …", f"According to {who}, {reported}"
    yield f"{kind}: …, X said", f"{reported[:1].upper()}{reported[1:]}, {last} said"


def _quoting(who: str, last: str, words: str, where: list[str]) -> Iterator[tuple[str, str]]:
    quote = words.strip(' “”"').removeprefix("''").removesuffix("''").strip().rstrip(",")
    first, *others = re.split(r"(?<=[.!?]) (?=[A-Z])", quote)
    bare = quote.rstrip(".")
    yield "X said: “…”", f"{who} said: “{quote}”"
    yield "X said, “…”", f"{last} said, “{quote}”"
    yield "“…,” X said", f"“{bare},” {who} said"
    yield "“…,” said X", f"“{bare},” said {last}"
    yield "X said that “…”", f"{who} said that “{bare}”"
    yield "According to X, “…”", f"According to {who}, “{bare}”"
    if others:
        yield "X said, “first sentence”", f"{last} said, “{first}”"
        yield "“…,” X said. “…”", f"“{first.rstrip('.')},” {last} said. “{' '.join(others)}”"
        yield "X said “…,” adding: “…”", f"{who} said “{first.rstrip('.')},” adding: “{' '.join(others)}”"
    if "?" not in first:
        yield "X said that … (of a quote)", f"{who} said that {_reported(first)}"
        yield "According to X, … (of a quote)", f"According to {who}, {_reported(first)}"
    for part in where:
        if part.startswith(("on ", "in an interview", "at ")):
            yield "At …, X said: “…”", f"{part[:1].upper()}{part[1:]}, {who} said: “{quote}”"
        elif _OUTLET.fullmatch(part):
            yield "X told Y: “…”", f"{who} told {part}: “{quote}”"


def _reported(words: str) -> str:
    """Words as a sentence reports them: without a "that" before, and "I" as "he"."""
    words = re.sub(r"^that ", "", words.strip().rstrip(".,"))
    if words.split(" ")[0] in {"We", "It", "The", "If", "But", "He", "They", "This", "There", "My", "Our"}:
        words = words[:1].lower() + words[1:]
    pieces = re.split(r"([“\"][^”\"]*[”\"])", words)  # what is quoted stays
    return "".join(
        piece if n % 2 else _OF_ONE.sub(lambda found: _TO_HIM[found[0].lower()], piece)
        for n, piece in enumerate(pieces)
    )


def _first(words: str) -> str:
    first = re.split(r"(?<=[.!?]) (?=[A-Z“])", words.strip())[0]
    return first[:1].upper() + first[1:]
