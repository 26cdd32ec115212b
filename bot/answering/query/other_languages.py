"""A question in another language: the names in it, as the articles write them, and the news words that are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import InAnotherLanguage
from retrieval.lang import languages, sounds
from retrieval.lang.en.people import BODY_WORDS
from retrieval.lang.en.places import COUNTRIES, NATIONALITIES
from retrieval.lang.glossary import in_english
from retrieval.lang.tokens import fold, words
from retrieval.search.selector import Named

MOST_SPEAKERS = 1_000
"""Speakers, the most quoted first, whose names are looked for by their sound."""

MOST_TITLES = 500
"""The newest articles in whose titles names are looked for by their sound."""

SHORTEST = 4
"""Letters of a word that is looked for by its sound; shorter ones sound like too many."""

MOST_NAME_WORDS = 4
"""Words of a person's name; a longer one is a heading's."""

_WORD = re.compile(r"[^\W\d_][\w'’]*")


def is_foreign(question: ParsedQuestion) -> bool:
    """Whether a question isn't English, its names and quotations aside."""
    return languages.is_foreign(question.without(question.names))


def in_another_language(question: ParsedQuestion) -> InAnotherLanguage:
    """The speakers and other names that a question in another language has; both may be none."""
    text, known = question.rest, question.known
    named = [each for each in question.names if any(_may_speak(row, question) for row in each.rows)]
    called = [" ".join(_WORD.findall(text[each.start : each.end])) for each in named]
    others: list[str] = []
    sounding: list[tuple[float, Named, str]] = []
    titled: list[tuple[int, int, str]] = []
    for n, found in enumerate(_WORD.finditer(text)):
        word = found[0]
        if any(each.start < found.end() and found.start() < each.end for each in named):
            continue
        has_case = word[:1].isupper() or word[:1].islower()
        if has_case and not (word[:1].isupper() and (n > 0 or word.isupper())):
            continue
        if known.names.is_word(fold(word)):
            others.append(word)
            continue
        if len(word) < SHORTEST:
            continue
        alike, rows = _sounding(word, question)
        title, near = _in_titles(word, question)
        if rows and alike >= near:
            sounding.append((alike, Named(*found.span(), rows=rows, exact=False), word))
        elif title is not None:
            others.append(title)
            called.append(word)
            titled.append((*found.span(), title))
    if sounding and not named:  # a script without capitals has other words that sound like some name, too
        _, best, word = max(sounding, key=lambda each: each[0])
        named, called = [best], [*called, word]
        titled.append((best.start, best.end, known.speakers[best.rows[0]].plain_name))
    others += called[1 : len(named)]  # the first one's words, on the others
    return InAnotherLanguage(
        text=question.text,
        speakers=tuple(named[:1]),
        days=question.days,
        called=tuple(called),
        others=tuple(others),
        read=_read(text, titled, called),
    )


def _read(text: str, titled: Sequence[tuple[int, int, str]], called: Sequence[str]) -> str:
    """What can be read of a question in English words, names as the articles write them."""
    for start, end, name in sorted(titled, reverse=True):
        text = f"{text[:start]}{name}{text[end:]}"
    kept = words(" ".join((*called, *(name for _, _, name in titled))))
    return in_english(text, frozenset(kept)).strip(" ¿¡?!.;")


def _may_speak(row: int, question: ParsedQuestion) -> bool:
    """Whether a speaker is likely a person: a country is rather what a question is about."""
    return question.known.names.is_person(row) or len(words(question.known.speakers[row].name)) > 1


def _may_sound(row: int, question: ParsedQuestion) -> bool:
    """Whether a speaker is called by a name of few words, all with a capital: no title of a section."""
    name = question.known.speakers[row].name.split()
    if question.known.names.is_person(row):
        return True
    is_body = not BODY_WORDS.isdisjoint(words(" ".join(name))) or fold(name[-1]) in NATIONALITIES | COUNTRIES.keys()
    is_name = all(word[:1].isupper() and not word.isupper() for word in name)
    return len(name) <= MOST_NAME_WORDS and is_name and not is_body


def _sounding(word: str, question: ParsedQuestion) -> tuple[float, tuple[int, ...]]:
    """The speakers by whose surname a word may be, the likest one's namesakes only; and how alike it is, 0 to 1."""
    best, alike = "", 0.0
    speakers = question.known.speakers[:MOST_SPEAKERS]
    for row, speaker in enumerate(speakers):
        surname = (words(speaker.plain_name) or [""])[-1]
        if len(surname) < SHORTEST or not _may_sound(row, question):
            continue
        if (likeness := sounds.likeness(surname, word)) > alike:
            best, alike = surname, likeness
    rows = (
        row for row, each in enumerate(speakers) if words(each.plain_name)[-1:] == [best] and _may_sound(row, question)
    )
    return alike, tuple(rows) if best else ()


def _in_titles(word: str, question: ParsedQuestion) -> tuple[str | None, float]:
    """The word with a capital of the articles' titles that sounds like this one; and how alike it is, 0 to 1."""
    best, alike = None, 0.0
    for article in islice(question.known.articles(), MOST_TITLES):
        for found in _WORD.findall(article.title):
            if len(found) >= SHORTEST and found[:1].isupper() and (likeness := sounds.likeness(found, word)) > alike:
                best, alike = found, likeness
    return best, alike
