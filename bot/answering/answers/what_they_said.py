"""What somebody said: on a topic, in some days, to whomever; or that they said nothing on it, and what they did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.answering.answers import near_misses, open_question
from bot.answering.answers.who_is import which
from bot.answering.drafting.answerability import SURE
from bot.answering.drafting.candidates import holds_the_name, names_stand_near, on_topic, speaking
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import HE, MOST, LineBuilder, days, scope, surest
from bot.answering.drafting.relevance import Wanted
from bot.answering.query import answer_types
from bot.answering.query.request import Place, WhatTheySaid
from bot.answering.query.topics import respelt
from prompts import replies
from retrieval.lang.en.function_words import GIVES_REASON, PRONOUN_GENDER
from retrieval.lang.en.people import BODY_WORDS, NAME_TITLES
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.phrases.time_phrases import IN_A_YEAR
from retrieval.lang.en.places import NATIONALITIES
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.en.times import TIMES
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import terms, words
from retrieval.model import Speaker, Statement, Status
from retrieval.search.selector import Named, Ranked
from retrieval.search.topic import BESIDE, Fit, told_in

MOST_COMPLETE = 200
"""Statements that are read for all that somebody said."""

MOST_LISTED = 20
"""Of those, how many are shown at once."""

EACH = 3
"""Lines of each of several who are asked about together."""

MOST_TOPICS = 3
"""Names offered as topics of somebody who said nothing on the one asked about."""

MOST_NAMESAKES = 6
"""Namesakes among whom the one who is meant is looked for."""

HELD_OF_A_NAMESAKE, CLEARLY = 0.5, 0.3
"""Share of a question that stands in an article of the namesake who is meant, and how much more than in another's."""

_REASON = re.compile(rf"\b{any_of(GIVES_REASON)}\b", re.IGNORECASE)


def said(request: WhatTheySaid, builder: LineBuilder, asked: date) -> Draft:
    """What the speakers said, on the topic and in the days asked about, or that they said nothing on it."""
    request = replace(request, speakers=tuple({named.rows: named for named in request.speakers}.values()))
    request = _respelt(request, builder)
    if (of_the_turn_before := _of_the_turn_before(request, builder, asked)) is not None:
        draft = of_the_turn_before
    elif request.about is not None and not is_limited(request):
        draft = _on_the_topic(request, builder, asked)
    elif request.about is not None and len(request.speakers) == 1 and not is_limited(replace(request, complete=False)):
        draft = _all_on_the_topic(replace(request, complete=False), builder, asked)
    else:
        draft = spoken(request, builder) or _silent(request, builder)
    if request.strangers:
        draft = replace(draft, words=f"{near_misses.unquoted(request.strangers)}\n{draft.words}".strip())
    return draft


def _of_the_turn_before(request: WhatTheySaid, builder: LineBuilder, asked: date) -> Draft | None:
    """What a search answers a follow-up that leaves its topic or whom it asks for to the turn before; None: nothing.

    Others' words only where it means none of those that it was read as asking for, by name or as "he": "anything from
    the union?".
    """
    if not request.inherited or is_limited(request):
        return None
    names = _names(request.speakers, builder)
    own = words(request.text)
    telling = (word for word in own if word not in FRAME and word not in ASKS_FOR_WORDS)
    is_meant = any(each.end for each in request.speakers) or not PRONOUN_GENDER.keys().isdisjoint(own)
    names_nobody = not is_meant and any(map(terms, telling))
    if request.about is not None and not names_nobody:
        return None
    draft = open_question.found(request, builder, asked)
    if draft.status is not Status.ANSWERED:
        return None
    if draft.lines[0].speaker not in {None, *names}:
        return draft if names_nobody else None
    listed = spoken(request, builder) if request.about is None else None
    theirs = [line for line in draft.lines if line.speaker in names and not line.points]
    if listed is None or listed.status is not Status.ANSWERED or not theirs:
        return None
    had = [each.key for line in theirs for each in line.evidence]
    rest = (*draft.rest, *listed.lines, *listed.rest)
    rest = tuple(line for line in rest if not any(overlap(each.key, key) for each in line.evidence for key in had))
    return replace(listed, lines=tuple(theirs), rest=rest)


