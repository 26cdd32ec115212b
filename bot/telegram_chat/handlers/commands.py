"""The commands: what each is called, what Telegram shows of it, and the question that it puts."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from prompts import Reply, replies
from prompts.languages import LANGUAGES, in_language

log = logging.getLogger(__name__)


PRIVATE_ONLY = frozenset({"settings", "timezone", "following", "forget_me"})
"""Commands that Telegram doesn't list in groups."""

_ON = re.compile(r"\s+(?:about|on|regarding)\s+", re.IGNORECASE)
_ENDS = " ?."
# What may end the words behind a command, which stand within a question then.


@dataclass(frozen=True)
class QuestionCommand:
    """A command that is another way to put a question.

    ``asks``: the question that it puts without any words behind it; None: it needs them. ``asks_with``: makes a
    question of those words. ``needs``: what to say where words are missing.
    """

    asks: str | None = None
    asks_with: Callable[[str], str] | None = None
    needs: str = ""

    def question(self, words: str) -> str | None:
        """The question that it puts with ``words`` behind it; None when it needs words and has none."""
        return self.asks_with(words) if words and self.asks_with is not None else self.asks


def _on(question: Reply) -> Callable[[str], str]:
    return lambda words: question.format(topic=words.rstrip(_ENDS))


def _quote(words: str) -> str:
    """The name, then the topic: "What did McFaul say about gifts?"."""
    return replies.what_did(*_ON.split(words.rstrip(_ENDS), maxsplit=1))


def _who(words: str) -> str:
    return replies.WHO_IS.format(who=words.rstrip(_ENDS))


QUESTION_COMMANDS = {
    "ask": QuestionCommand(asks_with=str, needs=replies.NO_QUESTION),
    "quote": QuestionCommand(asks_with=_quote, needs=replies.WRITE_QUOTE),
    "who": QuestionCommand(asks_with=_who, needs=replies.WRITE_WHO),
    "speakers": QuestionCommand(replies.ASK_SPEAKERS, _on(replies.ASK_SPEAKERS_ON)),
    "articles": QuestionCommand(replies.ASK_ARTICLES, _on(replies.ASK_ARTICLES_ON)),
    "latest": QuestionCommand(replies.ASK_LATEST, _on(replies.ASK_LATEST_ON)),
}


async def register(bot: Bot, admins: Iterable[int]) -> None:
    """Have Telegram list the commands: in private chats, in groups, and all of them to admins."""
    everybody, all_of_them = replies.COMMANDS, replies.COMMANDS | replies.ADMIN_COMMANDS
    lists: list[tuple[BotCommandScope, Mapping[str, str], str | None]] = [
        (BotCommandScopeDefault(), everybody, None),
        *((BotCommandScopeChat(admin), all_of_them, None) for admin in admins),
    ]
    for language in (None, *LANGUAGES):
        listed = in_language(everybody, language)
        in_groups = {name: listed[name] for name in listed if name not in PRIVATE_ONLY}
        lists += [
            (BotCommandScopeAllPrivateChats(), listed, language),
            (BotCommandScopeAllGroupChats(), in_groups, language),
        ]
    await asyncio.gather(*(_list(bot, *each) for each in lists), _describe(bot))


async def _describe(bot: Bot) -> None:
    """Say what the bot is, in each language, where its operator hasn't said so."""
    try:
        if (await bot.get_my_description()).description in {"", replies.DESCRIPTION}:
            for language in (None, *LANGUAGES):
                text = in_language(replies.DESCRIPTION, language)
                if (await bot.get_my_description(language)).description != text:
                    await bot.set_my_description(text, language)
        if (await bot.get_my_short_description()).short_description in {"", replies.SHORT_DESCRIPTION}:
            for language in (None, *LANGUAGES):
                text = in_language(replies.SHORT_DESCRIPTION, language)
                if (await bot.get_my_short_description(language)).short_description != text:
                    await bot.set_my_short_description(text, language)
    except TelegramError as error:
        log.warning("Telegram doesn't show what the bot is: %s", error)


async def _list(bot: Bot, scope: BotCommandScope, commands: Mapping[str, str], language: str | None) -> None:
    try:
        listed = [BotCommand(*each) for each in commands.items()]
        await bot.set_my_commands(listed, scope=scope, language_code=language)
    except TelegramError as error:
        # A bot without a menu still answers; an admin who has never written to it has none until the next start.
        log.warning("Telegram doesn't list the commands (%s): %s", scope.type, error)
