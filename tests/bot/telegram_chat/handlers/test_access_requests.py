"""A request to be let in, over a kill; ``test_access`` has what people see of it."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.bot.telegram_chat.conftest import chat_process
from tests.fakes.telegram_records import Sent
from tests.fakes.telegram_server import TelegramServer

ADMIN, STRANGER = 11, 2

SETTINGS = {"TELEGRAM_ACCESS": "approval", "TELEGRAM_ADMINS": f"{ADMIN}"}


def cards(server: TelegramServer) -> list[Sent]:
    return [each for each in server.messages(ADMIN) if f"id {STRANGER}" in each.text]


def test_a_request_and_what_was_asked_outlive_a_kill(server: TelegramServer, tmp_path: Path) -> None:
    """The card's button still decides, and the question is answered once."""
    with chat_process(server, tmp_path, **SETTINGS) as bot:
        server.say("/start", chat=ADMIN, person=ADMIN)
        server.wait_for_messages(1, ADMIN)
        server.say("what did Brandt say", chat=STRANGER, person=STRANGER)
        server.wait_for_messages(1, STRANGER)
        bot.stop(signal.SIGKILL)
    with chat_process(server, tmp_path, **SETTINGS) as bot:
        [card] = cards(server)
        server.press(card, f"access:allowed:{STRANGER}", person=ADMIN)
        server.wait(lambda: any("Ilse Brandt" in each.text for each in server.messages(STRANGER)))
        assert bot.stop() == 0, bot.output
    texts = [each.text for each in server.messages(STRANGER)]
    assert sum("You may ask me now" in text for text in texts) == 1
    assert sum("Ilse Brandt" in text for text in texts) == 1
    assert cards(server)[0].buttons == []


def test_a_kill_while_the_question_is_answered_repeats_nothing(server: TelegramServer, tmp_path: Path) -> None:
    """The press is taken up again; the answer may stand in the place of the line that tells that they are let in."""
    with chat_process(server, tmp_path, **SETTINGS, SLOW_SECONDS="30") as bot:
        server.say("/start", chat=ADMIN, person=ADMIN)
        server.wait_for_messages(1, ADMIN)
        server.say("slow what did Brandt say", chat=STRANGER, person=STRANGER)
        server.wait(lambda: bool(cards(server)) and bool(server.messages(STRANGER)))
        server.press(cards(server)[0], f"access:allowed:{STRANGER}", person=ADMIN)
        server.wait(lambda: any(each.fields["chat_id"] == STRANGER for each in server.calls("sendChatAction")))
        bot.stop(signal.SIGKILL)
    with chat_process(server, tmp_path, **SETTINGS, SLOW_SECONDS="0.1") as bot:
        server.wait(lambda: any("Ilse Brandt" in each.text for each in server.messages(STRANGER)))
        assert bot.stop() == 0, bot.output
    texts = [each.text for each in server.messages(STRANGER)]
    assert sum("You may ask me now" in text for text in texts) <= 1, texts
    assert sum("Ilse Brandt" in text for text in texts) == 1, texts
