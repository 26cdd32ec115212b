"""How the bot does, for its admins: numbers, answers that were disliked, questions without an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from bot.answering.drafting.draft import covered
from bot.llm.budget import Account
from bot.shelf import Shelf
from bot.state.conversations import StoredTurns
from bot.state.database import State
from bot.state.feedback import Feedback
from bot.state.follows import Follows
from bot.state.inbox import Inbox
from bot.telegram_chat.chat_context import message_of, spot_of
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.ports import Answers
from bot.telegram_chat.views.markup import isolated, one_line, sendable
from prompts import desk_replies, replies
from retrieval.errors import VerbatimError

_MOST = 10
# Lines of a kind.
_QUESTION, _ANSWER = 120, 160
# Code points of a question and of an answer.


class Review:
    """What admins are told of the bot's work.

    Args:
        answers: the core.
        shelf: the collection.
        asking: holds the chats' turns.
        state: what outlives the process.
    """

    def __init__(self, answers: Answers, shelf: Shelf, asking: Asking, state: State) -> None:
        self._answers = answers
        self._shelf = shelf
        self._asking = asking
        self._inbox, self._feedback, self._follows = Inbox(state), Feedback(state), Follows(state)
        self._turns = StoredTurns(state)

    def handlers(self, mine: filters.BaseFilter) -> list[BaseHandler[Any, Any, Any]]:
        """The handlers; ``mine`` lets new messages of admins through."""
        return [
            CommandHandler("stats", self._told(self._numbers), filters=mine),
            CommandHandler("review", self._told(self._wanting), filters=mine & filters.ChatType.PRIVATE),
        ]

    def _told(self, work: Callable[[], str]) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]:
        async def tell(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            await self._asking.say(context.bot, spot_of(message_of(update)), await asyncio.to_thread(work))

        return tell

    def _wanting(self) -> str:
        """What was disliked and what was refused, the latest first."""
        disliked = [
            desk_replies.REVIEW_DISLIKED.format(question=_line(asked, _QUESTION), answer=_line(answered, _ANSWER))
            for asked, answered in self._feedback.disliked(_MOST)
        ]
        refused = [f"• {_line(each, _QUESTION)}" for each in self._turns.refused(_MOST)]
        parts = [
            "\n".join([heading, *(lines or [desk_replies.REVIEW_NONE])])
            for heading, lines in (
                (desk_replies.REVIEW_OF_DISLIKED, disliked),
                (desk_replies.REVIEW_OF_REFUSED, refused),
            )
        ]
        return "\n\n".join(parts)

    def _numbers(self) -> str:
        coverage = self._shelf.coverage()
        updates, follows = self._inbox.counts(), self._follows.all()
        good, bad = self._feedback.counts()
        told = desk_replies.STATS.format(
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


def _line(text: str, limit: int) -> str:
    return isolated(one_line(sendable(text), limit))


def _spent(account: Account) -> str:
    """What the model has cost, in a line."""
    spent = account.spent
    limit = desk_replies.STATS_LIMIT.format(limit=account.monthly) if account.monthly else ""
    answers = replies.ANSWERS.of(spent.answers)
    line = desk_replies.STATS_MODEL.format(tokens=spent.tokens, limit=limit, answers=answers)
    line += desk_replies.STATS_FELL_BACK.format(n=spent.fell_back) if spent.fell_back else ""
    return line if account.cost is None else line + desk_replies.STATS_COST.format(cost=account.cost)
