"""When and where something was said, by the words around its cue or beside other words of the turn. Unsure is empty."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from retrieval.attribution.coref.noun_phrases import phrase
from retrieval.attribution.coref.resolver import Voices
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.ner import key
from retrieval.attribution.parse import Parse
from retrieval.lang.days import days_after, days_before
from retrieval.lang.en.function_words import VENUE_PREPOSITIONS
from retrieval.lang.en.numbers import NUMBERS
from retrieval.lang.en.people import BODY_WORDS, TITLES
from retrieval.lang.en.places import NATIONALITIES
from retrieval.lang.en.speech_nouns import AUDIENCES, CALLED_BY, OCCASIONS, PLATFORMS, SPEECH_NOUNS
from retrieval.lang.en.speech_verbs import POSTS, TELLS, TELLS_WHERE
from retrieval.lang.en.times import MONTH_NUMBERS, OTHER_TIMES, WEEKDAYS
from retrieval.model import Kind, Statement

_LIMITS = frozenset("until since before by after".split())
_OTHER_WEEK = frozenset("next last every each previous following".split())
_PLACES = ("in", "at")
_BROADCAST = ("on", "via", "over")
_HOPS = ("prep", "pobj", "npadvmod", "advmod", "nummod", "pcomp", "conj", "compound", "amod", "appos", "nmod")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A date that far from the article's own is a date of something else.
_FARTHEST_DAYS = 366


def said_on(parse: Parse, frame: Frame, published: date | None) -> date | None:
    """The day on which it was said, resolved against the article's; None when the words don't settle it.

    Args:
        parse: the article's tokens.
        frame: the attribution whose surroundings are read.
        published: the article's date; without it only dates that name their year can be told.
    """
    for verb in _carriers(parse, frame):
        found = {day for token in _around(parse, verb) if (day := _day(parse, token, published)) is not None}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    before = _pointed(parse, frame)
    if before is not None:
        days = {day for t in range(*parse.sentences[before]) if (day := _day(parse, t, published)) is not None}
        return days.pop() if len(days) == 1 else None
    return None


def _carriers(parse: Parse, frame: Frame) -> list[int]:
    """The cue, and the verbs beside it that carry when and where: "speaking on Monday, he said"."""
    verbs = [frame.verb]
    for child in parse.children_by(frame.verb, "advcl"):
        if child < frame.verb and parse.lower[child] in TELLS_WHERE:
            verbs.append(child)
    if parse.tag[frame.verb] == "VBG" and parse.dep[frame.verb] in ("advcl", "conj", "xcomp"):
        head = parse.head[frame.verb]
        verbs.extend([head, parse.head[head]] if parse.dep[head] == "ccomp" else [head])
    return verbs


def _around(parse: Parse, verb: int) -> list[int]:
    """Tokens that say when and where about ``verb``: its adverbials, and a weekday right after it."""
    _, high = parse.sentence_of(verb)
    found: list[int] = []
    pending = parse.children_by(verb, "prep", "npadvmod", "advmod", "agent")
    for child in parse.children_by(verb, "dobj", "dative", "pobj"):
        if parse.lower[child] in SPEECH_NOUNS:
            pending.append(child)
        else:
            pending.extend(t for t in parse.children_by(child, "prep", "npadvmod") if _opens_date(parse, t))
    depth = 0
    while pending and depth < 60:
        token = pending.pop()
        depth += 1
        if parse.stand_in[token] or parse.quote[token] >= 0:
            continue
        found.append(token)
        pending.extend(parse.children_by(token, *_HOPS))
    after = verb + 1
    while after < high and parse.lower[after] in ("on", "late", "early", "earlier", "later", "reporters"):
        after += 1
    if after < high and parse.lower[after] in WEEKDAYS and after not in found:
        found.append(after)
    return found


def _opens_date(parse: Parse, token: int) -> bool:
    if parse.lower[token] in WEEKDAYS:
        return True
    return parse.lower[token] == "on" and any(
        parse.lower[t].rstrip(".") in MONTH_NUMBERS or parse.lower[t] in WEEKDAYS
        for t in parse.children_by(token, "pobj")
    )


def _day(parse: Parse, token: int, published: date | None) -> date | None:
    word = parse.lower[token].rstrip(".")
    before = parse.lower[token - 1] if token > 0 else ""
    if word in WEEKDAYS and published is not None:
        if before in _OTHER_WEEK | _LIMITS:
            return None
        return days_before(published, (published.weekday() - WEEKDAYS.index(word)) % 7)
    if word == "ago" and published is not None and before in ("day", "days"):
        number = parse.lower[token - 2] if token > 1 else ""
        back = NUMBERS.get(number) or (int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0)
        return days_before(published, back) if back else None
    if word in ("today", "tonight") and published is not None:
        return published
    if word == "yesterday" and published is not None:
        return days_before(published, 1)
    if word in MONTH_NUMBERS and parse.word[token][0].isupper() and before not in _LIMITS:
        return _month_day(parse, token, MONTH_NUMBERS[word], published)
    return None


def _month_day(parse: Parse, token: int, month: int, published: date | None) -> date | None:
    """A date like "Feb. 10", "February 10, 2025" or "10 February" at its month."""
    texts = [parse.word[t] if t < len(parse) else "" for t in range(token + 1, token + 4)]
    number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", texts[0])
    if number is None and token > 0:
        number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", parse.word[token - 1])
        texts = ["", *texts]
    if number is None:
        return None
    rest = [t for t in texts[1:] if t != ","]
    year = int(rest[0]) if rest and re.fullmatch(r"(?:19|20)\d\d", rest[0]) else None
    if year is None and published is None:
        return None
    try:
        day = date(year or published.year, month, int(number.group(1)))  # type: ignore[union-attr]
        if year is None and published is not None and day > days_after(published, 1):
            day = day.replace(year=day.year - 1)
    except ValueError:
        return None
    if published is not None and not -1 <= (published - day).days <= _FARTHEST_DAYS and year is None:
        return None
    return day


def venue(parse: Parse, frame: Frame) -> tuple[int, int] | None:
    """First and last token of the words for where it was said ("on X"); None: not told."""
    best: tuple[int, tuple[int, int]] | None = None
    if frame.group == "colon" and parse.word[frame.verb] != ":":
        # A verb that only a colon makes one of speech: what hangs on it tells of something else.
        return None
    told = _told_whom(parse, frame.verb)
    for verb in _carriers(parse, frame):
        for prep in _preps(parse, verb, spoken=frame.group != "mind"):
            rank = _rank(parse, prep)
            if rank and (best is None or rank > best[0]):
                last = _last_of(parse, prep)
                if told is not None and (rank < 3 or prep <= told[1]):
                    continue
                if last > prep:
                    best = (rank, (prep, last))
        if best is not None:
            return best[1] if told is None else (told[0], best[1][1]) if best[1][0] == told[1] + 1 else told
    return told if told is not None else _there(parse, frame)


def _there(parse: Parse, frame: Frame) -> tuple[int, int] | None:
    """The place of the sentence before, for "There Jones said"; None where the words point to none."""
    before = _pointed(parse, frame)
    if before is None:
        return None
    places = [
        t
        for t in range(*parse.sentences[before])
        if parse.lower[t] in _PLACES and any(parse.tag[o] == "NNP" for o in parse.children_by(t, "pobj"))
    ]
    if len(places) != 1:
        return None
    last = _last_of(parse, places[0])
    return (places[0], last) if last > places[0] else None


def _pointed(parse: Parse, frame: Frame) -> int | None:
    """The sentence (its number) that "There" at the beginning of the frame's own points to."""
    low, _ = parse.sentence_of(frame.verb)
    number = parse.sentence[frame.verb]
    points = parse.lower[low] == "there" and parse.dep[low] == "advmod"
    return number - 1 if points and number > 0 and parse.paragraph[low] == parse.paragraph[low - 1] else None


