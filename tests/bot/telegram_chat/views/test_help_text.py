"""The help: what one may do where one is, each command once."""

from __future__ import annotations

import re

import pytest
from telegram import User

from bot.telegram_chat.views.help_text import help_text
from bot.telegram_chat.views.markup import units
from prompts import replies

BOT = User(1, "V", is_bot=True, username="v_bot", can_join_groups=True, supports_inline_queries=True)
SHY = User(1, "V", is_bot=True, username="v_bot", can_join_groups=False, supports_inline_queries=False)


def commands(text: str) -> list[str]:
    return re.findall(r"^/(\w+) – ", text, re.MULTILINE)


def test_alone_all_commands_are_told_and_an_admins_to_admins_only() -> None:
    everybody, admin = (commands(help_text(BOT, private=True, admin=each)) for each in (False, True))
    assert sorted(everybody) == sorted(replies.COMMANDS.keys() - {"help", "ask"})
    assert admin == [*everybody, *replies.ADMIN_COMMANDS]


def test_a_group_is_told_how_to_ask_and_nothing_private() -> None:
    text = help_text(BOT, private=False, admin=False)
    assert "@v_bot" in text
    assert not {"settings", "following", "forget_me", "ingest"} & set(commands(text))
    assert "ask" in commands(text)


def test_what_the_bot_may_not_do_is_not_offered() -> None:
    assert "In any chat" in help_text(BOT, private=True, admin=False)
    assert "Add me to a group" in help_text(BOT, private=True, admin=False)
    shy = help_text(SHY, private=True, admin=False)
    assert "In any chat" not in shy
    assert "Add me to a group" not in shy


@pytest.mark.parametrize("private", [True, False])
def test_it_is_one_message(private: bool) -> None:
    assert units(help_text(BOT, private=private, admin=private)) < 3_000
