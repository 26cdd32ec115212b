"""The gate: what every answer passes on its way out.

A line of an answer is its own words and the spans that it cites. It stands only if each citation is a span of its
article, whatever it sets in quotation marks is verbatim in a span that it cites, and whoever it names as the
speaker is the one to whom the article attributes that span.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.errors import CheckFailed
from retrieval.model import Article, Citation, Kind, Passage, Statement

log = logging.getLogger(__name__)

Key = tuple[str, int, int]
"""An article's id, start and end."""

_OPEN = '"“„«‟″'
_CLOSE = {'"': '"“”', "“": '”"', "„": '“”"', "«": "»", "‟": '”"', "″": '″"'}
_SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)(.+?)[’'](?!\w)")


@dataclass(frozen=True)
class Evidence:
    """A span of an article and what is known of it: what a citation will point to."""

    article: Article
    span: Statement | Passage
    paragraph: int | None = None

    @property
    def key(self) -> Key:
        """What makes two pieces of evidence the same citation."""
        return (self.article.id, self.span.start, self.span.end)

    def copied(self) -> str:
        """The article's own words at the span."""
        return self.article.span(self.span.start, self.span.end)


@dataclass(frozen=True)
class Line:
    """One sentence of a draft.

    ``parts``: its own words, and numbers where that piece of ``evidence`` stands verbatim. ``speaker``: the name
    under which the line puts what it cites; None for a passage shown as a passage. Evidence that no part shows is
    cited all the same.
    """

    parts: tuple[str | int, ...]
    evidence: tuple[Evidence, ...]
    speaker: str | None = None

    @property
    def own_words(self) -> str:
        """What the line says itself, a space for each span."""
        return " ".join(part for part in self.parts if isinstance(part, str))

    @property
    def text(self) -> str:
        """The line with each span copied from its article by offsets."""
        return "".join(part if isinstance(part, str) else self.evidence[part].copied() for part in self.parts)


def fault(line: Line, speakers: Mapping[Key, str | None]) -> str | None:
    """Why a line may not be shown; None when it may.

    Args:
        line: the line.
        speakers: the registered speaker of each statement that the line may cite, by evidence key.
    """
    if not line.evidence:
        return "it cites nothing"
    for evidence in line.evidence:
        try:
            evidence.span.check(evidence.article)
        except ValueError as error:
            return str(error)
        if line.speaker is None:
            continue
        if not isinstance(evidence.span, Statement):
            return f"it puts a passage under the name of {line.speaker}"
        if speakers.get(evidence.key) != line.speaker:
            return f"the article attributes the span to {speakers.get(evidence.key)}, not to {line.speaker}"
    for quoted in quotations(line.own_words):
        if not any(quoted in evidence.article.text for evidence in line.evidence):
            return f"{quoted[:60]!r} stands in quotation marks and not in the article"
    for before, part, after in zip(line.parts, line.parts[1:], line.parts[2:], strict=False):
        if isinstance(part, int) and isinstance(before, str) and isinstance(after, str):
            span = line.evidence[part].span
            reported = isinstance(span, Statement) and span.kind is not Kind.DIRECT
            if reported and before[-1:] in _OPEN and after[:1] in '"”»':
                return "it sets reported words in quotation marks"
    return None


def quotations(text: str) -> list[str]:
    """What a text sets in quotation marks, double or single; a mark that isn't closed quotes up to the end."""
    found, position = [], 0
    while position < len(text):
        if text[position] in _OPEN:
            closing = _CLOSE[text[position]]
            end = next((n for n in range(position + 1, len(text)) if text[n] in closing), len(text))
            found.append(text[position + 1 : end])
            position = end
        position += 1
    return [each for each in found if each.strip()] + [each.group(1) for each in _SINGLE.finditer(text)]


def passed(lines: Sequence[Line], speakers: Mapping[Key, str | None], *, strict: bool) -> list[Line]:
    """The lines that keep the promise.

    Args:
        lines: a draft.
        speakers: the registered speaker of each statement, by evidence key.
        strict: raise ``CheckFailed`` at the first bad line (tests) instead of dropping and logging it.
    """
    kept = []
    for line in lines:
        wrong = fault(line, speakers)
        if wrong is None:
            kept.append(line)
        elif strict:
            raise CheckFailed(f"A line of the answer may not be shown: {wrong}")
        else:
            log.error("left a line out of an answer: %s", wrong)
    return kept


def cited(lines: Sequence[Line]) -> tuple[str, tuple[Citation, ...]]:
    """The text of checked lines with ``[n]`` behind each, and the citations, numbered in order of use."""
    numbers: dict[Key, int] = {}
    citations: list[Citation] = []
    written = []
    for line in lines:
        marks = []
        for evidence in line.evidence:
            if evidence.key not in numbers:
                numbers[evidence.key] = len(citations) + 1
                citations.append(_citation(len(citations) + 1, evidence, line.speaker))
            marks.append(f"[{numbers[evidence.key]}]")
        written.append(f"{line.text} {''.join(dict.fromkeys(marks))}")
    return "\n".join(written), tuple(citations)


def _citation(number: int, evidence: Evidence, speaker: str | None) -> Citation:
    span = evidence.span
    said = span if isinstance(span, Statement) else None
    return Citation(
        number=number,
        article=evidence.article,
        quote=evidence.copied(),
        start=span.start,
        end=span.end,
        kind=said.kind if said else Kind.PASSAGE,
        paragraph=evidence.paragraph,
        speaker=speaker,
        cue=said.cue if said else None,
        said_on=said.said_on if said else None,
        venue=said.venue if said else None,
    )
