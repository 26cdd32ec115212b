"""A question's words to what is wanted: whose statements, on what, or the best passages.

Meaning is read from what the words name and from a few families of words, not from one phrasing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.query import descriptions
from bot.answering.query.described.asked import description
from bot.answering.query.described.bearers import meant
from bot.answering.query.described.nouns import Noun, singular
from bot.answering.query.other_languages import in_another_language, is_foreign
from bot.answering.query.overviews import overview
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.readings import intent_of, of_a_name_alone, overview_instead, reading
from bot.answering.query.request import (
    BestQuotes,
    Change,
    Compare,
    Gist,
    Help,
    ListArticles,
    ListSpeakers,
    More,
    OpenQuestion,
    QuoteCheck,
    Request,
    Timeline,
    UnknownSpeaker,
    WhatTheySaid,
    WhoIs,
    Whole,
    WhoSaid,
    WhoSpoke,
)
from bot.answering.query.slot_tagger import slots
from bot.answering.query.target_speakers import asked_of, speakers, stance, together, unknown
from bot.answering.query.topics import overview_topic, topic_in, topic_of, whole_topic
from prompts import replies
from retrieval.lang.en.function_words import MODALS, STOP_WORDS
from retrieval.lang.en.inflection import finite
from retrieval.lang.en.people import ANYBODY_AT_ALL, BODY_WORDS, KIN, POSITIONS, ROLE_INITIALS
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import FRAME, OVERVIEW_WORDS, QUESTION_WORDS
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS, SAY, SPOKEN
from retrieval.lang.tokens import fold, terms, words
from retrieval.search.selector import Named

SHORTEST_QUOTATION = 4
"""Words in quotation marks from which on they are somebody's, and not a name or a phrase that is talked of."""

_ASKS_OF_WORDS = phrases.CHECK_WORDS | ASKS_FOR_WORDS | SAY

_SPEECH = finite("say tell talk speak mention respond reply think".split()) | frozenset(SPOKEN)
_NO_KIND = STOP_WORDS | FRAME | OVERVIEW_WORDS | QUESTION_WORDS | ASKS_FOR_WORDS

LONGEST_REPLY = 8
"""Words that ask for more of the last answer; a longer question is one of its own."""


def understand(question: ParsedQuestion, *, follows: bool = False) -> Request:
    """What a question wants on its own, given what the collection knows; ``follows``: a turn came before it."""
    request = by_rules(question)
    if request.likely and is_foreign(question):
        return in_another_language(question)
    asks_why = isinstance(request, WhatTheySaid | Compare | OpenQuestion | UnknownSpeaker) and _asks_why(question)
    if asks_why and isinstance(request, WhatTheySaid) and len(request.speakers) == 1 and request.speakers[0].exact:
        return request  # whether they said anything on it
    can_be_which = not isinstance(request, WhoSaid | WhoSpoke | ListArticles | Help | More | Whole)
    if asks_why or (can_be_which and _asks_which(question)):
        asks_words = intent_of(question, follows=follows).words
        return OpenQuestion(text=question.text, likely=True, asks_words=asks_words)
    if request.likely and not isinstance(request, WhatTheySaid):
        intent = intent_of(question, follows=follows)
        read = reading(question, intent) or of_a_name_alone(question) or request
        return replace(read, asks_words=intent.words)
    return overview_instead(question, request) or request


def _asks_why(question: ParsedQuestion) -> bool:
    """Whether a question asks why something is so, of nobody's words: several who are named then aren't compared."""
    asks = phrases.OPENS_WITH_WHY.match(question.rest) is not None
    return asks and not question.quotations and _SPEECH.isdisjoint(words(question.rest))


def _asks_which(question: ParsedQuestion) -> bool:
    """Whether a question asks which of a kind it was, or for a fact behind sentences that lead up to it.

    And of nobody's words: those who are named then are no speakers.
    """
    if question.quotations or not _SPEECH.isdisjoint(words(question.rest)):
        return False
    if phrases.LEADS_UP.match(question.rest) is not None:
        return True
    if any(phrases.DID_BEFORE.search(question.rest[: each.start]) for each in question.names):
        return False  # "what reason did Holm give"
    return any(fold(found["kind"]) not in _NO_KIND for found in phrases.ASKS_WHICH.finditer(question.rest))


