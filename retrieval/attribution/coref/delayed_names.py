"""Whose name an article keeps for later: "A senior judge has called …" opens it, and "Jane Brown said" goes on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.roles import Roles, apposed_name
from retrieval.attribution.ner import Named, key, named_at
from retrieval.attribution.parse import FINITE, PROPER, SUBJECTS, Parse
from retrieval.lang.en.first_names import is_first_name
from retrieval.lang.en.function_words import PRONOUN_GENDER
from retrieval.lang.en.people import (
    BODY_NOUNS,
    COMPANIES,
    GENDERED,
    HONORIFICS,
    KIN,
    PERSON_NOUNS,
    SEATS,
    can_tell,
    is_office,
)
from retrieval.lang.en.speech_nouns import SPEECH_NOUNS

FAR = 4
"""Paragraphs behind the first within which the article must give somebody the role."""

NEXT = 90
"""Tokens behind the sentence of a description within which its bearer must be named."""

_PEOPLE, _OTHERS = PERSON_NOUNS | SEATS, BODY_NOUNS | COMPANIES | SPEECH_NOUNS
_ARTICLES = ("a", "an", "the")


def kept_for_later(parse: Parse, book: NameBook, roles: Roles, sources: Collection[int]) -> Mapping[int, str]:
    """By the head of a description the name of whom it describes, which the article gives behind it.

    Args:
        parse: the article.
        book: its names.
        roles: what it calls them.
        sources: the heads of who speaks, in no order.
    """
    return {**_named_next(parse, book, roles, sources), **_of_the_lead(parse, book, roles, sources)}


def _of_the_lead(parse: Parse, book: NameBook, roles: Roles, sources: Collection[int]) -> Mapping[int, str]:
    """By the head of the description that speaks in an article's first paragraph the name of whom it describes.

    One of the next paragraphs names them: the only one in the article to whom the role is given, or whom the next
    paragraph begins with. Empty where the first has a full name before, or describes two who speak.
    """
    opening = _opening(parse)
    described = [token for token in opening if token in sources and _is_described(parse, token)]
    if len(described) != 1:
        return {}
    (token,) = described
    if any(_is_told_of(parse, book, at) for at in range(opening[0], token)):
        return {}
    name = _by_place(parse, book, token, opening)
    if roles.given(roles.role_at(token)):
        name = _by_role(parse, roles, token)
    told = {GENDERED.get(parse.lower[token]), *(PRONOUN_GENDER.get(parse.lower[at]) for at in opening)} - {None}
    return {} if name is None or (len(told) == 1 and book.gender_of(name) not in (None, *told)) else {token: name}


def _named_next(parse: Parse, book: NameBook, roles: Roles, sources: Collection[int]) -> Mapping[int, str]:
    """By the head of a description the name that its paragraph goes on with: "The captain agreed. Ada Holm said".

    A name in full, new to the article, without what its bearer is, since that was told right before. Beside one of kin
    it may be: "Her brother was angrier. “No,” said Joe Holm, a teacher".
    """
    found: dict[int, str] = {}
    for token in range(len(parse)):
        if parse.dep[token] not in SUBJECTS or parse.quote[token] >= 0 or not _may_be_one_person(parse, token):
            continue
        is_known = parse.lower[parse.left[token]] == "the" or bool(parse.children_by(token, "poss"))
        if not is_known or not _is_nobody_yet(parse, token) or roles.given(roles.role_at(token)):
            continue
        if any(_person_at(parse, book, at) for at in range(parse.sentence_of(token)[0], parse.left[token])):
            continue
        name = _next_name(parse, book, token, sources)
        if name is not None and book.gender_of(name) in (None, GENDERED.get(parse.lower[token], book.gender_of(name))):
            found[token] = name
    return found


def _is_nobody_yet(parse: Parse, token: int) -> bool:
    """Whether a noun is for one who isn't named beside it, no body, and no mouthpiece."""
    noun = parse.lower[token]
    is_person = noun not in _OTHERS and not noun.startswith("spokes")
    return is_person and not parse.children_by(token, "conj") and apposed_name(parse, token) is None


def _next_name(parse: Parse, book: NameBook, token: int, sources: Collection[int]) -> str | None:
    """Who speaks next in a paragraph, where that is somebody by a new name alone and nobody else comes between."""
    _, end = parse.sentence_of(token)
    last = min(len(parse), end + NEXT)
    for at in range(end, last):
        if parse.paragraph[at] != parse.paragraph[token]:
            return None
        if parse.quote[at] >= 0 or parse.dep[at] not in SUBJECTS or parse.dep[parse.head[at]] not in ("ROOT", "conj"):
            continue
        if (named := _person_at(parse, book, at)) is not None:
            is_new = book.first_seen.get(named.words) == named.first and at in sources
            bare = not _has_office(parse, named) and (parse.lower[token] in KIN or not parse.children_by(at, "appos"))
            return book.fullest(named) if is_new and bare else None
        if parse.tag[at] in PROPER or _may_be_one_person(parse, at):
            return None
    return None


