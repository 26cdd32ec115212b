"""The state that the settings name."""

from __future__ import annotations

from bot.settings import Settings
from bot.state.database import State

FILE = "telegram.sqlite"
"""The file in the home that keeps what the chats need, unless there is a database."""


def opened(settings: Settings, bot_id: int | None = None) -> State:
    """See :meth:`bot.state.database.State.open`; None: whosever it is."""
    address = settings.database_url.get_secret_value() if settings.database_url is not None else None
    return State.open(address, settings.home / FILE, bot_id)
