"""Updates that Telegram has handed over, kept until they are done with."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy import update as update_rows

from bot.state.database import Kept
from bot.state.tables import Received, Sending, bare, now

log = logging.getLogger(__name__)

REMEMBERED = timedelta(days=3)
"""How long it is known that an update was done with. Telegram offers one again for a day."""

MOST_TRIES = 5
"""Starts that take up an update before it is given up."""

Update = dict[str, Any]
"""One update as Telegram's JSON has it; ``update_id`` is an int."""


class Inbox(Kept):
    """The updates of one bot."""

    def put(self, updates: Sequence[tuple[Update, int | None]]) -> list[Update]:
        """Store updates, each with the id of its person where it has one; those that weren't stored before.

        When this returns they survive the process and the machine's end.
        """
        return self._state.write(lambda connection: _put(connection, updates)).result()

    def resumed(self) -> list[Update]:
        """As ``waiting``, for a start that takes them up again.

        An update that several starts took up and none finished is given up: it may be what ends the process.
        """
        waits = Received.body.is_not(None)
        with self._state.writing() as session:
            session.execute(update_rows(Received).where(waits).values(tries=Received.tries + 1))
            given_up = waits & (Received.tries > MOST_TRIES)
            for number in session.scalars(select(Received.update_id).where(given_up)):
                log.error("Update %s is given up: %d starts took it up and none finished it", number, MOST_TRIES)
            session.execute(update_rows(Received).where(given_up).values(body=None))
        return self.waiting()

    def waiting(self, besides: Collection[int] = ()) -> list[Update]:
        """Those that were stored and not done with, in the order in which Telegram numbered them.

        Args:
            besides: the numbers of those that are left out.
        """
        waits = select(Received.update_id).where(Received.body.is_not(None)).order_by(Received.update_id)
        with self._state.reading() as session:
            found = [number for number in session.scalars(waits) if number not in besides]
            bodies = [session.scalar(select(Received.body).where(Received.update_id == number)) for number in found]
        return [json.loads(body) for body in bodies if body is not None]

    def done(self, update_id: int) -> None:
        """An update is done with: it isn't handed out again, and its text is forgotten. Returns before that is kept."""

        def work(connection: Connection) -> None:
            connection.execute(_DONE, {"number": update_id})
            connection.execute(_ALL_SENT, {"name": delivery_of(update_id)})

        self._state.write(work)

    def tidy(self) -> None:
        """Forget what was done with long ago."""
        with self._state.writing() as session:
            old = (Received.received < now() - REMEMBERED) & Received.body.is_(None)
            session.execute(delete(Received).where(old))

    def counts(self) -> Mapping[str, int]:
        """How many wait and how many were done with of late."""
        with self._state.reading() as session:
            counts = select(func.count(Received.body), func.count()).select_from(Received)
            waiting, known = session.execute(counts).one()
        return {"waiting": waiting, "done": known - waiting}


def delivery_of(update_id: int) -> str:
    """The name under which the outbox keeps what is sent while an update is handled."""
    return f"update:{update_id}"


_received = bare(Received)
_sending = bare(Sending)
# Built once: every question runs these.
_KNOWN = select(_received.c.update_id, _received.c.identity).where(
    _received.c.update_id.in_(bindparam("ids", expanding=True))
)
_PUT = insert(_received)
_REPLACED = delete(_received).where(_received.c.update_id == bindparam("number"))
_DONE = update_rows(_received).where(_received.c.update_id == bindparam("number")).values(body=None)
_ALL_SENT = delete(_sending).where(_sending.c.delivery == bindparam("name"))


def _put(connection: Connection, updates: Sequence[tuple[Update, int | None]]) -> list[Update]:
    ids = [each["update_id"] for each, _ in updates]
    known = {row.update_id: row.identity for row in connection.execute(_KNOWN, {"ids": ids})}
    fresh: dict[int, tuple[Update, dict[str, Any]]] = {}
    for each, person in updates:
        number, identity = each["update_id"], _identity(each)
        if known.get(number) == identity:
            continue
        if number in known and number not in fresh:
            connection.execute(_REPLACED, {"number": number})
        row = {"update_id": number, "person_id": person, "received": now(), "identity": identity, "tries": 0}
        known[number], fresh[number] = identity, (each, row | {"body": json.dumps(each)})
    if fresh:
        connection.execute(_PUT, [row for _, row in fresh.values()])
    return [each for each, _ in fresh.values()]


_TELLING = ("id", "message_id", "date", "edit_date", "text", "data", "query")
# What is the same each time Telegram offers an update, unlike names and pictures of who and where.


def _identity(update: Update) -> str:
    telling: list[object] = []
    for kind, part in sorted(update.items()):
        if isinstance(part, dict):
            chat = part.get("chat")
            telling.append([kind, chat.get("id") if isinstance(chat, dict) else None, *(part.get(k) for k in _TELLING)])
    return hashlib.sha256(json.dumps(telling).encode()).hexdigest()[:32]
