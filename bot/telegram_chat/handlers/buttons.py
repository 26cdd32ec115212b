"""What a press of a button below an answer does."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MaybeInaccessibleMessage,
    Message,
    ReactionTypeEmoji,
    Update,
)
from telegram.constants import ReactionEmoji
from telegram.ext import ContextTypes

from bot.latest import Latest
from bot.state.conversations import ShownAnswers, question_id
from bot.state.database import State
from bot.state.feedback import Feedback
from bot.state.shared_questions import SharedQuestions
from bot.telegram_chat.chat_context import Spot, spot_in
from bot.telegram_chat.chrome import local
from bot.telegram_chat.handlers.questions import Asked, Asking
from bot.telegram_chat.ports import Answers
from bot.telegram_chat.transport.newer_methods import STOPPED
from bot.telegram_chat.transport.sending import (
    Attachment,
    answer_press,
    change_buttons,
    edit,
    send,
    send_attachment,
    typing,
)
from bot.telegram_chat.views.keyboards import Does, Press, below_answer, below_passage, pressed
from bot.telegram_chat.views.messages import Part
from bot.telegram_chat.views.passage_card import passage_card, to_copy, whole_quote
from bot.telegram_chat.views.quote_document import quote_document
from prompts import replies
from retrieval.model import Answer

_MOST_CARDS = 1_000
# Passages below answers that may be changed instead of sent once more.

_OPINIONS = {ReactionEmoji.THUMBS_UP.value: True, ReactionEmoji.THUMBS_DOWN.value: False}


class Presses:
    """The buttons of all chats.

    Args:
        answers: the core.
        asking: puts the questions that a button stands for.
        state: what outlives the process.
    """

    def __init__(self, answers: Answers, asking: Asking, state: State) -> None:
        self._answers = answers
        self._asking = asking
        self._shown = ShownAnswers(state)
        self._feedback = Feedback(state)
        self._shared = SharedQuestions(state)
        self._cards: Latest[tuple[int, int, int], int] = Latest(_MOST_CARDS)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button says; where it isn't ours, or its answer is gone, the person is told."""
        query = update.callback_query
        if query is None:
            return
        press, bot = pressed(query.data), context.bot
        if press is None or query.message is None:
            await answer_press(query, local(replies.ANSWER_EXPIRED), alert=True)
            return
        spot, message = spot_in(query.message.chat, query.message, query.from_user), query.message.message_id
        if press.does is Does.STOP:
            await answer_press(query, replies.STOPPED if self._asking.stop(spot) else local(replies.NOTHING_UNDER_WAY))
            return
        question = await self._asking.question_of(spot.chat, message) or _replied(query.message)
        answer = None if question is None else await asyncio.to_thread(self._answers.recalled, question)
        if answer is not None and press.does is Does.MISSED:
            await self._missed(query, bot, spot, message, answer, press.number)
            return
        if question is None or answer is None or press.number > max(len(answer.citations), len(answer.suggestions)):
            await answer_press(query, local(replies.ANSWER_EXPIRED), alert=True)
            await change_buttons(bot, spot.chat, message, None)
            return
        if await self._is_anothers(spot, message):
            press = _beside(press)
        match press.does:
            case Does.PASSAGE | Does.COPY if 1 <= press.number <= len(answer.citations):
                await answer_press(query)
                await self._show(bot, spot, message, answer, press)
            case Does.STATEMENT if 1 <= press.number <= len(answer.citations):
                await answer_press(query)
                await self._statement(bot, spot, message, question, answer, press.number)
            case Does.BACK if press.number:
                await answer_press(query, local(replies.ANOTHERS_ANSWER))
            case Does.FILE if answer.citations:
                await answer_press(query)
                await self._file(bot, spot, message, answer)
            case Does.BACK:
                await answer_press(query)
                await self._back(bot, spot, message, question, answer)
            case Does.GOOD | Does.BAD:
                good = press.does is Does.GOOD
                await asyncio.to_thread(self._feedback.give, spot.person, spot.chat, question, answer, good=good)
                await answer_press(query, local(replies.THANKS))
            case Does.SHARE:
                await answer_press(query)
                await self._share(bot, spot, message, answer)
            case Does.MORE:
                await answer_press(query)
                if not press.number:
                    await change_buttons(bot, spot.chat, message, below_answer(answer, more=False))
                await self._ask(bot, spot, message, question, "more", press)
            case Does.ASK if 1 <= press.number <= len(answer.suggestions):
                await answer_press(query)
                await self._ask(bot, spot, message, question, answer.suggestions[press.number - 1], press)
            case _:
                await answer_press(query, local(replies.ANSWER_EXPIRED), alert=True)

    async def react(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take a thumb as reaction to an answer for the press of its button; taken off, it is withdrawn."""
        reaction = update.message_reaction
        who = None if reaction is None else reaction.actor_chat or reaction.user
        if reaction is None or who is None:
            return
        before, after = (
            [_OPINIONS[each.emoji] for each in some if isinstance(each, ReactionTypeEmoji) and each.emoji in _OPINIONS]
            for some in (reaction.old_reaction, reaction.new_reaction)
        )
        chat = reaction.chat.id
        if not before and not after:
            return
        # Not in the chat's turn: a Stop would wait behind it for the end of the answer that it stops.
        question = await asyncio.to_thread(self._shown.question, chat, reaction.message_id)
        answer = None if question is None else await asyncio.to_thread(self._answers.recalled, question)
        if question is None or answer is None:
            return
        if after:
            await asyncio.to_thread(self._feedback.give, who.id, chat, question, answer, good=after[-1])
        else:
            await asyncio.to_thread(self._feedback.withdraw, who.id, question)

    async def stop_draft(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Stop the model below whose draft a person has pressed Stop."""
        match update.api_kwargs.get(STOPPED):
            case {"chat": {"id": int(chat)}, "draft_id": int(draft), **more}:
                topic = more.get("message_thread_id")
                self._asking.stop(Spot(chat, topic if isinstance(topic, int) else None, chat, private=True), draft)

    async def _show(self, bot: Bot, spot: Spot, message: int, answer: Answer, press: Press) -> None:
        citation = answer.citations[press.number - 1]
        whole = whole_quote(citation, len(answer.citations))
        is_whole = whole is not None and await self._asking.newer.send_rich(bot, spot, whole, message)
        if press.does is Does.COPY:
            if not is_whole:
                await send(bot, spot, [to_copy(citation)], reply_to=message)
            return
        start, end = await asyncio.to_thread(self._answers.passage, citation)
        card = passage_card(citation, len(answer.citations), start, end)
        await edit(bot, spot.chat, message, card, below_passage(answer, press.number))

    async def _statement(self, bot: Bot, spot: Spot, message: int, question: str, answer: Answer, number: int) -> None:
        """A passage as a message of its own: below a picture, which can't become one, or below another one's answer.

        Another press of the same person's changes that message, so that nobody fills a group with passages.
        """
        citation = answer.citations[number - 1]
        start, end = await asyncio.to_thread(self._answers.passage, citation)
        card, buttons = passage_card(citation, len(answer.citations), start, end), below_passage(answer, number)
        before = self._cards.get(place := (spot.chat, message, spot.person))
        if before is not None and await edit(bot, spot.chat, before, card, buttons):
            return
        sent = await send(bot, spot, [card], reply_to=message, buttons=buttons)
        self._shown.add(spot.chat, sent, question, spot.person)
        for each in sent:
            self._cards.put(place, each)

    async def _is_anothers(self, spot: Spot, message: int) -> bool:
        """Whether a message in a group answers another person than the one who presses its button.

        An anonymous admin asks for a chat, and presses as a person: that may be anybody.
        """
        if spot.private:
            return False
        asked = await asyncio.to_thread(self._shown.person, spot.chat, message)
        return asked is not None and asked > 0 and asked != spot.person

    async def _file(self, bot: Bot, spot: Spot, message: int, answer: Answer) -> None:
        """The quotes of an answer as a document to take away."""
        async with typing(bot, spot):
            made = Attachment("document", replies.QUOTES_FILE, await asyncio.to_thread(quote_document, answer))
        await send_attachment(bot, spot, made, Part.plain(local(replies.QUOTES_CAPTION)), reply_to=message)

    async def _missed(
        self, query: CallbackQuery, bot: Bot, spot: Spot, message: int, answer: Answer, number: int
    ) -> None:
        """A message of an answer in the place of the line that offers it."""
        parts, buttons = await asyncio.to_thread(self._asking.shown, spot, answer)
        if not (1 <= number <= len(parts) and _holds(query.message, query.data)):
            await answer_press(query, local(replies.ANSWER_EXPIRED), alert=True)
            return
        if await self._is_anothers(spot, message):
            await answer_press(query, local(replies.ANOTHERS_ANSWER))
            return
        await answer_press(query)
        await edit(bot, spot.chat, message, parts[-number], buttons if number == 1 else None)

    async def _back(self, bot: Bot, spot: Spot, message: int, question: str, answer: Answer) -> None:
        """The answer again, where a passage stood in its place."""
        messages = await asyncio.to_thread(self._shown.messages, question)
        parts, buttons = await asyncio.to_thread(self._asking.shown, spot, answer)
        at = messages.index(message) if message in messages else len(parts)
        await edit(bot, spot.chat, message, parts[at] if at < len(parts) else parts[-1], buttons)

    async def _share(self, bot: Bot, spot: Spot, message: int, answer: Answer) -> None:
        key = await asyncio.to_thread(self._shared.key_of, spot.person, answer.question)
        link = f"https://t.me/{bot.username}?start=q_{key}"
        button = InlineKeyboardButton(
            local(replies.BUTTON_SEND), url=f"https://t.me/share/url?url={quote(link, safe='')}"
        )
        text = Part.plain(local(replies.SHARED).format(link=link))
        await send(bot, spot, [text], reply_to=message, buttons=InlineKeyboardMarkup([[button]]))

    async def _ask(self, bot: Bot, spot: Spot, message: int, question: str, text: str, press: Press) -> None:
        """Put the question that a button stands for; pressed again, it is the same question."""
        named = f"{spot.chat}:{message}:{press.data}:{spot.person}"
        shows_itself = press.does is Does.MORE
        await self._asking.answer(bot, Asked(text, spot, named, message, after=question, by_button=not shows_itself))


def _beside(press: Press) -> Press:
    """What a press does where the message is another one's, who goes on reading it."""
    match press.does:
        case Does.PASSAGE:
            return Press(Does.STATEMENT, press.number)
        case Does.BACK | Does.MORE:
            return Press(press.does, 1)
    return press


def _holds(message: MaybeInaccessibleMessage | None, data: str | None) -> bool:
    """Whether a message has the button of this data."""
    rows = message.reply_markup.inline_keyboard if isinstance(message, Message) and message.reply_markup else ()
    return any(each.callback_data == data for row in rows for each in row)


def _replied(message: MaybeInaccessibleMessage) -> str | None:
    """The id of the question that a message of the bot's replies to, as Telegram tells it."""
    replied = message.reply_to_message if isinstance(message, Message) else None
    return None if replied is None else question_id(replied.chat.id, replied.message_id)
