"""Methods of newer Bot API servers (10.0 to 10.3); what has a substitute isn't asked again of an older server."""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, InlineQueryResult
from telegram.error import BadRequest, EndPointNotFound, TelegramError

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.transport.http import requested

log = logging.getLogger(__name__)

STOPPED = "stopped_message_generation"
"""The update of a Stop below a draft: its ``chat`` and ``draft_id``. The library has no class for it yet."""


class NewerMethods:
    """Asks for them by name, since the library doesn't know all of them. Each is worth no second try."""

    def __init__(self) -> None:
        self._unknown: set[str] = set()

    async def draft(self, bot: Bot, spot: Spot, number: int, text: str) -> bool:
        """Show, in a private chat and for half a minute, that an answer is being written; whether it is shown.

        Args:
            bot: shows it.
            spot: where.
            number: the draft's, not 0; the Stop below it (from 10.3 on) comes with this number.
            text: shown until the next message comes, which takes the draft's place.
        """
        fields = {"chat_id": spot.chat, "message_thread_id": spot.topic, "draft_id": number, "text": text}
        return bool(await self._asked(bot, "send_Message_Draft", fields | {"can_stop": True}))

    async def send_rich(self, bot: Bot, spot: Spot, html: str, reply_to: int) -> bool:
        """Send a rich message, which may be eight times as long as another; whether it is known to have arrived."""
        fields = {
            "chat_id": spot.chat,
            "message_thread_id": spot.topic,
            "rich_message": {"html": html},
            "reply_parameters": {"message_id": reply_to, "allow_sending_without_reply": True},
        }
        return bool(await self._asked(bot, "send_Rich_Message", fields))

    async def answer_guest(self, bot: Bot, query: str, result: InlineQueryResult) -> bool:
        """Answer a question that was put to the bot in a chat that it isn't in; whether that is known to be done."""
        fields = {"guest_query_id": query, "result": result.to_dict()}
        return bool(await self._asked(bot, "answer_Guest_Query", fields, remembered=False))

    async def _asked(self, bot: Bot, method: str, fields: dict[str, Any], *, remembered: bool = True) -> Any:
        """What the server answers; None where it doesn't know the method, or it went wrong.

        ``remembered``: a method that it doesn't know isn't asked for again, since something else stands in for it.
        """
        if method in self._unknown:
            return None
        try:
            return await requested(bot, method, {name: value for name, value in fields.items() if value is not None})
        except TelegramError as error:
            log.info("%s: %s", method, error)
            unknown = isinstance(error, BadRequest) and "method not found" in str(error).lower()
            if remembered and (unknown or isinstance(error, EndPointNotFound)):
                self._unknown.add(method)
            return None
