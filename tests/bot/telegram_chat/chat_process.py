"""The Telegram chat as a process of its own over scripted answers: ``python -m tests.bot.telegram_chat.chat_process``.

A question's first word says what comes of it. Everything is logged to standard error, down to DEBUG. Ends with code 2
and the error's line when ``run`` raises, as the command line does.
"""

from __future__ import annotations

import base64
import logging
import os
import pickle
import sys
import threading
import time
import warnings
from datetime import date
from typing import TYPE_CHECKING

from telegram.warnings import PTBDeprecationWarning

from bot.answering.dialogue.memory import LastTurns
from bot.errors import NotHeard
from bot.settings import Settings
from bot.telegram_chat.service import run
from bot.telegram_chat.transport import offers, rate_limiter, sending
from bot.telegram_chat.updates import polling, webhook
from retrieval.errors import IndexLocked, NoArticles, VerbatimError
from retrieval.model import Answer, Article, Citation, Kind, Question, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.answering.dialogue.memory import TurnStore
    from bot.answering.drafting.evidence import Key
    from bot.llm.budget import Account, Ledger

TITLE = 'Ferry line <b>"Nord"</b> & sons to close'
TEXT = (
    "The ferry line closes in May. “We have tried everything < 3 > and it & we failed,” said Ilse Brandt. "
    "The town council was not asked."
)
QUOTE = "“We have tried everything < 3 > and it & we failed,”"
PARAGRAPH = "The winter was long and the harbour froze, “as it never had before”, and nobody could leave the island. "


class ScriptedAnswers:
    """Answers by the question's first word."""

    def __init__(self) -> None:
        self._store: TurnStore = LastTurns()

    def open(self) -> None:
        """There is nothing to open."""

    def keep_turns_in(self, store: TurnStore) -> None:
        self._store = store

    def count_in(self, ledger: Ledger) -> None:
        """Nothing costs anything."""

    def account(self) -> Account | None:
        return None

    def recalled(self, question_id: str) -> Answer | None:
        body = self._store.turn(question_id)
        return None if body is None else pickle.loads(base64.b64decode(body))

    def passage(self, citation: Citation) -> tuple[int, int]:
        return 0, len(citation.article.text)

    def quotes(self, text: str, asked: date, *, most: int, among: Collection[str] | None = None) -> list[Answer]:
        return []

    def quoting(self, keys: Sequence[Key], question: Question) -> Answer:
        return _answer(question, Status.REFUSED, "")

    def namesakes(self, text: str) -> tuple[str, ...]:
        return ()

    def articles(self) -> frozenset[str]:
        return frozenset()

    def answer(
        self,
        question: Question,
        *,
        stop: threading.Event | None = None,
        waits: Callable[[], None] = lambda: None,
    ) -> Answer:
        answer = self._answer(question)
        if question.text.startswith("model") and stop is not None:
            waits()
            stopped = stop.wait(float(question.text.split()[1]))
            answer = _answer(question, Status.ANSWERED, f"{'Stopped' if stopped else 'Chosen'}. [1]", (_citation(),))
        self._store.keep(question, base64.b64encode(pickle.dumps(answer)).decode())
        return answer

    def _answer(self, question: Question) -> Answer:
        word, _, rest = question.text.partition(" ")
        match word:
            case "crash":
                raise RuntimeError("the inside of the machine")
            case "leak":
                raise RuntimeError(f"GET https://x/bot{os.environ['TELEGRAM_BOT_TOKEN']}/getMe failed")
            case "locked":
                raise IndexLocked("Another process writes to /home/ada/index", "Wait for it")
            case "nothing":
                raise NoArticles("There are no articles to answer from yet", "Run `verbatim ingest PATH`")
            case "help":
                greeting = "Ask me <anything> & I quote the articles."
                return _answer(question, Status.HELP, greeting, suggestions=("whole first", "whole second"))
            case "refuse":
                return _answer(question, Status.REFUSED, "Not in the <articles>.", suggestions=("What did B & C say?",))
            case "slow":
                time.sleep(float(os.environ.get("SLOW_SECONDS") or rest or 0.3))
            case "long":
                article = Article(title=TITLE, text=PARAGRAPH * 200)
                quote = article.span(0, 15_000)
                citation = Citation(number=1, article=article, quote=quote, start=0, end=15_000, kind=Kind.PASSAGE)
                return _answer(question, Status.ANSWERED, "A long one. [1]", (citation,))
            case "whole":
                return _answer(question, Status.REFUSED, f"{question.text!r} in {question.chat} on {question.asked}")
        return _answer(question, Status.ANSWERED, f"Ilse Brandt: {QUOTE} [1] ({question.text})", (_citation(),))


def _answer(
    question: Question,
    status: Status,
    text: str,
    citations: tuple[Citation, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Answer:
    return Answer(question=question.text, status=status, text=text, citations=citations, suggestions=suggestions)


def _citation() -> Citation:
    article = Article(
        title=TITLE,
        text=TEXT,
        publisher="The Coast & Harbour",
        published=date(2025, 2, 12),
        url="https://example.org/ferry?a=1&b=2",
    )
    start = TEXT.index(QUOTE)
    end = start + len(QUOTE)
    return Citation(
        number=1, article=article, quote=QUOTE, start=start, end=end, kind=Kind.DIRECT, speaker="Ilse Brandt"
    )


class Spelled:
    """Hears what a recording's bytes spell."""

    async def text_of(self, recording: bytes) -> str:
        text = recording.decode()
        if text.startswith("failed: "):
            raise NotHeard(text.removeprefix("failed: "))
        return text


def main() -> int:
    warnings.simplefilter("error")
    # The library warns of its own times to come at each update that holds a duration.
    warnings.simplefilter("ignore", PTBDeprecationWarning)
    polling.FIRST_PAUSE_SECONDS = 0.05
    sending.TYPING_AFTER_SECONDS = 0.05
    webhook.LOOK_SECONDS = 0.1
    offers.PAUSES = (0.05, 0.05)
    rate_limiter.FIRST_PAUSE_SECONDS = 0.05
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    try:
        settings = Settings()
        run(settings, ScriptedAnswers(), voice=None if settings.voice_model is None else Spelled())
    except VerbatimError as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
