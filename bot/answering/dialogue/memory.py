"""What each conversation has had: the turn that a question follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.answering.dialogue.serialization import Replaced, portable, restored
from bot.answering.dialogue.state import Turn
from bot.latest import Latest
from retrieval.model import Question
from retrieval.search.retriever import Retriever

CHATS = 1_000
"""Chats remembered at once in memory; the one that was silent longest is forgotten first."""


class TurnStore(Protocol):
    """Where turns are kept, as text. Called from several threads at once."""

    def before(self, question: Question) -> str | None:
        """The turn that ``question`` follows.

        With ``question.after``, that question's; else the last one of its chat, and for a question that is put
        again under its ``id``, the last one before it was put first.
        """

    def keep(self, question: Question, body: str) -> None:
        """Keep the turn of ``question``, which has a chat; put again under its id, it keeps its place."""

    def turn(self, question_id: str) -> str | None:
        """The turn of the question with this id."""


class LastTurns:
    """The last turn of each chat, in memory: all that a chat in a terminal needs."""

    def __init__(self) -> None:
        self._bodies: Latest[str | None, str] = Latest(CHATS)

    def before(self, question: Question) -> str | None:
        """The last turn of the question's chat."""
        return self._bodies.get(question.chat)

    def keep(self, question: Question, body: str) -> None:
        """Remember it as the last one."""
        self._bodies.put(question.chat, body)

    def turn(self, question_id: str) -> str | None:
        """None: they aren't kept by question."""
        return None


@dataclass(frozen=True)
class _Read:
    """A turn at hand, with the text and the retriever that it goes with."""

    body: str
    retriever: Retriever
    turn: Turn | None


class Conversations:
    """The turns of all chats. Safe to use from several threads.

    A turn is used as it was made while the articles are the same; else it is restored from its text, since the
    numbers of articles and speakers are another snapshot's.

    Args:
        store: where they are kept; None: in memory.
        replaced: gives an article that an edited version took the place of, by its id.
    """

    def __init__(self, store: TurnStore | None = None, replaced: Replaced = lambda _: None) -> None:
        self._store = store or LastTurns()
        self._replaced = replaced
        self._at_hand: Latest[str, _Read] = Latest(CHATS)

    def before(self, question: Question, retriever: Retriever) -> Turn | None:
        """The turn that a question follows; None at the beginning, and for a question outside of any chat."""
        if question.chat is None:
            return None
        body = self._store.before(question)
        if body is None:
            return None
        last = self._at_hand.get(question.chat)
        if last is not None and last.retriever is retriever and last.body == body:
            return last.turn
        turn = restored(body, retriever, self._replaced)
        self._at_hand.put(question.chat, _Read(body, retriever, turn))
        return turn

    def of(self, question_id: str, retriever: Retriever) -> Turn | None:
        """The turn of the question with this id, from any chat."""
        body = self._store.turn(question_id)
        return None if body is None else restored(body, retriever, self._replaced)

    def keep(self, question: Question, turn: Turn, retriever: Retriever) -> None:
        """Remember a turn, made from ``retriever``."""
        if question.chat is None:
            return
        body = portable(turn, retriever)
        self._store.keep(question, body)
        self._at_hand.put(question.chat, _Read(body, retriever, turn))
