"""What a chat was about: follow-ups are completed from the turn before, new topics are left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile

from bot.answering.dialogue import antecedents
from bot.answering.dialogue.answer_replies import MOST_OF_A_CHOICE, replied
from bot.answering.dialogue.ellipses import checked, half_a_sentence, in_that_role, led, part_of, quoted_in, with_names
from bot.answering.dialogue.retorts import one_of_the_story, retort
from bot.answering.dialogue.state import State, Turn
from bot.answering.query import descriptions
from bot.answering.query.answer_types import NAME
from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import (
    Before,
    Change,
    ListArticles,
    ListSpeakers,
    OpenQuestion,
    QuoteCheck,
    Reactions,
    Reply,
    Request,
    UnclearSpeaker,
    UnknownSpeaker,
    WhatTheySaid,
    WhoIs,
    WhoSaid,
)
from bot.answering.query.topics import is_name_in, left_over, whole_topic
from retrieval.lang.en.numbers import ORDINALS
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.en.phrases.question_phrases import OF_SEVERAL
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.tokens import terms, words
from retrieval.model import Speaker, Status
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named
from retrieval.search.topic import Topic, told_in

HELD = 0.6
"""Share of a short question's words that the story before must hold for it to be of that story."""

MOST_OF_A_DETAIL = 3
"""Words of "and when?", which asks nothing else."""


def follow(question: ParsedQuestion, last: Turn | None) -> Request:
    """What a question wants in a conversation; what it leaves out is taken from the turn before."""
    if last is None:
        return _clear(question, understand(question))
    told = tuple((each.article.id, each.start, each.end) for each in last.answer.citations)
    heard = frozenset(each.speaker for each in last.answer.citations if each.speaker is not None)
    asked = f"{last.request.text} {last.request.context}".strip()
    request = _continued(question, last)
    is_again = request in (last.request, replace(last.request, inherited=True))
    return replace(request, before=last.request.before if is_again else Before(last.story, told, heard, asked))


def _continued(question: ParsedQuestion, last: Turn) -> Request:
    if last.answer.status is Status.REFUSED and last.earlier and _asks_of_an_answer(question):
        last = replace(last, request=last.earlier[-1], earlier=last.earlier[:-1], spoke=())
    question = _with_whom_it_opens(_of_its_days(question, last))
    state = State.after(last, question)
    request = _chosen(question, last) or replied(question, last, state)
    if request is None and (request := retort(question, last, state)) is not None:
        return request
    if request is None:
        request = _of_its_own(question) or half_a_sentence(question, last, state)
    is_led = request is None and led(question.masked)[1]
    if request is None:
        question = _without_lead(question)
        request = _clear(question, _followed(question, understand(question, follows=True), last, state))
    return _in_full(_placed(question, request, state, is_led=is_led), question.known)


def _of_its_own(question: ParsedQuestion) -> Request | None:
    """What leaves nothing to the turn before: "Holm: “…”, correct?", "reaction to the fine?"; None for all else."""
    is_check = question.claim is not None and bool(question.names)
    is_of_several = OF_SEVERAL.search(question.masked) is not None and phrases.PRONOUN.search(question.masked) is None
    request = understand(question, follows=True) if is_check or is_of_several else None
    is_reaction = is_of_several and isinstance(request, Reactions) and request.about is not None
    return request if is_reaction or isinstance(request, QuoteCheck) else None


def _in_full(request: Request, known: Retriever) -> Request:
    """A request to search with the names and the topic that its words leave to the turn before: "and Holm?"."""
    called = [known.speakers[each.rows[0]].name for each in request.speakers if len(each.rows) == 1]
    called += [request.about.text] if request.about is not None else []
    told = set(terms(f"{request.text} {request.context}"))
    missing = [each for each in called if told.isdisjoint(terms(each))]
    is_whole = not request.inherited or isinstance(request, Reply | OpenQuestion) or not missing
    return request if is_whole else replace(request, context=" ".join([*missing, request.context]).strip())


