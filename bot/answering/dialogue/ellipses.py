"""Half sentences: "and Holm?", "no, about taxes", "and her lawyer?" change one thing in the question before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.dialogue import antecedents
from bot.answering.dialogue.answer_replies import MOST_OF_A_CHOICE
from bot.answering.dialogue.state import State, Turn, topic_of
from bot.answering.query import descriptions
from bot.answering.query.dates import Days
from bot.answering.query.intent import understand
from bot.answering.query.other_languages import is_foreign
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import (
    BestQuotes,
    Change,
    Compare,
    Gist,
    ListArticles,
    ListSpeakers,
    OpenQuestion,
    QuoteCheck,
    Reply,
    Request,
    Timeline,
    UnclearSpeaker,
    UnknownSpeaker,
    WhatTheySaid,
    WhoIs,
    WhoSaid,
)
from bot.answering.query.topics import is_name_in, left_over, topic_in
from retrieval.lang.days import days_after, days_before
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.en.times import DAYS_OF_UNIT
from retrieval.lang.tokens import fold, words
from retrieval.search.selector import Named
from retrieval.search.topic import Topic

MOST_OF_A_NAME = 4
"""Words behind "no, I meant" that are taken for a name even if nobody bears it."""

MOST_LEADS = 3
"""Words like "okay and" before half a sentence."""

MOST_OF_A_FRAGMENT = 5
"""Words of a question that asks nothing on its own."""

MOST_OF_A_FOREIGN_LEAD = 2
"""Words of "¿y Macron?", which says "and" in another language."""

OF_A_TOPIC = WhatTheySaid | WhoSaid | BestQuotes | Change | Compare | Gist | Timeline | ListArticles | ListSpeakers
"""Requests that another topic or other days can be put into."""


def half_a_sentence(question: ParsedQuestion, last: Turn, state: State) -> Request | None:
    """What half a sentence puts into the question before: "and Holm?", "Price too"; None: it is a whole one."""
    text, before = question.masked, last.request
    bare = _without_aside(text)
    if (theirs := phrases.THEIR_WORDS.fullmatch(bare)) is not None:
        named = antecedents.meant(theirs["whose"], state.people, question.known)
        on_the_same = before.about if isinstance(before, WhatTheySaid | WhoSaid) else None
        about = topic_in(theirs["topic"], question) if theirs["topic"] else on_the_same
        said = WhatTheySaid(text=question.text, about=about, inherited=True)
        return None if named is None else replace(said, speakers=(named,))
    if phrases.THEIR_WORK.fullmatch(bare):
        return None
    if (quoted := phrases.QUOTE_THEM.fullmatch(bare)) is not None:
        named = antecedents.meant(quoted["whose"], state.people, question.known)
        return None if named is None else WhatTheySaid(text=question.text, speakers=(named,), inherited=True)
    if isinstance(before, OF_A_TOPIC | UnknownSpeaker) and (beside := phrases.DAYS_BESIDE.fullmatch(bare)) is not None:
        days = _beside(beside, last)
        return None if days is None else replace(before, text=question.text, days=days, inherited=True)
    left, is_led, is_correction = led(text)
    if not is_led and question.names and len(words(text)) <= MOST_OF_A_FOREIGN_LEAD and is_foreign(question):
        return _of_another(question, question.names[:1], "", state, before)
    if not is_led and not _is_a_fragment(text):
        return _then(question, before) if isinstance(before, OF_A_TOPIC) else None
    left = _without_aside(left)
    if is_correction and (one := phrases.THE_ONE_OF.match(left)):
        left = one["what"]
    is_detail = any(pattern.match(left) for _, pattern in phrases.DETAILS)
    if is_detail or not left.strip(" .!?,") or phrases.ASKS.match(left) or len(words(left)) > MOST_OF_A_CHOICE:
        return None
    if (of_somebody := phrases.OF_SOMEBODY.fullmatch(question.shown(left))) is not None:
        what = phrases.WORDS_ONLY.sub(" ", of_somebody["what"] or "").strip()
        named_in = question.known.names.find(of_somebody["who"])
        if named_in and not (what and descriptions.is_role(what)):
            return _of_another(question, named_in[:1], what, state, before)
        left = left if what else of_somebody["who"]
    part = part_of(question, left)
    return _filled(question, part, before, state, is_correction=is_correction)


def led(text: str) -> tuple[str, bool, bool]:
    """A text without what leads to it ("and", "okay and", "no, I meant"); whether it is led; whether it corrects."""
    left, is_correction = text, False
    for _ in range(MOST_LEADS):
        correction = phrases.CORRECTION.match(left)
        lead = correction or phrases.MORE_OF_THE_SAME.match(left)
        if lead is None:
            break
        is_correction = is_correction or bool(correction and correction.end())
        left = left[lead.end() :]
        if not lead.end():  # "on taxes": nothing leads to it, but it isn't a whole question
            return left, True, is_correction
    return left, left != text, is_correction


def _without_aside(text: str) -> str:
    """A text without what trails it: "please", "too", "not her"."""
    while (aside := phrases.ASIDE.search(f" {text}")) is not None:
        text = f" {text}"[: aside.start()].strip()
    return text


def _is_a_fragment(text: str) -> bool:
    """Whether a question asks nothing on its own: "the pope, maybe?", "her son too?"."""
    is_short = len(words(text)) <= MOST_OF_A_FRAGMENT and phrases.ASKS.match(text) is None
    return is_short and (phrases.SAME_FOR_ANOTHER.search(text) is not None or text.rstrip().endswith("?"))


def _filled(
    question: ParsedQuestion, part: ParsedQuestion, before: Request, state: State, *, is_correction: bool
) -> Request | None:
    """The question before with other days, another speaker or another topic; None where a part is none of these."""
    if isinstance(before, OF_A_TOPIC) and (then := _then(part, before)) is not None:
        return replace(then, text=question.text)
    if phrases.PRONOUN_ALONE.fullmatch(part.masked):
        return _another(question, part, before, state)
    if phrases.POINTER_ALONE.fullmatch(part.masked) and isinstance(before, WhatTheySaid) and state.topic is not None:
        return replace(before, text=question.text, about=state.topic, inherited=True)
    if _is_beside_a_role(part) and (role := _by_role(question, part, state, before)) is not None:
        return role
    by = phrases.ONES_BY.match(part.rest)
    at = by.end() if by and by.end() else _the(part.rest)
    if part.names and descriptions.is_role(part.rest[: part.names[0].start].rstrip(" ,:–-")):
        at = part.names[0].start  # "the chief, Holm", "the mayor Holm"
    is_theirs = phrases.POSSESSIVE.match(part.rest) is not None
    if is_elsewhere(part, state) and (role := _by_role(question, part, state, before)) is not None:
        return role
    if part.names and part.names[0].start <= at and not is_theirs:
        return _of_another(question, part.names[:1], part.rest[part.names[0].end :], state, before)
    if (role := _by_role(question, part, state, before)) is not None:
        return role
    if (described := _described(question, part, before)) is not None:
        return described
    on_topic = phrases.LEADING_ON.match(part.rest)
    about = left_over(phrases.LEADING_ON.sub("", part.rest), part)
    if about is None:
        return None
    story = filter(None, map(question.known.article, state.story))
    about = replace(about, named=about.named or any(is_name_in(about, each) for each in story))
    if isinstance(before, ListArticles) and before.likely and not led(question.masked)[1]:
        return OpenQuestion(text=question.text, inherited=True)  # "the ferry?", "injuries?": of that story, no list
    if phrases.FROM_WHOM.match(question.masked) and len(words(part.text)) <= MOST_OF_A_NAME:
        return UnknownSpeaker(text=question.text, name=part.text.strip(" .!?"), about=before.about, inherited=True)
    if isinstance(before, UnknownSpeaker) and not on_topic and len(words(part.text)) <= MOST_OF_A_NAME:
        return replace(before, text=question.text, name=part.text.strip(" .!?"), inherited=True)
    is_name = not part.text.islower() and len(words(part.text)) <= MOST_OF_A_NAME
    if is_correction and is_name and not on_topic and (before.speakers or isinstance(before, UnknownSpeaker)):
        name = part.text.strip(" .!?")
        unknown = UnknownSpeaker(text=question.text, name=name, about=before.about, inherited=True)
        return replace(unknown, days=before.days, outlet=before.outlet)
    if isinstance(before, OF_A_TOPIC | UnknownSpeaker):
        days, outlet = part.days or before.days, part.outlet or before.outlet
        changed = replace(before, text=question.text, about=about, days=days, outlet=outlet, inherited=True)
        if isinstance(changed, QuoteCheck):
            return WhatTheySaid(text=question.text, speakers=before.speakers, about=about, inherited=True)
        return replace(changed, quoted=None) if isinstance(changed, WhoSaid) else changed
    if isinstance(before, OpenQuestion) and before.speakers and on_topic:
        return WhatTheySaid(text=question.text, speakers=before.speakers, about=about, inherited=True)
    return None


def is_elsewhere(part: ParsedQuestion, state: State) -> bool:
    """Whether a name is a description without capitals of somebody who doesn't speak in the story at hand."""
    called = part.called(part.names[0].start, part.names[0].end) if part.names else ""
    speaks = part.names and part.known.rows_of(part.names[0].rows, articles=state.story)
    return called.islower() and not speaks and descriptions.is_role(called)


