"""Methods that older servers don't know."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.transport.http import Requests
from bot.telegram_chat.transport.newer_methods import NewerMethods
from bot.telegram_chat.transport.writing_line import WritingLine
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import TelegramServer

HERE = Spot(1001, None, 1001, private=True)

METHODS: dict[str, Callable[[NewerMethods, Bot], Coroutine[None, None, object]]] = {
    "sendMessageDraft": lambda newer, bot: newer.draft(bot, HERE, 5, "Writing"),
    "sendRichMessage": lambda newer, bot: newer.send_rich(bot, HERE, "<p>a</p>", 5),
    "answerGuestQuery": lambda newer, bot: newer.answer_guest(
        bot, "x", InlineQueryResultArticle("1", "a", InputTextMessageContent("a"))
    ),
}


def run(server: TelegramServer, scenario: Callable[[Bot], Coroutine[None, None, None]]) -> None:
    """``scenario`` with a bot, in whose chat somebody has written."""

    async def running() -> None:
        async with Bot(server.token, base_url=f"{server.url}/bot", request=Requests(2)) as bot:
            await scenario(bot)

    server.say("hi")
    asyncio.run(running())


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("status", "words", "calls"),
    [
        (404, "Not Found", 1),
        (404, "Not Found: method not found", 1),
        (400, "Bad Request: method not found", 1),
        (400, "Bad Request: TEXTDRAFT_PEER_INVALID", 3),
        (403, "Forbidden: bot was blocked by the user", 3),
        (500, "Internal Server Error", 3),
    ],
)
def test_what_a_server_does_not_know_it_is_asked_once_where_something_stands_in(
    shared_server: TelegramServer, method: str, status: int, words: str, calls: int
) -> None:
    """If anything else goes wrong, it is asked again the next time; the caller is told that nothing was done."""
    before = len(shared_server.calls(method))
    fault = Fault(method, status, words, times=3)
    shared_server.fail(fault)

    async def scenario(bot: Bot) -> None:
        newer = NewerMethods()
        assert not [each for each in [await METHODS[method](newer, bot) for _ in range(3)] if each]

    run(shared_server, scenario)
    fault.times = 0
    # Nothing stands in for the answer to a guest's question.
    assert len(shared_server.calls(method)) - before == (3 if method == "answerGuestQuery" else calls)


def test_without_drafts_a_line_stands_there(shared_server: TelegramServer) -> None:
    """In private, too; the answer is put into it."""
    shared_server.fail(Fault("sendMessageDraft", 404, "Not Found: method not found"))
    before = len(shared_server.messages())

    async def scenario(bot: Bot) -> None:
        line = WritingLine(bot, NewerMethods(), HERE, 5)
        line.show()
        await asyncio.to_thread(shared_server.wait_for_messages, before + 1)
        assert await line.end() == [shared_server.messages()[-1].id]

    run(shared_server, scenario)
    assert [each["callback_data"] for each in shared_server.messages()[-1].buttons] == ["stop"]