def plainly(question: ParsedQuestion, request: Request) -> Request | None:
    """A question put as "what did X say about T", by whom and what the tagger finds in it.

    None where the tagger finds nobody, several or no topic, where the question leaves something to the turn before,
    and where it is put so already, or has a name for a topic, of which nothing may be left out.
    """
    is_of_a_name = isinstance(request, WhatTheySaid) and request.about is not None and request.about.named
    if question.quotations or request.inherited or is_of_a_name or isinstance(request, UnknownSpeaker):
        return None
    if _asks_which(question):
        return None
    who, about = slots(question.rest, [(each.start, each.end) for each in question.names])
    if len(who) != 1 or not about:
        return None
    if not all(any(a < each.end and each.start < b for a, b in (*who, *about)) for each in question.names):
        return None  # "why is Toyota planning its first layoffs according to Mark Zuckerberg" is of Toyota, too
    start, end = who[0]
    inside = [each for each in question.names if each.start < end and start < each.end]
    start, end = min((start, *(each.start for each in inside))), max((end, *(each.end for each in inside)))
    topic = " ".join(question.rest[slice(*span)] for span in about)
    called = question.rest[start:end].strip(" .,;:?!")
    put = replies.what_did(called, topic)
    if set(terms(put)) == set(terms(question.text)):
        return None
    read = by_rules(question.put_as(put))
    return replace(read, text=put, complete=False) if isinstance(read, WhatTheySaid) else None


def by_rules(question: ParsedQuestion) -> Request:
    """What the rules read; an open question that is only likely where they decide nothing."""
    request = (
        _to_the_bot(question)
        or overview(question)
        or _of_the_collection(question)
        or _of_anybody(question)
        or _of_somebody(question)
    )
    if isinstance(request, OpenQuestion):
        request = _of_a_quotation(question) or request
    if type(request) is WhatTheySaid and phrases.COMPLETE.search(question.masked):
        request = replace(request, complete=True)
    if isinstance(request, WhatTheySaid | WhoSaid | WhoSpoke | Gist | Compare | Change | Timeline | BestQuotes):
        return replace(request, days=question.days, outlet=question.outlet)
    return request


def _of_a_quotation(question: ParsedQuestion) -> Request | None:
    """Whether words in quotation marks were said, however that is asked: by the one person named, else by whom."""
    claim = question.claim or ""
    asks = not _ASKS_OF_WORDS.isdisjoint(words(question.rest))
    if len(words(claim)) < SHORTEST_QUOTATION or not terms(claim) or not asks:
        return None
    if len(question.names) == 1 and all(map(question.known.names.is_person, question.names[0].rows)):
        return QuoteCheck(text=question.text, speakers=question.names, quoted=claim)
    return WhoSaid(text=question.text, quoted=claim)


def _to_the_bot(question: ParsedQuestion) -> Request | None:
    """What is said to the bot itself, or asked of its last answer."""
    text = question.masked
    if not words(question.text) or phrases.GREETING.fullmatch(text):
        return Help(text=question.text)
    if phrases.INSTRUCTION.match(text) or (phrases.AT_THE_BOT.search(text) and not question.names):
        return Help(text=question.text)
    if phrases.MORE.fullmatch(text):
        return More(text=question.text)
    whole = phrases.WHOLE.search(text)
    if whole is not None and not question.names and len(words(question.text)) <= LONGEST_REPLY:
        return Whole(text=question.text, number=_number(whole))
    return None


def _number(whole: re.Match[str]) -> int:
    digits = whole["digit"] or whole["alone"] or whole["context"]
    if digits:
        return int(digits)
    return next((phrases.CITATION_NUMBERS[word] for word in words(whole.string) if word in phrases.CITATION_NUMBERS), 1)


