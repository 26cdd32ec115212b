"""What Telegram says of its deliveries to the webhook: whether they arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot

_LATELY = timedelta(hours=1)
# Telegram tells of its last failure for ever; one that is older has mostly been got over.


@dataclass(frozen=True)
class WebhookState:
    """Where Telegram delivers to, and how that goes.

    Args:
        url: empty: nowhere, it waits to be asked.
        waiting: updates that Telegram has for us.
        error: why its last delivery that failed did; empty: none failed.
        failed: when that was.
    """

    url: str
    waiting: int
    error: str
    failed: datetime | None

    @classmethod
    async def asked(cls, bot: Bot) -> WebhookState:
        """As Telegram tells it; raises ``TelegramError``."""
        told = await bot.get_webhook_info()
        return cls(told.url, told.pending_update_count, told.last_error_message or "", told.last_error_date)

    def fails(self, moment: datetime) -> bool:
        """Whether deliveries don't arrive, as far as can be told: some wait, and of late one failed."""
        return bool(self.waiting and self.failed is not None and moment - self.failed < _LATELY)
