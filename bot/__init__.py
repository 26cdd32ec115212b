"""Everything that talks to a person: understanding, answering, checking, and the chat fronts.

For programs there is one door, :class:`Verbatim`::

    from bot import Verbatim

    with Verbatim.open() as news:
        print(news.ask("What did McFaul say about sanctions?").text)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.verbatim import Quoted, Verbatim

__all__ = ["Quoted", "Verbatim"]


def __getattr__(name: str) -> Any:
    # The command line imports this package too, and pays for what it uses only.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from bot import verbatim

    return getattr(verbatim, name)
