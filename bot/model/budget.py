"""What the model may cost: tokens in a month, for all and for each person."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from datetime import date
from typing import Protocol

from bot.errors import BudgetSpent, BudgetUnknown
from retrieval.model import Usage

log = logging.getLogger(__name__)

BYTES_A_TOKEN = 3
"""English news has about 4.5 UTF-8 bytes a token in the usual vocabularies, other languages 2 to 3: rather too many
tokens counted than too few."""


def estimated(text: str) -> int:
    """The tokens of a text, where nobody has counted them."""
    return -(-len(text.encode("utf-8", "replace")) // BYTES_A_TOKEN)


class Ledger(Protocol):
    """Where it is kept what was used. Safe to use from several threads."""

    def add(self, month: str, person: str, usage: Usage) -> None:
        """Put an answer's cost on a person's account; ``month`` as ``2025-02``."""

    def spent(self, month: str, person: str | None = None) -> int:
        """The tokens of a month: a person's, or everybody's."""


class MemoryLedger:
    """A ledger that a restart forgets."""

    def __init__(self) -> None:
        self._tokens: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._lock = threading.Lock()

    def add(self, month: str, person: str, usage: Usage) -> None:
        """See :class:`Ledger`."""
        with self._lock:
            self._tokens[month, person] += usage.tokens

    def spent(self, month: str, person: str | None = None) -> int:
        """See :class:`Ledger`."""
        with self._lock:
            return sum(
                tokens for (when, who), tokens in self._tokens.items() if when == month and person in {None, who}
            )


class Budget:
    """The limits, and what is left of them.

    Args:
        ledger: what was used.
        monthly: tokens of everybody together; 0: without limit.
        each: tokens of one person; 0: without limit.
    """

    def __init__(self, ledger: Ledger, *, monthly: int = 0, each: int = 0) -> None:
        self._ledger, self._monthly, self._each = ledger, monthly, each

    def check(self, person: str, today: date) -> None:
        """Raise ``BudgetSpent`` when nothing is left for this person or for all."""
        month = _month(today)
        if self._monthly and self._ledger.spent(month) >= self._monthly:
            raise BudgetSpent("The model's tokens of this month are used up", "More: LLM_MONTHLY_TOKENS")
        if self._each and self._ledger.spent(month, person) >= self._each:
            raise BudgetSpent("Your share of the model's tokens of this month is used up")

    def charge(self, person: str, today: date, usage: Usage) -> None:
        """Write down what an answer cost. An answer that is there isn't lost over a count that can't be kept."""
        if not usage.tokens:
            return
        try:
            self._ledger.add(_month(today), person, usage)
        except BudgetUnknown as error:
            log.warning("%s tokens are not counted: %s", usage.tokens, error)

    def spent(self, today: date) -> int:
        """Everybody's tokens of this month."""
        return self._ledger.spent(_month(today))


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
