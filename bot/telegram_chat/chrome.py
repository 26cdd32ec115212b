"""The asker's language: what the bot says around its answers is said in it."""

from __future__ import annotations

from contextvars import ContextVar

from prompts.languages import Said, in_language

_language: ContextVar[str | None] = ContextVar("language", default=None)


def speak(language: str | None) -> None:
    """From now on, until the next update, speak a language: a tag of BCP 47; None: English."""
    _language.set(language)


def local(said: Said) -> Said:
    """A reply in the language that is spoken."""
    return in_language(said, _language.get())
