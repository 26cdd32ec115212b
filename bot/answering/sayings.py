"""Answers made of statements: what somebody said, who said something, who somebody is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from bot.answering import compose, kinds, wordings
from bot.answering.check import Key, Line
from bot.answering.days import Days
from bot.answering.draft import Draft, answered, refused
from bot.answering.lexicon import STANCE
from bot.answering.request import Request, Want
from retrieval.model import Article, Kind, Speaker, Statement, Status
from retrieval.retriever import Ranked, Retriever
from retrieval.sentences import spans
from retrieval.topic import Fit, Topic
from retrieval.words import terms, words

MOST = 6
"""Statements shown at once: a phone's screen, and as many as a person reads."""

MOST_NAMESAKES = 6

MOST_TOPICS = 3
"""Names offered as topics of somebody who said nothing on the one asked about."""

NO_REASON = "The articles give no reason in so many words. What was said:"

NOT_IN_THOSE_WORDS = "No article puts it in those words. What was said on it:"

_REASON = re.compile(
    r"\b(?:because|since|as a result|so that|due to|in order to|that is why|the reason)\b", re.IGNORECASE
)

_HE = re.compile(r"[\"“'‘]?(?:he|she|they)\b", re.IGNORECASE)

_BESIDE = (Fit.LEAD_IN, Fit.PASSAGE)

MOST_OF_A_SENTENCE = 0.6
"""Share of a sentence that a statement must be to stand for it."""

QUOTE_HELD = 0.75
"""Share of a quoted question's terms that a statement must hold to be "something like it"."""


