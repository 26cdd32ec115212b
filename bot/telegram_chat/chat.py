"""What the bot does with each message: greet, answer, or say in a line why not."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from telegram import LinkPreviewOptions, Message, ReplyParameters, Update, User
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.state.store import State
from bot.state.turns import ShownAnswers, conversation, question_id
from bot.telegram_chat import Answers
from bot.telegram_chat.addressing import question_after_command, question_in_group
from bot.telegram_chat.markup import sendable
from bot.telegram_chat.rendering import Part, render, render_plain
from bot.telegram_chat.turns import Turns
from retrieval.errors import NoArticles, VerbatimError
from retrieval.model import Question

log = logging.getLogger(__name__)

COMMANDS = (("ask", "Ask the articles a question"), ("help", "What I can do, with examples"))
"""Shown by Telegram when a person types a slash."""

NO_QUESTION = "Put your question into the same message, and I'll look it up."
NO_TEXT = "I can only read text. Put your question into words, and I'll look it up."
NO_COMMAND = "I don't know that command. Just ask your question, or see /help."

_TYPING_SECONDS = 4.5
# Telegram shows "typing" for five seconds.
_TYPING_FIRST_SECONDS = 1.0
# An answer that is ready waits that long for "typing" to have been shown, so that it isn't shown afterwards.

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Chat:
    """The chats of one bot.

    Args:
        answers: the core.
        state: what outlives the process.
    """

    def __init__(self, answers: Answers, state: State) -> None:
        self._answers = answers
        self._shown = ShownAnswers(state)
        self._turns = Turns()

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """The handlers, in the order in which they are tried. Edited messages have none."""
        new = filters.UpdateType.MESSAGE
        private = new & filters.ChatType.PRIVATE
        return [
            CommandHandler(["start", "help"], self._greet, filters=new),
            CommandHandler("ask", self._ask, filters=new),
            MessageHandler(private & filters.COMMAND, self._unknown_command),
            MessageHandler(private & filters.TEXT, self._private),
            MessageHandler(new & filters.ChatType.GROUPS & filters.TEXT, self._group),
            MessageHandler(private & ~filters.StatusUpdate.ALL, self._no_text),
        ]

    async def _greet(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = _message(update)
        async with self._turn(message):
            # The first greeting may open the index.
            greeting = await asyncio.to_thread(self._answers.greeting)
            await _send(message, render_plain(greeting))

    async def _ask(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = _message(update)
        await self._answer(message, question_after_command(message))

    async def _private(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = _message(update)
        await self._answer(message, sendable(message.text or "").strip())

    async def _group(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = _message(update)
        bot: User = context.bot.bot
        question = question_in_group(message, bot)
        if question is not None:
            await self._answer(message, question)

    async def _unknown_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._say(_message(update), NO_COMMAND)

    async def _no_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._say(_message(update), NO_TEXT)

    async def _say(self, message: Message, text: str) -> None:
        async with self._turn(message):
            await _send(message, render_plain(text))

    async def _answer(self, message: Message, text: str) -> None:
        if not text:
            await self._say(message, NO_QUESTION)
            return
        async with self._turn(message):
            async with _typing(message):
                parts = await asyncio.to_thread(self._answered, text, message)
            sent = await _send(message, parts, as_reply=True)
            await asyncio.to_thread(self._remember, message, sent)

    def _answered(self, text: str, message: Message) -> list[Part]:
        question = Question(
            text=text,
            chat=conversation(message.chat_id, _topic(message), _person(message)),
            asked=datetime.now(UTC).date(),
            id=question_id(message.chat_id, message.message_id),
            after=self._followed(message),
        )
        return render(self._answers.answer(question))

    def _followed(self, message: Message) -> str | None:
        """The question whose answer this message replies to."""
        replied = message.reply_to_message
        return None if replied is None else self._shown.question(message.chat_id, replied.message_id)

    def _remember(self, message: Message, sent: list[int]) -> None:
        """That these messages answer this one."""
        question = question_id(message.chat_id, message.message_id)
        self._shown.add(message.chat_id, sent, question, _person(message))

    @asynccontextmanager
    async def _turn(self, message: Message) -> AsyncIterator[None]:
        """Hold the chat's turn; whatever goes wrong is logged, and told in one line without its inside."""
        async with self._turns.of(message.chat_id):
            try:
                yield
            except Exception as error:
                await apologise(message, error)


def _message(update: Update) -> Message:
    if update.message is None:  # the handlers' filters see to it
        raise TypeError("a handler for messages got an update without one")
    return update.message


def _person(message: Message) -> int:
    """Who wrote it; an anonymous admin, or a channel, is the chat that they write for."""
    return message.from_user.id if message.from_user is not None else message.chat_id


def _topic(message: Message) -> int | None:
    """The topic in which it was written; a reply outside of topics has a thread too, which is none."""
    return message.message_thread_id if message.is_topic_message else None


async def apologise(message: Message, error: Exception) -> None:
    """Tell who waits, in one line without its inside, that something went wrong; the log has the rest."""
    code = secrets.token_hex(3)
    if isinstance(error, NoArticles):
        log.warning("Error %s in chat %s: %s", code, message.chat_id, error)
        # What to do about it is for whoever runs the bot; that there is nothing yet is for everybody.
        text = f"{error.message}."
    else:
        log.error("Error %s in chat %s", code, message.chat_id, exc_info=error)
        again = " Asking again in a minute may help." if isinstance(error, VerbatimError) and error.retryable else ""
        text = f"Something went wrong (error id {code}).{again}"
    try:
        await _send(message, render_plain(text))
    except TelegramError as failure:
        log.warning("Error %s could not be told to chat %s: %s", code, message.chat_id, failure)


async def _send(message: Message, parts: Sequence[Part], *, as_reply: bool = False) -> list[int]:
    """Send ``parts`` to the chat of ``message``, the first one as a reply to it if ``as_reply``; the messages' ids."""
    sent = []
    for part in parts:
        try:
            sent.append((await _send_one(message, part, as_reply=as_reply)).message_id)
        except Forbidden as error:
            log.info("Chat %s takes no messages: %s", message.chat_id, error)
            return sent
        except BadRequest:
            raise
        except NetworkError as error:
            # It may have arrived, so it isn't sent again: a gap is easier to bear than an answer given twice.
            log.warning("A message to chat %s may be lost: %s", message.chat_id, error)
        as_reply = False
    return sent


async def _send_one(message: Message, part: Part, *, as_reply: bool) -> Message:
    # A question may be deleted before its answer is there.
    reply = ReplyParameters(message.message_id, allow_sending_without_reply=True) if as_reply else None
    send = partial(message.reply_text, do_quote=False, reply_parameters=reply, link_preview_options=_NO_PREVIEW)
    try:
        return await send(part.html, parse_mode=ParseMode.HTML)
    except BadRequest as error:
        # Telegram has no code of its own for markup that it can't read: the words are what tells.
        if "parse entities" not in str(error):
            raise
        log.exception("Telegram can't read the markup of a message; it is sent without")
        return await send(part.text)


@asynccontextmanager
async def _typing(message: Message) -> AsyncIterator[None]:
    """Show "typing" while this lasts."""
    shown = asyncio.Event()

    async def show() -> None:
        while True:
            try:
                await message.reply_chat_action(ChatAction.TYPING)
            except TelegramError as error:
                log.debug("No typing shown in chat %s: %s", message.chat_id, error)
            shown.set()
            await asyncio.sleep(_TYPING_SECONDS)

    showing = asyncio.create_task(show())
    try:
        yield
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(shown.wait(), _TYPING_FIRST_SECONDS)
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)
