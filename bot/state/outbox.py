"""What was sent while something was answered, so that answering it again after a restart sends nothing twice."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.state.database import Kept
from bot.state.tables import Sending, bare, now


@dataclass(frozen=True)
class Before:
    """What became of a message the first time: ``result`` is Telegram's answer as JSON; None: that isn't known."""

    digest: str
    result: str | None


class Outbox(Kept):
    """The messages of what is being answered. They go from here when it is done with, by ``Inbox.done``."""

    def before(self, delivery: str) -> dict[int, Before]:
        """What an earlier run sent for a delivery, by number."""
        with self._state.reading() as session:
            rows = session.scalars(select(Sending).where(Sending.delivery == delivery))
            return {row.number: Before(row.digest, row.result) for row in rows}

    def sending(self, delivery: str, number: int, chat: int, digest: str) -> Future[None]:
        """A message is about to go out: as soon as the future is done."""
        row = {"delivery": delivery, "number": number, "chat_id": chat, "digest": digest, "result": None, "sent": now()}

        def work(connection: Connection) -> None:
            connection.execute(_NOT_SENT, {"name": delivery, "place": number})
            connection.execute(_SENDING, row)

        return self._state.write(work)

    def sent(self, delivery: str, number: int, result: str) -> None:
        """It went out; ``result`` is what Telegram answered, as JSON. Returns before that is kept."""
        values = {"name": delivery, "place": number, "answer": result}

        def work(connection: Connection) -> None:
            connection.execute(_SENT, values)

        self._state.write(work)

    def not_sent(self, delivery: str, number: int) -> None:
        """It certainly didn't go out. Returns before that is kept."""

        def work(connection: Connection) -> None:
            connection.execute(_NOT_SENT, {"name": delivery, "place": number})

        self._state.write(work)


_sending = bare(Sending)
_is_it = (_sending.c.delivery == bindparam("name")) & (_sending.c.number == bindparam("place"))
# Built once: every answer runs these.
_SENDING = insert(_sending)
_SENT = update(_sending).where(_is_it).values(result=bindparam("answer"))
_NOT_SENT = delete(_sending).where(_is_it)
