"""What a check says of a draft: each quotation and attributed claim, its verdict, and where the words stand."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from bot.json_output import citation_fields, dumps
from prompts import replies
from retrieval.model import Citation


class Verdict(StrEnum):
    """How the words of a draft stand to the articles."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    CUT = "cut"
    SPLICED = "spliced"
    OTHER_SPEAKER = "other_speaker"
    HEDGED = "hedged"
    CHANGED_SINCE = "changed_since"
    UNATTRIBUTED = "unattributed"
    NOT_FOUND = "not_found"
    COMPARE = "compare"

    @property
    def is_fine(self) -> bool:
        """Whether nothing is wrong with the words; a claim is for a person to compare."""
        return self in (Verdict.VERBATIM, Verdict.COMPARE)


@dataclass(frozen=True)
class Item:
    """A quotation or a claim of a draft.

    ``start``, ``end``: where its words stand in the draft, code points, without quotation marks. ``speaker``: whom the
    draft gives them to. ``sources``: where they stand, or what comes nearest. ``differences``: words of the draft, and
    of the source in their place. ``note``: what a person should know besides; empty: nothing.
    """

    text: str
    start: int
    end: int
    kind: Literal["quotation", "claim"]
    speaker: str | None
    verdict: Verdict
    sources: tuple[Citation, ...] = ()
    differences: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class CheckedDraft:
    """A draft's items, in order."""

    text: str
    items: Sequence[Item]

    @property
    def counts(self) -> dict[str, int]:
        """How many items got each verdict, the most frequent first."""
        return dict(Counter(each.verdict.value for each in self.items).most_common())

    @property
    def counted(self) -> str:
        """The same in a line for people; empty where there are no items."""
        return " · ".join(f"{n} {replies.CHECK_NAMES[verdict]}" for verdict, n in self.counts.items())

    @property
    def is_verbatim(self) -> bool:
        """Whether every quotation stands so in the articles; claims are for a person to compare."""
        return all(each.verdict.is_fine for each in self.items)

    def line_of(self, item: Item) -> int:
        """The line of the draft on which an item begins, from 1."""
        return bisect_right(self._breaks, item.start) + 1

    @cached_property
    def _breaks(self) -> list[int]:
        return [place for place, char in enumerate(self.text) if char == "\n"]


def checked_fields(checked: CheckedDraft, path: str | None) -> dict[str, Any]:
    """What a script gets of a checked draft; places are code points of the draft."""
    return {
        "draft": path,
        "items": [
            {
                "text": item.text,
                "start": item.start,
                "end": item.end,
                "kind": item.kind,
                "speaker": item.speaker,
                "verdict": item.verdict.value,
                "sources": [citation_fields(source) for source in item.sources],
                "differences": [list(pair) for pair in item.differences],
                "note": item.note or None,
            }
            for item in checked.items
        ],
        "counts": checked.counts,
    }


def checked_json(checked: CheckedDraft, path: str | None) -> str:
    """A checked draft as one line of JSON."""
    return dumps(checked_fields(checked, path))
