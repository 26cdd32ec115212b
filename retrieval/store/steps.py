"""How far a long piece of work on the store is, as its callers are told."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[str, int, int], None]
"""Called now and then: what is being done, how much of it is done, of how much. That is 0 where it isn't known."""


def unseen(what: str, done: int, total: int) -> None:
    """Shows nobody how far the work is."""
