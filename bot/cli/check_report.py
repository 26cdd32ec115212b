"""A checked draft in the terminal: a line an item, then what differs and where the words stand."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from bot.checking.checked_draft import CheckedDraft, Item, Verdict
from bot.cli.render import printable, source
from prompts import replies

if TYPE_CHECKING:
    from rich.console import Console

_LOOKS_LIKE = {Verdict.VERBATIM: "green", Verdict.COMPARE: "dim"}
_LONGEST = 300
# Code points of an item that are shown; the draft has the rest.


def show(to: Console, checked: CheckedDraft) -> None:
    """Print each item with its line in the draft, and how many there are of each verdict."""
    from rich.text import Text

    breaks = [place for place, char in enumerate(checked.text) if char == "\n"]
    for item in checked.items:
        head = replies.CHECK_LINE.format(
            place=bisect_right(breaks, item.start) + 1, verdict=item.verdict.value, words=_short(item.text)
        )
        to.print(Text(printable(head), style=_LOOKS_LIKE.get(item.verdict, "yellow")))
        for line in _below(item):
            to.print(printable(line))
    to.print(", ".join(f"{n} {verdict}" for verdict, n in checked.counts.items()))


def _below(item: Item) -> list[str]:
    lines = [replies.CHECK_NOTE.format(note=item.note)] if item.note else []
    for draft, theirs in item.differences:
        nothing = replies.CHECK_NOTHING
        lines.append(replies.CHECK_DIFFERENCE.format(draft=draft or nothing, source=theirs or nothing))
    for each in item.sources:
        who = each.speaker or replies.NO_SPEAKER
        if item.verdict is Verdict.VERBATIM:
            lines.append(replies.CHECK_NOTE.format(note=f"{who}, {source(each.article)}"))
        else:
            lines.append(replies.CHECK_SOURCE.format(who=who, words=_short(each.quote)))
            lines.append(replies.CHECK_NOTE.format(note=source(each.article)))
    return lines


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
