"""Take updates as Telegram delivers them, over HTTP, instead of fetching them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from aiohttp import web
from telegram import Bot
from telegram.error import TelegramError

from bot.errors import StateFailure, TelegramFailure
from bot.state.inbox import Update
from bot.telegram_chat.updates.dispatcher import ALLOWED_UPDATES, is_update
from bot.telegram_chat.updates.webhook_address import HEALTH, Place
from bot.telegram_chat.updates.webhook_state import WebhookState

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

LOOK_SECONDS = 60.0
"""Between two questions to Telegram whether its deliveries arrive."""

_MOST_BYTES = 1_000_000
# Updates have some thousand.
_DELIVERIES_AT_ONCE = 64


class Webhook:
    """An HTTP server that Telegram delivers updates to.

    Args:
        bot: an initialised one.
        at: where.
        take: stores updates; Telegram is told that they were taken after it returns.
        waiting: how many are taken and not done with; None: this process only stores them.
    """

    def __init__(
        self,
        bot: Bot,
        at: Place,
        take: Callable[[Sequence[Update]], Awaitable[None]],
        waiting: Callable[[], int | None],
    ) -> None:
        self._bot = bot
        self._at = at
        self._take = take
        self._waiting = waiting
        self._stores = True
        self._told: WebhookState | None = None
        # The same at each start and on each machine, so that another instance can take over; known to nobody else.
        self._secret = hmac.new(bot.token.encode(), b"webhook", hashlib.sha256).hexdigest()

    async def run(self, stop: asyncio.Event) -> None:
        """Listen, have Telegram deliver, until ``stop`` is set. Telegram keeps what comes afterwards.

        Raises:
            TelegramFailure: the address to listen at can't be had.
            TelegramError: Telegram doesn't take the url.
        """
        app = web.Application(client_max_size=_MOST_BYTES)
        app.router.add_post(self._at.path, self._delivered)
        app.router.add_get(HEALTH, self._health)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await self._listen(runner)
            await self._bot.set_webhook(
                self._at.url,
                secret_token=self._secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=_DELIVERIES_AT_ONCE,
            )
            log.info("Messages are delivered to %s:%s", self._at.host, self._at.port)
            watching = asyncio.create_task(self._watch())
            try:
                await stop.wait()
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
        finally:
            await runner.cleanup()

    async def _watch(self) -> None:
        """Ask Telegram, now and then, whether what it delivers arrives: nobody else would tell."""
        while True:
            try:
                told = await WebhookState.asked(self._bot)
            except TelegramError as error:
                log.warning("Telegram doesn't say whether its deliveries arrive: %s", error)
            else:
                self._note(told)
            await asyncio.sleep(LOOK_SECONDS)

    def _note(self, told: WebhookState) -> None:
        """Log what is new about deliveries."""
        moment, before, self._told = datetime.now(UTC), self._told, told
        if told.url != self._at.url:
            if before is None or before.url != told.url:
                log.error("Messages are delivered elsewhere: another program has taken this bot's webhook away")
        elif told.fails(moment):
            if before is None or before.error != told.error or not before.fails(moment):
                log.warning("%d messages wait at Telegram, which can't deliver them: %s", told.waiting, told.error)
        elif before is not None and before.fails(moment):
            log.info("Messages come in again")

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._at.host, self._at.port).start()
        except OSError as error:
            raise TelegramFailure(
                f"Nothing can listen at {self._at.host}:{self._at.port} ({error.strerror})",
                "Set TELEGRAM_WEBHOOK_LISTEN to a free port of this machine",
            ) from error

    async def _delivered(self, request: web.Request) -> web.Response:
        said = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(said.encode("utf-8", "surrogateescape"), self._secret.encode()):
            log.warning("A delivery without the secret was refused")
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not is_update(update):
            return web.Response(status=400)
        try:
            await self._take([update])
        except StateFailure as error:
            if self._stores:
                log.warning("Messages can't be stored (%s); Telegram keeps them", error)
            self._stores = False
            return web.Response(status=503)
        self._stores = True
        return web.Response()

    async def _health(self, request: web.Request) -> web.Response:
        # Not "failing" for what Telegram says: a balancer that drops failing servers would keep this one unreachable.
        answer: dict[str, object] = {"status": "ok" if self._stores else "failing"}
        answer |= {"standby": True} if (waiting := self._waiting()) is None else {"waiting": waiting}
        if (told := self._told) is not None:
            failed = told.failed.isoformat() if told.failed else None
            answer["telegram"] = {"waiting": told.waiting, "error": told.error or None, "failed": failed}
        return web.json_response(answer, status=200 if self._stores else 503)
