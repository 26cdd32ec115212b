"""Whole exchanges through the real ``run``, as people see them."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime

import pytest

from tests.bot.telegram_chat.chat_process import PARAGRAPH, QUOTE, TITLE
from tests.bot.telegram_chat.conftest import ChatProcess
from tests.fakes.telegram_records import Fault, Sent
from tests.fakes.telegram_server import BOT, TelegramServer

_chats = itertools.count(5000)


class Room:
    """One chat of a person with the bot."""

    def __init__(self, server: TelegramServer, kind: str = "private") -> None:
        self.server, self.kind = server, kind
        self.chat = next(_chats) if kind == "private" else -next(_chats)

    def say(self, text: str | None, **more: object) -> int:
        return self.server.say(text, chat=self.chat, kind=self.kind, person=7, **more)  # type: ignore[arg-type]

    def heard(self, count: int) -> list[Sent]:
        return self.server.wait_for_messages(count, self.chat)

    def ask(self, text: str | None, **more: object) -> Sent:
        before = len(self.server.messages(self.chat))
        self.say(text, **more)
        return self.heard(before + 1)[before]

    def only(self, text: str, **more: object) -> Sent:
        """The answer to ``text``, when what was said before it is known to be without one."""
        answer = self.ask(text, **more)
        assert len(self.server.messages(self.chat)) == 1
        return answer


@pytest.fixture
def room(shared_server: TelegramServer, shared_chat: ChatProcess) -> Room:
    return Room(shared_server)


@pytest.fixture
def group(shared_server: TelegramServer, shared_chat: ChatProcess) -> Room:
    return Room(shared_server, "supergroup")


def test_a_question_is_answered_with_its_cited_words(room: Room) -> None:
    """The answer replies to the question: its text, then the quote in a box under its linked title."""
    asked = room.say("what did Brandt say")
    [answer] = room.heard(1)
    assert answer.text == (
        f"Ilse Brandt: {QUOTE} [1] (what did Brandt say)\n\n[1] {TITLE} — The Coast & Harbour, 12 Feb 2025\n{QUOTE}"
    )
    assert answer.spans("expandable_blockquote") == [QUOTE]
    [link] = [entity for entity in answer.parsed.entities if entity.type == "text_link"]
    address = "https://example.org/ferry?a=1&b=2#:~:text=We%20have%20tried%20everything%20%3C%203%20%3E%20and%20it%20%26%20we%20failed"
    assert (link.of(answer.text), link.url) == (TITLE, address)
    assert answer.fields["reply_parameters"] == {"message_id": asked, "allow_sending_without_reply": True}
    assert answer.fields["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(
    ("question", "calls"), [("slow 0.3", ["sendChatAction", "sendMessage"]), ("at once", ["sendMessage"])]
)
def test_typing_is_shown_before_an_answer_that_takes_a_while(room: Room, question: str, calls: list[str]) -> None:
    """A person sees that something happens; one that is answered at once sees the answer."""
    room.ask(question)
    assert [call.method for call in room.server.calls() if call.fields.get("chat_id") == room.chat] == calls


def test_start_and_help_greet(room: Room) -> None:
    """Both commands give the core's greeting, as plain text, also with a parameter and with the bot's name."""
    greeting = "Ask me <anything> & I quote the articles."
    said = ["/start", "/start inline", "/help", f"/help@{BOT['username']}"]
    assert [room.ask(text).text for text in said] == [greeting] * 4


def test_ask_is_a_question(room: Room) -> None:
    """/ask puts what follows it; alone it asks for a question."""
    assert "'whole thing'" in room.ask("/ask whole thing").text
    assert "question" in room.ask("/ask").text


def test_the_core_gets_text_chat_and_day(room: Room) -> None:
    """The question carries the name of the conversation and today's date in UTC."""
    days = {f"{datetime.now(UTC).date()}"}
    question = "whole  question\nof two lines"
    answer = room.ask(question)
    days.add(f"{datetime.now(UTC).date()}")
    assert answer.text in {f"{question!r} in {room.chat}:0:7 on {day}" for day in days}