def _of_its_days(question: ParsedQuestion, last: Turn) -> ParsedQuestion:
    """A question whose "Sunday" is that of the story before where all articles are older than the one before it."""
    told_on = max((each.article.published for each in last.answer.citations if each.article.published), default=None)
    newest, days = question.known.coverage.last, question.days
    if days is None or days.first is None or told_on is None or not phrases.WEEKDAY.search(question.masked):
        return question
    is_told = newest is None or days.first <= newest
    return question if is_told else ParsedQuestion.of(question.text, told_on, question.known)


def _asks_of_an_answer(question: ParsedQuestion) -> bool:
    """Whether a question asks no more than when, where or why."""
    detail, behind = _detail(question.masked)
    return detail is not None and len(words(behind)) <= MOST_OF_A_DETAIL


def _clear(question: ParsedQuestion, request: Request) -> Request:
    if isinstance(request, OpenQuestion) and not request.speakers and phrases.THEY_SAID.search(question.masked):
        return UnclearSpeaker(text=request.text, about=request.about, inherited=request.inherited)
    return request


def _without_lead(question: ParsedQuestion) -> ParsedQuestion:
    """A whole question without what leads to it, "and" or "no,"; "how does Holm see it?" as "what did Holm say"."""
    text = question.masked
    text, *_ = led(text)
    if not (phrases.ASKS.match(text) and len(words(text)) > MOST_OF_A_DETAIL - 1):
        text = question.masked
    text = phrases.SAY_BACK.sub(r"\g<say>", text)
    sees = phrases.SEES.match(text)
    if sees is not None and not phrases.PERSON_PRONOUN.fullmatch(sees["who"]):
        text = f"what did {sees['who']} say about {text[sees.end() :]}"
    return question if text == question.masked else part_of(question, text)


def _with_whom_it_opens(question: ParsedQuestion) -> ParsedQuestion:
    """ "Her daughter, what did she tell the court?" as "what did her daughter tell the court?"."""
    opened = phrases.OPENS_WITH_WHOM.fullmatch(led(question.masked)[0])
    pronoun = opened and phrases.PERSON_PRONOUN.search(opened["what"])
    if not opened or not pronoun:
        return question
    what = opened["what"]
    own = "’s" if phrases.POSSESSIVE.match(what, pronoun.start()) else ""
    return part_of(question, f"{what[: pronoun.start()]}{opened['who']}{own}{what[pronoun.end() :]}")


def _placed(question: ParsedQuestion, request: Request, state: State, *, is_led: bool) -> Request:
    """A request with where to search first, and with the words that the question leaves to the turn before.

    ``is_led``: words such as "and" lead to the question.
    """
    is_again = request == replace(state.earlier[-1], inherited=True)
    if isinstance(request, Reply | ListSpeakers | ListArticles) or not state.story or is_again:
        return request
    leans = isinstance(request, OpenQuestion) and (_asks_of_an_answer(question) or _leans(question, state))
    if isinstance(request, OpenQuestion) and _names_nothing_else(question, state):
        request, leans = replace(request, first=state.story), leans or is_led
    if isinstance(request, OpenQuestion) and not (leans or request.inherited):
        return request  # it stands alone: the story before must not draw it
    request = replace(request, within=state.story)
    if type(request) is WhatTheySaid:
        known = question.known
        request = replace(
            request, speakers=tuple(one_of_the_story(each, state.story, known) for each in request.speakers)
        )
        is_body = not any(known.names.is_person(row) for each in request.speakers for row in each.rows)
        is_bare = request.about is None and request.days is None and request.outlet is None
        if is_bare and is_body and known.rows_of(_rows(request), articles=state.story):
            request = replace(request, only_within=True)
        before = state.earlier[-1]
        is_asked = isinstance(before, WhatTheySaid | WhoSaid) and before.about is not None  # "and Holm?", on just that
        is_loose = request.about is None or (request.about == state.topic and not is_asked)
        if request.inherited and not request.days:
            return replace(request, context=state.context if is_loose else "")
    if isinstance(request, UnknownSpeaker) and request.about is None and not request.is_office:
        return request  # words on what was asked before aren't near a name that stands nowhere
    if isinstance(request, UnknownSpeaker | UnclearSpeaker):
        return replace(request, context=state.context)
    if leans and phrases.FACT_ALONE.fullmatch(question.masked):  # all else is asked in the turn before
        asked = words(phrases.ASKS_A_FACT.sub("", state.earlier[-1].text, count=1))
        told = " ".join(dropwhile(FRAME.__contains__, asked))
        return replace(request, text=f"{question.text.rstrip(' ?!.')} {told}".strip(), context=state.context)
    if leans:  # with names put in for its pronouns, it says enough itself
        return replace(request, context="" if request.inherited else state.context)
    return request


