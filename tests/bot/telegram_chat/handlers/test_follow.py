"""Following, through the production command."""

from __future__ import annotations

from tests.bot.telegram_chat.rooms import Room


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