def test_a_refusal_is_plain_and_suggests(room: Room) -> None:
    """What is not in the articles is said without any formatting, with what to ask instead to tap on."""
    answer = room.ask("refuse this")
    assert answer.text == "Not in the <articles>."
    assert answer.parsed.entities == []
    assert answer.buttons[0] == {"text": "What did B & C say?", "callback_data": "ask:1"}


def test_an_unknown_command_gets_a_line(room: Room) -> None:
    """A command that isn't ours isn't taken for a question."""
    assert "/help" in room.ask("/frobnicate now").text


def test_what_is_no_text_gets_a_line(room: Room) -> None:
    """A photo or a sticker is answered in a friendly line."""
    photo = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
    assert "text" in room.ask(None, photo=photo).text


def test_service_messages_are_left_alone(room: Room) -> None:
    """Telegram's own notices are no questions."""
    room.say(None, message_auto_delete_timer_changed={"message_auto_delete_time": 5})
    room.only("a real question")


def test_hostile_text_does_no_harm(room: Room) -> None:
    """NUL, lone surrogates, markup and direction marks in a question come back as text."""
    answer = room.ask("whole \ud83d <b>&amp;\u202e \0 end 😀")
    assert "\\ufffd" not in answer.text
    assert "<b>&amp;" in answer.text
    assert "end 😀" in answer.text


def test_a_long_quote_comes_in_parts_that_make_it_whole(room: Room) -> None:
    """A passage that no message holds is cut at words, and nothing of it is lost or added."""
    room.say("long one")
    parts = room.heard(5)
    quoted = "".join(words for part in parts for words in part.spans("expandable_blockquote"))
    assert quoted == (PARAGRAPH * 200)[:15_000]
    assert "reply_parameters" in parts[0].fields
    assert all("reply_parameters" not in part.fields for part in parts[1:])


def test_an_error_is_an_id_in_the_chat_and_a_traceback_in_the_log(room: Room, shared_chat: ChatProcess) -> None:
    """A person learns an id and nothing of the inside; the log has both."""
    text = room.ask("crash please").text
    found = re.fullmatch(r"Something went wrong \(error id ([0-9a-f]{6})\)\.", text)
    assert found, text
    log = shared_chat.output[shared_chat.output.index(found.group(1)) :]
    assert "RuntimeError: the inside of the machine" in log
    assert "in answer" in log


def test_an_error_of_the_index_tells_no_paths(room: Room) -> None:
    """What is wrong with the machine is for its operator; that trying again helps is for everybody."""
    text = room.ask("locked now").text
    assert "/home" not in text
    assert "again" in text


def test_no_articles_is_said_plainly(room: Room) -> None:
    """That there is nothing yet is said; what the operator must do is not."""
    assert room.ask("nothing there").text == "There are no articles to answer from yet."


def test_the_token_is_in_no_log(room: Room, shared_chat: ChatProcess) -> None:
    """Not even when an error's text holds it: the fixture looks through the whole output, this leads it into it."""
    room.ask("leak it")
    assert "https://x/bot<token>/getMe failed" in shared_chat.output


def test_answers_keep_the_order_of_their_chat(room: Room) -> None:
    """A quick question after a slow one waits; one in another chat doesn't."""
    other = Room(room.server)
    room.say("slow 1")
    room.say("quick one")
    other.ask("another")
    assert room.server.messages(room.chat) == []
    first, second = room.heard(2)
    assert "slow 1" in first.text
    assert "quick one" in second.text


def test_a_group_is_answered_when_it_asks(group: Room) -> None:
    """By a mention, in any case and place, by a reply to the bot, or by command; else it is left alone."""
    name = str(BOT["username"])
    group.say("just talking")
    group.say("hey @somebody_else look")
    group.say("/ask@another_bot whole")
    group.say("/unknown")
    group.say(None, photo=[{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}])
    assert "'whole 😀  what was said?'" in group.only(f"whole 😀 @{name.upper()} what was said?").text
    assert "'whole by command'" in group.ask(f"/ask@{name} whole by command").text
    mine = {"message_id": 1, "date": 1, "chat": {"id": group.chat, "type": "supergroup"}, "from": BOT, "text": "x"}
    assert "'whole by reply'" in group.ask("whole by reply", reply_to_message=mine).text
    assert "question" in group.ask(f"@{name}").text


