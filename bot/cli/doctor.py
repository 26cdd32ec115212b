"""``verbatim doctor``: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from retrieval.errors import IndexFailure

if TYPE_CHECKING:
    from retrieval.library import Library


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's: what was looked at, whether it is well, what is the case, and what mends it."""

    check: str
    ok: bool
    message: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{'ok   ' if self.ok else 'WRONG'} {self.check}: {self.message}{f'. {self.mend}' if self.mend else ''}"


def light_index(library: Library) -> list[Finding]:
    """Whether the index opens."""
    try:
        library.refresh()
        snapshot = library.snapshot()
    except IndexFailure as error:
        return [Finding("index", False, error.message, error.mend)]
    if snapshot is None:
        return [Finding("index", True, "there are no articles yet")]
    held = snapshot.catalog.coverage
    counts = {"article": held.articles, "passage": held.passages, "statement": held.statements}
    told = ", ".join(f"{count:,} {what}{'' if count == 1 else 's'}" for what, count in counts.items())
    return [Finding("index", True, told)]


def whole_index(library: Library, *, repair: bool) -> list[Finding]:
    """Every record of the index; ``repair`` mends what is off first, and tells it."""
    try:
        mended = [Finding(each.part, True, f"mended: {each.message}") for each in library.repair()] if repair else []
        off = library.verify().findings
    except IndexFailure as error:
        return [Finding("index", False, error.message, error.mend)]
    mend = "It is still so after a repair" if repair else "`verbatim doctor --index --repair` mends it"
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
