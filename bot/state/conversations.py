"""The turns of conversations, and which message of the bot's answers which question."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.answering.dialogue.serialization import refused_question
from bot.latest import Latest
from bot.state.database import Kept, State
from bot.state.tables import KeptTurn, Shown, bare, now
from retrieval.model import Question

REMEMBERED = timedelta(days=90)
"""How long an answer can be followed up by a reply to it."""


_LOOKED_AT = 1_000
# Turns among which those without an answer are listed.
_AT_HAND = 1_000
# Conversations whose last turn is kept in memory too: who asks on has mostly just asked.


def conversation(chat: int, topic: int | None, person: int, *, guest: bool = False) -> str:
    """The name of the conversation that a person has in a chat and topic: what ``Question.chat`` is.

    ``guest``: the bot isn't in that chat, which may have the id of a person.
    """
    return f"{'guest:' if guest else ''}{chat}:{topic or 0}:{person}"


def question_id(chat: int, message: int) -> str:
    """The name of the question that a message puts: what ``Question.id`` is. Edited, it is the same question."""
    return f"{chat}:{message}"


class StoredTurns(Kept):
    """Turns in the state; a ``bot.answering.dialogue.memory.TurnStore``."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        # The highest number of a message that asked in a conversation, and its last turn, None: it has none.
        self._last: Latest[str, tuple[int, str | None]] = Latest(_AT_HAND)
        state.on_forget(lambda one: self._last.drop(lambda chat: str(one) in chat.split(":")))

    def before(self, question: Question) -> str | None:
        """The turn that a question follows."""
        last = self._last.get(question.chat or "")
        # Telegram numbers messages in order: one above all that asked here can't have asked before.
        if last is not None and question.after is None and (_number(question.id) or 0) > last[0]:
            return last[1]
        with self._state.reading() as session:
            if question.after is not None:
                return session.scalar(select(KeptTurn.body).where(KeptTurn.question == question.after))
            asked = session.execute(_ASKED, {"chat": question.chat}).all()
            own = next((row.number for row in asked if row.question == question.id), None)
            earlier = [row.number for row in asked if own is None or row.number < own]
            body = session.scalar(_BODY, {"place": max(earlier)}) if earlier else None
            if own is None:
                highest = max((_number(row.question) or 0 for row in asked), default=0)
                self._last.put(question.chat or "", (highest, body))
            return body

    def keep(self, question: Question, body: str) -> None:
        """Keep the turn of a question; a question that is put again keeps its place. ``question`` has a chat and an id.

        Returns before that is kept.
        """
        if question.chat is None or question.id is None:
            raise ValueError("a turn is kept under its chat's and its question's name")
        values = {"name": question.id, "text": body, "moment": now()}
        first = {"question": question.id, "conversation": question.chat, "person_id": _person(question.chat)}

        def work(connection: Connection) -> None:
            if not connection.execute(_KEPT_AGAIN, values).rowcount:
                connection.execute(_KEPT, first | {"body": body, "kept": values["moment"]})

        self._state.write(work)
        last, number = self._last.pop(question.chat), _number(question.id)
        if last is not None and number is not None and number >= last[0]:
            self._last.put(question.chat, (number, body))

    def turn(self, question: str) -> str | None:
        """The turn of the question with this id."""
        with self._state.reading() as session:
            return session.scalar(select(KeptTurn.body).where(KeptTurn.question == question))

    def refused(self, most: int) -> list[str]:
        """The last questions that got no answer, each once, the latest first; the last thousand turns are looked at."""
        latest = select(KeptTurn.body).where(~KeptTurn.conversation.startswith("alerts:"))
        found: dict[str, None] = {}
        with self._state.reading() as session:
            for body in session.scalars(latest.order_by(KeptTurn.number.desc()).limit(_LOOKED_AT)):
                if (question := refused_question(body)) is not None:
                    found.setdefault(question)
                if len(found) == most:
                    break
        return list(found)

    def tidy(self) -> None:
        """Forget what is too old to be followed up."""
        self._last.drop(lambda _: True)
        with self._state.writing() as session:
            session.execute(delete(KeptTurn).where(KeptTurn.kept < now() - REMEMBERED))
            session.execute(delete(Shown).where(Shown.sent < now() - REMEMBERED))


class ShownAnswers(Kept):
    """Which message of the bot's answers which question, by chat: a message names no other chat's answer."""

    def add(self, chat: int, messages: list[int], question: str, person: int) -> None:
        """``messages`` of the bot's in ``chat`` answer the question with this id, which ``person`` put.

        Returns before that is kept.
        """
        chat = self._state.current(chat)
        row = {"chat_id": chat, "question": question, "person_id": person, "sent": now()}

        def work(connection: Connection) -> None:
            connection.execute(_HIDDEN, [{"place": chat, "number": message} for message in messages])
            connection.execute(_SHOWN, [row | {"message_id": message} for message in messages])

        if messages:
            self._state.write(work)

    def question(self, chat: int, message: int) -> str | None:
        """The id of the question that a message of the bot's answers; None: it answers none, or long ago."""
        with self._state.reading() as session:
            return session.scalar(select(Shown.question).where((Shown.chat_id == chat) & (Shown.message_id == message)))

    def person(self, chat: int, message: int) -> int | None:
        """Who asked what a message of the bot's answers, a chat where somebody wrote for it; None: as ``question``."""
        with self._state.reading() as session:
            here = (Shown.chat_id == chat) & (Shown.message_id == message)
            return session.scalar(select(Shown.person_id).where(here))

    def messages(self, question: str) -> list[int]:
        """The messages of the bot's that answer a question, in order."""
        with self._state.reading() as session:
            query = select(Shown.message_id).where(Shown.question == question).order_by(Shown.message_id)
            return list(session.scalars(query))


def _number(question: str | None) -> int | None:
    """The number of the message that put a question; None: no message did."""
    number = (question or "").rpartition(":")[2]
    return int(number) if number.isdecimal() else None


def _person(conversation: str) -> int:
    return int(conversation.rpartition(":")[2])


_turns = bare(KeptTurn)
_shown = bare(Shown)
# Built once: every answer runs these.
_ASKED = select(_turns.c.number, _turns.c.question).where(_turns.c.conversation == bindparam("chat"))
_BODY = select(_turns.c.body).where(_turns.c.number == bindparam("place"))
_KEPT = insert(_turns)
_KEPT_AGAIN = (
    update(_turns)
    .where(_turns.c.question == bindparam("name"))
    .values(body=bindparam("text"), kept=bindparam("moment"))
)
_SHOWN = insert(_shown)
_HIDDEN = delete(_shown).where((_shown.c.chat_id == bindparam("place")) & (_shown.c.message_id == bindparam("number")))
