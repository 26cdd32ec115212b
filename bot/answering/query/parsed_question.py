"""A question taken apart, once: its days, outlet, names and quotations, which all later steps read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_lowercase

from rapidfuzz.distance import OSA

from bot.answering.query import dates
from retrieval.lang import languages
from retrieval.lang.en.function_words import REFLEXIVES
from retrieval.lang.en.inflection import one_spelling
from retrieval.lang.en.people import PERSON_NOUNS, TITLES
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import FRAME, OVERVIEW_WORDS
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS, COMMUNICATES
from retrieval.lang.patterns import any_of
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.tokens import fold, seen, terms, words
from retrieval.lang.word_meaning import is_known_word
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
        masked = phrases.NOT_IN_HASTE.sub(r"\1n't", masked)
        spelt = _as_the_articles_spell(_about_spelt(masked, known.names), known)
        masked = _without_slips(spelt, known)
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


SHORTEST_SLIP = 5
"""Letters of a word that may be a slip of the keyboard: one slip away from a shorter one stands another word."""

LONG = 7
"""Letters of a word that few others are one slip away from."""

SHORTEST_OWNER, SHORTEST_JOINED, LONGEST_JOINED, SHORTEST_PART = 4, 8, 24, 3
"""Letters of a word that may lack its possessive's apostrophe, or be two of the articles'; and of each of those."""

FEWEST_ASKED = 2
"""Words that a message must have beside its courtesies to ask something: "more, please" is left as it is."""

FEWEST_NAMED = 2
"""Names of a question among which some may be common words."""

_COMMON = re.compile(r"[a-zß-ÿ]+")
_LONG_SMALL = re.compile(rf"(?<![\w’'-])[a-z]{{{SHORTEST_SLIP},{LONGEST_JOINED}}}(?=[’']s\b|(?![\w’'-]))")
_ENDED = re.compile(r"(?P<base>\w{2,}?)(?:(?<!e)(?:e[sd]|ers?|ing)|[sd]|rs?|re|ll|ve)")
_KEYS = ("qwertyuiop", "asdfghjkl.", "zxcvbnm...")
_VOWELS = "aeiouy"
_TAKEN_FOR = {
    letter: {
        *(_VOWELS if letter in _VOWELS else ""),
        *(key for near in _KEYS[max(row - 1, 0) : row + 2] for key in near[max(at - 1, 0) : at + 2]),
    }
    - {letter, "."}
    for row, keys in enumerate(_KEYS)
    for at, letter in enumerate(keys)
}
"""By letter, those that are typed for it."""
_FRAMES = FRAME | OVERVIEW_WORDS
_LISTED = _FRAMES | PERSON_NOUNS | ASKS_FOR_WORDS | COMMUNICATES
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])")
_HIMSELF = re.compile(rf"(?P<who>\b[^\W\d_a-zß-ÿ]\w+)\s+{any_of(REFLEXIVES)}\b")


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


def _about_spelt(text: str, names: Names) -> str:
    """A question in which "about" is spelt so: a letter lost, doubled or out of place hides the topic behind it."""

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        is_another = len(word) == len("about") and sorted(word) != sorted("about")  # abort
        is_slip = OSA.distance(word, "about", score_cutoff=1) == 1 and not is_another
        return "about" if is_slip and not names.is_word(word) else word

    return re.sub(r"\b[a-z]{4,6}\b", mended, text)


def _as_the_articles_spell(text: str, known: Retriever) -> str:
    """A question with names without "himself", possessives with their apostrophe, and words apart as in the articles.

    "Quotes from Holm himself", "the mayors wife", "holms plan" where nobody is called Holms, "coastguard" where the
    articles only have "coast guard".
    """
    names = known.names

    def spelt(found: re.Match[str]) -> str:
        word = found[0]
        bare, last = word[:-1], fold(word[-1:])
        behind = _WORD.match(text, found.end() + 1)
        if last == "s" and len(word) > SHORTEST_OWNER and not bare.endswith("s"):
            is_owner = behind is not None and fold(behind[0]) in PERSON_NOUNS
            is_owner = is_owner and (fold(bare) in PERSON_NOUNS or bool(names.find(bare)))
            if is_owner or (names.bearing(fold(bare)) and not names.bearing(fold(word))):
                return f"{bare}’s"
        is_long = SHORTEST_JOINED <= len(word) <= LONGEST_JOINED
        if not is_long or names.is_word(fold(word)) or fold(word) in _FRAMES:
            return word
        cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        apart = ((word[:cut], word[cut:]) for cut in cuts if fold(word[:cut]) not in TITLES)
        both = (" ".join(parts) for parts in apart if all(names.is_word(fold(part)) for part in parts))
        return next((each for each in both if known.passages_naming(each)), word)

    return _WORD.sub(spelt, _HIMSELF.sub(r"\g<who>", text))


def _without_slips(text: str, known: Retriever) -> str:
    """A question with each word that neither the articles nor English have as the commonest that is one slip away.

    A slip leaves out, doubles, puts in, changes or swaps a letter, but seldom the first. One in a name that is known
    all the same is put right as the name has it.
    """
    is_word = known.names.is_word
    slips = [each for each in _LONG_SMALL.finditer(text) if not (_is_english(each[0]) or is_word(each[0]))]
    if not slips or languages.is_foreign(text):
        return text
    names = known.names.find(text)
    for slip in reversed(slips):
        inside = [each for each in names if each.start < slip.end() and slip.start() < each.end]
        called = {word for each in inside for row in each.rows for word in words(known.speakers[row].name)}
        called |= {word.removesuffix("s") for word in called}
        near = [each for each in one_slip_from(slip[0]) if (each in called if inside else _is_written(each, known))]
        if near:
            meant = min(near, key=lambda each: (each not in _FRAMES, sum(map(known.weight, terms(each))), each))
            text = f"{text[: slip.start()]}{meant}{text[slip.end() :]}"
    return text


def _is_written(word: str, known: Retriever) -> bool:
    """Whether a folded word frames questions, or stands in the articles, but for the ending of several.

    Or is a long one of English: the short have too many that look like them.
    """
    if word in _FRAMES or (len(word) >= LONG and is_known_word(word)):
        return True
    forms = (word, f"{word}s", word.removesuffix("s"))
    return known.names.is_word(word) and any(known.is_mostly_small(each) or known.is_a_name(each) for each in forms)


def _is_english(word: str) -> bool:
    """Whether a folded word is a common one of English, or one with another ending is: "boosters", "theyd"."""
    ended = _ENDED.fullmatch(word)
    bases = (ended["base"], f"{ended['base']}e") if ended is not None else ()
    return any(is_known_word(one_spelling(each)) or each in _LISTED for each in (word, *bases))


def one_slip_from(word: str) -> set[str]:
    """What somebody may have meant who typed a word, letters of a to z, with one slip behind its first letter.

    A letter is changed into one beside it on the keyboard, or a vowel into another.
    """
    cuts = [(word[:n], word[n:]) for n in range(1, len(word) + 1)]
    left_out = (f"{a}{letter}{b}" for a, b in cuts for letter in ascii_lowercase)
    changed = (f"{a}{letter}{b[1:]}" for a, b in cuts if b for letter in _TAKEN_FOR[b[0]])
    put_in = (f"{a}{b[1:]}" for a, b in cuts if b)
    swapped = (f"{a}{b[1]}{b[0]}{b[2:]}" for a, b in [("", word), *cuts] if len(b) > 1)
    return {*left_out, *changed, *put_in, *swapped} - {word}


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


def _outlet(text: str, outlets: Sequence[str], names: Names) -> tuple[str | None, str]:
    """The outlet that a question names behind "in", "by" or "according to", and the question without it.

    It may be an outlet that no article is from, where its name is a newspaper's: "in the Evening Mercury".
    """
    for outlet in sorted(outlets, key=len, reverse=True):
        called = r"\W+".join(map(re.escape, outlet.removeprefix("The ").split()))
        found = re.search(rf"\b{phrases.FROM_OUTLET}{called}\b", text, re.IGNORECASE)
        if found is not None:
            return outlet, f"{text[: found.start()]} {text[found.end() :]}"
    stranger = phrases.STRANGE_OUTLET.search(text)
    if stranger is not None and (fold(stranger[0]).startswith("in ") or not names.is_all_of(stranger["outlet"])):
        return stranger["outlet"], f"{text[: stranger.start()]} {text[stranger.end() :]}"
    return None, text
