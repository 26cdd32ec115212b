"""Requests to a Bot API server: the body that they have, and the way that they go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InputFile

from bot.telegram_chat.transport.http import Requests, UnreadableAnswer

SERVER = "http://api.example.org"


async def _listening(handle: Callable[[web.Request], Awaitable[web.Response]]) -> tuple[web.AppRunner, int]:
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, runner.addresses[0][1]


async def _asked(
    server: str,
    handle: Callable[[web.Request], Awaitable[web.Response]],
    method: str = "get_Me",
    data: dict[str, Any] | None = None,
) -> Any:
    """What a server, or the one that handles its proxy's requests, answers to a method of the Bot API."""
    runner, port = await _listening(handle)
    requests = Requests(2)
    bot = Bot("1:AA", base_url=f"{server.format(port=port)}/bot", request=requests)
    await requests.initialize()
    try:
        return await bot.do_api_request(method, data)
    finally:
        await requests.shutdown()
        await runner.cleanup()


@pytest.mark.parametrize("user", ["", "ada:pass%20word@"])
def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, user: str) -> None:
    """Also one that wants a name and a password; a server that ``no_proxy`` names is asked directly."""
    seen: list[tuple[str, str | None]] = []

    async def handle(request: web.Request) -> web.Response:
        seen.append((str(request.url), request.headers.get("Proxy-Authorization")))
        return web.json_response({"ok": True, "result": True})

    async def scenario() -> None:
        runner, port = await _listening(handle)
        monkeypatch.setenv("http_proxy", f"http://{user}127.0.0.1:{port}")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        await _asked(SERVER, handle)
        await _asked("http://127.0.0.1:{port}", handle)
        await runner.cleanup()

    asyncio.run(scenario())
    (through, told), (direct, _) = seen
    assert through == f"{SERVER}/bot1:AA/getMe"
    assert told == ("Basic YWRhOnBhc3Mgd29yZA==" if user else None)
    assert direct.startswith("http://127.0.0.1")


def test_a_body_is_json_unless_a_file_is_in_it() -> None:
    """Everything stays what it is: a text is no JSON in JSON."""
    seen: list[tuple[str, Any]] = []

    async def handle(request: web.Request) -> web.Response:
        form = request.content_type.startswith("multipart")
        body = dict(await request.post()) if form else await request.json()
        seen.append(
            (request.content_type, {k: v if isinstance(v, str | int | dict) else "file" for k, v in body.items()})
        )
        return web.json_response({"ok": True, "result": True})

    server = "http://127.0.0.1:{port}"
    text = {"chat_id": 1, "text": 'ä \U0001f600 "', "link_preview_options": {"is_disabled": True}}
    document = {"chat_id": 1, "document": InputFile(b"bytes", filename="a.txt")}
    asyncio.run(_asked(server, handle, "send_Message", text))
    asyncio.run(_asked(server, handle, "send_Document", document))
    assert seen == [
        ("application/json", text),
        ("multipart/form-data", {"chat_id": "1", "document": "file"}),
    ]


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
