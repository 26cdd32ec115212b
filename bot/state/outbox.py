"""What was sent while something was answered, so that answering it again after a restart sends nothing twice."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select, update

from bot.state.store import State
from bot.state.tables import Sending, now


@dataclass(frozen=True)
class Before:
    """What became of a message the first time: ``result`` is Telegram's answer as JSON; None: that isn't known."""

    digest: str
    result: str | None


class Outbox:
    """The messages of what is being answered. They go from here when it is done with: an update by
    ``Inbox.done``, anything else by ``done``.

    Args:
        state: where they are kept.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    def before(self, delivery: str) -> dict[int, Before]:
        """What an earlier run sent for a delivery, by number."""
        with self._state.reading() as session:
            rows = session.scalars(select(Sending).where(Sending.delivery == delivery))
            return {row.number: Before(row.digest, row.result) for row in rows}

    def sending(self, delivery: str, number: int, chat: int, digest: str) -> None:
        """A message is about to go out."""
        with self._state.writing() as session:
            row = Sending(delivery=delivery, number=number, chat_id=chat, digest=digest, result=None, sent=now())
            session.merge(row)

    def sent(self, delivery: str, number: int, result: str) -> None:
        """It went out; ``result`` is what Telegram answered, as JSON."""
        here = (Sending.delivery == delivery) & (Sending.number == number)
        with self._state.writing() as session:
            session.execute(update(Sending).where(here).values(result=result))

    def not_sent(self, delivery: str, number: int) -> None:
        """It certainly didn't go out."""
        with self._state.writing() as session:
            row = session.get(Sending, (delivery, number))
            if row is not None:
                session.delete(row)

    def done(self, delivery: str) -> None:
        """A delivery is complete, and won't be begun again."""
        with self._state.writing() as session:
            session.execute(delete(Sending).where(Sending.delivery == delivery))
