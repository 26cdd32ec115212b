"""A judge of answers that shares no code with the gate: it reads an answer as a person does who has the articles.

Whatever stands in quotation marks must be, code point for code point, in the article that its line cites, inside of the
cited span. Whoever a line names must be the cited speaker, and, where people labelled who said it, their speaker.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.model import Answer, Citation, Kind

_QUOTED = re.compile(r"“([^”]*)”")
_PRONOUN = re.compile(r"\b(?:He|She|They|It|We|I|You|The)\b")
_NUMBERS = re.compile(r"\[(\d+)\]")
_OTHER_MARKS = re.compile(r"[\"„‟«»″＂〝〞❝❞「」‹›`´]|''|(?<!\w)['‘](?=\w)")


@dataclass
class Labels:
    """Who said what, as people labelled it: by article (file name without ending), spans and source."""

    spans: dict[str, list[tuple[int, int, str]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, file: Path) -> Labels:
        """The attributions of a benchmark folder."""
        labels = cls()
        for line in file.read_text("utf-8").splitlines():
            each = json.loads(line)
            pieces = [piece for content in each["content_spans"] for piece in content]
            labels.spans[each["article"]] += [(start, end, " ".join(each["source"])) for start, end in pieces]
        return labels

    def sources(self, article: str, start: int, end: int) -> list[str]:
        """The named sources of whatever labelled content overlaps a span by half."""
        found = [
            source
            for a, b, source in self.spans.get(article, ())
            if min(b, end) - max(a, start) >= 0.5 * min(end - start, b - a)
        ]
        return [source for source in found if re.search(r"\b[A-Z][a-z]", _PRONOUN.sub("", source))]


@dataclass
class Verdict:
    """What is wrong with an answer, and how much was judged."""

    unverified: list[str] = field(default_factory=list)
    wrong_speaker: list[str] = field(default_factory=list)
    against_labels: list[str] = field(default_factory=list)
    quotations: int = 0
    labelled: int = 0
    lines: int = 0


def judged(answer: Answer, labels: Labels | None) -> Verdict:
    """The verdict on an answer that a model wrote."""
    verdict = Verdict()
    by_number = {citation.number: citation for citation in answer.citations}
    for line in answer.text.splitlines():
        numbers = [int(number) for number in _NUMBERS.findall(line)]
        if re.match(r"\d+ statements? checked", line):
            continue
        verdict.lines += 1
        cited = [by_number[number] for number in numbers if number in by_number]
        if not cited or len(cited) != len(numbers):
            verdict.unverified.append(f"cites nothing: {line}")
            continue
        _quotations(line, cited, verdict)
        _speakers(line, cited, labels, verdict)
    return verdict


def _quotations(line: str, cited: list[Citation], verdict: Verdict) -> None:
    outside = _QUOTED.sub(" ", line)
    if _OTHER_MARKS.search(outside):
        verdict.unverified.append(f"other marks: {line}")
    for quoted in _QUOTED.findall(line):
        verdict.quotations += 1
        inside = any(quoted in each.article.text[each.start : each.end] for each in cited)
        spoken = any(each.kind is not Kind.INDIRECT and each.speaker for each in cited)
        if not inside or not spoken:
            verdict.unverified.append(f"not in what it cites: {line}")


def _speakers(line: str, cited: list[Citation], labels: Labels | None, verdict: Verdict) -> None:
    for each in cited:
        if each.speaker is None:
            continue
        surname = each.speaker.split()[-1].casefold()
        if surname not in line.casefold():
            verdict.wrong_speaker.append(f"{each.speaker} isn't named: {line}")
        if labels is None:
            continue
        sources = labels.sources(Path(each.article.path or "").stem, each.start, each.end)
        if sources:
            verdict.labelled += 1
            names = {word for word in each.speaker.casefold().split() if len(word) > 2} - {"the", "iii", "jr."}
            if not any(names & set(re.findall(r"\w+", source.casefold())) for source in sources):
                verdict.against_labels.append(f"{each.speaker}, labelled {sources}: {line}")
