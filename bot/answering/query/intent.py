"""A question's words to what is wanted: whose statements, on what, or the best passages.

Meaning is read from what the words name and from a few families of words, not from one phrasing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz.distance import OSA

from bot.answering.query import dates
from bot.answering.query.offices import holders, is_office
from bot.answering.query.request import Known, Request, Want
from bot.answering.query.target_speakers import asked_of, speakers, stance, together, unknown, without
from retrieval.entities.lookup import Named, Names
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.quotation_marks import quotations
from retrieval.lang.tokens import fold, terms, words
from retrieval.search.topic import Topic

LONGEST = 1_000
"""Code points of a question that are read. The rest of a longer one is left out: it is no question."""

LONGEST_REPLY = 8
"""Words that ask for more of the last answer; a longer question is one of its own."""

SHORTEST_SLIP = 5
"""Letters of a word that may be a slip of the keyboard: one slip away from a shorter one stands another word."""

SHORTEST_CLAIM = 3
"""Words in quotation marks from which on they are a sentence of somebody's; fewer may be a name or a slogan."""


def clean(text: str) -> str:
    """The words of what a stranger sent: control, format and unassigned characters out, white space folded."""
    kept = (char if unicodedata.category(char)[0] != "C" else " " for char in text[: LONGEST * 4])
    return " ".join("".join(kept).split())[:LONGEST]


def _about_spelt(text: str, names: Names) -> str:
    """A question in which "about" is spelt so: a letter lost, doubled or out of place hides the topic behind it."""

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        is_another = len(word) == len("about") and sorted(word) != sorted("about")  # abort
        is_slip = OSA.distance(word, "about", score_cutoff=1) == 1 and not is_another
        return "about" if is_slip and not names.is_word(word) else word

    return re.sub(r"\b[a-z]{4,6}\b", mended, text)


def understand(text: str, known: Known, asked: date) -> Request:
    """What a question wants by itself, given what the collection knows."""
    names = known.names
    text = _about_spelt(clean(text), names)
    if not words(text) or phrases.GREETING.fullmatch(text):
        return Request(Want.HELP, text)
    if phrases.INSTRUCTION.match(text) or (phrases.AT_THE_BOT.search(text) and not names.find(text)):
        return Request(Want.HELP, text)
    if phrases.MORE.fullmatch(text):
        return Request(Want.MORE, text)
    whole = phrases.WHOLE.search(text)
    if whole is not None and not names.find(text) and len(words(text)) <= LONGEST_REPLY:
        return Request(Want.WHOLE, text, number=_number(whole))
    span, outlet, rest = framed(text, known, asked)
    named = names.find(rest)
    for want, pattern in (
        (Want.SPEAKERS, phrases.SPEAKERS),
        (Want.NEWS, phrases.NEWS),
        (Want.ARTICLES, phrases.ARTICLES),
    ):
        found = pattern.search(rest)
        if found is None:
            continue
        on_a_topic = want is Want.ARTICLES or (want is Want.NEWS and found["on"] and not phrases.FROM.search(rest))
        if not named or on_a_topic:
            left = f"{rest[: found.start()]} {rest[found.end() :]}"
            about = _topic(left, [], names)
            if want is Want.NEWS and about is not None and on_a_topic:
                return Request(Want.ARTICLES, text, about=about, days=span)
            if want is Want.NEWS and about is not None:
                break  # "what happened in Sumy" asks for something, not for the news
            return Request(want, text, about=about, days=span)
    if (said := _of_anybody(text, rest, named, names, dated=span is not None)) is not None:
        return replace(said, days=span, outlet=outlet)
    request = _about_words(text, rest, named, known)
    return replace(request, days=span, outlet=outlet) if request.want in {Want.SAID, Want.WHO_SAID} else request


def framed(text: str, known: Known, asked: date) -> tuple[dates.Days | None, str | None, str]:
    """The days and the outlet that a question names, and the question without them."""
    span, rest = dates.find(text, asked, known.names.is_all_of, known.latest)
    outlet, rest = _outlet(rest, known.outlets)
    return span, outlet, rest


def claimed(text: str) -> str | None:
    """The words that a question puts in quotation marks as somebody's; None where they are only its topic."""
    quoted = max(quotations(text), key=len, default="").strip()
    least = 1 if phrases.SAID_A_QUOTE.match(text) else SHORTEST_CLAIM
    return quoted if len(words(quoted)) >= least and not phrases.ON_A_QUOTE.search(text) else None


