"""Settings, and that everything about a person is forgotten."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_records import Sent
from tests.fakes.telegram_server import BOT


def test_settings_are_changed_by_taps(room: Room) -> None:
    """Short answers have no passages; the menu shows what is set."""
    menu = room.ask("/settings")
    assert "Answers: long" in menu.text
    assert "Answers: short" in room.turned(menu, "Short answers").text
    assert "22:00 to 07:00" in room.turned(menu, "quiet").text
    assert len(room.turned(menu, "Daily digest").buttons) == 25
    assert "once a day, at 08:00" in room.turned(menu, "08:00").text
    room.turned(menu, "Daily digest")
    assert "as news comes" in room.turned(menu, "None").text
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
    assert "I can't tell who is meant" in room.ask("what did he say?").text


def reply(room: Room, prompt: Sent, text: str) -> Sent:
    """The bot's next message after a reply to one of its own."""
    mine = {"message_id": prompt.id, "date": 1, "chat": {"id": room.chat, "type": room.kind}, "from": BOT}
    return room.ask(text, reply_to_message=mine | {"text": prompt.text})


def test_a_clock_is_set_by_a_city(room: Room) -> None:
    """The client opens a reply; a city that isn't known is asked for again, one of several is chosen."""
    prompt = room.pressed(room.ask("/settings"), "Time zone")
    assert prompt.fields["reply_markup"] == {"force_reply": True, "selective": True}
    again = reply(room, prompt, "Atlantis")
    assert "don't know that city" in again.text
    assert "Your clock: Europe/Kyiv. It is " in reply(room, again, "Київ").text
    assert "Your clock: Europe/Kyiv" in room.ask("/settings").text
    several = room.ask("/timezone Birmingham")
    assert [each["text"] for each in several.buttons] == ["Europe/London", "America/Chicago"]
    assert "Your clock: America/Chicago" in room.turned(several, "Chicago").text
    assert "Your clock: UTC+2." in room.ask("/timezone UTC+2").text


@pytest.mark.parametrize("data", ["zone:No/Such", "zone:../../etc/passwd", "set:digest_24", "set:digest_", "forget "])
def test_forged_buttons_change_nothing(room: Room, data: str) -> None:
    menu = room.ask("/settings")
    room.told(room.server.press(menu, data, person=room.person))
    assert room.ask("/settings").text == menu.text


def test_a_press_changes_only_the_pressers(room: Room, group: Room) -> None:
    """Whoever gets at another one's menu sets their own."""
    menu = room.ask("/settings")
    before = room.now(menu).edits
    room.server.press(menu, "set:length", person=group.person)
    room.server.wait(lambda: room.now(menu).edits > before)
    assert "Answers: long" in room.ask("/settings").text
    room.server.press(room.now(menu), "set:length", person=group.person)


def test_forgetting_asks_once_more(room: Room) -> None:
    """Until the button is pressed, everything is there."""
    room.turned(room.ask("/settings"), "Short answers")
    room.ask("/forget_me")
    assert "Answers: short" in room.ask("/settings").text


@pytest.mark.parametrize("command", ["/settings", "/following", "/forget_me", "/unfollow", "/timezone"])
def test_private_things_are_told_in_private(group: Room, command: str) -> None:
    """In a group, the menu of one would be everybody's to read and to press."""
    told = group.ask(command)
    assert "private chat" in told.text
    assert [each["url"] for each in told.buttons] == ["https://t.me/verbatim_fake_bot"]


def test_privacy_says_what_is_kept(room: Room) -> None:
    assert "/forget_me" in room.ask("/privacy").text