class Sayings:
    """Composes from a retriever's statements, and keeps to whom each is attributed, for the gate.

    Args:
        retriever: what to compose from.
    """

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._catalog = retriever.snapshot.catalog
        self.speakers: dict[Key, str | None] = {}
        self._of_article: dict[str, list[tuple[int, Statement]]] = {}

    def said(self, request: Request, least: Fit = Fit.MEANING) -> Draft:
        """What the speakers said, on the topic and in the days asked about; ``least``: the unsurest fit that counts."""
        for named in request.speakers:
            if named.beside:
                return self._beside(request, named.rows, least)
            if len(named.rows) > 1:
                return self._which(request, named.rows)
        speakers = [self._catalog.speakers[named.rows[0]] for named in request.speakers]
        each_most = max(1, MOST // len(speakers))
        lines: list[Line] = []
        rest: list[Line] = []
        for named, speaker in zip(request.speakers, speakers, strict=True):
            found, nearby = self._of(named.rows[0], speaker, request, least)
            if found and request.about is None and request.days is None and request.detail is None:
                found[each_most - 1 : each_most - 1] = compose.introduced(speaker, self._catalog)
            lines += _by_occasion(found[:each_most])
            rest += found[each_most:] + nearby
        if not lines and request.to is not None:
            return self._to_whomever(request, least)
        if not lines:
            return (
                self._for_a_body(request, speakers, least)
                or self._under_the_headline(request, speakers, least)
                or self._silent(request, speakers)
            )
        heading = _understood(request, speakers)
        if request.detail == "why":
            reasons = _reasons(lines + rest)
            lines, heading = reasons or lines, heading if reasons else f"{heading}\n{NO_REASON}".strip()
        drafted = answered(lines, len(lines), heading=heading)
        return replace(drafted, rest=tuple(rest))

    def _to_whomever(self, request: Request, least: Fit) -> Draft:
        """What they said where no article says that it was to those asked about; and that it doesn't."""
        draft = self.said(replace(request, to=None), least)
        return replace(draft, words=f"The articles don't say that it was to {request.to}.\n{draft.words}".strip())

    def _for_a_body(self, request: Request, speakers: Sequence[Speaker], least: Fit) -> Draft | None:
        """The words of those whom articles introduce by a body that says nothing on this itself."""
        names = self._retriever.snapshot.names
        row = request.speakers[0].rows[0]
        beside = [each for each in names.beside(speakers[0].name) if each != row]
        if len(speakers) > 1 or names.is_person(row) or not beside:
            return None
        draft = self._beside(replace(request, unknown=speakers[0].name), beside, least)
        return draft if draft.status is Status.ANSWERED else None

    def _under_the_headline(self, request: Request, speakers: Sequence[Speaker], least: Fit) -> Draft | None:
        """What somebody said in articles whose headline is on the topic, where their words don't name it."""
        if request.about is None or len(speakers) > 1 or least is not Fit.MEANING:
            return None
        wanted = set(terms(request.about.key))
        ranked = self._retriever.statements(self._catalog.statement_rows(speaker=request.speakers[0].rows[0]))
        headlined = [each for each in ranked if wanted and wanted <= set(terms(each.article.title))]
        lines = compose.said(self._kept(headlined, request, speakers[0].name), speakers[0], self._catalog)
        heading = f"{speakers[0].name}, in what is headlined so:"
        return answered(lines, MOST, heading=heading) if lines else None

    def _beside(self, request: Request, speakers: Sequence[int], least: Fit) -> Draft:
        """What those said who are described by a name that isn't theirs, each under their own."""
        rows = [row for speaker in speakers for row in self._catalog.statement_rows(speaker=speaker)]
        ranked = [each for each in self._on_topic(rows, request) if (each.fit or 0) <= least]
        lines = self._each_under_their_own(ranked, request)
        name = request.unknown or ""
        if not lines:
            on = f" on {request.about.text}" if request.about else ""
            found = f"I found nothing by {name}{on}, nor by those whom the articles describe by that name."
            return refused(found, self._catalog.coverage)
        described = f"By those whom the articles describe by the name {name}:"
        return answered(lines, MOST, heading=described)

    def _each_under_their_own(self, ranked: Sequence[Ranked[Statement]], request: Request) -> list[Line]:
        """A line for each statement, each under the name of whoever said it."""
        lines: list[Line] = []
        for each in ranked:
            row = self._catalog.speaker_of(each.row)
            if row is not None:
                speaker = self._catalog.speakers[row]
                lines += compose.said(self._kept([each], request, speaker.name), speaker, self._catalog)
        return lines

    def _on_topic(self, rows: Sequence[int], request: Request) -> list[Ranked[Statement]]:
        # Asked for one outlet's, a statement counts that it has from another.
        return on_topic(self._retriever.statements(rows, request.about, repeats=request.outlet is not None))

    def _of(self, row: int, speaker: Speaker, request: Request, least: Fit) -> tuple[list[Line], list[Line]]:
        """The lines with the surest fit, and those of statements that only stand beside the topic."""
        ranked = self._retriever.statements(
            self._catalog.statement_rows(speaker=row), request.about, repeats=request.outlet is not None
        )
        sure = [each for each in on_topic(ranked) if each.fit is None or each.fit <= least]
        near = [each for each in ranked if each.fit in _BESIDE and each not in sure] if sure else []
        return (
            compose.said(self._kept(sure, request, speaker.name), speaker, self._catalog),
            compose.said(self._kept(near, request, speaker.name), speaker, self._catalog),
        )

    def _kept(
        self, ranked: Sequence[Ranked[Statement]], request: Request, speaker: str | None
    ) -> list[Ranked[Statement]]:
        kept = [
            each
            for each in ranked
            if (request.days is None or request.days.hold(each.item.said_on or each.article.published))
            and (request.outlet is None or request.outlet in each.article.outlets)
        ]
        if request.to is not None:
            kept = [each for each in kept if request.to in words(each.item.venue or "")]
        if request.detail == "where":
            kept = [each for each in kept if each.item.venue]
        elif request.detail == "when":
            kept = [each for each in kept if each.item.said_on or each.article.published]
        return self._attributed(kept, speaker)

    def _attributed(self, ranked: list[Ranked[Statement]], speaker: str | None) -> list[Ranked[Statement]]:
        """The same statements, noted for the gate as this speaker's, also where a reprint has them."""
        for each in wordings.repeats(ranked, self._catalog):
            self.speakers[(each.article.id, each.item.start, each.item.end)] = speaker
        return ranked

    def who_said(self, request: Request) -> Draft:
        """Whose words these are, or who said anything about the topic."""
        rows = np.flatnonzero(self._catalog.speaker_of_statement >= 0).tolist()
        if request.quoted is not None:
            asked = Topic(request.quoted, request.quoted, named=True)
            ranked = self._retriever.statements(rows, asked, most_of_it=QUOTE_HELD)
            ranked = [each for each in ranked if each.fit is Fit.OWN_WORDS]
        else:
            ranked = self._on_topic(rows, request)
        heading = ""
        if request.stance is not None and request.about is not None:
            ranked, taken = self._by_others(ranked, request.about), self._taking(request.stance, ranked)
            taken = taken or self._taking(request.stance, self._on_those_named(rows, request.about))
            heading = "" if taken or not ranked else NOT_IN_THOSE_WORDS
            ranked = self._by_others(taken, request.about) or ranked
        lines = self._each_under_their_own(ranked, request)
        if not lines:
            return refused(f"I found nobody in the articles who {_done(request)}.", self._catalog.coverage)
        return answered(lines, MOST, heading=heading)

    def _taking(self, stance: str, ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
        """The statements that say by their words, or the article by its cue, that somebody took a stance."""
        family = STANCE[stance]
        return [each for each in ranked if family & set(words(f"{each.item.cue or ''} {each.item.text}"))]

    def _on_those_named(self, rows: Sequence[int], about: Topic) -> list[Ranked[Statement]]:
        """The statements that name the people in a topic, whatever its other words: "Holm's approach", "his plan"."""
        named = self._retriever.snapshot.names.find(about.text)
        key = " ".join(words(about.text[each.start : each.end])[-1] for each in named)
        if not key:
            return []
        ranked = self._retriever.statements(rows, Topic(about.text, key, named=True))
        return [each for each in ranked if each.fit is Fit.OWN_WORDS]

    def _by_others(self, ranked: Sequence[Ranked[Statement]], about: Topic) -> list[Ranked[Statement]]:
        """The statements of all but those in the topic: nobody criticises himself."""
        themselves = {row for each in self._retriever.snapshot.names.find(about.text) for row in each.rows}
        return [each for each in ranked if self._catalog.speaker_of(each.row) not in themselves]

    def of_sentence(self, article: Article, start: int, end: int, *, reported: bool = False) -> Line | None:
        """The line of the statement that most of a sentence is; None where none is or its speaker isn't certain.

        ``reported``: a reported statement counts too, for a question that asks who; elsewhere its sentence says more,
        unless it says "he", which alone may be taken for anybody.
        """
        reported = reported or _HE.match(article.text, start) is not None
        for row, statement in self._said_in(article):
            shared = min(end, statement.end) - max(start, statement.start)
            owner = self._catalog.speaker_of(row)
            if (
                owner is not None
                and (reported or statement.kind is not Kind.INDIRECT)
                and shared >= MOST_OF_A_SENTENCE * (end - start)
            ):
                speaker = self._catalog.speakers[owner]
                ranked = self._attributed([Ranked(statement, article, 0.0, 0.0, None, row)], speaker.name)
                return compose.said(ranked, speaker, self._catalog)[0]
        return None

    def uncut(self, article: Article, start: int, end: int) -> tuple[int, int]:
        """A sentence with those in which a quote of it goes on, so that no quote is shown half."""
        quotes = [each for _, each in self._said_in(article) if each.kind is Kind.DIRECT]
        cut = [each for each in quotes if each.start < end and start < each.end]
        low, high = min((start, *(each.start for each in cut))), max((end, *(each.end for each in cut)))
        if (low, high) == (start, end):
            return start, end
        homes = [each for each in self._catalog.passages_of(article.id) if each.start <= low and high <= each.end]
        parts = [part for home in homes for part in spans(article.text, home.start, home.end)]
        touched = [part for part in parts if part[0] < high and low < part[1]]
        return (touched[0][0], touched[-1][1]) if touched else (start, end)

    def _said_in(self, article: Article) -> list[tuple[int, Statement]]:
        if article.id not in self._of_article:
            rows = self._catalog.statement_rows(article_id=article.id)
            self._of_article[article.id] = [(row, self._catalog.statement(row)[0]) for row in rows]
        return self._of_article[article.id]

    def who_is(self, request: Request) -> Draft:
        """How the articles introduce somebody."""
        named = request.speakers[0]
        if len(named.rows) > 1:
            return self._which(request, named.rows)
        speaker = self._catalog.speakers[named.rows[0]]
        lines = compose.introduced(speaker, self._catalog, most=3) or self._first_mention(speaker)
        if not lines:
            return refused(f"The articles don't say who {speaker.name} is.", self._catalog.coverage)
        return answered(lines, 3, suggestions=(f"What did {speaker.name} say?",))

    def _first_mention(self, speaker: Speaker) -> list[Line]:
        """The sentence that says most beside the name, among those of their first article that give it in full."""
        rows = self._catalog.statement_rows(speaker=self._catalog.speakers.index(speaker))
        article = self._catalog.statement(rows[0])[1]
        name = set(terms(speaker.name))
        naming = [
            (start, end)
            for start, end in spans(article.text, 0, len(article.text))
            if name <= set(terms(article.text[start:end])) and article.text[end - 1] in '.!?”"’'
        ]
        return [compose.passage_line(article, *naming[0], self._catalog)] if naming else []

    def _which(self, request: Request, rows: Sequence[int]) -> Draft:
        """Several people bear the name: ask which one, with how the articles introduce them."""
        about = f" about {request.about.text}" if request.about else ""
        shown = tuple(rows[:MOST_NAMESAKES])
        choices = []
        for number, row in enumerate(shown, start=1):
            speaker = self._catalog.speakers[row]
            known = max((each.text for each in speaker.introductions), key=len, default="")
            choices.append(f"{number}. {speaker.name}" + (f" ({' '.join(known.split())[:120]})" if known else ""))
        asks = "Who is {}?" if request.want is Want.WHO_IS else f"What did {{}} say{about}?"
        return Draft(
            Status.CLARIFY,
            words="Which one do you mean?\n" + "\n".join(choices),
            suggestions=tuple(asks.format(self._catalog.speakers[row].name) for row in shown),
            candidates=shown,
        )

    def _silent(self, request: Request, speakers: list[Speaker]) -> Draft:
        """X is quoted in the articles, but said nothing on T or in those days: just that, and what X did talk about."""
        who = " and ".join(speaker.name for speaker in speakers)
        if request.detail is not None:
            return refused(f"The articles don't tell {request.detail} {who} said it.", self._catalog.coverage)
        verb = "are" if len(speakers) > 1 else "is"
        on = f" on {request.about.text}" if request.about else ""
        then = (" from those days" if request.days else "") + (f" in {request.outlet}" if request.outlet else "")
        suggestions = [f"What did {speaker.name} say?" for speaker in speakers]
        words_ = f"{who} {verb} quoted in the articles, but I found nothing from them{on}{then}."
        if request.about is not None:
            talked = self._talked_about(request.speakers[0].rows[0]) if len(speakers) == 1 else []
            if talked:
                words_ += f" They did talk about {' and '.join(talked)}."
            suggestions += [f"What did {who} say about {topic}?" for topic in talked]
            suggestions.append(f"Who said anything about {request.about.text}?")
        return refused(words_, self._catalog.coverage, tuple(suggestions))

    def _talked_about(self, row: int) -> list[str]:
        """The names that somebody's statements hold most often: what they can be asked about."""
        own = set(words(self._catalog.speakers[row].name))
        ranked = self._retriever.statements(self._catalog.statement_rows(speaker=row))
        named = Counter(
            name.group() for each in ranked for name in kinds.NAME.finditer(each.item.text) if "\n" not in name.group()
        )
        return [name for name, _ in named.most_common(MOST_TOPICS * 2) if not own & set(words(name))][:MOST_TOPICS]


def _by_occasion(lines: Sequence[Line]) -> list[Line]:
    """The lines in the order given, those of one occasion together."""
    occasions: dict[tuple[str, str | None, date | None], list[Line]] = {}
    for line in lines:
        first = line.evidence[0]
        said = first.span if isinstance(first.span, Statement) else None
        occasion = first.article.id, said.venue if said else None, said.said_on if said else None
        occasions.setdefault(occasion, []).append(line)
    return [line for together in occasions.values() for line in together]


def _done(request: Request) -> str:
    """What somebody is asked to have done, in our words: what a stranger quotes isn't ours to repeat in marks."""
    if request.quoted is not None:
        return f"said: {request.quoted}"
    topic = request.about.text if request.about else "this"
    if request.stance is not None:
        return f"{request.stance} {topic}"
    return f"said anything on {topic}"


def _reasons(lines: list[Line]) -> list[Line]:
    """The lines that give a reason."""
    return [line for line in lines if _REASON.search(line.text)]


def on_topic(ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements with the surest fit that any has; those that only lie nearby when none is surer."""
    best = min((each.fit for each in ranked if each.fit is not None), default=None)
    return [each for each in ranked if each.fit is None or (each.fit == best and best is not Fit.NONE)]


def _understood(request: Request, speakers: list[Speaker]) -> str:
    """One short line where it isn't obvious what was answered: "Volodymyr Zelenskyy on NATO"."""
    misspelled = any(not named.exact for named in request.speakers)
    if not (request.inherited or misspelled):
        return ""
    who = " and ".join(speaker.name for speaker in speakers)
    on = f" on {request.about.text}" if request.about else ""
    return who + on + (f", {_then(request.days)}" if request.days else "")


def _then(days: Days) -> str:
    if days.first is None or days.last is None:
        return f"until {compose.day(days.last)}" if days.last else f"since {compose.day(days.first or date.min)}"
    first, last = compose.day(days.first), compose.day(days.last)
    return first if first == last else f"{first} to {last}"