def _who_spoke(question: ParsedQuestion) -> Request | None:
    """Who all spoke on something, or those of a kind; None where it is of nothing, or the kind is none of people."""
    found = phrases.WHO_SPOKE.match(question.rest)
    if found is None or question.quotations:
        return None
    left = phrases.AND_WHAT.sub(" ", phrases.END.split(found["left"], maxsplit=1)[0])
    about, written = overview_topic(left, question), topic_in(left, question)
    if about is None:
        return None
    if written is not None and terms(written.key) == terms(about.key):
        about = written  # "the harbour" and not "harbour"
    kinds: list[str] = []
    for each in phrases.OR.split(found["kind"] or ""):
        several = [word.removesuffix("'s") for word in words(each)]
        if several and several[-1] not in ANYBODY_AT_ALL:
            kinds.append(" ".join([*several[:-1], singular(several[-1])]))
    said_anything = "said" in words(question.rest[: found.start("left")])
    if any(Noun.of(kind) is None for kind in kinds) or (said_anything and not kinds):
        return None  # "who said anything" asks whose words they are
    return WhoSpoke(text=question.text, about=about, kinds=tuple(kinds))


def _of_the_collection(question: ParsedQuestion) -> Request | None:
    """Who is quoted, how often, which articles there are, what is new."""
    if (who := _who_spoke(question)) is not None:
        return who
    if (often := phrases.HOW_OFTEN_QUOTED.search(question.rest)) and question.names:
        about = overview_topic(question.rest[often.end() :], question)
        return WhatTheySaid(text=question.text, speakers=question.names[:1], about=about, complete=True)
    for pattern in (phrases.SPEAKERS, phrases.NEWS, phrases.ARTICLES):
        found = pattern.search(question.rest)
        if found is None or (pattern is phrases.SPEAKERS and len(words(question.quoted)) > 1):
            continue  # "whose words are …"
        is_news = pattern is phrases.NEWS
        news_on = is_news and found["on"] and not phrases.FROM.search(question.rest)
        who_is_quoted = pattern is phrases.SPEAKERS and found["quoted"]
        if not question.names or news_on or who_is_quoted or pattern is phrases.ARTICLES:
            left = f"{question.rest[: found.start()]} {question.rest[found.end() :]}"
            about = topic_in(left, question) if is_news else overview_topic(left, question)
            if is_news and about is not None and not news_on:
                return None  # "what happened in Sumy" asks for something, not for the news
            kind = ListSpeakers if pattern is phrases.SPEAKERS else ListArticles
            return kind(text=question.text, about=about, days=question.days, outlet=question.outlet)
    return None


def _of_anybody(question: ParsedQuestion) -> Request | None:
    """What was said, by whomever, on a topic or in some days: "what was said last week"."""
    dated = question.days is not None
    said = phrases.WAS_SAID.match(question.rest) or (phrases.WHO_SAID.match(question.rest) if dated else None)
    if said is None or any(phrases.FROM.search(question.rest[: name.start]) for name in question.names):
        return None
    about = topic_in(question.rest[said.end() :], question)
    if said.re is phrases.WHO_SAID and about is not None:
        return None  # with what they said or did
    return WhoSaid(text=question.text, about=about) if about is not None or dated else None


def _of_somebody(question: ParsedQuestion) -> Request:
    """Who said what, who somebody is, what they said, or anything else."""
    named = question.names
    if (who := _who_said(question)) is not None:
        return who
    bare = topic_in(phrases.WHO_IS.sub(" ", question.without(named)), question) is None
    if phrases.WHO_IS.search(question.rest) and len(named) == 1 and bare:
        return WhoIs(text=question.text, speakers=(named[0],))
    if (called := phrases.WHO_IS_ALONE.fullmatch(question.rest)) is not None:
        return WhoIs(text=question.text, called=" ".join(called["called"].split()))
    asked = phrases.YES_OR_NO.match(question.rest)
    if asked and named and named[0].start == asked.end() and not phrases.SPOKE.match(question.rest[named[0].end :]):
        return OpenQuestion(text=question.text, speakers=(named[0],), about=topic_of(question, [named[0]]))
    several = together(question)
    if several is None and (described := _by_description(question)) is not None:
        return described
    if several is not None and several[1]:
        return _of_several(question, *several)
    question = asked_of(question)
    stranger = unknown(question)
    wanted = [] if stranger is not None else speakers(question)
    if several is not None and len(several[0]) > len(wanted):
        stranger, wanted = None, several[0]
    return (
        (_said(question, wanted) if wanted else None)
        or (_by_office(question) if not question.names else None)
        or (_by_stranger(question, stranger) if stranger is not None else None)
        or _by_an_office_that_nobody_has(question)
        or OpenQuestion(text=phrases.EVERYTHING.sub("", question.text) or question.text, likely=True)
    )


