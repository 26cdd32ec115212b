"""Answers that a model writes: its draft goes sentence by sentence through the gate, and only what passes is shown."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.answering.dialogue.rewriting import kept
from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Item, Line, Owned
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.generation.context import fenced, fitting, gathered
from bot.answering.grounding.gate import cited, fault
from bot.answering.grounding.sentence_gate import Gate
from bot.answering.grounding.sentence_parser import Unfit, cited_numbers, sentences, taken_apart
from bot.answering.query.request import OpenQuestion, Request, UnknownSpeaker, WhatTheySaid, WhoIs, WhoSaid
from bot.errors import ModelFailure
from bot.llm.budget import Budget, MemoryLedger, Spent, estimated
from bot.llm.client import Writing
from prompts import Prompts, replies
from retrieval.model import Answer, Checked, Question, Status, Usage

log = logging.getLogger(__name__)

MOST_SENTENCES = 8
"""Sentences shown; the prompt asks for two to five."""

MOST_LEFT_OUT = 8
"""Sentences that fail before the draft is given up."""

MOST_REPAIRS = 3
"""Failed sentences of one draft that are put to the model once more: each costs about as long as the draft."""

MOST_TOKENS = 3_000
"""Tokens of evidence; twelve statements have about 1,000."""

WRITES = WhatTheySaid | WhoSaid | WhoIs | OpenQuestion | UnknownSpeaker
"""What is answered in sentences; the rest are lists, and the article itself."""

_NOTHING = "NONE"


Shown = Callable[[Answer], None]
"""Is shown an answer that still grows: what has passed the gate so far, with its citations."""


class Asked(Protocol):
    """What is needed of a model; :class:`bot.llm.client.Model` is one."""

    name: str
    most: int

    @property
    def window(self) -> int:
        """Tokens that it reads at once."""

    def write(self, system: str, user: str, stop: threading.Event | None = None) -> Writing:
        """Have it write."""

    def close(self) -> None:
        """End its connections."""


@dataclass
class Written:
    """What came of a draft: the answer, the lines that passed, what didn't, what it cost, why there is no more.

    ``gate_seconds``: what the checking took of the processor's time.
    """

    answer: Answer
    lines: list[Line] = field(default_factory=list)
    owned: set[Owned] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    failure: ModelFailure | None = None
    stopped: bool = False
    gate_seconds: float = 0.0
    all_seconds: float = 0.0

    @property
    def seconds(self) -> dict[str, float]:
        """What it took, by part."""
        return {"model": self.all_seconds - self.gate_seconds, "gate": self.gate_seconds} if self.all_seconds else {}

    @property
    def checked(self) -> Checked:
        """The counts, as an answer carries them."""
        return Checked(passed=len(self.lines), left_out=len(self.left_out))

    @property
    def spent(self) -> Spent:
        """What it cost, as it is counted."""
        by_model = bool(self.lines)
        return Spent(self.usage.read, self.usage.written, answers=by_model, fell_back=not by_model)

    @property
    def apology(self) -> str:
        """Why the articles' own words are shown instead, for a person."""
        reason = replies.NONE_VERIFIED if self.left_out else replies.NOTHING_TO_ADD
        if self.failure is not None:
            reason = f"{self.failure.message}."
        elif self.stopped:
            reason = replies.STOPPED
        return replies.OWN_WORDS.format(reason=reason)


