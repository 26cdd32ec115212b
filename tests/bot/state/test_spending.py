"""What the model costs is counted in the state, by whoever shares it."""

from __future__ import annotations

import threading
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errors import BudgetUnknown
from bot.llm.budget import Spent
from bot.state.database import State
from bot.state.spending import Spending, StoredLedger
from tests.bot.state.conftest import BOT

COST = Spent(read=70, written=30, answers=1)


@pytest.fixture
def ledger(state: State) -> StoredLedger:
    """Of a bot, whose state is open."""
    return StoredLedger(lambda: nullcontext(state), "token")


def test_accounts_add_up(ledger: StoredLedger) -> None:
    """A person's and everybody's, each of their month."""
    ledger.add("2025-02", "7", COST)
    ledger.add("2025-02", "7", Spent(1, 0, fell_back=1))
    ledger.add("2025-02", "8", COST)
    assert ledger.spent("2025-02", "7") == Spent(71, 30, answers=1, fell_back=1)
    assert ledger.spent("2025-02") == Spent(141, 60, answers=2, fell_back=1)
    assert (ledger.spent("2025-02", "9"), ledger.spent("2025-03")) == (Spent(), Spent())


def test_a_month_that_is_over_is_forgotten(ledger: StoredLedger, state: State) -> None:
    """With the first answer of the next."""
    ledger.add("2025-02", "7", COST)
    ledger.add("2025-03", "7", COST)
    with state.reading() as session:
        assert list(session.scalars(select(Spending.month))) == ["2025-03"]


def test_a_terminal_and_the_chats_count_together(ledger: StoredLedger, address: str | None, file: Path) -> None:
    """Each through its own connection, at once; the terminal needs no bot, and takes none over."""
    terminal = StoredLedger(lambda: closing(State.open(address, file, None)), "token")

    def spend(into: StoredLedger) -> None:
        for _ in range(10):
            into.add("2025-02", "7", COST)

    both = [threading.Thread(target=spend, args=(each,)) for each in (ledger, terminal)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert terminal.spent("2025-02", "7") == ledger.spent("2025-02") == Spent(1400, 600, answers=20)


def test_a_terminal_may_come_first(address: str | None, file: Path) -> None:
    """It makes the database, and the bot that comes later finds it nobody's."""
    with closing(State.open(address, file, None)) as state:
        StoredLedger(lambda: nullcontext(state), "").add("2025-02", "", COST)
    with closing(State.open(address, file, BOT)) as state:
        assert StoredLedger(lambda: nullcontext(state), "").spent("2025-02") == COST


def test_it_tells_nobodys_name(ledger: StoredLedger, state: State) -> None:
    """An account is a digest with a secret in it, so /forget_me finds nothing to delete, and the share holds."""
    ledger.add("2025-02", "4711", COST)
    with state.reading() as session:
        (account,) = session.scalars(select(Spending.account))
    assert "4711" not in account
    assert StoredLedger(lambda: nullcontext(state), "another").spent("2025-02", "4711") == Spent()
    state.forget(4711)
    assert ledger.spent("2025-02", "4711") == COST


def test_a_database_that_cannot_be_used_is_a_budget_unknown(tmp_path: Path) -> None:
    """Whoever asks gets the articles' own words, with the reason."""
    file = tmp_path / "telegram.sqlite"
    file.write_bytes(b"no database" * 500)
    ledger = StoredLedger(lambda: closing(State.open(None, file, None)), "")
    with pytest.raises(BudgetUnknown, match=r"telegram\.sqlite"):
        ledger.spent("2025-02", "7")
    with pytest.raises(BudgetUnknown):
        ledger.add("2025-02", "7", COST)
