"""Whether some words are the name of an outlet, told by the words alone."""

from __future__ import annotations

import re

from retrieval.lang.en.phrases import credit_phrases

_LONGEST, _MOST_WORDS = 60, 8

# The end of a credit's sentence, be it that the next one follows without a space; not that of "U.S.".
SENTENCE_ENDS = re.compile(r"(?<![ .][A-Z])[.](?=[\s\"”')\]*_]|\Z)|(?<=[a-z)\]])[.](?=[A-Z“\"][\w.])")


def outlet_name(written: str) -> str | None:
    """The name that ``written`` begins with, words after "published by" or the like; None if it is none."""
    end = SENTENCE_ENDS.search(written)
    name = written[: end.start()] if end else written
    stop = credit_phrases.NAME_ENDS.search(name)
    name = (name[: stop.start()] if stop else name).strip(" .*_\"“”'’‘")
    if name.startswith("the "):
        name = name[4:] if name[4:].isupper() else "The" + name[3:]
    words = name.split()
    if not words or len(name) > _LONGEST or len(words) > _MOST_WORDS or not re.search(r"[^\W\d_]", words[0]):
        return None
    if words[0].lower() in credit_phrases.NO_OUTLET or any(
        word.lower() in credit_phrases.PAPER_PARTS for word in words
    ):
        return None
    if is_domain(name):
        return name
    if words[0].lower() in credit_phrases.JOINING - credit_phrases.ARTICLES:
        return None
    fits = all(word[0].isupper() or word[0].isdigit() or word in credit_phrases.JOINING for word in words)
    return name if fits else None


def is_outlet(name: str) -> bool:
    """Whether a name looks like an outlet's: a known agency, a domain, or with a word like "News" in it."""
    if credit_phrases.NO_OUTLET_WORD.search(name):
        return False
    bare = re.sub(r"^the ", "", name.lower())
    return bare in credit_phrases.AGENCIES or is_domain(name) or credit_phrases.OUTLET_WORD.search(name) is not None


def is_domain(name: str) -> bool:
    """Whether a name is a web address without a path ("theconversation.com")."""
    return re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", name) is not None


def is_agency(name: str, *, dashed: bool) -> bool:
    """Whether a name in brackets at a text's start is an agency; a dash after it makes it likelier."""
    return name.lower() in credit_phrases.AGENCIES or (dashed and is_outlet(name))


def is_desk(name: str) -> bool:
    """Whether a name in a byline is an outlet's or its staff's, and not a person's."""
    return is_outlet(name) or credit_phrases.NO_OUTLET_WORD.search(name) is not None