def _rows(request: Request) -> tuple[int, ...]:
    return tuple(row for each in request.speakers for row in each.rows)


def _names_nothing_else(question: ParsedQuestion, state: State) -> bool:
    """Whether all that a question names stands in the story before."""
    if question.days is not None or question.outlet is not None:
        return False
    told = [told_in(each) for each in map(question.known.article, state.story) if each is not None]
    called = [*NAME.findall(question.rest), *(question.called(each.start, each.end) for each in question.names)]
    return all(any(set(terms(name)) <= held for held in told) for name in called)


def _leans(question: ParsedQuestion, state: State) -> bool:
    """Whether a question is of the story before: it says so, or is short and asks for what stands there."""
    text = question.masked
    if phrases.LEANS_ON_THE_TURN_BEFORE.search(text) or phrases.FACT_ALONE.fullmatch(text) or not terms(text):
        return True
    if len(words(text)) > MOST_OF_A_CHOICE or question.names:
        return False
    if len(words(text)) <= MOST_OF_A_DETAIL and phrases.ASKS.match(text):
        return True  # "which model?", "who lost?"
    asked = {term for word in words(text) if word not in FRAME for term in terms(word)}
    articles = (question.known.article(each) for each in state.story[:1])
    held = {term for each in articles if each is not None for term in terms(each.text)}
    return bool(asked) and len(asked & held) >= HELD * len(asked)


def _followed(question: ParsedQuestion, request: Request, last: Turn, state: State) -> Request:
    """A whole question with what it leaves to the turn before."""
    before, text = last.request, question.masked
    if (others := _others(question, last, state)) is not None:
        return others
    if isinstance(request, Reply | ListSpeakers | ListArticles) and not request.likely:
        return request
    is_reply = type(request) is WhatTheySaid and phrases.REPLIES.search(text) is not None
    if request.about is None and (is_reply or phrases.ABOUT_IT.search(text)):
        on_it = _on_it(question, request, state)
        if on_it is not None:
            return on_it
    if type(request) is WhatTheySaid and request.about is None and (whom := _on_whom(question, request, state)):
        request = replace(request, about=whom, inherited=True)
    detailed = _detailed(question, request, before, state)
    if detailed is not None:
        return detailed
    pronouns = antecedents.asked(question.rest, before, state.people, state.story, question.known)
    if pronouns and (related := _related(question, request, before, state)) is not None:
        return related
    if not request.speakers and pronouns and (of_them := _of_them(question, request, before, state, pronouns)):
        return of_them
    return _in_a_role(question, request, before, state) or request


def _on_whom(question: ParsedQuestion, request: Request, state: State) -> Topic | None:
    """Whom "about her" means: somebody whom the topic before names, else who may be meant, else that topic."""
    whom = phrases.ABOUT_WHOM.search(question.masked)
    if whom is None:
        return None
    story = filter(None, map(question.known.article, state.story))
    if state.topic is not None and any(is_name_in(state.topic, each) for each in story):
        return state.topic
    named = antecedents.meant(whom["whom"], state.people, question.known, besides=request.speakers)
    return state.topic if named is None else whole_topic(question.known.speakers[named.rows[0]].name, question)


