"""When deliveries count as failing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.telegram_chat.updates.webhook_state import WebhookState

NOON = datetime(2025, 2, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("waiting", "ago", "fails"),
    [
        (3, timedelta(minutes=5), True),
        (0, timedelta(minutes=5), False),
        (3, timedelta(days=2), False),
        (3, None, False),
    ],
)
def test_deliveries_fail_where_some_wait_and_one_failed_of_late(
    waiting: int, ago: timedelta | None, fails: bool
) -> None:
    """Telegram tells of its last failure for ever, and some always wait while many people write."""
    failed = None if ago is None else NOON - ago
    assert WebhookState("https://bot.example.org/telegram", waiting, "Timed out", failed).fails(NOON) is fails
