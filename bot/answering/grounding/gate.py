"""The gate: what every answer passes on its way out.

A line of an answer is its own words and the spans that it cites. It stands only if each citation is a span of its
article, what it sets in quotation marks is verbatim in an article that it cites, whole words and in one piece,
and the article attributes that span to the speaker whom the answer names. Under a speaker's name only
what is quoted in the cited spans themselves is set in quotation marks.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence, Set

from bot.answering.drafting.evidence import Evidence, Key, Line, Owned
from retrieval.errors import CheckFailed
from retrieval.lang.quotation_marks import BACKWARDS, CLOSING, MARKS, SINGLE_CLOSE, SINGLE_OPEN, quotations, unmarked
from retrieval.model import Citation, Kind, Statement

log = logging.getLogger(__name__)

_ANY_MARK = re.compile(f"[{re.escape(''.join(sorted(MARKS.union(SINGLE_OPEN, SINGLE_CLOSE))))}]")


def fault(line: Line, owned: Set[Owned]) -> str | None:
    """Why a line may not be shown; None when it may.

    Args:
        line: the line.
        owned: the statements that the line may cite, each with its registered speaker.
    """
    if not line.evidence:
        return "it cites nothing"
    if unmarked(line.heading) != line.heading:
        return "its heading holds quotation marks"
    if not all(isinstance(part, str) or 0 <= part < len(line.evidence) for part in line.parts):
        return "it shows evidence that it doesn't have"
    for evidence in line.evidence:
        try:
            evidence.span.check(evidence.article)
        except ValueError as error:
            return str(error)
        if line.speaker is None:
            continue
        if not isinstance(evidence.span, Statement):
            return f"it puts a passage under the name of {line.speaker}"
        if (evidence.key, line.speaker) not in owned:
            whose = " and ".join(sorted(name for key, name in owned if key == evidence.key)) or "nobody for certain"
            return f"the article attributes the span to {whose}, not to {line.speaker}"
    return _misquoted(line)


def _misquoted(line: Line) -> str | None:
    """What is wrong with the quotation marks that a line sets itself; those inside its spans are the article's."""
    pieces = [(part, None) if isinstance(part, str) else (line.evidence[part].copied(), part) for part in line.parts]
    text = "".join(piece for piece, _ in pieces)
    part_at = [part for piece, part in pieces for _ in piece]
    may_quote = [words for evidence in line.evidence for words in _quotable(evidence, line.speaker)]
    for start, end in _set_in_marks(text, [part is None for part in part_at]):
        quoted = text[start:end]
        if not quoted.strip():
            continue
        for part in {part for part in part_at[start:end] if part is not None}:
            span = line.evidence[part].span
            if isinstance(span, Statement) and span.kind is not Kind.DIRECT:
                return "it sets reported words in quotation marks"
        if not any(_stands(quoted, words) for words in may_quote):
            held = "in what it cites" if line.speaker else "in the article"
            return f"{quoted[:60]!r} stands in quotation marks and not {held}"
    return None


def _quotable(evidence: Evidence, speaker: str | None) -> list[str]:
    """The texts that a line may quote from: under a speaker's name, only what the article quotes there."""
    if speaker is None or not isinstance(evidence.span, Statement):
        return [evidence.article.text]
    if evidence.span.kind is Kind.DIRECT:
        return [evidence.copied()]
    return quotations(evidence.copied())


def _stands(quoted: str, text: str) -> bool:
    """Whether a text holds these words to the letter, none of them cut short: "possible" isn't in "impossible"."""
    before = r"(?<!\w)" if quoted[0].isalnum() else ""
    after = r"(?!\w)" if quoted[-1].isalnum() else ""
    return re.search(before + re.escape(quoted) + after, text) is not None


def _set_in_marks(text: str, own: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where a text has something between quotation marks of its own; a double mark left open quotes up to the end."""
    marks = [found.start() for found in _ANY_MARK.finditer(text) if own[found.start()]]
    after = 0
    for at in marks:
        closing = CLOSING.get(text[at]) or BACKWARDS.get(text[at])
        if closing and at >= after:
            end = next((n for n in marks if n > at and text[n] in closing), len(text))
            yield at + 1, end
            after = end + 1
    for at in marks:
        opens = text[at] in SINGLE_OPEN and at + 1 < len(text) and not text[at - 1 : at].isalnum()
        if opens and (text[at + 1].isalnum() or not own[at + 1]):
            closers = (n for n in marks if n > at and text[n] in SINGLE_CLOSE)
            end = next((n for n in closers if not text[n + 1 : n + 2].isalnum()), at + 1)
            yield at + 1, end


def passed(lines: Sequence[Line], owned: Set[Owned], *, strict: bool) -> list[Line]:
    """The lines that keep the promise.

    Args:
        lines: a draft.
        owned: the statements that they may cite, each with its registered speaker.
        strict: raise ``CheckFailed`` at the first bad line (tests) instead of dropping and logging it.
    """
    kept = []
    for line in lines:
        wrong = fault(line, owned)
        if wrong is None:
            kept.append(line)
        elif strict:
            raise CheckFailed(f"A line of the answer may not be shown: {wrong}")
        else:
            log.error("left a line out of an answer: %s", wrong)
    return kept


def cited(lines: Sequence[Line]) -> tuple[str, tuple[Citation, ...]]:
    """The text of checked lines with ``[n]`` behind each, and the citations, numbered in order of use.

    A span has one number, or one for each of several who said it together.
    """
    numbers: dict[tuple[Key, str | None], int] = {}
    citations: list[Citation] = []
    written = []
    for line in lines:
        marks = []
        for evidence in line.evidence:
            one = evidence.key, line.speaker
            if one not in numbers:
                numbers[one] = len(citations) + 1
                numbers.setdefault((evidence.key, None), len(citations) + 1)
                citations.append(_citation(len(citations) + 1, evidence, line.speaker))
            marks.append(f"[{numbers[one]}]")
        written += [line.heading] if line.heading else []
        written.append(f"{line.text} {''.join(dict.fromkeys(marks))}")
    return "\n".join(written), tuple(citations)


def _citation(number: int, evidence: Evidence, speaker: str | None) -> Citation:
    span = evidence.span
    said = {name: getattr(span, name) for name in _SAID} if isinstance(span, Statement) else {"kind": Kind.PASSAGE}
    return Citation(
        number=number,
        article=evidence.article,
        quote=evidence.copied(),
        start=span.start,
        end=span.end,
        marks=evidence.marks,
        paragraph=evidence.paragraph,
        speaker=speaker,
        **said,
    )


_SAID = ("kind", "speaker_type", "cue", "said_on", "venue", "via", "hedge", "confidence")
# What a citation takes from the statement that it shows.
