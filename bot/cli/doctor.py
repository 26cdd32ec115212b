"""``verbatim doctor``: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from prompts import replies
from retrieval.errors import IndexFailure, VerbatimError

if TYPE_CHECKING:
    from retrieval.library import Library


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: what was looked at, whether it is well, what is the case, and what fixes it."""

    check: str
    ok: bool
    message: str
    mend: str = ""

    def __str__(self) -> str:
        verdict = replies.FINDING_OK if self.ok else replies.FINDING_WRONG
        return f"{verdict:<5} {self.check}: {self.message}{self.mend and f'. {self.mend}'}"

    @classmethod
    def of(cls, check: str, error: VerbatimError) -> Finding:
        """That a part is wrong, as the error that it raised says."""
        return cls(check, False, error.message, error.mend)


def no_index() -> list[Finding]:
    """That nothing was ever put in."""
    return [Finding("index", True, replies.NO_ARTICLES)]


def light_index(library: Library) -> list[Finding]:
    """Whether the index opens."""
    try:
        library.refresh()
        snapshot = library.snapshot()
    except IndexFailure as error:
        return [Finding.of("index", error)]
    if snapshot is None:
        return [Finding("index", True, replies.NO_ARTICLES)]
    held = snapshot.catalog.coverage
    articles, passages = replies.ARTICLES.of(held.articles), replies.PASSAGES.of(held.passages)
    return [Finding("index", True, f"{articles}, {passages}, {replies.STATEMENTS.of(held.statements)}")]


def whole_index(library: Library, *, repair: bool) -> list[Finding]:
    """Every record of the index; ``repair`` repairs what is off first, and tells it."""
    try:
        done = library.repair() if repair else []
        mended = [Finding(each.part, True, replies.REPAIRED.format(message=each.message)) for each in done]
        off = library.verify()
    except IndexFailure as error:
        return [Finding.of("index", error)]
    mend = replies.STILL_WRONG if repair else replies.REPAIR_IT
    return mended + ([Finding(each.part, False, each.message, mend) for each in off] or light_index(library))


def report(findings: Sequence[Finding], *, json: bool) -> bool:
    """Show them; whether all is well."""
    from bot import json_output
    from bot.cli import render

    well = all(each.ok for each in findings)
    if json:
        print(json_output.dumps({"ok": well, "findings": [asdict(each) for each in findings]}))  # noqa: T201
    else:
        to = render.console()
        for each in findings:
            to.print(render.printable(str(each)))
    return well