def _who_said(question: ParsedQuestion) -> Request | None:
    """Who said or did what, when a question asks that."""
    named, text = question.names, question.text
    who = phrases.WHO_SAID.search(question.rest)
    by_whom = who is not None and any(phrases.REACTION_BY.search(question.rest[: name.start]) for name in named)
    if who is not None and not (named and named[0].start < who.start()) and not by_whom:
        verb = fold(who["verb"] or who["verb2"] or who["verb4"] or "said")
        left = question.rest[who.end() :]
        if verb == "wrote" and not phrases.WROTE_ON.match(left):
            return OpenQuestion(text=text)  # a book has an author
        if len(words(question.quoted)) >= 2 and (verb in ASKS_FOR_WORDS or stance(verb)):
            return WhoSaid(text=text, quoted=question.quoted)
        about = topic_in(left, question) if stance(verb) else None
        if about is not None:
            return WhoSaid(text=text, about=about, stance=stance(verb))
        if verb in ASKS_FOR_WORDS or verb in {"to", "on", "about"}:
            about = topic_in(re.sub(r"^\s*(?:that|anything|something)\b", "", left), question)
            if topic_in(phrases.ABOUT.split(left)[0], question) is not None:
                about = whole_topic(left, question)  # "nobody asked us about it" was said, all of it
            if about is not None:
                return WhoSaid(text=text, about=about)
    if question.quoted and not named and question.claim is not None and not _beside_a_quote(question):
        return WhoSaid(text=text, quoted=question.quoted)
    return None


def _beside_a_quote(question: ParsedQuestion) -> bool:
    """Whether a question has a topic beside what it puts in quotation marks."""
    left = topic_in(question.rest, replace(question, quotations=tuple(" " for _ in question.quotations)))
    return left is not None and not phrases.CHECK_WORDS.issuperset(words(left.text))


def _of_several(question: ParsedQuestion, found: list[Named], strangers: list[Named]) -> Request:
    """What several said of whom some are known to nobody."""
    about = topic_of(question, [*found, *strangers])
    first, *others = called = [question.called(each.start, each.end) for each in strangers]
    if found:
        return WhatTheySaid(text=question.text, speakers=tuple(found), about=about, strangers=tuple(called))
    return UnknownSpeaker(text=question.text, about=about, name=first, strangers=tuple(others))


def _said(question: ParsedQuestion, wanted: list[Named]) -> Request | None:
    """What those wanted said; None when the question asks a fact of them."""
    fact = phrases.ASKS_A_FACT.match(question.rest)
    heard = phrases.AUDIENCE.search(question.rest)
    about = topic_of(question, [*wanted, *([Named(*heard.span(), rows=())] if heard else [])])
    said = WhatTheySaid(text=question.text, speakers=tuple(wanted), about=about)
    if len(wanted) == 1 and fact is None:
        called = question.rest[wanted[0].start : wanted[0].end]
        if bearers := question.known.names.bearers(wanted[0], called):
            office = replace(wanted[0], rows=(*wanted[0].rows, *bearers), beside=True)
            return replace(said, speakers=(office,), described_as=called)
    if (claim := question.claim) is not None:
        return QuoteCheck(text=question.text, speakers=tuple(wanted), quoted=claim)
    detail = fact.group().lower() if fact and about is None and phrases.SAID_IT.search(question.rest) else None
    if fact is None or detail:
        return replace(said, detail=detail, to=heard["to"].lower() if heard else None)
    return None


