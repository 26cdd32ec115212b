"""What a message asks about that isn't in its own words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity, MessageOriginHiddenUser, TextQuote, User

from bot.telegram_chat.handlers.addressed.pointed_at import question_of

BOT = User(99, "Verbatim", is_bot=True, username="VerbatimBot")
ADA, BO = User(7, "Ada", is_bot=False), User(8, "Bo", is_bot=False)
ALONE, GROUP = Chat(7, Chat.PRIVATE), Chat(-5, Chat.SUPERGROUP)
NOW = datetime(2025, 2, 14, tzinfo=UTC)
POST = "Holm again 🙄\n“The ice will stay until the spring comes,” she said"
FORWARDED = MessageOriginHiddenUser(NOW, "Somebody")


def message(text: str | None = None, chat: Chat = ALONE, **more: object) -> Message:
    named = text is not None and text.startswith("@VerbatimBot")
    more.setdefault("entities", [MessageEntity(MessageEntity.MENTION, 0, 12)] if named else [])
    return Message(2, NOW, chat, from_user=ADA, text=text, **more)  # type: ignore[arg-type]


def by(person: User, text: str | None = POST, **more: object) -> Message:
    return Message(1, NOW, GROUP, from_user=person, text=text, **more)  # type: ignore[arg-type]


WHO_SAID = 'Who said "The ice will stay until the spring comes,"?'


@pytest.mark.parametrize("words", ["", " who said this?", " source", " Is this true??", " 🤔"])
def test_a_mention_under_somebodys_words_asks_after_them(words: str) -> None:
    assert question_of(message(f"@VerbatimBot{words}", GROUP, reply_to_message=by(BO)), BOT) == WHO_SAID


def test_a_caption_is_text_too() -> None:
    """Of the message that is replied to, and of one's own."""
    picture = by(BO, None, caption=POST)
    assert question_of(message("@VerbatimBot", GROUP, reply_to_message=picture), BOT) == WHO_SAID
    assert question_of(message(caption="what did Holm say"), BOT) == "what did Holm say"


def test_the_quoted_part_is_meant() -> None:
    """Also of the bot's own answer."""
    quote = TextQuote("It will break in May", position=3)
    asked = message("who said that?", reply_to_message=by(BOT, "Holm: …"), quote=quote)
    assert question_of(asked, BOT) == 'Who said "It will break in May"?'


def test_what_is_sent_on_asks_after_its_words() -> None:
    assert question_of(message(POST, forward_origin=FORWARDED), BOT) == WHO_SAID
    assert question_of(message("  ", forward_origin=FORWARDED), BOT) is None


def test_words_of_ones_own_are_the_question() -> None:
    """Whatever stands above them; and a follow-up of an answer stays one."""
    above = by(BO)
    assert question_of(message("@VerbatimBot what did Lund say", GROUP, reply_to_message=above), BOT) == (
        "what did Lund say"
    )
    assert question_of(message("who said that?", reply_to_message=by(BOT)), BOT) == "who said that?"


def test_a_group_that_talks_is_left_alone() -> None:
    """What is sent on there isn't for the bot, and a mention under nothing asks nothing."""
    assert question_of(message(POST, GROUP, forward_origin=FORWARDED), BOT) is None
    assert question_of(message("source?", GROUP, reply_to_message=by(BO)), BOT) is None
    assert question_of(message("@VerbatimBot", GROUP), BOT) == ""


@pytest.mark.parametrize("text", ['"', '""""', "x" * 13_000, "“a b c d", "\u202e\u202e", '"a b c d" said "no"?'])
def test_any_words_make_one_question(text: str) -> None:
    """With two marks of ours, on one line, of a length to look for."""
    asked = question_of(message(text, forward_origin=FORWARDED), BOT)
    assert asked is None or (asked.count('"') == 2 and len(asked) < 450)
