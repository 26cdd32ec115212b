"""Articles in and out, as admins do it from their chat."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageOriginChannel,
    Update,
)
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.answering.drafting.line_builder import day
from bot.collection import summary
from bot.shelf import Shelf
from bot.telegram_chat.chat_context import Spot, message_of, spot_of
from bot.telegram_chat.handlers.access import Access
from bot.telegram_chat.handlers.addressed.addressing import question_after_command
from bot.telegram_chat.handlers.addressed.button_press import ButtonPress, on_press
from bot.telegram_chat.handlers.addressed.pointed_at import asks_to_check
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.transport.fetching import fetched
from bot.telegram_chat.transport.sending import answer_press, typing
from bot.telegram_chat.views.keyboards import keyboard, paging
from bot.telegram_chat.views.markup import isolated, one_line, sendable
from prompts import desk_replies, replies
from retrieval.errors import VerbatimError
from retrieval.library import Report
from retrieval.model import Article

log = logging.getLogger(__name__)

PAGE = 8
"""Articles of one page of the list."""

_LINK = re.compile(r"https?://\S+")
_LINKS = re.compile(r"(?:\s*https?://\S+)+\s*")
_PRESS = r"article:(?:(ask|remove|undo):([0-9a-f]{16})|(page):([0-9]{1,4}))\Z"
_MOST_FAILURES = _MOST_ADDED = 5
_LINE, _TITLE, _LABEL = 300, 80, 40
# Code points of one thing that went wrong, of a title in a line, and of one on a button.


class ArticlesDesk:
    """What admins do with the articles.

    Args:
        shelf: the collection.
        access: knows the admins.
        asking: holds the chats' turns.
    """

    def __init__(self, shelf: Shelf, access: Access, asking: Asking) -> None:
        self._shelf = shelf
        self._access = access
        self._asking = asking

    def handlers(self, mine: filters.BaseFilter) -> list[BaseHandler[Any, Any, Any]]:
        """The handlers; ``mine`` lets new messages of admins through."""
        sent = mine & filters.ChatType.PRIVATE
        return [
            CommandHandler("ingest", self._ingest, filters=mine),
            CommandHandler("remove", self._remove, filters=mine),
            CommandHandler("articles", self._list, filters=sent),
            on_press(self._press, _PRESS, only=self._access.is_admin),
            MessageHandler(sent & filters.Document.ALL & ~_ToCheck(), self._file),
            MessageHandler(sent & filters.TEXT & filters.Regex(re.compile(rf"\A{_LINKS.pattern}\Z")), self._ingest),
            MessageHandler(sent & (filters.TEXT | filters.CAPTION) & _OfChannel(), self._post),
        ]

    async def _ingest(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        links = [link.rstrip(",;.") for link in _LINK.findall(sendable(message.text or ""))]
        spot = spot_of(message)
        if not links:
            await self._asking.say(context.bot, spot, desk_replies.INGEST_WHAT)
            return
        await self._put_in(context.bot, spot, lambda: self._shelf.put_links(links))

    async def _file(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot, document = spot_of(message), message.document
        data = None if document is None else await fetched(document)
        if document is None or data is None:
            await self._asking.say(context.bot, spot, desk_replies.FILE_TOO_LARGE)
            return
        name = sendable(document.file_name or "file.txt")
        await self._put_in(context.bot, spot, lambda: self._shelf.put_file(data, name))

    async def _post(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A channel's post that an admin sends on."""
        message = message_of(update)
        origin, text = message.forward_origin, sendable(message.text or message.caption or "")
        if not isinstance(origin, MessageOriginChannel):
            return
        channel, number = origin.chat, origin.message_id
        # Private channels' posts have addresses that their members can open.
        name = channel.username or f"c/{str(channel.id).removeprefix('-100')}"
        link, outlet = f"https://t.me/{name}/{number}", one_line(sendable(channel.title or ""), _TITLE) or None
        posted = origin.date.date()
        await self._put_in(context.bot, spot_of(message), lambda: self._shelf.put_post(text, outlet, posted, link))

    async def _put_in(self, bot: Bot, spot: Spot, work: Callable[[], Report]) -> None:
        def put() -> tuple[str, InlineKeyboardMarkup | None]:
            report = work()
            return _told(report, self._shelf.added(report))

        await self._do(bot, spot, put)

    async def _remove(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        spot, name = spot_of(message), question_after_command(message)
        if not name:
            await self._asking.say(context.bot, spot, desk_replies.REMOVE_WHAT)
            return
        await self._do(context.bot, spot, lambda: (self._taken_out(name), None))

    def _taken_out(self, name: str) -> str:
        article = self._shelf.take_out(name)
        return desk_replies.NO_SUCH_ARTICLE if article is None else desk_replies.REMOVED.format(title=_title(article))

    async def _do(self, bot: Bot, spot: Spot, work: Callable[[], tuple[str, InlineKeyboardMarkup | None]]) -> None:
        """Say what comes of some work; what is wrong with the collection is for an admin to read."""
        async with typing(bot, spot):
            said, buttons = await asyncio.to_thread(_tried, work)
        await self._asking.say(bot, spot, said, buttons)

    async def _list(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """All articles, or those that hold some words, each with a button that takes it out."""
        message = message_of(update)
        words = question_after_command(message)
        await self._do(context.bot, spot_of(message), lambda: self._page(0, words))

    def _page(self, start: int, words: str = "") -> tuple[str, InlineKeyboardMarkup | None]:
        found = self._shelf.newest(words, start, PAGE + 1)
        if not found:
            return (
                desk_replies.NOTHING_THERE_ADMIN if not words and not start else desk_replies.NO_SUCH_ARTICLES
            ), None
        shown = found[:PAGE]
        lines = [f"{number}. {_where(article)}" for number, article in enumerate(shown, start=start + 1)]
        rows = [
            [_button(desk_replies.BUTTON_REMOVE.format(n=number, title=_label(article)), f"ask:{article.id}")]
            for number, article in enumerate(shown, start=start + 1)
        ]
        if not words:  # the words have no place on a button
            rows.append(paging("article:page:", start, PAGE, more=len(found) > PAGE))
        elif len(found) > PAGE:
            lines.append(desk_replies.MORE_ARTICLES)
        return "\n".join(lines), keyboard(rows)

    async def _press(self, press: ButtonPress, context: ContextTypes.DEFAULT_TYPE) -> None:
        await answer_press(press.query)
        does, article, _, page = press.match.groups()
        match does:
            case "ask":
                work = lambda: self._asked(article)  # noqa: E731
            case None:
                work = lambda: self._page(int(page))  # noqa: E731
            case _:
                work = lambda: (self._taken_out(article), None)  # noqa: E731
        said, buttons = await asyncio.to_thread(_tried, work)
        await press.show(context.bot, said, buttons)

    def _asked(self, article_id: str) -> tuple[str, InlineKeyboardMarkup | None]:
        """What is taken out, once more."""
        article = self._shelf.article(article_id)
        if article is None:
            return desk_replies.NO_SUCH_ARTICLE, None
        yes = _button(desk_replies.BUTTON_REMOVE_YES, f"remove:{article.id}")
        no = _button(desk_replies.BUTTON_KEEP, "page:0")
        return desk_replies.REMOVE_SURE.format(title=_title(article)), keyboard([[yes, no]])


def _tried(work: Callable[[], tuple[str, InlineKeyboardMarkup | None]]) -> tuple[str, InlineKeyboardMarkup | None]:
    try:
        return work()
    except VerbatimError as error:
        log.warning("What an admin asked for can't be done: %s", error)
        return sendable(str(error)), None


class _ToCheck(filters.MessageFilter):
    """Documents whose caption asks to check them; the others are put in."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return asks_to_check(message)


class _OfChannel(filters.MessageFilter):
    """Posts of channels, sent on."""

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return isinstance(message.forward_origin, MessageOriginChannel)


def _told(report: Report, added: list[tuple[Article, int]]) -> tuple[str, InlineKeyboardMarkup | None]:
    """What came of it, in lines, and a button for each article that is new, which takes it out again."""
    did, failed = summary(report), report.failed
    shown = added[:_MOST_ADDED]
    lines = [
        desk_replies.ADDED.format(title=_title(article), statements=replies.STATEMENTS.of(count))
        for article, count in shown
    ]
    if len(added) > len(shown):
        lines.append(replies.AND_MORE.format(n=len(added) - len(shown)))
    if failed or not lines:
        lines.append(f"{did[:1].upper()}{did[1:]}.")
    lines += [f"• {one_line(sendable(str(each)), _LINE)}" for each in failed[:_MOST_FAILURES]]
    if len(failed) > _MOST_FAILURES:
        lines.append(replies.AND_MORE.format(n=len(failed) - _MOST_FAILURES))
    rows = [
        [_button(desk_replies.BUTTON_UNDO if len(shown) == 1 else _undo(article), f"undo:{article.id}")]
        for article, _ in shown
    ]
    return "\n".join(lines), keyboard(rows)


def _undo(article: Article) -> str:
    return desk_replies.BUTTON_UNDO_ONE.format(title=_label(article))


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"article:{data}")


def _title(article: Article) -> str:
    return isolated(one_line(sendable(article.title), _TITLE))


def _label(article: Article) -> str:
    return one_line(sendable(article.title), _LABEL)


def _where(article: Article) -> str:
    """Title, outlet and day."""
    told = [_title(article)]
    told += [isolated(one_line(sendable(article.publisher), _LABEL))] if article.publisher else []
    return " · ".join([*told, *([day(article.published)] if article.published else [])])
