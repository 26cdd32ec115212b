"""Messages on their way out."""

from __future__ import annotations

from bot.state.database import State
from bot.state.inbox import Inbox, delivery_of
from bot.state.outbox import Before, Outbox


def test_what_was_sent_is_known_until_it_is_done(state: State) -> None:
    """On its way, arrived, certainly not sent; gone with the update that it answers."""
    box, delivery = Outbox(state), delivery_of(1)
    box.sending(delivery, 0, 7, "a")
    box.sending(delivery, 1, 7, "b")
    box.sending(delivery, 2, 7, "c")
    box.sent(delivery, 0, '{"message_id": 3}')
    box.not_sent(delivery, 2)
    assert box.before(delivery) == {0: Before("a", '{"message_id": 3}'), 1: Before("b", None)}
    box.sending(delivery, 0, 7, "another")
    assert box.before(delivery)[0] == Before("another", None)
    Inbox(state).done(1)
    assert box.before(delivery) == {}
