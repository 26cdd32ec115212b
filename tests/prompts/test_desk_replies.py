"""What the bot says to its admins; ``test_replies`` holds that it is whole and used."""

from __future__ import annotations

from typing import get_args

from bot.settings import Settings
from bot.state.admissions import Standing
from prompts import desk_replies, replies


def test_every_way_to_let_people_in_has_its_words() -> None:
    """Those that the setting takes, and those that an admin decides."""
    assert desk_replies.PEOPLE_ACCESS.keys() == {*get_args(Settings.model_fields["telegram_access"].annotation)}
    assert replies.STANDINGS.keys() == {*Standing}
