"""``/timeline``: a picture of somebody's statements over time, or of who is quoted, with buttons that lead to them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from telegram import Bot, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.answering.drafting.evidence import Key
from bot.state.conversations import ShownAnswers, question_id
from bot.state.database import State
from bot.telegram_chat.chat_context import Spot, message_of, spot_of
from bot.telegram_chat.handlers.addressed.addressing import question_after_command
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.ports import Answers
from bot.telegram_chat.transport.offers import offers
from bot.telegram_chat.transport.sending import Attachment, send, send_attachment, typing
from bot.telegram_chat.views.keyboards import below_timeline
from bot.telegram_chat.views.markup import one_line, sendable
from bot.telegram_chat.views.messages import Part, render_plain
from bot.timelines.bar_chart import as_text, bar_chart
from bot.timelines.chart import Chart, Said, about_whom, charted, day_of
from bot.timelines.picture import NoPictures, drawn
from prompts import chart_replies, replies
from retrieval.model import Answer, Question, Status

log = logging.getLogger(__name__)

_MOST_BUTTONS = 6
_COLUMNS = 30
# Of a fixed-width font that a phone shows on one line.
_LINE = 200
# Code points of the lines above a chart.


@dataclass(frozen=True)
class _Made:
    """A chart to be shown. ``picture``: None where nothing draws one. ``answer``: what its buttons lead to."""

    chart: Chart
    picture: bytes | None
    answer: Answer


class Timelines:
    """The charts of all chats.

    Args:
        answers: the core.
        asking: holds the chats' turns.
        state: what outlives the process.
    """

    def __init__(self, answers: Answers, asking: Asking, state: State) -> None:
        self._answers = answers
        self._asking = asking
        self._shown = ShownAnswers(state)

    async def command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """``/timeline NAME about TOPIC``; without a name, who is quoted how often."""
        message, bot = message_of(update), context.bot
        spot, named = spot_of(message), question_id(message.chat_id, message.message_id)
        who, about = about_whom(one_line(question_after_command(message), _LINE))
        async with self._asking.turn(bot, spot):
            async with typing(bot, spot):
                made = await asyncio.to_thread(self._made, who, about, spot, named)
            if made is None:
                nobody = chart_replies.NOBODY_TO_DRAW.format(who=who) if who else chart_replies.NOTHING_TO_DRAW
                await send(bot, spot, render_plain(f"{nobody}."), reply_to=message.message_id)
            else:
                self._shown.add(spot.chat, await _sent(bot, spot, message, made), named, spot.person)

    def _made(self, who: str | None, about: str | None, spot: Spot, named: str) -> _Made | None:
        """The chart that is asked for; None: there is nothing to draw."""
        who, found, chart = charted(self._answers.statements(speaker=who, about=about), who, about)
        if not chart.total:
            return None
        text = replies.what_did(who, about or "") if who else replies.ASK_SPEAKERS
        question = Question(text=text, chat=spot.conversation, asked=datetime.now(UTC).date(), id=named)
        if who is not None:
            answer = self._answers.quoting(_latest(found), question)
        else:
            asks = tuple(replies.what_did(name, about or "") for name in chart.labels[:_MOST_BUTTONS])
            answer = Answer(question=text, status=Status.HELP, text=chart.subtitle, suggestions=asks)
            self._answers.keep(question, answer)
        try:
            picture = drawn(chart, "png")
        except NoPictures:
            picture = None
        return _Made(chart, picture, answer)


async def _sent(bot: Bot, spot: Spot, message: Message, made: _Made) -> list[int]:
    """Send a chart as a picture, else as bars of characters; the messages' ids."""
    heading, buttons = _heading(made.chart), below_timeline(made.answer)
    if made.picture is not None:
        attached = Attachment("photo", "timeline.png", made.picture)
        try:
            sent = await send_attachment(bot, spot, attached, heading, reply_to=message.message_id, buttons=buttons)
        except BadRequest as error:
            log.warning("Telegram doesn't take a picture: %s", error)
        else:
            return await offers(bot, spot, message.message_id)(0) if sent is None else [sent]
    bars = Part.plain(sendable(as_text(bar_chart(made.chart, _COLUMNS)))).within("pre")
    whole = heading + Part.plain("\n\n") + bars
    return await send(bot, spot, [whole], reply_to=message.message_id, buttons=buttons)


def _latest(found: Sequence[Said]) -> list[Key]:
    """The first of the statements of each day and outlet, the latest days in front."""
    first: dict[tuple[date, str], Said] = {}
    for each in found:
        if when := day_of(each):
            first.setdefault((when, each[1].publisher or ""), each)
    latest = sorted(first.items(), key=lambda pair: pair[0], reverse=True)[:_MOST_BUTTONS]
    return [(article.id, statement.start, statement.end) for _, (statement, article, _) in latest]


def _heading(chart: Chart) -> Part:
    lines = [one_line(sendable(each), _LINE) for each in (chart.title, chart.subtitle, chart.note) if each]
    return Part.plain(lines[0]).within("b") + Part.plain("".join(f"\n{line}" for line in lines[1:]))
