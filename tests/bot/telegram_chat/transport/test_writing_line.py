"""While an answer waits for a model, the chat has a draft or a line with a button to stop, and then the answer."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_server import BOT, TelegramServer


@pytest.fixture
def group(scripted_server: TelegramServer, scripted_chat: ChatProcess) -> Room:
    return Room(scripted_server, "supergroup")


@pytest.fixture
def room(scripted_server: TelegramServer, scripted_chat: ChatProcess) -> Room:
    return Room(scripted_server)


def asked(room: Room, text: str) -> int:
    return room.say(text if room.kind == "private" else f"@{BOT['username']} {text}")


def drafts(room: Room) -> list[dict[str, object]]:
    return [each.fields for each in room.server.calls("sendMessageDraft") if each.fields["chat_id"] == room.chat]


def test_in_private_the_answer_takes_the_place_of_a_draft(room: Room) -> None:
    """Nothing is edited, nothing deleted, and no "typing" takes the draft's place."""
    question = asked(room, "model 0.3")
    [answer] = room.server.wait_for_messages(1, room.chat)
    assert drafts(room) == [{"chat_id": room.chat, "draft_id": question, "text": "✍️ Writing …", "can_stop": True}]
    assert answer.text.startswith("Chosen. [1]")
    here = [each.method for each in room.server.calls() if each.fields.get("chat_id") == room.chat]
    assert here == ["sendMessageDraft", "sendMessage"]
    assert answer.fields["reply_parameters"]["message_id"] == question


def test_the_stop_of_a_draft_stops_the_model(room: Room) -> None:
    """That of an earlier one stops nothing."""
    question = asked(room, "model 1")
    room.server.wait(lambda: bool(drafts(room)))
    room.server.stop_draft(room.chat, question + 1)
    assert room.server.wait_for_messages(1, room.chat)[0].text.startswith("Chosen. [1]")
    question = asked(room, "model 300")
    room.server.wait(lambda: len(drafts(room)) == 2)
    room.server.stop_draft(room.chat, question)
    assert room.server.wait_for_messages(2, room.chat)[1].text.startswith("Stopped. [1]")


def test_in_a_group_the_answer_takes_the_place_of_the_line(group: Room) -> None:
    """One message from the line to the whole answer, with the answer's buttons at the end."""
    question = asked(group, "model 0.3")
    group.server.wait(lambda: any("blockquote" in each.fields["text"] for each in group.all()))
    [answer] = group.all()
    assert answer.text.startswith("Chosen. [1]")
    assert answer.edits == 1
    assert answer.fields["reply_parameters"]["message_id"] == question
    assert "📖 Sources" in [each["text"] for each in answer.buttons]


def test_a_press_stops_the_model(group: Room) -> None:
    """The answer is the one without it; somebody else's press stops nothing, nor does their reaction delay it."""
    asked(group, "model 300")
    [line] = group.server.wait_for_messages(1, group.chat)
    group.server.react(line, "", "👍", person=9)
    assert line.text == "✍️ Writing …"
    assert "No answer of yours" in group.told(group.server.press(line, "stop", person=9))
    assert "stop" in group.told(group.server.press(line, "stop", person=group.person)).lower()
    group.server.wait(lambda: any("blockquote" in each.fields["text"] for each in group.all()))
    assert [each.text.startswith("Stopped. [1]") for each in group.all()] == [True]


@pytest.mark.parametrize("kind", ["private", "supergroup"])
def test_cancelled_it_is_gone(kind: str, scripted_server: TelegramServer, scripted_chat: ChatProcess) -> None:
    """/cancel drops the answer and what stood in its place."""
    room = Room(scripted_server, kind)
    asked(room, "model 300")
    room.server.wait(lambda: bool(drafts(room) or room.all()))
    room.say("/cancel" if kind == "private" else f"/cancel@{BOT['username']}")
    room.server.wait(lambda: [each.text for each in room.all()] == ["Cancelled."])
