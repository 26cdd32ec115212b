"""The commands: what each is called, what Telegram shows of it, and the question that it puts."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterable, Sequence
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

from prompts import replies
from prompts.replies import Reply

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Command:
    """One command.

    ``says``: its description, as Telegram lists it. ``asks``: the question that it puts without any words behind it;
    None: it needs them. ``asks_with``: makes a question of those words. ``needs``: what to say where words are missing.
    ``groups``: listed in groups, too.
    """

    name: str
    says: str
    asks: str | None = None
    asks_with: Callable[[str], str] | None = None
    needs: str = ""
    groups: bool = True

    @property
    def is_question(self) -> bool:
        """Whether it is only another way to put a question."""
        return self.asks is not None or self.asks_with is not None


_ON = re.compile(r"\s+(?:about|on|regarding)\s+", re.IGNORECASE)
_ENDS = " ?."
# What may end the words behind a command, which stand within a question then.


def _on(question: Reply) -> Callable[[str], str]:
    return lambda words: question.format(topic=words.rstrip(_ENDS))


COMMANDS = (
    Command("ask", replies.COMMAND_ASK, asks_with=str, needs=replies.NO_QUESTION),
    Command(
        "quote",
        replies.COMMAND_QUOTE,
        # The name, then the topic: "What did McFaul say about gifts?"
        asks_with=lambda words: replies.what_did(*_ON.split(words.rstrip(_ENDS), maxsplit=1)),
        needs=replies.WRITE_QUOTE,
    ),
    Command(
        "who",
        replies.COMMAND_WHO,
        asks_with=lambda words: replies.WHO_IS.format(who=words.rstrip(_ENDS)),
        needs=replies.WRITE_WHO,
    ),
    Command("speakers", replies.COMMAND_SPEAKERS, replies.ASK_SPEAKERS, _on(replies.ASK_SPEAKERS_ON)),
    Command("articles", replies.COMMAND_ARTICLES, replies.ASK_ARTICLES, _on(replies.ASK_ARTICLES_ON)),
    Command("latest", replies.COMMAND_LATEST, replies.ASK_LATEST, _on(replies.ASK_LATEST_ON)),
    Command("follow", replies.COMMAND_FOLLOW),
    Command("unfollow", replies.COMMAND_UNFOLLOW),
    Command("following", replies.COMMAND_FOLLOWING),
    Command("settings", replies.COMMAND_SETTINGS, groups=False),
    Command("cancel", replies.COMMAND_CANCEL),
    Command("forget_me", replies.COMMAND_FORGET_ME, groups=False),
    Command("help", replies.COMMAND_HELP, asks="help"),
)

ADMIN_COMMANDS = (
    Command("ingest", replies.COMMAND_INGEST, groups=False),
    Command("remove", replies.COMMAND_REMOVE, groups=False),
    Command("allow", replies.COMMAND_ALLOW, groups=False),
    Command("deny", replies.COMMAND_DENY, groups=False),
    Command("stats", replies.COMMAND_STATS, groups=False),
)


def question_of(command: Command, words: str) -> str | None:
    """The question that a command puts with ``words`` behind it; None when it needs words and has none."""
    return command.asks_with(words) if words and command.asks_with is not None else command.asks


async def register(bot: Bot, admins: Iterable[int]) -> None:
    """Have Telegram list the commands: in private chats, in groups, and all of them to admins."""
    private = [*COMMANDS]
    lists: list[tuple[BotCommandScope, Sequence[Command]]] = [
        (BotCommandScopeDefault(), private),
        (BotCommandScopeAllPrivateChats(), private),
        (BotCommandScopeAllGroupChats(), [each for each in COMMANDS if each.groups]),
        *((BotCommandScopeChat(admin), [*private, *ADMIN_COMMANDS]) for admin in admins),
    ]
    await asyncio.gather(*(_list(bot, scope, commands) for scope, commands in lists))


async def _list(bot: Bot, scope: BotCommandScope, commands: Sequence[Command]) -> None:
    try:
        await bot.set_my_commands([BotCommand(each.name, each.says) for each in commands], scope=scope)
    except TelegramError as error:
        # A bot without a menu still answers; an admin who has never written to it has none until the next start.
        log.warning("Telegram doesn't list the commands (%s): %s", scope.type, error)
