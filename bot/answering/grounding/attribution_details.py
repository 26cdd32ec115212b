"""What the articles tell about a statement beside its words: who the speaker is, how, where and when it was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.drafting.evidence import Item
from bot.answering.grounding.paraphrase import Token, tokens
from retrieval.lang.en.function_words import JOINS_DETAIL, LEFT_HANGING
from retrieval.lang.en.inflection import finite
from retrieval.lang.en.people import NAME_TITLES
from retrieval.lang.en.speech_verbs import ASSERTS, PLAIN
from retrieval.lang.en.times import MONTHS, WEEKDAYS
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold
from retrieval.model import Kind, Speaker

_ASK = finite(["ask"])
_TITLES = NAME_TITLES | {"mayor"}
_LEFT_HANGING = re.compile(rf"(?:\s{any_of(LEFT_HANGING)}|['’]s)\s*\Z", re.IGNORECASE)


class Told:
    """What the evidence tells about a statement beside its words: who the speaker is, how, where and when."""

    def __init__(self, items: Sequence[Item], speaker: Speaker) -> None:
        self._statements = [item.statement for item in items if item.statement is not None]
        self._speaker = speaker

    def verb(self, verb: str) -> bool:
        """Whether the article says it with this verb, or the verb says nothing beyond "said"."""
        word = fold(verb)
        if word in PLAIN and self.asserted:
            return True
        cues = {token.word for each in self._statements for token in tokens(each.cue or "")}
        if word in _ASK:
            return word in cues or all("?" in each.text for each in self._statements)
        return word in cues

    @property
    def asserted(self) -> bool:
        """Whether "said" tells no less than the article's cue: one who denied something didn't say it."""
        return all(
            each.kind is Kind.DIRECT or all(token.free or token.word in ASSERTS for token in tokens(each.cue or "said"))
            for each in self._statements
        )

    def lead(self, text: str) -> bool:
        """Whether words beside the name are how the articles introduce this speaker, or where and when."""
        words = [token for token in tokens(text) if not token.free]
        if not words:
            return True
        if _LEFT_HANGING.search(text):
            return False
        if {token.word for token in words} <= _TITLES and text[-1:] == " " and "," not in text:
            return self._introduced(words)
        return self._introduced(words) or self.detail(tokens(text.replace(",", " ")))

    def _introduced(self, words: Sequence[Token]) -> bool:
        wanted = [token.word for token in words]
        mentions = [each.mention or "" for each in self._statements]
        for text in (*(each.text for each in self._speaker.introductions), *mentions):
            held = [token.word for token in tokens(text) if not token.free]
            if any(held[n : n + len(wanted)] == wanted for n in range(len(held))):
                return True
        return False

    def detail(self, words: Sequence[Token]) -> bool:
        """Whether words are where, when or to whom it was said, as the article tells; no words are."""
        left = _telling(words)
        for each in self._statements:
            for known in (each.venue, each.cue):
                left = _without(left, _telling(tokens(known or "")))
        if left and all(each.said_on for each in self._statements):
            days = [each.said_on for each in self._statements if each.said_on]
            if len(set(days)) == 1:
                day = days[0]
                month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
                left = [word for word in left if word != weekday]
                for form in ([str(day.day), month, str(day.year)], [month, str(day.day), str(day.year)],
                             [str(day.day), month], [month, str(day.day)]):  # fmt: skip
                    left = _without(left, form)
        return not left


def _telling(words: Sequence[Token]) -> list[str]:
    """The words that tell something, without those that only join them."""
    return [token.word for token in words if not token.free and token.word not in JOINS_DETAIL]


def _without(words: list[str], run: Sequence[str]) -> list[str]:
    """Words without one run of them, when it stands there in one piece."""
    for n in range(len(words) - len(run) + 1) if run else ():
        if words[n : n + len(run)] == list(run):
            return words[:n] + words[n + len(run) :]
    return words
