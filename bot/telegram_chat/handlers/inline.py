"""In chats that the bot isn't in: ``@bot McFaul gifts`` offers quotes to send (inline), or is answered (as a guest)."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from datetime import UTC, datetime

from telegram import (
    InlineKeyboardButton,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.answering.drafting.line_builder import day
from bot.pages.text_links import at_words
from bot.state.database import State
from bot.state.shared_questions import SharedQuestions
from bot.telegram_chat.chat_context import spot_of
from bot.telegram_chat.chrome import local
from bot.telegram_chat.handlers.addressed.pointed_at import meant_by
from bot.telegram_chat.handlers.questions import Asked, Asking, Draft, what_went_wrong
from bot.telegram_chat.ports import Answers
from bot.telegram_chat.transport.sending import NO_PREVIEW
from bot.telegram_chat.views.keyboards import copy_only, keyboard
from bot.telegram_chat.views.markup import is_blank, one_line, sendable
from bot.telegram_chat.views.messages import Part, render
from bot.telegram_chat.views.passage_card import same_words
from prompts import replies
from retrieval.errors import VerbatimError
from retrieval.model import Answer, Citation

log = logging.getLogger(__name__)

PAGE = 12
"""Quotes offered at once; Telegram asks for the next ones as a person scrolls."""

CACHED_SECONDS = 60
"""How long Telegram may give the same answer to the same words: a new article is there a minute later."""

_LONGEST = 256
# Code points of what a person types there (Bot API, InlineQuery).
_MOST_OFFERED = 48
_TITLE, _DESCRIPTION = 80, 160
# Code points that a row of the list has room for.

_OPEN = "inline"
# The start parameter behind the button above the list.


class Inline:
    """Inline queries, and questions to a guest.

    Args:
        answers: the core.
        asking: answers a guest's questions.
        state: what outlives the process.
        personal: not everybody may ask, so what Telegram keeps of an answer is for that person alone.
    """

    def __init__(self, answers: Answers, asking: Asking, state: State, *, personal: bool) -> None:
        self._answers = answers
        self._asking = asking
        self._shared = SharedQuestions(state)
        self._personal = personal

    async def offer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer quotes for what a person has typed so far."""
        query = update.inline_query
        if query is None:
            return
        text = sendable(query.query).strip()[:_LONGEST]
        start = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 4 else 0
        cards = await asyncio.to_thread(self._cards, text, start)
        more = len(cards) > PAGE and start + PAGE < _MOST_OFFERED
        say = local(replies.ASK_ME) if cards else local(replies.NOTHING_FOUND_ASK_ME)
        try:
            await query.answer(
                cards[:PAGE],
                cache_time=CACHED_SECONDS,
                is_personal=self._personal,
                next_offset=str(start + PAGE) if more else "",
                button=InlineQueryResultsButton(say, start_parameter=_OPEN),
            )
        except BadRequest as error:
            log.info("An inline query can't be answered any more: %s", error)

    async def answer_guest(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question that mentions the bot, in one message; the rest of a longer answer is in the bot's chat."""
        message, bot = update.guest_message, context.bot
        meant = None if message is None else meant_by(message, bot.bot)
        if message is None or message.guest_query_id is None or meant is None or not meant.question:
            return
        spot, query = spot_of(message), message.guest_query_id
        draft = None if meant.draft is None else Draft(meant.draft)
        # Two people's chat has the number of one of them, so its messages' numbers name no question.
        asked = Asked(meant.question, spot, f"guest:{query}", None, draft=draft)
        try:
            part, rows = await asyncio.to_thread(self._told, asked, bot.username)
        except Exception as error:
            part, rows = Part.plain(what_went_wrong(spot, error)), []
        # A query is answered once, so the second try changes nothing where the first one arrived after all.
        for content in (_content(part), InputTextMessageContent(part.text, link_preview_options=NO_PREVIEW)):
            shown = InlineQueryResultArticle("answer", replies.QUOTE, content, keyboard(rows))
            if await self._asking.newer.answer_guest(bot, query, shown):
                break

    def _told(self, asked: Asked, bot: str) -> tuple[Part, list[list[InlineKeyboardButton]]]:
        answer = self._asking.answer_to(asked)
        parts, _ = self._asking.shown(asked.spot, answer)
        link = f"https://t.me/{bot}?start=q_{self._shared.key_of(asked.spot.person, asked.text)}"
        private = InlineKeyboardButton(local(replies.BUTTON_PRIVATE), url=link)
        return parts[0], [_buttons(answer) if answer.citations else [], [private]]

    def _cards(self, text: str, start: int) -> list[InlineQueryResultArticle]:
        try:
            # Twins leave: twice as many as are shown are looked at.
            found = self._answers.quotes(text, datetime.now(UTC).date(), most=2 * (start + PAGE + 1))
        except VerbatimError as error:
            log.warning("An inline query finds nothing: %s", error)
            return []
        once = {same_words(answer.citations[0]): answer for answer in reversed(found)}
        single = [answer for answer in found if once[same_words(answer.citations[0])] is answer]
        return [card for answer in single[start : start + PAGE + 1] if (card := _card(answer)) is not None]


def _card(answer: Answer) -> InlineQueryResultArticle | None:
    """A quote to send; None where no message holds it."""
    parts = render(answer, short=True)
    if len(parts) != 1:
        return None
    citation = answer.citations[0]
    title = one_line(sendable(citation.speaker or citation.article.title), _TITLE)
    stands = f"{citation.article.id} {citation.start} {citation.end}"
    return InlineQueryResultArticle(
        id=hashlib.sha256(stands.encode()).hexdigest()[:32],
        title=replies.QUOTE if is_blank(title) else title,
        description=_description(citation),
        input_message_content=_content(parts[0]),
        reply_markup=keyboard([_buttons(answer)]),
    )


def _description(citation: Citation) -> str:
    """Outlet and day, then the words."""
    article = citation.article
    stands = [article.publisher, article.published and day(article.published)]
    head = one_line(sendable(", ".join(part for part in stands if part)), _TITLE)
    quote = one_line(sendable(citation.quote), _DESCRIPTION)
    return quote if is_blank(head) else f"{head}\n{quote}"


def _content(part: Part) -> InputTextMessageContent:
    return InputTextMessageContent(part.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)


def _buttons(answer: Answer) -> list[InlineKeyboardButton]:
    """What works below a message in a chat that the bot isn't in: to copy, and to open the article."""
    citation = answer.citations[0]
    link = at_words(citation.article.url, citation.article.text, citation.start, citation.end)
    row = [*copy_only(answer, 1)]
    if link is not None:
        row.append(InlineKeyboardButton(local(replies.BUTTON_OPEN), url=link))
    return row