def _by_description(question: ParsedQuestion) -> Request | None:
    """What those said whom a question describes, where an article calls somebody so who fits the rest of it."""
    if question.claim is not None or question.days is not None or phrases.ASKS_A_FACT.match(question.rest):
        return None
    if (found := description(question)) is None:
        return None
    who, topic = question.rest[found.start : found.end], question.rest[found.topic :]
    if words(who)[0] in MODALS:
        return None  # "what should parents do"
    reading = meant(who, topic, question.known, asked=question.text)
    if reading is None:
        return None
    rows = reading.rows if reading.is_body else (*reading.rows, *reading.others)
    has_topic = phrases.ABOUT_BEFORE_TOPIC.search(topic.removeprefix(" to")) is not None
    is_to_somebody = phrases.ADDRESSED.match(question.rest, found.end) is not None and not has_topic
    noun = Noun.of(who)
    is_plural = noun is not None and noun.is_plural
    are_several = reading.is_body or is_plural or not all(map(question.known.names.goes_by_name, rows))
    named = Named(found.start, found.end, rows, exact=False, beside=are_several)
    return WhatTheySaid(
        text=question.text,
        speakers=(named,),
        about=None if is_to_somebody else topic_in(topic, question),
        only_within=is_to_somebody,
        described_as=phrases.LEADING_ARTICLE.sub("", " ".join(who.split())),
        within=reading.articles,
        likely=True,
    )


def _by_an_office_that_nobody_has(question: ParsedQuestion) -> Request | None:
    """What the holder of an office said of which no passage tells: "anything from the mayor of Sundby"."""
    found = None if question.claim is not None else description(question)
    if found is None:
        return None
    who = phrases.LEADING_ARTICLE.sub("", question.rest[found.start : found.end])
    called = descriptions.Described.of(who)
    if (POSITIONS | ROLE_INITIALS - KIN).isdisjoint(called.role[-1:]):
        return None  # "the driver", whom an article need not call so
    told = (" ".join((*role, *beside, *called.whom)) for role, beside in called.names)
    if any(map(question.known.passages_holding, told)):
        return None
    about = topic_in(question.rest[found.topic :], question)
    return UnknownSpeaker(text=question.text, about=about, name=who, is_office=True)


def _by_office(question: ParsedQuestion) -> Request | None:
    """What the holders of an office said: "the harbour master on the ferry"."""
    role = phrases.ROLE_ON.match(question.rest) or phrases.OFFICE_ALONE.fullmatch(question.rest)
    if role is None or not question.known.names.is_office(role["role"]) or words(role["role"])[0] in QUESTION_WORDS:
        return None
    described = Named(
        *role.span("role"), rows=descriptions.holders(role["role"], question.known, question.days), exact=False
    )
    about = topic_of(question, [described])
    if described.rows:
        return WhatTheySaid(text=question.text, speakers=(described,), about=about)
    if role.re is phrases.ROLE_ON:
        called = phrases.LEADING_THE.sub("", role["role"])
        return UnknownSpeaker(text=question.text, about=about, name=called, is_office=True)
    return None


def _by_stranger(question: ParsedQuestion, stranger: tuple[int, int]) -> Request:
    """What somebody said by whose name no speaker goes: an office, a body that describes speakers, or nobody known."""
    called = question.called(*stranger)
    is_described = descriptions.is_role(called) and (called.islower() or not called.istitle())
    is_held_by_nobody = (called.islower() and question.known.names.is_office(called)) or is_described
    is_body = not BODY_WORDS.isdisjoint(words(called)[-1:])
    rows = () if is_held_by_nobody and not is_body else question.known.names.beside(called)
    rows = rows or (descriptions.holders(called, question.known, question.days) if is_described else ())
    somebody = Named(*stranger, rows=rows, exact=False, beside=True)
    about = topic_of(question, [somebody])
    if len(rows) == 1 and set(words(called)) <= set(words(question.known.speakers[rows[0]].name)):
        return WhatTheySaid(
            text=question.text, speakers=(replace(somebody, beside=False),), about=about
        )  # of a longer name
    if rows:
        return WhatTheySaid(text=question.text, speakers=(somebody,), about=about, described_as=called)
    called = phrases.LEADING_ARTICLE.sub("", called)
    quoted = question.claim or ""
    if is_held_by_nobody and len(words(quoted)) >= SHORTEST_QUOTATION:
        return WhoSaid(text=question.text, quoted=quoted)  # whose they are tells whether he is meant
    return UnknownSpeaker(text=question.text, about=about, name=called, is_office=is_held_by_nobody, quoted=quoted)
