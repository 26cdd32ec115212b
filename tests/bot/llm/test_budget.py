"""What the model may cost, and what it costs."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import BudgetSpent, BudgetUnknown
from bot.llm.budget import Budget, MemoryLedger, Price, Spent, estimated, today
from retrieval.model import Usage

COST = Spent(read=70, written=30, answers=1)


def test_a_person_and_all_together() -> None:
    """Each has a limit of their own; a new month begins at nothing."""
    days = [date(2025, 2, 14)]
    ledger = MemoryLedger()
    budget, mine = (Budget(ledger, monthly=monthly, each=150, clock=lambda: days[-1]) for monthly in (250, 0))
    for person in ("ann", "ann", "bob"):
        budget.check(person)
        budget.charge(person, COST)
    assert budget.account().spent == Spent(210, 90, answers=3)
    with pytest.raises(BudgetSpent, match="of this month"):
        budget.check("eve")
    with pytest.raises(BudgetSpent, match="Your share"):
        mine.check("ann")
    mine.check("bob")
    days.append(date(2025, 3, 1))
    budget.check("ann")
    assert budget.account().spent == Spent()


class Broken:
    """A ledger on a disk that is gone."""

    def add(self, month: str, person: str, spent: Spent) -> None:
        raise BudgetUnknown("The disk is gone")

    def spent(self, month: str, person: str | None = None) -> Spent:
        raise BudgetUnknown("The disk is gone")


def test_a_count_that_cannot_be_kept() -> None:
    """Nothing is spent that can't be counted where there is a limit; an answer that is there is kept."""
    budget = Budget(Broken(), each=10)
    with pytest.raises(BudgetUnknown):
        budget.check("ann")
    budget.charge("ann", COST)
    Budget(Broken()).check("ann")


def test_the_ledger_can_become_another() -> None:
    """The chats' database, once it is open."""
    budget, ledger = Budget(MemoryLedger(), monthly=10), MemoryLedger()
    budget.count_in(ledger)
    budget.charge("ann", COST)
    assert ledger.spent(f"{today():%Y-%m}").tokens == 100


@pytest.mark.parametrize(
    ("price", "cost"), [(Price(), None), (Price(read=0.15, written=0.6), 0.000_285), (Price(written=10), 0.003)]
)
def test_what_tokens_cost(price: Price, cost: float | None) -> None:
    """By the million, those read and those written each at its price; nothing is told where no price is known."""
    assert price.of(Usage(read=700, written=300)) == cost
    budget = Budget(MemoryLedger(), monthly=5_000, price=price)
    budget.charge("ann", Spent(700, 300, answers=1))
    account = budget.account()
    assert (account.cost, account.monthly, account.spent.tokens) == (cost, 5_000, 1_000)


@pytest.mark.parametrize(("text", "least"), [("", 0), ("a", 1), ("The ice will stay, he said.", 7), ("лёд" * 10, 10)])
def test_an_estimate_is_never_too_low_by_much(text: str, least: int) -> None:
    """Rather too many than too few."""
    assert estimated(text) >= least
