"""Messages out: sent, edited and taken back, with what can go wrong with each."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from telegram import Bot, CallbackQuery, ForceReply, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.transport.http import requested, surely_not_sent
from bot.telegram_chat.views.messages import Part

log = logging.getLogger(__name__)

Result = TypeVar("Result")

Lost = Callable[[int], Awaitable[list[int]]]
"""What is done where a message may be lost, told how many come after it; the messages in its place."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

TYPING_AFTER_SECONDS = 0.4
"""Nobody misses "typing" before an answer that comes sooner."""

_TYPING_SECONDS = 4.5
# Telegram shows "typing" for five seconds.
_TYPING_FIRST_SECONDS = 1.0
# An answer that is ready waits that long for a "typing" that is on its way, so that it isn't shown afterwards.


async def send(
    bot: Bot,
    spot: Spot,
    parts: Sequence[Part],
    *,
    reply_to: int | None = None,
    buttons: InlineKeyboardMarkup | ForceReply | None = None,
    lost: Lost | None = None,
    strict: bool = False,
) -> list[int]:
    """Send ``parts``, the first one as a reply to a message, the last one with ``buttons``; the messages' ids.

    Args:
        bot: sends them.
        spot: where.
        parts: the messages.
        reply_to: what the first one replies to.
        buttons: below the last one.
        lost: what is done about a message that may be lost.
        strict: the caller tries again what raises: so raise where the first one certainly didn't go out, also where
            the chat takes no messages, and never once a part may have arrived.

    Raises:
        TelegramError: a part is refused; what went out before it stays. ``strict``: see there.
    """
    sent: list[int] = []
    begun = False
    for number, part in enumerate(parts, start=1):
        last = buttons if number == len(parts) else None
        try:
            try:
                sent.append(await _send_one(bot, spot, part, reply_to, last))
            except NetworkError as error:
                if isinstance(error, BadRequest) or (strict and not begun and surely_not_sent(error)):
                    raise
                # It may have arrived, so it isn't sent again: a gap is easier to bear than an answer given twice.
                log.warning("A message to chat %s may be lost: %s", spot.chat, error)
                begun = True
                if lost is not None:
                    sent += await lost(len(parts) - number)
        except Forbidden as error:
            if strict and not begun:
                raise
            log.info("Chat %s takes no messages: %s", spot.chat, error)
            return sent
        except TelegramError as error:
            if not strict or not begun:
                raise
            log.warning("The rest of a message to chat %s didn't go out: %s", spot.chat, error)
            return sent
        begun, reply_to = True, None
    return sent


async def _send_one(
    bot: Bot, spot: Spot, part: Part, reply_to: int | None, buttons: InlineKeyboardMarkup | ForceReply | None
) -> int:
    async def sent(text: str, parse_mode: str | None) -> int:
        fields = _fields(spot, parse_mode, reply_to, buttons)
        fields |= {"text": text, "link_preview_options": {"is_disabled": True}}
        return int((await requested(bot, "send_Message", fields))["message_id"])

    return await _marked_up(part, sent)


def _fields(
    spot: Spot, parse_mode: str | None, reply_to: int | None, buttons: InlineKeyboardMarkup | ForceReply | None
) -> dict[str, Any]:
    """What a message has, whatever it shows."""
    # A question may be deleted before its answer is there.
    reply = None if reply_to is None else {"message_id": reply_to, "allow_sending_without_reply": True}
    return {
        "chat_id": spot.chat,
        "parse_mode": parse_mode,
        "message_thread_id": spot.topic,
        "reply_parameters": reply,
        "reply_markup": None if buttons is None else buttons.to_dict(),
    }


@dataclass(frozen=True)
class Attachment:
    """A file to send: ``kind`` says how it is shown."""

    kind: Literal["photo", "document"]
    name: str
    data: bytes


