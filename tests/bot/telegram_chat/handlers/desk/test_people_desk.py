"""Who may ask, from an admin's chat, through the production command."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_server import TelegramServer


@pytest.fixture
def admin(production_server: TelegramServer, production: ChatProcess) -> Room:
    room = Room(production_server)
    room.chat = room.person = 9001
    return room


def test_persons_are_kept_out_and_let_in(admin: Room, room: Room) -> None:
    """By their id; an admin stays one."""
    room.ask("/help")
    assert "no longer" in admin.ask(f"/deny {room.person}").text
    room.say("What did McFaul say?")
    assert "invite" in room.server.wait_for_messages(2, room.chat)[1].text
    assert "may ask me now" in admin.ask(f"/allow {room.person}").text
    assert "McFaul" in room.ask("What did McFaul say?").text
    assert "admin" in admin.ask("/deny 9001").text
    assert "/allow 123456789" in admin.ask("/allow me").text


def test_people_are_listed_with_a_button_each(admin: Room, room: Room) -> None:
    """A press keeps out or lets in; a stranger's press does nothing."""
    room.ask("/help")
    admin.ask(f"/deny {room.person}")
    listed = admin.ask("/people")
    assert listed.text.startswith("Everybody may ask")
    assert f"Denied: id {room.person}" in listed.text
    data = next(each["callback_data"] for each in listed.buttons if f"✓ id {room.person}" in each["text"])
    assert "Only admins" in admin.told(admin.server.press(listed, data, person=5))
    assert f"Allowed: id {room.person}" in admin.turned(listed, f"✓ id {room.person}").text
    assert "McFaul" in room.ask("What did McFaul say?").text
    assert f"Denied: id {room.person}" in admin.turned(listed, f"✕ id {room.person}").text
    admin.ask(f"/allow {room.person}")


def test_no_admin_is_kept_out_by_a_forged_button(admin: Room) -> None:
    listed = admin.ask("/people")
    assert admin.told(admin.server.press(listed, "people:denied:9001:0", person=9001)) == ""
    assert "Thumbs" in admin.ask("/stats").text
