"""Where something is said, and by whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, Update, User

from bot.telegram_chat.chat_context import Spot, message_of, spot_in, spot_of

NOW = datetime(2025, 2, 14, tzinfo=UTC)
ADA = User(7, "Ada", is_bot=False)
ANONYMOUS = User(1087968824, "Group", is_bot=True)  # Telegram's one user for the anonymous admins of all groups
PRIVATE, GROUP = Chat(7, Chat.PRIVATE), Chat(-5, Chat.SUPERGROUP)


def message(chat: Chat = GROUP, person: User | None = ADA, **more: object) -> Message:
    return Message(message_id=1, date=NOW, chat=chat, from_user=person, text="hi", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "spot"),
    [
        (message(PRIVATE), Spot(7, None, 7, private=True)),
        (message(PRIVATE, guest_query_id="1"), Spot(7, None, 7, private=True, guest=True)),
        (message(), Spot(-5, None, 7, private=False)),
        (message(message_thread_id=9, is_topic_message=True), Spot(-5, 9, 7, private=False)),
        (message(message_thread_id=9), Spot(-5, None, 7, private=False)),
        (message(person=None, sender_chat=Chat(-9, Chat.CHANNEL)), Spot(-5, None, -9, private=False)),
        (message(person=ANONYMOUS, sender_chat=GROUP), Spot(-5, None, -5, private=False)),
    ],
    ids=["private", "guest", "group", "topic", "reply outside of topics", "channel", "anonymous admin"],
)
def test_a_spot_is_a_person_in_a_chat_or_topic(said: Message, spot: Spot) -> None:
    """A reply's thread is no topic; whoever writes for a chat is that chat, whatever user Telegram names for it."""
    assert spot_of(said) == spot


def test_each_has_a_conversation_of_their_own() -> None:
    """In each chat and each topic; also with a guest, whose chat may have the id of the person's own."""
    spots = [Spot(-5, None, 7, False), Spot(-5, 9, 7, False), Spot(-5, None, 8, False), Spot(7, None, 7, True)]
    spots.append(Spot(7, None, 7, True, guest=True))
    assert len({each.conversation for each in spots}) == 5


def test_a_press_on_anothers_message_is_the_pressers() -> None:
    """Who pressed counts, not who wrote."""
    assert spot_in(GROUP, message(person=User(99, "Bot", is_bot=True)), ADA) == Spot(-5, None, 7, private=False)


def test_an_update_has_one_message_new_or_edited() -> None:
    """One without any never gets to a handler for messages."""
    new, edited = message(), message()
    assert message_of(Update(1, message=new)) is new
    assert message_of(Update(1, edited_message=edited)) is edited
    with pytest.raises(TypeError):
        message_of(Update(1))
