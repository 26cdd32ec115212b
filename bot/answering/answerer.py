"""The one core that every chat front calls: a question in, a checked answer out."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answers import quote_search
from bot.answering.answers.dispatch import Asking, checked, drafted
from bot.answering.answers.paging import whole_passage
from bot.answering.answers.suggestions import greeting
from bot.answering.dialogue.followups import follow
from bot.answering.dialogue.memory import Conversations, TurnStore
from bot.answering.dialogue.pasted import MOST as MOST_PASTED
from bot.answering.dialogue.pasted import Pasted, offered, pasted, together
from bot.answering.dialogue.state import Turn, turn_left
from bot.answering.dialogue.understanding import told_without
from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Key
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.fair_semaphore import Places
from bot.answering.generation.assistant import Assistant, Waits
from bot.answering.query.descriptions import decided
from bot.answering.query.intent import plainly, understand
from bot.answering.query.parsed_question import LONGEST, ParsedQuestion
from bot.answering.query.request import InAnotherLanguage, OpenQuestion, Request
from bot.answering.reader import Reader
from bot.llm.budget import Account, Ledger
from prompts import Prompts, replies
from retrieval.library import Library
from retrieval.model import Answer, Article, Citation, Question, Speaker, Statement, Status, Usage
from retrieval.search.retriever import Reranker, Retriever
from retrieval.search.selector import Snapshot


class Answerer:
    """Answers questions from a library. Safe to call from several threads.

    Args:
        library: the collection.
        strict: an answer that breaks the promise raises ``CheckFailed`` (tests) instead of losing that line.
        hidden: ids of articles to answer as if they weren't there.
        assistant: asks a model to lay out the answers, and to read what the rules can't; None: there is none.
        prompts: what people read.
        reranker: orders the passages of a free question; None: they stay as the search ranks them.
    """

    def __init__(
        self,
        library: Library,
        *,
        strict: bool = False,
        hidden: frozenset[str] = frozenset(),
        assistant: Assistant | None = None,
        prompts: Prompts | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._reader = Reader(library, hidden, reranker)
        self._reranker = reranker
        self._strict = strict
        self._assistant = assistant
        self._prompts = prompts or Prompts()
        self._computing = Places(os.cpu_count() or 1)
        self._conversations = Conversations(replaced=self._reader.replaced)

    def keep_turns_in(self, store: TurnStore) -> None:
        """From now on keep what the chats have had there, instead of in memory."""
        self._conversations = Conversations(store, self._reader.replaced)

    def count_in(self, ledger: Ledger) -> None:
        """From now on keep there what the model costs."""
        if self._assistant is not None:
            self._assistant.budget.count_in(ledger)

    def account(self) -> Account | None:
        """What the model has cost this month; None: there is none. ``BudgetUnknown`` when that can't be read."""
        return self._assistant.budget.account() if self._assistant is not None else None

    def open(self) -> None:
        """Open the index, as :meth:`answer` would at the first question; raises what is wrong with it."""
        self._reader.open()

    def without(self, article_ids: frozenset[str]) -> Answerer:
        """An answerer that doesn't see these articles: how refusals are measured."""
        return Answerer(
            self._reader.library,
            strict=self._strict,
            hidden=article_ids,
            assistant=self._assistant,
            prompts=self._prompts,
            reranker=self._reranker,
        )

    def answer(self, question: Question, *, stop: threading.Event | None = None, waits: Waits = lambda: None) -> Answer:
        """The checked answer to a question; questions of one chat are one conversation.

        Args:
            question: what was asked.
            stop: may be set from another thread: the model is stopped, and the answer is the one without it.
            waits: called in the caller's thread before a model is asked; other answers are there at once.

        Raises:
            NoArticles: nothing has been ingested yet.
            IndexFailure: the index can't be read.
        """
        started = time.perf_counter()
        retriever = self._reader.current()
        last = self._conversations.before(question, retriever)
        if (several := pasted(question.text)) is not None:
            return self._pasted(question, several, last, retriever)
        with self._computing:
            parsed = ParsedQuestion.of(question.text, question.asked, retriever)
            request = follow(parsed, last)
        put, usage = None, Usage()
        if self._assistant is not None:
            put, usage = self._assistant.understood(question, parsed, request, last, retriever, stop, waits)
        request = decided(request, parsed, retriever)
        plain = OpenQuestion(text=request.text) if isinstance(request, InAnotherLanguage) else request
        if put is not None:
            request = decided(replace(follow(put, last), inherited=True), put, retriever)
        understood = time.perf_counter()
        with self._computing:
            builder = LineBuilder(retriever)
            asking = Asking(builder, question.asked, last, self._prompts)
            request, draft = self._drafted(parsed, request, asking)
            if put is not None:
                draft = told_without(draft, put, parsed, retriever)
                if draft.status is Status.REFUSED and (own := drafted(plain, asking)).status is Status.ANSWERED:
                    request, draft = plain, own  # the articles may be in the question's own language
            composed = time.perf_counter()
            answer, draft = checked(request, draft, question.text, builder, strict=self._strict)
        timings = {
            "understand": understood - started,
            "compose": composed - understood,
            "check": time.perf_counter() - composed,
        }
        if self._assistant is not None:
            layout = self._assistant.laid_out(question, request, draft, builder, stop, waits)
            if layout.draft is not None:
                answer, draft = checked(request, layout.draft, question.text, builder, strict=self._strict)
                answer = answer.model_copy(update={"engine": self._assistant.name})
            elif layout.stopped:  # other ends of it are in the log: a reader came for the articles' words
                answer = answer.model_copy(update={"text": f"{replies.WITHOUT_MODEL}\n{answer.text}"})
            timings |= layout.seconds
            usage += layout.usage
            if usage.calls or layout.checked is not None:
                cost = self._assistant.budget.price.of(usage)
                answer = answer.model_copy(update={"checked": layout.checked, "usage": usage, "cost": cost})
        answer = answer.model_copy(update={"timings_ms": {part: round(s * 1e3, 2) for part, s in timings.items()}})
        turn = turn_left(request, answer, draft, last, retriever)
        self._conversations.keep(question, turn, retriever)
        return answer

    def _drafted(self, parsed: ParsedQuestion, request: Request, asking: Asking) -> tuple[Request, Draft]:
        """The request that is answered, and its draft.

        What is refused is put as "what did X say about T" and read once more; the answer then says so.
        """
        draft = drafted(request, asking)
        if parsed.has_slips:
            read = replies.READ_AS.format(question=parsed.text)
            draft = replace(draft, words=f"{read}\n{draft.words}".strip())
        plain = plainly(parsed, request) if draft.status is not Status.ANSWERED else None
        if plain is None:
            return request, draft
        plain = decided(plain, parsed, parsed.known)
        said = drafted(plain, asking)
        if said.status is not Status.ANSWERED:
            return request, draft
        words = f"{replies.READ_AS.format(question=plain.text)}\n{said.words}".strip()
        return plain, replace(said, words=words)

    def _pasted(self, question: Question, several: Pasted, last: Turn | None, retriever: Retriever) -> Answer:
        """The answers to several questions in one, without the model, or the offer to check a draft."""
        started = time.perf_counter()
        drafts: list[Draft] = []
        with self._computing:
            builder = LineBuilder(retriever)
            for text in several.questions[:MOST_PASTED]:
                parsed = ParsedQuestion.of(text, question.asked, retriever)
                request = decided(follow(parsed, last), parsed, retriever)
                asking = Asking(builder, question.asked, last, self._prompts)
                request, draft = self._drafted(parsed, request, asking)
                answer, draft = checked(request, draft, text, builder, strict=self._strict)
                last = turn_left(request, answer, draft, last, retriever)
                drafts.append(draft)
            whole = together(several.questions[:MOST_PASTED], drafts) if drafts else offered(several)
            if len(several.questions) > MOST_PASTED:
                told = replies.ONLY_THE_FIRST.format(most=MOST_PASTED, n=len(several.questions))
                whole = replace(whole, words=f"{told}\n{whole.words}".strip())
            request = last.request if drafts and last is not None else OpenQuestion(text=question.text[:LONGEST])
            answer, whole = checked(request, whole, question.text, builder, strict=self._strict)
        answer = answer.model_copy(update={"timings_ms": {"compose": round((time.perf_counter() - started) * 1e3, 2)}})
        if drafts and last is not None:
            self._conversations.keep(question, replace(last, answer=answer, shown=answer, rest=()), retriever)
        return answer

    def recalled(self, question_id: str) -> Answer | None:
        """The answer that the question with this id got; None: it isn't kept, or cites what has been taken out."""
        turn = self._conversations.of(question_id, self._reader.current())
        return turn.shown if turn is not None else None

    def passage(self, citation: Citation) -> tuple[int, int]:
        """Where the passage of a citation starts and ends in its article."""
        span = whole_passage(citation, LineBuilder(self._reader.current())).evidence[0].span
        return span.start, span.end

    def quotes(self, text: str, asked: date, *, most: int, among: Collection[str] | None = None) -> list[Answer]:
        """Statements for a few words ("McFaul gifts"), the best first, each checked and cited as an answer of its own.

        Args:
            text: names of speakers, words of a topic, or both; the last word may only be begun. Empty: the newest.
            asked: the day on which "today" means something.
            most: how many at most.
            among: ids of the only articles to look at; None: all of them, and names may be begun.
        """
        return quote_search.quotes(text, self._reader.current(), asked, most=most, among=among, strict=self._strict)

    def quoting(self, keys: Sequence[Key], question: Question) -> Answer:
        """These statements, checked and cited as the answer to a question that nobody put: what a follower hears of.

        Those that have been taken out since are left out. The question is kept, so that it can be followed up.
        """
        retriever = self._reader.current()
        ranked = quote_search.at(keys, retriever)
        answer = quote_search.quoting(ranked, retriever, question.text, strict=self._strict)
        request = understand(ParsedQuestion.of(question.text, question.asked, retriever))
        self._conversations.keep(question, Turn(request, answer, shown=answer), retriever)
        return answer

    def keep(self, question: Question, answer: Answer) -> None:
        """Keep an answer that was made elsewhere, as a check of words is, so that it can be followed up."""
        retriever = self._reader.current()
        request = understand(ParsedQuestion.of(question.text, question.asked, retriever))
        self._conversations.keep(question, Turn(request, answer, shown=answer), retriever)

    def namesakes(self, text: str) -> tuple[str, ...]:
        """The names of the speakers between whom ``text`` leaves open who is meant; empty when it doesn't."""
        return quote_search.namesakes(text, self._reader.current())

    def articles(self) -> frozenset[str]:
        """The ids of all articles that there are now; empty before anything was ingested."""
        return self._reader.article_ids()

    def greeting(self) -> str:
        """What to say to somebody who has just come."""
        return greeting(self._reader.current(), self._prompts)

    def speakers(self) -> Sequence[Speaker]:
        """Everybody who is quoted, most quoted first."""
        return self._reader.current().speakers

    def retriever(self) -> Retriever:
        """What ranks the evidence that there is now."""
        return self._reader.current()

    def snapshot(self) -> Snapshot:
        """What answers are made from now."""
        return self._reader.current().snapshot

    def statements(
        self, speaker: str | None = None, about: str | None = None, article_id: str | None = None
    ) -> list[tuple[Statement, Article, str | None]]:
        """The statements of a speaker, on a topic, of an article, each with its article and registered speaker.

        A name that several people bear gives the statements of each; an unknown name gives none. What a reprint
        repeats of another article is given only where that reprint is asked for.
        """
        found = quote_search.statements(self._reader.current(), speaker, about, article_id)
        return [(each.item, each.article, each.by) for each in found]
