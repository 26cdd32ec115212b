"""A model's part of an answer: it puts into English what the rules can't read, and lays out what was found."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.answering.dialogue import understanding
from bot.answering.dialogue.state import Turn
from bot.answering.dialogue.understanding import InEnglish
from bot.answering.drafting.draft import Draft
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.generation.context import fenced, fitting, gathered, one_line
from bot.answering.generation.outline import form, laid_out
from bot.answering.generation.structured import Asked, Form, Structured
from bot.answering.query.other_languages import is_foreign
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import OpenQuestion, QuoteCheck, Request, UnknownSpeaker, WhatTheySaid, WhoIs, WhoSaid
from bot.llm.budget import Budget, MemoryLedger, estimated
from prompts import Prompts
from retrieval.model import Checked, Question, Status, Usage
from retrieval.search.retriever import Retriever

log = logging.getLogger(__name__)

MOST_TOKENS = 3_000
"""Tokens of evidence; twelve statements have about 1,000."""

LEAST = 2
"""Pieces of evidence among which there is something to choose."""

LAID_OUT = WhatTheySaid | WhoSaid | WhoIs | OpenQuestion | UnknownSpeaker
"""What a model lays out; the rest are lists, and the article itself."""


Waits = Callable[[], None]
"""Is told, before a model is asked, that the answer waits for it."""


@dataclass(frozen=True)
class Layout:
    """What a model made of an answer: the draft in its order, or None; nothing of all where none was asked.

    ``stopped``: a person didn't want to wait for it. ``seconds``: what it took, by part.
    """

    draft: Draft | None = None
    stopped: bool = False
    checked: Checked | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: dict[str, float] = field(default_factory=dict)


class Assistant:
    """Asks a model.

    Args:
        model: the model.
        prompts: what it is told.
        budget: what it may cost.
    """

    def __init__(self, model: Asked, prompts: Prompts | None = None, budget: Budget | None = None) -> None:
        self._model = model
        self._prompts = prompts or Prompts()
        self.budget = budget or Budget(MemoryLedger())
        self._structured = Structured(model, self._prompts, self.budget)

    @property
    def name(self) -> str:
        """``provider:model``."""
        return self._model.name

    def close(self) -> None:
        """End the model's connections."""
        self._model.close()

    def understood(
        self,
        question: Question,
        parsed: ParsedQuestion,
        request: Request,
        last: Turn | None,
        retriever: Retriever,
        stop: threading.Event | None,
        waits: Waits,
    ) -> tuple[ParsedQuestion | None, Usage]:
        """A question that the rules can't read, in English and standing for itself, and what that cost.

        None where the rules can read it, and where what the model makes of it can't be used.

        Args:
            question: as it was put.
            parsed: the same.
            request: as the rules understand it.
            last: the turn before.
            retriever: what is known.
            stop: see :meth:`bot.answering.answerer.Answerer.answer`.
            waits: the same.
        """
        undecided = last is not None and understanding.undecided(parsed, request)
        if not undecided and not is_foreign(parsed):
            return None, Usage()
        waits()
        earlier = understanding.before(last, retriever) if last is not None else ""
        prompt = self._prompts.load("understand")
        messages = prompt.messages(before=one_line(earlier) or "none", question=one_line(parsed.text))
        filled = self._structured.fill(Form(InEnglish), question, messages, stop)
        put = understanding.kept(filled.value.question, parsed, earlier) if filled.value is not None else None
        return put, filled.usage

    def laid_out(
        self,
        question: Question,
        request: Request,
        draft: Draft,
        builder: LineBuilder,
        stop: threading.Event | None,
        waits: Waits,
    ) -> Layout:
        """An answer as a model lays it out.

        Args:
            question: as it was put.
            request: as it was understood.
            draft: the answer without a model, checked; its evidence is the model's.
            builder: what made it.
            stop: see :meth:`bot.answering.answerer.Answerer.answer`.
            waits: the same.
        """
        is_open = draft.status is Status.ANSWERED and not draft.in_order
        if not is_open or isinstance(request, QuoteCheck) or not isinstance(request, LAID_OUT):
            return Layout()
        items = gathered(draft, builder, passages=isinstance(request, OpenQuestion))
        if len(items) < LEAST:
            return Layout()
        started = time.perf_counter()
        prompt = self._prompts.load("outline")
        bare = estimated(prompt.text) + estimated(question.text)
        items = fitting(items, min(self._model.window - self._model.most - bare, MOST_TOKENS))
        if len(items) < LEAST:
            log.warning("the model reads too little at once (%d tokens); see LLM_WINDOW", self._model.window)
            return Layout(checked=Checked())
        waits()
        evidence, fence = fenced(items)
        messages = prompt.messages(question=one_line(question.text), evidence=evidence, fence=fence)
        filled = self._structured.fill(form(items), question, messages, stop, answers=True)
        asked = time.perf_counter()
        if filled.value is None or not filled.value.sections:
            if not filled.stopped and filled.failure is None:
                log.info("the model chose nothing that can be shown")
            return Layout(None, filled.stopped, Checked(), filled.usage, {"model": asked - started})
        outlined = laid_out(filled.value, items, draft, question.text, builder)
        counts = Checked(passed=outlined.shown, left_out=outlined.left_out)
        seconds = {"model": asked - started, "outline": time.perf_counter() - asked}
        return Layout(outlined.draft, False, counts, filled.usage, seconds)