def _told_whom(parse: Parse, verb: int) -> tuple[int, int] | None:
    """The words for an outlet or an audience: "told the Guardian", "told a meeting in Orle", "said to reporters"."""
    _, high = parse.sentence_of(verb)
    if parse.lower[verb] not in TELLS:
        to = next((t for t in parse.children_by(verb, "prep", "dative") if parse.lower[t] == "to"), -1)
        return _told_whom_at(parse, to, next(iter(parse.children_by(to, "pobj")), -1)) if to > verb else None
    head = next((t for t in parse.children_by(verb, "dobj", "dative", "iobj") if t > verb), -1)
    if head < 0 and verb + 1 < high:
        # The parser hung it elsewhere: "told RFE/RL."
        head = next((t for t in range(verb + 1, min(high, verb + 4)) if parse.tag[t] in ("NNP", "NNPS")), -1)
        while 0 <= head < high - 1 and parse.tag[head + 1] in ("NNP", "NNPS"):
            head += 1
    return _told_whom_at(parse, verb, head)


def _told_whom_at(parse: Parse, before: int, head: int) -> tuple[int, int] | None:
    """The words for an outlet or an audience with this head, behind the token ``before``."""
    if head < 0 or parse.quote[head] >= 0 or head - before > 8:
        return None
    low, high = parse.sentence_of(before)
    first = before + 1
    if parse.tag[head] in ("NNP", "NNPS"):
        words = [key(parse.word[t]) for t in range(first, head + 1)]
        body = any(w in BODY_WORDS for w in words) or parse.lower[first] == "the" or _is_acronym(parse.word[head])
        if not body or any(w in TITLES and w not in BODY_WORDS for w in words) or words[-1] in NATIONALITIES:
            return None
        last = head
        while last + 2 < high and parse.word[last + 1] == "&" and parse.tag[last + 2] in ("NNP", "NNPS"):
            last += 2
    elif parse.lower[head] in AUDIENCES:
        last = head
        for prep in parse.children_by(head, "prep"):
            if prep == last + 1 and parse.lower[prep] in ("in", "at", "of", "on") and not _opens_date(parse, prep):
                last = _last_of(parse, prep)
    else:
        return None
    return (first, last) if low <= first <= last else None


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and all(part.isupper() for part in word.split("/")) and word.isascii()


