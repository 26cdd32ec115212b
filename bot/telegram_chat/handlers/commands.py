"""The commands: what each is called, what Telegram shows of it, and the question that it puts."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterable, Sequence
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

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Command:
    """One command.

    ``says``: its description, as Telegram lists it. ``asks``: the question that it puts without any words behind it;
    None: it needs them. ``asks_with``: the question that it puts with those words in the place of ``{}``. ``example``:
    what to write where words are missing. ``groups``: listed in groups, too.
    """

    name: str
    says: str
    asks: str | None = None
    asks_with: str | None = None
    example: str = ""
    groups: bool = True

    @property
    def is_question(self) -> bool:
        """Whether it is only another way to put a question."""
        return self.asks is not None or self.asks_with is not None


COMMANDS = (
    Command("ask", "Ask the articles a question", asks_with="{}", example="/ask what did … say about …"),
    Command(
        "quote",
        "What somebody said: NAME, or NAME about TOPIC",
        asks_with="What did {} say?",
        example="/quote NAME about TOPIC",
    ),
    Command("who", "Who somebody is: NAME", asks_with="Who is {}?", example="/who NAME"),
    Command("speakers", "Who is quoted", asks="Who is quoted?", asks_with="Who is quoted on {}?"),
    Command(
        "articles", "Which articles there are", asks="Which articles are there?", asks_with="Which articles about {}?"
    ),
    Command("latest", "What is new", asks="What is the latest?", asks_with="What is the latest on {}?"),
    Command("follow", "Hear of it when somebody says something new: NAME or TOPIC", example="/follow NAME or topic"),
    Command("unfollow", "Hear of it no longer", example="/unfollow NAME or topic"),
    Command("following", "Whom and what you follow"),
    Command("settings", "Length of answers, alerts, quiet hours", groups=False),
    Command("cancel", "Stop the answer under way"),
    Command("forget_me", "Delete everything that I keep of you", groups=False),
    Command("help", "What I can do, with examples", asks="help"),
)

ADMIN_COMMANDS = (
    Command("ingest", "Put an article in: URL, or send a link or a file", example="/ingest URL", groups=False),
    Command("remove", "Take an article out: ID or URL", example="/remove ID", groups=False),
    Command("allow", "Let a person ask: ID", example="/allow ID", groups=False),
    Command("deny", "Let a person ask no longer: ID", example="/deny ID", groups=False),
    Command("stats", "How much there is, and how it is used", groups=False),
)

_ABOUT = re.compile(r"\s+(?=(?:about|on|regarding)\s)", re.IGNORECASE)


def question_of(command: Command, words: str) -> str | None:
    """The question that a command puts with ``words`` behind it; None when it needs words and has none."""
    if not words:
        return command.asks
    if command.asks_with is None:
        return command.asks
    if command.name == "quote":
        # The name, then the topic: "What did McFaul say about gifts?"
        name, *about = _ABOUT.split(words.rstrip(" ?."), maxsplit=1)
        return " ".join([command.asks_with.format(name).rstrip("?"), *about]) + "?"
    return command.asks_with.format(words.rstrip(" ?.") if command.name != "ask" else words)


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
