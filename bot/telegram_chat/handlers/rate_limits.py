"""How many questions a person may put in a minute."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from bot.telegram_chat.chrome import local
from prompts import replies

_MINUTE = 60.0


class Limits:
    """Counts each person's questions of the last minute.

    Args:
        a_minute: questions that a person may put in any 60 seconds; 0: as many as they like.
        clock: seconds that only grow.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_minute = a_minute
        self._clock = clock
        self._asked: dict[int, deque[float]] = {}
        self._told: set[int] = set()

    def wait(self, person: int) -> float:
        """Seconds until ``person`` may ask; 0: now, and it counts as asked."""
        if not self._a_minute:
            return 0.0
        now = self._clock()
        self._forget(now)
        asked = self._asked.setdefault(person, deque())
        if len(asked) < self._a_minute:
            asked.append(now)
            self._told.discard(person)
            return 0.0
        return asked[0] + _MINUTE - now

    def words(self, person: int, wait: float) -> str | None:
        """What to say to somebody who has to wait; None when they have just been told."""
        if person in self._told:
            return None
        self._told.add(person)
        soon = local(replies.IN_SECONDS).of(max(1, math.ceil(wait)))
        return local(replies.RATE_LIMIT).format(questions=local(replies.QUESTIONS).of(self._a_minute), soon=soon)

    def __len__(self) -> int:
        """How many persons have asked in the last minute."""
        return len(self._asked)

    def _forget(self, now: float) -> None:
        """What was asked more than a minute ago; who asked nothing since takes no room."""
        for person in list(self._asked):
            asked = self._asked[person]
            while asked and asked[0] <= now - _MINUTE:
                asked.popleft()
            if not asked:
                del self._asked[person]
                self._told.discard(person)