def test_a_topics_first_message_is_no_reply_to_the_bot(group: Room) -> None:
    """In a topic that the bot opened, people may talk among themselves; answers stay in the topic."""
    opened = {"forum_topic_created": {"name": "News", "icon_color": 7322096}}
    opener = {"message_id": 1, "date": 1, "chat": {"id": group.chat, "type": "supergroup"}, "from": BOT} | opened
    topic = {"message_thread_id": 1, "is_topic_message": True, "reply_to_message": opener}
    group.say("just talking", **topic)
    assert group.only(f"@{BOT['username']} whole", **topic).fields["message_thread_id"] == 1


def test_a_pause_that_telegram_asks_for_is_kept(room: Room) -> None:
    """After a 429 the answer comes once, after the pause."""
    room.server.fail(Fault("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1))
    room.only("after a pause")
    first, second = [call.at for call in room.server.calls("sendMessage") if call.fields["chat_id"] == room.chat]
    assert second - first >= 1


def test_an_answer_that_may_have_arrived_is_not_sent_twice(room: Room) -> None:
    """The connection breaks after the message was taken: no second one, no apology, and the bot goes on."""
    room.server.fail(Fault("sendMessage", after=True))
    room.ask("first")
    assert "second" in room.ask("second").text
    assert len(room.server.messages(room.chat)) == 2


def test_a_person_who_blocked_the_bot_is_no_error(room: Room, shared_chat: ChatProcess) -> None:
    """403 is noted, nothing else is sent, and the next question is answered."""
    room.server.fail(Fault("sendMessage", 403, "Forbidden: bot was blocked by the user"))
    room.say("to nobody")
    assert "again" in room.ask("again").text
    assert len(room.server.messages(room.chat)) == 1


def test_markup_that_telegram_cannot_read_is_sent_as_text(room: Room) -> None:
    """The words matter more than their formatting."""
    room.server.fail(Fault("sendMessage", 400, "Bad Request: can't parse entities: whatever"))
    answer = room.ask("formatted")
    assert "parse_mode" not in answer.fields
    assert QUOTE in answer.text


@pytest.mark.parametrize(
    "fault",
    [
        Fault("getUpdates"),
        Fault("getUpdates", after=True),
        Fault("getUpdates", 502, "<html>Bad Gateway</html>", raw=True),
        Fault("getUpdates", 200, "no json", raw=True),
        Fault("getUpdates", 200, '{"ok": true, "result": [{}]}', raw=True),
        Fault("getUpdates", 429, "Too Many Requests", retry_after=1),
        Fault("getUpdates", 409, "Conflict: terminated by other getUpdates request"),
        Fault("sendChatAction"),
        Fault("sendChatAction", 400, "Bad Request: not enough rights"),
    ],
    ids=lambda fault: f"{fault.method} {fault.status or 'dropped'}{' late' * fault.after} {fault.description[:9]}",
)
def test_a_hiccup_delays_and_loses_nothing(room: Room, fault: Fault) -> None:
    """Whatever goes wrong once with polling or typing, the question is answered, once."""
    room.server.fail(fault)
    room.ask("slow 0.2")  # ends the poll that was under way, and has typing shown
    room.server.wait(lambda: fault.times == 0)
    room.ask("whatever happens")
    assert len(room.server.messages(room.chat)) == 2


def test_an_update_that_cannot_be_read_is_left_out(room: Room, shared_chat: ChatProcess) -> None:
    """A message that the library chokes on doesn't hold up those behind it."""
    room.say(None, contact={"nonsense": True})
    room.only("behind it")
    assert "can't be read and is left out" in shared_chat.output
