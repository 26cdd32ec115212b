"""What somebody said: on a topic, in some days, to whomever; or that they said nothing on it, and what they did."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date

from bot.answering.answers import near_misses
from bot.answering.answers.who_is import which
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import MOST, LineBuilder, days, scope, surest
from bot.answering.drafting.premises import Premises
from bot.answering.drafting.relevance import Wanted, told_in
from bot.answering.query import answer_types
from bot.answering.query.request import Place, WhatTheySaid
from bot.answering.query.topics import respelt
from prompts import replies
from retrieval.lang.en.function_words import GIVES_REASON, SUBORDINATORS
from retrieval.lang.en.people import BODY_WORDS, NAME_TITLES
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.places import NATIONALITIES
from retrieval.lang.en.question_words import FRAME, JOINS_A_TOPIC
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.en.times import TIMES
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Speaker, Statement, Status
from retrieval.search.selector import MOST_OF_IT, Named, Ranked
from retrieval.search.topic import BESIDE, Fit, Topic

MOST_COMPLETE = 200
"""Statements that are read for all that somebody said."""

MOST_LISTED = 20
"""Of those, how many are shown at once."""

NEAR = 0.25
"""Cosine of a topic and a passage from which on what somebody says there is shown as the nearest of their words.

Of `world`, given half: of 27 topics put in words that nobody there uses 20 are above it, of 38 that nobody speaks of 1.
"""

TOLD = 0.67
"""Share of a topic's weighted terms that the article tells of in which somebody's words on it are looked for."""

COMES_BACK = 3
"""How often an article has the name of whom it tells."""

MOST_NEAR = 4
"""Statements shown as the nearest at once."""

MOST_TOPICS = 3
"""Names offered as topics of somebody who said nothing on the one asked about."""

MOST_NAMESAKES = 6
"""Namesakes among whom the one who is meant is looked for."""

HELD_OF_A_NAMESAKE, CLEARLY = 0.5, 0.3
"""Share of a question that stands in an article of the namesake who is meant, and how much more than in another's."""

_REASON = re.compile(rf"\b{any_of(GIVES_REASON)}\b", re.IGNORECASE)


def said(request: WhatTheySaid, builder: LineBuilder) -> Draft:
    """What the speakers said, on the topic and in the days asked about, or that they said nothing on it."""
    request = replace(request, speakers=tuple({named.rows: named for named in request.speakers}.values()))
    draft = (
        _as_claimed(request, builder)
        or spoken(request, builder)
        or _respelled(request, builder)
        or _in_the_story(request, builder)
        or _silent(request, builder)
    )
    draft = _of_what_was_done(request, draft, builder)
    if request.strangers:
        draft = replace(draft, words=f"{near_misses.unquoted(request.strangers)}\n{draft.words}".strip())
    return draft


def _of_what_was_done(request: WhatTheySaid, draft: Draft, builder: LineBuilder) -> Draft:
    """A draft on what somebody did, and why, when or where: their words answer that only where they bear it out."""
    asked = phrases.ASKS_WHY_OR_HOW.match(request.text) or phrases.ASKS_WHEN_OR_WHERE.match(request.text)
    asks_for_words = request.detail is not None or not ASKS_FOR_WORDS.isdisjoint(words(request.text))
    if asked is None or asks_for_words or draft.status is not Status.ANSWERED:
        return draft
    premises = Premises(request.text, builder.retriever)
    best = premises.best_of(
        (evidence.article, home)
        for line in draft.lines
        for evidence in line.evidence[:1]
        for home in builder.retriever.passages_of(evidence.article.id)
        if home.start <= evidence.span.start < home.end
    )
    if best.lacking:
        found = replies.NOT_TOGETHER.format(what=replies.listed(best.lacking))
        return refused(found, builder.retriever.coverage, nearest=draft.lines[: near_misses.MOST_NEAREST])
    if not (unsaid := premises.unsaid(best)):
        return draft
    heading = replies.UNSAID.of(len(unsaid), words=replies.listed(unsaid))
    return replace(draft, words=f"{draft.words}\n{heading}".strip())


def _as_claimed(request: WhatTheySaid, builder: LineBuilder) -> Draft | None:
    """What somebody said near to what they are asked to have said, where their own words don't name it; and so told."""
    if request.about is None or not phrases.SAID_THAT.match(request.text) or spoken(request, builder, Fit.OWN_WORDS):
        return None
    draft = spoken(request, builder)
    if draft is None or draft.status is not Status.ANSWERED:
        return draft
    return replace(draft, words=replies.NOT_IN_THOSE_WORDS)


