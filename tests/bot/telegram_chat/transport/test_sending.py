"""Messages on their way to Telegram: typing, failures, markup that it can't read."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext

import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.transport.http import Requests
from bot.telegram_chat.transport.sending import send
from bot.telegram_chat.views.messages import Part
from tests.bot.telegram_chat.chat_process import PARAGRAPH, QUOTE
from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Talk
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import TelegramServer


@pytest.mark.parametrize(
    ("question", "calls"), [("slow 0.3", ["sendChatAction", "sendMessage"]), ("at once", ["sendMessage"])]
)
def test_typing_is_shown_before_an_answer_that_takes_a_while(talk: Talk, question: str, calls: list[str]) -> None:
    """A person sees that something happens; one that is answered at once sees the answer."""
    talk.ask(question)
    assert [call.method for call in talk.server.calls() if call.fields.get("chat_id") == talk.chat] == calls


def test_a_pause_that_telegram_asks_for_is_kept(talk: Talk) -> None:
    """After a 429 the answer comes once, after the pause."""
    talk.server.fail(Fault("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1))
    talk.only("after a pause")
    first, second = [call.at for call in talk.server.calls("sendMessage") if call.fields["chat_id"] == talk.chat]
    assert second - first >= 1


def test_a_person_who_blocked_the_bot_is_no_error(talk: Talk, scripted_chat: ChatProcess) -> None:
    """403 is noted, nothing else is sent, and the next question is answered."""
    talk.server.fail(Fault("sendMessage", 403, "Forbidden: bot was blocked by the user"))
    talk.say("to nobody")
    assert "again" in talk.ask("again").text
    assert len(talk.server.messages(talk.chat)) == 1


def test_markup_that_telegram_cannot_read_is_sent_as_text(talk: Talk) -> None:
    """The words matter more than their formatting."""
    talk.server.fail(Fault("sendMessage", 400, "Bad Request: can't parse entities: whatever"))
    answer = talk.ask("formatted")
    assert "parse_mode" not in answer.fields
    assert QUOTE in answer.text


@pytest.mark.parametrize(("data", "edits"), [("passage:1", 1), ("copy:1", 0)])
def test_a_quote_that_no_card_holds_is_a_rich_message(talk: Talk, data: str, edits: int) -> None:
    """Whole, below the answer, in whose place Sources has the card all the same: it leads to the other passages."""
    talk.say("long")
    answer = talk.heard(5)
    talk.server.press(answer[-1], data)
    whole = talk.heard(6)[-1]
    assert whole.text.endswith("\n" + (PARAGRAPH * 200)[:15_000])
    assert whole.fields["reply_parameters"]["message_id"] == answer[-1].id
    talk.server.wait(lambda: sum(each.edits for each in talk.server.messages(talk.chat)) == edits)


@pytest.mark.parametrize(
    ("status", "words"),
    [(400, "Bad Request: not now"), (403, "Forbidden: bot was blocked by the user"), (409, "Conflict: not now")],
)
@pytest.mark.parametrize("skips", [0, 1])
def test_strict_raises_only_where_nothing_went_out(
    shared_server: TelegramServer, status: int, words: str, skips: int
) -> None:
    """Who tries again sends no part twice."""
    shared_server.say("hi")
    shared_server.fail(Fault("sendMessage", status, words, skips=skips))

    async def sent() -> list[int]:
        async with Bot(shared_server.token, base_url=f"{shared_server.url}/bot", request=Requests(1)) as bot:
            parts = [Part.plain("one"), Part.plain("two")]
            return await send(bot, Spot(1001, None, 1001, private=True), parts, strict=True)

    with nullcontext() if skips else pytest.raises(TelegramError):
        assert len(asyncio.run(sent())) == 1
