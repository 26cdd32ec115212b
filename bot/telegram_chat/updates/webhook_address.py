"""Where Telegram delivers updates to, if it does."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.settings import Settings
from retrieval.errors import SettingsError

HEALTH = "/health"
"""Where it says whether it works: 200, or 503 while nothing can be stored."""

_USUAL_PORT = 8443


@dataclass(frozen=True)
class Place:
    """Where updates are delivered to.

    Args:
        url: where Telegram sends them.
        host: the address to listen at.
        port: to listen at.
    """

    url: str
    host: str
    port: int

    @property
    def path(self) -> str:
        """The part of the url that tells a delivery from other requests."""
        return urlsplit(self.url).path or "/"


def place(settings: Settings) -> Place | None:
    """What the settings say; None: updates are to be fetched.

    Raises:
        SettingsError: the url or the address to listen at can't be one.
    """
    if settings.telegram_webhook_url is None:
        return None
    url = settings.telegram_webhook_url.strip()
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(url)
        if parts.path == HEALTH:
            raise ValueError(url)
        usual = f"127.0.0.1:{parts.port or _USUAL_PORT}"
    except ValueError:
        raise SettingsError(
            "TELEGRAM_WEBHOOK_URL can't be where Telegram delivers messages",
            f"It looks like https://bot.example.org/telegram, its path another than {HEALTH}",
        ) from None
    try:
        listen = urlsplit(f"//{(settings.telegram_webhook_listen or usual).strip()}")
        if not listen.hostname or not listen.port or listen.path:
            raise ValueError(listen)
        return Place(url, listen.hostname, listen.port)
    except ValueError:
        raise SettingsError(
            "TELEGRAM_WEBHOOK_LISTEN can't be an address to listen at", "It looks like 127.0.0.1:8443 or 0.0.0.0:8080"
        ) from None
