"""A news site on this machine: real HTTP on loopback, pages and misbehaviour as a test wants them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web
from multidict import CIMultiDictProxy

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class NewsServer:
    """Serves what ``pages`` and ``handlers`` hold by path, and notes each request."""

    pages: dict[str, tuple[str | bytes, str]] = field(default_factory=dict)
    handlers: dict[str, Handler] = field(default_factory=dict)
    requests: list[tuple[str, CIMultiDictProxy[str]]] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0

    def __enter__(self) -> NewsServer:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._runner, self.port = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def asked(self, path: str) -> list[CIMultiDictProxy[str]]:
        """The heads of the requests for a path."""
        return [heads for asked, heads in self.requests if asked == path]

    async def _start(self) -> tuple[web.AppRunner, int]:
        app = web.Application()
        app.router.add_route("GET", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return runner, runner.addresses[0][1]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.path_qs, request.headers))
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            if request.path in self.handlers:
                return await self.handlers[request.path](request)
            if request.path_qs in self.pages:
                body, kind = self.pages[request.path_qs]
                data = body.encode() if isinstance(body, str) else body
                return web.Response(body=data, headers={"Content-Type": kind})
            return web.Response(status=404, text="nothing here")
        finally:
            self._now -= 1


def page(title: str, *paragraphs: str, head: str = "") -> tuple[str, str]:
    """A small page of HTML with an article in it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    body = f"<body><main><h1>{title}</h1>{text}</main></body>"
    return f"<!doctype html><html><head><title>{title}</title>{head}</head>{body}</html>", "text/html; charset=utf-8"


def rss(title: str, *items: tuple[str, str, str], ttl: int | None = None) -> str:
    """A feed of (link, title, day by RFC 822)."""
    each = "".join(
        f"<item><title>{name}</title><link>{link}</link><guid>{link}</guid><pubDate>{day}</pubDate></item>"
        for link, name, day in items
    )
    wait = f"<ttl>{ttl}</ttl>" if ttl else ""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{wait}{each}</channel></rss>'