def _in_a_role(question: ParsedQuestion, request: Request, before: Request, state: State) -> Request | None:
    """What those said whom the story at hand calls so: "what did the council reply?"; None where nobody is."""
    if not isinstance(request, UnknownSpeaker | WhatTheySaid) or not state.story:
        return None
    known, called = question.known, _role_in(question, request, state)
    if called is None:
        return None
    story = state.story
    if question.days is not None:  # the prime minister of 2019 may be another than that of the story
        held = ((each, known.article(each)) for each in story)
        story = tuple(each for each, article in held if article and question.days.hold(article.published))
    rows = descriptions.in_story(called, story, known)
    several = () if rows else descriptions.among(called, story, known)
    if not rows and not several:
        return None
    about = request.about or _of_whom(question, question.rest, before, state)
    return WhatTheySaid(
        text=request.text,
        speakers=(Named(0, 0, rows or several, exact=False, beside=bool(several)),),
        about=about,
        days=request.days,
        outlet=request.outlet,
        described_as=called if several else None,
        inherited=True,
        only_within=about is None,
    )


def _role_in(question: ParsedQuestion, request: UnknownSpeaker | WhatTheySaid, state: State) -> str | None:
    """The words of a question that call a speaker by a role, or by a group that doesn't speak in the story at hand."""
    if isinstance(request, UnknownSpeaker):
        called: str | None = request.name
    elif request.described_as is not None or len(request.speakers) != 1:
        called = request.described_as
    else:
        named = request.speakers[0]
        called = question.called(named.start, named.end)
        if named.exact and len(named.rows) == 1:
            speaks = question.known.rows_of(named.rows, articles=state.story)
            called = None if speaks or not called.islower() else called
    return called if called and descriptions.is_role(called) else None


def _related(question: ParsedQuestion, request: Request, before: Request, state: State) -> Request | None:
    """What somebody's lawyer, wife or spokesman said: "what did her lawyer say"; None where that isn't asked."""
    said = phrases.THEIRS_SAID.search(question.rest)
    if said is None or not descriptions.is_role(said["role"]):
        return None
    called = with_names(question, said["role"], before, state)
    behind = question.rest[said.end() :]
    about = left_over(behind, question) or _of_whom(question, behind, before, state)
    return in_that_role(question, called, about, state)


def _of_whom(question: ParsedQuestion, behind: str, before: Request, state: State) -> Topic | None:
    """Whom a question's topic calls "him" or "her": "what did the minister say about her"; None: nobody."""
    if not phrases.OBJECT.search(behind):
        return None
    pronouns = antecedents.asked(behind, before, state.people, state.story, question.known)
    names = [question.known.speakers[each.rows[0]].name for each in pronouns.values()]
    return whole_topic(names[0], question) if names else None