def _preps(parse: Parse, verb: int, *, spoken: bool) -> list[int]:
    found = parse.children_by(verb, "prep")
    for child in parse.children_by(verb, "dobj", "dative", "npadvmod") if spoken else ():
        found.extend(parse.children_by(child, "prep"))
    return [t for t in found if parse.quote[t] < 0]


def _rank(parse: Parse, prep: int) -> int:
    """How surely a phrase says where: 3 an occasion, 2 a broadcaster or site, 1 a place; 0 not at all."""
    word = parse.lower[prep]
    if word not in (*_PLACES, *_BROADCAST, "during", "to", "by", "through"):
        return 0
    for token in parse.children_by(prep, "pobj"):
        lower = parse.lower[token].rstrip(".")
        if lower in WEEKDAYS or lower in MONTH_NUMBERS or parse.stand_in[token]:
            return 0
        if word in ("to", "by", "through"):
            return 3 if lower in CALLED_BY else 0
        if any(parse.tag[t] in ("JJS", "RBS") for t in range(prep, token)):
            return 0
        if lower in OCCASIONS or (lower.endswith("s") and lower[:-1] in OCCASIONS):
            return 3
        if parse.tag[token] in ("NNP", "NNPS"):
            return 2 if word in _BROADCAST else 1
    return 0


def _last_of(parse: Parse, prep: int) -> int:
    """The last token of a prepositional phrase, dates and clauses at its end left out."""
    inside = {prep}
    pending = [prep]
    while pending:
        for child in parse.children[pending.pop()]:
            dep = parse.dep[child]
            outside = dep in ("relcl", "acl", "advcl", "ccomp", "npadvmod", "punct", "cc", "conj")
            joined = "&" in parse.word[child - 1 : child + 1]  # "the Post & Courier"
            if parse.stand_in[child] or (outside and parse.word[child] != "-" and not joined):
                continue
            if dep == "prep" and (
                _opens_date(parse, child) or parse.lower[child] not in ("of", "with", "at", "in", "to", "for", "on")
            ):
                continue
            if parse.lower[child] in WEEKDAYS:
                continue
            inside.add(child)
            pending.append(child)
    last = prep
    while last + 1 in inside:
        last += 1
    return last


class _Group(NamedTuple):
    """Several people who are said to speak on one platform: where in the text, its words, and their roles."""

    token: int
    words: str
    roles: frozenset[str]


