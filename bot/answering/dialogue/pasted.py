"""What people paste: several questions, which are answered one by one, or a draft, which is offered to be checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Line
from prompts import replies
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.quotation_marks import quoted_spans, unmarked
from retrieval.lang.tokens import words
from retrieval.model import Status

MOST = 10
"""Questions that are answered at once."""

LONGEST = 300
"""Code points of a line that may be a question."""

READ = 20_000
"""Code points that are looked at."""

FEWEST_WORDS = 4
"""Words in quotation marks from which on they are somebody's, as a check counts."""

_BULLET = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,2}[.)]|[a-z]\))\s*")
_NEXT = re.compile(r"(?<=\?)\s+(?=\w)")


@dataclass(frozen=True)
class Pasted:
    """``questions``: each of several, at least two; empty for a draft. ``quotations``: how many a draft has."""

    questions: tuple[str, ...] = ()
    quotations: int = 0


def pasted(text: str) -> Pasted | None:
    """The questions or the draft that a message holds; None: it is one question."""
    text = text[:READ]
    lines = [line for raw in text.splitlines() if (line := _BULLET.sub("", raw).strip())]
    if len(lines) == 1 and not any(True for _ in quoted_spans(lines[0])):
        lines = _NEXT.split(lines[0])
    if len(lines) < 2:
        return None
    if lines[0].endswith(":") and not _asks(lines[0]):
        lines = lines[1:]
    if len(lines) > 1 and all(map(_asks, lines)):
        return Pasted(questions=tuple(lines))
    quoted = [text[each.inner_start : each.inner_end] for each in quoted_spans(text)]
    quotations = sum(len(words(each)) >= FEWEST_WORDS for each in quoted)
    return Pasted(quotations=quotations) if quotations > 1 else None


def _asks(line: str) -> bool:
    asks = phrases.ASKS.match(line) is not None or line.rstrip(' "”').endswith("?")
    return asks and len(line) <= LONGEST and len(words(line)) > 1


def together(questions: Sequence[str], drafts: Sequence[Draft]) -> Draft:
    """One draft of the drafts for several questions: each below its question, with what it says of itself."""
    above = ""
    lines: list[Line] = []
    for n, (question, draft) in enumerate(zip(questions, drafts, strict=True), start=1):
        told = [f"{n}. {unmarked(question)}", unmarked(draft.words)]
        above = "\n".join(part for part in (above, *told) if part)
        if draft.lines:
            first, *others = draft.lines
            heading = "\n".join(part for part in (above, first.heading) if part)
            lines += [replace(first, heading=heading), *others]
            above = ""
    is_answered = any(draft.status is Status.ANSWERED for draft in drafts)
    return Draft(
        Status.ANSWERED if is_answered and lines else Status.REFUSED,
        tuple(lines),
        words=above,
        suggestions=tuple(each for draft in drafts for each in draft.suggestions[:1]),
    )


def offered(draft: Pasted) -> Draft:
    """The offer to check a draft."""
    return Draft(Status.CLARIFY, words=replies.LOOKS_LIKE_A_DRAFT.format(n=draft.quotations))
