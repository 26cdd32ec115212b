"""Voice notes: heard, shown as they were understood, and answered."""

from __future__ import annotations

import logging
from datetime import timedelta

from telegram import Update
from telegram.ext import ContextTypes

from bot.errors import NotHeard
from bot.state.conversations import question_id
from bot.telegram_chat.chat_context import message_of, spot_of
from bot.telegram_chat.chrome import local
from bot.telegram_chat.handlers.questions import Asked, Asking
from bot.telegram_chat.transport.fetching import fetched
from bot.telegram_chat.transport.sending import typing
from bot.telegram_chat.views.markup import is_blank, sendable
from bot.voice.transcriber import MOST_BYTES, MOST_SECONDS, Failure, Transcriber
from prompts import replies

log = logging.getLogger(__name__)


class VoiceNotes:
    """The voice notes of private chats.

    Args:
        transcriber: hears them.
        asking: answers what was heard.
    """

    def __init__(self, transcriber: Transcriber, asking: Asking) -> None:
        self._transcriber = transcriber
        self._asking = asking

    async def heard(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Hear a voice note and answer it as the question that it puts; what can't be heard is told."""
        message, bot = message_of(update), context.bot
        spot, voice = spot_of(message), message.voice
        if voice is None:
            return
        try:
            length = voice.duration
            seconds = length.total_seconds() if isinstance(length, timedelta) else length
            if seconds > MOST_SECONDS or (voice.file_size or 0) > MOST_BYTES:
                raise NotHeard(Failure.LONG)
            async with typing(bot, spot):
                recording = await fetched(voice)
                if recording is None:
                    raise NotHeard(Failure.LONG)
                text = sendable(await self._transcriber.text_of(recording))
        except NotHeard as error:
            log.warning("A voice note in chat %s: %s", spot.chat, error)
            await self._asking.say(bot, spot, local(replies.NOT_HEARD)[error.why])
            return
        if is_blank(text):
            await self._asking.say(bot, spot, local(replies.HEARD_NOTHING))
            return
        named = question_id(message.chat_id, message.message_id)
        await self._asking.answer(bot, Asked(text, spot, named, message.message_id, heard=True))
