"""Requests to the Bot API, with errors that say whether what was asked may have happened.

Made with aiohttp: httpx, the library's own choice, looks at every idle connection at every request, which costs four
times as much under load (600 questions in 100 chats), and logs addresses that hold the token.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_READ_SECONDS = 20.0
# A server that is slow to answer has mostly done what it was asked; giving up on it leaves us not knowing.
_CONNECT_SECONDS = 10.0

GATEWAY_TIMEOUT = 504

_JSON = {"Content-Type": "application/json"}


class NotSent(NetworkError):
    """Nothing went out: there was no connection."""


class ServerFault(NetworkError):
    """An answer 5xx. ``may_have_happened``: what was asked may have been done all the same."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The Bot API server answered {code}")
        # A gateway that gave up waiting doesn't know what became of what it passed on; the others didn't take it.
        self.may_have_happened = code == GATEWAY_TIMEOUT


class UnreadableAnswer(NetworkError):
    """A 2xx that isn't a Bot API response: what was asked may have been done."""


class Requests(BaseRequest):
    """Requests over connections that are kept open.

    Args:
        connections: most at a time; more requests wait.
    """

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, dict[str, Any]] = {}

    @property
    def read_timeout(self) -> float:
        """Seconds until an answer is given up."""
        return _READ_SECONDS

    async def initialize(self) -> None:
        """Get ready; idempotent."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            # aiohttp would look for a proxy at each request, in two threads.
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request.

        Raises:
            NotSent: it had no effect.
            ServerFault: an answer 5xx.
            TimedOut, NetworkError: it may have had its effect.
        """
        if self._session is None:
            raise RuntimeError("a request before the first or after the last")
        timeout = aiohttp.ClientTimeout(
            total=None,
            sock_connect=_seconds(connect_timeout, _CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, _READ_SECONDS),
        )
        try:
            body, proxy = _body(request_data), self._proxy(url)
            if "headers" in proxy:
                body["headers"] = body.get("headers", {}) | proxy["headers"]
            async with self._session.request(method, url, timeout=timeout, **(proxy | body)) as answer:
                code, payload = answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotSent(f"There is no connection ({_said(error)})") from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"The connection broke ({_said(error)})") from error
        if code >= 500:
            raise ServerFault(code)
        return code, payload

    def _proxy(self, url: str) -> dict[str, Any]:
        """What goes with a request because of the proxy that the environment names, found once for each server."""
        address = urlsplit(url)
        server = f"{address.scheme}://{address.netloc}"
        if server not in self._proxies:
            self._proxies[server] = _named_proxy(server)
        return self._proxies[server]

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library's; ``UnreadableAnswer`` for what isn't a Bot API response."""
        try:
            answer = BaseRequest.parse_json_payload(payload)
        except TelegramError as error:
            raise UnreadableAnswer("The answer isn't JSON") from error
        if not isinstance(answer, dict) or (answer.get("ok") is True and "result" not in answer):
            raise UnreadableAnswer("The answer isn't a Bot API response")
        return answer


async def requested(bot: Bot, method: str, fields: dict[str, Any], **options: Any) -> Any:
    """Make a request whose answer is wanted as it came; the library makes an object of every part of it.

    Args:
        bot: makes it.
        method: its name, spelt otherwise than the library's own method ("send_Message"), or the library warns of it.
        fields: what is sent, those that are None left out.
        options: time-outs.
    """
    return await bot.do_api_request(method, fields, **options)


def surely_not_sent(error: NetworkError) -> bool:
    """Whether a request that failed certainly had no effect, so that it may be made again."""
    return isinstance(error, NotSent) or (isinstance(error, ServerFault) and not error.may_have_happened)


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        # As JSON: to write a form takes ten times as long.
        return {"data": json.dumps(data.parameters).encode(), "headers": _JSON}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}


def _named_proxy(server: str) -> dict[str, Any]:
    """aiohttp's arguments for the proxy that the environment or the system names for a server; none: empty."""
    address = urlsplit(server)
    proxy = getproxies().get(address.scheme)
    if not proxy or proxy_bypass(address.netloc.rpartition("@")[2]):
        return {}
    user, at, place = urlsplit(proxy).netloc.rpartition("@")
    if not at:
        return {"proxy": proxy}
    name, _, password = user.partition(":")
    # What goes through a tunnel must not tell the server who the proxy knows us as.
    where = "proxy_headers" if address.scheme == "https" else "headers"
    credentials = b64encode(f"{unquote(name)}:{unquote(password)}".encode()).decode()
    return {"proxy": f"{urlsplit(proxy).scheme}://{place}", where: {"Proxy-Authorization": f"Basic {credentials}"}}


def _seconds(given: Any, usual: float) -> float | None:
    """A time-out as it was given, or the usual one where the library was given none."""
    return usual if given is BaseRequest.DEFAULT_NONE else given


def _said(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
