"""Lines made of the articles' own words, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from bot.answering.drafting import same_quote
from bot.answering.drafting.evidence import Evidence, Line, Owned
from bot.answering.drafting.premises import is_of
from bot.answering.drafting.relevance import Wanted
from bot.answering.drafting.sentence_judge import SentenceJudge
from bot.answering.query.dates import Days
from bot.answering.query.request import Request, WhatTheySaid
from prompts import replies
from retrieval.lang.en.function_words import LEANS_ON_A_VERB, POSSESSIVES, VENUE_PREPOSITIONS
from retrieval.lang.en.people import FORMER
from retrieval.lang.en.phrases.time_phrases import IN_A_YEAR
from retrieval.lang.patterns import any_of
from retrieval.lang.quotation_marks import MARKS, unmarked
from retrieval.lang.sentences import spans
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Hedge, Introduction, Kind, Passage, Speaker, Statement
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic

MOST = 6
"""Statements shown at once: a phone's screen, and as many as a person reads."""

PAGES = 3
"""Screens of statements that are kept of one answer: the first, and those for "more"."""

SOON = 7
"""Days after which no article tells any more that something was said on a day."""

NEXT = 20
"""Code points behind words within which those that answer them begin."""

MOST_OF_A_SENTENCE = 0.6
"""Share of a sentence that a statement must be to stand for it."""

HE = re.compile(r"[\"“'‘]?(?:he|she|they)\b", re.IGNORECASE)
"""How a sentence opens that alone may be taken for anybody's."""

CUE_BEFORE = 90
"""Code points before reported words within which their cue is shown with them."""

_MOST_OF_IT = 0.8
"""Share of the shorter of two statements from which on one shows the other."""


