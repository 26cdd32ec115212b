"""What the model may cost and has cost: tokens in a month, of all and of each person."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime
from operator import add
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


@dataclass(frozen=True)
class Spent:
    """What answers cost: tokens ``read`` and ``written``, and how many there were.

    ``answers``: laid out by the model. ``fell_back``: put to the model, and given without it.
    """

    read: int = 0
    written: int = 0
    answers: int = 0
    fell_back: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(*map(add, astuple(self), astuple(other)))

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.read + self.written


@dataclass(frozen=True)
class Price:
    """What a million tokens cost, in any currency; 0: nobody has said."""

    read: float = 0.0
    written: float = 0.0

    def of(self, cost: Usage | Spent) -> float | None:
        """What these tokens cost; None where no price is known."""
        if not self.read and not self.written:
            return None
        return round((cost.read * self.read + cost.written * self.written) / 1e6, 9)


@dataclass(frozen=True)
class Account:
    """A month so far: what was spent, the tokens that may be (0: without limit), the cost where prices are known."""

    spent: Spent
    monthly: int = 0
    cost: float | None = None


class Ledger(Protocol):
    """Where it is kept what was used. Safe to use from several threads. Raises ``BudgetUnknown`` when it can't be."""

    def add(self, month: str, person: str, spent: Spent) -> None:
        """Put something on a person's account; ``month`` as ``2025-02``."""

    def spent(self, month: str, person: str | None = None) -> Spent:
        """What was spent in a month: by a person, or by everybody."""


class MemoryLedger:
    """A ledger that a restart forgets."""

    def __init__(self) -> None:
        self._spent: defaultdict[tuple[str, str], Spent] = defaultdict(Spent)
        self._lock = threading.Lock()

    def add(self, month: str, person: str, spent: Spent) -> None:
        """See :class:`Ledger`."""
        with self._lock:
            self._spent[month, person] += spent

    def spent(self, month: str, person: str | None = None) -> Spent:
        """See :class:`Ledger`."""
        with self._lock:
            mine = [spent for (when, who), spent in self._spent.items() if when == month and person in {None, who}]
        return sum(mine, Spent())


def today() -> date:
    """The day by UTC, so that processes in several places are in one month."""
    return datetime.now(UTC).date()


class Budget:
    """The limits, and what is left of them.

    Args:
        ledger: what was used.
        monthly: tokens of everybody together; 0: without limit.
        each: tokens of one person; 0: without limit.
        price: what tokens cost.
        clock: the day that it is; never the day on which a question says that it is asked, which the asker chooses.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        monthly: int = 0,
        each: int = 0,
        price: Price | None = None,
        clock: Callable[[], date] = today,
    ) -> None:
        self._ledger, self._monthly, self._each = ledger, monthly, each
        self.price = price or Price()
        self._clock = clock

    def count_in(self, ledger: Ledger) -> None:
        """From now on keep there what is used."""
        self._ledger = ledger

    def check(self, person: str) -> None:
        """Raise ``BudgetSpent`` when nothing is left for this person or for all."""
        month = self._month()
        if self._monthly and self._ledger.spent(month).tokens >= self._monthly:
            raise BudgetSpent("The model's tokens of this month are used up", "More: LLM_MONTHLY_TOKENS")
        if self._each and self._ledger.spent(month, person).tokens >= self._each:
            raise BudgetSpent("Your share of the model's tokens of this month is used up")

    def charge(self, person: str, spent: Spent) -> None:
        """Write down what an answer cost. An answer that is there isn't lost over a count that can't be kept."""
        if spent == Spent():
            return
        try:
            self._ledger.add(self._month(), person, spent)
        except BudgetUnknown as error:
            log.warning("%s tokens are not counted: %s", spent.tokens, error)

    def account(self) -> Account:
        """Everybody's, of this month; ``BudgetUnknown`` when it can't be read."""
        spent = self._ledger.spent(self._month())
        return Account(spent, self._monthly, self.price.of(spent))

    def _month(self) -> str:
        return f"{self._clock():%Y-%m}"