def _names(speakers: Sequence[Named], builder: LineBuilder) -> set[str]:
    """The names of those whom a question may ask for."""
    return {builder.retriever.speakers[row].name for row in speaking(speakers, builder)}


def is_limited(request: WhatTheySaid) -> bool:
    """Whether more than a topic limits what is asked for, or all of it is."""
    limits = (request.days, request.outlet, request.detail, request.to, request.behind)
    is_complete = request.complete or IN_A_YEAR.search(request.text) is not None
    return is_complete or any(limit is not None for limit in limits)


class _Own(NamedTuple):
    """What a search has of somebody's own words on a topic.

    ``naming``: lines in which their statement holds all of it. ``near``: their other lines, the likeliest first behind
    those ``on_it``, around which some of it stands. ``beside``: sentences found with them in which nobody speaks.
    ``unsure``: those in which somebody does who isn't certain. ``draft``: what the search made of it.
    """

    naming: list[Line]
    on_it: list[Line]
    near: list[Line]
    beside: list[Line]
    unsure: list[Line]
    draft: Draft


def _own(request: WhatTheySaid, builder: LineBuilder, asked: date) -> _Own:
    """What a search has; of sentences in which nobody speaks none that opens with "he", which may be another."""
    names = _names(request.speakers, builder)
    topic = set(terms(request.about.key)) if request.about is not None else set()
    draft = open_question.found(request, builder, asked)
    found = [line for line in (*draft.lines, *draft.rest, *_further(request, draft, builder)) if not line.points]

    def names_it(line: Line) -> bool:
        said = (each.item.text for each in builder.spoken_in(line) if each.by in names)
        return bool(topic) and any(_holds(text, topic) for text in said)

    own = [line for line in found if names & builder.heard_in(line)]
    naming = [line for line in own if names_it(line)]
    near = [line for line in own if line not in naming]
    on_it = on_topic(near, request, builder)
    near = [*on_it, *(line for line in near if line not in on_it)]
    nobodys = [line for line in draft.lines if not line.points and not builder.heard_in(line)]
    unsure = [line for line in nobodys if builder.spoken_in(line)]
    beside = [line for line in nobodys if line not in unsure and HE.match(line.text) is None]
    if draft.status is not Status.ANSWERED:
        unsure = []
    elif unsure:
        unsure[0] = replace(unsure[0], heading=replies.SPEAKER_NOT_CERTAIN)
    return _Own(naming, on_it, near, beside, unsure, draft)


def _on_the_topic(request: WhatTheySaid, builder: LineBuilder, asked: date) -> Draft:
    """The sentences on a topic that are theirs; else the nearest of their words, or a refusal with what there is."""
    if len(request.speakers) > 1:
        return _each_on_the_topic(request, builder, asked)
    named = request.speakers[0]
    own = _own(_alone(request, builder) if request.strangers else request, builder, asked)
    is_named = bool(own.naming or own.on_it)
    if not is_named and (other := _another_meant(request, named, builder, asked)) is not None:
        return other
    if _finds_another(request, own, builder):
        return replace(own.draft, words=own.draft.words or replies.WHO_IS_MEANT_UNCERTAIN)
    if not own.naming and not _is_worth_showing(request, own, builder, is_named=is_named):
        if unsure := [line for line in _of_nobody_certain(own.draft) if holds_the_name(line, request.about)]:
            return answered(unsure, len(unsure), heading=replies.SPEAKER_NOT_CERTAIN)
        silent = _silent(request, builder)
        nearest = tuple(line for line in own.draft.lines if not line.points)[: open_question.NEAREST]
        words_ = f"{silent.words} {replies.NEAREST}" if nearest and not silent.lines else silent.words
        return replace(silent, words=words_, lines=nearest or silent.lines)
    shown = [line for line in own.near if line in own.draft.lines]
    around = [*(own.beside if is_named else ()), *own.unsure]
    if is_named:
        shown = [line for line in shown if line in own.on_it or holds_the_name(line, request.about)]
        around = [line for line in around if holds_the_name(line, request.about)]
    lines = [*own.naming, *shown, *around]
    most = max(min(len(own.naming), MOST), min(len(lines), open_question.MOST_OWN))
    if own.naming and len(named.rows) > 1:  # what a namesake said beside the topic may be another's
        most = min(len(own.naming), MOST)
    rest = [*lines[most:], *(line for line in own.near if line not in shown)]
    drafted = answered(lines[:most], most, heading=_heading_of(request, own, builder, is_named=is_named))
    points = tuple(line for line in own.draft.lines if line.points)
    return replace(drafted, lines=(*drafted.lines, *points), rest=tuple(rest), off_topic=not is_named)


