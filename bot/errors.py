"""What can go wrong between Verbatim and a chat service, and with what its chats keep.

::

    VerbatimError                 (retrieval.errors)
    ├── TelegramFailure           the Telegram chat can't go on; questions already answered stay answered
    │   ├── TokenRejected         the Bot API server doesn't know the token
    │   ├── AnotherInstance       another program polls with the same token
    │   └── TelegramUnreachable   the Bot API server doesn't answer, or not as one
    └── StateFailure              the state's database can't be used as it is; nothing was deleted
        ├── StateUnreachable      it doesn't answer, or another process keeps it locked
        ├── StateUnusable         no database, damaged, or closed to us
        ├── StateNewer            a newer version of the program has migrated it
        └── StateOfAnotherBot     it belongs to another bot
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


class StateFailure(VerbatimError):
    """The state's database can't be used as it is. Nothing was deleted."""


class StateUnreachable(StateFailure):
    """The database doesn't answer, or another process keeps it locked."""

    retryable = True


class StateUnusable(StateFailure):
    """There is no database there, it is damaged, or closed to us."""


class StateNewer(StateFailure):
    """A newer version of the program has migrated the database."""


class StateOfAnotherBot(StateFailure):
    """The database belongs to another bot."""