def spoken(request: WhatTheySaid, builder: LineBuilder, least: Fit = Fit.MEANING) -> Draft | None:
    """What the speakers said, if they said anything on it; ``least``: the unsurest fit of a statement that counts."""
    for named in request.speakers:
        if named.beside:
            return _beside(request, named.rows, builder, least)
        if len(named.rows) > 1:
            one = _only_one_on(request, named, builder) or _exactly(request, named, builder)
            one = one or _likelier(request, named, builder)
            return which(request, named.rows, builder) if one is None else spoken(one, builder, least)
    speakers = [builder.retriever.speakers[named.rows[0]] for named in request.speakers]
    if request.complete and len(speakers) == 1:
        return _all_of(request, builder, least)
    each_most = max(1, MOST // len(speakers))
    lines: list[Line] = []
    rest: list[Line] = []
    silent: list[str] = []
    for named, speaker in zip(request.speakers, speakers, strict=True):
        found, nearby = _of(named.rows[0], request, builder, least)
        is_bare = request.about is None and request.days is None and request.detail is None
        if found and is_bare and request.behind is None:
            found[each_most - 1 : each_most - 1] = builder.introduced(speaker, beside=found[:each_most])
        lines += _by_occasion(found[:each_most])
        rest += found[each_most:] + nearby
        silent += [] if found else [speaker.name]
    if not lines and request.to is not None:
        return _to_whomever(request, builder, least)
    if not lines and len(request.speakers) == 1:
        row = builder.retriever.names.by_surname_alone(request.speakers[0])
        if row is not None:  # "Holm" may be another than Mara Holm, who said nothing on it
            return spoken(replace(request, speakers=(replace(request.speakers[0], rows=(row,)),)), builder, least)
    if not lines:
        in_their_stead = _for_a_body(request, speakers, builder, least)
        return in_their_stead or _under_the_headline(request, speakers, builder, least)
    if (surer := _surer(request, speakers, builder, lines)) is not None:
        return surer
    heading = _understood(request, speakers)
    if silent:
        nothing = replies.NOTHING_FROM.format(who=replies.listed(silent), scope=scope(request.about))
        heading = f"{heading}\n{nothing}".strip()
    if request.detail == "why":
        reasons = _reasons(lines + rest)
        lines, heading = reasons or lines, heading if reasons else f"{heading}\n{replies.NO_REASON}".strip()
    drafted = answered(lines, len(lines), heading=heading)
    return replace(drafted, rest=tuple(rest))


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


def _all_of(request: WhatTheySaid, builder: LineBuilder, least: Fit) -> Draft | None:
    """All that one speaker said, on the topic or beside it, the newest article first, in the order of its text."""
    only = request.within if request.only_within else None
    rows = builder.of_days(builder.retriever.rows_of(request.speakers[0].rows, articles=only), request)
    ranked = builder.retriever.statements(rows, request.about, most=MOST_COMPLETE)
    sure = [each for each in surest(ranked) if each.fit is None or each.fit <= least]
    near = [each for each in ranked if each not in sure and (each.fit in BESIDE or _is_headed(each, request, builder))]
    near = near if sure else []
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


def _to_whomever(request: WhatTheySaid, builder: LineBuilder, least: Fit) -> Draft | None:
    """What they said where no article says that it was to those asked about; and that it doesn't."""
    draft = spoken(replace(request, to=None), builder, least)
    if draft is None:
        return None
    return replace(draft, words=f"{replies.NOT_SAID_TO.format(audience=request.to)}\n{draft.words}".strip())


def _for_a_body(
    request: WhatTheySaid, speakers: Sequence[Speaker], builder: LineBuilder, least: Fit, *, named: bool = False
) -> Draft | None:
    """The words of those whom articles introduce by a body that says nothing on this itself.

    ``named``: only of those who have a name; "a letter from Holm" has none.
    """
    names = builder.retriever.names
    row = request.speakers[0].rows[0]
    beside = [each for each in names.beside(speakers[0].name) if each != row]
    if named:
        beside = [each for each in beside if names.goes_by_name(each)]
    if len(speakers) > 1 or names.is_person(row) or not beside:
        return None
    draft = _beside(replace(request, described_as=speakers[0].name), beside, builder, least)
    return draft if draft.status is Status.ANSWERED else None


def _surer(
    request: WhatTheySaid, speakers: Sequence[Speaker], builder: LineBuilder, own: Sequence[Line]
) -> Draft | None:
    """The words of those who speak for a body, where they are on the topic and its own only stand beside it."""
    if request.about is None or not request.about.key.split():
        return None
    wanted = set(terms(request.about.key))
    if any(wanted <= set(terms(each.copied())) for line in own for each in line.evidence):
        return None
    draft = _for_a_body(request, speakers, builder, Fit.OWN_WORDS, named=True)
    return replace(draft, rest=(*draft.rest, *own)) if draft is not None else None


def _under_the_headline(
    request: WhatTheySaid, speakers: Sequence[Speaker], builder: LineBuilder, least: Fit
) -> Draft | None:
    """What somebody said in articles whose headline is on the topic, where their words don't name it."""
    if request.about is None or len(speakers) > 1 or least is not Fit.MEANING:
        return None
    wanted = set(terms(request.about.key))
    ranked = builder.retriever.statements(builder.retriever.rows_of(request.speakers[0].rows[:1]))
    headlined = [each for each in ranked if wanted and wanted <= set(terms(each.article.title))]
    lines = builder.said(builder.kept(headlined, request))
    return answered(lines, MOST, heading=replies.UNDER_HEADLINE.format(name=speakers[0].name)) if lines else None


def _beside(request: WhatTheySaid, speakers: Sequence[int], builder: LineBuilder, least: Fit) -> Draft:
    """What those said who are described by a name that isn't theirs, each under their own."""
    ranked = builder.on_topic(builder.retriever.rows_of(speakers), request)
    ranked = [each for each in ranked if (each.fit or 0) <= least]
    lines = builder.each_under_their_own(ranked, request)
    name = request.described_as or ""
    if not lines:
        if (draft := near_misses.passed_on(name, request, builder)) is not None:
            return draft
        found = replies.NOTHING_BY.format(name=name, scope=scope(request.about))
        named = near_misses.naming(name, request.about, builder)
        return refused(found, builder.retriever.coverage, nearest=named)
    return answered(lines, MOST, heading=replies.DESCRIBED_BY.format(name=name))


def _of(row: int, request: WhatTheySaid, builder: LineBuilder, least: Fit) -> tuple[list[Line], list[Line]]:
    """The lines with the surest fit, and those of statements that only stand beside the topic."""
    only = request.within if request.only_within else None
    rows = builder.of_days(builder.retriever.rows_of([row], articles=only), request)
    if (place := request.behind) is not None:
        beside = sorted(builder.retriever.statements(rows), key=lambda each: _apart(each, place))
        return builder.said(builder.kept(beside, request)), []
    ranked = builder.retriever.statements(rows, request.about, repeats=request.outlet is not None)
    sure = [each for each in surest(ranked) if each.fit is None or each.fit <= least]
    near = [each for each in ranked if each.fit in BESIDE and each not in sure] if sure else []
    return builder.said(builder.kept(sure, request)), builder.said(builder.kept(near, request))


def _apart(each: Ranked[Statement], place: Place) -> tuple[bool, bool, int]:
    """How far a statement stands from a place in an article: in another, before it, by its code points."""
    start = each.item.start
    return each.article.id != place.article_id, start < place.offset, abs(start - place.offset)


def _respelled(request: WhatTheySaid, builder: LineBuilder) -> Draft | None:
    """What they said on the topic as their statements spell it."""
    if request.about is None:
        return None
    rows = [named.rows[0] for named in request.speakers if named.rows]
    ranked = builder.retriever.statements(builder.retriever.rows_of(rows))
    meant = respelt(request.about, (each.item.text for each in ranked), builder.retriever.names)
    return spoken(replace(request, about=meant, inherited=True), builder) if meant is not None else None


def _in_the_story(request: WhatTheySaid, builder: LineBuilder) -> Draft | None:
    """What somebody said in the article that tells most of a topic which none of their words name; and so told.

    A topic that only others' words name there isn't the article's: then what is near to it in meaning comes first.
    """
    if request.about is None or request.detail is not None or len(request.speakers) > 1:
        return None
    row, retriever = request.speakers[0].rows[0], builder.retriever
    wanted = set(terms(" ".join(word for word in words(request.about.key) if word not in JOINS_A_TOPIC)))
    ranked = builder.kept(
        retriever.statements(builder.of_days(retriever.rows_of([row]), request), request.about), request
    )
    said_in: dict[str, list[Ranked[Statement]]] = {}
    for each in ranked:
        said_in.setdefault(each.article.id, []).append(each)
    told = {key: _told_of(wanted, each[0].article, row, builder) for key, each in said_in.items()}
    best = max(told, key=lambda key: told[key], default=None)
    if not wanted or best is None or told[best] < TOLD:
        return _near_in_meaning(request, ranked, builder)
    lines = builder.said(said_in[best])[:MOST]
    if _has_name(request.about, wanted, said_in[best][0].article.text) and not _is_central(
        wanted, said_in[best][0].article, builder
    ):
        return _silent(request, builder, lines[: near_misses.MOST_NEAREST])  # a name may stand anywhere
    speaker = retriever.speakers[row]
    others = (set(terms(each.item.text)) for each in retriever.statements_in(best) if each.by != speaker.name)
    if any(len(wanted & held) >= MOST_OF_IT * len(wanted) for held in others):
        return _near_in_meaning(request, ranked, builder) or _silent(request, builder, lines)
    drafted = answered(lines, MOST, heading=replies.IN_THAT_STORY.format(who=speaker.name, topic=request.about.text))
    return replace(drafted, lines=(*drafted.lines, *_named_with_it(request, [speaker], builder)[:1]))


def _near_in_meaning(request: WhatTheySaid, ranked: Sequence[Ranked[Statement]], builder: LineBuilder) -> Draft | None:
    """What somebody said that is near to a topic in meaning, where an article has the topic's names; and so told."""
    if request.about is None or request.about.named:
        return None
    asked, wanted = Wanted(request.about.text, builder.retriever), set(terms(request.about.key))
    near = [each for each in ranked if (each.cosine or 0.0) >= NEAR and asked.named_in(each.article) == 1.0]
    lines = builder.said([each for each in near if not _beside_others(each, wanted, builder)])
    who = builder.retriever.speakers[request.speakers[0].rows[0]].name
    heading = replies.NEAR_IN_MEANING.format(who=who, topic=request.about.text)
    return answered(lines, MOST_NEAR, heading=heading) if lines else None


def _beside_others(each: Ranked[Statement], wanted: Set[str], builder: LineBuilder) -> bool:
    """Whether a statement's passage has a topic, which is then another one's or what the article calls somebody."""
    return len(wanted & set(terms(builder.retriever.home_of(each)))) >= MOST_OF_IT * len(wanted)


def _has_name(about: Topic, wanted: Set[str], text: str) -> bool:
    """Whether a topic is or has a name: a text writes one of its words with a capital only."""
    in_small_letters = terms(" ".join(re.findall(r"\b[^\W\d_A-ZÀ-Þ][\w'’-]*", text)))
    return about.named or not about.text.islower() or not wanted <= set(in_small_letters)


def _is_central(wanted: Set[str], article: Article, builder: LineBuilder) -> bool:
    """Whether an article has a topic's rarest word in its title or comes back to it."""
    rarest = max(wanted, key=builder.retriever.weight)
    return rarest in terms(article.title) or terms(article.text).count(rarest) >= COMES_BACK


def _holds(text: str, wanted: Set[str]) -> bool:
    return wanted <= set(terms(text))


def _told_of(wanted: Set[str], article: Article, row: int, builder: LineBuilder) -> float:
    """The share of a topic that an article tells of, others' words and names for speakers aside; more for a title."""
    weights = {term: builder.retriever.weight(term) for term in wanted}
    mine = builder.retriever.speakers[row].name
    passed_over = []
    for each in builder.retriever.statements_in(article.id):
        if each.by != mine:
            passed_over.append((each.item.start, each.item.end))
        if each.item.mention is not None and each.item.mention_start is not None:
            passed_over.append((each.item.mention_start, each.item.mention_start + len(each.item.mention)))
    left = article.text
    for start, end in sorted(passed_over, reverse=True):
        left = left[:start] + left[max(start, min(end, len(left))) :]
    held = set(terms(left)) | set(terms(article.title))
    return sum(weights[term] for term in wanted & held) / (sum(weights.values()) or 1.0) + _holds(article.title, wanted)


def _silent(request: WhatTheySaid, builder: LineBuilder, nearest: Sequence[Line] = ()) -> Draft:
    """X is quoted in the articles, but said nothing on T or in those days: just that, and what X did talk about.

    Args:
        request: what was asked.
        builder: what makes lines.
        nearest: what X said where the article tells of T, for where nothing names both.
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
    nearest = [*nearest, *_named_with_it(request, speakers, builder)] or _in_the_only_story(request, builder)
    return refused(found, builder.retriever.coverage, tuple(suggestions), nearest)


def _in_the_only_story(request: WhatTheySaid, builder: LineBuilder) -> list[Line]:
    """What somebody said on an occasion ("after losing") where one article alone quotes them; it may not name that."""
    if request.about is None or request.days is not None or len(request.speakers) > 1:
        return []
    if SUBORDINATORS.isdisjoint(words(request.about.text)[:1]):
        return []
    retriever = builder.retriever
    ranked = builder.kept(retriever.statements(retriever.rows_of(request.speakers[0].rows[:1])), request)
    if len({each.article.id for each in ranked}) != 1:
        return []
    return builder.said(sorted(ranked, key=lambda each: each.item.start))[: near_misses.MOST_NEAREST]


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
