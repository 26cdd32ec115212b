"""Who wrote an article, where a line of its own says so at the top."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Callable
from contextlib import suppress
from itertools import takewhile

from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.people import HONORIFICS, ROLES
from retrieval.lang.en.phrases.credit_phrases import (
    BY,
    FIRST_NAMES,
    NAME_PARTICLE,
    NO_BYLINE,
    NO_WRITER,
    PICTURE_CREDIT,
    PICTURES_OF_ONE,
    WORDS_OF,
    WRITES_FOR_A_LIVING,
)
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold
from retrieval.readers.metadata.outlets import is_desk, is_outlet, outlet_name

_TOP = 4  # lines that aren't blank

_WORD = r"(?:[a-z]{1,2}[-'’])?[A-ZÀ-Þ](?:[^\W\d_]|['’-](?=[^\W\d_])){1,20}"  # "al-Sayed", "O'Leary"
_FURTHER = rf"(?:[ ](?:[A-ZÀ-Þ]\.|{NAME_PARTICLE}(?=[ ])|{_WORD}))"
_NAME = rf"(?:{_WORD}{_FURTHER}{{1,4}}|(?:[A-ZÀ-Þ]\.[ ]?){{1,3}}{_WORD}{_FURTHER}{{0,3}})"
_AND = r",?[ ](?:and|AND|&)[ ]"
_NAMES = rf"(?P<names>{_NAME}(?:(?:{_AND}|,[ ]){_NAME}){{0,4}})"
_HONORIFIC = re.compile(rf"{any_of(word.capitalize() for word in HONORIFICS)}\.?[ ]+(?=[A-ZÀ-Þ])")
_BYLINE = re.compile(
    rf"[*_]{{0,3}}(?:By|BY|by)[ ]+(?:{_HONORIFIC.pattern})?{_NAMES}"
    r"(?:(?:,[ ]|[ ]+[|·•–—/-][ ]*|[ ]in[ ])[^\n]{2,60})?[*_]{0,3}"
)
_LEADING = re.compile(rf"{_NAMES}(?=\Z|[ ,.;|/(])")
_MAILBOX = re.compile(r"[ ]?<[^<>\s]+@[^<>\s]+>|\A[^\s()]+@[^\s()]+(?:[ ]+[(](?P<name>[^()]+)[)])?\Z")
_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+")
_LONGEST_LIST = 1_000  # code points
_DESK = re.compile(r"[*_]{0,3}(?:By|BY|by)[ ]+(?P<name>[^\n,.]{2,40})")


def author_in(lines: list[str]) -> str | None:
    """Who wrote the article, as its top says it, else None.

    Taken are a line "By Jane Doe" and a first line that is a name above an outlet's.

    Args:
        lines: the text's lines that aren't blank, without white space around them.
    """
    if name_above_outlet(lines) is not None:
        return lines[0]
    return next((author for line in lines[:_TOP] if (author := byline(line))), None)


def name_above_outlet(lines: list[str]) -> str | None:
    """The outlet on the second line when the first is nothing but a person's name, else None."""
    if len(lines) < 2 or not is_name(lines[0]):
        return None
    outlet = re.sub(r"\ASpecial (?:to|for) ", "", lines[1])
    return outlet if is_outlet(outlet) and outlet_name(outlet) == outlet else None


def is_name(line: str) -> bool:
    """Whether a line has the form of people's names and nothing else."""
    return re.fullmatch(_NAMES, line) is not None and is_person(line)


def byline(line: str) -> str | None:
    """The people that a byline names; an empty text when it names an outlet; None when it isn't a byline."""
    line = WORDS_OF.sub("By ", PICTURE_CREDIT.sub("", line), count=1)
    desk = _DESK.fullmatch(line)
    if desk is not None and is_desk(desk["name"]) and outlet_name(desk["name"]) is not None:
        return ""
    match = _BYLINE.fullmatch(line)
    if match is None:
        return None
    # "By Jane Doe, Sample Post": the list of names ends where an outlet's begins.
    names = _of_people(match["names"], is_desk)
    return names if names and is_person(names) else None


