"""Requests on their way out: what is made again, what isn't, and who waits for whom."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from telegram import error as telegram_error

from bot.state.database import State
from bot.state.outbox import Outbox
from bot.telegram_chat.transport.delivery import AlreadyOnItsWay, Earlier, current, delivering, growing, offering
from bot.telegram_chat.transport.http import NotSent, Requests, ServerFault, UnreadableAnswer
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


@pytest.mark.parametrize("error", NOT_SENT, ids=repr)
def test_what_surely_had_no_effect_is_made_again(error: Exception) -> None:
    """Until it is done."""
    telegram = Telegram(error, error)
    assert run(telegram.asked(Outgoing())) == {"message_id": 3}


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


def test_an_answer_to_a_question_that_is_gone_is_sent_all_the_same() -> None:
    """As a message of its own."""
    telegram = Telegram(telegram_error.BadRequest("Message to be replied not found"))
    run(telegram.asked(Outgoing(), text="answer", reply_parameters={"message_id": 5}))
    assert telegram.made[1][2] == {"chat_id": 1, "text": "answer"}


def test_a_group_that_became_another_is_followed() -> None:
    """Its answer goes to where its people are now."""
    telegram = Telegram(telegram_error.ChatMigrated(-100))
    run(telegram.asked(Outgoing(), chat=-1))
    assert [data["chat_id"] for _, _, data in telegram.made] == [-1, -100]


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(State.open(None, tmp_path / "state.sqlite", 1))


def sent(outbox: Outbox, telegram: Telegram, *texts: str) -> list[object]:
    """What became of each message of an answer that is begun, or begun again."""

    async def answer() -> list[object]:
        out = Outgoing()
        async with delivering(outbox, "update:1"):
            return [await _result(telegram.asked(out, text=text)) for text in texts]

    return run(answer())


async def _result(asked: Awaitable[object]) -> object:
    try:
        return await asked
    except telegram_error.TelegramError as error:
        return type(error)


def test_an_answer_begun_again_sends_what_is_missing(outbox: Outbox) -> None:
    """What arrived gives what Telegram said then; what was on its way counts as arrived; the rest is sent."""
    late = telegram_error.TimedOut()
    blocked = telegram_error.Forbidden("blocked")
    assert sent(outbox, Telegram(), "one") == [{"message_id": 1}]
    assert sent(outbox, Telegram(late), "one", "two") == [{"message_id": 1}, telegram_error.TimedOut]
    assert sent(outbox, Telegram(blocked), "one", "two", "three")[1:] == [AlreadyOnItsWay, telegram_error.Forbidden]
    telegram = Telegram()
    assert sent(outbox, telegram, "one", "two", "three") == [{"message_id": 1}, AlreadyOnItsWay, {"message_id": 1}]
    assert [data["text"] for _, _, data in telegram.made] == ["three"]


def taken_over(outbox: Outbox, telegram: Telegram, *, offers: bool = False) -> list[Earlier]:
    """What an answer that is begun again goes on from; ``offers``: it sends a line for what may have arrived."""

    async def answer() -> list[Earlier]:
        async with delivering(outbox, "update:1"):
            delivery = current()
            assert delivery is not None
            earlier = delivery.taken_over()
            for each in earlier:
                if offers and each.message is None:
                    with offering(each):
                        await _result(telegram.asked(Outgoing(), text="a line"))
            return earlier

    return run(answer())


def test_an_answer_goes_on_from_what_is_there(outbox: Outbox) -> None:
    """What may have arrived is offered, once; the line that offers it is known as one, also after another restart."""
    sent(outbox, Telegram(), "one")
    sent(outbox, Telegram(telegram_error.TimedOut()), "one", "two")
    assert taken_over(outbox, Telegram()) == [Earlier(1), Earlier(None, number=1)]
    taken_over(outbox, Telegram(telegram_error.TimedOut()), offers=True)
    assert taken_over(outbox, Telegram()) == [Earlier(1), Earlier(None, number=1)], "the line may be lost: again"
    taken_over(outbox, Telegram(), offers=True)
    assert taken_over(outbox, Telegram()) == [Earlier(1), Earlier(1, offers=True, number=1)]


def test_what_is_taken_over_is_not_sent_again_for_an_answer_that_is_none_yet(outbox: Outbox) -> None:
    """A message of a growing answer that may have arrived is nothing that anybody misses."""

    async def grow(telegram: Telegram) -> None:
        async with delivering(outbox, "update:1"):
            with growing():
                await _result(telegram.asked(Outgoing(), text="so far"))

    run(grow(Telegram(telegram_error.TimedOut())))
    assert taken_over(outbox, Telegram()) == []


def test_an_answer_that_has_changed_is_sent_whole(outbox: Outbox) -> None:
    """Halves of two answers would cite each other's passages."""
    sent(outbox, Telegram(), "one [1]", "the passage of 1")
    telegram = Telegram()
    sent(outbox, telegram, "another [1]", "the passage of 1")
    assert len(telegram.made) == 2


def test_typing_and_edits_are_no_messages(outbox: Outbox) -> None:
    """They may be made as often as one likes, and have no number."""

    async def answer(telegram: Telegram) -> None:
        out = Outgoing()
        async with delivering(outbox, "update:1"):
            await telegram.asked(out, "sendChatAction")
            await telegram.asked(out, "editMessageText", text="one")
            await telegram.asked(out, text="two")

    telegram = Telegram()
    run(answer(telegram))
    run(answer(telegram))
    assert [endpoint for _, endpoint, _ in telegram.made].count("sendMessage") == 1
    assert [endpoint for _, endpoint, _ in telegram.made].count("editMessageText") == 2


@pytest.mark.parametrize(
    ("payload", "fine"),
    [
        (b'{"ok": true, "result": true}', True),
        (b'{"ok": false, "description": "x"}', True),
        (b"<html>", False),
        (b"[]", False),
        (b'{"ok": true}', False),
        (b"\xff", False),
    ],
)
def test_a_body_that_is_no_answer_is_told_apart(payload: bytes, fine: bool) -> None:
    """What was asked may have been done, so it is an error of its own."""
    if fine:
        assert isinstance(Requests.parse_json_payload(payload), dict)
    else:
        with pytest.raises(UnreadableAnswer):
            Requests.parse_json_payload(payload)
