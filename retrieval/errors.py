"""Everything that Verbatim raises on purpose.

::

    VerbatimError                 message, mend, retryable
    ├── ArticleError              one file can't become an article; the rest of the batch goes on
    │   ├── EmptyArticle
    │   ├── BinaryArticle
    │   ├── ArticleTooLarge
    │   ├── UnreadableArticle     missing, no permission, no text encoding fits
    │   ├── BadArticleData        JSON, a mail, a PDF or an archive that isn't made as such
    │   ├── NotAnArticle          a page that holds no article: a live blog, a paywall, a cookie wall
    │   ├── LinkRefused           a link that isn't fetched: no public address, or the site doesn't want it
    │   └── LinkUnreachable       the link's site doesn't answer, or not as it should; retryable where that may help
    ├── IndexFailure              the index can't be used as it is; nothing was deleted
    │   ├── IndexLocked           another process writes to it
    │   ├── IndexFull             the disk has no room left for it
    │   ├── IndexReadOnly
    │   ├── IndexCorrupt
    │   ├── IndexMismatch         made by another embedder or another version of passage splitting
    │   ├── IndexUnreachable      the Chroma server doesn't answer
    │   └── EmbedderUnreachable   the embedding model doesn't answer, or not as it should
    ├── NoArticles                there is nothing to ask yet
    ├── SettingsError             a setting is missing or wrong
    └── CheckFailed               an answer broke the promise (raised in tests, dropped in production)
"""

from __future__ import annotations

from typing import Any


class VerbatimError(Exception):
    """The root. ``str()`` is one line for a person: what happened, then what to do.

    Args:
        message: what happened, without a final full stop.
        mend: what to do next; empty when there is nothing to do.
    """

    retryable = False

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message, mend)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message}. {self.mend}" if self.mend else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is pickled by its arguments, which are no longer those that made it.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[VerbatimError], arguments: tuple[Any, ...], state: dict[str, Any]) -> VerbatimError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


class ArticleError(VerbatimError):
    """A file that can't become an article.

    Args:
        path: the file, as the person named it.
        message: what is wrong with it.
        mend: what to do about it.
        line: the line that is wrong, counted from 1; None when it is the whole file.
    """

    def __init__(self, path: str, message: str, mend: str = "", line: int | None = None) -> None:
        where = path if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {message}", mend)
        self.path = path
        self.line = line


class EmptyArticle(ArticleError):
    """There is no text in the file."""


class BinaryArticle(ArticleError):
    """The file holds something other than text."""


class ArticleTooLarge(ArticleError):
    """The file is over the size that settings allow."""


class UnreadableArticle(ArticleError):
    """The file is missing, closed to us, or in no encoding that we can tell."""


class BadArticleData(ArticleError):
    """The file isn't made as its name says, or lacks what an article needs."""


class NotAnArticle(ArticleError):
    """The page or file can be read and holds no article that stands whole."""


class LinkRefused(ArticleError):
    """The link isn't fetched: it leads to no public address, or its site doesn't want it."""


class LinkUnreachable(ArticleError):
    """The link's site doesn't answer, or not as it should.

    Args:
        retryable: whether the same link may work later.
        after: seconds that the site asks to wait; None when it didn't say.
    """

    def __init__(
        self, path: str, message: str, mend: str = "", *, retryable: bool = False, after: float | None = None
    ) -> None:
        super().__init__(path, message, mend)
        self.retryable = retryable
        self.after = after


class IndexFailure(VerbatimError):
    """The index can't be used as it is. Nothing was deleted."""


class IndexLocked(IndexFailure):
    """Another process is writing to the index."""

    retryable = True


class IndexFull(IndexFailure):
    """The disk has no room left for the index, or its files may not grow.

    Args:
        where: the index, or the folder that is written to.
    """

    retryable = True

    def __init__(self, where: object) -> None:
        super().__init__(
            f"The disk has no room left for {where}",
            "What was complete is kept. Make room, then run the same command again: it does the rest",
        )


class IndexReadOnly(IndexFailure):
    """The index's folder can't be written to."""


class IndexCorrupt(IndexFailure):
    """The index's files can't be read."""


class IndexMismatch(IndexFailure):
    """The index was made by another embedder or another version of passage splitting."""


class IndexUnreachable(IndexFailure):
    """The Chroma server doesn't answer."""

    retryable = True


class EmbedderUnreachable(IndexFailure):
    """The embedding model doesn't answer, or not with what it should.

    Args:
        name: the embedder's.
        why: what went wrong, in a few words without a text or a key.
    """

    retryable = True

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The embedder {name} can't be used ({why})",
            "What was complete is kept. Check EMBEDDER and its server, then run the same command again",
        )


class NoArticles(VerbatimError):
    """There is nothing to ask yet."""


class SettingsError(VerbatimError):
    """A setting is missing or wrong."""


class CheckFailed(VerbatimError):
    """An answer broke the promise."""


def to_install(extra: str) -> str:
    """What to do where the packages of an extra (``mcp``) are missing."""
    return f'Install it in Verbatim\'s folder: .venv/bin/uv pip install -e ".[{extra}]"'
