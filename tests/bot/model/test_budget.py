"""What the model may cost, and where it is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.errors import BudgetSpent, BudgetUnknown
from bot.model.budget import Budget, Ledger, MemoryLedger, estimated
from bot.model.ledger import FileLedger
from retrieval.model import Usage

TODAY, NEXT = date(2025, 2, 14), date(2025, 3, 1)
COST = Usage(read=70, written=30, calls=1)


@pytest.fixture(params=["memory", "file"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    """Each kind of ledger."""
    return MemoryLedger() if request.param == "memory" else FileLedger(tmp_path / "home" / "tokens.sqlite3")


def test_a_person_and_all_together(ledger: Ledger) -> None:
    """Each has a limit of their own; a new month begins at nothing."""
    budget = Budget(ledger, monthly=250, each=150)
    for person in ("ann", "ann", "bob"):
        budget.check(person, TODAY)
        budget.charge(person, TODAY, COST)
    assert budget.spent(TODAY) == 300
    with pytest.raises(BudgetSpent, match="of this month"):
        budget.check("eve", TODAY)
    budget.check("ann", NEXT)
    with pytest.raises(BudgetSpent, match="Your share"):
        Budget(ledger, each=150).check("ann", TODAY)
    Budget(ledger, each=150).check("bob", TODAY)


def test_the_file_holds_no_names_and_outlasts_the_process(tmp_path: Path) -> None:
    """Another process counts on; a month that is over is forgotten."""
    file = tmp_path / "tokens.sqlite3"
    FileLedger(file).add("2025-02", "4711-ann", COST)
    again = FileLedger(file)
    assert again.spent("2025-02", "4711-ann") == 100
    assert b"4711" not in file.read_bytes()
    again.add("2025-03", "bob", COST)
    assert (again.spent("2025-02"), again.spent("2025-03")) == (0, 100)


def test_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    """Nothing is spent that can't be counted where there is a limit; an answer that is there is kept."""
    file = tmp_path / "tokens.sqlite3"
    file.write_bytes(b"no database" * 500)
    budget = Budget(FileLedger(file), each=10)
    with pytest.raises(BudgetUnknown, match=r"tokens\.sqlite3"):
        budget.check("ann", TODAY)
    budget.charge("ann", TODAY, COST)
    Budget(FileLedger(file)).check("ann", TODAY)


@pytest.mark.parametrize(("text", "least"), [("", 0), ("a", 1), ("The ice will stay, he said.", 7), ("лёд" * 10, 10)])
def test_an_estimate_is_never_too_low_by_much(text: str, least: int) -> None:
    """Rather too many than too few."""
    assert estimated(text) >= least
