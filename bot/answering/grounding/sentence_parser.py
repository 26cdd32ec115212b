"""What a model writes, as it comes: cut into sentences, its quotations and citations found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from retrieval.lang.sentences import is_abbreviation

LONGEST = 1_200
"""Code points of a sentence. One that goes on is no sentence any more, and is left out."""

_CLOSERS = "\"'”’»)*_ "
_CITATION = re.compile(r"[\[【](?P<numbers>\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*)[\]】]")
_LIST_MARK = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_MAY_END = re.compile(r"[.!?…\n]")
_END = re.compile(r"[.!?…]+")

_DOUBLE = {"“": "”", "„": "“”", '"': '"', "«": "»", "”": "”"}
_SINGLE_OPEN, _SINGLE_CLOSE = "‘'‚", "’'"
_TWO_SINGLE = re.compile(r"``|''|‘‘|’’|,,")
_STRANGE = re.compile(r"[<>`´{}|\\^~#]|&#?\w+;|\[|\]|【|】|https?:|www\.", re.IGNORECASE)
_INSERTED = re.compile(r"\[[^\W\d_][^\[\]\d]{0,60}\]")
_MARK_NAMES = (
    "QUOTATION MARK",
    "PRIME",
    "CORNER BRACKET",
    "APOSTROPHE",
    "TURNED COMMA",
    "COMMA ORNAMENT",
    "DITTO MARK",
    "GERESH",
    "DOUBLE ACUTE ACCENT",
    "MODIFIER LETTER VERTICAL LINE",
)
"""What Unicode calls the characters that are, or only look like, quotation marks."""

PLACE = "\ue000"
"""Stands for a quotation in a sentence's own words; private use, so that no text has it."""