def _is_beside_a_role(part: ParsedQuestion) -> bool:
    """Whether a name in a half sentence only belongs to a role: "the police chief", "the Holm spokesman"."""
    if not part.names:
        return False
    behind = words(part.rest[part.names[0].end :])
    return bool(behind) and descriptions.is_role(" ".join(behind)) and not phrases.LEADING_ON.match(" ".join(behind))


def _the(text: str) -> int:
    """Where the words behind "the" begin."""
    found = re.match(r"\W*(?:the\s+)?", text, re.IGNORECASE)
    return found.end() if found else 0


def _of_another(
    question: ParsedQuestion, named: Sequence[Named], behind: str, state: State, before: Request
) -> Request | None:
    """The question before of somebody else, on what is said behind the name, else on the same."""
    about = left_over(phrases.LEADING_ON.sub("", behind.strip()), question)
    speakers = tuple(named)
    if (quoted := quoted_in(before)) is not None and about is None:
        return checked(WhatTheySaid(text=question.text, speakers=speakers, days=before.days), quoted)
    if isinstance(before, WhoIs | BestQuotes | Change | Timeline):
        return replace(before, text=question.text, speakers=speakers, about=about or before.about, inherited=True)
    if isinstance(before, OpenQuestion | UnclearSpeaker | Reply | ListArticles | ListSpeakers | Gist):
        if about is None and isinstance(before, OpenQuestion) and (put := _swapped(question, named, before)):
            return put
        if about is None and _is_the_same(question):
            about = state.topic
        return WhatTheySaid(text=question.text, speakers=speakers, about=about, inherited=True)
    days, outlet = question.days or before.days, question.outlet or before.outlet
    about = about or before.about or (topic_of(before, question) if isinstance(before, WhoSaid) else None)
    said = WhatTheySaid(text=question.text, speakers=speakers, about=about, inherited=True)
    return replace(said, days=days, outlet=outlet)


