"""A host is left alone when it fails, and when it asks for it."""

from __future__ import annotations

import pytest

from retrieval.errors import LinkUnreachable
from retrieval.web import hosts
from retrieval.web.hosts import Host

LINK = "https://n.example/ice"


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(hosts, "time", made)
    return made


def left_alone(host: Host) -> float | None:
    """The seconds for which a host is left alone; None: it may be asked."""
    try:
        host.check(LINK)
    except LinkUnreachable as error:
        return error.after if error.retryable else float("inf")
    return None


def test_a_host_that_keeps_failing_is_left_alone(clock: Clock) -> None:
    """Failures in a row count; afterwards it is asked again."""
    host = Host()
    host.failed(most=2, rest=60)
    host.answered()
    host.failed(most=2, rest=60)
    assert left_alone(host) is None
    host.failed(most=2, rest=60)
    assert left_alone(host) == 60
    with pytest.raises(LinkUnreachable, match="didn't answer 2 times in a row"):
        host.check(LINK)
    clock.now += 60
    assert left_alone(host) is None
    host.failed(most=2, rest=60)
    assert left_alone(host) is None, "the count begins again"


def test_what_a_host_asks_for_counts_and_has_an_end(clock: Clock) -> None:
    """The longer of two rests; a day at most."""
    host = Host()
    host.asks_for(3600)
    host.asks_for(60)
    assert left_alone(host) == 3600
    with pytest.raises(LinkUnreachable, match="asks to be left alone"):
        host.check(LINK)
    host.asks_for(1e9)
    assert left_alone(host) == 24 * 3600
