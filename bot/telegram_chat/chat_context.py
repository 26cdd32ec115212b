"""Where something is said, and by whom."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Chat, MaybeInaccessibleMessage, Message, Update, User

from bot.state.conversations import conversation


@dataclass(frozen=True)
class Spot:
    """A person in a chat, and in a topic of it.

    ``topic``: the id of a forum's topic; None outside of topics. ``private``: a chat with that person alone.
    ``guest``: the bot isn't in that chat; a private one is then that of two people, and has the id of one of them.
    """

    chat: int
    topic: int | None
    person: int
    private: bool
    guest: bool = False

    @property
    def conversation(self) -> str:
        """The name of the conversation that the person has there: what ``Question.chat`` is."""
        return conversation(self.chat, self.topic, self.person, guest=self.guest)


def message_of(update: Update) -> Message:
    """The message of an update, new or edited."""
    message = update.message or update.edited_message
    if message is None:  # the handlers' filters see to it
        raise TypeError("a handler for messages got an update without one")
    return message


def spot_of(message: Message) -> Spot:
    """Where a message was written, and by whom: an anonymous admin, or a channel, is the chat that they write for."""
    return spot_in(message.chat, message, message.sender_chat or message.from_user)


def spot_in(chat: Chat, message: MaybeInaccessibleMessage, person: User | Chat | None) -> Spot:
    """Where somebody does something to a message."""
    in_topic = isinstance(message, Message) and message.is_topic_message
    return Spot(
        chat=chat.id,
        # A reply outside of topics has a thread too, which is none.
        topic=message.message_thread_id if isinstance(message, Message) and in_topic else None,
        person=person.id if person is not None else chat.id,
        private=chat.type == chat.PRIVATE,
        guest=isinstance(message, Message) and message.guest_query_id is not None,
    )
