"""Many small writes in few transactions: in order, and none taken along by another's failure."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from bot.state import write_queue
from bot.state.write_queue import Writer


class Transactions:
    """Begins transactions, and counts those that were kept; ``held`` keeps the first waiting."""

    def __init__(self, held: threading.Event | None = None) -> None:
        self.kept = 0
        self.begun = threading.Event()
        self._held = held
        self._engine = create_engine("sqlite://", poolclass=NullPool)  # which leaves no connection open

    @contextmanager
    def __call__(self) -> Iterator[Session]:
        self.begun.set()
        if self._held is not None:
            assert self._held.wait(10)
        with Session(self._engine) as session:
            yield session
        self.kept += 1


Opened = Callable[[Transactions], Writer]


@pytest.fixture
def opened() -> Iterator[Opened]:
    writers: list[Writer] = []

    def open_with(transactions: Transactions) -> Writer:
        writers.append(Writer(transactions))
        return writers[-1]

    yield open_with
    for writer in writers:
        writer.close()


def test_what_comes_while_one_is_being_kept_goes_into_the_next_together(opened: Opened) -> None:
    """In the order in which it came."""
    go_on, done = threading.Event(), []
    transactions = Transactions(go_on)
    writer = opened(transactions)
    first = writer.write(lambda _: done.append(0))
    assert transactions.begun.wait(10)
    later = [writer.write(lambda _, number=number: done.append(number)) for number in range(1, 50)]  # type: ignore[misc]
    go_on.set()
    for each in (first, *later):
        each.result(10)
    assert done == list(range(50))
    assert transactions.kept == 2


def test_a_transaction_has_an_end(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """A longer one would keep those who wait for theirs waiting."""
    monkeypatch.setattr(write_queue, "MOST_AT_ONCE", 10)
    go_on = threading.Event()
    transactions = Transactions(go_on)
    writer = opened(transactions)
    waiting = [writer.write(lambda _: None)]
    assert transactions.begun.wait(10)
    waiting += [writer.write(lambda _: None) for _ in range(20)]
    go_on.set()
    for each in waiting:
        each.result(10)
    assert transactions.kept == 3


def test_one_that_fails_takes_no_other_with_it(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    """The others are written again without it; whoever waits for it gets its error, and the log has it too."""
    go_on = threading.Event()
    transactions = Transactions(go_on)
    writer = opened(transactions)
    done: list[str] = []

    def fails(_: object) -> None:
        raise KeyError("nobody")

    with caplog.at_level(logging.WARNING):
        writer.write(lambda _: None)
        assert transactions.begun.wait(10)
        one, bad, other = writer.write(lambda _: "one"), writer.write(fails), writer.write(lambda _: done.append("b"))
        go_on.set()
        assert one.result(10) == "one"
        with pytest.raises(KeyError, match="nobody"):
            bad.result(10)
        other.result(10)
        writer.settle()
    assert done[-1:] == ["b"]
    assert "nobody" in caplog.text


def test_settling_and_closing_wait_for_what_was_asked_for(opened: Opened) -> None:
    """Nothing is left out."""
    transactions = Transactions()
    writer = opened(transactions)
    done: list[int] = []
    writer.settle()
    assert transactions.kept == 0, "there was nothing to wait for"
    for number in range(100):
        writer.write(lambda _, number=number: done.append(number))  # type: ignore[misc]
    writer.settle()
    assert done == list(range(100))
    writer.write(lambda _: done.append(100))
    writer.close()
    assert done[-1] == 100