class Unfit(ValueError):
    """A sentence that may not be shown; ``str()`` says why, as the model is told."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft, taken apart.

    ``own``: its own words, :data:`PLACE` where a quotation stands. ``quoted``: the quotations, without their marks.
    ``numbers``: the evidence that it cites, in order.
    """

    own: str
    quoted: tuple[str, ...]
    numbers: tuple[int, ...]


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences of a text that comes in pieces, each with the citations behind it, as soon as it is complete."""
    held = ""
    for piece in pieces:
        held += piece
        while _MAY_END.search(held) and (end := _end(held)) is not None:
            if held[:end].strip():
                yield held[:end].strip()
            held = held[end:]
        if len(held) > LONGEST * 2:
            held = held[:LONGEST] + held[-LONGEST:]  # what never ends is no sentence, and isn't kept as one
    # The text is over: what is held may be several sentences whose end waited for what might follow.
    while (end := _end(held + "\n")) is not None and end < len(held):
        if held[:end].strip():
            yield held[:end].strip()
        held = held[end:]
    if held.strip():
        yield held.strip()


def _end(text: str) -> int | None:
    """Where the first sentence of a text ends for certain, its citations included; None while it may go on."""
    closer: str | None = None
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\n":
            return at + 1
        if closer is not None:
            if char in closer:
                closer = None
        elif char in _DOUBLE and char != "”":
            closer = _DOUBLE[char]
        ended = char in ".!?…" and _ends_a_sentence(text, at)
        if ended and (closer is None or text[at + 1 : at + 2] in set(closer)):
            behind = at + len(_END.match(text, at)[0])  # type: ignore[index]  # it stands there
            while behind < len(text) and text[behind] in _CLOSERS:
                behind += 1
            uncited = behind
            while (cited := _CITATION.match(text, behind)) is not None:
                behind = cited.end()
                while behind < len(text) and text[behind] in " .":
                    behind += 1
            if behind >= len(text) or (text[behind] in "[【" and "\n" not in text[behind:] and len(text) - behind < 12):
                return None  # a citation may follow
            if text[behind].islower() or text[behind] in ",;:" or (uncited == behind and _goes_on(text, at, behind)):
                at = behind  # `"Why?" he asked`
                closer = None
                continue
            return behind
        at += 1
    return None


def _goes_on(text: str, at: int, behind: int) -> bool:
    """Whether an attribution in the middle ends here, as in ``"We sail," Holm said. "Tomorrow." [1]``."""
    return text[behind] in '“"' and text[at - 1].isalpha() and any(mark in text[:at] for mark in '”"')


def _ends_a_sentence(text: str, at: int) -> bool:
    if at + 1 < len(text) and text[at + 1].isalnum():
        return False  # 3.5, U.S
    if text[at] != ".":
        return True
    word = re.search(r"[^\s\"“‘(\[—–/]+\Z", text[max(0, at - 40) : at])
    return word is None or not is_abbreviation(word[0])


def taken_apart(text: str) -> Sentence:
    """A sentence's own words, quotations and citations; ``Unfit`` says what can't be read for certain."""
    if len(text) > LONGEST:
        raise Unfit("it is too long")
    plain = _plain(text)
    numbers = cited_numbers(plain)
    for found in _CITATION.finditer(plain):
        if plain[found.end() : found.end() + 1].isalnum():
            raise Unfit("a citation stands inside a word")
    if not numbers:
        raise Unfit("it cites no evidence")
    own, quoted = _without_quotations(_CITATION.sub(" ", plain))
    # "[number of]" is how papers mark what they put into a quotation.
    if any(_STRANGE.search(part) for part in (own, *(_INSERTED.sub(" ", each) for each in quoted))):
        raise Unfit("it holds signs that are no part of a sentence")
    own = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(own.split()))
    return Sentence(re.sub(r"([.,;:!?])\1+", r"\1", own), tuple(quoted), tuple(dict.fromkeys(numbers)))


def cited_numbers(text: str) -> list[int]:
    """The numbers of the evidence that a text cites, in order."""
    return [int(number) for found in _CITATION.finditer(text) for number in found["numbers"].split(",")]


def _plain(text: str) -> str:
    """The sentence without list marks, emphasis and what can't be seen; two single marks are a double one."""
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        unseen = {"Cf", "Cc", "Co", "Cs"}
        text = "".join(char for char in text if unicodedata.category(char) not in unseen or char == "\n")
    if text.lstrip().startswith((">", "#", "|")):
        raise Unfit("it is set like a quotation or a heading")
    text = _LIST_MARK.sub("", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _TWO_SINGLE.sub('"', text).replace("**", "")


def _without_quotations(text: str) -> tuple[str, list[str]]:
    own, quoted, at = "", [], 0
    while at < len(text):
        char = text[at]
        closing = _closing(text, at)
        if closing:
            end = next((n for n in range(at + 1, len(text)) if text[n] in closing and _closes(text, n)), None)
            if end is None:
                raise Unfit("a quotation mark isn't closed")
            quoted.append(text[at + 1 : end])
            if not quoted[-1].strip():
                raise Unfit("it quotes nothing")
            own += f" {PLACE} "
            at = end + 1
            continue
        if _is_mark(char) and not _is_apostrophe(text, at):
            raise Unfit("it holds a quotation mark that is out of place")
        own += char
        at += 1
    return own, quoted


def _closing(text: str, at: int) -> str:
    """What closes the quotation that a character opens; empty when it opens none."""
    char = text[at]
    if char in '“„«"':
        return _DOUBLE[char]
    behind = text[at + 1 : at + 2]
    opens = char in _SINGLE_OPEN and not text[at - 1 : at].isalnum() and (behind.isalnum() or behind in set('“"[…'))
    return _SINGLE_CLOSE if opens and at != len(text) else ""


def _closes(text: str, at: int) -> bool:
    """Whether a mark closes: a single one inside or at the end of a word may be its apostrophe."""
    return text[at] not in _SINGLE_CLOSE or not text[at + 1 : at + 2].isalnum()


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] in "'’" and text[at - 1 : at].isalnum()


@lru_cache(maxsize=1_024)
def _is_mark(char: str) -> bool:
    """Whether a character is some quotation mark: also those that only look like one."""
    if char in "\"'`´":
        return True
    name = unicodedata.name(char, "")
    return unicodedata.category(char) in {"Pi", "Pf"} or any(part in name for part in _MARK_NAMES)