class LineBuilder:
    """Makes the lines of one answer, and keeps to whom each statement in them is attributed, for the gate.

    Args:
        retriever: what to make them from.
    """

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self.owned: set[Owned] = set()
        self._judges: dict[str, SentenceJudge] = {}
        self._of_article: dict[str, list[Ranked[Statement]]] = {}

    def judge(self, question: str) -> SentenceJudge:
        """What judges sentences by a question: one for all searches of an answer, since it keeps what it has read."""
        if question not in self._judges:
            self._judges[question] = SentenceJudge(Wanted(question, self.retriever), self.retriever)
        return self._judges[question]

    def on_topic(self, rows: Sequence[int], request: Request) -> list[Ranked[Statement]]:
        """The statements that are surest on a request's topic, from articles that may tell of its days.

        Asked for one outlet's, a statement counts that it has from another.
        """
        rows = self.of_days(rows, request)
        return surest(self.retriever.statements(rows, request.about, repeats=request.outlet is not None))

    def of_days(self, rows: Sequence[int], request: Request) -> Sequence[int]:
        """Those of the statements whose article may tell of a request's days: of then, or soon after."""
        days = request.days
        return rows if days is None else self.retriever.published(rows, days.first, days.last, later=SOON)

    def kept(self, ranked: Sequence[Ranked[Statement]], request: Request) -> list[Ranked[Statement]]:
        """Those that fit a request's days, outlet, audience and detail."""
        years = set(IN_A_YEAR.findall(request.text)) if request.days is None else ()
        kept = [
            each
            for each in ranked
            if (request.days is None or request.days.hold(each.item.said_on or each.article.published))
            and (request.outlet is None or request.outlet in each.article.outlets)
            and all(is_of(year, each.article) for year in years)
        ]
        if not isinstance(request, WhatTheySaid):
            return kept
        if request.to is not None:
            kept = [each for each in kept if request.to in words(each.item.venue or "")]
        if request.detail == "where":
            kept = [each for each in kept if each.item.venue]
        elif request.detail == "when":
            kept = [each for each in kept if each.item.said_on or each.article.published]
        return kept

    def said(self, ranked: Sequence[Ranked[Statement]]) -> list[Line]:
        """One line for each statement of one speaker, under the name, with what the article tells of where and when.

        The same quote in another article isn't a second line; the line says that it is "also in" that article. Where
        two outlets give it in other words, the line has both. Words of which a line before shows most have none: "ask
        for a loan" in "he had told him to ask for a loan".
        """
        found: dict[int, Ranked[Statement]] = {}
        for each in _each_once(ranked):
            for one in (each, *self.retriever.repeats_of(each.row)):
                found.setdefault(one.row, one)
                if each.by is not None:
                    self.owned.add(((one.article.id, one.item.start, one.item.end), each.by))
        return [self._said(one) for one in same_quote.altered(same_quote.same_quotes(list(found.values())))]

    def _said(self, one: Sequence[same_quote.Same]) -> Line:
        """The line of one statement, by what it says in each wording."""
        first = one[0][0]
        details = [
            replies.HEDGE_NOTES[first.item.hedge] if first.item.hedge else "",
            replies.ACCORDING_TO.format(name=unmarked(first.item.via)) if first.item.via else "",
            unmarked(place(first.item.venue)),
            day(first.item.said_on) if first.item.said_on else "",
        ]
        lead = ", ".join([unmarked(first.by or "") + replies.KIND_NOTES[first.item.kind], *filter(None, details)])
        parts: list[str | int] = []
        cited: list[Ranked[Statement]] = []
        for same in one:
            shown = same[0].article
            if parts:
                lead = replies.AND_BY.format(outlet=outlet(shown))
            elif len(one) > 1:
                lead = replies.AS_QUOTED_BY.format(lead=lead, outlet=outlet(shown))
            parts += [f"{lead}: {_cue_of(same[0].item, shown)}", len(cited)]
            parts += [replies.BREAKS_OFF] if shown.breaks_off_at(same[0].item.end) else []
            parts.append(same_quote.also_in(shown, (_other(other.article, shown) for other in same[1:])))
            cited += same
        return Line(tuple(parts), tuple(self.evidence(each.article, each.item) for each in cited), first.by)

    def each_under_their_own(self, ranked: Sequence[Ranked[Statement]], request: Request) -> list[Line]:
        """A line for each statement, each under its speaker's name; as many as anybody asks "more" for."""
        lines: list[Line] = []
        for each in ranked:
            if len(lines) >= MOST * PAGES:
                break
            if each.by is not None:
                lines += self.said(self.kept([each], request))
        return lines

    def stated(
        self, article: Article, start: int, end: int, *, reported: bool = False, of: Collection[str] = ()
    ) -> list[Ranked[Statement]]:
        """The statement that most of a sentence is; none where none is or its speaker isn't certain.

        Of what several said together each one's; where one of ``of`` speaks in the sentence, theirs alone. Of a
        sentence that calls the only one who speaks in it "he", all that they say.

        Args:
            article: the sentence's article.
            start: its first code point there.
            end: the one behind its last.
            reported: words are asked for, or who said them. Then a reported statement counts too, and who says it and
                where count as no part of a sentence in which nothing else is said. Elsewhere the sentence says more,
                unless it says "he", which alone may be taken for anybody.
            of: names of those asked about.
        """
        says_he = HE.match(article.text, start) is not None
        is_reported = reported or says_he
        here = self.said_at(article, start, end)
        sure = [each for each in here if each.by is not None]
        found = [
            each
            for each in [each for each in sure if each.by in of] or sure
            if (is_reported or each.item.kind is not Kind.INDIRECT)
            and self._share(each, start, end, alone=is_reported and _is_alone(each, here)) >= MOST_OF_A_SENTENCE
        ]
        if not found and says_he and len({each.by for each in here}) == 1:
            return sure
        return [each for each in found if (each.item.start, each.item.end) == (found[0].item.start, found[0].item.end)]

    def _share(self, each: Ranked[Statement], start: int, end: int, *, alone: bool) -> float:
        """The share of a sentence that a statement is, 0 to 1; ``alone``: who says it and where left out."""
        text, low, high = each.article.text, max(start, each.item.start), min(end, each.item.end)
        share = (high - low) / (end - start)
        if not alone or share >= MOST_OF_A_SENTENCE:
            return share
        called = [told.text for told in each.speaker.introductions] if each.speaker else []
        called += filter(None, (each.by, each.item.mention, each.item.cue, each.item.venue, each.item.via))
        called += [text[each.item.hedge_start or 0 : each.item.hedge_end or 0]]
        own = set(terms(text[low:high]))
        around = set(terms(f"{text[start:low]} {text[high:end]}")).difference(own, terms(" ".join(called)))
        return len(own) / (len(own | around) or 1)

    def line_of(self, article: Article, start: int, end: int, *, reported: bool = False) -> Line:
        """The line of the statement that most of a sentence is, or of the sentence with what its quote goes on in."""
        stated = self.stated(article, start, end, reported=reported)
        return self.said(stated[:1])[0] if stated else self.passage(article, *self.uncut(article, start, end))

    def sentence(self, article: Article, start: int, end: int) -> Line:
        """The line of the statement that most of a span is, or of the whole sentences that it touches."""
        stated = self.stated(article, start, end, reported=True)
        if stated:
            return self.said(stated[:1])[0]
        return self.passage(article, *self.uncut(article, *self._sentences(article, start, end)))

    def uncut(self, article: Article, start: int, end: int) -> tuple[int, int]:
        """A sentence with those in which a quote of it goes on, so that no quote is shown half."""
        cut = [each.item for each in self.said_at(article, start, end) if each.item.kind is Kind.DIRECT]
        low, high = min((start, *(each.start for each in cut))), max((end, *(each.end for each in cut)))
        if (low, high) == (start, end):
            return start, end
        held = any(each.start <= low and high <= each.end for each in self.retriever.passages_of(article.id))
        return self._sentences(article, low, high) if held else (start, end)

    def heard_in(self, line: Line) -> set[str]:
        """The names of those who certainly speak in what a line shows."""
        return {each.by for each in self.spoken_in(line) if each.by is not None}

    def spoken_in(self, line: Line) -> list[Ranked[Statement]]:
        """The statements of which a line shows something, also those whose speaker isn't certain."""
        shown = [(each.article, *each.key[1:]) for each in line.evidence]
        return [each for one in shown for each in self.said_at(*one)]

    def said_at(self, article: Article, start: int, end: int) -> list[Ranked[Statement]]:
        """The statements of which a span of an article holds something, in order."""
        return self.retriever.statements_at(article.id, start, end)

    def said_in(self, article: Article) -> list[Ranked[Statement]]:
        """The statements of an article, in order."""
        if article.id not in self._of_article:
            self._of_article[article.id] = self.retriever.statements_in(article.id)
        return self._of_article[article.id]

    def evidence(self, article: Article, span: Statement | Passage) -> Evidence:
        """A span with the number of the paragraph in which it starts."""
        return Evidence(article, span, self.retriever.paragraph_at(article.id, span.start))

    def not_said(self, ranked: Sequence[Ranked[Statement]]) -> list[Line]:
        """The sentences in which articles tell that words were not said: of the words, and of the hedge on them.

        And the words that answer where they were asked after: "Had he said “…”? “I had not,” Holm said."
        """
        lines: list[Line] = []
        for each in ranked:
            hedge = each.item.hedge
            if each.by is None and hedge is not None and not hedge.was_said:
                places = [(each.item.start, each.item.end), (each.item.hedge_start or 0, each.item.hedge_end or 0)]
                around = dict.fromkeys(self._sentences(each.article, *place) for place in places)
                lines += [self.passage(each.article, *sentence) for sentence in sorted(around)]
                said = self.retriever.statements_in(each.article.id) if hedge is Hedge.QUESTIONED else []
                lines += self.said([one for one in said if one.by and 0 <= one.item.start - each.item.end <= NEXT][:1])
        return lines

    def of_nobody_certain(self, ranked: Sequence[Ranked[Statement]]) -> list[Line]:
        """The sentences that hold words whose speaker isn't certain, as passages, with the one before, for "she"."""
        return self.whole(
            each for each in ranked if each.by is None and each.item.speaker is None and each.item.hedge is None
        )

    def whole(self, ranked: Iterable[Ranked[Statement]]) -> list[Line]:
        """The sentences that hold words, as passages, with the one before."""
        return [
            self.passage(each.article, *self._sentences(each.article, each.item.start, each.item.end, before=1))
            for each in ranked
        ]

    def _sentences(self, article: Article, start: int, end: int, *, before: int = 0) -> tuple[int, int]:
        """The whole sentences that a span touches, and as many more as are wanted ``before`` them."""
        homes = self.retriever.passages_of(article.id)
        parts = [part for home in homes for part in spans(article.text, home.start, home.end)]
        touched = [n for n, part in enumerate(parts) if part[0] < end and start < part[1]]
        return (parts[max(touched[0] - before, 0)][0], parts[touched[-1]][1]) if touched else (start, end)

    def passage(self, article: Article, start: int, end: int, lead: str = "") -> Line:
        """A span of an article shown as it stands, without a speaker; reprints that have the sentence too are cited."""
        shown = self._passage(article, start, end)
        others = [self._passage(*each) for each in self.retriever.reprints(article.id, shown.span.text)]
        also = same_quote.also_in(article, (outlet(each.article) for each in others))
        cut = replies.BREAKS_OFF if article.breaks_off_at(end) else ""
        return Line(tuple(part for part in (lead, 0, cut, also) if part != ""), (shown, *others))

    def _passage(self, article: Article, start: int, end: int) -> Evidence:
        paragraph = self.retriever.paragraph_at(article.id, start) or 1
        text = article.span(start, end)
        span = Passage(article_id=article.id, start=start, end=end, text=text, paragraph=paragraph)
        return Evidence(article, span, paragraph)

    def introduced(self, speaker: Speaker, most: int = 1, *, beside: Sequence[Line] = ()) -> list[Line]:
        """Who a speaker is, in the words of the articles that say most about it, by day; nothing when none does.

        Of several, each says the most that those before it don't: "mayor" in 2010 and "senator" in 2019. Those of the
        articles that the lines ``beside`` cite come before others.
        """
        cited = {each.article.id for line in beside for each in line.evidence}
        told: list[Introduction] = []
        said = {f"{was}{term}" for term in terms(speaker.name) for was in ("", "was ")}
        here = [each for each in speaker.introductions if each.article_id in cited]
        first_of = {" ".join(words(each.text)): each for each in reversed(here or speaker.introductions)}
        left = [(each, _told_by(each)) for each in first_of.values()]
        while left and len(told) < most:
            # Of those that say as much, the first to say it.
            best, says = max(left, key=lambda each: (len(each[1] - said), -(each[0].told_on or date.max).toordinal()))
            if not says - said:
                break
            left.remove((best, says))
            if self.retriever.article(best.article_id) is not None:
                said |= says
                told.append(best)
        lead = replies.AS_INTRODUCED.format(name=unmarked(speaker.name))
        told.sort(key=lambda each: each.told_on or date.min)
        found = ((self.retriever.article(each.article_id), each) for each in told)
        return [
            self.passage(article, *self._told(article, each), lead) for article, each in found if article is not None
        ]

    def _told(self, article: Article, told: Introduction) -> tuple[int, int]:
        """Where an introduction stands; with its sentence where it says "his aide", which alone says nothing."""
        says_whose = not POSSESSIVES.isdisjoint(words(told.text))
        return self._sentences(article, told.start, told.end) if says_whose else (told.start, told.end)