def _is_the_same(question: ParsedQuestion) -> bool:
    """Whether the same is asked of another: "same question for Holm", "Holm too"."""
    text = question.masked
    return phrases.SAME_FOR.match(text) is not None or phrases.SAME_FOR_ANOTHER.search(text) is not None


def _swapped(question: ParsedQuestion, named: Sequence[Named], before: OpenQuestion) -> Request | None:
    """ "And Sven Berg?" after "did Holm resign?": the same question with the other name; None where it names nobody."""
    put = ParsedQuestion.of(before.text, question.asked, question.known)
    if len(put.names) != 1 or phrases.ASKS.match(before.text) is None:
        return None
    other, old = question.known.speakers[named[0].rows[0]].name, put.names[0]
    text = f"{put.rest[: old.start]}{other}{put.rest[old.end :]}"
    swapped = understand(ParsedQuestion.of(put.shown(text), question.asked, question.known))
    return replace(swapped, inherited=True) if isinstance(swapped, OpenQuestion) else None


def _another(question: ParsedQuestion, part: ParsedQuestion, before: Request, state: State) -> Request | None:
    """ "And her?": the question before of the other person whom the pronoun may mean."""
    pronoun = phrases.PERSON_PRONOUN.search(part.masked)
    if pronoun is None:
        return None
    others = [*state.people, *antecedents.speaking_in(state.story, question.known)]
    besides = () if phrases.AGAIN.search(question.masked) else before.speakers
    named = antecedents.meant(pronoun[0], others, question.known, besides=besides)
    named = named or antecedents.meant(pronoun[0], state.people, question.known)
    return None if named is None else _of_another(question, [named], "", state, before)


