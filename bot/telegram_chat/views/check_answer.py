"""What a check says of somebody's words, as an answer: a line an item, and the places in the articles below it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.drafting.line_builder import day
from bot.checking.checked_draft import CheckedDraft, Item, Verdict
from bot.telegram_chat.views.markup import one_line
from prompts import replies
from retrieval.lang.quotation_marks import unmarked
from retrieval.model import Answer, Citation, Question, Status

ENGINE = "check"
"""``Answer.engine`` of a check."""

MOST_ITEMS = 12
"""Items of one answer; of more, those that aren't verbatim come first."""

_MOST_SOURCES = 2
# Places of one item.
_MOST_DIFFERENCES = 4
_WORDS, _NAME = 160, 80
# Code points of an item, and of a name or of words that differ.


def answer_of(checked: CheckedDraft, question: Question) -> Answer:
    """The answer to a question that stands for a draft.

    The draft's own words stand in it without quotation marks: in those, an answer has articles' words only.
    """
    if not checked.items:
        return Answer(question=question.text, status=Status.REFUSED, engine=ENGINE, text=replies.NO_QUOTATIONS)
    shown = _shown(checked.items)
    citations: list[Citation] = []
    lines = [checked.counted] if len(checked.items) > 1 else []
    for item in shown:
        numbers = [_number(source, citations) for source in item.sources[:_MOST_SOURCES]]
        verdict = " ".join([_verdict(item), *(f"[{number}]" for number in dict.fromkeys(numbers))])
        words = one_line(unmarked(item.text), _WORDS)
        lines.append(f"» {words}\n{verdict}" if len(checked.items) > 1 else verdict)
    if left_out := len(checked.items) - len(shown):
        lines.append(replies.AND_MORE.format(n=left_out))
    return Answer(
        question=question.text,
        status=Status.ANSWERED if citations else Status.REFUSED,
        text="\n\n".join(lines),
        engine=ENGINE,
        citations=tuple(citations),
        shown=len(shown),
    )


def _shown(items: Sequence[Item]) -> Sequence[Item]:
    """Those that one answer has room for, in the order of the draft."""
    first = sorted(items, key=lambda each: each.verdict in (Verdict.VERBATIM, Verdict.COMPARE))[:MOST_ITEMS]
    return sorted(first, key=lambda each: each.start)


def _number(source: Citation, citations: list[Citation]) -> int:
    """The number of a place in the articles; the same place has one."""
    for each in citations:
        if (each.article.id, each.start, each.end) == (source.article.id, source.start, source.end):
            return each.number
    citations.append(source.model_copy(update={"number": len(citations) + 1}))
    return len(citations)


def _verdict(item: Item) -> str:
    source = item.sources[0] if item.sources else None
    who = one_line(source.speaker, _NAME) if source is not None and source.speaker else ""
    match item.verdict:
        case Verdict.VERBATIM:
            return replies.CHECKED_VERBATIM.format(by=_by(source)) + _noted(item)
        case Verdict.ALTERED:
            return replies.CHECKED_ALTERED.format(differences=_differences(item))
        case Verdict.OTHER_SPEAKER if who and item.speaker:
            return replies.CHECKED_OTHER.format(who=who, speaker=one_line(unmarked(item.speaker), _NAME))
        case Verdict.NOT_FOUND:
            return replies.CHECKED_NOT_FOUND_NEAR if source is not None else replies.CHECKED_NOT_FOUND
        case Verdict.COMPARE:
            return replies.CHECKED_COMPARE if source is not None else replies.CHECKED_NOTHING_LIKE + _noted(item)
        case _:
            return replies.CHECKED_OTHERWISE.get(item.verdict, f"⚠️ {item.verdict}") + _noted(item)


def _differences(item: Item) -> str:
    """The words of the draft, and what the articles have in their place."""
    pairs = [
        replies.CHECKED_DIFFERENCE.format(draft=_words(draft), source=_words(theirs))
        for draft, theirs in item.differences[:_MOST_DIFFERENCES]
    ]
    more = len(item.differences) - len(pairs)
    return ", ".join([*pairs, *([replies.AND_MORE.format(n=more)] if more > 0 else [])])


def _words(words: str) -> str:
    return one_line(unmarked(words), _NAME) or replies.CHECK_NOTHING


def _by(source: Citation | None) -> str:
    """Who said it, and in which outlet and when it stands."""
    if source is None:
        return ""
    article = source.article
    parts = [source.speaker, article.publisher, article.published and day(article.published)]
    told = ", ".join(one_line(part, _NAME) for part in parts if part)
    return f": {told}" if told else ""


def _noted(item: Item) -> str:
    return f" ({unmarked(item.note)})" if item.note else ""
