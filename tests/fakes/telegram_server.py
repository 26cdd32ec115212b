"""A small Bot API server on loopback: keeps chats, checks every request, fails on demand.

The bot under test talks to ``server.url`` with ``server.token``; the test plays the people (``say``) and reads what the
bot did (``messages``, ``calls``, ``violations``). Everything public may be called from any thread.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, web

from tests.fakes.telegram_html import MarkupRefused, Parsed, parse
from tests.fakes.telegram_interactions import Interactions
from tests.fakes.telegram_methods import METHODS, as_upload, read
from tests.fakes.telegram_records import Call, Fault, Refused, Sent, entities_of
from tests.waiting import PATIENCE

TOKEN = "424242:AAFakeTokenOfTheFakeBotApiServer000"
BOT = {"id": 424242, "is_bot": True, "first_name": "Verbatim", "username": "verbatim_fake_bot"}
ME = BOT | {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
LONG_POLL_SECONDS = 2.0
"""The longest that a poll is held, whatever the bot asks for."""

MESSAGE_UNITS = 4096
MESSAGE_BYTES = 32_768


@dataclass
class _Poll:
    aborted: bool = False


@dataclass
class _State:
    updates: list[dict[str, Any]] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    queries: set[str] = field(default_factory=set)
    files: list[bytes] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)
    shut: dict[int, Refused] = field(default_factory=dict)
    topics_gone: set[tuple[int, int]] = field(default_factory=set)
    webhook: str = ""
    undelivered: tuple[int, str] | None = None
    unreachable: str = ""
    secret: str = ""
    allowed: list[str] | None = None
    poll: _Poll | None = None


class TelegramServer(Interactions):
    """The server; use :func:`telegram_server`, which starts it and stops it."""

    _bot = BOT

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.url = ""
        self._state = _State()
        self._changed = threading.Condition()
        self._update_ids = itertools.count(900_000_001)
        self._message_ids = itertools.count(1)
        self._wake: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    # ---- what a test does

    def say(
        self,
        text: str | None,
        *,
        chat: int = 1001,
        kind: str = "private",
        person: int = 1001,
        edited: bool | int = False,
        **more: Any,
    ) -> int:
        """A person writes ``text`` (None: something else, given in ``more``); returns the message's id.

        ``edited``: the id of a message that gets these words instead; True: one that nobody saw before.
        """
        sender = {"id": person, "is_bot": False, "first_name": "Ada"}
        where = {"id": chat, "type": kind} | ({"title": "A group"} if kind != "private" else {"first_name": "Ada"})
        with self._changed:
            number = next(self._message_ids) if isinstance(edited, bool) else edited
            message = {"message_id": number, "date": int(time.time()), "chat": where, "from": sender}
            if text is not None:
                message |= {"text": text, "entities": entities_of(text)}
            if edited:
                message["edit_date"] = message["date"]
            self._state.chats[chat] = where
            update = {"update_id": next(self._update_ids), ("edited_message" if edited else "message"): message | more}
            self._state.updates.append(update)
            self._state.said.append(update)
        self._notify()
        return int(message["message_id"])

    def press(self, message: Sent, data: str, *, person: int | None = None) -> str:
        """A person presses a button of a message, or sends what no button says; returns the query's id."""
        who = {"id": person or message.chat, "is_bot": False, "first_name": "Ada"}
        with self._changed:
            query = f"query{next(self._update_ids)}"
            pressed = self._as_json(message) if message in self._state.sent else {"message_id": message.id}
            body = {"id": query, "from": who, "chat_instance": "1", "data": data, "message": pressed}
            self._state.queries.add(query)
            self._state.updates.append({"update_id": next(self._update_ids), "callback_query": body})
        self._notify()
        return query

    def deliver_to(self, url: str, wrong: str = "") -> None:
        """Deliver updates to ``url``, or fail to, for the reason ``wrong``."""
        with self._changed:
            self._state.webhook, self._state.unreachable = url, wrong

    def offer_again(self, count: int = 1) -> None:
        """Offer the latest updates once more, as after an acknowledgement that was lost."""
        with self._changed:
            self._state.updates += self._state.said[-count:]
        self._notify()

    def delete_topic(self, chat: int, topic: int) -> None:
        """A forum's topic is deleted."""
        with self._changed:
            self._state.topics_gone.add((chat, topic))

    def fail(self, fault: Fault) -> None:
        """Let ``fault`` hit the next requests of its method."""
        with self._changed:
            self._state.faults.append(fault)

    def messages(self, chat: int | None = None) -> list[Sent]:
        """What the bot has sent, in order."""
        with self._changed:
            return [each for each in self._state.sent if chat is None or each.chat == chat]

    def calls(self, method: str | None = None) -> list[Call]:
        """What the bot has requested, in order."""
        with self._changed:
            return [each for each in self._state.calls if method is None or each.method == method]

    @property
    def violations(self) -> list[str]:
        """Each thing that a well-behaved bot doesn't do."""
        with self._changed:
            return list(self._state.violations)

    @property
    def secret(self) -> str:
        """The word that goes with each delivery to the webhook."""
        return self._state.secret

    @property
    def unacknowledged(self) -> int:
        """How many updates the bot has not yet told us that it took."""
        with self._changed:
            return len(self._state.updates)

    def wait(self, until: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until ``until()`` holds; it is looked at after each request."""
        with self._changed:
            if not self._changed.wait_for(until, seconds):
                calls = [(call.method, call.fields.get("text")) for call in self._state.calls[-5:]]
                raise TimeoutError(f"not within {seconds} s; the last calls: {calls}")

    def wait_for_messages(self, count: int, chat: int | None = None, seconds: float = PATIENCE) -> list[Sent]:
        """The bot's messages, once there are ``count`` of them."""
        self.wait(lambda: len(self.messages(chat)) >= count, seconds)
        return self.messages(chat)

    # ---- the server

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()
        if self._loop is not None and self._wake is not None:
            self._loop.call_soon_threadsafe(self._wake.set)

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _failure(401, "Unauthorized")
        return web.Response(body=self._state.files[int(request.match_info["number"])])

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        if not re.fullmatch(r"\d+:[\w-]+", token):
            return _failure(404, "Not Found")
        if token != self.token:
            return _failure(401, "Unauthorized")
        fields, wrong = read(method, await _sent(request))
        with self._changed:
            self._state.calls.append(Call(method, fields, time.monotonic()))
            self._state.violations += wrong
            fault = self._next_fault(method, fields.get("chat_id"))
        if method not in METHODS:
            return _failure(404, "Not Found: method not found")
        try:
            if fault is not None and not fault.after:
                await asyncio.sleep(fault.hangs)
                return _faulty(request, fault)
            result = await getattr(self, f"_{method}")(fields)
            if fault is not None:
                self._notify()
                await asyncio.sleep(fault.hangs)
                return _faulty(request, fault)
            return web.json_response({"ok": True, "result": result})
        except Refused as refused:
            return _failure(refused.status, refused.description, **refused.parameters)
        finally:
            self._notify()

    def _next_fault(self, method: str, chat: int | None) -> Fault | None:
        for fault in self._state.faults:
            if fault.method == method and fault.times > 0 and fault.chat in {None, chat}:
                if fault.skips > 0:
                    fault.skips -= 1
                    continue
                fault.times -= 1
                return fault
        return None

    async def _getMe(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - the Bot API's names
        return ME

    async def _setWebhook(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        with self._changed:
            self._state.webhook, self._state.secret = fields["url"], fields.get("secret_token", "")
            self._state.allowed = fields.get("allowed_updates") or None
        return True

    async def _getWebhookInfo(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        with self._changed:
            info = {"url": self._state.webhook, "pending_update_count": len(self._state.updates)}
            if self._state.undelivered is not None:
                info |= dict(zip(("last_error_date", "last_error_message"), self._state.undelivered, strict=True))
        return info | {"has_custom_certificate": False}

    async def _deliver(self) -> None:
        """Post updates to the webhook, in order, each until it is taken."""
        async with ClientSession() as session:
            while True:
                with self._changed:
                    url, secret = self._state.webhook, self._state.secret
                    offered = [each for each in self._state.updates if self._is_allowed(each)]
                if not url or not offered:
                    await asyncio.sleep(0.01)
                    continue
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
                wrong = self._state.unreachable
                try:
                    if wrong:
                        raise ClientError(wrong)
                    async with session.post(url, json=offered[0], headers=headers) as answer:
                        wrong = "" if answer.status == 200 else f"{answer.status} {answer.reason}"
                except ClientError:
                    wrong = wrong or "Connection refused"
                with self._changed:
                    if not wrong:
                        self._state.updates.remove(offered[0])
                    else:
                        self._state.undelivered = int(time.time()), f"Wrong response from the webhook: {wrong}"
                self._notify()
                await asyncio.sleep(0.05 if wrong else 0)

    def _is_allowed(self, update: dict[str, Any]) -> bool:
        return self._state.allowed is None or bool(set(update) & set(self._state.allowed))

    async def _deleteWebhook(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        self._state.webhook = ""
        if fields.get("drop_pending_updates"):
            self._state.updates.clear()
        return True

    async def _setMyCommands(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        return True

    async def _getUpdates(self, fields: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: N802
        if self._state.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if self._state.poll is not None:
            self._state.poll.aborted = True
        mine = self._state.poll = _Poll()
        self._notify()
        offset, limit = fields.get("offset", 0), fields.get("limit", 100)
        with self._changed:
            if "allowed_updates" in fields:
                self._state.allowed = fields["allowed_updates"] or None
            if offset > 0:
                self._state.updates = [each for each in self._state.updates if each["update_id"] >= offset]
            elif offset < 0:
                self._state.updates = self._state.updates[offset:]
        ends = time.monotonic() + min(fields.get("timeout", 0), LONG_POLL_SECONDS)
        try:
            while True:
                if mine.aborted:
                    raise Refused(409, "Conflict: terminated by other getUpdates request")
                with self._changed:
                    found = [each for each in self._state.updates if self._is_allowed(each)]
                if found or time.monotonic() >= ends or self._wake is None:
                    return found[:limit]
                self._wake.clear()
                try:
                    await asyncio.wait_for(self._wake.wait(), ends - time.monotonic())
                except TimeoutError:
                    continue
        finally:
            if self._state.poll is mine:
                self._state.poll = None

    async def _sendChatAction(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        self._chat(fields)
        return True

    async def _sendMessage(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        chat = self._chat(fields)
        parsed = self._parsed(fields)
        with self._changed:
            sent = Sent(next(self._message_ids), chat["id"], parsed, fields)
            self._state.sent.append(sent)
        return self._as_json(sent)

    async def _editMessageText(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._chat(fields)
        with self._changed:
            here = [n for n, each in enumerate(self._state.sent) if each.id == fields["message_id"]]
            if not here or self._state.sent[here[0]].chat != fields["chat_id"]:
                raise Refused(400, "Bad Request: message to edit not found")
            before = self._state.sent[here[0]]
            if "text" not in before.fields:
                self._violated("editMessageText of a message that has no text")
                raise Refused(400, "Bad Request: there is no text in the message to edit")
        parsed = self._parsed(fields)
        markup = before.fields.get("reply_markup"), fields.get("reply_markup")
        if (parsed.text, parsed.entities) == (before.parsed.text, before.parsed.entities) and markup[0] == markup[1]:
            raise Refused(400, "Bad Request: message is not modified: specified new message content is the same")
        with self._changed:
            kept = {name: value for name, value in before.fields.items() if name != "reply_markup"}
            after = Sent(before.id, before.chat, parsed, kept | fields, before.edits + 1)
            self._state.sent[here[0]] = after
        return self._as_json(after)

    async def _answerCallbackQuery(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        with self._changed:
            if fields["callback_query_id"] not in self._state.queries:
                raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
            self._state.queries.remove(fields["callback_query_id"])
        return True

    def _as_json(self, sent: Sent) -> dict[str, Any]:
        """A message of the bot's as Telegram gives it back."""
        parsed, chat = sent.parsed, self._state.chats[sent.chat]
        entities = [
            {"type": e.type, "offset": e.offset, "length": e.length} | ({"url": e.url} if e.url else {})
            for e in parsed.entities
        ]
        message = {"message_id": sent.id, "date": int(time.time()), "chat": chat, "from": BOT}
        message |= {"text" if "text" in sent.fields else "caption": parsed.text} if parsed.text else {}
        if "reply_parameters" in sent.fields:
            replied = sent.fields["reply_parameters"]["message_id"]
            message["reply_to_message"] = {"message_id": replied, "date": message["date"], "chat": chat}
        if "reply_markup" in sent.fields:
            message["reply_markup"] = sent.fields["reply_markup"]
        named = "entities" if "text" in sent.fields else "caption_entities"
        return message | ({named: entities} if entities else {})

    def _chat(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat = self._state.chats.get(fields.get("chat_id", 0))
        if chat is None:
            self._violated(f"a request for chat {fields.get('chat_id')}, in which nobody wrote")
            raise Refused(400, "Bad Request: chat not found")
        if chat["id"] in self._state.shut:
            raise self._state.shut[chat["id"]]
        if (chat["id"], fields.get("message_thread_id", 0)) in self._state.topics_gone:
            raise Refused(400, "Bad Request: message thread not found")
        return chat

    def _parsed(self, fields: dict[str, Any]) -> Parsed:
        """The text as people see it, or what Telegram answers to one that it doesn't take."""
        text = str(fields.get("text", ""))
        try:
            if len(text.encode()) > MESSAGE_BYTES:
                raise Refused(400, "Bad Request: text is too long")
            parsed = parse(text) if fields.get("parse_mode") == "HTML" else Parsed(text, [])
            if not parsed.text.strip():
                raise Refused(400, "Bad Request: message text is empty")
            if parsed.units > MESSAGE_UNITS:
                raise Refused(400, "Bad Request: message is too long")
            if len(parsed.entities) > 100:
                self._violated(f"{len(parsed.entities)} entities, of which Telegram drops all after the hundredth")
        except MarkupRefused as refused:
            self._violated(f"{refused} in {text[:200]!r}")
            raise Refused(400, str(refused)) from None
        except Refused as refused:
            self._violated(f"{refused.description}: {text[:200]!r}")
            raise
        for each in parsed.sloppy:
            self._violated(f"markup: {each} in {text[:200]!r}")
        return parsed

    def _violated(self, what: str) -> None:
        with self._changed:
            self._state.violations.append(what)

    # ---- starting and stopping

    def run(self, started: Callable[[Exception | None], None], stop: threading.Event) -> None:
        """Serve on a free port of loopback until ``stop`` is set; for a thread of its own."""
        asyncio.run(self._run(started, stop))

    async def _run(self, started: Callable[[Exception | None], None], stop: threading.Event) -> None:
        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        delivering = asyncio.create_task(self._deliver())
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/documents/{number}", self._file)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        try:
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            host, port = runner.addresses[0][:2]
            self.url = f"http://{host}:{port}"
        except Exception as error:
            started(error)
            raise
        started(None)
        try:
            await asyncio.to_thread(stop.wait)
        finally:
            delivering.cancel()
            await asyncio.gather(delivering, return_exceptions=True)
            await runner.cleanup()
            self._loop = None


@contextmanager
def telegram_server(server: TelegramServer | None = None) -> Iterator[TelegramServer]:
    """A running server. At the end, a bot that broke the protocol fails the test."""
    server = server or TelegramServer()
    stop, ready = threading.Event(), threading.Event()
    errors: list[Exception] = []

    def started(error: Exception | None) -> None:
        errors.extend([error] if error else [])
        ready.set()

    thread = threading.Thread(target=server.run, args=(started, stop), name="telegram-server", daemon=True)
    thread.start()
    try:
        if not ready.wait(10) or errors:
            raise RuntimeError(f"the fake Bot API server didn't start: {errors}")
        yield server
        if server.violations:
            raise AssertionError("the bot broke the protocol:\n" + "\n".join(server.violations))
    finally:
        stop.set()
        thread.join(10)


async def _sent(request: web.Request) -> dict[str, str]:
    """What a request holds, by name: text as it is, else JSON. The Bot API takes forms and JSON."""
    if request.content_type == "application/json":
        sent = await request.json()
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in sent.items()}
    return {
        name: value if isinstance(value, str) else as_upload(value.filename, value.file.read())
        for name, value in (await request.post()).items()
        if not isinstance(value, bytes | bytearray)
    }


def _failure(status: int, description: str, **parameters: int) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=status)


def _faulty(request: web.Request, fault: Fault) -> web.Response:
    if not fault.status:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
    if fault.raw:
        return web.Response(status=fault.status, text=fault.description)
    more = {} if fault.retry_after is None else {"retry_after": fault.retry_after}
    return _failure(fault.status, fault.description, **more)
