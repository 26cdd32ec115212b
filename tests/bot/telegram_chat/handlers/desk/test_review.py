"""What admins are told of the bot's work, through the production command."""

from __future__ import annotations

from tests.bot.telegram_chat.rooms import Room
from tests.waiting import until


def test_numbers_are_told(admin: Room) -> None:
    """How much there is and how it is used."""
    text = admin.ask("/stats").text
    assert " articles, " in text
    assert "Thumbs: " in text
    assert "Follows: " in text


def test_what_was_disliked_and_refused_is_listed(admin: Room, room: Room) -> None:
    """The latest first, each question once, without any markup of theirs."""
    answer = room.ask("What did McFaul say about <b>gifts</b>?")
    room.told(room.server.press(answer, "bad", person=room.person))
    for _ in range(2):
        assert "isn't quoted" in room.ask("What did Xanthippe Quorl say?").text
    told = admin.ask("/review")
    disliked, _, refused = told.text.partition("Questions that I couldn't answer:")
    assert "👎 What did McFaul say about <b>gifts</b>?\n→ " in disliked
    assert refused.count("What did Xanthippe Quorl say?") == 1
    assert told.parsed.entities == []


def test_a_reaction_counts_as_the_button_of_its_thumb(admin: Room, room: Room) -> None:
    """The later one counts; taken off, it is withdrawn; other reactions say nothing."""
    answer = room.ask("What did McFaul say about gifts, then?")
    listed = "👎 What did McFaul say about gifts, then?"
    for before, after, counts in [("", "👎", True), ("👎", "👍", False), ("👍", "👎", True), ("👎", "🔥", False)]:
        room.server.react(answer, before, after, person=room.person)
        until(lambda: (listed in admin.ask("/review").text) is counts)  # noqa: B023
