"""Which message means what: a question, a command, an edit, or nothing that the bot can read."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import Any

from telegram import Message, Update, User
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    TypeHandler,
    filters,
)

from bot.shelf import Shelf
from bot.state.conversations import ShownAnswers, question_id
from bot.state.database import State
from bot.state.shared_questions import SharedQuestions
from bot.telegram_chat.chat_context import message_of, spot_of
from bot.telegram_chat.chrome import local
from bot.telegram_chat.handlers.access import Access
from bot.telegram_chat.handlers.addressed.addressing import question_after_command
from bot.telegram_chat.handlers.addressed.pointed_at import meant_by
from bot.telegram_chat.handlers.addressed.thanks import is_thanks
from bot.telegram_chat.handlers.addressed.voice_notes import VoiceNotes
from bot.telegram_chat.handlers.buttons import Presses
from bot.telegram_chat.handlers.checks import CheckRequests
from bot.telegram_chat.handlers.commands import QUESTION_COMMANDS, QuestionCommand
from bot.telegram_chat.handlers.desk.articles_desk import ArticlesDesk
from bot.telegram_chat.handlers.desk.people_desk import PeopleDesk
from bot.telegram_chat.handlers.desk.review import Review
from bot.telegram_chat.handlers.follow import FollowCommands
from bot.telegram_chat.handlers.inline import Inline
from bot.telegram_chat.handlers.personal import Personal
from bot.telegram_chat.handlers.questions import Asked, Asking
from bot.telegram_chat.handlers.timelines import Timelines
from bot.telegram_chat.ports import Answers, Checks
from bot.telegram_chat.views.help_text import help_text
from bot.telegram_chat.views.markup import sendable
from bot.voice.transcriber import Transcriber
from prompts import replies
from prompts.languages import in_every_language

log = logging.getLogger(__name__)

_SHARED = "q_"
# What a start parameter begins with that stands for a question.

_GREETING = "help"
# The question that the core answers with questions to begin with.

_ASKED = (
    replies.FOLLOW_WHAT,
    replies.WHICH_CITY,
    replies.NO_SUCH_CITY,
    replies.CHECK_WHAT,
    *(each.needs for each in QUESTION_COMMANDS.values() if each.needs),
)
# What the bot asks for, which a person answers by a reply.

_OF_A_PERSON = MessageReactionHandler.MESSAGE_REACTION_UPDATED

_ALBUMS = 100
# The last ones, whose other pictures may still come.


class Chat:
    """The chats of one bot.

    Args:
        answers: the core.
        state: what outlives the process.
        access: who may ask, and who runs the bot.
        shelf: the collection, for its admins; None: it can't be changed from a chat.
        checks: what checks the words that people send; None: those are questions.
        voice: what hears voice notes; None: nothing does.
    """

    def __init__(
        self,
        answers: Answers,
        state: State,
        access: Access,
        shelf: Shelf | None = None,
        checks: Checks | None = None,
        voice: Transcriber | None = None,
    ) -> None:
        self._access = access
        self._shown = ShownAnswers(state)
        self._shared = SharedQuestions(state)
        self._asking = Asking(answers, state, checks, access.is_admin)
        self._checks = None if checks is None else CheckRequests(self._asking)
        self._voice = None if voice is None else VoiceNotes(voice, self._asking)
        self._albums: deque[str] = deque(maxlen=_ALBUMS)
        self._presses = Presses(answers, self._asking, state)
        self._timelines = Timelines(answers, self._asking, state)
        self._personal = Personal(self._asking, state)
        self._following = FollowCommands(answers, self._asking, state)
        self._inline = Inline(answers, self._asking, state, personal=not access.is_open)
        self._desks: Sequence[ArticlesDesk | PeopleDesk | Review] = ()
        if shelf is not None:
            self._desks = (
                ArticlesDesk(shelf, access, self._asking),
                PeopleDesk(access, self._asking, state),
                Review(answers, shelf, self._asking, state),
            )

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """The handlers, in the order in which they are tried."""
        new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
        both = new | edited
        private = new & filters.ChatType.PRIVATE
        words = filters.TEXT | filters.CAPTION
        questions = [
            CommandHandler(name, partial(self._command, command), filters=both)
            for name, command in QUESTION_COMMANDS.items()
        ]
        mine = new & filters.User(self._access.admins, allow_empty=True)
        return [
            *(handler for desk in self._desks for handler in desk.handlers(mine)),
            CommandHandler("start", self._start, filters=new),
            CommandHandler("help", self._help, filters=new),
            *questions,
            CommandHandler("timeline", self._timelines.command, filters=new),
            *([] if self._checks is None else [CommandHandler("check", self._checks.command, filters=both)]),
            CommandHandler("cancel", self._cancel, filters=new),
            CommandHandler("stop", self._cancel, filters=new),
            *self._personal.handlers(new),
            *self._following.handlers(new),
            InlineQueryHandler(self._inline.offer),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE, self._inline.answer_guest),
            MessageReactionHandler(self._presses.react, message_reaction_types=_OF_A_PERSON),
            CallbackQueryHandler(self._presses.press),
            MessageHandler(private & filters.COMMAND, self._unknown_command),
            MessageHandler(both & filters.ChatType.PRIVATE & words & ~filters.COMMAND, self._said),
            MessageHandler(both & filters.ChatType.GROUPS & words, self._said),
            *([] if self._checks is None else [MessageHandler(private & filters.Document.ALL, self._said)]),
            *([] if self._voice is None else [MessageHandler(private & filters.VOICE, self._voice.heard)]),
            MessageHandler(private & ~filters.StatusUpdate.ALL & ~filters.COMMAND, self._no_text),
            TypeHandler(Update, self._presses.stop_draft),  # what none of the others is for
        ]

    async def _start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        parameter = question_after_command(message)
        if not parameter.startswith(_SHARED):
            await self._ask(update, context, _GREETING, instead=local(replies.START))
            return
        question = await asyncio.to_thread(self._shared.question, parameter.removeprefix(_SHARED))
        if question is None:
            await self._asking.say(context.bot, spot_of(message), local(replies.NOT_SHARED))
        else:
            await self._ask(update, context, question, by_button=True)

    async def _help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        me, spot = context.bot.bot, spot_of(message)
        text = help_text(me, private=spot.private, admin=spot.private and self._access.is_admin(spot.person))
        await self._ask(update, context, _GREETING, instead=text)

    async def _command(self, command: QuestionCommand, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        question = command.question(question_after_command(message))
        if question is not None:
            await self._ask(update, context, question)
        elif not message.edit_date:
            await self._asking.ask_back(context.bot, spot_of(message), local(command.needs), message.message_id)

    async def _asked_for(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> bool:
        """Take the words that the bot has asked for, where a message replies to that; whether it does."""
        message, me = message_of(update), context.bot.bot
        replied, words = message.reply_to_message, sendable(message.text or "").strip()
        if replied is None or replied.from_user is None or replied.from_user.id != me.id or not words:
            return False
        asked = next((each for each in _ASKED if replied.text in in_every_language(each)), None)
        match asked:
            case replies.FOLLOW_WHAT if not message.edit_date:
                await self._following.begin(context.bot, message, words)
            case replies.WHICH_CITY | replies.NO_SUCH_CITY if not message.edit_date:
                await self._personal.place(context.bot, message, words)
            case replies.CHECK_WHAT if self._checks is not None:
                await self._checks.given(context.bot, message, words)
            case _:
                command = next((each for each in QUESTION_COMMANDS.values() if asked and each.needs == asked), None)
                question = None if command is None else command.question(words)
                if question is None:
                    return False
                await self._ask(update, context, question)
        return True

    async def _said(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        bot: User = context.bot.bot
        if await self._asked_for(update, context):
            return
        meant = meant_by(message, bot)
        if meant is None:
            return
        if is_thanks(meant.question):
            if not message.edit_date:
                await self._asking.say(context.bot, spot_of(message), local(replies.WELCOME))
        elif self._checks is not None and meant.document is not None:
            await self._checks.document(context.bot, message, meant.document)
        elif self._checks is not None and meant.draft is not None:
            await self._checks.words(context.bot, message, meant)
        elif meant.question or message.edit_date:
            await self._ask(update, context, meant.question)
        else:
            await self._asking.say(context.bot, spot_of(message), local(replies.NO_QUESTION))

    async def _ask(
        self,
        update: Update,
        context: ContextTypes.DEFAULT_TYPE,
        text: str,
        *,
        by_button: bool = False,
        instead: str = "",
    ) -> None:
        message = message_of(update)
        if not text:
            return
        asked = Asked(
            text=text,
            spot=spot_of(message),
            id=question_id(message.chat_id, message.message_id),
            reply_to=message.message_id,
            after=None if message.reply_to_message is None else await asyncio.to_thread(self._followed, message),
            by_button=by_button,
            instead=instead,
        )
        if message.edit_date:
            await self._asking.answer_anew(context.bot, asked)
        else:
            await self._asking.answer(context.bot, asked)

    def _followed(self, message: Message) -> str | None:
        """The question whose answer this message replies to."""
        replied = message.reply_to_message
        return None if replied is None else self._shown.question(message.chat_id, replied.message_id)

    async def _cancel(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """At once, and not when the answer under way has had its turn."""
        spot = spot_of(message_of(update))
        text = local(replies.CANCELLED) if self._asking.cancel(spot) else local(replies.NOTHING_UNDER_WAY)
        await self._asking.say_at_once(context.bot, spot, text)

    async def _unknown_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self._asking.say(context.bot, spot_of(message_of(update)), local(replies.UNKNOWN_COMMAND))

    async def _no_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = message_of(update)
        album = message.media_group_id
        if album is None or album not in self._albums:  # whose pictures come in a message each
            await self._asking.say(context.bot, spot_of(message), local(replies.NO_TEXT))
        if album is not None:
            self._albums.append(album)
