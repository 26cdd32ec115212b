"""What a model chooses of the evidence, in which order, under which headings; the lines are the articles' own words.

Nothing that the model writes is shown but headings, and those only where each of their words stands in the question or
in the evidence below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, OnErrorOmit

from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.generation.context import Item
from bot.answering.generation.structured import Form
from prompts import replies
from retrieval.lang.en.function_words import DETERMINERS, NEGATIONS
from retrieval.lang.en.question_words import JOINS_A_TOPIC
from retrieval.lang.en.speech_verbs import SAY
from retrieval.lang.quotation_marks import FOLDED, unmarked
from retrieval.lang.tokens import terms, words
from retrieval.model import Article

MOST_SHOWN = 8
"""Lines of an answer: a phone's screen and a half."""

LONGEST_HEADING = 8
"""Words."""

MOST_MARKED = 0.5
"""Share of what is shown up to which words are marked in it; more would point at nothing."""

_HEADING = re.compile(r"[\w\s,'’&–-]+")
_LEADING = re.compile(r"(?:on|about|regarding)\b\s*", re.IGNORECASE)


_Text = Annotated[str, BeforeValidator(lambda value: value or "")]
"""A text that may be missing, or null. How long it may be is only asked for: what is longer is taken all the same."""


class Choice(BaseModel):
    """A piece of evidence by its number, and at will the words in it that answer."""

    evidence: int
    quote: _Text = Field("", json_schema_extra={"maxLength": 300})


class Section(BaseModel):
    """What belongs together, in the order to show."""

    heading: _Text = Field("", json_schema_extra={"maxLength": 60})
    items: list[OnErrorOmit[Choice]]


class Outline(BaseModel):
    """An answer as a model lays it out."""

    sections: list[OnErrorOmit[Section]]


def form(items: Sequence[Item]) -> Form[Outline]:
    """What a model is to fill in for this evidence; words are picked only out of passages, which may be cut."""
    schema = Outline.model_json_schema()
    fields = schema["$defs"]["Choice"]["properties"]
    fields["evidence"]["enum"] = [item.number for item in items]
    if not any(item.cut for item in items):
        del fields["quote"]
    return Form(Outline, schema, lambda outline: unusable(outline, items))


@dataclass(frozen=True)
class Outlined:
    """The draft that an outline makes, how many of its items it shows, and how many were left out."""

    draft: Draft
    shown: int
    left_out: int


def unusable(outline: Outline, items: Sequence[Item]) -> str | None:
    """What is wrong with an outline of which nothing can be shown, as the model is told; an empty one is right."""
    numbers = {item.number for item in items}
    named = [each.evidence for section in outline.sections for each in section.items]
    if not outline.sections or numbers & set(named):
        return None
    return f'no item has the number of a piece of evidence: "evidence" must be one of {sorted(numbers)}'


def laid_out(outline: Outline, items: Sequence[Item], draft: Draft, question: str, builder: LineBuilder) -> Outlined:
    """The draft in the order of an outline; what that doesn't name waits for "more".

    Args:
        outline: the model's.
        items: the evidence by its numbers.
        draft: the answer without a model.
        question: as it was put.
        builder: makes the lines.
    """
    by_number = {item.number: item for item in items}
    lines: list[Line] = []
    sections: list[tuple[str, list[Line]]] = []
    named: set[int] = set()
    left_out = 0
    for section in outline.sections:
        held: list[Line] = []
        for each in section.items:
            item = by_number.get(each.evidence)
            if item is None or len(lines) == MOST_SHOWN or (item.number in named and not item.cut):
                left_out += 1
                continue
            named.add(item.number)
            line = _line(each, item, builder)
            if _shown(line, lines):
                left_out += 1
            else:
                held.append(line)
                lines.append(line)
        if held:
            sections.append((section.heading, held))
    if len(sections) > 1:
        headed = ((replace(held[0], heading=heading(text, question, held)), *held[1:]) for text, held in sections)
        lines = [line for held in headed for line in held]
    rest = [line for line in (*draft.lines, *draft.rest) if not line.points and not _shown(line, lines)]
    pointing = [_besides(line, lines) for line in draft.lines if line.points]
    pointing = [line for line in pointing if line.evidence]
    return Outlined(replace(draft, lines=(*lines, *pointing), rest=tuple(rest)), len(lines), left_out)


def _shown(line: Line, lines: Sequence[Line]) -> bool:
    """Whether something of what a line shows is shown by one of these."""
    return any(overlap(one.key, other.key) for each in lines for one in each.evidence for other in line.evidence)


def _besides(line: Line, lines: Sequence[Line]) -> Line:
    """A line that points to articles, without those that these show."""
    shown = {evidence.article.id for each in lines for evidence in each.evidence}
    return replace(line, evidence=tuple(each for each in line.evidence if each.article.id not in shown))


def _line(choice: Choice, item: Item, builder: LineBuilder) -> Line:
    """The line of a piece of evidence.

    Of a passage those sentences are shown in which the chosen words stand; a statement and an introduction are shown
    whole, and so is a passage that doesn't have the words.
    """
    evidence = item.evidence
    found = _found(choice.quote, evidence.copied())
    if found is None:
        return item.line
    start, end = (evidence.span.start + at for at in found)
    line = builder.sentence(evidence.article, start, end) if item.cut else item.line
    return _marked(line, evidence.article, start, end)


def _found(quote: str, text: str) -> tuple[int, int] | None:
    """Where whole words stand in a text, to the letter but for white space and the kind of marks; None: nowhere."""
    called = unmarked(quote).translate(FOLDED).strip(" '.,;…").split()
    if not called:
        return None
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, called)) + r"(?!\w)"
    found = re.search(pattern, text.translate(FOLDED))
    return found.span() if found else None


def _marked(line: Line, article: Article, start: int, end: int) -> Line:
    """A line whose evidence has words marked that are a small part of it."""
    return replace(
        line,
        evidence=tuple(
            replace(each, marks=((start, end),))
            if each.article.id == article.id
            and each.span.start <= start
            and end <= each.span.end
            and end - start <= MOST_MARKED * (each.span.end - each.span.start)
            else each
            for each in line.evidence
        ),
    )


def heading(text: str, question: str, lines: Sequence[Line]) -> str:
    """A model's heading as a topic ("On the bridge:"); empty where one of its words isn't the question's or the lines'.

    It holds no verb of speech, no negation, no auxiliary and no quotation marks, so that it tells nothing.
    """
    text = _LEADING.sub("", " ".join(text.split())).strip(" ,'’&–-:.")
    called = words(text)
    if not 0 < len(called) <= LONGEST_HEADING or not _HEADING.fullmatch(text) or unmarked(text) != text:
        return ""
    held = set(terms(" ".join([question, *(line.text for line in lines)])))
    is_topic = terms(called[-1]) and (terms(called[0]) or called[0] in DETERMINERS)
    is_held = all(held.issuperset(terms(word)) and (terms(word) or word in JOINS_A_TOPIC) for word in called)
    tells = any(word in SAY or word in NEGATIONS or "'" in word for word in called)
    return replies.ON_TOPIC_HEADING.format(topic=text) if is_topic and is_held and not tells else ""