async def send_attachment(
    bot: Bot,
    spot: Spot,
    attached: Attachment,
    caption: Part,
    *,
    reply_to: int | None = None,
    buttons: InlineKeyboardMarkup | None = None,
) -> int | None:
    """Send a file with a caption; the message's id, None where it isn't known to have arrived.

    Raises:
        BadRequest: Telegram doesn't take the file.
    """

    async def sent(text: str, parse_mode: str | None) -> int:
        fields = _fields(spot, parse_mode, reply_to, buttons)
        fields |= {attached.kind: InputFile(attached.data, attached.name), "caption": text}
        return int((await requested(bot, f"send_{attached.kind.capitalize()}", fields))["message_id"])

    try:
        return await _marked_up(caption, sent)
    except Forbidden as error:
        log.info("Chat %s takes no messages: %s", spot.chat, error)
    except BadRequest:
        raise
    except NetworkError as error:
        log.warning("A file to chat %s may be lost: %s", spot.chat, error)
    return None


async def _marked_up(part: Part, put: Callable[[str, str | None], Awaitable[Result]]) -> Result:
    """Send or edit a message with its markup, or without where Telegram can't read that."""
    try:
        return await put(part.html, ParseMode.HTML)
    except BadRequest as error:
        if "parse entities" not in str(error):
            raise
        log.exception("Telegram can't read the markup of a message; it is shown without")
        return await put(part.text, None)


async def edit(bot: Bot, chat: int, message: int, part: Part, buttons: InlineKeyboardMarkup | None = None) -> bool:
    """Put ``part`` into a message of the bot's; False when it can't be, since it is gone or too old."""

    async def edited(text: str, parse_mode: str | None) -> None:
        await bot.edit_message_text(
            text, chat, message, parse_mode=parse_mode, reply_markup=buttons, link_preview_options=NO_PREVIEW
        )

    try:
        await _marked_up(part, edited)
    except BadRequest as error:
        # Telegram has no codes of its own for these: the words are what tells.
        if "message is not modified" in str(error).lower():
            return True
        log.info("Message %s in chat %s can't be edited: %s", message, chat, error)
        return False
    except Forbidden as error:
        log.info("Chat %s takes no messages: %s", chat, error)
        return False
    return True


async def change_buttons(bot: Bot, chat: int, message: int, buttons: InlineKeyboardMarkup | None) -> None:
    """Other buttons below a message, or none; a message that is gone or has them already is passed over."""
    with contextlib.suppress(BadRequest, Forbidden):
        await bot.edit_message_reply_markup(chat, message, reply_markup=buttons)


async def answer_press(press: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Answer a press, so that the button stops turning; a press that is too old is passed over."""
    try:
        await press.answer(text, show_alert=alert or None)
    except NetworkError as error:  # also where it is late; what the press asks for is done all the same
        log.info("A press can't be answered: %s", error)


async def take_back(bot: Bot, chat: int, messages: Sequence[int]) -> None:
    """Delete messages of the bot's; those that are gone or too old stay as they are."""
    for message in messages:
        with contextlib.suppress(BadRequest, Forbidden):
            await bot.delete_message(chat, message)


@asynccontextmanager
async def typing(bot: Bot, spot: Spot, unless: Callable[[], bool] = lambda: False) -> AsyncIterator[None]:
    """Show "typing" while this lasts, if it lasts, until ``unless`` holds."""
    begun, shown = asyncio.Event(), asyncio.Event()

    async def show() -> None:
        await asyncio.sleep(TYPING_AFTER_SECONDS)
        while not unless():
            begun.set()
            try:
                await bot.send_chat_action(spot.chat, ChatAction.TYPING, message_thread_id=spot.topic)
            except TelegramError as error:
                log.debug("No typing shown in chat %s: %s", spot.chat, error)
            shown.set()
            await asyncio.sleep(_TYPING_SECONDS)

    showing = asyncio.create_task(show())
    try:
        yield
        if begun.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(shown.wait(), _TYPING_FIRST_SECONDS)
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)