def _of_anybody(text: str, rest: str, named: list[Named], names: Names, *, dated: bool) -> Request | None:
    """What was said, by whomever, on a topic or in some days: "what was said last week"."""
    said = phrases.WAS_SAID.match(rest) or (phrases.WHO_SAID.match(rest) if dated else None)
    if said is None or any(phrases.FROM.search(rest[: name.start]) for name in named):
        return None
    about = _topic(rest[said.end() :], [], names)
    if said.re is phrases.WHO_SAID and about is not None:
        return None  # with what they said or did
    return Request(Want.WHO_SAID, text, about=about) if about is not None or dated else None


def _about_words(text: str, rest: str, named: list[Named], known: Known) -> Request:
    """Who said what, who somebody is, or anything else."""
    names = known.names
    quoted = max(quotations(rest), key=len, default="").strip()
    who = phrases.WHO_SAID.search(rest)
    by_whom = who is not None and any(phrases.REACTION_BY.search(rest[: name.start]) for name in named)
    if who is not None and not (named and named[0].start < who.start()) and not by_whom:
        verb = fold(who["verb"] or who["verb2"] or who["verb4"] or "said")
        left = rest[who.end() :]
        if verb == "wrote" and not phrases.WROTE_ON.match(left):
            return Request(Want.FIND, text)  # a book has an author
        if len(words(quoted)) >= 2 and (verb in ASKS_FOR_WORDS or stance(verb)):
            return Request(Want.WHO_SAID, text, quoted=quoted)
        if stance(verb):
            about = _topic(left, [], names)
            if about is not None:
                return Request(Want.WHO_SAID, text, about=about, stance=stance(verb))
        if verb in ASKS_FOR_WORDS or verb in {"to", "on", "about"}:
            about = _topic(re.sub(r"^\s*(?:that|anything|something)\b", "", left), [], names)
            if (
                _topic(phrases.ABOUT.split(left)[0], [], names) is not None
            ):  # "nobody asked us about it" was said, all of it
                about = topic(left.strip(" ?!.,:;\"'“”"), names)
            if about is not None:
                return Request(Want.WHO_SAID, text, about=about)
    if quoted and not named and claimed(rest) == quoted and not _beside_a_quote(rest, names):
        return Request(Want.WHO_SAID, text, quoted=quoted)
    bare = _topic(phrases.WHO_IS.sub(" ", without(rest, named)), [], names) is None
    if phrases.WHO_IS.search(rest) and len(named) == 1 and bare:
        return Request(Want.WHO_IS, text, (named[0],))
    asked = phrases.YES_OR_NO.match(rest)
    if asked and named and named[0].start == asked.end() and not phrases.SPOKE.match(rest[named[0].end :]):
        return Request(Want.FIND, text, (named[0],), _topic(rest, [named[0]], names))
    several = together(rest, known)
    if several is not None and several[1]:
        return _of_several(text, rest, *several, names)
    named = asked_of(rest, named, known)
    stranger = unknown(rest, named)
    wanted = [] if stranger is not None else speakers(rest, named)
    if several is not None and len(several[0]) > len(wanted):
        stranger, wanted = None, several[0]
    fact = phrases.ASKS_A_FACT.match(rest)
    heard = phrases.AUDIENCE.search(rest)
    heard_by = [Named(*heard.span(), rows=())] if heard and wanted else []
    about = _topic(rest, [*wanted, *heard_by], names)
    detail = fact.group().lower() if fact and about is None and phrases.SAID_IT.search(rest) else None
    if len(wanted) == 1 and fact is None:
        called = rest[wanted[0].start : wanted[0].end]
        if bearers := holders(called, names.bearers(wanted[0], called), known.speakers):
            office = replace(wanted[0], rows=(*wanted[0].rows, *bearers), beside=True)
            return Request(Want.SAID, text, (office,), about, unknown=called)
    if wanted and (claim := claimed(rest)) is not None:
        return Request(Want.SAID, text, tuple(wanted), quoted=claim)
    if wanted and (fact is None or detail):
        to = heard["to"].lower() if heard else None
        return Request(Want.SAID, text, tuple(wanted), about, detail=detail, to=to)
    if (
        not named
        and (role := phrases.ROLE_ON.match(rest) or phrases.OFFICE_ALONE.fullmatch(rest))
        and is_office(role["role"])
    ):
        described = Named(role.start("role"), role.end("role"), rows=known.described(role["role"]), exact=False)
        about = _topic(rest, [described], names)
        if described.rows:
            return Request(Want.SAID, text, (described,), about)
        if role.re is phrases.ROLE_ON:
            called = phrases.LEADING_THE.sub("", role["role"])
            return Request(Want.FIND, text, about=about, unknown=called, office=True)
    if stranger is not None:
        called = " ".join(rest[slice(*stranger)].split())
        if called.islower() and is_office(called):
            return Request(
                Want.FIND, text, about=_topic(rest, [Named(*stranger, ())], names), unknown=called, office=True
            )
        somebody = Named(*stranger, rows=names.beside(called), exact=False, beside=True)
        about = _topic(rest, [somebody], names)
        if somebody.rows:
            return Request(Want.SAID, text, (somebody,), about, unknown=called)
        return Request(Want.FIND, text, about=about, unknown=called)
    return Request(Want.FIND, phrases.EVERYTHING.sub("", text) or text)