def _all_on_the_topic(request: WhatTheySaid, builder: LineBuilder, asked: date) -> Draft:
    """All that somebody said on a topic, in the order of days; where they aren't known, or none names it, what does."""
    if any(each.beside or len(each.rows) > 1 for each in request.speakers):
        return _on_the_topic(request, builder, asked)
    names, (lines,) = _names(request.speakers, builder), own_on_the_topic(request, builder, asked)
    found = [each for line in lines for each in builder.spoken_in(line) if each.by in names]
    return _all_of(request, builder, found) or _on_the_topic(request, builder, asked)


def _another_meant(request: WhatTheySaid, named: Named, builder: LineBuilder, asked: date) -> Draft | None:
    """The answer of another whom the words may mean, where the first said nothing on the topic; None: nobody else."""
    if (row := builder.retriever.names.by_surname_alone(named)) is not None:
        of_other = replace(request, speakers=(replace(named, rows=(row,)),))
        other = _on_the_topic(of_other, builder, asked)  # "Marsh" may be another than Ada Marsh
        return other if other.status is Status.ANSWERED and not other.off_topic else None
    if len(named.rows) < 2 or named.beside:
        return None
    one = _the_one_meant(request, named, builder)
    return which(request, named.rows, builder) if one is None else _on_the_topic(one, builder, asked)


def _finds_another(request: WhatTheySaid, own: _Own, builder: LineBuilder) -> bool:
    """Whether a search answers with another's words first, where a description may mean other people."""
    if request.described_as is None or any(each.exact for each in request.speakers):
        return False
    first = own.draft.lines[0] if own.draft.status is Status.ANSWERED else None
    return first is not None and first.speaker not in _names(request.speakers, builder)


def _is_worth_showing(request: WhatTheySaid, own: _Own, builder: LineBuilder, *, is_named: bool) -> bool:
    """Whether words that don't hold all of a topic are shown for it; not where others' words there hold it.

    Where the search of a follow-up is sure of theirs, they are the answer: its story tells what it is about.
    """
    shown = [line for line in own.near if line in own.draft.lines]
    about = words(request.text if request.about is None else request.about.text)
    if own.draft.status is not Status.ANSWERED or not shown or not any(map(builder.retriever.names.is_word, about)):
        return False
    if request.before is not None and own.draft.likely >= SURE and own.draft.lines[0] in own.near:
        return True
    topic = set(terms(request.about.key)) if request.about is not None else set()
    others = (line for line in own.draft.lines if line not in own.near and builder.spoken_in(line))
    is_others = any(topic and _holds(line.text, topic) for line in others)
    is_likely = not own.draft.words and not is_others
    return is_named or (is_likely and any(names_stand_near(line, request.about, builder) for line in shown))


def _of_nobody_certain(draft: Draft) -> list[Line]:
    """The sentences under nobody's name that may well be the answer, where the best is one."""
    lines = [line for line in draft.lines if not line.points]
    is_likely = draft.status is Status.ANSWERED and not draft.words
    return [line for line in lines if line.speaker is None] if is_likely and lines[0].speaker is None else []


def _heading_of(request: WhatTheySaid, own: _Own, builder: LineBuilder, *, is_named: bool) -> str:
    """What stands above somebody's words on a topic: how it was read, and what they don't hold."""
    named = request.speakers[0]
    speakers = [builder.retriever.speakers[row] for row in named.rows]
    if not is_named:
        who = replies.listed([speaker.name for speaker in speakers[:MOST_NAMESAKES]])
        return replies.NEAR_IN_MEANING.format(who=who, topic=request.about.text if request.about else "")
    heading = _understood(request, speakers) if len(speakers) == 1 else ""
    heard = {name for line in (*own.naming, *own.near) for name in builder.heard_in(line)}
    if named.beside or heard.isdisjoint(speaker.name for speaker in speakers):
        heading = replies.DESCRIBED_BY.format(name=request.described_as or speakers[0].name)
    if phrases.SAID_THAT.match(request.text) and not own.naming:
        heading = replies.NOT_IN_THOSE_WORDS
    doubt = own.draft.words if own.draft.status is Status.ANSWERED else ""
    return "\n".join(part for part in (heading, doubt) if part)