def writers(told: str) -> str | None:
    """Who wrote an article, of what a field of its author holds; None where that names nobody who did.

    Left out are "By", whose pictures they are, trades and outlets behind a name, addresses, and accounts ("admin").
    """
    if told.startswith("[") and told.endswith("]") and len(told) <= _LONGEST_LIST:
        with suppress(ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            told = ", ".join(map(str, literal_eval(told)))
    told = _MAILBOX.sub(lambda found: found["name"] or "", told)
    told = PICTURES_OF_ONE.sub("", PICTURE_CREDIT.sub("", told))
    told = WORDS_OF.sub("", BY.sub("", told, count=1) if BY.match(told) else told, count=1).strip(" ,;|/")
    first, *more = told.split(", ") if "," in told else re.split(r"[ ]*[;|][ ]*", told)
    names = [first, *(each for each in more if each and not _is_no_name(each))]
    return ", ".join(names) if first and told.lower() not in NO_WRITER and not _ADDRESS.fullmatch(told) else None


def names_after_by(written: str) -> tuple[str, str]:
    """The people whom ``written``, which follows "By", opens with, and what follows them; two empty texts if nobody."""
    called = _HONORIFIC.match(written)
    written = written[called.end() :] if called else written
    match = _LEADING.match(written)
    names = _of_people(match["names"], _is_no_name) if match else ""
    is_owned = re.search(r"['’]s\Z", names)  # "By Jane Roe's account, it rained"
    return (names, written[len(names) :]) if names and not is_owned and is_person(names) else ("", "")


def _of_people(names: str, is_other: Callable[[str], bool]) -> str:
    """The people that a list opens with: it ends where an outlet, or another thing, stands.

    Two names with a comma alone between them are a person and an outlet or place, unless the second has a first name.
    """
    first, *others = names.split(", ")
    people = [first, *takewhile(lambda name: not is_other(name), others)] if not is_other(first) else []
    is_list = len(others) > 1 or any(re.search(_AND, name) for name in (first, *others))
    if len(people) == 2 and not is_list and fold(people[1].split()[0]).partition("-")[0] not in GIVEN:
        people.pop()
    return ", ".join(people)


def _is_no_name(name: str) -> bool:
    return is_desk(name) or name.split()[-1].lower().removesuffix("s") in ROLES


def given_name_first(authors: str) -> str:
    """Names as databases write them ("Roe, Jane; Doe, John") as bylines do; others as they are."""
    people = [[part.strip() for part in each.split(",")] for each in authors.split(";")]
    if all(len(each) == 2 and re.fullmatch(_WORD, each[0]) and _is_given(each[1]) for each in people):
        return ", ".join(f"{given} {family}" for family, given in people)
    return authors


def _is_given(name: str) -> bool:
    return re.fullmatch(rf"{_WORD}(?:[ ](?:{_WORD}|[A-Z]\.?))?", name) is not None and not _is_no_name(name)


def is_biography(line: str, author: str | None) -> bool:
    """Whether a line tells who the article's author is, and nothing of the article's."""
    names = [name for name in re.split(rf", |{_AND}", author or "") if " " in name]
    is_about = any(line.startswith(f"{name} ") and WRITES_FOR_A_LIVING.match(line, len(name) + 1) for name in names)
    return is_about and not re.search(r"[\"“„«]", line)


def is_person(names: str) -> bool:
    """Whether names, as a byline writes them, may be people's: no outlet's, and none that begins as sentences do."""
    words = re.sub(rf"{_AND}|,", " ", names).split()
    return not is_desk(names) and not any(
        word[0].isupper() and word.lower() in NO_BYLINE - FIRST_NAMES for word in words
    )
