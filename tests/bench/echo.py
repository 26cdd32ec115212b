"""A bot that sends back what it is told: the least that an answer can cost. ``python -m tests.bench.echo``."""

from __future__ import annotations

import asyncio
import os

from aiohttp import ClientSession


async def main() -> None:
    """Poll, and answer each message as it comes."""
    server = f"{os.environ['TELEGRAM_API_URL']}/bot{os.environ['TELEGRAM_BOT_TOKEN']}"
    offset, sending = 0, set()

    async def send(message: dict[str, dict[str, int]]) -> None:
        reply = f'{{"message_id": {message["message_id"]}, "allow_sending_without_reply": true}}'
        fields = {"chat_id": str(message["chat"]["id"]), "text": str(message["text"]), "reply_parameters": reply}
        async with session.post(f"{server}/sendMessage", data=fields) as answer:
            await answer.read()

    async with ClientSession() as session:
        while True:
            async with session.post(f"{server}/getUpdates", data={"offset": str(offset), "timeout": "2"}) as answer:
                updates = (await answer.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                task = asyncio.create_task(send(update["message"]))
                sending.add(task)
                task.add_done_callback(sending.discard)


if __name__ == "__main__":
    asyncio.run(main())
