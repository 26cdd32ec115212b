"""What admins do from their chat: articles in and out, who may ask, and how it goes."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from telegram import Bot, Message, Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.answering.drafting.draft import covered
from bot.collection import summary
from bot.llm.budget import Account
from bot.shelf import Shelf
from bot.state.admissions import Standing
from bot.state.database import State
from bot.state.feedback import Feedback
from bot.state.follows import Follows
from bot.state.inbox import Inbox
from bot.telegram_chat.chat_context import Spot, message_of, spot_of
from bot.telegram_chat.handlers.access import Access
from bot.telegram_chat.handlers.addressed.addressing import question_after_command
from bot.telegram_chat.handlers.addressed.pointed_at import asks_to_check
from bot.telegram_chat.handlers.checks import MOST_FILE_BYTES
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.ports import Answers
from bot.telegram_chat.transport.sending import typing
from bot.telegram_chat.views.markup import one_line, sendable
from prompts import replies
from retrieval.errors import VerbatimError
from retrieval.library import Report

log = logging.getLogger(__name__)

_LINK = re.compile(r"https?://\S+")
_LINKS = re.compile(r"(?:\s*https?://\S+)+\s*")
_MOST_FAILURES = 5
_LINE = 300
# Code points of one thing that went wrong.


class Admin:
    """The commands of those who run the bot; whoever else writes them is told that there is no such command.

    Args:
        answers: the core.
        shelf: the collection.
        access: knows the admins, and decides who may ask.
        asking: holds the chats' turns.
        state: what outlives the process.
    """

    def __init__(self, answers: Answers, shelf: Shelf, access: Access, asking: Asking, state: State) -> None:
        self._answers = answers
        self._shelf = shelf
        self._access = access
        self._asking = asking
        self._inbox, self._feedback, self._follows = Inbox(state), Feedback(state), Follows(state)

    def handlers(self, new: filters.BaseFilter) -> list[BaseHandler[Any, Any, Any]]:
        """The handlers; ``new`` lets new messages through, of which those of admins are taken."""
        mine = new & _From(self._access)
        sent = mine & filters.ChatType.PRIVATE
        return [
            CommandHandler("ingest", self._ingest, filters=mine),
            CommandHandler("remove", self._remove, filters=mine),
            CommandHandler("allow", partial(self._decide, Standing.ALLOWED), filters=mine),
            CommandHandler("deny", partial(self._decide, Standing.DENIED), filters=mine),
            CommandHandler("stats", self._stats, filters=mine),
            MessageHandler(sent & filters.Document.ALL & ~_ToCheck(), self._file),
            MessageHandler(sent & filters.TEXT & filters.Regex(re.compile(rf"\A{_LINKS.pattern}\Z")), self._ingest),
        ]

    async def _ingest(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        links = [link.rstrip(",;.") for link in _LINK.findall(sendable(message.text or ""))]
        spot = spot_of(message)
        if not links:
            await self._asking.say(context.bot, spot, replies.INGEST_WHAT)
            return
        await self._do(context.bot, spot, lambda: _told(self._shelf.put_links(links)))

    async def _file(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot, document = spot_of(message), message.document
        if document is None or (document.file_size or 0) > MOST_FILE_BYTES:
            await self._asking.say(context.bot, spot, replies.FILE_TOO_LARGE)
            return
        file = await document.get_file()
        data, name = bytes(await file.download_as_bytearray()), sendable(document.file_name or "file.txt")
        await self._do(context.bot, spot, lambda: _told(self._shelf.put_file(data, name)))

    async def _remove(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot, name = spot_of(message), question_after_command(message)
        if not name:
            await self._asking.say(context.bot, spot, replies.REMOVE_WHAT)
            return
        await self._do(context.bot, spot, lambda: self._taken_out(name))

    def _taken_out(self, name: str) -> str:
        article = self._shelf.take_out(name)
        if article is None:
            return replies.NO_SUCH_ARTICLE
        return replies.REMOVED.format(title=one_line(sendable(article.title), _LINE))

    async def _do(self, bot: Bot, spot: Spot, work: Callable[[], str]) -> None:
        """Say what comes of some work; what is wrong with the collection is for an admin to read."""
        async with typing(bot, spot):
            try:
                said = await asyncio.to_thread(work)
            except VerbatimError as error:
                log.warning("What an admin asked for can't be done: %s", error)
                said = str(error)
        await self._asking.say(bot, spot, said)

    async def _decide(self, standing: Standing, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot, words = spot_of(message), question_after_command(message)
        if not re.fullmatch(r"[0-9]{1,18}", words):
            await self._asking.say(context.bot, spot, replies.ALLOW_WHOM)
            return
        person = int(words)
        if self._access.is_admin(person):
            await self._asking.say(context.bot, spot, replies.ALWAYS_ADMIN)
            return
        await asyncio.to_thread(self._access.decide, person, standing, spot.person)
        decided = replies.ALLOWED if standing is Standing.ALLOWED else replies.DENIED
        await self._asking.say(context.bot, spot, decided.format(id=person))

    async def _stats(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._asking.say(context.bot, spot_of(message_of(update)), await asyncio.to_thread(self._numbers))

    def _numbers(self) -> str:
        coverage = self._shelf.coverage()
        updates, follows = self._inbox.counts(), self._follows.all()
        good, bad = self._feedback.counts()
        told = replies.STATS.format(
            articles=covered(coverage),
            statements=replies.STATEMENTS.of(coverage.statements),
            done=updates["done"],
            waiting=updates["waiting"],
            up=good,
            down=bad,
            follows=len(follows),
            people=len({each.person for each in follows}),
        )
        try:
            account = self._answers.account()
        except VerbatimError as error:
            return f"{told}\n{error}"
        return told if account is None else f"{told}\n{_spent(account)}"


def _spent(account: Account) -> str:
    """What the model has cost, in a line."""
    spent = account.spent
    limit = replies.STATS_LIMIT.format(limit=account.monthly) if account.monthly else ""
    answers = replies.ANSWERS.of(spent.answers)
    line = replies.STATS_MODEL.format(tokens=spent.tokens, limit=limit, answers=answers)
    line += replies.STATS_FELL_BACK.format(n=spent.fell_back) if spent.fell_back else ""
    return line if account.cost is None else line + replies.STATS_COST.format(cost=account.cost)


class _From(filters.MessageFilter):
    """Messages of admins."""

    def __init__(self, access: Access) -> None:
        super().__init__()
        self._access = access

    def filter(self, message: Message) -> bool:
        """Whether an admin wrote it."""
        return message.from_user is not None and self._access.is_admin(message.from_user.id)


class _ToCheck(filters.MessageFilter):
    """Documents whose caption asks to check them; the others are put in."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return asks_to_check(message)


def _told(report: Report) -> str:
    """What came of it, in lines."""
    did, failed = summary(report), report.failed
    lines = [f"{did[:1].upper()}{did[1:]}."]
    lines += [f"• {one_line(sendable(str(each)), _LINE)}" for each in failed[:_MOST_FAILURES]]
    if len(failed) > _MOST_FAILURES:
        lines.append(replies.AND_MORE.format(n=len(failed) - _MOST_FAILURES))
    return "\n".join(lines)
