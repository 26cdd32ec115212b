"""How an article introduces its speakers: the spans that put a name beside what its bearer is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.ner import key, named_at
from retrieval.attribution.parse import NOUNS, PROPER, SUBJECTS, VERBS, Parse
from retrieval.lang.en.people import (
    FIELD_OF,
    GENDERED,
    HOLDS_A_ROLE,
    HONORIFICS,
    PERSON_NOUNS,
    PUT_INTO_OFFICE,
    ROLES,
    TITLES,
    can_speak,
)
from retrieval.lang.en.speech_verbs import CUES

# More than these tell nothing new about one speaker; longer ones are parse errors.
_MOST_EACH = 4
_LONGEST, _LONGEST_PHRASE = 45, 14
_FOR_WHOM = ("for", "of", "from", "with")

_ROLES = TITLES, ROLES, GENDERED, FIELD_OF


class Introduced(NamedTuple):
    """A name as in the statements, and the first and last token of the introduction."""

    name: str
    first: int
    last: int


def introductions(parse: Parse, book: NameBook, described: Mapping[int, str]) -> list[Introduced]:
    """The introductions of all names, in order: "Jones, head of the union", "British lawmaker Jones".

    Also of those who say nothing here: another article may quote them.

    Args:
        parse: the article.
        book: its names.
        described: by the head of a description the name that the article keeps for later.
    """
    found = [
        Introduced(name, parse.left[token], parse.right[token])
        for token, name in described.items()
        if parse.right[token] - parse.left[token] < _LONGEST
    ]
    seen: dict[str, int] = {}
    token = 0
    while token < len(parse):
        named = None
        if parse.tag[token] in ("NNP", "NNPS") and parse.quote[token] < 0 and parse.dep[token] != "compound":
            named = named_at(parse, token)
        if named is None or named.last < token:
            token += 1
            continue
        name = book.fullest(named)
        if seen.get(name, 0) < _MOST_EACH:
            first, last = _before(parse, named.first, named.last), _after(parse, named.last)
            if (first < named.first or last > named.last) and last - first < _LONGEST:
                found.append(Introduced(name, first, last))
                seen[name] = seen.get(name, 0) + 1
        token = max(token, named.last) + 1
    return found


def _before(parse: Parse, first: int, last: int) -> int:
    """Where the titles and roles before a name begin."""
    low, _ = parse.sentence_of(first)
    begin = first
    told = False
    role = _outer(parse, parse.head[last]) if parse.dep[last] == "appos" else first
    titled = first
    while titled > low and key(parse.word[titled - 1]) in TITLES:
        titled -= 1  # "the mayor, Cllr Joan Tarrant"
    if low <= role < titled and parse.word[titled - 1] == "," and _says_role(parse, role) and parse.quote[role] < 0:
        return parse.left[role]  # "the harbour's master, Mara Lindqvist"
    while begin > low:
        at = begin - 1
        word = key(parse.word[at])
        if parse.tag[at] not in ("NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "POS", "CD", "VBN") or parse.quote[at] >= 0:
            break
        if parse.start[begin] - parse.end[at] > 1 or (parse.tag[at] == "VBN" and parse.dep[at] != "amod"):
            break
        told = told or (word not in HONORIFICS and any(word in held for held in _ROLES))
        begin = at
    return begin if told else first


def _outer(parse: Parse, role: int) -> int:
    """The role that a name is beside: in "an aide to the mayor, Jane Brown, said" she isn't the mayor."""
    above = parse.head[parse.head[role]] if parse.dep[role] == "pobj" else role
    is_subject = parse.dep[above] in SUBJECTS and parse.tag[above] == "NN"
    return above if is_subject and parse.lower[above] in PERSON_NOUNS else role


def _after(parse: Parse, last: int) -> int:
    """Where the apposition after a name ends; ``last`` when there is none."""
    _, high = parse.sentence_of(last)
    if last + 2 >= high or parse.word[last + 1] not in (",", "(", "–", "—"):
        return last
    if parse.lower[last + 2] == "who":
        return _clause(parse, last)
    if parse.lower[last + 2] in _FOR_WHOM and (end := _phrase(parse, last)) > last:
        return end
    appositions = [
        t for t in parse.children_by(last, "appos") if t > last and parse.tag[t] in ("NN", "NNS", "NNP", "NNPS")
    ]
    if not appositions or not any(_says_role(parse, t) for t in appositions):
        return last
    end = parse.right[appositions[-1]]
    at = end + 1
    # The parser hangs the last phrases of a long apposition on the verb after it.
    verb = parse.head[last]
    if parse.dep[last] in SUBJECTS and verb > end:
        while at < verb and parse.word[at] not in (",", "–", "—", ")") and parse.tag[at] not in (*VERBS, "MD", "RB"):
            end = at
            at += 1
    while end > last and not parse.word[end][-1].isalnum() and parse.word[end][-1] != ".":
        end -= 1
    if any(parse.stand_in[t] for t in range(last, end + 1)):
        return last
    return end


def _phrase(parse: Parse, last: int) -> int:
    """Where ", for the Gallen family," after a name ends; ``last`` where it is no short phrase between commas."""
    _, high = parse.sentence_of(last)
    end = last + 2
    while end + 1 < min(high, last + _LONGEST_PHRASE) and parse.word[end + 1] not in (",", "–", "—", ")"):
        end += 1
        if parse.tag[end] in (*VERBS, "PRP", "CD") or parse.stand_in[end]:
            return last
    if not any(
        parse.tag[t] in PROPER or _says_role(parse, t) or can_speak(parse.lower[t]) for t in range(last + 3, end + 1)
    ):
        return last  # "for once", "with a sigh"
    return end if parse.tag[end] in NOUNS and end + 1 < high and parse.word[end + 1] != "–" else last


def _clause(parse: Parse, last: int) -> int:
    """Where ", who represented … in …" after a name ends; ``last`` when it tells what somebody did or said just now."""
    verbs = [t for t in parse.children_by(last, "relcl") if t > last + 2 and parse.lower[t] not in CUES]
    if not verbs or any(parse.stand_in[t] for t in range(last, parse.right[verbs[0]] + 1)):
        return last
    verb, end = verbs[0], parse.right[verbs[0]]
    is_role = parse.lower[verb] in {"was", "is", *PUT_INTO_OFFICE} and any(
        _says_role(parse, t) for t in parse.children_by(verb, "attr", "oprd")
    )
    if not (is_role or parse.lower[verb] in HOLDS_A_ROLE):
        return last
    while end > last and not parse.word[end][-1].isalnum() and parse.word[end][-1] != ".":
        end -= 1
    return end


def _says_role(parse: Parse, token: int) -> bool:
    words = {parse.lower[t] for t in range(parse.left[token], token + 1)}
    return (
        bool(words & ROLES)
        or any(key(w) in TITLES for w in words)
        or parse.lower[token] in PERSON_NOUNS
        or parse.lower[token] in FIELD_OF
        or parse.lower[token].endswith(("er", "or", "ist"))
    )
