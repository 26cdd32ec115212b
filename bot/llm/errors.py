"""What a vendor's package raises, as one of ours.

The packages share no exceptions, but all of them are thin over HTTP: a status that the server answered, or a
connection that failed. So they are told apart by that, and a package that is added later needs no table of its own.
A vendor's own words are never passed on: some of them repeat the key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.errors import (
    ModelBusy,
    ModelFailure,
    ModelRejected,
    ModelSlow,
    ModelUnreachable,
    ModelUnreadable,
)

_REJECTED = {
    401: ("The model's server doesn't take the key", "Check LLM_API_KEY"),
    403: ("The model's server doesn't let this key use the model", "Check LLM_API_KEY and LLM"),
    404: ("The model's server knows no such model or address", "Check LLM and LLM_API_URL"),
}
_CONNECTION = ("connect", "network", "protocolerror", "readerror", "writeerror", "remote", "closed")
_LONGEST_PAUSE = 3600.0


def translated(error: BaseException) -> ModelFailure:
    """Our failure for a vendor's exception, to be raised ``from`` it."""
    if isinstance(error, ModelFailure):
        return error
    chain = list(_chain(error))
    for each in chain:
        status = _status(each)
        if status is not None:
            return _for_status(status, each)
    if any(isinstance(each, TimeoutError) or "timeout" in type(each).__name__.lower() for each in chain):
        return ModelSlow("The model's server took too long", "Ask again, or allow it more with LLM_SECONDS")
    if any(isinstance(each, json.JSONDecodeError | UnicodeError) for each in chain):
        return ModelUnreadable("The model's server sent something that can't be read", "Check LLM_API_URL")
    if any(isinstance(each, OSError) or _is_connection(each) for each in chain):
        return ModelUnreachable("The model's server can't be reached", "Check that it runs, and LLM_API_URL")
    return ModelUnreadable(
        f"The model's package failed ({type(error).__name__})", "Look for a newer version of it, or choose another"
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__


def _is_connection(error: BaseException) -> bool:
    return any(part in type(error).__name__.lower() for part in _CONNECTION)


def _status(error: BaseException) -> int | None:
    """The HTTP status that an exception carries, itself or in its response."""
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int) and 300 <= status < 600:
            return status
    return None


def _for_status(status: int, error: BaseException) -> ModelFailure:
    if status == 429:
        return ModelBusy("The model's server asks for a pause (429)", "Ask again in a while", _pause(error))
    if status >= 500:
        return ModelBusy(f"The model's server is out of order ({status})", "Ask again in a while", _pause(error))
    message, mend = _REJECTED.get(status, (f"The model's server refuses the request ({status})", "Check LLM"))
    return ModelRejected(message, mend)


def _pause(error: BaseException) -> float | None:
    """What ``Retry-After`` asks for, in seconds; its other form, a date, is left to the back-off."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        seconds = float(headers.get("retry-after", ""))
    except (TypeError, ValueError):
        return None
    return seconds if 0 <= seconds <= _LONGEST_PAUSE else None
