"""Whose words a question asks for: which of the names in it are the speakers, and whom nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answering.query import descriptions
from bot.answering.query.parsed_question import ParsedQuestion
from retrieval.lang.en.people import ROLE_INITIALS
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import FRAME, QUESTION_WORDS
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS, STANCES
from retrieval.lang.tokens import fold, words
from retrieval.search.selector import Named, Names

_SHORT = 8
"""Words of a question that may be no more than a name and a topic: "Zelenskyy on NATO and the elections"."""

_NAME_WORDS = 2
"""Words of most names; a description without "the" has more of them: "obamas ambassador in moscow"."""


def stance(verb: str) -> str | None:
    """What a verb says that somebody did about a topic: a key of ``STANCES``."""
    return next((key for key, family in STANCES.items() if verb in family), None)


def speakers(question: ParsedQuestion) -> list[Named]:
    """The names whose words are asked for; none when the question asks for something else."""
    text, named = question.rest, question.names
    if not named:
        return []
    asked = list(phrases.ASKED_OF.finditer(text))
    inside = [n for n, name in enumerate(named) if any(_in(each, name) for each in asked)]
    if inside:
        runs = [each for n in inside for each in _run(text, named, n)]
        return list({name.start: name for name in runs}.values())  # "what did Holm say and what did Price say"
    if _asks_a_fact(text, named):
        return []
    if phrases.COMPARED.match(text[: named[0].start]):
        return _run(text, named, 0)
    speech = [
        found.span()
        for found in re.finditer(r"[\w'’]+", text)
        if not any(name.start <= found.start() < name.end for name in named)
        and (
            (words(found.group())[:1] and words(found.group())[0] in ASKS_FOR_WORDS)
            or (stance(fold(found.group())) and any(0 <= found.start() - name.end <= 2 for name in named))
        )
    ]
    if not speech:
        # "Landsbergis", "Zelenskyy on NATO", "herbst minerals": a name first and no question about it.
        if phrases.FROM_BEFORE.search(text[: named[0].start]) and not set(words(text[: named[0].start])) - FRAME:
            return _run(text, named, 0)  # "anything from Landsbergis"
        asked_for = words(text)
        lead = fold(text[: named[0].start]).strip()
        asks = asked_for[0] in QUESTION_WORDS and not lead
        short = len(asked_for) <= _SHORT and not asks
        return _run(text, named, 0) if lead in phrases.BEFORE_A_NAME and short else []
    before = [n for n, name in enumerate(named) if name.end <= speech[-1][0] and not _is_topic(text, name, n)]
    if before:
        return _run(text, named, before[0] if _is_topic(text, named[before[-1]], before[-1]) else before[-1])
    after = [
        n
        for n, name in enumerate(named)
        if name.start >= speech[0][1] and not phrases.ON_BEFORE.search(text[: name.start])
    ]
    return _run(text, named, after[0]) if after else []


def _in(asked: re.Match[str], name: Named) -> bool:
    return asked.start("name") <= name.start < asked.end("name")


def _asks_a_fact(text: str, named: Sequence[Named]) -> bool:
    """Whether a question word asks for something else than words: "X announced which …", "what share did X …"."""
    # "what Holm said", "what Holm and Price said", and not "what star announced"
    says = {
        name.start
        for n, name in enumerate(named)
        if set(words(text[_run(text, named, n)[-1].end :])[:1]) & ASKS_FOR_WORDS and text[name.start].isupper()
    }
    for found in phrases.QUESTION_WORD.finditer(text):
        if any(name.start <= found.start() < name.end for name in named):
            continue
        if fold(found["word"]) == "what":
            rest = text[found.end() :]
            behind = found.end() + len(rest) - len(rest.lstrip())
            if not phrases.OPEN_WHAT.match(rest) and behind not in says:
                return True
        elif found.start() > named[0].start:
            return True
    return False


def _run(text: str, named: Sequence[Named], at: int) -> list[Named]:
    """The name at a place in the list and those joined to it by "and" or a comma."""
    first = last = at
    while first > 0 and fold(text[named[first - 1].end : named[first].start]).strip() in phrases.JOINS_NAMES:
        first -= 1
    while last + 1 < len(named) and fold(text[named[last].end : named[last + 1].start]).strip() in phrases.JOINS_NAMES:
        last += 1
    return list(named[first : last + 1])


def _is_topic(text: str, name: Named, position: int) -> bool:
    """Whether a name that isn't the first stands behind "about" or the like: "Obama on Trump: any statement?"."""
    return position > 0 and bool(phrases.ABOUT_BEFORE.search(fold(text[: name.start]).rstrip() + " "))


def asked_of(question: ParsedQuestion) -> ParsedQuestion:
    """A question with the name of the one whose words are asked for taken as a whole.

    "Did the kremlin spokesman say": he who is introduced so, and not the Kremlin. "Did Mayor Holm say": Holm. A name
    behind "did" is one without a capital too.
    """
    asked = phrases.ASKED_OF.search(question.rest) or phrases.WORDS_OF.search(question.rest)
    if asked is None:
        return question
    names = sorted(_asked_of(question, *asked.span("name")), key=lambda name: name.start)
    return replace(question, names=tuple(names))


