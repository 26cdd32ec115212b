"""A reported clause: which words of the article it is."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.parse import Parse
from retrieval.lang.en.times import TIMES


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported clause: its frame, its span in code points of the article, and how many words that is.

    ``how`` names the rule that found it, ``kids`` are the cue's dependents that hold it.
    """

    frame: Frame
    start: int
    end: int
    words: int
    how: str = "clause"
    kids: tuple[int, ...] = ()


def before_marks(parse: Parse, token: int) -> int:
    """The token itself, or the closing quotation mark before it: "fans of “Prison Break,” Jones said"."""
    closes = token > 1 and parse.word[token - 1] in ("”", '"', "''", "’", "'", "»") and parse.word[token - 2] == ","
    return token - 1 if closes and parse.quote[token - 1] >= 0 and not parse.stand_in[token - 1] else token


def span(parse: Parse, frame: Frame, first: int, last: int) -> Reported | None:
    """The clause from token to token, without marks and quotes at its ends; None where it holds a quote or nothing."""
    if first == frame.verb + 1 and first + 1 < last:
        if parse.lower[first] in TIMES and parse.tag[first] in ("NNP", "NN"):
            # "The ministry said Wednesday it would": the day is when it was said.
            first += 1
        elif parse.lower[first] == "to" and "that" in parse.lower[first : first + 5]:
            first = parse.lower.index("that", first)
    while first <= last and not parse.word[first][0].isalnum() and parse.word[first] not in ("“", '"', "'", "‘", "$"):
        first += 1
    while last >= first and parse.word[last] in (".", ",", ":", ";", "-", "–", "—", "?", "!"):
        last -= 1
    while last >= first and parse.stand_in[last]:
        last -= 1
    if last < first or any(parse.stand_in[at] for at in range(first, last + 1)):
        return None
    words = sum(1 for at in range(first, last + 1) if parse.word[at][0].isalnum())
    if words < 2:
        return None
    return Reported(frame, parse.start[first], parse.end[last], words)
