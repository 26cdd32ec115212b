"""An answer that a model writes, as it grows before a person's eyes."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_html import parse
from tests.fakes.telegram_server import BOT, TelegramServer


@pytest.fixture
def private(shared_server: TelegramServer, shared_chat: ChatProcess) -> Room:
    return Room(shared_server)


@pytest.fixture
def public(shared_server: TelegramServer, shared_chat: ChatProcess) -> Room:
    return Room(shared_server, "supergroup")


def drafts(room: Room) -> list[str]:
    calls = [each for each in room.server.calls("sendMessageDraft") if each.fields["chat_id"] == room.chat]
    assert len({each.fields["draft_id"] for each in calls}) <= 1
    return [parse(each.fields["text"]).text.split(".")[0] for each in calls]


def test_it_grows_as_a_draft_in_a_private_chat(private: Room) -> None:
    """Beside a line with the button; the whole answer is one message, and the line is gone."""
    asked = private.say("grow 6")
    private.server.wait(lambda: any("Grown 6 times." in each.text for each in private.all()))
    private.server.wait(lambda: len(private.all()) == 1)
    [answer] = private.all()
    assert "blockquote" in answer.fields["text"]
    assert answer.fields["reply_parameters"]["message_id"] == asked
    assert drafts(private)[0] == "Grown 1 times"
    assert drafts(private) == sorted(set(drafts(private)))


def test_a_press_stops_it_where_it_is(private: Room, public: Room) -> None:
    """What was written by then is the answer; somebody else's press stops nothing."""
    name = BOT["username"]
    for room, text in ((private, "grow 300"), (public, f"@{name} grow 300")):
        room.say(text)
        [growing] = room.server.wait_for_messages(1, room.chat)
        if room is public:
            assert "No answer of yours" in room.told(room.server.press(growing, "stop", person=9))
        assert "stop" in room.told(room.server.press(growing, "stop", person=room.person)).lower()
        room.server.wait(lambda room=room: any("blockquote" in each.fields["text"] for each in room.all()))  # type: ignore[misc]
        room.server.wait(lambda room=room: len(room.all()) == 1)  # type: ignore[misc]


def test_it_grows_by_edits_in_a_group(public: Room) -> None:
    """One message from the first sentence to the whole answer, with the answer's buttons at the end."""
    public.say(f"@{BOT['username']} grow 6")
    public.server.wait(lambda: any("blockquote" in each.fields["text"] for each in public.all()))
    [answer] = public.all()
    assert answer.text.startswith("Grown 6 times. [1]")
    assert answer.edits > 1
    assert "📖 Sources" in [each["text"] for each in answer.buttons]
    assert drafts(public) == []


@pytest.mark.parametrize("where", ["private", "group"])
def test_cancelled_it_is_gone(where: str, private: Room, public: Room) -> None:
    """/cancel drops the answer, whatever of it was to be seen."""
    room, name = (private, "") if where == "private" else (public, f"@{BOT['username']}")
    room.say(f"{name} grow 300".strip())
    room.server.wait_for_messages(1, room.chat)
    room.say(f"/cancel{name}")
    room.server.wait(lambda: [each.text for each in room.all()] == ["Cancelled."])
