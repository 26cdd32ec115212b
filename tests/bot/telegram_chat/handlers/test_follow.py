"""Following, through the production command."""

from __future__ import annotations

from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_server import BOT


def test_following_is_begun_listed_and_ended(room: Room) -> None:
    """By commands and by taps; without words, it says what is needed."""
    assert "Write a name" in room.ask("/follow").text
    assert "nobody" in room.ask("/following").text
    assert "You follow Michael McFaul." in room.ask("/follow Michael McFaul").text
    room.ask("/follow <minerals> & oil")
    listed = room.ask("/following")
    assert listed.text == "You follow:\n• Michael McFaul\n• <minerals> & oil"
    assert "no longer follow <minerals> & oil" in room.pressed(listed, "minerals").text
    assert "no longer follow Michael McFaul" in room.ask("/unfollow mcfaul").text
    assert "don't follow" in room.ask("/unfollow mcfaul").text


def test_in_a_group_a_press_ends_only_the_pressers(group: Room, room: Room) -> None:
    """Whatever name the button has; a made-up one ends nothing."""
    answer = group.ask(f"/follow@{BOT['username']} Michael McFaul")
    for data in ("unfollow:Michael McFaul", "unfollow:" + "x" * 50, "unfollow:\u202e"):
        before = len(group.all())
        group.server.press(answer, data, person=8)
        assert "don't follow" in group.server.wait_for_messages(before + 1, group.chat)[-1].text
    assert "no longer follow Michael McFaul" in group.ask(f"/unfollow@{BOT['username']} Michael McFaul").text
