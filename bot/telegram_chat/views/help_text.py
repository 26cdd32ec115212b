"""What can be done here, by whom: the help of a private chat, of a group, of an admin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from telegram import User

from bot.telegram_chat.chrome import local
from prompts import replies

_GROUPED = (
    ("quote", "who", "speakers", "articles", "latest", "timeline"),
    ("check",),
    ("follow", "following", "unfollow"),
    ("settings", "timezone", "cancel", "privacy", "forget_me"),
)
"""Commands that belong together; a test holds that none is missing."""

_IN_GROUPS = ("ask", *_GROUPED[0], "check", "follow")


def help_text(bot: User, *, private: bool, admin: bool) -> str:
    """The help.

    Args:
        bot: tells its name, and whether it may be added to groups and used in any chat.
        private: a chat with one person alone, not a group.
        admin: that person runs the bot.
    """
    if not private:
        here = local(replies.HELP_IN_GROUP).format(bot=bot.username)
        return "\n\n".join([here, _listed(local(replies.COMMANDS), _IN_GROUPS)])
    asking, checking, *others = _GROUPED
    parts = [
        f"{local(replies.HELP_ASK)}\n{_listed(local(replies.COMMANDS), asking)}",
        f"{local(replies.HELP_CHECK)}\n{_listed(local(replies.COMMANDS), checking)}",
        *(_listed(local(replies.COMMANDS), names) for names in others),
    ]
    elsewhere = [local(replies.HELP_INLINE).format(bot=bot.username)] if bot.supports_inline_queries else []
    elsewhere += [local(replies.HELP_GROUPS)] if bot.can_join_groups else []
    parts += ["\n".join(elsewhere)] if elsewhere else []
    parts += [f"{replies.HELP_ADMIN}\n{_listed(replies.ADMIN_COMMANDS, replies.ADMIN_COMMANDS)}"] if admin else []
    return "\n\n".join(parts)


def _listed(commands: Mapping[str, str], names: Iterable[str]) -> str:
    return "\n".join(replies.HELP_COMMAND.format(name=name, does=commands[name]) for name in names)
