"""A question taken apart, once: its days, outlet, names and quotations, which all later steps read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.query import dates
from bot.answering.query.typed.around import asked_alone
from bot.answering.query.typed.spelling import about_spelt, as_the_articles_spell, as_written, without_slips
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.tokens import fold, seen, words
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named, Names

LONGEST = 1_000
"""Code points of a question that are read. The rest of a longer one is left out: it isn't a question."""

SHORTEST_CLAIM = 3
"""Words in quotation marks from which on they are a sentence of somebody's; fewer may be a name or a slogan."""

_MASK = 0xE000
"""The character that stands for each code point of the first quotation, the next for the second: private use, which
:func:`clean` leaves nothing of in a question."""

_MASKED = re.compile(f"[{chr(_MASK)}-{chr(_MASK + LONGEST)}]+")


@dataclass(frozen=True)
class ParsedQuestion:
    """A question with what it names.

    ``text`` is the question, cleaned; ``quotations`` is what it sets in quotation marks. Those words aren't days,
    outlets, names or commands: in ``masked`` a private-use character stands for each of their code points, but for a
    name alone in quotation marks. ``rest`` is ``masked`` without ``days`` and ``outlet``, and ``names`` are offsets in
    it. ``has_slips``: words of it are put right that were typed wrong.
    """

    text: str
    asked: date
    known: Retriever
    masked: str
    rest: str
    names: tuple[Named, ...]
    days: dates.Days | None = None
    outlet: str | None = None
    quotations: tuple[str, ...] = ()
    has_slips: bool = False

    @classmethod
    def of(cls, text: str, asked: date, known: Retriever) -> ParsedQuestion:
        """A question as a stranger sent it.

        Args:
            text: the question.
            asked: the day on which "today" means something.
            known: the articles, whose speakers and outlets it may name.
        """
        masked, quotations = _masked(_without_courtesies(clean(text)), known.names)
        named = [(each.start, each.end) for each in known.names.find(masked)]
        masked = asked_alone(masked, [*named, *(found.span() for _, found in _outlets(masked, known.outlets))])
        spelt = as_the_articles_spell(about_spelt(as_written(masked), known.names), known)
        masked = without_slips(spelt, known)
        days, rest = dates.find(masked, asked, known.names.is_all_of, known.coverage.last)
        outlet, rest = _outlet(rest, known.outlets, known.names)
        names = _but_common_words(known.names.find(rest), rest, known)
        text = _unmasked(masked, quotations)
        return cls(text, asked, known, masked, rest, names, days, outlet, quotations, masked != spelt)

    def put_as(self, rest: str) -> ParsedQuestion:
        """The same question in other words: of one of several speakers, or a follow-up without its lead."""
        return replace(self, rest=rest, names=tuple(self.known.names.find(rest)))

    def shown(self, part: str) -> str:
        """A part of ``rest`` with its quotations as they stand in the question."""
        return _unmasked(part, self.quotations)

    def called(self, start: int, end: int) -> str:
        """The words between two offsets of ``rest``."""
        return " ".join(self.rest[start:end].split())

    def without(self, names: Sequence[Named]) -> str:
        """``rest`` with these names taken out."""
        text = self.rest
        for name in sorted(names, key=lambda each: -each.start):
            text = f"{text[: name.start]} {text[name.end :]}"
        return text

    @property
    def quoted(self) -> str:
        """The longest of what stands in quotation marks; empty when nothing does."""
        return max(self.quotations, key=len, default="").strip()

    @property
    def claim(self) -> str | None:
        """The words that it puts in quotation marks as somebody's; None where they are only its topic."""
        least = 1 if phrases.SAID_A_QUOTE.match(self.rest) else SHORTEST_CLAIM
        is_claim = len(words(self.quoted)) >= least and not phrases.ON_A_QUOTE.search(self.rest)
        return self.quoted if is_claim else None


FEWEST_ASKED = 2
"""Words that a message must have beside its courtesies to ask something: "more, please" is left as it is."""

FEWEST_NAMED = 2
"""Names of a question among which some may be common words."""

_COMMON = re.compile(r"[a-zß-ÿ]+")


def clean(text: str) -> str:
    """The words of what a stranger sent: control, format and unassigned characters out, white space folded."""
    kept = (char if unicodedata.category(char)[0] != "C" else " " for char in seen(text[: LONGEST * 4]))
    return " ".join("".join(kept).split())[:LONGEST]


def _masked(text: str, names: Names) -> tuple[str, tuple[str, ...]]:
    """A text with what it quotes masked, names alone in quotation marks aside; and what it quotes."""
    masked, at = "", 0
    quotations: list[str] = []
    for quote in quoted_spans(text):
        inner = text[quote.inner_start : quote.inner_end]
        if not names.is_all_of(inner):
            masked += text[at : quote.inner_start] + chr(_MASK + len(quotations)) * len(inner)
            at = quote.inner_end
        quotations.append(inner)
    return masked + text[at:], tuple(quotations)


def _unmasked(text: str, quotations: Sequence[str]) -> str:
    return _MASKED.sub(lambda found: quotations[ord(found[0][0]) - _MASK], text)


def _without_courtesies(text: str) -> str:
    """A question without "hi, can you tell me" before it and "thanks" behind it; what has little else stays."""
    left = phrases.COURTESY_BEHIND.sub("", text)
    for before in (phrases.COURTESY_BEFORE, phrases.ASKS_POLITELY):
        left = left[found.end() :] if (found := before.match(left)) else left
    return left if len(words(left)) >= FEWEST_ASKED else text


def _but_common_words(named: Sequence[Named], text: str, known: Retriever) -> tuple[Named, ...]:
    """Names without the words in small letters that articles mostly write so too, where others are left: "short line".

    In a large pile somebody is called Love, Short or Deal.
    """
    alone = [each for each in named if _COMMON.fullmatch(text, each.start, each.end)]
    if not alone or len(named) < FEWEST_NAMED:
        return tuple(named)
    common = [each for each in alone if known.is_mostly_small(text[each.start : each.end])]
    return tuple(each for each in named if each not in common) or tuple(named)


def _outlets(text: str, outlets: Sequence[str]) -> Iterator[tuple[str, re.Match[str]]]:
    """The outlets that a question names behind "in", "by" or "according to", and where, those of articles first.

    It may be one that no article is from, where its name is a newspaper's: "in the Evening Mercury".
    """
    for outlet in sorted(outlets, key=len, reverse=True):
        called = r"\W+".join(map(re.escape, outlet.removeprefix("The ").split()))
        found = re.search(rf"\b{phrases.FROM_OUTLET}{called}\b", text, re.IGNORECASE)
        if found is not None:
            yield outlet, found
    if (stranger := phrases.STRANGE_OUTLET.search(text)) is not None:
        yield stranger["outlet"], stranger


def _outlet(text: str, outlets: Sequence[str], names: Names) -> tuple[str | None, str]:
    """The outlet that a question names, and the question without it."""
    for outlet, found in _outlets(text, outlets):
        if outlet in outlets or fold(found[0]).startswith("in ") or not names.is_all_of(outlet):
            return outlet, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text