def _respelt(request: WhatTheySaid, builder: LineBuilder) -> WhatTheySaid:
    """The request with a topic that no article spells so as the words of those asked about spell it."""

    def own_words() -> Iterator[str]:
        rows = builder.retriever.rows_of(row for named in request.speakers for row in named.rows)
        yield from (each.item.text for each in builder.retriever.statements(rows))

    about = request.about
    meant = respelt(about, own_words(), builder.retriever) if about is not None else None
    if about is None or meant is None:
        return request
    return replace(request, about=meant, text=request.text.replace(about.text, meant.text), inherited=True)


def _alone(request: WhatTheySaid, builder: LineBuilder) -> WhatTheySaid:
    """The request without the names that nobody bears: it asks only for the words of the one who is known."""
    named = request.speakers[0]
    name = builder.retriever.speakers[named.rows[0]].plain_name
    name = name if len(named.rows) == 1 else builder.retriever.names.short(named, name)
    return replace(request, text=replies.what_did(name, request.about.text if request.about else ""))


def _further(request: WhatTheySaid, draft: Draft, builder: LineBuilder) -> list[Line]:
    """What those asked about said on the topic besides what a draft has."""
    had = [each.key for line in (*draft.lines, *draft.rest) for each in line.evidence]
    lines = [line for named in request.speakers for of_one in _of(named.rows, request, builder) for line in of_one]
    return [line for line in lines if not any(overlap(each.key, key) for each in line.evidence for key in had)]


def own_on_the_topic(request: WhatTheySaid, builder: LineBuilder, asked: date) -> list[list[Line]]:
    """The lines on a topic that are each speaker's own, those that name it first: one search for all."""
    own = _own(request, builder, asked)
    lines = [*own.naming, *(own.on_it if own.draft.status is Status.ANSWERED else ())]
    heard = [builder.heard_in(line) for line in lines]

    def of(named: Named) -> list[Line]:
        names = _names([named], builder)
        return [line for line, here in zip(lines, heard, strict=True) if names & here]

    return [of(named) for named in request.speakers]


def _each_on_the_topic(request: WhatTheySaid, builder: LineBuilder, asked: date) -> Draft:
    """What each of several said on a topic, side by side, and who said nothing on it."""
    lines: list[Line] = []
    rest: list[Line] = []
    silent: list[str] = []
    for named, found in zip(request.speakers, own_on_the_topic(request, builder, asked), strict=True):
        own = [line for line in found if line not in lines]
        lines += own[:EACH]
        rest += own[EACH:]
        silent += [] if found else [builder.retriever.speakers[named.rows[0]].name]
    if not lines:
        return _silent(request, builder)
    nothing = replies.NOTHING_FROM.format(who=replies.listed(silent), scope=scope(request.about)) if silent else ""
    return replace(answered(lines, len(lines), heading=nothing), rest=tuple(rest))


