"""Which messages of a group are for the bot, and in which words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, ForumTopicCreated, Message, MessageEntity, User

from bot.telegram_chat.handlers.addressed.addressing import question_after_command, question_in_group

BOT = User(99, "Verbatim", is_bot=True, username="VerbatimBot")
ADA = User(7, "Ada", is_bot=False)
CHAT = Chat(-5, Chat.SUPERGROUP)
NOW = datetime(2025, 2, 14, tzinfo=UTC)


def mention(text: str, name: str) -> MessageEntity:
    """The entity of a name in a text, counted as Telegram counts."""
    before = text[: text.index(name)]
    return MessageEntity(MessageEntity.MENTION, len(before.encode("utf-16-le")) // 2, len(name))


def message(text: str | None, *entities: MessageEntity, **more: object) -> Message:
    return Message(1, NOW, CHAT, from_user=ADA, text=text, entities=entities, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@VerbatimBot what did Holm say", "what did Holm say"),
        ("what did @verbatimbot Holm say", "what did  Holm say"),
        ("😀 who said it, @VERBATIMBOT", "😀 who said it,"),
        ("@VerbatimBot", ""),
    ],
)
def test_a_mention_asks_wherever_it_stands(text: str, question: str) -> None:
    """In any case of letters, behind emoji too, and is no part of the question."""
    name = next(word.rstrip(",") for word in text.split() if word.lower().startswith("@verbatimbot"))
    assert question_in_group(message(text, mention(text, name)), BOT) == question


def test_every_mention_is_taken_out() -> None:
    """Also one by a link, which has no name in it."""
    text = "@VerbatimBot and you, what did Holm say"
    linked = MessageEntity(MessageEntity.TEXT_MENTION, text.index("you"), 3, user=BOT)
    assert question_in_group(message(text, mention(text, "@VerbatimBot"), linked), BOT) == "and , what did Holm say"


def test_others_are_left_to_talk() -> None:
    """To each other, also with a mention of another, or of a person by a link."""
    other, linked = mention("@ada look", "@ada"), MessageEntity(MessageEntity.TEXT_MENTION, 0, 3, user=ADA)
    assert question_in_group(message("what did Holm say"), BOT) is None
    assert question_in_group(message("@ada look", other), BOT) is None
    assert question_in_group(message("Ada look", linked), BOT) is None


def test_a_reply_to_the_bot_asks() -> None:
    """A reply to another doesn't, and in a topic the message that opened it is replied to by all."""
    mine, others = (Message(2, NOW, CHAT, from_user=person, text="x") for person in (BOT, ADA))
    opener = Message(3, NOW, CHAT, from_user=BOT, forum_topic_created=ForumTopicCreated("News", 1))
    assert question_in_group(message("and then?", reply_to_message=mine), BOT) == "and then?"
    assert question_in_group(message("and then?", reply_to_message=others), BOT) is None
    assert question_in_group(message("and then?", reply_to_message=opener), BOT) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [("/ask what did Holm say ", "what did Holm say"), ("/ask\nwhat", "what"), ("/ask", ""), (None, "")],
)
def test_a_commands_question_is_what_stands_behind_it(text: str | None, question: str) -> None:
    """However it is set off."""
    assert question_after_command(message(text)) == question
