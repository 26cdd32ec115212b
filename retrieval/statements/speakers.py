"""Which frame each quoted span belongs to: after it, before it, around it, or the one of the quote before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from retrieval.statements.frames import Frame
from retrieval.statements.parse import Parse
from retrieval.statements.voices import Voice, Voices
from retrieval.statements.wording import Quote, Shape


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quoted span with its frame (None: continued from another) and voice; ``how`` names the rule."""

    quote: int
    frame: Frame | None
    voice: Voice
    how: str


class Attribution:
    """Finds the frame of each quote of one article."""

    def __init__(self, parse: Parse, quotes: list[Quote], frames: list[Frame], voices: Voices) -> None:
        self._parse = parse
        self._quotes = quotes
        self._frames = [frame for frame in frames if parse.quote[frame.verb] < 0]
        self._verbs = [frame.verb for frame in self._frames]
        self._by_verb = {frame.verb: frame for frame in self._frames}
        self._voices = voices

    def attributed(self) -> dict[int, Attributed]:
        """For each quote that somebody can be named for, by index."""
        found: dict[int, Attributed] = {}
        previous: Attributed | None = None
        for index, quote in enumerate(self._quotes):
            if index not in self._parse.quote_tokens or quote.shape is Shape.TITLE and not self._leads(index):
                continue
            made = self._by_frame(index)
            if made is None and quote.shape is Shape.FULL:
                made = self._continued(index, previous, found)
            if made is not None:
                found[index] = made
                if quote.shape is Shape.FULL:
                    previous = made
        return found

    def _by_frame(self, index: int) -> Attributed | None:
        if self._quotes[index].shape is Shape.FULL:
            order = (("after", self._after), ("before", self._before), ("around", self._around))
        else:
            order = (("around", self._around),)
        for how, rule in order:
            frame = rule(index)
            if frame is not None:
                voice = self._voices.at(frame.source) if frame.source >= 0 else None
                if voice is not None:
                    return Attributed(index, frame, voice, how)
        return None

    def _leads(self, index: int) -> bool:
        return self._before(index) is not None

    def _region_after(self, index: int) -> tuple[int, int]:
        parse = self._parse
        _, begin = parse.quote_tokens[index]
        paragraph = self._quotes[index].paragraph
        end = begin
        while end < len(parse) and parse.paragraph[end] == paragraph and not parse.stand_in[end]:
            if parse.word[end] in (".", "?", "!", ";"):
                break
            end += 1
        return begin, end

    def _region_before(self, index: int) -> tuple[int, int]:
        parse = self._parse
        end, _ = parse.quote_tokens[index]
        paragraph = self._quotes[index].paragraph
        begin = end
        while begin > 0 and parse.paragraph[begin - 1] == paragraph and not parse.stand_in[begin - 1]:
            if parse.word[begin - 1] in (".", "?", "!"):
                break
            begin -= 1
        return begin, end

    def _within(self, begin: int, end: int) -> list[Frame]:
        return self._frames[bisect_left(self._verbs, begin) : bisect_left(self._verbs, end)]

    def _after(self, index: int) -> Frame | None:
        parse = self._parse
        begin, end = self._region_after(index)
        inner = parse.word[begin - 2] if begin >= 2 else ""
        if inner == "." and begin < len(parse) and parse.word[begin][0].isupper():
            return None
        for frame in self._within(begin, end):
            if frame.source < 0:
                continue
            nearest = min(frame.verb, parse.left[frame.source]) if frame.source >= begin else frame.verb
            if frame.group in ("mind", "show"):
                continue
            if nearest - begin <= 2:
                return frame
            break
        return None

    def _before(self, index: int) -> Frame | None:
        parse = self._parse
        begin, end = self._region_before(index)
        candidates = [f for f in self._within(begin, end) if f.source >= 0 and f.group not in ("mind",)]
        if not candidates:
            return None
        last = candidates[-1]
        if parse.word[end - 1] in (":", ",") or end - last.verb <= 3 or last.verb in self._chain(index):
            return last
        return None

    def _chain(self, index: int) -> list[int]:
        """The tokens above the quote in the parse, nearest first."""
        parse = self._parse
        first, end = parse.quote_tokens[index]
        chain: list[int] = []
        for start in range(first, end):
            token = parse.head[start]
            if parse.quote[token] != index:
                while len(chain) < 40:
                    chain.append(token)
                    if parse.head[token] == token:
                        break
                    token = parse.head[token]
                break
        return chain

    def _around(self, index: int) -> Frame | None:
        for token in self._chain(index):
            frame = self._by_verb.get(token)
            if frame is not None and frame.source >= 0:
                return frame
        return None

    def _continued(
        self, index: int, previous: Attributed | None, found: dict[int, Attributed]
    ) -> Attributed | None:
        if previous is None:
            return None
        quote, before = self._quotes[index], self._quotes[previous.quote]
        if quote.paragraph == before.paragraph:
            return Attributed(index, None, previous.voice, "continued")
        if quote.paragraph == before.paragraph + 1 and self._alone(index):
            return Attributed(index, None, previous.voice, "next paragraph")
        return None

    def _alone(self, index: int) -> bool:
        """Whether the quote opens its paragraph."""
        parse = self._parse
        first, _ = parse.quote_tokens[index]
        return first == 0 or parse.paragraph[first - 1] != parse.paragraph[first]
