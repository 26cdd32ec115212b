"""Polling survives what goes wrong once."""

from __future__ import annotations

import pytest

from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Talk
from tests.fakes.telegram_records import Fault


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
def test_a_hiccup_delays_and_loses_nothing(talk: Talk, fault: Fault) -> None:
    """Whatever goes wrong once with polling or typing, the question is answered, once."""
    talk.server.fail(fault)
    talk.ask("slow 0.2")  # ends the poll that was under way, and has typing shown
    talk.server.wait(lambda: fault.times == 0)
    talk.ask("whatever happens")
    assert len(talk.server.messages(talk.chat)) == 2


def test_an_update_that_cannot_be_read_is_left_out(talk: Talk, scripted_chat: ChatProcess) -> None:
    """A message that the library chokes on doesn't hold up those behind it."""
    talk.say(None, contact={"nonsense": True})
    talk.only("behind it")
    assert "can't be read and is left out" in scripted_chat.output
