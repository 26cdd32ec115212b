"""A stranger wants to ask: a card for each admin, decided once for all of them."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable, Collection
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, BaseHandler, CallbackQueryHandler, ContextTypes

from bot.state.admissions import Admissions, Known, Standing
from bot.telegram_chat.chrome import local, speak
from bot.telegram_chat.transport.sending import answer_press
from bot.telegram_chat.views.markup import isolated, one_line, sendable
from prompts import replies

log = logging.getLogger(__name__)

_NAME, _WORDS = 100, 200
# Code points of a name, and of what a stranger wrote, that an admin is shown.
_DECISION = re.compile(r"access:(allowed|denied):([0-9]{1,18})\Z")


class AccessRequests:
    """The requests to be let in.

    Args:
        admins: who decide.
        admissions: what they decided.
        settled: is called with a person on whom an admin has just decided.
    """

    def __init__(self, admins: Collection[int], admissions: Admissions, settled: Callable[[int], object]) -> None:
        self._admins = admins
        self._admissions = admissions
        self._settled = settled

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """The buttons of the cards."""
        return [CallbackQueryHandler(self._decided, _DECISION)]

    async def ask(self, bot: Bot, person: User, words: str) -> bool:
        """Send each admin a card, once; whether one of them could be reached.

        Args:
            bot: sends.
            person: who wants to ask.
            words: what they wrote.
        """
        name = named(person)
        await asyncio.to_thread(self._admissions.ask, person.id, name)
        buttons = InlineKeyboardMarkup.from_row(
            [
                InlineKeyboardButton(replies.BUTTON_ALLOW, callback_data=f"access:{Standing.ALLOWED}:{person.id}"),
                InlineKeyboardButton(replies.BUTTON_DENY, callback_data=f"access:{Standing.DENIED}:{person.id}"),
            ]
        )
        text, asked = replies.WANTS_TO_ASK.format(name=name), one_line(sendable(words), _WORDS)
        if asked:
            text = f"{text}\n» {isolated(asked)}"
        reached = False
        for admin in self._admins:
            try:
                card = await bot.send_message(admin, text, reply_markup=buttons)
            except TelegramError as error:
                log.warning("Admin %s can't be asked about a stranger: %s", admin, error)
            else:
                reached = True
                await asyncio.to_thread(self._admissions.put_card, person.id, admin, card.message_id)
        if not reached:
            await asyncio.to_thread(self._admissions.withdraw, person.id)  # so that the next message asks again
        return reached

    async def hold(self, update: Update, person: int) -> None:
        """Hold a stranger's question, to answer it once they are let in."""
        await asyncio.to_thread(self._admissions.hold, person, json.dumps(update.to_dict()))

    async def _decided(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        press, by = update.callback_query, update.effective_user
        found = _DECISION.fullmatch(press.data or "") if press is not None else None
        if press is None or by is None or found is None:
            raise ApplicationHandlerStop
        if by.id not in self._admins:
            await answer_press(press, replies.ADMINS_DECIDE)
            raise ApplicationHandlerStop
        wanted, person = Standing(found[1]), int(found[2])
        known = await asyncio.to_thread(self._admissions.settle, person, wanted, by.id)
        self._settled(person)
        if known is None:
            await answer_press(press, replies.NO_REQUEST)
            await _withdrawn(press)
            raise ApplicationHandlerStop
        await answer_press(press, replies.STANDINGS[known.standing])
        await self._show(context.bot, known, press)
        # After a kill the same press comes again: what is held is answered, and let go of, only then.
        if (known.standing, known.by) == (Standing.ALLOWED, by.id) == (wanted, by.id):
            await self._let_in(context, person)
        raise ApplicationHandlerStop

    async def close(self, context: ContextTypes.DEFAULT_TYPE, person: int) -> None:
        """An admin has decided on a request without its card: the cards say so, and the person hears of it."""
        known = await asyncio.to_thread(self._admissions.known, person)
        if known is None:
            return
        await self._show(context.bot, known)
        if known.standing is Standing.ALLOWED:
            await self._let_in(context, person)

    async def _let_in(self, context: ContextTypes.DEFAULT_TYPE, person: int) -> None:
        """Tell a person that they may ask, and answer what they asked while they waited."""
        held = await asyncio.to_thread(self._admissions.held, person)
        updates = [Update.de_json(json.loads(body), context.bot) for body in held]
        asker = updates[0].effective_user if updates else None
        speak(asker.language_code if asker is not None else None)
        try:
            await context.bot.send_message(person, local(replies.LET_IN_ANSWERING) if held else local(replies.LET_IN))
        except TelegramError as error:
            log.info("Person %s can't be told that they are let in: %s", person, error)
        for update in updates:
            await context.application.process_update(update)
        await asyncio.to_thread(self._admissions.let_go, person)

    async def _show(self, bot: Bot, known: Known, press: CallbackQuery | None = None) -> None:
        """Write the decision into every admin's card, in the place of its buttons."""
        by = named(press.from_user) if press is not None and known.by == press.from_user.id else f"id {known.by}"
        text = f"{replies.WANTS_TO_ASK.format(name=known.name)}\n\n" if known.name else ""
        text += replies.DECIDED_BY.format(decision=replies.STANDINGS[known.standing], name=by)
        cards = await asyncio.to_thread(self._admissions.cards, known.person)
        here = [] if press is None or press.message is None else [(press.message.chat.id, press.message.message_id)]
        for chat, message in dict.fromkeys([*here, *cards]):
            try:
                await bot.edit_message_text(text, chat, message)
            except TelegramError as error:
                log.info("A decision can't be shown in chat %s: %s", chat, error)


async def _withdrawn(press: CallbackQuery) -> None:
    asked = press.message
    text = f"{asked.text}\n\n{replies.NO_REQUEST}" if isinstance(asked, Message) and asked.text else replies.NO_REQUEST
    try:
        await press.edit_message_text(text)
    except TelegramError as error:
        log.info("A card can't be closed: %s", error)


def named(person: User) -> str:
    """Who it is, on one line; a name is what its owner likes, and is shown without any markup."""
    username = f"@{person.username}, " if person.username else ""
    return f"{isolated(one_line(sendable(person.full_name), _NAME))} ({username}id {person.id})"
