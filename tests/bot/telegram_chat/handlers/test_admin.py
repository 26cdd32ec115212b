"""What admins do from their chat, through the production command."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_server import TelegramServer

LINK = "https://example.org/lervik"
PAGE = f"""<html><head><title>A lock for Lervik</title><link rel="canonical" href="{LINK}"></head><body><article>
<h1>A lock for Lervik</h1>
<p>The town of Lervik gets a lock in its canal, the council decided on Monday after a debate that went on all day.</p>
<p>“The lock will be open before the ice comes,” said Tora Lindqvist, who chairs the council, on Monday.</p>
</article></body></html>""".encode()


@pytest.fixture
def admin(production_server: TelegramServer, production: ChatProcess) -> Room:
    room = Room(production_server)
    room.chat = room.person = 9001
    return room


def send_file(room: Room, data: bytes, name: str, **more: object) -> str:
    document = room.server.upload(data) | {"file_name": name} | more
    return room.ask(None, document=document).text


def test_a_file_is_put_in_and_taken_out(admin: Room, room: Room) -> None:
    """What it says can be asked for at once; taken out, it is gone."""
    assert send_file(admin, PAGE, "lervik.html") == "1 new."
    assert "The lock will be open before the ice comes" in room.ask("What did Lindqvist say?").text
    assert send_file(admin, PAGE, "lervik.html") == "1 unchanged."
    assert "no article" in admin.ask("/remove nonsense").text
    assert "/remove" in admin.ask("/remove").text
    assert admin.ask(f"/remove {LINK}").text == "Taken out: A lock for Lervik"
    assert "isn't quoted" in room.ask("What did Lindqvist say?").text


def test_a_link_is_fetched_where_it_may_be(admin: Room) -> None:
    """Sent alone or behind the command; one into the machine itself is refused, in words."""
    for text in ("http://127.0.0.1:1/article", "/ingest http://127.0.0.1:1/article"):
        told = admin.ask(text).text
        assert told.startswith("1 failed.\n• http://127.0.0.1:1/article")
    two = admin.ask("/ingest http://127.0.0.1:1/ferry, http://127.0.0.1:1/barge.").text
    assert "• http://127.0.0.1:1/ferry: " in two
    assert "• http://127.0.0.1:1/barge: " in two
    assert "/ingest https" in admin.ask("/ingest").text


def test_what_cannot_be_read_is_told(admin: Room) -> None:
    """And what is too large isn't fetched."""
    assert "1 failed." in send_file(admin, b"\x00\x01\x02" * 100, "noise.txt")
    assert "20 MB" in send_file(admin, b"x", "large.txt", file_size=30_000_000)


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


def test_numbers_are_told(admin: Room) -> None:
    """How much there is and how it is used."""
    text = admin.ask("/stats").text
    assert " articles, " in text
    assert "Thumbs: " in text
    assert "Follows: " in text


@pytest.mark.parametrize("text", ["/ingest https://example.org/a", "/remove x", "/allow 1", "/deny 1", "/stats"])
def test_nobody_else_has_these_commands(room: Room, text: str) -> None:
    """They are told that there is none, as for any other word."""
    assert "/help" in room.ask(text).text


def test_nobody_elses_file_is_put_in(room: Room) -> None:
    """It is checked. Nor is a link that they send."""
    assert "not in my articles" in send_file(room, PAGE, "lervik.html")
    assert "Lindqvist" not in room.ask("What did Lindqvist say?").text.partition("isn't quoted")[2]
    assert "failed" not in room.ask("http://127.0.0.1:1/article").text
