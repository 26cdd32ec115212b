"""Updates are kept from when they come until they are done with, each once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.state import inbox
from bot.state.database import State
from bot.state.inbox import Inbox


def update(number: int, text: str = "hi", date: int = 1) -> dict[str, Any]:
    message = {"message_id": number, "date": date, "text": text, "chat": {"id": 7, "type": "private"}}
    return {"update_id": number, "message": message}


def test_what_is_put_waits_until_it_is_done(state: State) -> None:
    """In the order of the numbers, with everything that Telegram sent."""
    box = Inbox(state)
    first, second = update(2, "emoji 😀 and \u202e"), update(1)
    assert box.put([(first, 7), (second, None)]) == [first, second]
    assert box.waiting() == [second, first]
    box.done(1)
    assert box.waiting() == [first]
    assert box.counts() == {"waiting": 1, "done": 1}


def test_what_comes_again_is_not_new(state: State) -> None:
    """Neither while it waits nor after; nor twice in one delivery; a renamed chat makes it no other update."""
    box = Inbox(state)
    assert box.put([(update(1), 7), (update(1), 7)]) == [update(1)]
    again = update(1)
    again["message"]["chat"]["title"] = "Renamed"
    assert box.put([(again, 7), (update(2), 7)]) == [update(2)]
    box.done(1)
    assert box.put([(update(1), 7)]) == []
    assert box.waiting() == [update(2)]


def test_another_update_under_an_old_number_is_new(state: State) -> None:
    """Telegram chooses its numbers anew after a week without any."""
    box = Inbox(state)
    box.put([(update(1), 7)])
    box.done(1)
    other = update(1, "something else", date=2)
    assert box.put([(other, 7)]) == [other]
    assert box.waiting() == [other]


def test_what_is_done_is_forgotten_after_some_days(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits is not."""
    box = Inbox(state)
    box.put([(update(1), 7), (update(2), 7)])
    box.done(1)
    box.tidy()
    assert box.counts() == {"waiting": 1, "done": 1}
    monkeypatch.setattr(inbox, "REMEMBERED", timedelta(0))
    box.tidy()
    assert box.counts() == {"waiting": 1, "done": 0}