def _asked_of(question: ParsedQuestion, start: int, end: int) -> Sequence[Named]:
    text, named, names = question.rest, question.names, question.known.names
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    inside = [name for name in named if name.start < end and start < name.end]
    others = [name for name in named if name not in inside]
    if inside and not any(
        set(words(text[a.end : b.start])) or "," in text[a.end : b.start] for a, b in pairwise(inside)
    ):
        inside = inside[-1:]  # "the Northport mayor Lindqvist" is one person
    if not inside:
        found = [replace(name, start=name.start + start, end=name.end + start) for name in names.find(text[start:end])]
        inside, named = found, (*found, *others)
    left = question.without([*inside, Named(end, len(text), ())])
    beside = [word for word in words(left[start:]) if word not in FRAME]
    fitting = names.fitting(inside[0], beside) if len(inside) == 1 and beside else None
    if fitting is not None and fitting.rows != inside[0].rows:
        return [replace(fitting, start=start), *others]  # "the MP John Smith", who is one of two
    if inside and ROLE_INITIALS.issuperset(beside) and (beside or len(inside) == 1):
        return [replace(inside[0], start=start), *others] if beside and len(inside) == 1 else named  # "CS Wanjala"
    if _may_describe(text, start, end) and (
        rows := descriptions.holders(text[start:end], question.known, question.days)
    ):
        return [Named(start, end, rows, exact=False), *others]
    if not inside:
        return named
    if any(word not in FRAME and not word.endswith("ly") for word in words(text[inside[-1].end : end])):
        return others  # "the Holm spokesman" isn't Holm, nor is Holm Berg
    if len(inside) == 1:  # "Senator Lindqvist", "the harbour master Mara Lindqvist", and not "Northport Public Radio"
        fitting = names.fitting(inside[0], beside)
        return [replace(fitting, start=start), *others] if fitting else others
    return named


def _may_describe(text: str, start: int, end: int) -> bool:
    """Whether words may be a description and not a name that nobody bears: "the harbour master", not "San Diego"."""
    if any(char.isupper() for char in text[1:]):
        head, *of = phrases.OF.split(text[start:end], maxsplit=1)
        return text[start:end].split()[-1][:1].islower() or (bool(of) and Names.is_office(head))
    return phrases.ARTICLE_BEFORE.search(text[:start]) is not None or len(text[start:end].split()) > _NAME_WORDS


def together(question: ParsedQuestion) -> tuple[list[Named], list[Named]] | None:
    """Of several whose words are asked for at once, those known and those unknown, each by its own words.

    None where one is asked for, where all of it is one name, or where a part is neither.
    """
    text = question.rest
    asked = phrases.TOGETHER.search(text)
    if asked is None or not phrases.AND.search(asked["names"].rstrip(" ,")):
        return None
    cased = any(char.isupper() for char in text[1:])
    found: list[Named] = []
    strangers: list[Named] = []
    for start, end in _parts(text, asked.start("names"), asked.start("names") + len(asked["names"].rstrip(" ,"))):
        lead = "did the " if phrases.ARTICLE_BEFORE.search(text[:start]) else "did "
        alone = asked_of(question.put_as(f"{lead}{text[start:end]} say"))
        if unknown(alone) is not None:
            if cased and not any(char.isupper() for char in text[start:end]):
                return None  # "the mayor and Holm": words by which nobody is introduced aren't a name
            strangers.append(Named(start, end, ()))
        elif wanted := speakers(alone):
            at = start - len(lead)
            found += [replace(each, start=each.start + at, end=each.end + at) for each in wanted]
        else:
            return None
    whole = [asked["names"][each.start : each.end].strip(" ,") for each in question.known.names.find(asked["names"])]
    if len(found) + len(strangers) < 2 or any(phrases.AND.search(name) for name in whole):
        return None  # "Johnson and Johnson" is one
    return found, strangers


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where each of several names stands, "the" left out."""
    parts, at = [], start
    for joint in [*phrases.AND.finditer(text, start, end), None]:
        until = joint.start() if joint else end
        lead = re.compile(r"\s*(?:both\s+)?(?:the\s+)?", re.IGNORECASE).match(text, at, until)
        at = lead.end() if lead else at
        if at < until:
            parts.append((at, until))
        at = joint.end() if joint else end
    return parts


def unknown(question: ParsedQuestion) -> tuple[int, int] | None:
    """Where a name stands that asks for somebody's words but that no speaker bears: "what did Lavrov say"."""
    text, named = question.rest, question.names
    asked = phrases.ASKED_OF.search(text) or phrases.WORDS_OF.search(text)
    if asked is None or any(name.start < asked.end("name") and asked.start("name") < name.end for name in named):
        return None
    name = [word for word in asked["name"].split() if fold(word) not in FRAME]
    # Phones capitalise the first word: before "did lavrov say" that isn't a sign of careful capitals.
    cased = any(char.isupper() for char in (text[1:] if asked.re is phrases.ASKED_OF else text))
    has_article = phrases.ARTICLE_BEFORE.search(text[: asked.start("name")]) is not None
    office = has_article and question.known.names.is_office(asked["name"])
    if not name or (cased and not office and not any(word[:1].isupper() for word in name)):
        return None
    return asked.span("name")
