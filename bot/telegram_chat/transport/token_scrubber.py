"""Keep the token out of everything that is logged or raised.

Telegram's addresses hold the token, and python-telegram-bot puts it into the text of ``InvalidToken`` and into the
``repr`` of its objects; httpx logs each address at INFO.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from telegram.error import TelegramError

_HIDDEN = "<token>"
_SECRET = 16
# Characters from which the half behind the colon, which is the secret, is hidden alone too. Telegram's have 35.


class Scrubber:
    """Takes a token out of texts and exceptions."""

    def __init__(self, token: str) -> None:
        secret = token.partition(":")[2]
        self._hidden = [token, *([secret] if len(secret) >= _SECRET else [])]

    def text(self, text: str) -> str:
        """``text`` without the token."""
        for hidden in self._hidden:
            text = text.replace(hidden, _HIDDEN)
        return text

    def error(self, error: BaseException) -> None:
        """Take the token out of the texts of ``error`` and of all that caused it."""
        seen: set[int] = set()
        waiting: list[BaseException | None] = [error]
        while waiting:
            each = waiting.pop()
            if each is None or id(each) in seen:
                continue
            seen.add(id(each))
            each.args = tuple(self.text(arg) if isinstance(arg, str) else arg for arg in each.args)
            if isinstance(each, TelegramError):
                each.message = self.text(each.message)  # which is what its str() gives
            waiting += [each.__cause__, each.__context__]
            if isinstance(each, BaseExceptionGroup):
                waiting += each.exceptions


@contextmanager
def scrubbed(token: str) -> Iterator[Scrubber]:
    """While this lasts, no log record of this process holds ``token``, in any handler."""
    scrubber = Scrubber(token)
    make = logging.getLogRecordFactory()

    def record_without_token(*args: object, **kwargs: object) -> logging.LogRecord:
        record: logging.LogRecord = make(*args, **kwargs)
        try:
            record.msg, record.args = scrubber.text(record.getMessage()), None
        except Exception:
            record.msg, record.args = scrubber.text(f"{record.msg!r} {record.args!r}"), None
        if record.exc_info and record.exc_info[1] is not None:
            scrubber.error(record.exc_info[1])
            # Formatters take this text when it is there; it may still hold a token from an object's repr.
            record.exc_text = scrubber.text("".join(traceback.format_exception(*record.exc_info)).rstrip("\n"))
        return record

    logging.setLogRecordFactory(record_without_token)
    try:
        yield scrubber
    finally:
        logging.setLogRecordFactory(make)