def _by_role(question: ParsedQuestion, part: ParsedQuestion, state: State, before: Request) -> Request | None:
    """ "And the police chief?", "and her lawyer?": the question before of whom the story at hand calls so."""
    text = part.rest.strip(" .!?,")
    if not phrases.A_ROLE.match(text) or not descriptions.is_role(text):
        return None
    about = before.about if isinstance(before, WhatTheySaid | WhoSaid | UnknownSpeaker) else None
    said = in_that_role(question, with_names(part, text, before, state), about, state)
    is_anybodys = phrases.OWNED.match(text) is None
    if isinstance(said, UnknownSpeaker) and is_anybodys and isinstance(before, OF_A_TOPIC):
        return None  # "what did Holm say?", "and the minister?": of the minister, where no minister speaks
    return said


def _described(question: ParsedQuestion, part: ParsedQuestion, before: Request) -> Request | None:
    """ "And the interpreter on the harvest line?": of whom any article calls so; None where it describes nobody."""
    said = understand(part, follows=True)
    if type(said) is not WhatTheySaid or said.described_as is None:
        return None
    about = before.about if isinstance(before, WhatTheySaid | WhoSaid | UnknownSpeaker) else None
    return replace(said, text=question.text, about=said.about or about, inherited=True)


def in_that_role(question: ParsedQuestion, called: str, about: Topic | None, state: State) -> Request:
    """What those said whom the story at hand calls so, else those whom any article introduces so."""
    known = question.known
    rows = descriptions.in_story(called, state.story, known)
    role = " ".join(descriptions.Described.of(called).role)
    if not rows and role and phrases.POSSESSIVE.search(question.masked):
        rows = descriptions.in_story(role, state.story, known)  # "his manager", whom the story just calls "manager"
    if not rows and (several := descriptions.among(called, state.story, known)):
        named = Named(0, 0, several, exact=False, beside=True)
        said = WhatTheySaid(text=question.text, speakers=(named,), about=about, described_as=called, inherited=True)
        return replace(said, only_within=about is None)
    rows = tuple(filter(known.names.goes_by_name, rows)) or rows  # "his daughter" may be Claire Holm, told of elsewhere
    described = Named(0, 0, rows or descriptions.holders(called, question.known, question.days), exact=False)
    if described.rows:
        said = WhatTheySaid(text=question.text, speakers=(described,), about=about, inherited=True)
        return replace(said, only_within=bool(rows) and about is None)
    return UnknownSpeaker(text=question.text, name=called, about=about, is_office=True, inherited=True)


def with_names(part: ParsedQuestion, text: str, before: Request, state: State) -> str:
    """A description with the name of whom it calls "his" or "her": "Griner’s lawyer"; without "the"."""
    text = phrases.LEADING_THE.sub("", text)
    for (start, end), named in reversed(antecedents.asked(text, before, state.people, state.story, part.known).items()):
        text = f"{text[:start]}{part.known.speakers[named.rows[0]].name}’s{text[end:]}"
    return text


def part_of(question: ParsedQuestion, masked: str) -> ParsedQuestion:
    """A part of a question, parsed on its own."""
    return ParsedQuestion.of(question.shown(masked).strip(), question.asked, question.known)


def _then(question: ParsedQuestion, before: Request) -> Request | None:
    """ "And last week?": the question before, of other days or another outlet; None where a text asks for more."""
    days, outlet = question.days, question.outlet
    if (days is None and outlet is None) or not phrases.ONLY_WHEN.issuperset(words(question.shown(question.rest))):
        return None
    days, outlet = days or before.days, outlet or before.outlet
    return replace(before, text=question.text, days=days, outlet=outlet, inherited=True)


def _beside(found: re.Match[str], last: Turn) -> Days | None:
    """The day, week or month before or after the days asked for last, else after those of the last answer."""
    told = [each.said_on or each.article.published for each in last.answer.citations]
    known = sorted(each for each in told if each is not None)
    days = last.request.days or (Days(known[0], known[-1]) if known else Days())
    n = DAYS_OF_UNIT[fold(found["unit"] or found["of"])]
    if fold(found["which"] or found["where"]) in phrases.EARLIER:
        return None if days.first is None else Days(days_before(days.first, n), days_before(days.first, 1))
    return None if days.last is None else Days(days_after(days.last, 1), days_after(days.last, n))


def quoted_in(request: Request) -> str | None:
    """The words whose speaker a request asks for, or that it checks."""
    return request.quoted if isinstance(request, QuoteCheck | WhoSaid) else None


def checked(said: WhatTheySaid, quoted: str) -> QuoteCheck:
    """Whether those speakers said these very words."""
    return QuoteCheck(
        text=said.text,
        speakers=said.speakers,
        days=said.days,
        outlet=said.outlet,
        detail=said.detail,
        quoted=quoted,
        inherited=True,
    )