def _beside_a_quote(text: str, names: Names) -> bool:
    """Whether a text has a topic beside what it puts in quotation marks."""
    for quoted in quotations(text):
        text = text.replace(quoted, " ")
    left = _topic(text, [], names)
    return left is not None and not phrases.CHECK_WORDS.issuperset(words(left.text))


def _of_several(text: str, rest: str, found: list[Named], strangers: list[Named], names: Names) -> Request:
    """What several said of whom some are known to nobody."""
    about = _topic(rest, [*found, *strangers], names)
    called = [" ".join(rest[each.start : each.end].split()) for each in strangers]
    if found:
        return Request(Want.SAID, text, tuple(found), about, strangers=tuple(called))
    return Request(Want.FIND, text, about=about, unknown=called[0], strangers=tuple(called[1:]))


def _outlet(text: str, outlets: Sequence[str]) -> tuple[str | None, str]:
    """The outlet that a question names behind "in", "by" or "according to", and the question without it."""
    for outlet in sorted(outlets, key=len, reverse=True):
        called = r"\W+".join(map(re.escape, outlet.removeprefix("The ").split()))
        found = re.search(
            rf"\b{phrases.FROM_OUTLET}{called}\b",
            text,
            re.IGNORECASE,
        )
        if found is not None:
            return outlet, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _number(whole: re.Match[str]) -> int:
    digits = whole["digit"] or whole["alone"] or whole["context"]
    if digits:
        return int(digits)
    return next((phrases.CITATION_NUMBERS[word] for word in words(whole.string) if word in phrases.CITATION_NUMBERS), 1)


def _topic(text: str, speakers: list[Named], names: Names) -> Topic | None:
    """The words that are left when the speakers and the frame of the question are taken away."""
    rest, position = [], 0
    for name in sorted(speakers, key=lambda named: named.start):
        rest.append(text[position : name.start])
        position = name.end
    rest.append(text[position:])
    left = " ".join(rest)
    marked = phrases.ABOUT.split(left, maxsplit=1)
    if len(marked) == 2 and terms(marked[1]):
        left = marked[1]
        kept = [word for word in re.findall(r"[\w'’-]+", left) if terms(word)]
        return topic(left.strip(" ?!.,:;\"'“”"), names) if kept else None
    kept = [word for word in re.findall(r"[\w'’-]+", left) if terms(word) and not _is_frame(fold(word), names)]
    return topic(" ".join(kept), names) if kept else None


def _is_frame(word: str, names: Names) -> bool:
    """Whether a word only frames a question, also with a slip of the keyboard that makes it no word of the articles."""
    if word in FRAME or word in ASKS_FOR_WORDS:
        return True
    if len(word) < SHORTEST_SLIP or names.is_word(word):
        return False
    return any(
        each[:1] == word[:1] and OSA.distance(each, word, score_cutoff=1) <= 1 for each in FRAME | ASKS_FOR_WORDS
    )


def topic(text: str, names: Names) -> Topic:
    """A topic as asked: a person in it must be called by surname at least, and a name has no paraphrase."""
    key, position, plain = [], 0, []
    for name in names.find(text):
        plain.append(text[position : name.start])
        key += [text[position : name.start], names.short(name, text[name.start : name.end])]
        position = name.end
    plain.append(text[position:])
    key.append(text[position:])
    others = [word for word in re.findall(r"[\w'’-]+", " ".join(plain)) if terms(word)]
    return Topic(text, " ".join(key), named=all(word[:1].isupper() or word[:1].isdigit() for word in others))
