"""Commands to follow somebody or something, and to stop."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes
from telegram.ext.filters import BaseFilter

from bot.state.database import State
from bot.state.follows import MOST, Following, Follows
from bot.telegram_chat.chat_context import Spot, message_of, spot_of
from bot.telegram_chat.chrome import local
from bot.telegram_chat.handlers.addressed.addressing import question_after_command
from bot.telegram_chat.handlers.addressed.button_press import ButtonPress, on_press
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.ports import Answers
from bot.telegram_chat.transport.sending import answer_press
from bot.telegram_chat.views.keyboards import DATA_BYTES, FOLLOW, UNFOLLOW, keyboard
from bot.telegram_chat.views.markup import one_line, sendable
from prompts import replies
from retrieval.errors import NoArticles

LONGEST = 100
"""Code points of what is followed: a name, or a topic in a few words."""


class FollowCommands:
    """/follow, /unfollow and /following.

    Args:
        answers: the core, which knows the names.
        asking: holds the chats' turns.
        state: what outlives the process.
    """

    def __init__(self, answers: Answers, asking: Asking, state: State) -> None:
        self._answers = answers
        self._asking = asking
        self._follows = Follows(state)

    def handlers(self, new: BaseFilter) -> list[BaseHandler[Any, Any, Any]]:
        """The commands and the buttons below them; ``new`` lets new messages through."""
        return [
            CommandHandler("follow", self._follow, filters=new),
            CommandHandler("unfollow", self._unfollow, filters=new),
            CommandHandler("following", self._list, filters=new),
            on_press(self._press, rf"(?s)({FOLLOW}|{UNFOLLOW})(.+)"),
        ]

    async def _follow(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        await self.begin(context.bot, message, question_after_command(message))

    async def begin(self, bot: Bot, message: Message, words: str) -> None:
        """Follow what somebody names; where several have the name, they choose."""
        spot, wanted = spot_of(message), _wanted(words)
        if not wanted:
            await self._asking.ask_back(bot, spot, local(replies.FOLLOW_WHAT), message.message_id)
            return
        try:
            same = await asyncio.to_thread(self._answers.namesakes, wanted)
        except NoArticles:
            same = ()  # what comes can be followed all the same
        choices = [name for name in same if _fits(FOLLOW, name)]
        if choices:
            await self._asking.say(bot, spot, local(replies.WHICH_ONE), _choices(FOLLOW, choices))
        else:
            await self._asking.say(bot, spot, await self._begin(spot, wanted))

    async def _begin(self, spot: Spot, wanted: str) -> str:
        """Follow, and what to say then."""
        follow = Following(spot.person, spot.chat, spot.topic, wanted)
        if not await asyncio.to_thread(self._follows.add, follow):
            return local(replies.FOLLOWS_FULL).format(most=MOST)
        return local(replies.FOLLOWED).format(name=wanted)

    async def _unfollow(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot, wanted = spot_of(message), _wanted(question_after_command(message))
        if wanted:
            await self._asking.say(context.bot, spot, await self._end(spot, wanted))
        else:
            await self._list(update, context)

    async def _end(self, spot: Spot, wanted: str) -> str:
        """Follow no longer, and what to say then; a part of a name is enough where only one has it."""
        followed = await asyncio.to_thread(self._follows.of, spot.person)
        called = [each for each in followed if wanted.casefold() == each.casefold()]
        called = called or [each for each in followed if wanted.casefold() in each.casefold()]
        if len(called) != 1:
            return local(replies.NOT_FOLLOWED)
        await asyncio.to_thread(self._follows.remove, spot.person, called[0])
        return local(replies.UNFOLLOWED).format(name=called[0])

    async def _list(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        spot = spot_of(message_of(update))
        if not await self._asking.is_private(context.bot, spot):
            return
        followed = await asyncio.to_thread(self._follows.of, spot.person)
        if not followed:
            await self._asking.say(context.bot, spot, local(replies.FOLLOWS_NOTHING))
            return
        text = local(replies.FOLLOWING).format(names="\n".join(f"• {each}" for each in followed))
        lettable = [each for each in followed if _fits(UNFOLLOW, each)]
        await self._asking.say(context.bot, spot, text, _choices(UNFOLLOW, lettable, "✕ "))

    async def _press(self, press: ButtonPress, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Follow or unfollow for the person who presses, not for anybody whom the data name."""
        await answer_press(press.query)
        if wanted := _wanted(press.match[2]):
            is_new = press.match[1] == FOLLOW
            said = await (self._begin(press.spot, wanted) if is_new else self._end(press.spot, wanted))
            await self._asking.say(context.bot, press.spot, said)


def _wanted(words: str) -> str:
    """What is to be followed, on one line."""
    return one_line(sendable(words), LONGEST).strip(" ?.!\"'“”")


def _fits(prefix: str, name: str) -> bool:
    return len(f"{prefix}{name}".encode()) <= DATA_BYTES


def _choices(prefix: str, names: list[str], mark: str = "") -> InlineKeyboardMarkup | None:
    return keyboard([InlineKeyboardButton(f"{mark}{name}", callback_data=f"{prefix}{name}")] for name in names)
