"""Labelled statements: what they hold, and how the statements found in an article fare by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.evaluation.labelled import Alternatives, either, same_speaker
from retrieval.model import Article, Kind, Statement

FITTING = {
    "direct": {Kind.DIRECT},
    # Whether a whole clause in marks after "that" is a part or a whole is a matter of taste.
    "partial": {Kind.PARTIAL, Kind.DIRECT},
    # A reported clause may be one statement with its neighbour that has a quoted fragment.
    "indirect": {Kind.INDIRECT, Kind.PARTIAL},
}


class Label(BaseModel):
    """One line of a file of labelled statements."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    words: str
    kind: Literal["direct", "partial", "indirect", "not_statement"]
    speaker: str | None
    venue: Alternatives | None = None
    said_on: date | None = None


class Outcome(StrEnum):
    """How a label fares."""

    RIGHT = "right"
    WRONG_SPEAKER = "wrong speaker"
    NO_SPEAKER = "no speaker"
    WRONG_KIND = "wrong kind"
    NOT_FOUND = "not found"
    INVENTED = "no statement"


@dataclass(frozen=True)
class Finding:
    """A label with what was found at its words; ``statement`` is the best of them."""

    label: Label
    outcome: Outcome
    statement: Statement | None

    @property
    def venue(self) -> bool | None:
        """Whether the venue is as labelled; None when it isn't judged."""
        if self.statement is None or self.outcome is not Outcome.RIGHT or "venue" not in self.label.model_fields_set:
            return None
        shown = self.statement.venue
        if self.label.venue is None or shown is None:
            return self.label.venue is shown
        return any(words.casefold() in shown.casefold() for words in either(self.label.venue))

    @property
    def day(self) -> bool | None:
        """Whether the day is as labelled; None when it isn't judged."""
        if self.statement is None or self.outcome is not Outcome.RIGHT or "said_on" not in self.label.model_fields_set:
            return None
        return self.statement.said_on == self.label.said_on


def load(path: Path) -> list[Label]:
    """The labels of a file, one a line; ``ValidationError`` for a line that is none."""
    return [Label.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]


def judge(label: Label, article: Article, statements: Sequence[Statement]) -> Finding:
    """How the statements of the label's article fare by it.

    A statement counts when it covers half of the labelled words or more. A direct quotation that anybody else gets is
    wrong even if its speaker gets it too.
    """
    start = article.text.find(label.words)
    if start < 0:
        # A heading that became the title can't be a statement; anything else in the text must be there.
        return Finding(label, Outcome.RIGHT if label.kind == "not_statement" else Outcome.NOT_FOUND, None)
    end = start + len(label.words)
    here = [s for s in statements if 2 * (min(end, s.end) - max(start, s.start)) >= end - start]
    if label.kind == "not_statement":
        spoken = [s for s in here if s.kind is not Kind.INDIRECT]
        return Finding(label, Outcome.INVENTED if spoken else Outcome.RIGHT, spoken[0] if spoken else None)
    if not here:
        return Finding(label, Outcome.NOT_FOUND, None)
    outcomes = [(_outcome(label, s), s) for s in here]
    if label.kind == "direct":
        for outcome, statement in outcomes:
            if outcome is Outcome.WRONG_SPEAKER and statement.kind is Kind.DIRECT:
                return Finding(label, outcome, statement)
    order = list(Outcome)
    outcome, statement = min(outcomes, key=lambda pair: order.index(pair[0]))
    return Finding(label, outcome, statement)


def _outcome(label: Label, statement: Statement) -> Outcome:
    if statement.speaker is None:
        return Outcome.NO_SPEAKER
    if not same_speaker(label.speaker, statement.speaker):
        return Outcome.WRONG_SPEAKER
    return Outcome.RIGHT if statement.kind in FITTING[label.kind] else Outcome.WRONG_KIND


def table(findings: Sequence[Finding]) -> str:
    """What isn't right, a line each."""
    lines = []
    for finding in findings:
        label, found = finding.label, finding.statement
        wrong = [] if finding.outcome is Outcome.RIGHT else [finding.outcome.value]
        if found is not None and finding.venue is False:
            wrong.append(f"venue {found.venue!r}, labelled {label.venue!r}")
        if found is not None and finding.day is False:
            wrong.append(f"said on {found.said_on}, labelled {label.said_on}")
        if wrong:
            shown = f"{found.kind} by {found.speaker}" if found else "-"
            lines.append(
                f"{label.file[:28]:28} {label.kind:8} {label.speaker!s:22.22} {label.words[:44]!r:46} "
                f"{shown}: {'; '.join(wrong)}"
            )
    return "\n".join(lines)
