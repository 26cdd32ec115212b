"""What the chat needs of the core."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Protocol

from bot.answering.dialogue.memory import TurnStore
from bot.answering.drafting.evidence import Key
from bot.checking.checked_draft import CheckedDraft
from bot.llm.budget import Account, Ledger
from retrieval.model import Answer, Article, Citation, Question, Statement


class Answers(Protocol):
    """The core, as the chat asks it."""

    def open(self) -> None:
        """Open the index; raises ``VerbatimError`` with what is wrong with it."""

    def keep_turns_in(self, store: TurnStore) -> None:
        """From now on keep there what the next question of a chat leans on."""

    def count_in(self, ledger: Ledger) -> None:
        """From now on keep there what a model costs."""

    def account(self) -> Account | None:
        """What a model has cost this month; None: there is none. May raise ``VerbatimError``."""

    def answer(
        self,
        question: Question,
        *,
        stop: threading.Event | None = None,
        waits: Callable[[], None] = lambda: None,
    ) -> Answer:
        """The answer to ``question``; called from many threads at once; may raise ``VerbatimError``.

        ``waits`` is called before a model is asked; ``stop`` ends its work.
        """

    def recalled(self, question_id: str) -> Answer | None:
        """The answer that the question with this id got; None when it isn't kept any more."""

    def quotes(self, text: str, asked: date, *, most: int, among: Collection[str] | None = None) -> list[Answer]:
        """Statements for names or words of a topic, each checked and cited as an answer of its own, the best first."""

    def quoting(self, keys: Sequence[Key], question: Question) -> Answer:
        """Statements, each named by its article's id, start and end, as one answer, kept under the question's id."""

    def statements(
        self, speaker: str | None = None, about: str | None = None
    ) -> list[tuple[Statement, Article, str | None]]:
        """The statements of a speaker, on a topic, or all, each with its article and registered speaker."""

    def keep(self, question: Question, answer: Answer) -> None:
        """Keep an answer that was made elsewhere under the question's id, as the turn that the next one follows."""

    def namesakes(self, text: str) -> tuple[str, ...]:
        """The names of those between whom ``text`` leaves open who is meant."""

    def articles(self) -> frozenset[str]:
        """The ids of all articles; the same object as long as nothing changes."""

    def passage(self, citation: Citation) -> tuple[int, int]:
        """Where the passage of a citation starts and ends, code points in its article's text."""


class Checks(Protocol):
    """What checks the words that somebody sends."""

    def check(self, text: str) -> CheckedDraft:
        """The verdict on each quotation and claim of a text; from many threads at once; may raise ``VerbatimError``."""
