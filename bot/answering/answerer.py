"""The one core that every chat front calls: a question in, a checked answer out."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answers import listings, open_question, quote_search
from bot.answering.answers.suggestions import fitting
from bot.answering.answers.what_they_said import said, spoken
from bot.answering.answers.who_is import who_is
from bot.answering.answers.who_said import who_said
from bot.answering.dialogue.followups import Turn, follow
from bot.answering.dialogue.memory import Conversations, TurnStore
from bot.answering.dialogue.rewriting import before, undecided
from bot.answering.drafting import line_builder
from bot.answering.drafting.draft import Draft, covered, refused
from bot.answering.drafting.evidence import Key, Line, Owned
from bot.answering.drafting.speaker_lines import MOST, Sayings, surest
from bot.answering.fair_semaphore import Places
from bot.answering.generation.writer import Shown, Writer
from bot.answering.grounding.gate import cited, passed
from bot.answering.query.honorifics import decided
from bot.answering.query.intent import topic, understand
from bot.answering.query.request import Known, Request, Want
from bot.llm.budget import Account, Ledger
from prompts import Prompts
from retrieval.entities.lookup import Named
from retrieval.errors import NoArticles
from retrieval.lang.quotation_marks import unmarked
from retrieval.library import Library
from retrieval.model import Answer, Article, Citation, Passage, Question, Speaker, Statement, Status, Usage
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit
from retrieval.store.catalog import Catalog
from retrieval.store.snapshot import Snapshot

MOST_SUGGESTIONS = 6
"""Buttons below an answer; more are a wall."""

WHOM = "I can't tell who is meant. Please ask again with the name."


class Answerer:
    """Answers questions from a library. Safe to call from several threads.

    Args:
        library: the collection.
        strict: an answer that breaks the promise raises ``CheckFailed`` (tests) instead of losing that line.
        hidden: ids of articles to answer as if they weren't there.
        writer: has a model write the answers; None: they are the articles' own words.
        prompts: what people read.
    """

    def __init__(
        self,
        library: Library,
        *,
        strict: bool = False,
        hidden: frozenset[str] = frozenset(),
        writer: Writer | None = None,
        prompts: Prompts | None = None,
    ) -> None:
        self._library = library
        self._strict = strict
        self._hidden = hidden
        self._writer = writer
        self._prompts = prompts or Prompts()
        self._computing = Places(os.cpu_count() or 1)
        self._retriever: Retriever | None = None
        self._conversations = Conversations(replaced=self._replaced)

    def keep_turns_in(self, store: TurnStore) -> None:
        """From now on keep what the chats have had there, instead of in memory."""
        self._conversations = Conversations(store, self._replaced)

    def count_in(self, ledger: Ledger) -> None:
        """From now on keep there what the model costs."""
        if self._writer is not None:
            self._writer.budget.count_in(ledger)

    def account(self) -> Account | None:
        """What the model has cost this month; None: there is none. ``BudgetUnknown`` when that can't be read."""
        return self._writer.budget.account() if self._writer is not None else None

    def open(self) -> None:
        """Open the index, as :meth:`answer` would at the first question; raises what is wrong with it."""
        self._library.refresh()
        self._current()

    def _replaced(self, article_id: str) -> Article | None:
        version = self._library.version(article_id)
        return version.article if version else None

    def without(self, article_ids: frozenset[str]) -> Answerer:
        """An answerer that doesn't see these articles: how refusals are measured."""
        return Answerer(
            self._library, strict=self._strict, hidden=article_ids, writer=self._writer, prompts=self._prompts
        )

    def answer(self, question: Question, *, shown: Shown | None = None, stop: threading.Event | None = None) -> Answer:
        """The checked answer to a question; questions of one chat are one conversation.

        Args:
            question: what was asked.
            shown: called with the answer so far each time that another sentence of a model's has passed the gate, in
                the caller's thread; never for an answer in the articles' own words, which is there at once.
            stop: may be set from another thread: the model is stopped, and the answer is what has passed by then, or
                the articles' own words.

        Raises:
            NoArticles: nothing has been ingested yet.
            IndexFailure: the index can't be read.
        """
        started = time.perf_counter()
        retriever = self._current()
        catalog = retriever.snapshot.catalog
        last = self._conversations.before(question, catalog)
        known = Known(retriever.snapshot.names, catalog.speakers, catalog.outlets, catalog.coverage.last)
        with self._computing:
            request = follow(question.text, question.asked, last, known)
        rewriting = Usage()
        if self._writer is not None and last is not None and undecided(question.text, request):
            rewritten, rewriting = self._writer.rewritten(question, before(last, catalog), stop)
            if rewritten is not None:
                request = replace(follow(rewritten, question.asked, last, known), inherited=True)
        request = decided(request, Sayings(retriever))
        understood = time.perf_counter()
        with self._computing:
            draft, owned = self._drafted(request, question, retriever, last)
            composed = time.perf_counter()
            answer, checked = self._checked(question, request, draft, owned, retriever)
        timings = {
            "understand": understood - started,
            "compose": composed - understood,
            "check": time.perf_counter() - composed,
        }
        if self._writer is not None:
            written = self._writer.write(question, request, checked, owned, retriever.snapshot, answer, shown, stop)
            answer = written.answer
            timings |= written.seconds
            if rewriting.calls or answer.usage is not None:
                usage = rewriting + (answer.usage or Usage())
                answer = answer.model_copy(update={"usage": usage, "cost": self._writer.budget.price.of(usage)})
        answer = answer.model_copy(update={"timings_ms": {part: round(s * 1e3, 2) for part, s in timings.items()}})
        self._keep(question, request, answer, checked, last, catalog)
        return answer

    def recalled(self, question_id: str) -> Answer | None:
        """The answer that the question with this id got; None: it isn't kept, or cites what has been taken out."""
        turn = self._conversations.of(question_id, self._current().snapshot.catalog)
        return turn.shown if turn is not None else None

    def passage(self, citation: Citation) -> tuple[int, int]:
        """Where the passage of a citation starts and ends in its article."""
        span = whole_passage(citation, self._current()).evidence[0].span
        return span.start, span.end

    def quotes(self, text: str, asked: date, *, most: int, among: Collection[str] | None = None) -> list[Answer]:
        """Statements for a few words ("McFaul gifts"), the best first, each checked and cited as an answer of its own.

        Args:
            text: names of speakers, words of a topic, or both; the last word may only be begun. Empty: the newest.
            asked: the day on which "today" means something.
            most: how many at most.
            among: ids of the only articles to look at; None: all of them, and names may be begun.
        """
        retriever = self._current()
        ranked = quote_search.found(text, retriever, asked, among=among, begun=among is None)[:most]
        return [answer for each in ranked if (answer := self._quoting([each], retriever, text)).citations]

    def quoting(self, keys: Sequence[Key], question: Question) -> Answer:
        """These statements, checked and cited as the answer to a question that nobody put: what a follower hears of.

        Those that have been taken out since are left out. The question is kept, so that it can be followed up.
        """
        retriever = self._current()
        answer = self._quoting(quote_search.at(keys, retriever), retriever, question.text)
        catalog = retriever.snapshot.catalog
        known = Known(retriever.snapshot.names, catalog.speakers, catalog.outlets, catalog.coverage.last)
        request = understand(question.text, known, question.asked)
        self._conversations.keep(question, Turn(request, answer, shown=answer), catalog)
        return answer

    def _quoting(self, ranked: Sequence[Ranked[Statement]], retriever: Retriever, question: str) -> Answer:
        lines, owned = quote_search.lines(ranked, retriever)
        text, citations = cited(passed(lines, owned, strict=self._strict))
        status = Status.ANSWERED if citations else Status.REFUSED
        return Answer(question=question, status=status, text=text, citations=citations)

    def namesakes(self, text: str) -> tuple[str, ...]:
        """The names of the speakers between whom ``text`` leaves open who is meant; empty when it doesn't."""
        snapshot = self._current().snapshot
        return tuple(snapshot.catalog.speakers[row].name for row in quote_search.namesakes(text, snapshot.names))

    def articles(self) -> frozenset[str]:
        """The ids of all articles that there are now; empty before anything was ingested."""
        snapshot = self._library.snapshot()
        return frozenset() if snapshot is None else snapshot.catalog.article_ids

    def greeting(self) -> str:
        """What to say to somebody who has just come."""
        return self._greeting(self._current().snapshot)

    def speakers(self) -> Sequence[Speaker]:
        """Everybody who is quoted, most quoted first."""
        return self._current().snapshot.catalog.speakers

    def snapshot(self) -> Snapshot:
        """What answers are made from now."""
        return self._current().snapshot

    def statements(
        self, speaker: str | None = None, about: str | None = None, article_id: str | None = None
    ) -> list[tuple[Statement, Article, str | None]]:
        """The statements of a speaker, on a topic, of an article, each with its article and registered speaker.

        A name that several people bear gives the statements of each; one that nobody bears gives none. What a reprint
        repeats of another article is given only where that reprint is asked for.
        """
        retriever = self._current()
        catalog = retriever.snapshot.catalog
        rows = catalog.statement_rows(article_id=article_id)
        if speaker is not None:
            wanted = {row for named in retriever.snapshot.names.find(speaker) for row in named.rows}
            rows = [row for row in rows if catalog.speaker_of(row) in wanted]
        wanted_on = topic(about, retriever.snapshot.names) if about else None
        ranked = retriever.statements(rows, wanted_on, repeats=article_id is not None, most=None)
        found = []
        for each in surest(ranked):
            owner = catalog.speaker_of(each.row)
            found.append((each.item, each.article, None if owner is None else catalog.speakers[owner].name))
        return found

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

    def _drafted(
        self, request: Request, question: Question, retriever: Retriever, last: Turn | None
    ) -> tuple[Draft, set[Owned]]:
        """The draft for what is wanted, and the statements in it with their speakers."""
        sayings = Sayings(retriever)
        match request.want:
            case Want.SAID:
                draft = said(request, sayings)
            case Want.WHOM:
                draft = Draft(Status.CLARIFY, words=WHOM)
            case Want.WHO_SAID:
                draft = who_said(request, sayings)
            case Want.WHO_IS:
                draft = who_is(request, sayings)
            case Want.SPEAKERS:
                draft = listings.speakers(request, retriever)
            case Want.ARTICLES | Want.NEWS:
                draft = listings.articles(request, retriever)
            case Want.MORE:
                return _more(last, retriever)
            case Want.WHOLE:
                draft = _whole(request, last, retriever)
            case Want.HELP:
                draft = Draft(
                    Status.HELP, words=self._greeting(retriever.snapshot), suggestions=_examples(retriever.snapshot)
                )
            case Want.FIND if (settled := _settled(request, sayings)) is not None:
                draft = settled
            case Want.FIND:
                draft = open_question.found(request, retriever, question.asked, sayings)
        return draft, sayings.owned

    def _checked(
        self, question: Question, request: Request, draft: Draft, owned: set[Owned], retriever: Retriever
    ) -> tuple[Answer, Draft]:
        """The answer with what the gate let through; a refusal when it let nothing through."""
        snapshot = retriever.snapshot
        lines = passed(draft.lines, owned, strict=self._strict)
        if draft.status is Status.ANSWERED and not lines:
            draft = refused("I found nothing that I could check.", snapshot.catalog.coverage)
        rest = tuple(passed(draft.rest, owned, strict=self._strict))
        text, citations = cited(lines)
        shown = "\n".join(part for part in (unmarked(draft.words), text) if part)
        suggestions = draft.suggestions
        if draft.status is Status.REFUSED and not suggestions:
            suggestions = fitting(request, retriever)
        answer = Answer(
            question=question.text,
            status=draft.status,
            text=shown,
            citations=citations,
            suggestions=tuple(dict.fromkeys(suggestions))[:MOST_SUGGESTIONS],
            more=len(rest),
        )
        return answer, replace(draft, lines=tuple(lines), rest=rest)

    def _keep(
        self, question: Question, request: Request, answer: Answer, draft: Draft, last: Turn | None, catalog: Catalog
    ) -> None:
        """Remember what the next question of the chat may lean on."""
        leans = request.want in {Want.MORE, Want.WHOLE, Want.HELP}
        if leans and last is not None:
            kept = answer if answer.citations and request.want is Want.MORE else last.answer
            rest = draft.rest if request.want is Want.MORE else last.rest
            turn = Turn(last.request, kept, rest, shown=answer)
        else:
            turn = Turn(request, answer, draft.rest, draft.candidates, _spoke(request, answer, catalog), shown=answer)
        self._conversations.keep(question, turn, catalog)

    def _greeting(self, snapshot: Snapshot) -> str:
        return self._prompts.load("help").fill(
            coverage=f"I have {covered(snapshot.catalog.coverage)}.",
            examples="\n".join(f"• {example}" for example in _examples(snapshot)),
        )