def _is_alone(each: Ranked[Statement], here: Sequence[Ranked[Statement]]) -> bool:
    """Whether nothing else is said in a statement's sentence than what the statement has."""
    return all(one.item.start < each.item.end and each.item.start < one.item.end for one in here)


def _told_by(introduction: Introduction) -> set[str]:
    """The terms of what somebody is; those of what they were are others: a former mayor isn't told to be mayor."""
    was = "was " if FORMER & set(words(introduction.text)) else ""
    return {f"{was}{term}" for term in terms(introduction.text)}


def surest(ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements with the surest fit that any has; those that only lie nearby when none is surer."""
    best = min((each.fit for each in ranked if each.fit is not None), default=None)
    return [each for each in ranked if each.fit is None or (each.fit == best and best is not Fit.NONE)]


def _cue_of(statement: Statement, article: Article) -> str:
    """What stands before reported words that say little without it: from their cue, or behind who speaks; else nothing.

    "Asked to see it", "warned both camps to sheathe their swords", "voted by seven to four to refer it".
    """
    cue, first = unmarked(statement.cue or ""), (words(statement.text) or [""])[0]
    before = article.text[max(statement.start - CUE_BEFORE, 0) : statement.start]
    is_infinitive = before.rstrip().endswith(" to")
    leans = statement.kind is not Kind.DIRECT and (first in LEANS_ON_A_VERB or first.endswith("ing") or is_infinitive)
    at = before.rfind(f" {cue} ") + 1 if cue else 0
    if not at and is_infinitive and statement.mention and (told := before.rfind(f"{statement.mention} ")) >= 0:
        at = told + len(statement.mention) + 1
    if not leans or not at or not statement.text[:1].islower() or _BREAKS.search(before, at):
        return ""
    return f"{' '.join(before[at:].split())} "


def _each_once(ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements without those that overlap a better one by most of the shorter."""
    kept: list[Ranked[Statement]] = []
    for each in ranked:
        if not any(_shows(other.item, each.item) for other in kept):
            kept.append(each)
    return kept


def _shows(statement: Statement, other: Statement) -> bool:
    if statement.article_id != other.article_id:
        return False
    shared = min(statement.end, other.end) - max(statement.start, other.start)
    return shared >= _MOST_OF_IT * min(statement.end - statement.start, other.end - other.start)


def day(when: date) -> str:
    """A day as answers write it: ``12 Feb 2025``."""
    return f"{when.day} {when:%b %Y}"


def days(meant: Days) -> str:
    """Days as answers write them: ``1 Jun 2016 to 31 Aug 2016``, ``since 12 Feb 2025``."""
    if meant.first is None or meant.last is None:
        until = meant.last and replies.UNTIL.format(day=day(meant.last))
        return until or replies.SINCE.format(day=day(meant.first or date.min))
    first, last = day(meant.first), day(meant.last)
    return first if first == last else replies.DAYS.format(first=first, last=last)


def scope(about: Topic | None, when: Days | None = None, publisher: str | None = None) -> str:
    """What limits a refusal, with a blank before it: " on gifts in those days (1 Jun 2016) in The Coast"."""
    parts = [replies.ON_TOPIC.format(topic=about.text)] if about else []
    parts += [replies.IN_DAYS.format(days=days(when))] if when else []
    parts += [replies.IN_OUTLET.format(outlet=publisher)] if publisher else []
    return "".join(f" {part}" for part in parts)


_BREAKS = re.compile(rf"[{''.join(MARKS)}.;:!?]|\n\s*\n")
_PREPOSITION = re.compile(rf"{any_of(VENUE_PREPOSITIONS)}\b", re.IGNORECASE)


def place(venue: str | None) -> str:
    """A venue as a line tells it: "On X" as "on X", "the Guardian", which somebody told it, as "to the Guardian"."""
    words_ = " ".join((venue or "").split())
    if not words_:
        return ""
    if _PREPOSITION.match(words_):
        return words_[:1].lower() + words_[1:]
    return replies.SAID_TO.format(audience=words_)


def outlet(article: Article) -> str:
    """What to call an article in a sentence: its outlet, else its day. A title may hold quotation marks of its own."""
    if article.publisher:
        return unmarked(article.publisher)
    if article.published is None:
        return replies.ANOTHER_ARTICLE
    return replies.ARTICLE_OF_DAY.format(day=day(article.published))


def _other(article: Article, shown: Article) -> str:
    """What to call an article beside another that is shown: two of one outlet are told apart by their days."""
    if article.publisher is None or article.publisher != shown.publisher or article.published is None:
        return outlet(article)
    return replies.OUTLET_OF_DAY.format(outlet=outlet(article), day=day(article.published))
