"""From a question in a chat to its answer there: asked of the core, shown, and known by the messages that show it."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from telegram import Bot, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.state.conversations import ShownAnswers
from bot.state.database import State
from bot.state.person_cache import Remembered
from bot.state.preferences import Preferences
from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.chrome import local
from bot.telegram_chat.ports import Answers, Checks
from bot.telegram_chat.transport.chat_locks import Turns
from bot.telegram_chat.transport.delivery import Earlier, current
from bot.telegram_chat.transport.newer_methods import NewerMethods
from bot.telegram_chat.transport.offers import insist, offer, offers
from bot.telegram_chat.transport.sending import edit, send, take_back, typing
from bot.telegram_chat.transport.writing_line import WritingLine
from bot.telegram_chat.views.check_answer import answer_of
from bot.telegram_chat.views.keyboards import below_answer
from bot.telegram_chat.views.markup import one_line, sendable
from bot.telegram_chat.views.messages import Part, headed, render, render_plain
from prompts import desk_replies, replies
from retrieval.errors import NoArticles, VerbatimError
from retrieval.model import Answer, Question, Status

log = logging.getLogger(__name__)

_HEADING = 200
# Code points of a question that is repeated above its answer, where no message shows it.


@dataclass(frozen=True)
class Draft:
    """A text to check. ``asks``: where it holds nothing to check, it is a question."""

    text: str
    asks: bool = True


@dataclass(frozen=True)
class Asked:
    """A question as it was put.

    ``draft``: a text to check, which the question stands for in the conversation. ``id``: what it is known by; put
    again, it is the same question. ``reply_to``: the message that the answer replies to. ``after``: the id of the
    question that it follows up; None: the conversation's last. ``by_button``: no message of the person's shows it.
    ``heard``: it was spoken. ``instead``: words that a greeting has in the place of the core's, above the same buttons.
    """

    text: str
    spot: Spot
    id: str
    reply_to: int | None
    after: str | None = None
    by_button: bool = False
    heard: bool = False
    draft: Draft | None = None
    instead: str = ""


@dataclass
class _Run:
    """An answer under way, of the question that a message put.

    ``stop`` ends a model's writing; ``dropped``: nobody wants to see it any more.
    """

    message: int | None
    stop: threading.Event = field(default_factory=threading.Event)
    dropped: bool = False


class Asking:
    """The questions of all chats.

    Args:
        answers: the core.
        state: what outlives the process.
        checks: what checks drafts; None: they are questions.
        is_admin: whether a person runs the bot.

    ``liked`` holds the persons' settings: a handler that changes one drops it there. ``newer``: methods of newer
    servers.
    """

    def __init__(
        self,
        answers: Answers,
        state: State,
        checks: Checks | None = None,
        is_admin: Callable[[int], bool] = lambda _: False,
    ) -> None:
        self._answers = answers
        self._is_admin = is_admin
        self._checks = checks
        self._shown = ShownAnswers(state)
        self.newer = NewerMethods()
        self.liked = Remembered(Preferences(state).of)
        state.on_forget(self.liked.drop)
        self._turns: Turns[int] = Turns()
        self._under_way: dict[str, _Run] = {}

    async def answer(self, bot: Bot, asked: Asked) -> None:
        """Answer a question in its chat, in the chat's turn."""
        async with self.turn(bot, asked.spot):
            delivery = current()
            earlier = [] if delivery is None else delivery.taken_over()
            line = WritingLine(bot, self.newer, asked.spot, asked.reply_to)
            try:
                async with typing(bot, asked.spot, unless=lambda: line.is_draft):
                    found = await self._found(asked, line.show)
            except Exception:
                await take_back(bot, asked.spot.chat, await line.end())
                raise
            await self._put(bot, asked, found, [*earlier, *map(Earlier, await line.end())])

    async def answer_anew(self, bot: Bot, asked: Asked) -> None:
        """Answer an edited question in the place of the answer that it had; if it had none, it is answered."""
        before = await asyncio.to_thread(self._shown.messages, asked.id)
        if not before:
            await self.answer(bot, asked)
            return
        async with self.turn(bot, asked.spot):
            delivery = current()
            earlier = [] if delivery is None else delivery.taken_over()
            fresh = asked.draft is None and (delivery is None or not delivery.resumed)
            if fresh and await asyncio.to_thread(self._recalled, asked) is not None:
                return  # Telegram also tells of edits that leave the words alone
            async with typing(bot, asked.spot):
                found = await self._found(asked)
            if found is not None:
                known = [*map(Earlier, before), *(each for each in earlier if each.message not in before)]
                await self._put(bot, asked, found, known)

    async def _put(
        self,
        bot: Bot,
        asked: Asked,
        found: tuple[list[Part], InlineKeyboardMarkup | None] | None,
        before: Sequence[Earlier],
    ) -> None:
        """Show an answer in the place of messages that are there, and behind them; what is left of those goes."""
        there = [each.message for each in before if each.message is not None]
        if found is None:
            await take_back(bot, asked.spot.chat, there)
            return
        parts, buttons = found
        kept, shown = await self._replace(bot, asked, before, parts, buttons)
        if rest := parts[shown:]:
            reply_to, lost = None if shown else asked.reply_to, offers(bot, asked.spot, asked.reply_to)
            kept += await send(bot, asked.spot, rest, reply_to=reply_to, buttons=buttons, lost=lost)
        await take_back(bot, asked.spot.chat, [each for each in there if each not in kept])
        self._shown.add(asked.spot.chat, kept, asked.id, asked.spot.person)

    async def _replace(
        self,
        bot: Bot,
        asked: Asked,
        before: Sequence[Earlier],
        parts: list[Part],
        buttons: InlineKeyboardMarkup | None,
    ) -> tuple[list[int], int]:
        """Put the first parts into messages that are there, or offer them where that isn't known.

        Returns:
            The messages that hold or offer a part now, in order, and how many parts have their place.
        """
        kept: list[int] = []
        shown = 0
        for each in before:
            if shown == len(parts):
                break
            behind = len(parts) - shown - 1
            if each.message is None:
                kept += await offer(bot, asked.spot, each, behind, asked.reply_to)
            elif each.offers or await edit(
                bot, asked.spot.chat, each.message, parts[shown], None if behind else buttons
            ):
                kept.append(each.message)
            else:
                continue
            shown += 1
        return kept, shown

    async def question_of(self, chat: int, message: int) -> str | None:
        """The id of the question that a message of the bot's answers; None: it answers none, or long ago."""
        question = await asyncio.to_thread(self._shown.question, chat, message)
        if question is None:
            # It may have gone out just now, and not be noted yet: that is done before the chat's turn ends.
            async with self._turns.of(chat):
                question = await asyncio.to_thread(self._shown.question, chat, message)
        return question

    async def say(self, bot: Bot, spot: Spot, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Say something that isn't an answer, in the chat's turn."""
        async with self.turn(bot, spot):
            await send(bot, spot, render_plain(text), buttons=buttons)

    async def ask_back(self, bot: Bot, spot: Spot, text: str, reply_to: int | None = None) -> None:
        """Ask for the words that a command needs: the person's client opens a reply to this message."""
        async with self.turn(bot, spot):
            await send(bot, spot, render_plain(text), reply_to=reply_to, buttons=ForceReply(selective=True))

    async def is_private(self, bot: Bot, spot: Spot) -> bool:
        """Whether nobody else reads along; where others do, the person is told where to say it."""
        if not spot.private:
            button = InlineKeyboardButton(local(replies.BUTTON_PRIVATE), url=f"https://t.me/{bot.username}")
            await self.say(bot, spot, local(replies.IN_PRIVATE), InlineKeyboardMarkup([[button]]))
        return spot.private

    async def say_at_once(self, bot: Bot, spot: Spot, text: str) -> None:
        """Say something while an answer in the chat may be under way."""
        await send(bot, spot, render_plain(text))

    def stop(self, spot: Spot, message: int | None = None) -> bool:
        """Stop the model that a person's answer there, to this message's question, waits for; whether one does."""
        run = self._under_way.get(spot.conversation)
        if run is None or message not in {None, run.message}:
            return False
        run.stop.set()
        return True

    def cancel(self, spot: Spot) -> bool:
        """Drop the answer that a person waits for there; whether there was one."""
        run = self._under_way.get(spot.conversation)
        if run is None:
            return False
        run.dropped = True
        run.stop.set()
        return True

    def shown(self, spot: Spot, answer: Answer) -> tuple[list[Part], InlineKeyboardMarkup | None]:
        """The messages of an answer as a person likes them, and the last one's buttons. Reads the state."""
        if answer.text.startswith(replies.ENGLISH_ONLY):
            rest = answer.text.removeprefix(replies.ENGLISH_ONLY)
            answer = answer.model_copy(update={"text": f"{local(replies.ENGLISH_ONLY)}{rest}"})
        return render(answer, short=self.liked.of(spot.person).short), below_answer(answer)

    async def _found(
        self, asked: Asked, waits: Callable[[], None] = lambda: None
    ) -> tuple[list[Part], InlineKeyboardMarkup | None] | None:
        """The messages of the answer; None when it was cancelled meanwhile."""
        spot = asked.spot
        run = self._under_way[spot.conversation] = _Run(asked.reply_to)
        try:
            parts, buttons = await asyncio.to_thread(
                lambda: self.shown(spot, self.answer_to(asked, waits=waits, stop=run.stop))
            )
        finally:
            if self._under_way.get(spot.conversation) is run:
                del self._under_way[spot.conversation]
        if run.dropped:
            return None
        if asked.heard:
            told = local(replies.I_HEARD).format(words=one_line(sendable(asked.text), _HEADING))
            parts = headed(Part.plain(told), parts)
        if asked.by_button:
            heading = Part.plain(f"» {one_line(sendable(asked.text), _HEADING)}").within("b")
            parts = headed(heading, parts)
        return parts, buttons

    def answer_to(
        self, asked: Asked, *, waits: Callable[[], None] = lambda: None, stop: threading.Event | None = None
    ) -> Answer:
        """The answer of the core, or what a check of the draft says. For a thread."""
        question = Question(
            text=asked.text,
            chat=asked.spot.conversation,
            asked=datetime.now(UTC).date(),
            id=asked.id,
            after=asked.after,
        )
        delivery = current()
        # What has gone out in part before a restart is what is gone on with.
        answer = self._recalled(asked) if delivery is not None and delivery.resumed else None
        answer = answer or self._checked(question, asked.draft)
        answer = answer or self._answers.answer(question, stop=stop, waits=waits)
        if asked.instead and answer.status is Status.HELP:
            answer = answer.model_copy(update={"text": asked.instead})
        return answer

    def _checked(self, question: Question, draft: Draft | None) -> Answer | None:
        """What a check of a draft says; None: there is nothing to check, and it is to be answered as a question."""
        if draft is None or self._checks is None:
            return None
        checked = self._checks.check(draft.text)
        if draft.asks and not checked.items:
            return None
        answer = answer_of(checked, question)
        self._answers.keep(question, answer)
        return answer

    def _recalled(self, asked: Asked) -> Answer | None:
        """The answer that these very words got before."""
        answer = self._answers.recalled(asked.id)
        return answer if answer is not None and answer.question == asked.text else None

    @asynccontextmanager
    async def turn(self, bot: Bot, spot: Spot) -> AsyncIterator[None]:
        """Hold the chat's turn; an exception is logged, and told in one line without its details."""
        async with self._turns.of(spot.chat):
            try:
                yield
            except Exception as error:
                await apologise(bot, spot, error, to_admin=spot.private and self._is_admin(spot.person))


async def apologise(bot: Bot, spot: Spot, error: Exception, *, to_admin: bool = False) -> None:
    """Tell who waits, in one line without its inside, that something went wrong; the log has the rest.

    Not into the chat of a guest, whose id may be that of another chat.
    """
    told = render_plain(what_went_wrong(spot, error, to_admin=to_admin))
    if spot.guest:
        return
    try:
        await insist(bot, spot, told)
    except TelegramError as failure:
        log.warning("An error could not be told to chat %s: %s", spot.chat, failure)


def what_went_wrong(spot: Spot, error: Exception, *, to_admin: bool = False) -> str:
    """An error in a line without its inside; the log has the rest."""
    code = secrets.token_hex(3)
    if isinstance(error, NoArticles):
        log.warning("Error %s in chat %s: %s", code, spot.chat, error)
        # What to do about it is for the operator; that there is nothing yet is for everybody.
        return desk_replies.NOTHING_THERE_ADMIN if to_admin else local(replies.NOTHING_THERE)
    log.error("Error %s in chat %s", code, spot.chat, exc_info=error)
    text = local(replies.SOMETHING_WENT_WRONG).format(code=code)
    if isinstance(error, VerbatimError) and error.retryable:
        text = f"{text} {local(replies.ASK_AGAIN_LATER)}"
    return text