def _examples(snapshot: Snapshot) -> tuple[str, ...]:
    """Questions that this collection can answer."""
    named = [speaker.name for speaker in snapshot.catalog.speakers if speaker.name[:1].isupper()]
    return tuple(f"What did {name} say?" for name in named[:3])


def _spoke(request: Request, answer: Answer, catalog: Catalog) -> tuple[Named, ...]:
    """Whom "he" means after "who said that": the one whose words come first."""
    first = answer.citations[0].speaker if answer.citations and answer.status is Status.ANSWERED else None
    if first is None or request.want is not Want.WHO_SAID:
        return ()
    rows = (row for row, speaker in enumerate(catalog.speakers) if speaker.name == first)
    return tuple(Named(0, 0, (row,)) for row in rows)[:1]


def _settled(request: Request, sayings: Sayings) -> Draft | None:
    """The statement that settles "did X …?", where one holds the words of the question; no verdict beyond it."""
    if not request.speakers or request.about is None or any(len(named.rows) > 1 for named in request.speakers):
        return None
    draft = spoken(replace(request, want=Want.SAID), sayings, Fit.OWN_WORDS)
    return draft if draft is not None and draft.status is not Status.REFUSED else None


def _more(last: Turn | None, retriever: Retriever) -> tuple[Draft, set[Owned]]:
    """The lines that were found and not shown; they were checked with those that were."""
    if last is None or not last.rest:
        words = "There is no more on that." if last else "There is nothing yet to show more of."
        return refused(words, retriever.snapshot.catalog.coverage), set()
    owned = {(each.key, line.speaker) for line in last.rest for each in line.evidence if line.speaker is not None}
    return Draft(Status.ANSWERED, last.rest[:MOST], last.rest[MOST:]), owned


def _whole(request: Request, last: Turn | None, retriever: Retriever) -> Draft:
    """The whole passage around a citation of the last answer."""
    citations = last.answer.citations if last else ()
    number = request.number or 1
    if not citations:
        return refused("There is no answer yet whose passage I could show.", retriever.snapshot.catalog.coverage)
    if number > len(citations):
        has = f"{len(citations)} citation{'' if len(citations) == 1 else 's'}"
        return refused(f"The last answer has {has}.", retriever.snapshot.catalog.coverage)
    citation = citations[number - 1 if number > 0 else -1]
    line = whole_passage(citation, retriever)
    return Draft(Status.ANSWERED, (line,))


def whole_passage(citation: Citation, retriever: Retriever) -> Line:
    """The passage in which a citation starts, as a line."""
    catalog = retriever.snapshot.catalog
    homes: list[Passage] = [
        passage
        for passage in catalog.passages_of(citation.article.id)
        if passage.start < citation.end and citation.start < passage.end
    ]
    start = min((passage.start for passage in homes), default=citation.start)
    end = max((passage.end for passage in homes), default=citation.end)
    return line_builder.passage_line(citation.article, start, end, catalog)