class Writer:
    """Has a model write answers from what was found.

    Args:
        model: the model.
        prompts: what it is told.
        budget: what it may cost.
    """

    def __init__(self, model: Asked, prompts: Prompts | None = None, budget: Budget | None = None) -> None:
        self._model = model
        self._prompts = prompts or Prompts()
        self.budget = budget or Budget(MemoryLedger())

    @property
    def name(self) -> str:
        """``provider:model``."""
        return self._model.name

    def close(self) -> None:
        """End the model's connections."""
        self._model.close()

    def write(
        self,
        question: Question,
        request: Request,
        draft: Draft,
        builder: LineBuilder,
        extractive: Answer,
        shown: Shown | None,
        stop: threading.Event | None,
    ) -> Written:
        """The answer as a model writes it, or the extractive one where nothing of that stands.

        Args:
            question: as it was put.
            request: as it was understood.
            draft: the extractive answer's, checked; its evidence is the model's.
            builder: what made it.
            extractive: the answer in the articles' own words.
            shown: see :meth:`bot.answering.answerer.Answerer.answer`.
            stop: the same.
        """
        written = Written(extractive)
        if draft.status is not Status.ANSWERED or not isinstance(request, WRITES):
            return written
        started = time.perf_counter()

        def show() -> None:
            if shown is not None:
                text, citations = cited(written.lines)
                so_far = {"text": text, "citations": citations, "engine": self.name}
                shown(extractive.model_copy(update=so_far))

        try:
            self.budget.check(_person(question))
            items = gathered(draft, builder, whole=isinstance(request, OpenQuestion | UnknownSpeaker))
            written.owned = {(item.evidence.key, item.speaker.name) for item in items if item.speaker}
            names = builder.retriever.names
            gate = Gate(items, lambda name: max((len(named.rows) for named in names.find(name)), default=0))
            self._draft(question, items, gate, written, show, stop)
        except ModelFailure as failure:
            log.warning("the model gave nothing more: %s", failure)
            written.failure = failure
        finally:
            if written.usage.calls:
                self.budget.charge(_person(question), written.spent)
        written.answer = self._finished(extractive, written)
        written.all_seconds = time.perf_counter() - started
        return written

    def rewritten(
        self, question: Question, earlier: str, stop: threading.Event | None = None
    ) -> tuple[str | None, Usage]:
        """A follow-up as a question that stands for itself, and what it cost; None where the model changed more.

        Args:
            question: the follow-up.
            earlier: the question before it, standing for itself.
            stop: see :meth:`write`.
        """
        prompt = self._prompts.load("rewrite")
        system, user = prompt.messages(before=_one_line(earlier), question=_one_line(question.text))
        usage = Usage()
        try:
            self.budget.check(_person(question))
            with self._model.write(system, user, stop) as writing:
                try:
                    text = "".join(writing)
                finally:
                    usage = writing.usage
        except ModelFailure as failure:
            log.warning("a follow-up stays as it is: %s", failure)
            return None, usage
        finally:
            self.budget.charge(_person(question), Spent(usage.read, usage.written))
        return kept(text, question.text, earlier), usage

    def _finished(self, extractive: Answer, written: Written) -> Answer:
        counted = {"checked": written.checked, "usage": written.usage}
        if not written.lines:
            return extractive.model_copy(update={"text": f"{written.apology}\n{extractive.text}", **counted})
        text, citations = cited(written.lines)
        left_out = len(written.left_out)
        notes = [replies.CHECKED.of(len(written.lines) + left_out, left_out=left_out or replies.NONE_LEFT_OUT)]
        if written.failure is not None or written.stopped:
            notes.append(replies.MODEL_STOPPED if written.stopped else replies.MODEL_BROKE_OFF)
        return extractive.model_copy(
            update={"text": f"{text}\n{' '.join(notes)}", "citations": citations, "engine": self.name, **counted}
        )

    def _draft(
        self,
        question: Question,
        items: Sequence[Item],
        gate: Gate,
        written: Written,
        show: Callable[[], None],
        stop: threading.Event | None,
    ) -> None:
        prompt = self._prompts.load("answer")
        bare = estimated(prompt.text) + estimated(question.text)
        items = fitting(items, min(self._model.window - self._model.most - bare, MOST_TOKENS))
        if not items:
            raise ModelFailure("The model can't read enough at once to answer this")
        evidence, fence = fenced(items)
        system, user = prompt.messages(question=_one_line(question.text), evidence=evidence, fence=fence)
        repairs = MOST_REPAIRS
        with self._model.write(system, user, stop) as writing:
            try:
                for text in sentences(writing):
                    if text.strip(" .*\"'") == _NOTHING:
                        break
                    line = self._judged(text, gate, written)
                    if isinstance(line, Unfit) and repairs and cited_numbers(text) and not _stopped(stop):
                        repairs -= 1
                        line = self._repaired(text, line, items, gate, written, stop)
                    if isinstance(line, Unfit):
                        written.left_out.append(f"{line}: {text}")
                        log.info("left out of a model's answer, since %s", line)
                    elif line.text not in {each.text for each in written.lines}:
                        written.lines.append(line)
                        show()
                    if len(written.lines) == MOST_SENTENCES or len(written.left_out) == MOST_LEFT_OUT:
                        break
            finally:
                written.usage += writing.usage
        written.stopped = _stopped(stop)

    def _repaired(
        self, text: str, why: Unfit, items: Sequence[Item], gate: Gate, written: Written, stop: threading.Event | None
    ) -> Line | Unfit:
        """The sentence after the model has mended it, or why that isn't right either."""
        numbers = set(cited_numbers(text))
        evidence, fence = fenced([item for item in items if item.number in numbers] or items[:1])
        system, user = self._prompts.load("repair").messages(
            sentence=_one_line(text), reason=str(why), evidence=evidence, fence=fence
        )
        with self._model.write(system, user, stop) as writing:
            try:
                mended = next(sentences(writing), "")
            finally:
                written.usage += writing.usage
        return self._judged(mended, gate, written) if mended.strip() else why

    def _judged(self, text: str, gate: Gate, written: Written) -> Line | Unfit:
        started = time.thread_time()
        try:
            line = gate.line(taken_apart(text))
            wrong = fault(line, written.owned)
            if wrong is not None:
                raise Unfit(wrong)
        except Unfit as unfit:
            return unfit
        except Exception:  # a fault of the gate's own lets nothing through, and costs nobody the answer
            log.exception("the gate failed at a sentence, which is left out")
            return Unfit("it can't be read for certain")
        else:
            return line
        finally:
            written.gate_seconds += time.thread_time() - started


def _person(question: Question) -> str:
    return question.person or question.chat or ""


def _stopped(stop: threading.Event | None) -> bool:
    return stop is not None and stop.is_set()


def _one_line(text: str) -> str:
    return " ".join(text.split())
