"""A message of which a running bot doesn't know whether it arrived is offered, at once."""

from __future__ import annotations

import pytest

from prompts.replies import MAYBE_MISSED
from tests.bot.telegram_chat.chat_process import PARAGRAPH
from tests.bot.telegram_chat.rooms import Room, Talk
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import BOT, TelegramServer


def shown(server: TelegramServer, chat: int, at: int) -> str:
    """What the line there says once its button was pressed."""
    line = server.messages(chat)[at]
    server.press(line, line.buttons[0]["callback_data"])
    server.wait(lambda: server.messages(chat)[at].edits > 0)
    return server.messages(chat)[at].text


@pytest.mark.parametrize(
    "fault",
    [
        Fault("sendMessage", after=True),
        Fault("sendMessage"),
        Fault("sendMessage", 504, "<html>Gateway Timeout</html>", raw=True),
        Fault("sendMessage", times=2),
    ],
    ids=["arrived", "lost", "gateway", "the line is lost too"],
)
def test_an_answer_that_may_be_lost_is_offered(talk: Talk, fault: Fault) -> None:
    """Within seconds, as a reply to the question; the button makes the line the answer, with its buttons."""
    fault.chat = talk.chat
    arrived = fault.after
    talk.server.fail(fault)
    asked = talk.say("hello there")
    line = talk.heard(2 if arrived else 1)[-1]
    assert line.text == MAYBE_MISSED
    assert line.fields["reply_parameters"]["message_id"] == asked
    assert "(hello there)" in shown(talk.server, talk.chat, int(arrived))
    [*before, answer] = talk.server.messages(talk.chat)
    assert "📖 Sources" in [each["text"] for each in answer.buttons]
    assert [each.text for each in before] == [answer.text] * arrived


def test_only_who_asked_is_shown_what_may_be_lost(group_talk: Talk) -> None:
    """In a group somebody else's press changes nothing; nor does a press of a button that isn't there any more."""
    room = Room(group_talk.server, "supergroup")
    room.server.fail(Fault("sendMessage", chat=room.chat))
    line = room.ask(f"/ask@{BOT['username']} hello there")
    data = line.buttons[0]["callback_data"]
    assert "another one's" in room.told(room.server.press(line, data, person=9))
    assert room.now(line) == line
    room.press(line, "")
    room.server.wait(lambda: room.now(line).edits > 0)
    assert "again" in room.told(room.server.press(room.now(line), data, person=room.person))


def test_a_part_that_may_be_lost_is_offered_in_its_place(talk: Talk) -> None:
    """The parts behind it come; all together are the answer."""
    talk.server.fail(Fault("sendMessage", chat=talk.chat, skips=1))
    talk.say("long one")
    parts = talk.heard(5)
    assert [each.text == MAYBE_MISSED for each in parts] == [False, True, False, False, False]
    shown(talk.server, talk.chat, 1)
    parts = talk.server.messages(talk.chat)
    quoted = "".join(words for part in parts for words in part.spans("expandable_blockquote"))
    assert quoted == (PARAGRAPH * 200)[:15_000]
    assert [bool(each.buttons) for each in parts] == [False] * 4 + [True]


def test_who_asked_what_failed_hears_of_it_all_the_same(talk: Talk) -> None:
    """The line that says so is sent again where it may be lost."""
    talk.server.fail(Fault("sendMessage", chat=talk.chat))
    assert "Something went wrong" in talk.ask("crash").text


def test_an_edit_that_may_be_lost_is_made_again(talk: Talk) -> None:
    """It has the same effect twice: an edited question has its answer, even if one of the two was lost."""
    question = talk.say("hello there")
    talk.heard(1)
    talk.server.fail(Fault("editMessageText", chat=talk.chat, after=True))
    talk.say("hello again", edited=question)
    calls = lambda: [each for each in talk.server.calls("editMessageText") if each.fields["chat_id"] == talk.chat]  # noqa: E731
    talk.server.wait(lambda: len(calls()) == 2)
    [answer] = talk.server.messages(talk.chat)
    assert "(hello again)" in answer.text
