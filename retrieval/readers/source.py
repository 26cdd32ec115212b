"""What a reader is told of the bytes that it reads, and what it counts beside the articles that it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from retrieval.errors import ArticleError
from retrieval.model import Article

Found = Article | ArticleError
"""An article, or why there is none: the rest goes on."""

UNREAD_DATE = "date that can't be read"
UNREAD_LINE = "line of front matter that can't be read"
NO_TEXT = "entry without text"
CUT_OFF = "text cut off by its source"
NOTED = (UNREAD_DATE, UNREAD_LINE, NO_TEXT, CUT_OFF)
"""What is counted instead of being told one by one: an archive may have it in each of 20,000 articles."""


@dataclass(frozen=True)
class Source:
    """Where bytes come from.

    ``shown``: how messages name them. ``max_bytes``: the most that is read for one article. ``url`` and ``charset``:
    what a page's server told. ``noted``: counts what is left out, by kind. ``member``: reads a file inside this one,
    given it opened and its name.
    """

    shown: str
    max_bytes: int
    url: str | None = None
    charset: str | None = None
    noted: Counter[str] = field(default_factory=Counter)
    member: Callable[[BinaryIO, str], Iterator[Found]] = lambda _, __: iter(())
