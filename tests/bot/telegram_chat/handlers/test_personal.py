"""Settings, and that everything about a person is forgotten."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.rooms import Room


def test_settings_are_changed_by_taps(room: Room) -> None:
    """Short answers have no passages; the menu shows what is set."""
    menu = room.ask("/settings")
    assert "Answers: long" in menu.text
    assert "Answers: short" in room.turned(menu, "Short answers").text
    assert "22:00 to 07:00" in room.turned(menu, "quiet").text
    assert "UTC+0:30" in room.turned(menu, "Clock +").text
    answer = room.ask("What did McFaul say?")
    assert answer.spans("expandable_blockquote") == []
    assert "[1]" in answer.text
    assert "Answers: long" in room.turned(menu, "Long answers").text


def test_who_is_forgotten_is_forgotten_whole(room: Room) -> None:
    """Buttons of old answers say so, settings are as at first, a follow-up has nothing to follow."""
    answer = room.ask("What did McFaul say?")
    room.turned(room.ask("/settings"), "Short answers")
    assert "deleted everything" in room.turned(room.ask("/forget_me"), "Delete everything").text
    assert "again" in room.told(room.server.press(answer, "passage:1", person=room.person))
    assert "Answers: long" in room.ask("/settings").text
    assert "McFaul" not in room.ask("and on NATO?").text.split("\n")[0]


def test_forgetting_asks_once_more(room: Room) -> None:
    """Until the button is pressed, everything is there."""
    room.turned(room.ask("/settings"), "Short answers")
    room.ask("/forget_me")
    assert "Answers: short" in room.ask("/settings").text


@pytest.mark.parametrize("command", ["/settings", "/following", "/forget_me", "/unfollow"])
def test_private_things_are_told_in_private(group: Room, command: str) -> None:
    """In a group, the menu of one would be everybody's to read and to press."""
    told = group.ask(command)
    assert "private chat" in told.text
    assert [each["url"] for each in told.buttons] == ["https://t.me/verbatim_fake_bot"]


def test_privacy_says_what_is_kept(room: Room) -> None:
    assert "/forget_me" in room.ask("/privacy").text
