"""Whether some words are the name of an outlet, told by the words alone."""

from __future__ import annotations

import re

from retrieval.lang.en.times import MONTH_NUMBERS, WEEKDAY_ABBREVIATIONS, WEEKDAYS
from retrieval.lang.patterns import any_of

_LONGEST, _MOST_WORDS = 60, 8

_AGENCY_LIST = """
    reuters ap afp upi dpa bbc cnn npr pbs abc cbs nbc itv rfe/rl rferl rfi ansa efe pti ani ians tass xinhua
    kyodo yonhap interfax anadolu ukrinform unian bloomberg politico axios aljazeera voa belga apa bns bta cna
"""
_AGENCIES = frozenset(_AGENCY_LIST.split()) | {
    "associated press",
    "agence france-presse",
    "al jazeera",
    "voice of america",
    "usa today",
}
_OUTLET_WORD = re.compile(
    r"\b(?:news|newspapers?|times|post|herald|press|agency|tribune|journal|daily|weekly|wire|review|gazette"
    r"|guardian|radio|television|tv|magazine|today|chronicle|observer|independent|telegraph|broadcasting"
    r"|media|reuters|courier|dispatch|inquirer|examiner|bulletin|register|monitor|standard|zeitung|le monde"
    r"|el país|presse)\b",
    re.IGNORECASE,
)
_NOT_OUTLET_WORD = re.compile(
    r"\b(?:photos?|images?|pictures|staff|contributors?|correspondents?|getty|shutterstock)\b", re.IGNORECASE
)
# What follows "published in" and is no outlet: a month, a day, a language, a place in the paper, a pronoun.
_NO_NAME_LIST = """
    today yesterday
    english french german spanish russian ukrainian polish italian arabic chinese japanese
    it he she they we i this that these those here there page print
"""
NO_NAME = frozenset((*MONTH_NUMBERS, *WEEKDAYS, *_NO_NAME_LIST.split()))
_PAPER_PARTS = frozenset(("print", "page", "issue", "edition", "version", "section"))
_ARTICLES = frozenset(("the", "la", "le", "les", "die", "der", "das", "el"))
_JOINING_LIST = "of and for de del des du di da do y e et und on in & - – | !"
JOINING = _ARTICLES | frozenset(_JOINING_LIST.split())

# Where a name ends: before what is said about a reprint, a date, a link, or a remark.
_NAME_ENDS = re.compile(
    r"[,;:(\[—–]|[ ]-|[*_\])]|[ ]+https?:|[ ]+(?:originally|earlier|yesterday)\b"
    r"|[ ]+(?:and|which|who|under|with|as|where|via|but|by|is|was|has|through|to|from)[ ]+(?=[a-z])"
    r"|[ ]+(?:on|in|at|under|with)[ ]+(?=[a-z0-9]|Creative\b"
    rf"|{any_of(word.capitalize() for word in (*MONTH_NUMBERS, *WEEKDAYS, *WEEKDAY_ABBREVIATIONS))}[a-z.]*\b)"
)
# The end of a credit's sentence, be it that the next one follows without a space; not that of "U.S.".
SENTENCE_ENDS = re.compile(r"(?<![ .][A-Z])[.](?=[\s\"”')\]*_]|\Z)|(?<=[a-z)\]])[.](?=[A-Z“\"][\w.])")


def outlet_name(written: str) -> str | None:
    """The name that ``written`` begins with, words after "published by" or the like; None if it is none."""
    end = SENTENCE_ENDS.search(written)
    name = written[: end.start()] if end else written
    stop = _NAME_ENDS.search(name)
    name = (name[: stop.start()] if stop else name).strip(" .*_\"“”'’‘")
    if name.startswith("the "):
        name = name[4:] if name[4:].isupper() else "The" + name[3:]
    words = name.split()
    if not words or len(name) > _LONGEST or len(words) > _MOST_WORDS or not re.search(r"[^\W\d_]", words[0]):
        return None
    if words[0].lower() in NO_NAME or any(word.lower() in _PAPER_PARTS for word in words):
        return None
    if is_domain(name):
        return name
    if words[0].lower() in JOINING - _ARTICLES:
        return None
    fits = all(word[0].isupper() or word[0].isdigit() or word in JOINING for word in words)
    return name if fits else None


def is_outlet(name: str) -> bool:
    """Whether a name looks like an outlet's: a known agency, a domain, or with a word like "News" in it."""
    if _NOT_OUTLET_WORD.search(name):
        return False
    bare = re.sub(r"^the ", "", name.lower())
    return bare in _AGENCIES or is_domain(name) or _OUTLET_WORD.search(name) is not None


def is_domain(name: str) -> bool:
    """Whether a name is a web address without a path ("theconversation.com")."""
    return re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", name) is not None


def is_agency(name: str, *, dashed: bool) -> bool:
    """Whether a name in brackets at a text's start is an agency; a dash after it makes it likelier."""
    return name.lower() in _AGENCIES or (dashed and is_outlet(name))


def is_desk(name: str) -> bool:
    """Whether a name in a byline is an outlet's or its staff's, and nobody's own."""
    return is_outlet(name) or _NOT_OUTLET_WORD.search(name) is not None
