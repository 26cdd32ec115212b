"""What can go wrong between Verbatim and a chat service.

::

    VerbatimError                 (retrieval.errors)
    └── TelegramFailure           the Telegram chat can't go on; questions already answered stay answered
        ├── TokenRejected         the Bot API server doesn't know the token
        ├── AnotherInstance       another program polls with the same token
        └── TelegramUnreachable   the Bot API server doesn't answer, or not as one
"""

from __future__ import annotations

from retrieval.errors import VerbatimError


class TelegramFailure(VerbatimError):
    """The Telegram chat can't start or can't go on."""


class TokenRejected(TelegramFailure):
    """The Bot API server doesn't know the token."""


class AnotherInstance(TelegramFailure):
    """Another program polls with the same token."""


class TelegramUnreachable(TelegramFailure):
    """The Bot API server doesn't answer, or not as a Bot API server does."""

    retryable = True
