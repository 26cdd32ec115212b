"""Which messages are questions for the bot, and in which words."""

from __future__ import annotations

from telegram import Message, MessageEntity, User

from bot.telegram_chat.views.markup import sendable


def question_in_group(message: Message, bot: User) -> str | None:
    """The question that a group's message puts to the bot by a mention or a reply; None when it isn't for it.

    Args:
        message: one with text, or with a caption.
        bot: the bot itself.

    Returns:
        The text without the mentions of the bot; empty when there is nothing else.
    """
    text = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    rest, mentioned = text, False
    # From the last one, so that what is taken out moves nothing that is still to be looked at.
    for entity in sorted(message.entities or message.caption_entities, key=lambda each: each.offset, reverse=True):
        start, stop = 2 * entity.offset, 2 * (entity.offset + entity.length)
        words = text[start:stop].decode("utf-16-le", "replace")
        if _names(entity, words, bot):
            rest, mentioned = rest[:start] + rest[stop:], True
    if not mentioned and not _replies_to(message, bot):
        return None
    return sendable(rest.decode("utf-16-le", "surrogatepass")).strip()


def question_after_command(message: Message) -> str:
    """The text behind the command that opens ``message``."""
    words = sendable(message.text or "").split(maxsplit=1)
    return words[1].strip() if len(words) > 1 else ""


def _names(entity: MessageEntity, words: str, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == MessageEntity.MENTION and words.lower() == f"@{bot.username}".lower()


def _replies_to(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    # In a topic, every message counts as a reply to the one that opened it.
    return (
        replied is not None
        and replied.forum_topic_created is None
        and replied.from_user is not None
        and replied.from_user.id == bot.id
    )
