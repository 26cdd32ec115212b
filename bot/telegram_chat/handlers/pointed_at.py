"""Whose words a message asks about: a quoted part, the message that it replies to, or what it forwards."""

from __future__ import annotations

from telegram import Message, User

from bot.telegram_chat.handlers.addressing import question_in_group
from bot.telegram_chat.views.markup import one_line, sendable
from prompts import replies
from retrieval.lang.en.question_words import POINTS_AT_WORDS
from retrieval.lang.quotation_marks import quotations, unmarked
from retrieval.lang.tokens import words as words_of

_FEWEST_WORDS = 4
# Fewer in marks are a title or a single word of somebody's.
_LONGEST = 400
# Code points of what is asked after.


def question_of(message: Message, bot: User) -> str | None:
    """The question that a message puts, in a group or alone with the bot; None: it puts none.

    ``source?`` under somebody's words, a mention alone, or words that are sent on ask who said those words.

    Args:
        message: a new one or an edited one.
        bot: the bot itself.

    Returns:
        The question; empty where the message is for the bot and asks nothing.
    """
    if message.chat.type == message.chat.PRIVATE:
        asked = None if message.forward_origin else sendable(message.text or message.caption or "").strip()
    else:
        asked = question_in_group(message, bot)
        if asked is None:
            return None
    pointed = _pointed_at(message, bot)
    if pointed is None or (asked and not _points(asked)):
        return asked
    return replies.WHO_SAID.format(words=pointed)


def _points(asked: str) -> bool:
    return " ".join(words_of(asked.casefold())) in POINTS_AT_WORDS or not any(map(str.isalnum, asked))


def _pointed_at(message: Message, bot: User) -> str | None:
    """The words in marks of what a message points at, where there are some; else all of its first line."""
    replied = message.reply_to_message
    by_bot = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
    if message.quote is not None:
        text = message.quote.text
    elif message.forward_origin is not None:
        text = message.text or message.caption or ""
    elif replied is not None and not by_bot:
        text = replied.text or replied.caption or ""
    else:
        return None
    text = sendable(text)
    marked = [each for each in quotations(text) if len(each.split()) >= _FEWEST_WORDS]
    line = next(iter([*marked, *filter(str.strip, text.splitlines())]), "")
    return one_line(unmarked(line), _LONGEST).strip() or None
