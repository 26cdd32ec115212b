"""A headless Chromium, where one is installed, driven by its DevTools protocol: what a page does in a real browser."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

_START_SECONDS = 60.0
_FLAGS = ("--headless=new", "--disable-gpu", "--no-first-run", "--no-sandbox", "--remote-debugging-port=0")

Seen = TypeVar("Seen")


class Tab:
    """One tab. ``requests``: every address that it has asked for."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._loaded = False
        self.requests: list[str] = []

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command; its result."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            told = await self._socket.receive_json(timeout=_START_SECONDS)
            self._note(told)
            if told.get("id") == number:
                assert "error" not in told, told
                return dict(told["result"])

    async def open(self, address: str, *, width: int = 390, height: int = 844, scheme: str = "light") -> None:
        """Load a page as a phone of this size shows it."""
        await self.do("Page.enable")
        await self.do("Network.enable")
        await self.do(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True
        )
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        await self.do("Emulation.setEmulatedMedia", features=features)
        for page in ("about:blank", address):  # a page that is open already would only be moved to a fragment
            self._loaded = False
            await self.do("Page.navigate", url=page)
            while not self._loaded:
                self._note(await self._socket.receive_json(timeout=_START_SECONDS))
        await self.js("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    async def js(self, expression: str) -> Any:
        """The value of an expression in the page; the page's own policy doesn't bind the protocol."""
        told = await self.do("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    async def press(self, key: str) -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            await self.do("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=9)

    def _note(self, told: dict[str, Any]) -> None:
        if told.get("method") == "Page.loadEventFired":
            self._loaded = True
        elif told.get("method") == "Network.requestWillBeSent":
            self.requests += [told["params"]["request"]["url"]] * (told["params"]["documentURL"] != "about:blank")


def browsed(scenario: Callable[[Tab], Coroutine[Any, Any, Seen]]) -> Seen:
    """Do something in a tab of a new browser, which is closed at the end."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [CHROMIUM, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return asyncio.run(_in_tab(Path(profile) / "DevToolsActivePort", scenario))
        finally:
            process.kill()
            process.wait(10)


async def _in_tab(told: Path, scenario: Callable[[Tab], Coroutine[Any, Any, Seen]]) -> Seen:
    async with asyncio.timeout(_START_SECONDS):
        while not told.exists() or not told.read_text().strip():
            await asyncio.sleep(0.05)
    port = told.read_text().split()[0]
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/json/list") as answer:
        pages = [each for each in await answer.json() if each["type"] == "page"]
        async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            return await scenario(Tab(socket))