def _of_them(
    question: ParsedQuestion,
    request: Request,
    before: Request,
    state: State,
    pronouns: Mapping[tuple[int, int], Named],
) -> Request | None:
    """A question with whom its pronouns mean; None where they mean nobody who is known."""
    text, known = question.rest, question.known
    subject = phrases.PERSON_PRONOUN.search(text)
    if subject is None or subject.span() not in pronouns:
        return UnclearSpeaker(text=request.text, about=request.about) if _asks_their_words(question) else None
    first, *others = pronouns.values()
    speakers = first if state.speakers[1:] and first.rows == state.speakers[0].rows else None
    asked = state.speakers if speakers is not None else (first,)
    said = WhatTheySaid(text=request.text, speakers=asked, days=question.days, outlet=question.outlet, inherited=True)
    if (phrases.WHO_IS.match(text) and left_over(text, question) is None) or phrases.THEIR_WORK.fullmatch(text):
        return WhoIs(text=said.text, speakers=said.speakers, about=request.about, inherited=True)
    if phrases.ALWAYS.search(text):
        about = state.topic
        return Change(text=said.text, speakers=said.speakers, about=about, inherited=True)
    if (claim := question.claim) is not None:
        return checked(said, claim)
    if not _asks_their_words(question):
        return _named_for(question, pronouns)
    detail, behind = _detail(text)
    about = left_over(behind, question)
    if about is None and (detail or phrases.THAT.search(text)):
        days, outlet = question.days or before.days, question.outlet or before.outlet
        same = replace(said, about=state.topic, days=days, outlet=outlet, detail=detail)
        quoted = quoted_in(before)
        return (
            same
            if quoted is None or first.rows not in [each.rows for each in state.speakers]
            else checked(same, quoted)
        )
    if about is None and others and others[0].rows != first.rows:
        about = whole_topic(known.speakers[others[0].rows[0]].name, question)
    return replace(said, about=about, detail=detail)


def _named_for(question: ParsedQuestion, pronouns: Mapping[tuple[int, int], Named]) -> Request | None:
    """The question with the names of whom it calls "him" or "her"; None where it asks for their words, or of nobody."""
    text = question.rest
    for (start, end), named in sorted(pronouns.items(), reverse=True):
        name = question.known.speakers[named.rows[0]].name
        is_possessive = phrases.POSSESSIVE.match(text, start) is not None
        text = f"{text[:start]}{name}{'’s' if is_possessive else ''}{text[end:]}"
    put = understand(ParsedQuestion.of(question.shown(text), question.asked, question.known))
    if not isinstance(put, OpenQuestion | WhoSaid | WhoIs):
        return None
    return replace(put, inherited=True)


def _asks_their_words(question: ParsedQuestion) -> bool:
    """Whether a question asks what he, she or they said, or who that is."""
    text = question.masked
    is_who = phrases.WHO_IS.match(text) and left_over(text, question) is None
    said_that = phrases.THAT.search(text) and not ASKS_FOR_WORDS.isdisjoint(words(text))
    says = phrases.THEY_SAID.search(text) or is_who or (said_that and not phrases.ASKS_WHO.match(text))
    return bool(says) or question.claim is not None


def _detailed(question: ParsedQuestion, request: Request, before: Request, state: State) -> Request | None:
    """Why, when or where it was said; None where more is asked."""
    text = question.masked
    is_deed = isinstance(before, WhoSaid) and before.stance is not None
    if (
        is_deed
        or not isinstance(before, WhatTheySaid | WhoSaid)
        or not isinstance(request, OpenQuestion | UnknownSpeaker)
    ):
        return None
    said = WhatTheySaid(text=request.text, speakers=state.speakers, about=state.topic, inherited=True)
    same = replace(said, days=question.days or before.days, outlet=question.outlet or before.outlet)
    detail, behind = _detail(text)
    if not state.speakers or request.speakers or phrases.PERSON_PRONOUN.search(behind):
        return None
    if detail is None or len(words(behind)) > MOST_OF_A_DETAIL or left_over(behind, question) is not None:
        return None
    if detail == "why":
        return replace(same, detail=detail)
    quoted = quoted_in(before)
    same = replace(same, detail=detail)
    return same if quoted is None else checked(same, quoted)


def _on_it(question: ParsedQuestion, request: Request, state: State) -> Request | None:
    """ "What did Holm say about it", on the topic of the turn before; None when there was none."""
    if state.topic is None:
        return None
    if type(request) is WhatTheySaid:
        return replace(request, about=state.topic, inherited=True)
    if isinstance(request, OpenQuestion | UnknownSpeaker) and phrases.WHO_SAID_SO.match(question.masked):
        return WhoSaid(text=request.text, about=state.topic, inherited=True)
    return None


