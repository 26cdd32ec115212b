"""``/timeline`` through the production command over the sample: a picture, its caption, its buttons."""

from __future__ import annotations

import struct

import pytest

from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_records import Fault

pytest.importorskip("matplotlib")


def test_a_timeline_is_a_picture_whose_buttons_lead_to_the_statements(room: Room) -> None:
    """The caption tells what is counted; a statement's passage comes below, with a way to the answer in words."""
    shown = room.ask("/timeline Hegseth")
    photo = shown.fields["photo"].data
    assert struct.unpack(">I", photo[16:20]) == (1080,)
    assert shown.spans("bold") == ["Pete Hegseth"]
    assert "by day, by outlet" in shown.text
    label = shown.buttons[0]["text"]
    assert "Feb 2025 · Verbatim Sample" in label
    card = room.pressed(shown, label)
    assert "Pete Hegseth" in card.text
    assert card.fields["reply_parameters"]["message_id"] == shown.id
    assert "Pete Hegseth" in room.turned(card, "Answer").text


def test_a_topic_limits_it_and_can_be_followed_up(room: Room) -> None:
    assert room.ask("/timeline Hegseth about troops").spans("bold") == ["Pete Hegseth on troops"]
    assert "McFaul" in room.ask("and McFaul?").text


def test_without_a_name_it_shows_who_is_quoted(room: Room) -> None:
    """Its buttons ask what each of them said."""
    shown = room.ask("/timeline")
    assert shown.spans("bold") == ["Who is quoted"]
    asked = shown.buttons[0]["text"]
    assert asked.startswith("What did ")
    assert asked in room.pressed(shown, asked).text


@pytest.mark.parametrize("words", ["Nobody Here", "x" * 3_000, "<b>& \u202e", "about", "on"])
def test_what_cannot_be_drawn_is_told_in_a_line(room: Room, words: str) -> None:
    text = room.ask(f"/timeline {words}").text
    assert text.startswith("There are no statements")
    assert "\n" not in text


def test_a_picture_that_telegram_does_not_take_becomes_bars(room: Room) -> None:
    room.server.fail(Fault("sendPhoto", 400, "Bad Request: IMAGE_PROCESS_FAILED", chat=room.chat))
    shown = room.ask("/timeline Hegseth")
    assert "█" in shown.spans("pre")[0]
    assert shown.buttons
    assert max(map(len, shown.spans("pre")[0].splitlines())) <= 36


def test_a_picture_that_is_lost_is_not_sent_twice(room: Room) -> None:
    """The server took it, and the connection broke before it said so."""
    room.server.fail(Fault("sendPhoto", 0, after=True, chat=room.chat))
    room.ask("/timeline Hegseth")
    room.ask("/help")
    assert sum("photo" in each.fields for each in room.all()) == 1
