"""Requests on their way out: what is made again, what isn't, and who waits for whom."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import error as telegram_error

from bot.telegram_chat.transport.http import NotSent, ServerFault, UnreadableAnswer
from bot.telegram_chat.transport.rate_limiter import Outgoing
from tests.fakes.virtual_time import run

Asked = Callable[..., Awaitable[Any]]


class Telegram:
    """Answers requests as scripted, then well; records what came when."""

    def __init__(self, *scripted: Exception) -> None:
        self.scripted = list(scripted)
        self.made: list[tuple[float, str, dict[str, Any]]] = []

    async def __call__(self, endpoint: str, data: dict[str, Any], **_: Any) -> Any:
        self.made.append((asyncio.get_running_loop().time(), endpoint, dict(data)))
        if self.scripted:
            raise self.scripted.pop(0)
        return {"message_id": len(self.made)}

    async def asked(self, out: Outgoing, endpoint: str = "sendMessage", chat: int = 1, **data: Any) -> Any:
        data = {"chat_id": chat} | data
        return await out.process_request(self, (endpoint, data), {}, endpoint, data, None)


def wait(seconds: int) -> telegram_error.RetryAfter:
    with warnings.catch_warnings(action="ignore"):  # the library warns of its own times to come
        return telegram_error.RetryAfter(seconds)


NOT_SENT = [
    ServerFault(500),
    ServerFault(502),
    ServerFault(503),
    NotSent("refused"),
]
MAYBE_SENT = [
    ServerFault(504),
    UnreadableAnswer("no JSON"),
    telegram_error.TimedOut(),
    telegram_error.NetworkError("The connection broke"),
]
REFUSED = [
    telegram_error.Forbidden("bot was blocked by the user"),
    telegram_error.BadRequest("can't parse entities: x"),
    telegram_error.BadRequest("chat not found"),
    telegram_error.InvalidToken("Unauthorized"),
]


@pytest.mark.parametrize("chat", [{}, {"endpoint": "answerGuestQuery", "chat": None}], ids=["chat", "guest"])
@pytest.mark.parametrize("error", NOT_SENT, ids=repr)
def test_what_surely_had_no_effect_is_made_again(error: Exception, chat: dict[str, Any]) -> None:
    """Until it is done."""
    telegram = Telegram(error, error)
    assert run(telegram.asked(Outgoing(), **chat)) == {"message_id": 3}


@pytest.mark.parametrize("error", [*MAYBE_SENT, *REFUSED], ids=repr)
def test_what_may_have_happened_or_was_refused_is_made_once(error: Exception) -> None:
    """A message is sent twice by nobody's guess."""
    telegram = Telegram(error)
    with pytest.raises(type(error)):
        run(telegram.asked(Outgoing()))
    assert len(telegram.made) == 1


def test_a_server_that_keeps_failing_is_given_up() -> None:
    """After some tries; one that isn't there at all is waited for, since nothing is lost by it."""
    telegram = Telegram(*[ServerFault(500)] * 50)
    with pytest.raises(ServerFault):
        run(telegram.asked(Outgoing()))
    assert run(Telegram(*[NotSent("away")] * 12).asked(Outgoing())) == {"message_id": 13}


def test_a_request_for_no_chat_fails_at_once() -> None:
    """At the start, who started the bot is told; only a pause that Telegram asks for is kept."""
    telegram = Telegram(ServerFault(500))
    out = Outgoing()

    async def get_me() -> Any:
        return await out.process_request(telegram, ("getMe", {}), {}, "getMe", {}, None)

    with pytest.raises(ServerFault):
        run(get_me())
    telegram.scripted = [wait(0)]
    assert run(get_me()) == {"message_id": 3}


@pytest.mark.parametrize("endpoint", ["sendMessage", "editMessageText", "deleteMessage"])
def test_a_chat_that_has_to_wait_waits_alone(endpoint: str) -> None:
    """Everything for it waits, in order; other chats don't; "typing" is left out instead of waiting."""
    telegram = Telegram(wait(30))
    out = Outgoing()

    async def exchange() -> None:
        first = asyncio.create_task(telegram.asked(out, endpoint, text="first"))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(telegram.asked(out, text="second"))
        assert await telegram.asked(out, "sendChatAction") is True
        await telegram.asked(out, chat=2, text="other")
        await asyncio.gather(first, second)

    run(exchange())
    assert [(data["chat_id"], data.get("text")) for _, _, data in telegram.made] == [
        (1, "first"),
        (2, "other"),
        (1, "first"),
        (1, "second"),
    ]
    times = [at for at, _, _ in telegram.made]
    assert times[1] - times[0] < 1
    assert times[2] - times[0] == pytest.approx(30)


def test_typing_that_is_refused_makes_the_chat_wait() -> None:
    """Telegram's word counts whatever it answers to; typing itself isn't repeated."""
    telegram = Telegram(wait(0))
    assert run(telegram.asked(Outgoing(), "sendChatAction")) is True
    assert len(telegram.made) == 1


def test_who_waits_gives_others_their_place() -> None:
    """For as long as the pause lasts, and not otherwise."""
    places = []

    class Aside:
        async def __aenter__(self) -> None:
            places.append("left")

        async def __aexit__(self, *_: object) -> None:
            places.append("back")

    out = Outgoing()
    out.aside = Aside  # type: ignore[assignment]
    run(Telegram().asked(out))
    assert places == []
    run(Telegram(ServerFault(500)).asked(out))
    assert places == ["left", "back"]


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        ("editMessageText", "Message is not modified: specified new message content is the same"),
        ("answerCallbackQuery", "Query is too old and response timeout expired or query id is invalid"),
    ],
)
def test_what_changes_nothing_is_done(endpoint: str, words: str) -> None:
    """Telegram's complaint is no error of anybody's."""
    telegram = Telegram(telegram_error.BadRequest(words))
    assert run(telegram.asked(Outgoing(), endpoint)) is True


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Message to be replied not found", {"reply_parameters": {"message_id": 5}}),
        ("Message thread not found", {"message_thread_id": 5}),
        ("TOPIC_CLOSED", {"message_thread_id": 5}),
    ],
)
def test_an_answer_to_what_is_gone_is_sent_all_the_same(words: str, named: dict[str, Any]) -> None:
    """As no reply, and into the general topic; where that doesn't help, it isn't tried for ever."""
    telegram = Telegram(telegram_error.BadRequest(words))
    run(telegram.asked(Outgoing(), text="answer", **named))
    assert telegram.made[1][2] == {"chat_id": 1, "text": "answer"}
    with pytest.raises(telegram_error.BadRequest):
        run(Telegram(*[telegram_error.BadRequest(words)] * 2).asked(Outgoing(), text="answer", **named))


def test_a_group_that_became_another_is_followed() -> None:
    """Its answer goes to where its people are now."""
    telegram = Telegram(telegram_error.ChatMigrated(-100))
    run(telegram.asked(Outgoing(), chat=-1))
    assert [data["chat_id"] for _, _, data in telegram.made] == [-1, -100]


async def _result(asked: Awaitable[object]) -> object:
    try:
        return await asked
    except telegram_error.TelegramError as error:
        return type(error)
