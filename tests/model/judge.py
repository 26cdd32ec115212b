"""A judge of answers that shares no code with the gate: it reads an answer as a person does who has the articles.

What a line shows must be, code point for code point, what it cites; beside that it may have no quotation marks of its
own. A statement's line must begin with the cited speaker; where people labelled who said it, that must be their source.
What isn't cited must stand in the answer without a model, or be a topic in words of the question or of the evidence.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.model import Answer, Citation, Kind

_PRONOUN = re.compile(r"\b(?:He|She|They|It|We|I|You|The)\b")
_NUMBERS = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"[\"“”„‟«»″＂〝〞❝❞「」‹›`´]|''|(?<!\w)['‘](?=\w)")
_HEADING = re.compile(r"On (?P<topic>.+):")
_SHOWN = "\ue000"
_SAME_STEM = 4
"""Letters by which a word is known again in another form."""

_JOINS = {"about", "after", "before", "during", "from", "over", "with"}


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
    lines: int = 0
    headings: int = 0
    labelled: int = 0


def judged(answer: Answer, without: Answer, labels: Labels | None) -> Verdict:
    """The verdict on an answer that a model laid out; ``without``: the answer to the same question without one."""
    verdict = Verdict()
    by_number = {citation.number: citation for citation in answer.citations}
    text = answer.text
    for citation in sorted(answer.citations, key=lambda each: -len(each.quote)):
        text = text.replace(citation.quote, _SHOWN)
    for line in text.splitlines():
        numbers = [int(number) for number in _NUMBERS.findall(line)]
        cited = [by_number[number] for number in numbers if number in by_number]
        if len(cited) != len(numbers):
            verdict.unverified.append(f"cites nothing: {line}")
        elif cited:
            verdict.lines += 1
            _line(line, cited, labels, verdict)
        elif line not in without.text.splitlines():
            verdict.headings += 1
            _heading(line, answer, verdict)
    return verdict


def _line(line: str, cited: list[Citation], labels: Labels | None, verdict: Verdict) -> None:
    if _MARKS.search(line):
        verdict.unverified.append(f"marks of its own: {line}")
    if _SHOWN not in line and not line.startswith("See also"):
        verdict.unverified.append(f"shows nothing that it cites: {line}")
    for each in cited:
        if each.speaker is None:
            continue
        if each.kind is Kind.PASSAGE or not line.startswith(each.speaker):
            verdict.wrong_speaker.append(f"{each.speaker} isn't who it names: {line}")
        sources = labels.sources(Path(each.article.path or "").stem, each.start, each.end) if labels else []
        if sources:
            verdict.labelled += 1
            names = {word for word in each.speaker.casefold().split() if len(word) > 2} - {"the", "iii", "jr."}
            if not any(names & set(re.findall(r"\w+", source.casefold())) for source in sources):
                verdict.against_labels.append(f"{each.speaker}, labelled {sources}: {line}")


def _heading(line: str, answer: Answer, verdict: Verdict) -> None:
    found = _HEADING.fullmatch(line)
    known = " ".join([answer.question, *(f"{each.speaker} {each.quote}" for each in answer.citations)]).casefold()
    words = re.findall(r"[^\W_]+", found["topic"].casefold()) if found else []
    if not words or _MARKS.search(line) or any(word[:_SAME_STEM] not in known for word in set(words) - _JOINS):
        verdict.unverified.append(f"a heading of other words: {line}")
