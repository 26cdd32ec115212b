"""Many people who ask at once, and what each of them got, whatever became of the bot meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from prompts.replies import MAYBE_MISSED
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_records import Sent
from tests.fakes.telegram_server import TelegramServer

PEOPLE = 40

SETTINGS = "Your settings"


@dataclass(frozen=True)
class Told:
    """How many people have their answer, and of how many it is offered; ``wrong``: chats with neither, or with more."""

    answered: int
    offered: int
    wrong: list[int]


class Burst:
    """One question in each of many chats, put at once.

    Args:
        server: where.
        first: the first chat's id; the others' follow it.
        question: what each asks, its chat's id behind it.
    """

    def __init__(self, server: TelegramServer, first: int = 1, question: str = "hello from {}") -> None:
        self._server = server
        self.chats = range(first, first + PEOPLE)
        for chat in self.chats:
            server.say(question.format(chat), chat=chat, person=chat)

    def room(self, chat: int) -> Room:
        """The chat."""
        room = Room(self._server)
        room.chat = room.person = chat
        return room

    def is_on_its_way(self, chats: Iterable[int], number: int) -> bool:
        """Whether so many messages are on their way, or there, in each of these chats."""
        sent = Counter(call.fields["chat_id"] for call in self._server.calls("sendMessage"))
        return all(sent[chat] >= number for chat in chats)

    def answers(self, chat: int) -> list[Sent]:
        """The answers in a chat."""
        others = (MAYBE_MISSED, SETTINGS)
        return [each for each in self._server.messages(chat) if not each.text.startswith(others)]

    def lines(self, chat: int) -> list[Sent]:
        """The lines in a chat that offer an answer."""
        return [each for each in self._server.messages(chat) if each.text == MAYBE_MISSED]

    def told(self, seconds: float = 30) -> Told:
        """What everybody got, once everybody got something and the bot is done."""
        self._server.wait(lambda: all(self._server.messages(chat) for chat in self.chats), seconds)
        # A question behind it in the same lane is answered when all of the first one is done.
        for chat in self.chats:
            self._server.say("/settings", chat=chat, person=chat)
        self._server.wait(
            lambda: all(
                any(each.text.startswith(SETTINGS) for each in self._server.messages(chat)) for chat in self.chats
            ),
            seconds,
        )
        offered = [chat for chat in self.chats if self.lines(chat)]
        wrong = [
            chat
            for chat in self.chats
            if len(self.answers(chat)) > 1 or len(self.lines(chat)) > 1 or not (self.answers(chat) or self.lines(chat))
        ]
        return Told(sum(not self.lines(chat) for chat in self.chats), len(offered), wrong)

    def tap(self, seconds: float = 30) -> None:
        """Who sees only the line taps its button; returns when it has become the answer."""
        missing = [chat for chat in self.chats if not self.answers(chat)]
        for chat in missing:
            [line] = self.lines(chat)
            self._server.press(line, line.buttons[0]["callback_data"])
        self._server.wait(lambda: all(self.answers(chat) for chat in missing), seconds)
