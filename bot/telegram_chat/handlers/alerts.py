"""What followers hear of: statements in new articles, from any process.

A follower hears of a statement once: it is noted as sent before it goes out. What a kill cuts off between the note and
Telegram's answer is lost rather than sent twice; that window is the time that one bundle takes.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.state.conversations import ShownAnswers
from bot.state.database import State
from bot.state.follows import Following, Follows, News
from bot.state.preferences import Liked, Preferences
from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.ports import Answers
from bot.telegram_chat.transport.offers import offers
from bot.telegram_chat.transport.sending import send
from bot.telegram_chat.views.keyboards import below_alert
from bot.telegram_chat.views.markup import one_line, sendable
from bot.telegram_chat.views.messages import Part, headed, render
from bot.telegram_chat.views.passage_card import same_words
from prompts import replies
from retrieval.errors import VerbatimError
from retrieval.model import Question

log = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
"""Between two looks at the collection; if it didn't change, a look costs one file look-up."""

SETTLE_SECONDS = 6.0
"""An ingest goes on for a while: what it finds is sent together, once nothing new came for so long."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
"""Between tries to send what didn't go out; each pause is twice the one before."""

MOST_REFUSALS = 8
"""Tries that Telegram refuses before the news is dropped: with the pauses between them, about an hour."""

_TAKES_NONE = ("chat not found", "peer_id_invalid", "no rights to send", "not enough rights", "chat_write_forbidden")
# What Telegram says, without a code of its own, of a chat that is gone or closed to the bot.

MOST_AT_ONCE = 10
"""Statements in one bundle; a larger burst comes in several."""

_MOST_OF_ONE = 200
# Statements for one name or topic in one look.
_NAMED = 200
# Code points of the names above a bundle.


@dataclass
class _Trouble:
    """How often news for somebody didn't go out, how often of these Telegram refused it, and when it is tried again."""

    again: datetime
    failures: int = 0
    refusals: int = 0


class Alerts:
    """The alerts of all followers.

    Args:
        answers: the core.
        state: what outlives the process.
        follows: who hears of what.
        admits: whether a person may still ask, in a chat.
    """

    def __init__(self, answers: Answers, state: State, follows: Follows, admits: Callable[[int, int], bool]) -> None:
        self._answers = answers
        self._follows = follows
        self._state = state
        self._troubles: dict[Spot, _Trouble] = {}
        self._preferences = Preferences(state)
        self._shown = ShownAnswers(state)
        self._admits = admits
        self._looked_at: frozenset[str] | None = None
        self._settled = 0.0

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Look for news and send it, until ``stop`` is set and what is going out has gone out."""
        while not stop.is_set():
            try:
                await self.look()
                if asyncio.get_running_loop().time() >= self._settled:
                    await self.deliver(bot, datetime.now(UTC))
            except VerbatimError as error:
                log.warning("Nobody hears of anything new for now: %s", error)
            except Exception:
                log.exception("Nobody hears of anything new for now")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)

    async def look(self) -> None:
        """Note what new articles hold for followers."""
        articles = await asyncio.to_thread(self._answers.articles)
        if articles is self._looked_at:
            return
        if await asyncio.to_thread(self._follows.take_in, articles, self._news):
            self._settled = asyncio.get_running_loop().time() + SETTLE_SECONDS
        self._looked_at = articles

    async def deliver(self, bot: Bot, moment: datetime) -> None:
        """Send what waits to the people who want to hear of it at ``moment``."""
        waiting = await asyncio.to_thread(self._follows.waiting)
        spots = {place: Spot(place[1], place[2], place[0], private=place[0] == place[1]) for place in waiting}
        self._troubles = {spot: each for spot, each in self._troubles.items() if spot in spots.values()}
        for (person, chat, topic), news in waiting.items():
            liked = await asyncio.to_thread(self._preferences.of, person)
            due = any(liked.is_due(each.found, moment) for each in news)
            if not liked.alerts or not due or liked.is_quiet(moment):
                continue
            if not await asyncio.to_thread(self._admits, person, chat):
                continue
            spot = spots[person, chat, topic]
            if (trouble := self._troubles.get(spot)) and moment < trouble.again:
                continue
            for start in range(0, len(news), MOST_AT_ONCE):
                if self._state.current(chat) != chat:
                    break  # a supergroup now: the rest goes there at the next look
                bundle = news[start : start + MOST_AT_ONCE]
                try:
                    await self._send(bot, spot, bundle, liked)
                except TelegramError as error:
                    await self._failed(spot, bundle, error, moment)
                    break
                self._troubles.pop(spot, None)

    async def _failed(self, spot: Spot, news: Sequence[News], error: TelegramError, moment: datetime) -> None:
        """News didn't go out: it waits for the chat to be back, for a while, or is dropped."""
        spot = replace(spot, chat=self._state.current(spot.chat))
        trouble = self._troubles.setdefault(spot, _Trouble(moment))
        trouble.failures += 1
        trouble.refusals += isinstance(error, BadRequest)
        closed = isinstance(error, Forbidden) or any(words in str(error).lower() for words in _TAKES_NONE)
        if trouble.refusals >= MOST_REFUSALS and not closed:
            log.warning("News for chat %s is dropped: %s", spot.chat, error)
            del self._troubles[spot]
            return
        await asyncio.to_thread(self._follows.mark, news, sent=False)
        if closed:
            log.info("Chat %s takes no messages; what is followed there waits: %s", spot.chat, error)
            del self._troubles[spot]
            await asyncio.to_thread(self._follows.pause, spot.chat)
        else:
            log.warning("News for chat %s didn't go out and waits: %s", spot.chat, error)
            trouble.again = moment + min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(trouble.failures - 1, 10))

    async def _send(self, bot: Bot, spot: Spot, news: Sequence[News], liked: Liked) -> None:
        """Send a bundle; raises ``TelegramError`` where certainly none of it went out."""
        followed = one_line(", ".join(dict.fromkeys(each.to.followed for each in news)), _NAMED)
        question = Question(
            text=followed,
            # A conversation of its own: the next question in the chat doesn't lean on what nobody asked.
            chat=f"alerts:{spot.conversation}",
            id=f"alert:{spot.person}:{spot.chat}:{news[0].words}",
            asked=datetime.now(UTC).date(),
        )
        keys = [(each.article, each.start, each.end) for each in news]
        answer = await asyncio.to_thread(self._answers.quoting, keys, question)
        await asyncio.to_thread(self._follows.mark, news, sent=True)
        if not answer.citations:
            return  # taken out again meanwhile
        heading = replies.NEW_ON_FOLLOWED if liked.digest is None else replies.DIGEST
        parts = headed(Part.plain(sendable(heading.format(names=followed))), render(answer, short=liked.short))
        buttons = below_alert(answer, (each.to.followed for each in news))
        sent = await send(bot, spot, parts, buttons=buttons, lost=offers(bot, spot), strict=True)
        await asyncio.to_thread(self._shown.add, spot.chat, sent, str(question.id), spot.person)

    def _news(self, articles: Sequence[str], follows: Sequence[Following]) -> Iterator[News]:
        """What new articles hold for each follow."""
        followers: dict[str, list[Following]] = {}
        for each in follows:
            followers.setdefault(each.followed, []).append(each)
        found = datetime.now(UTC)
        for followed, to in followers.items():
            for answer in self._answers.quotes(followed, found.date(), most=_MOST_OF_ONE, among=articles):
                citation = answer.citations[0]
                digest = hashlib.sha256(same_words(citation).encode()).hexdigest()[:32]
                for each in to:
                    yield News(each, citation.article.id, citation.start, citation.end, digest, found)
