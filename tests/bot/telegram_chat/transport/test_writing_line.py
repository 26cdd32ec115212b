"""While an answer waits for a model, the chat has a line with a button to stop, and then the answer in its place."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_server import BOT, TelegramServer


@pytest.fixture(params=["private", "supergroup"])
def room(request: pytest.FixtureRequest, scripted_server: TelegramServer, scripted_chat: ChatProcess) -> Room:
    return Room(scripted_server, request.param)


def asked(room: Room, text: str) -> int:
    return room.say(text if room.kind == "private" else f"@{BOT['username']} {text}")


def test_the_answer_takes_the_place_of_the_line(room: Room) -> None:
    """One message from the line to the whole answer, with the answer's buttons at the end."""
    question = asked(room, "model 0.3")
    room.server.wait(lambda: any("blockquote" in each.fields["text"] for each in room.all()))
    [answer] = room.all()
    assert answer.text.startswith("Chosen. [1]")
    assert answer.edits == 1
    assert answer.fields["reply_parameters"]["message_id"] == question
    assert "📖 Sources" in [each["text"] for each in answer.buttons]


def test_a_press_stops_the_model(room: Room) -> None:
    """The answer is the one without it; somebody else's press stops nothing."""
    asked(room, "model 300")
    [line] = room.server.wait_for_messages(1, room.chat)
    assert line.text == "✍️ Writing …"
    if room.kind != "private":
        assert "No answer of yours" in room.told(room.server.press(line, "stop", person=9))
    assert "stop" in room.told(room.server.press(line, "stop", person=room.person)).lower()
    room.server.wait(lambda: any("blockquote" in each.fields["text"] for each in room.all()))
    assert [each.text.startswith("Stopped. [1]") for each in room.all()] == [True]


def test_cancelled_it_is_gone(room: Room) -> None:
    """/cancel drops the answer and its line."""
    asked(room, "model 300")
    room.server.wait_for_messages(1, room.chat)
    room.say("/cancel" if room.kind == "private" else f"/cancel@{BOT['username']}")
    room.server.wait(lambda: [each.text for each in room.all()] == ["Cancelled."])
