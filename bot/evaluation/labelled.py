"""Labelled conversations, and what is wrong with an answer by them. The keys: tests/labelled/README.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answering.answerer import Answerer
from retrieval.errors import VerbatimError
from retrieval.model import Answer, Citation, Question, Status

Alternatives = str | list[str]
"""One, or several of which any is right."""


class _Label(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cite(_Label):
    """A citation that an answer must hold; what isn't set isn't judged."""

    words: Alternatives | None = None
    speaker: str | None = None
    article: Alternatives | None = None

    def is_met_by(self, citation: Citation) -> bool:
        """Whether this citation is the one that is asked for."""
        quote = folded(citation.quote)
        if self.words is not None and not any(folded(words) in quote for words in either(self.words)):
            return False
        if self.article is not None and Path(citation.article.path or "").name not in either(self.article):
            return False
        return "speaker" not in self.model_fields_set or same_speaker(self.speaker, citation.speaker)


class Turn(_Label):
    """A question and what a right answer to it holds."""

    question: str = Field(min_length=1)
    status: Status | list[Status]
    cites: list[Cite] = []
    first: bool = False
    never: list[str] = Field(default=[], alias="not")
    says: list[Alternatives] = []
    previous: int | None = Field(default=None, ge=1)
    new: bool = False
    suggestions: int = 0


class Conversation(_Label):
    """Turns in one chat, all put on one day."""

    id: str
    kind: int = Field(ge=1, le=9)
    asked: date
    turns: list[Turn] = Field(min_length=1)


def load(path: Path) -> list[Conversation]:
    """The conversations of a file, one a line; ``VerbatimError`` names the file and the line that is none."""
    found = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise VerbatimError(f"{path} can't be read ({error})") from error
    for number, line in enumerate(lines, start=1):
        try:
            found.append(Conversation.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise VerbatimError(f"{path}, line {number}: {where}: {first['msg']}") from error
    return found


def hold(
    answers: Answerer, conversations: Sequence[Conversation]
) -> Iterator[tuple[Conversation, Turn, Answer, list[str]]]:
    """Put every turn of every conversation, each with its answer and what is wrong with that."""
    for conversation in conversations:
        before: Answer | None = None
        for turn in conversation.turns:
            answer = answers.answer(Question(text=turn.question, chat=conversation.id, asked=conversation.asked))
            yield conversation, turn, answer, judge(turn, answer, before)
            before = answer


def judge(turn: Turn, answer: Answer, before: Answer | None = None) -> list[str]:
    """What is wrong with an answer, a line a fault; empty when it is right.

    Args:
        turn: the label.
        answer: what was answered.
        before: the answer to the turn before it in the same chat.
    """
    faults = []
    statuses = turn.status if isinstance(turn.status, list) else [turn.status]
    if answer.status not in statuses:
        faults.append(f"{answer.status} instead of {' or '.join(statuses)}")
    if answer.status is Status.ANSWERED and Status.ANSWERED in statuses:
        faults += _citation_faults(turn, answer.citations, before.citations if before else ())
    text = folded(answer.text)
    for words in turn.says:
        if not any(folded(one).casefold() in text.casefold() for one in either(words)):
            faults.append(f"doesn't say {words!r}")
    for unwanted in map(folded, turn.never):
        if unwanted in text or any(unwanted in folded(citation.quote) for citation in answer.citations):
            faults.append(f"holds {unwanted!r}")
    if len(answer.suggestions) < turn.suggestions:
        faults.append(f"{len(answer.suggestions)} suggestions instead of {turn.suggestions}")
    return faults


def _citation_faults(turn: Turn, given: tuple[Citation, ...], earlier: tuple[Citation, ...]) -> list[str]:
    faults = [f"no citation of {_shown(cite)}" for cite in turn.cites if not any(map(cite.is_met_by, given))]
    if turn.first and not any(cite.is_met_by(given[0]) for cite in turn.cites):
        faults.append(f"first citation is {given[0].quote[:60]!r} by {given[0].speaker}")
    if turn.previous is not None and not (
        len(earlier) >= turn.previous and _overlap(given[0], earlier[turn.previous - 1])
    ):
        faults.append(f"first citation isn't number {turn.previous} of the answer before")
    if turn.new and any(_overlap(one, other) for one in given for other in earlier):
        faults.append("repeats a citation of the answer before")
    return faults


def _shown(cite: Cite) -> str:
    return repr(cite.model_dump(exclude_unset=True))


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end


def same_speaker(labelled: str | None, shown: str | None) -> bool:
    """Whether two names are one speaker: equal, or one is the other without some of its words, as in "Kremlin"."""
    if labelled is None or shown is None:
        return labelled is shown
    one, other = _words(labelled), _words(shown)
    return one <= other or other <= one


def _words(name: str) -> set[str]:
    return set(name.casefold().replace("’", "'").split()) - {"the"}


def folded(text: str) -> str:
    """The text with each run of white space as one blank."""
    return " ".join(text.split())


def either(value: Alternatives) -> list[str]:
    """The alternatives as a list."""
    return [value] if isinstance(value, str) else value
