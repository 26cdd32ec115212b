"""A chat with the bot as a person has it."""

from __future__ import annotations

import itertools

from tests.fakes.telegram_records import Sent
from tests.fakes.telegram_server import TelegramServer

_chats = itertools.count(7000)


class Room:
    """One chat of a person with the bot."""

    def __init__(self, server: TelegramServer, kind: str = "private", person: int = 7) -> None:
        self.server, self.kind = server, kind
        self.chat = next(_chats) if kind == "private" else -next(_chats)
        self.person = self.chat if kind == "private" else person

    def say(self, text: str | None, **more: object) -> int:
        return self.server.say(text, chat=self.chat, kind=self.kind, **{"person": self.person, **more})  # type: ignore[arg-type]

    def all(self) -> list[Sent]:
        return self.server.messages(self.chat)

    def ask(self, text: str | None, **more: object) -> Sent:
        """What the bot says to ``text``: its next message."""
        before = len(self.all())
        self.say(text, **more)
        return self.server.wait_for_messages(before + 1, self.chat)[before]

    def now(self, message: Sent) -> Sent:
        """A message as it is now."""
        return next(each for each in self.all() if each.id == message.id)

    def press(self, message: Sent, label: str, person: int | None = None) -> None:
        shown = self.now(message)
        data = next(each["callback_data"] for each in shown.buttons if label in each["text"])
        self.server.press(shown, data, person=person or self.person)

    def turned(self, message: Sent, label: str) -> Sent:
        """The message once a press of a button has changed it."""
        edits = self.now(message).edits
        self.press(message, label)
        self.server.wait(lambda: self.now(message).edits > edits)
        return self.now(message)

    def pressed(self, message: Sent, label: str) -> Sent:
        """The bot's next message after a press."""
        before = len(self.all())
        self.press(message, label)
        return self.server.wait_for_messages(before + 1, self.chat)[before]

    def told(self, query: str) -> str:
        """What the bot says to a press, in a toast."""
        calls = lambda: [  # noqa: E731
            call for call in self.server.calls("answerCallbackQuery") if call.fields["callback_query_id"] == query
        ]
        self.server.wait(lambda: bool(calls()))
        return str(calls()[0].fields.get("text", ""))


class Talk(Room):
    """One chat of a person with the bot over scripted answers."""

    def __init__(self, server: TelegramServer, kind: str = "private") -> None:
        super().__init__(server, kind)
        self.person = 7

    def heard(self, count: int) -> list[Sent]:
        return self.server.wait_for_messages(count, self.chat)

    def only(self, text: str, **more: object) -> Sent:
        """The answer to ``text``, when what was said before it is known to be without one."""
        answer = self.ask(text, **more)
        assert len(self.all()) == 1
        return answer
