"""How a person likes the chat: long or short answers, alerts, and the hours in which to be left alone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from bot.state.database import Kept
from bot.state.tables import Base


class Preference(Base):
    """What a person has set; who has no row has set nothing."""

    __tablename__ = "preferences"
    of_person = "person_id"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    short: Mapped[bool]
    alerts: Mapped[bool]
    quiet_from: Mapped[int | None] = mapped_column(Integer)
    quiet_until: Mapped[int | None] = mapped_column(Integer)
    offset: Mapped[int] = mapped_column(Integer)
    zone: Mapped[str | None]
    digest: Mapped[int | None] = mapped_column(Integer)


@dataclass(frozen=True)
class Liked:
    """A person's settings.

    ``quiet``: the hours of their day from which and until which alerts wait, None: never. ``zone``: the name of their
    time zone (``Europe/Kyiv``); None: ``offset``, minutes that their clock is ahead of UTC, tells the time. ``digest``:
    the hour of their day in which they hear once of all that is new; None: they hear of it as it comes.
    """

    short: bool = False
    alerts: bool = True
    quiet: tuple[int, int] | None = None
    offset: int = 0
    zone: str | None = None
    digest: int | None = None

    @property
    def clock(self) -> tzinfo:
        """What tells a person's time of day; a zone that this machine doesn't know any more doesn't count."""
        if self.zone is not None:
            with suppress(LookupError, ValueError, OSError):
                return ZoneInfo(self.zone)
        return timezone(timedelta(minutes=self.offset))

    def is_quiet(self, moment: datetime) -> bool:
        """Whether a person wants to be left alone at ``moment``, which has its zone."""
        if self.quiet is None:
            return False
        hour = moment.astimezone(self.clock).hour
        start, end = self.quiet
        return start <= hour < end if start <= end else hour >= start or hour < end

    def is_due(self, found: datetime, moment: datetime) -> bool:
        """Whether what was found at ``found`` is to be told at ``moment``; both have their zone."""
        if self.digest is None:
            return True
        local = found.astimezone(self.clock)
        told = local.replace(hour=self.digest, minute=0, second=0, microsecond=0)
        if told <= local:
            told += timedelta(days=1)  # by the wall clock, so the hour stays where clocks are changed
        return moment >= told


class Preferences(Kept):
    """The settings of all persons."""

    def of(self, person: int) -> Liked:
        """A person's settings."""
        with self._state.reading(settled=False) as session:
            row = session.get(Preference, person)
            if row is None:
                return Liked()
            hours = None if row.quiet_from is None or row.quiet_until is None else (row.quiet_from, row.quiet_until)
            return Liked(row.short, row.alerts, hours, row.offset, row.zone, row.digest)

    def put(self, person: int, liked: Liked) -> None:
        """A person's settings from now on."""
        start, end = liked.quiet or (None, None)
        with self._state.writing() as session:
            session.merge(
                Preference(
                    person_id=person,
                    short=liked.short,
                    alerts=liked.alerts,
                    quiet_from=start,
                    quiet_until=end,
                    offset=liked.offset,
                    zone=liked.zone,
                    digest=liked.digest,
                )
            )