def _others(question: ParsedQuestion, last: Turn, state: State) -> Request | None:
    """ "Who else?", "who disagrees with him?": what others than those of the turn before said on its topic.

    Of somebody who is named by a pronoun it is what he spoke on, or he himself; "which other scientist agrees" asks for
    those alone whom the story calls so. None where that isn't asked, or there was neither topic nor story.
    """
    before, text, known = last.request, question.masked, question.known
    if phrases.WHO_ELSE.fullmatch(text):
        if not isinstance(before, WhatTheySaid | WhoSaid):
            return None
    elif not phrases.OTHERS.fullmatch(text):
        return None
    if state.topic is None and not state.story:
        return None
    pronouns = antecedents.asked(text, before, state.people, state.story, known)
    persons = [each for at, each in pronouns.items() if phrases.OBJECT.fullmatch(text[slice(*at)])]
    about = state.topic
    if persons and not {*_rows(before)} & set(persons[0].rows):
        theirs = (each for each in reversed(state.earlier) if {*_rows(each)} & set(persons[0].rows))
        about = next((each.about for each in theirs if each.about is not None), None)
    shown = {known.names.row_of(each.speaker) for each in last.answer.citations if each.speaker is not None}
    heard = [Named(0, 0, (row,)) for row in sorted(row for row in shown if row is not None)]
    besides = before.besides if isinstance(before, WhoSaid) else ()
    besides = (*besides, *persons, *before.speakers, *heard)
    role = phrases.OTHER_ROLE.search(text)
    if role is not None and descriptions.is_role(role["role"]):
        called, left_out = role["role"], {row for each in besides for row in each.rows}
        rows = (*descriptions.among(called, state.story, known), *descriptions.holders(called, known, question.days))
        rows = tuple(row for row in dict.fromkeys(rows) if row not in left_out)
        if rows:
            named = Named(0, 0, rows, exact=False, beside=True)
            return WhatTheySaid(text=question.text, speakers=(named,), about=about, described_as=called, inherited=True)
    days, outlet = before.days, before.outlet
    return WhoSaid(text=question.text, about=about, days=days, outlet=outlet, besides=besides, inherited=True)


def _detail(text: str) -> tuple[str | None, str]:
    """What a question asks of how something was said, "where", "when" or "why"; and the text behind that."""
    for detail, pattern in phrases.DETAILS:
        if (found := pattern.match(text)) is not None:
            return detail, text[found.end() :]
    return None, text


def _chosen(question: ParsedQuestion, last: Turn) -> Request | None:
    """The namesake that a short reply to "which one do you mean" picks."""
    called, known = words(question.text), question.known
    if not last.candidates or len(called) > MOST_OF_A_CHOICE:
        return None
    reply, speakers = set(called), known.speakers
    counted = [int(word) for word in reply if word.isdigit() and len(word) < 3]
    counted += [ORDINALS[word] for word in reply & ORDINALS.keys()]
    number = counted[0] if counted else None
    fitting = [row for row in last.candidates if reply & (set(words(speakers[row].name)) - _shared(last, speakers))]
    if not fitting and not led(question.masked)[1]:  # "and the governor?" asks of another
        telling = " ".join(word for word in called if word not in FRAME and word != "one")
        fitting = [row for row in known.names.described(telling) if row in last.candidates]
    if number is not None and 1 <= number <= len(last.candidates):
        fitting = [last.candidates[number - 1]]
    if len(fitting) != 1:
        return None
    kept = tuple(
        replace(named, rows=(fitting[0],)) if fitting[0] in named.rows else named for named in last.request.speakers
    )
    return replace(last.request, speakers=kept, inherited=True)


def _shared(last: Turn, speakers: Sequence[Speaker]) -> set[str]:
    """The words that all candidates' names have."""
    return set.intersection(*(set(words(speakers[row].name)) for row in last.candidates))
