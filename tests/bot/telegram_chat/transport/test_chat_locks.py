"""The turns of a chat."""

from __future__ import annotations

import asyncio

from bot.telegram_chat.transport.chat_locks import Turns
from tests.fakes.virtual_time import run


def test_turns_are_taken_in_order_and_forgotten() -> None:
    """Within a chat first come, first served, also when one is cancelled; chats don't wait for each other."""

    async def take(turns: Turns[int], done: list[str], chat: int, name: str, seconds: float = 0.0) -> None:
        async with turns.of(chat):
            await asyncio.sleep(seconds)
            done.append(name)

    async def exchange() -> tuple[list[str], int]:
        turns: Turns[int] = Turns()
        done: list[str] = []
        tasks = [
            asyncio.create_task(take(turns, done, chat, name, seconds))
            for chat, name, seconds in [(1, "a", 5.0), (1, "gone", 0.0), (1, "b", 0.0), (2, "other", 0.0)]
        ]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return done, len(turns)

    assert run(exchange()) == (["other", "a", "b"], 0)