def _opening(parse: Parse) -> range:
    """The tokens of the first paragraph that tells something: no headline, byline or dateline."""
    first = 0
    for at in range(1, len(parse) + 1):
        if at == len(parse) or parse.paragraph[at] != parse.paragraph[first]:
            is_closed = parse.word[at - 1] in (".", "!", "?", "”", '"')
            if is_closed and any(parse.tag[t] in FINITE for t in range(first, at)):
                return range(first, at)
            first = at
    return range(0)


def _is_described(parse: Parse, token: int) -> bool:
    """Whether a subject is one person without a name: "a chief constable", "the mayor of Corriston"."""
    noun = parse.lower[token]
    one = _may_be_one_person(parse, token) and noun not in _OTHERS and not noun.startswith("spokes")
    one = one and parse.dep[token] in SUBJECTS
    articles = [parse.lower[t] for t in parse.children_by(token, "det")]
    alone = not parse.children_by(token, "conj", "poss") and apposed_name(parse, token) is None
    return one and alone and parse.quote[token] < 0 and len(articles) == 1 and articles[0] in _ARTICLES


def _person_at(parse: Parse, book: NameBook, token: int) -> Named | None:
    """The person in full who is named at a token, at the last one of the name alone."""
    if parse.tag[token] not in PROPER or parse.stand_in[token] or parse.quote[token] >= 0:
        return None
    named = named_at(parse, token)
    is_whole = named is not None and named.last == token and len(named.words) > 1 and book.is_person(named)
    return named if is_whole else None


def _is_told_of(parse: Parse, book: NameBook, token: int) -> bool:
    """Whether a person is named in full at a token, and no place in "Long Island schools"."""
    named = _person_at(parse, book, token)
    acts = parse.dep[token] in ("dobj", "conj", *SUBJECTS)
    return named is not None and (acts or bool(named.title) or is_first_name(key(named.words[0])))


def _by_role(parse: Parse, roles: Roles, token: int) -> str | None:
    """The only one to whom the article gives the role, soon after."""
    given = roles.given(roles.role_at(token))
    first = next((each for each in given if each.token > token), None)
    if first is None or " " not in first.name or len({each.name for each in given}) > 1:
        return None
    beside = roles.beside(parse.left[token], token)
    is_the_same = not beside or not first.beside or bool(beside & first.beside)
    is_near = parse.paragraph[first.token] - parse.paragraph[token] <= FAR
    return first.name if is_the_same and is_near else None


def _by_place(parse: Parse, book: NameBook, token: int, opening: range) -> str | None:
    """The person whose name, new to the article, is what the next paragraph's first sentence is about."""
    first = opening[-1] + 1
    if first == len(parse) or any(at != token and _is_in_the_deed(parse, at) for at in opening):
        return None
    low, high = parse.sentence_of(first)
    for at in range(low, high):
        if (named := _person_at(parse, book, at)) is not None:
            is_about = parse.dep[at] in SUBJECTS and (parse.dep[parse.head[at]] == "ROOT" or parse.stand_in[low])
            is_new = book.first_seen.get(named.words) == named.first
            return book.fullest(named) if is_about and is_new and not _has_office(parse, named) else None
    return None


def _is_in_the_deed(parse: Parse, token: int) -> bool:
    """Whether a main clause tells of one without a name: "sentenced a landlord"."""
    is_told = parse.dep[token] in ("dobj", "dative", *SUBJECTS) and parse.dep[parse.head[token]] == "ROOT"
    return is_told and _may_be_one_person(parse, token)


def _may_be_one_person(parse: Parse, token: int) -> bool:
    """Whether a common noun may stand for somebody by what they are or do: "builder", and not "builders", "offer"."""
    noun = parse.lower[token]
    return parse.tag[token] == "NN" and (noun in _PEOPLE or (is_office(noun) and can_tell(noun)))


def _has_office(parse: Parse, named: Named) -> bool:
    """Whether a name has with it what somebody is: "Mayor Jane Brown", "the engineer Jane Brown"."""
    beside = parse.children_by(named.last, "compound", "nmod", "amod")
    told = {key(parse.word[at]) for at in beside if at < named.first} | set(named.title.split())
    return not told <= HONORIFICS
