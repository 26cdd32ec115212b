"""Requests to the Bot API, with errors that say whether what was asked may have happened."""

from __future__ import annotations

from typing import Any

import httpx
from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

_READ_SECONDS = 20.0
# A server that is slow to answer has mostly done what it was asked; giving up on it leaves us not knowing.

_SURELY_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)

GATEWAY_TIMEOUT = 504


class ServerFault(NetworkError):
    """An answer 5xx. ``may_have_happened``: what was asked may have been done all the same."""

    def __init__(self, code: int) -> None:
        super().__init__(f"The Bot API server answered {code}")
        # A gateway that gave up waiting doesn't know what became of what it passed on; the others didn't take it.
        self.may_have_happened = code == GATEWAY_TIMEOUT


class UnreadableAnswer(NetworkError):
    """An answer 2xx that is none of the Bot API's: what was asked may have been done."""


class Requests(HTTPXRequest):
    """The library's requests, telling apart what its errors don't."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"read_timeout": _READ_SECONDS, **options})

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        """As the library's; ``ServerFault`` for 5xx."""
        code, payload = await super().do_request(*args, **options)
        if code >= 500:
            raise ServerFault(code)
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the library's; ``UnreadableAnswer`` for what is no answer of the Bot API's."""
        try:
            answer = HTTPXRequest.parse_json_payload(payload)
        except TelegramError as error:
            raise UnreadableAnswer("The answer is no JSON") from error
        if not isinstance(answer, dict) or (answer.get("ok") is True and "result" not in answer):
            raise UnreadableAnswer("The answer is none of the Bot API's")
        return answer


def surely_not_sent(error: NetworkError) -> bool:
    """Whether a request that failed certainly had no effect, so that it may be made again."""
    if isinstance(error, ServerFault):
        return not error.may_have_happened
    return isinstance(error.__cause__, _SURELY_NOT_SENT)
