"""An answer's messages: each once, also when the answer is begun again."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

import pytest
from telegram import error as telegram_error

from bot.state.database import State
from bot.state.outbox import Outbox
from bot.telegram_chat.transport.delivery import AlreadyOnItsWay, Earlier, current, delivering, growing, offering
from bot.telegram_chat.transport.rate_limiter import Outgoing
from tests.bot.telegram_chat.transport.test_rate_limiter import Telegram
from tests.fakes.virtual_time import run


async def _result(asked: Awaitable[object]) -> object:
    try:
        return await asked
    except telegram_error.TelegramError as error:
        return type(error)


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
