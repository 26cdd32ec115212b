"""What can go wrong between Verbatim, a chat service and a language model, and with what its chats keep.

::

    VerbatimError                 (retrieval.errors)
    ├── ProgramFault              an exception that nothing foresaw: a programming error, or the system's
    ├── TelegramFailure           the Telegram chat can't go on; questions already answered stay answered
    │   ├── TokenRejected         the Bot API server doesn't know the token
    │   ├── AnotherInstance       another program polls with the same token
    │   ├── AnotherAnswers        another process answers with the same state since
    │   └── TelegramUnreachable   the Bot API server doesn't answer, or not as one
    ├── StateFailure              the state's database can't be used as it is; nothing was deleted
    │   ├── StateUnreachable      it doesn't answer, or another process keeps it locked
    │   ├── StateUnusable         no database, damaged, or closed to us
    │   ├── StateNewer            a newer version of the program has migrated it
    │   └── StateOfAnotherBot     it belongs to another bot
    ├── NotHeard                  a recording can't be turned into text
    └── ModelFailure              the model gives nothing to show; the extractive answer is given instead
        ├── ModelUnreachable      its server doesn't answer, or breaks off
        ├── ModelBusy             429 or 5xx, also after trying again
        ├── ModelSlow             it went silent, or took longer than the settings allow
        ├── ModelRejected         the key, the model's name or the request isn't taken
        ├── ModelUnreadable       what came back isn't what such a server sends
        ├── ModelResting          it failed repeatedly and is left alone for a while
        ├── BudgetSpent           the tokens of the month are used up
        └── BudgetUnknown         what was used up can't be read or written
"""

from __future__ import annotations

from retrieval.errors import VerbatimError


class ProgramFault(VerbatimError):
    """An exception that nothing foresaw ended the work on one question.

    Args:
        where: what was worked on.
        error: the exception. Its own words stay out of the message: they may hold a token or a key.
    """

    def __init__(self, where: str, error: Exception) -> None:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        super().__init__(f"{where}: the program failed ({reason})", "Please report it with the lines on standard error")


class NotHeard(VerbatimError):
    """A recording can't be turned into text.

    Args:
        why: missing (faster-whisper isn't installed), model (can't be loaded), unreadable, long or slow.
    """

    def __init__(self, why: str) -> None:
        super().__init__(f"A recording was not heard ({why})")
        self.why = why


class TelegramFailure(VerbatimError):
    """The Telegram chat can't start or can't go on."""


class TokenRejected(TelegramFailure):
    """The Bot API server doesn't know the token."""


class AnotherInstance(TelegramFailure):
    """Another program polls with the same token."""


class AnotherAnswers(TelegramFailure):
    """Another process has begun to answer with this state."""

    retryable = True

    def __init__(self) -> None:
        super().__init__("Another process answers with this state since the database was away", "Start this one again")


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


class ModelFailure(VerbatimError):
    """The model gives nothing to show. The extractive answer is given instead."""


class ModelUnreachable(ModelFailure):
    """The model's server doesn't answer, or breaks off."""

    retryable = True


class ModelBusy(ModelFailure):
    """The model's server has too much to do, or is broken for now.

    Args:
        message: what happened.
        mend: what to do.
        after: seconds after which the server wants to be asked again; None where it doesn't say.
    """

    retryable = True

    def __init__(self, message: str, mend: str = "", after: float | None = None) -> None:
        super().__init__(message, mend)
        self.after = after


class ModelSlow(ModelFailure):
    """The model went silent, or took longer than the settings allow."""


class ModelRejected(ModelFailure):
    """The model's server doesn't take the key, the model's name or the request."""


class ModelUnreadable(ModelFailure):
    """What came back isn't what such a server sends."""


class ModelResting(ModelFailure):
    """The model failed repeatedly and is left alone for a while."""


class BudgetSpent(ModelFailure):
    """The tokens of the month are used up."""


class BudgetUnknown(ModelFailure):
    """What was used up can't be read or written."""