def spoken(request: WhatTheySaid, builder: LineBuilder) -> Draft | None:
    """What the speakers said, if they said anything on it."""
    for named in request.speakers:
        if named.beside:
            return _beside(request, named.rows, builder)
        if len(named.rows) > 1:
            one = _the_one_meant(request, named, builder)
            return which(request, named.rows, builder) if one is None else spoken(one, builder)
    speakers = [builder.retriever.speakers[named.rows[0]] for named in request.speakers]
    if request.complete and len(speakers) == 1:
        return _all_of(request, builder)
    each_most = max(1, MOST // len(speakers))
    lines: list[Line] = []
    rest: list[Line] = []
    silent: list[str] = []
    for named, speaker in zip(request.speakers, speakers, strict=True):
        found, nearby = _of(named.rows[:1], request, builder)
        is_bare = request.about is None and request.days is None and request.detail is None
        if found and is_bare and request.behind is None:
            found[each_most - 1 : each_most - 1] = builder.introduced(speaker, beside=found[:each_most])
        lines += _by_occasion(found[:each_most])
        rest += found[each_most:] + nearby
        silent += [] if found else [speaker.name]
    if not lines and request.to is not None:
        return _to_whomever(request, builder)
    if not lines and len(request.speakers) == 1:
        row = builder.retriever.names.by_surname_alone(request.speakers[0])
        if row is not None:  # "Holm" may be another than Mara Holm, who said nothing on it
            return spoken(replace(request, speakers=(replace(request.speakers[0], rows=(row,)),)), builder)
    if not lines:
        return _for_a_body(request, speakers, builder)
    heading = _understood(request, speakers)
    if silent:
        nothing = replies.NOTHING_FROM.format(who=replies.listed(silent), scope=scope(request.about))
        heading = f"{heading}\n{nothing}".strip()
    if request.detail == "why":
        reasons = _reasons(lines + rest)
        lines, heading = reasons or lines, heading if reasons else f"{heading}\n{replies.NO_REASON}".strip()
    drafted = answered(lines, len(lines), heading=heading)
    return replace(drafted, rest=tuple(rest))


def _the_one_meant(request: WhatTheySaid, named: Named, builder: LineBuilder) -> WhatTheySaid | None:
    """The request of the one of those of a name who must be meant; None: it has to be asked."""
    one = _only_one_on(request, named, builder) or _exactly(request, named, builder)
    return one or _likelier(request, named, builder)


def _only_one_on(request: WhatTheySaid, named: Named, builder: LineBuilder) -> WhatTheySaid | None:
    """The request of the only one of those whom a description fits who spoke on the topic; None: several did, or none.

    Names are asked after: of two called Lindqvist the one who spoke on it may be the one who isn't meant.
    """
    if named.exact or request.about is None or len(request.speakers) > 1:
        return None
    ranked = builder.retriever.statements(builder.retriever.rows_of(named.rows), request.about)
    spoke = {each.by for each in ranked if each.fit is Fit.OWN_WORDS}
    rows = [row for row in named.rows if builder.retriever.speakers[row].name in spoke]
    return replace(request, speakers=(replace(named, rows=tuple(rows)),), inherited=True) if len(rows) == 1 else None


def _likelier(request: WhatTheySaid, named: Named, builder: LineBuilder) -> WhatTheySaid | None:
    """The request of the one namesake in whose articles clearly more of the question stands; None where none is."""
    if len(request.speakers) > 1:
        return None
    retriever = builder.retriever
    own = {term for row in named.rows for term in terms(retriever.speakers[row].name)}
    known = (word for word in words(request.text) if retriever.names.is_word(word) and own.isdisjoint(terms(word)))
    asked = " ".join(word for word in known if word not in FRAME and word not in ASKS_FOR_WORDS)
    if not terms(asked):
        return None
    wanted = Wanted(asked, retriever)
    fits: dict[int, float] = {}
    for row in named.rows[:MOST_NAMESAKES]:
        articles = {each.article.id: each.article for each in retriever.statements(retriever.rows_of([row]))}
        fits[row] = max((wanted.held("", told_in(each)) for each in articles.values()), default=0.0)
    first, *others = sorted(fits, key=lambda row: -fits[row])
    if fits[first] < HELD_OF_A_NAMESAKE or fits[first] - fits[others[0]] < CLEARLY:
        return None
    return replace(request, speakers=(replace(named, rows=(first,)),), inherited=True)


def _exactly(request: WhatTheySaid, named: Named, builder: LineBuilder) -> WhatTheySaid | None:
    """The request of the body that bears a name itself, where others only have it in theirs: China, not China Geo."""
    whole = [row for row in named.rows if len(words(builder.retriever.speakers[row].name)) == 1]
    if len(request.speakers) > 1 or len(whole) != 1 or builder.retriever.names.is_person(whole[0]):
        return None
    return replace(request, speakers=(replace(named, rows=(whole[0],)),))


def _all_of(request: WhatTheySaid, builder: LineBuilder, also: Sequence[Ranked[Statement]] = ()) -> Draft | None:
    """All that one speaker said, on the topic or beside it, the newest article first, in the order of its text.

    Args:
        request: who is asked for, and on what.
        builder: what makes lines.
        also: statements that a search finds on it besides.
    """
    only = request.within if request.only_within else None
    rows = builder.of_days(builder.retriever.rows_of(request.speakers[0].rows, articles=only), request)
    ranked = builder.retriever.statements(rows, request.about, most=MOST_COMPLETE)
    sure = [each for each in surest(ranked) if each.fit is None or each.fit <= Fit.MEANING]
    near = [each for each in ranked if each not in sure and (each.fit in BESIDE or _is_headed(each, request, builder))]
    near = near if sure else []
    had = {each.row for each in (*sure, *near)}
    near += [each for each in {each.row: each for each in also}.values() if each.row not in had]
    by_day = sorted(
        builder.kept([*sure, *near], request),
        key=lambda each: (-(each.article.published or date.min).toordinal(), each.article.id, each.item.start),
    )
    lines = builder.said(by_day)
    shown = min(len(lines), MOST_LISTED)
    heading = replies.ALL_SAID.format(shown=shown, found=len(lines), scope=scope(request.about, request.days))
    return replace(answered(lines, shown, heading=heading), in_order=True) if lines else None


def _is_headed(each: Ranked[Statement], request: WhatTheySaid, builder: LineBuilder) -> bool:
    """Whether the title or the first sentence of a statement's article holds all of the topic."""
    opening = each.article.span(*builder.retriever.opening(each.article))
    return request.about is not None and _holds(f"{each.article.title} {opening}", set(terms(request.about.key)))


def _to_whomever(request: WhatTheySaid, builder: LineBuilder) -> Draft | None:
    """What they said where no article says that it was to those asked about; and that it doesn't."""
    draft = spoken(replace(request, to=None), builder)
    if draft is None:
        return None
    return replace(draft, words=f"{replies.NOT_SAID_TO.format(audience=request.to)}\n{draft.words}".strip())


def _for_a_body(request: WhatTheySaid, speakers: Sequence[Speaker], builder: LineBuilder) -> Draft | None:
    """The words of those whom articles introduce by a body that says nothing on this itself."""
    names = builder.retriever.names
    row = request.speakers[0].rows[0]
    beside = [each for each in names.beside(speakers[0].name) if each != row]
    if len(speakers) > 1 or names.is_person(row) or not beside:
        return None
    draft = _beside(replace(request, described_as=speakers[0].name), beside, builder)
    return draft if draft.status is Status.ANSWERED else None


def _beside(request: WhatTheySaid, speakers: Sequence[int], builder: LineBuilder) -> Draft:
    """What those said who are described by a name that isn't theirs, each under their own."""
    ranked = builder.on_topic(builder.retriever.rows_of(speakers), request)
    ranked = [each for each in ranked if (each.fit or 0) <= Fit.MEANING]
    lines = builder.each_under_their_own(ranked, request)
    name = request.described_as or ""
    if not lines:
        if (draft := near_misses.passed_on(name, request, builder)) is not None:
            return draft
        found = replies.NOTHING_BY.format(name=name, scope=scope(request.about))
        named = near_misses.naming(name, request.about, builder)
        return refused(found, builder.retriever.coverage, nearest=named)
    return answered(lines, MOST, heading=replies.DESCRIBED_BY.format(name=name))


def _of(of: Sequence[int], request: WhatTheySaid, builder: LineBuilder) -> tuple[list[Line], list[Line]]:
    """The lines with the surest fit, and those of statements that only stand beside the topic."""
    only = request.within if request.only_within else None
    rows = builder.of_days(builder.retriever.rows_of(of, articles=only), request)
    if (place := request.behind) is not None:
        beside = sorted(builder.retriever.statements(rows), key=lambda each: _apart(each, place))
        return builder.said(builder.kept(beside, request)), []
    ranked = builder.retriever.statements(rows, request.about, repeats=request.outlet is not None)
    sure = [each for each in surest(ranked) if each.fit is None or each.fit <= Fit.MEANING]
    near = [each for each in ranked if each.fit in BESIDE and each not in sure] if sure else []
    return builder.said(builder.kept(sure, request)), builder.said(builder.kept(near, request))


def _apart(each: Ranked[Statement], place: Place) -> tuple[bool, bool, int]:
    """How far a statement stands from a place in an article: in another, before it, by its code points."""
    start = each.item.start
    return each.article.id != place.article_id, start < place.offset, abs(start - place.offset)


def _holds(text: str, wanted: Set[str]) -> bool:
    return wanted <= set(terms(text))


def _silent(request: WhatTheySaid, builder: LineBuilder) -> Draft:
    """X is quoted in the articles, but said nothing on T or in those days: just that, and what X did talk about.

    Args:
        request: what was asked.
        builder: what makes lines.
    """
    speakers = [builder.retriever.speakers[named.rows[0]] for named in request.speakers]
    who = replies.listed([speaker.name for speaker in speakers])
    if request.detail is not None:
        return refused(replies.NOT_TOLD.format(detail=request.detail, who=who), builder.retriever.coverage)
    several = len(speakers) > 1 or _is_plural(speakers[0].name)
    suggestions = [replies.what_did(speaker.name) for speaker in speakers]
    limits = scope(request.about, request.days, request.outlet)
    found = replies.SILENT.of(2 if several else 1, who=who, scope=limits)
    if request.about is not None:
        talked = _talked_about(request.speakers[0].rows[0], builder) if len(speakers) == 1 else []
        if talked:
            found = f"{found} {replies.TALKED_ABOUT.format(topics=replies.listed(talked))}"
        suggestions += [replies.what_did(who, topic) for topic in talked]
        if builder.retriever.is_spoken_of(request.about.text):
            suggestions.append(replies.WHO_SAID_ANYTHING.format(topic=request.about.text))
    nearest = _named_with_it(request, speakers, builder)
    return refused(found, builder.retriever.coverage, tuple(suggestions), nearest)


def _named_with_it(request: WhatTheySaid, speakers: Sequence[Speaker], builder: LineBuilder) -> list[Line]:
    """The passages that name somebody and the topic on which they said nothing: others' words, or the article's."""
    if request.about is None or request.days is not None or request.outlet is not None or len(speakers) > 1:
        return []
    called = builder.retriever.names.short(request.speakers[0], speakers[0].plain_name)
    full = [name for name in (speakers[0].plain_name, *speakers[0].other_names) if words(name) != words(called)]
    return near_misses.naming(called, request.about, builder, on_topic=True, in_full=full)


def _is_plural(name: str) -> bool:
    """Whether a name or description is of several: "Democrats", "some voters"; a person's that ends so is one."""
    last = name.split()[-1]
    return last.endswith("s") and not last.endswith("ss") and (name[0].islower() or last.lower() in BODY_WORDS)


def _talked_about(row: int, builder: LineBuilder) -> list[str]:
    """The names that somebody's statements hold most often: what they can be asked about."""
    passed_over = {*words(builder.retriever.speakers[row].name), *NAME_TITLES}
    ranked = builder.retriever.statements(builder.retriever.rows_of([row]))
    named = Counter(
        name.group()
        for each in ranked
        for name in answer_types.NAME.finditer(each.item.text)
        if "\n" not in name.group()
    )
    return [name for name, _ in named.most_common(MOST_TOPICS * 2) if _is_topic(name, passed_over)][:MOST_TOPICS]


def _is_topic(name: str, passed_over: Set[str]) -> bool:
    """Whether a name can be asked about: not the speaker's own name, a possessive, a nationality or a time."""
    called = set(words(name))
    peoples = {word.removesuffix("s") for word in called} & NATIONALITIES
    is_own = bool(passed_over & called) or "'" in name or "’" in name
    return bool(terms(name)) and not is_own and not peoples and not called <= TIMES


def _by_occasion(lines: Sequence[Line]) -> list[Line]:
    """The lines in the order given, those of one occasion together."""
    occasions: dict[tuple[str, str | None, date | None], list[Line]] = {}
    for line in lines:
        first = line.evidence[0]
        said = first.span if isinstance(first.span, Statement) else None
        occasion = first.article.id, said.venue if said else None, said.said_on if said else None
        occasions.setdefault(occasion, []).append(line)
    return [line for together in occasions.values() for line in together]


def _reasons(lines: list[Line]) -> list[Line]:
    """The lines that give a reason."""
    return [line for line in lines if _REASON.search(line.text)]


def _understood(request: WhatTheySaid, speakers: list[Speaker]) -> str:
    """One short line where it isn't obvious what was answered: "Volodymyr Zelenskyy on NATO"."""
    misspelled = any(not named.exact for named in request.speakers)
    if not (request.inherited or misspelled):
        return ""
    then = f", {days(request.days)}" if request.days else ""
    return f"{replies.listed([speaker.name for speaker in speakers])}{scope(request.about)}{then}"