def shared(
    statements: Sequence[Statement], parse: Parse, frames: Sequence[Frame], voices: Voices, text: str
) -> list[Statement]:
    """The statements with the venues that they share with their turn, or with a group that their speaker is one of."""
    made = list(statements)
    groups = list(_groups(parse, frames, text))
    for at, one in enumerate(made):
        if one.kind is Kind.DIRECT and one.venue is None and one.speaker is not None:
            token = bisect_left(parse.start, one.start)
            for group in groups:
                roles = {role.split()[-1] for role in voices.roles.of(one.speaker)}
                written = one.cue is not None and one.cue.lower() in POSTS
                if group.token < token and (written or (one.cue is not None and roles & group.roles)):
                    made[at] = one.model_copy(update={"venue": group.words})
    for turn in _turns(made, parse):
        told = {made[i].venue for i in turn} - {None}
        if len(told) != 1:
            continue
        (words,) = told
        pointing = words is not None and words.startswith("the ") and words.islower()
        source = next(i for i in turn if made[i].venue == words)
        for i in turn:
            near = _paragraph(parse, made[i]) == _paragraph(parse, made[source])
            # What is told later in a turn holds for a quote before it, but not for what was merely reported there.
            fits = i > source or (made[i].kind is Kind.DIRECT and made[source].kind is Kind.DIRECT)
            # "Jones told the Gazette that …": his quote in the next paragraph is of the same talk.
            outlet = (
                words is not None
                and i > source
                and made[i].kind is Kind.DIRECT
                and words.split()[0].lower() not in VENUE_PREPOSITIONS
            )
            outlet = outlet and _paragraph(parse, made[i]) - _paragraph(parse, made[source]) == 1
            fits = fits and not _another_time(parse, made[source], made[i])
            if made[i].venue is None and fits and (near or outlet or (pointing and made[i].kind is Kind.DIRECT)):
                day = made[i].said_on or (made[source].said_on if near else None)
                made[i] = made[i].model_copy(update={"venue": words, "said_on": day})
    return made


def _paragraph(parse: Parse, statement: Statement) -> int:
    token = min(bisect_left(parse.start, statement.start), len(parse) - 1)
    return parse.paragraph[token]


def _another_time(parse: Parse, told: Statement, other: Statement) -> bool:
    """Whether the article tells of two occasions: a time of its own beside ``other``, or "had told" beside ``told``."""
    here, there = _sentence(parse, told), _sentence(parse, other)
    return here != there and (_has_time(parse, there) or _is_before(parse, here) != _is_before(parse, there))


def _sentence(parse: Parse, statement: Statement) -> tuple[int, int]:
    """The sentence that tells who said it."""
    start = statement.start if statement.mention_start is None else statement.mention_start
    token = bisect_left(parse.start, start)
    cue = parse.sentence_of(min(token, len(parse) - 1))
    own = parse.sentence_of(min(bisect_left(parse.start, statement.start), len(parse) - 1))
    return own if parse.paragraph[own[0]] > parse.paragraph[cue[0]] else cue


def _has_time(parse: Parse, sentence: tuple[int, int]) -> bool:
    return any(
        parse.quote[t] < 0
        and (parse.lower[t] in WEEKDAYS or parse.lower[t] in OTHER_TIMES or _YEAR.fullmatch(parse.word[t]) is not None)
        for t in range(*sentence)
    )


def _is_before(parse: Parse, sentence: tuple[int, int]) -> bool:
    """Whether the sentence tells of what was earlier than the rest: "had told", "in 2019 told"."""
    return any(
        parse.lower[t] == "had" and parse.dep[t] == "aux" and parse.quote[t] < 0 and parse.dep[parse.head[t]] == "ROOT"
        for t in range(*sentence)
    )


def _turns(statements: Sequence[Statement], parse: Parse) -> Iterator[list[int]]:
    """Runs of statements of one speaker that no other speaker interrupts, in paragraphs that follow each other."""
    turn: list[int] = []
    for at, one in enumerate(statements):
        if turn:
            before = statements[turn[-1]]
            apart = _paragraph(parse, one) - _paragraph(parse, before)
            if one.speaker != before.speaker or apart > 1:
                yield turn
                turn = []
        if one.speaker is not None:
            turn.append(at)
    if turn:
        yield turn


def _groups(parse: Parse, frames: Sequence[Frame], text: str) -> Iterator[_Group]:
    for frame in frames:
        if frame.source < 0 or frame.group != "say":
            continue
        several = parse.tag[frame.source] == "NNS" or bool(parse.children_by(frame.source, "conj"))
        where = venue(parse, frame) if several else None
        if where is None or key(parse.word[where[1]]) not in PLATFORMS:
            continue
        first, last = phrase(parse, frame.source)
        roles = frozenset(key(parse.word[t]).removesuffix("s") for t in range(first, last + 1))
        yield _Group(frame.verb, text[parse.start[where[0]] : parse.end[where[1]]], roles)
