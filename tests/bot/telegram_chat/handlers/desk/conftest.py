"""The desk's tests: an admin's chat."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_server import TelegramServer


@pytest.fixture
def admin(production_server: TelegramServer, production: ChatProcess) -> Room:
    """An admin's private chat with the production command."""
    room = Room(production_server)
    room.chat = room.person = 9001
    return room
