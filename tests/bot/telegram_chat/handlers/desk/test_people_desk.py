"""Who may ask, from an admin's chat, through the production command."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.bot.telegram_chat.conftest import PRODUCTION, chat_process
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_server import TelegramServer


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


def test_a_request_is_settled_from_the_list_too(server: TelegramServer, sample_home: Path, tmp_path: Path) -> None:
    """The card is closed and the person answered, in their language; what they call themselves is words on a line."""
    home = shutil.copytree(sample_home, tmp_path / "home")
    settings = {"TELEGRAM_ADMINS": "11", "TELEGRAM_ACCESS": "approval"}
    sender = {"id": 5, "is_bot": False, "first_name": "<b>Allowed</b>\nDenied: Bo", "last_name": "\u202eeve"}
    sender["language_code"] = "uk"
    with chat_process(server, home, program=(*PRODUCTION, "--sample"), **settings) as bot:
        admin = Room(server)
        admin.chat = admin.person = 11
        admin.ask("/start")
        server.say("What did McFaul say?", chat=5, person=5, **{"from": sender})
        card = server.wait_for_messages(2, 11)[1]
        listed = admin.ask("/people")
        assert listed.text.splitlines()[2:] == [
            "Waiting: \u2068<b>Allowed</b> Denied: Bo \u202eeve\u2069 (id 5)",
        ]
        assert listed.parsed.entities == []
        data = listed.buttons[0]["callback_data"]
        assert data == "people:allowed:5:0"
        server.press(listed, data, person=11)
        told, answer = server.wait_for_messages(3, 5)[1:]
        assert "Тепер ви можете питати" in told.text
        assert "Michael McFaul" in answer.text
        server.wait(lambda: admin.now(card).buttons == [])
        assert "Allowed by id 11" in admin.now(card).text
        assert bot.stop() == 0, bot.output
