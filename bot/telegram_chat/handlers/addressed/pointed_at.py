"""What a message is about: its own words, a quoted part, what it replies to or forwards, a document."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Document, Message, User

from bot.telegram_chat.handlers.addressed.addressing import question_after_command, question_in_group
from bot.telegram_chat.handlers.addressed.drafts import holds_a_claim, is_draft
from bot.telegram_chat.views.markup import one_line, sendable
from prompts import replies
from retrieval.lang.en.question_words import POINTS_AT_WORDS
from retrieval.lang.quotation_marks import quotations, unmarked
from retrieval.lang.tokens import words as words_of

_FEWEST_WORDS = 4
# Fewer in marks are a title or a single word of somebody's.
_LONGEST = 400
# Code points of what is asked after.


@dataclass(frozen=True)
class Meant:
    """What a message asks.

    ``question``: in words; empty: none. ``draft``: a text to check, for which the question stands where it holds
    nothing that can be checked. ``document``: a file to check.
    """

    question: str
    draft: str | None = None
    document: Document | None = None


def meant_by(message: Message, bot: User) -> Meant | None:
    """What a message asks, in a group or alone with the bot; None: it is for others.

    ``source?`` under somebody's words, a mention alone, or words that are sent on are about those words: they are
    checked. So are a person's own words that give somebody a quotation and ask nothing, and documents.

    Args:
        message: a new one or an edited one.
        bot: the bot itself.
    """
    private = message.chat.type == message.chat.PRIVATE and message.guest_query_id is None
    if private:
        asked = None if message.forward_origin else sendable(message.text or message.caption or "").strip()
    else:
        asked = question_in_group(message, bot)
        if asked is None:
            return None
    points = not asked or _points(asked)
    if message.document is not None and (private or points):
        return Meant("", document=message.document)
    if not points and asked:
        return Meant(_who_said(asked), draft=asked) if is_draft(asked) else Meant(asked)
    return _under(message, bot) or (None if asked is None else Meant(asked))


def meant_by_check(message: Message, bot: User) -> Meant | None:
    """What ``/check`` asks to check: the words behind it, or what it replies to; None: there is nothing."""
    own = question_after_command(message)
    return to_check(own) if own else _under(message, bot)


def to_check(text: str) -> Meant:
    """What a text asks that somebody wants to have checked."""
    return Meant(_who_said(text), draft=text)


def asks_to_check(message: Message) -> bool:
    """Whether the caption of a document asks to check it."""
    caption = sendable(message.caption or "").strip()
    return message.document is not None and bool(caption) and (caption.startswith("/check") or _points(caption))


def question_of(message: Message, bot: User) -> str | None:
    """The question that a message puts; None: it puts none. Empty where it is for the bot and asks nothing."""
    meant = meant_by(message, bot)
    return None if meant is None else meant.question


def _points(asked: str) -> bool:
    return " ".join(words_of(asked.casefold())) in POINTS_AT_WORDS or not any(map(str.isalnum, asked))


def _under(message: Message, bot: User) -> Meant | None:
    """What a message points at; None: at nothing with words."""
    replied = message.reply_to_message
    by_bot = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
    if message.quote is not None:
        text = message.quote.text
    elif message.forward_origin is not None:
        text = message.text or message.caption or ""
    elif replied is not None and not by_bot:
        if replied.document is not None:
            return Meant("", document=replied.document)
        text = replied.text or replied.caption or ""
    else:
        return None
    text = sendable(text).strip()
    question = _who_said(text)
    return Meant(question, draft=text if holds_a_claim(text) else None) if question else None


def _who_said(text: str) -> str:
    """The question who said the words in marks of a text, where there are some, else its first line."""
    marked = [each for each in quotations(text) if len(each.split()) >= _FEWEST_WORDS]
    line = next(iter([*marked, *filter(str.strip, text.splitlines())]), "")
    words = one_line(unmarked(line), _LONGEST).strip()
    return replies.WHO_SAID.format(words=words) if words else ""
