"""The one core that every chat front calls: a question in, a checked answer out."""

from __future__ import annotations

import time
from collections.abc import Sequence

from bot.answering import compose
from bot.answering.check import Key, Line, cited, passed
from bot.answering.compose import day
from bot.answering.understand import Request, Want, topic, understand
from prompts import load
from retrieval.catalog import Coverage
from retrieval.errors import NoArticles
from retrieval.library import Library
from retrieval.model import Answer, Article, Question, Speaker, Statement, Status
from retrieval.retriever import Fit, Ranked, Retriever
from retrieval.snapshot import Snapshot

HOLDS_AN_ANSWER = 0.45
"""Least cosine of the best passage, when it holds less than half of the question's terms."""


class Answerer:
    """Answers questions from a library. Safe to call from several threads.

    Args:
        library: the collection.
        strict: an answer that breaks the promise raises ``CheckFailed`` (tests) instead of losing that line.
        hidden: ids of articles to answer as if they weren't there.
    """

    def __init__(self, library: Library, *, strict: bool = False, hidden: frozenset[str] = frozenset()) -> None:
        self._library = library
        self._strict = strict
        self._hidden = hidden
        self._retriever: Retriever | None = None

    def open(self) -> None:
        """Open the index, as :meth:`answer` would at the first question; raises what is wrong with it."""
        self._library.refresh()
        self._current()

    def without(self, article_ids: frozenset[str]) -> Answerer:
        """An answerer that doesn't see these articles: how refusals are measured."""
        return Answerer(self._library, strict=self._strict, hidden=article_ids)

    def answer(self, question: Question) -> Answer:
        """The checked answer to a question.

        Raises:
            NoArticles: nothing has been ingested yet.
            IndexFailure: the index can't be read.
        """
        started = time.perf_counter()
        retriever = self._current()
        request = understand(question.text, retriever.snapshot.names)
        understood = time.perf_counter()
        if request.want is Want.HELP:
            return self._help(question, retriever.snapshot)
        answer = (self._said if request.want is Want.SAID else self._found)(question, request, retriever)
        timings = {
            "understand": (understood - started) * 1e3,
            "answer": (time.perf_counter() - understood) * 1e3,
        }
        return answer.model_copy(update={"timings_ms": {key: round(ms, 2) for key, ms in timings.items()}})

    def greeting(self) -> str:
        """What to say to somebody who has just come."""
        return self._greeting(self._current().snapshot)

    def speakers(self) -> Sequence[Speaker]:
        """Everybody who is quoted, most quoted first."""
        return self._current().snapshot.catalog.speakers

    def statements(
        self, speaker: str | None = None, about: str | None = None, article_id: str | None = None
    ) -> list[tuple[Statement, Article, str | None]]:
        """The statements of a speaker, on a topic, of an article, each with its article and registered speaker.

        A name that several people bear gives the statements of each; one that nobody bears gives none.
        """
        retriever = self._current()
        catalog = retriever.snapshot.catalog
        rows = catalog.statement_rows(article_id=article_id)
        if speaker is not None:
            wanted = {row for named in retriever.snapshot.names.find(speaker) for row in named.rows}
            rows = [row for row in rows if catalog.speaker_of(row) in wanted]
        ranked = retriever.statements(rows, topic(about, retriever.snapshot.names) if about else None)
        found = []
        for each in on_topic(ranked):
            owner = catalog.speaker_of(each.row)
            found.append((each.item, each.article, None if owner is None else catalog.speakers[owner].name))
        return found

    def snapshot(self) -> Snapshot:
        """What answers are made from now."""
        return self._current().snapshot

    def _current(self) -> Retriever:
        snapshot = self._library.snapshot()
        if snapshot is None or not snapshot.catalog.coverage.articles:
            raise NoArticles(
                "There are no articles to answer from yet",
                "Put some in with `verbatim ingest PATH`, or try the bundled sample with --sample",
            )
        if self._retriever is None or self._retriever.snapshot is not snapshot:
            self._retriever = Retriever(snapshot, self._library.index, self._library.embedder, hidden=self._hidden)
        return self._retriever

    def _said(self, question: Question, request: Request, retriever: Retriever) -> Answer:
        """What the speakers said, on the topic if there is one."""
        catalog = retriever.snapshot.catalog
        for named in request.speakers:
            if len(named.rows) > 1:
                return self._which(question, request, [catalog.speakers[row] for row in named.rows])
        lines: list[Line] = []
        silent: list[Speaker] = []
        names: dict[Key, str | None] = {}
        share = max(1, compose.MOST_STATEMENTS // len(request.speakers))
        for named in request.speakers:
            row = named.rows[0]
            speaker = catalog.speakers[row]
            ranked = retriever.statements(catalog.statement_rows(speaker=row), request.about)
            ranked = on_topic(ranked)[:share]
            if not ranked:
                silent.append(speaker)
            names |= {(each.article.id, each.item.start, each.item.end): speaker.name for each in ranked}
            lines += compose.said(ranked, speaker, catalog)
            if ranked and request.about is None:
                lines += compose.introduced(speaker, catalog)
        checked = passed(lines, names, strict=self._strict)
        if not checked:
            return self._silent(question, request, silent or [catalog.speakers[n.rows[0]] for n in request.speakers])
        text, citations = cited(checked)
        return Answer(question=question.text, status=Status.ANSWERED, text=text, citations=citations)

    def _found(self, question: Question, request: Request, retriever: Retriever) -> Answer:
        """The best sentences, or a refusal."""
        ranked = retriever.passages(request.text, compose.MOST_PASSAGES * 2, asked=question.asked)
        if not ranked or not _holds_an_answer(ranked[0].cosine, ranked[0].lexical):
            return self._refused(question, "I found nothing in the articles that answers this.", retriever.snapshot)
        checked = passed(compose.found(ranked, request.text), {}, strict=self._strict)
        if not checked:
            return self._refused(question, "I found nothing in the articles that answers this.", retriever.snapshot)
        text, citations = cited(checked)
        return Answer(question=question.text, status=Status.ANSWERED, text=text, citations=citations)

    def _silent(self, question: Question, request: Request, speakers: list[Speaker]) -> Answer:
        """X is quoted in the articles, but said nothing on T: just that, and what X can be asked."""
        who = " and ".join(speaker.name for speaker in speakers)
        verb = "are" if len(speakers) > 1 else "is"
        what = request.about.text if request.about else "this"
        text = f"{who} {verb} quoted in the articles, but I found nothing from them on {what}."
        suggestions = tuple(f"What did {speaker.name} say?" for speaker in speakers)
        return self._refused(question, text, self._current().snapshot, suggestions)

    def _which(self, question: Question, request: Request, namesakes: list[Speaker]) -> Answer:
        """Several people bear the name: ask which one."""
        about = f" about {request.about.text}" if request.about else ""
        names = [speaker.name for speaker in namesakes[:5]]
        return Answer(
            question=question.text,
            status=Status.CLARIFY,
            text=f"Which one do you mean: {', '.join(names[:-1])} or {names[-1]}?",
            suggestions=tuple(f"What did {name} say{about}?" for name in names),
        )

    def _refused(self, question: Question, text: str, snapshot: Snapshot, suggestions: tuple[str, ...] = ()) -> Answer:
        return Answer(
            question=question.text,
            status=Status.REFUSED,
            text=f"{text} Searched: {covered(snapshot.catalog.coverage)}.",
            suggestions=suggestions or self._examples(snapshot),
        )

    def _help(self, question: Question, snapshot: Snapshot) -> Answer:
        return Answer(
            question=question.text,
            status=Status.HELP,
            text=self._greeting(snapshot),
            suggestions=self._examples(snapshot),
        )

    def _greeting(self, snapshot: Snapshot) -> str:
        return load("help").fill(
            coverage=f"I have {covered(snapshot.catalog.coverage)}.",
            examples="\n".join(f"• {example}" for example in self._examples(snapshot)),
        )

    def _examples(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Questions that this collection can answer."""
        named = [speaker.name for speaker in snapshot.catalog.speakers if speaker.name[:1].isupper()]
        return tuple(f"What did {name} say?" for name in named[:3])


def covered(coverage: Coverage) -> str:
    """How much there is, in words: ``214 articles, 1 Jan 2025 to 13 Feb 2025``."""
    articles = f"{coverage.articles} article{'' if coverage.articles == 1 else 's'}"
    if coverage.first is None or coverage.last is None:
        return articles
    if coverage.first == coverage.last:
        return f"{articles}, {day(coverage.first)}"
    return f"{articles}, {day(coverage.first)} to {day(coverage.last)}"


def on_topic(ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements with the surest fit that any has; those that only lie nearby when none is surer."""
    best = min((each.fit for each in ranked if each.fit is not None), default=None)
    return [each for each in ranked if each.fit is None or (each.fit == best and best is not Fit.NONE)]


def _holds_an_answer(cosine: float | None, lexical: float) -> bool:
    return (cosine or 0.0) >= HOLDS_AN_ANSWER or lexical > 0
