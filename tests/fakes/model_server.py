"""A server that speaks the vendors' chat protocols on loopback and answers by script: wrongly, slowly, not at all."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from aiohttp import web

from tests.fakes.dialects import DIALECTS, Dialect


@dataclass(frozen=True)
class Says:
    """A text, sent in pieces as a stream. ``usage``: tokens read and written, as the server counts them."""

    text: str
    piece: int = 7
    usage: tuple[int, int] | None = None


@dataclass(frozen=True)
class Refuses:
    """A status and no text."""

    status: int
    after: str | None = None
    body: str = '{"error": {"message": "Incorrect API key provided: sk-secret-key", "type": "x"}}'


@dataclass(frozen=True)
class Sends:
    """Bytes as they are, then the end of the connection, proper or not."""

    raw: Sequence[bytes]
    breaks_off: bool = False


@dataclass(frozen=True)
class Stalls:
    """Some text, then silence for longer than anybody waits."""

    text: str = ""
    before_headers: bool = False


@dataclass(frozen=True)
class Endless:
    """A text over and over."""

    text: str


Reply = Says | Refuses | Sends | Stalls | Endless | str
"""What the server does with a request; a text alone is said."""


@dataclass
class ModelServer:
    """The server. ``replies`` are used up in order, the last one for good; a function sees the request.

    ``requests``: the bodies that came. ``keys``: their authorisation. ``left``: how many were left by the client.
    """

    replies: list[Reply | Callable[[dict[str, Any]], Reply]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    left: int = 0
    port: int = 0
    sent: int = 0

    def start(self) -> ModelServer:
        """Listen on loopback, in a thread of its own."""
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def stop(self) -> None:
        """Close everything, also what stalls."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        """Where it is, as ``LLM_API_URL`` says it."""
        return f"{self.root}/v1"

    @property
    def root(self) -> str:
        """The same for packages that know the path themselves."""
        return f"http://127.0.0.1:{self.port}"

    def _serve(self, ready: threading.Event) -> None:
        asyncio.run(self._run(ready))

    async def _run(self, ready: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application()
        for dialect in DIALECTS:
            app.router.add_post(dialect.path, partial(self._chat, dialect))
        runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _chat(self, dialect: Dialect, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append(body)
        self.keys.append(request.headers.get(dialect.key))
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if callable(reply):
            reply = reply(body)
        if isinstance(reply, str):
            reply = Says(reply)
        try:
            return await self._answer(request, reply, dialect)
        except (asyncio.CancelledError, ConnectionError, RuntimeError):  # as it is left between two pieces or in one
            self.left += 1
            raise

    async def _answer(self, request: web.Request, reply: Reply, dialect: Dialect) -> web.StreamResponse:
        if isinstance(reply, Refuses):
            headers = {"Retry-After": reply.after} if reply.after else {}
            return web.Response(status=reply.status, text=reply.body, headers=headers, content_type="application/json")
        if isinstance(reply, Stalls) and reply.before_headers:
            await asyncio.sleep(60)
        response = web.StreamResponse(headers={"Content-Type": dialect.content_type})
        await response.prepare(request)
        if isinstance(reply, Sends):
            for raw in reply.raw:
                await response.write(raw)
            if reply.breaks_off and request.transport is not None:
                request.transport.abort()
            return response
        await response.write(dialect.opening())
        if isinstance(reply, Stalls):
            await response.write(dialect.piece(reply.text))
            await asyncio.sleep(60)
        if isinstance(reply, Endless):
            while True:
                await response.write(dialect.piece(reply.text))
                self.sent += len(reply.text)
                await asyncio.sleep(0)
        assert isinstance(reply, Says)
        for start in range(0, len(reply.text), reply.piece):
            await response.write(dialect.piece(reply.text[start : start + reply.piece]))
        await response.write(dialect.closing(reply.usage))
        return response
