"""``verbatim check`` and ``/check``: a draft held against the articles, once or whenever either changes."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.checking.checked_draft import CheckedDraft, Item, Verdict, checked_json
from bot.cli import render
from bot.cli.render import printable, source
from bot.collection import written
from prompts import replies
from retrieval.errors import VerbatimError
from retrieval.gather import draft_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from rich.console import Console
    from rich.text import Text

    from bot.checking.checker import Checker
    from retrieval.library import Library

_LOOKS_LIKE = {
    Verdict.VERBATIM: "green",
    Verdict.COMPARE: "dim",
    Verdict.OTHER_SPEAKER: "red",
    Verdict.NOT_FOUND: "red",
}
_INDENT = "    "
_LONGEST = 300
# Code points of an item that are shown; the draft has the rest.

TICK = 0.5
"""Seconds between two looks at a watched draft."""


def run(options: Namespace, library: Library) -> bool:
    """Check the draft that the options name; whether all of it is verbatim. A watched one is fine when it ends.

    Raises:
        VerbatimError: the options don't go together, or there is no draft.
    """
    from bot.checking.checker import Checker

    path = None if options.draft == "-" else Path(options.draft)
    _refuse_nonsense(options, path)
    checker = Checker(library)
    if options.watch and path is not None:
        watch(lambda: _report(options, checker, path), path, library)
        return True
    return _report(options, checker, path)


def _refuse_nonsense(options: Namespace, path: Path | None) -> None:
    if options.output is not None and not (options.json or options.html or options.md):
        raise VerbatimError(replies.OUTPUT_NEEDS_FORMAT, replies.CHOOSE_A_FORM)
    if options.output is not None and path is not None and options.output.resolve() == path.resolve():
        raise VerbatimError(replies.OUTPUT_IS_DRAFT, replies.CHOOSE_A_FORM)
    if path is None and (options.watch or sys.stdin.isatty()):
        raise VerbatimError(replies.NO_DRAFT, replies.WRITE_A_DRAFT)


def _report(options: Namespace, checker: Checker, path: Path | None) -> bool:
    """Check the draft once and report it in the form that the options name."""
    data = sys.stdin.buffer.read() if path is None else path.read_bytes()
    name = "draft" if path is None else str(path)
    checked = checker.check(draft_text(data, name))
    shown = printable(Path(name).name)
    if options.json:
        _write(f"{checked_json(checked, None if path is None else name)}\n", options.output)
    elif options.html:
        from bot.checking.report_page import report_page

        _write(report_page(checked, shown), options.output)
    elif options.md:
        from bot.checking.report_markdown import report_markdown

        _write(report_markdown(checked, shown), options.output)
    elif checked.items:
        show(render.console(), checked)
    if not checked.items and not options.json:
        print(f"verbatim: {replies.NO_QUOTATIONS}", file=sys.stderr)  # noqa: T201
    return checked.is_verbatim


def _write(report: str, output: Path | None) -> None:
    with written(output) as to:
        to.write(report)
        to.flush()


def watch(check: Callable[[], object], path: Path, library: Library, wait: Callable[[], object] | None = None) -> None:
    """Check now, and again when the draft or the collection has changed, until Ctrl-C or SIGTERM.

    What goes wrong is told, and looked at again at the next change. A file that is being written is left until it
    stays the same from one look to the next.

    Args:
        check: checks the draft and reports it.
        path: the draft.
        library: the collection.
        wait: called between two looks; None: sleeps.
    """
    from bot.cli.watch_command import until_ended

    checked: object = None
    with until_ended():
        _say(replies.CHECK_WATCHING.format(name=printable(str(path))))
        last = _state(path, library)
        while True:
            state = _state(path, library)
            if state == last and state != checked:
                checked = state
                try:
                    check()
                    _say(time.strftime("%H:%M:%S"))
                except VerbatimError as error:
                    _say(printable(f"verbatim: {error}"))
                except OSError as error:
                    _say(printable(f"verbatim: {error.strerror or error} ({path})"))
            last = state
            (wait or _sleep)()


def _sleep() -> None:
    time.sleep(TICK)


def _state(path: Path, library: Library) -> tuple[object, object]:
    """What a draft and a collection are at the moment; equal while neither changes."""
    try:
        found = path.stat()
        file: object = (found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError as error:
        file = error.errno
    try:
        return file, library.snapshot()
    except VerbatimError as error:
        return file, error.message


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def show(to: Console, checked: CheckedDraft) -> None:
    """Print each item with its line in the draft, and how many there are of each verdict."""
    from rich.text import Text

    for item in checked.items:
        head = f"{checked.line_of(item)}: {item.verdict.value}: {_short(item.text)}"
        to.print(Text(printable(head), style=_LOOKS_LIKE.get(item.verdict, "yellow")))
        for line in _below(item):
            to.print(line)
    to.print(", ".join(f"{n} {verdict}" for verdict, n in checked.counts.items()))


def _below(item: Item) -> list[Text]:
    from rich.text import Text

    found = [Text(printable(f"{_INDENT}{item.note}"), style="yellow")] if item.note else []
    for draft, theirs in item.differences:
        mine, other = draft or replies.CHECK_NOTHING, theirs or replies.CHECK_NOTHING
        line = Text(printable(_INDENT + replies.CHECKED_DIFFERENCE.format(draft=mine, source=other)))
        line.stylize("red", len(_INDENT), len(_INDENT) + len(mine))
        line.stylize("green", len(line) - len(other))
        found.append(line)
    for each in item.sources:
        who = each.speaker or replies.NO_SPEAKER
        if item.verdict is Verdict.VERBATIM:
            found.append(Text(printable(f"{_INDENT}{who}, {source(each.article)}")))
        else:
            found.append(Text(printable(f"{_INDENT}{who}: {_short(each.quote)}")))
            found.append(Text(printable(f"{_INDENT}{source(each.article)}"), style="dim"))
    return found


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
