"""Buttons below messages, and what a press of one says.

A button's data names no chat, message or question: which answer it belongs to is told by the message that it hangs on,
as Telegram reports it, so no data that a stranger makes up can name another chat's answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.drafting.line_builder import day
from bot.telegram_chat.chrome import local
from bot.telegram_chat.views.markup import is_blank, one_line, sendable
from bot.telegram_chat.views.passage_card import copyable
from prompts import replies
from retrieval.model import Answer, Kind, Status

_LABEL = 64
# Code points of a suggestion on a button: two lines on a phone.
_MOST_SUGGESTIONS = 8
_MOST_COPIES, _IN_A_ROW = 8, 4
_MOST_UNFOLLOWED = 3

DATA_BYTES = 64
"""Most bytes that a button carries (Bot API, InlineKeyboardButton)."""

FOLLOW, UNFOLLOW = "follow:", "unfollow:"
"""What stands before a name on a button that is about following it."""

_DATA = re.compile(r"([a-z]{1,12})(?::([0-9]{1,4}))?")


class Does(StrEnum):
    """What a press asks for."""

    PASSAGE = "passage"
    BACK = "back"
    COPY = "copy"
    MORE = "more"
    GOOD = "good"
    BAD = "bad"
    ASK = "ask"
    SHARE = "share"
    STOP = "stop"
    MISSED = "missed"
    FILE = "file"
    STATEMENT = "statement"


@dataclass(frozen=True)
class Press:
    """A press of a button.

    ``number``: of the citation or the suggestion, from 1; of the message that was missed, from 1 for the answer's last
    one; 0: of none.
    """

    does: Does
    number: int = 0

    @property
    def data(self) -> str:
        """What the button carries; far below the 64 bytes that Telegram allows."""
        return f"{self.does}:{self.number}" if self.number else str(self.does)


def pressed(data: object) -> Press | None:
    """What a button's data says; None when it isn't ours."""
    found = _DATA.fullmatch(data) if isinstance(data, str) else None
    if found is None or found[1] not in {each.value for each in Does}:
        return None
    return Press(Does(found[1]), int(found[2] or 0))


def below_answer(answer: Answer, *, more: bool = True) -> InlineKeyboardMarkup | None:
    """The buttons of an answer: its passages and what to do with it, or what to ask instead.

    Args:
        answer: the answer.
        more: offer what was found besides, where there is any.
    """
    rows = [[_button(label, Press(Does.ASK, number))] for number, label in _suggested(answer)]
    if answer.citations:
        first = [_button(local(replies.BUTTON_SOURCES), Press(Does.PASSAGE, 1))]
        if any(each.kind is not Kind.PASSAGE for each in answer.citations):
            first.append(_button(local(replies.BUTTON_FILE), Press(Does.FILE)))
        count = min(len(answer.citations), _MOST_COPIES)
        if count == 1:
            rows.append([*first, copy_button(answer, 1)])
        else:
            labels = [replies.BUTTON_COPY_ONE.format(number=number) for number in range(1, count + 1)]
            copies = [copy_button(answer, number, label) for number, label in enumerate(labels, start=1)]
            rows.extend([first, *(copies[at : at + _IN_A_ROW] for at in range(0, count, _IN_A_ROW))])
    if answer.status in {Status.ANSWERED, Status.REFUSED}:
        last = [
            _button("👍", Press(Does.GOOD)),
            _button("👎", Press(Does.BAD)),
            _button(local(replies.BUTTON_SHARE), Press(Does.SHARE)),
        ]
        if more and answer.more:
            shown = answer.shown or len(answer.citations)  # a list of speakers or articles shows no statements
            label = local(replies.BUTTON_MORE).format(shown=shown, found=shown + answer.more)
            rows.append([_button(label, Press(Does.MORE))])  # in a row with others it would be cut on a phone
        rows.append(last)
    return keyboard(rows)


def below_timeline(answer: Answer) -> InlineKeyboardMarkup | None:
    """The buttons below a chart: each cited statement by its day and outlet, or what can be asked about it."""
    rows = [[_button(label, Press(Does.ASK, number))] for number, label in _suggested(answer)]
    for citation in answer.citations[:_MOST_SUGGESTIONS]:
        when = citation.said_on or citation.article.published
        parts = [day(when) if when else "", sendable(citation.article.publisher or citation.article.title)]
        label = one_line(" · ".join(part for part in parts if part), _LABEL)
        if not is_blank(label):
            rows.append([_button(label, Press(Does.STATEMENT, citation.number))])
    return keyboard(rows)


def below_alert(answer: Answer, followed: Iterable[str]) -> InlineKeyboardMarkup:
    """The buttons of new statements: those of an answer, and one to unfollow each name or topic that they are for."""
    rows = list(answers.inline_keyboard) if (answers := below_answer(answer)) is not None else []
    for name in list(dict.fromkeys(followed))[:_MOST_UNFOLLOWED]:
        data = f"{UNFOLLOW}{name}"
        if len(data.encode()) <= DATA_BYTES:
            label = one_line(replies.BUTTON_UNFOLLOW.format(name=sendable(name)), _LABEL)
            rows.append((InlineKeyboardButton(label, callback_data=data),))
    return InlineKeyboardMarkup(rows)


def below_writing() -> InlineKeyboardMarkup:
    """The button of an answer that waits for a model."""
    return InlineKeyboardMarkup([[_button(local(replies.BUTTON_STOP), Press(Does.STOP))]])


def below_offer(behind: int) -> InlineKeyboardMarkup:
    """The button that shows a message of an answer that may not have arrived; ``behind``: how many come after it."""
    return InlineKeyboardMarkup([[_button(local(replies.BUTTON_SHOW), Press(Does.MISSED, behind + 1))]])


def below_passage(answer: Answer, number: int) -> InlineKeyboardMarkup | None:
    """The buttons of the passage of citation ``number``: to the one before, the one behind, and back."""
    count = len(answer.citations)
    pages = []
    if count > 1:
        before, behind = (number - 2) % count + 1, number % count + 1
        pages = [
            _button("‹", Press(Does.PASSAGE, before)),
            _button(f"{number} / {count}", Press(Does.PASSAGE, number)),
            _button("›", Press(Does.PASSAGE, behind)),
        ]
    return keyboard([pages, [_button(local(replies.BUTTON_BACK), Press(Does.BACK)), copy_button(answer, number)]])


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Rows of buttons, those without any left out; None where there is none."""
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None


def paging(prefix: str, start: int, page: int, *, more: bool) -> list[InlineKeyboardButton]:
    """The buttons to the pages of a list before and behind the one from ``start`` on, which carry where that begins.

    Args:
        prefix: what stands before that in their data.
        start: how many are before this page.
        page: how many are on a page.
        more: some are behind it.
    """
    turns = [("‹", max(0, start - page))] if start else []
    turns += [("›", start + page)] if more else []
    return [InlineKeyboardButton(label, callback_data=f"{prefix}{at}") for label, at in turns]


def copy_button(answer: Answer, number: int, label: str = "") -> InlineKeyboardButton:
    """Copies a quote with its attribution; a quote too long for a button is sent, to be copied from there."""
    label = label or local(replies.BUTTON_COPY)
    text = copyable(answer.citations[number - 1])
    if text is None:
        return _button(label, Press(Does.COPY, number))
    return InlineKeyboardButton(label, copy_text=CopyTextButton(text))


def copy_only(answer: Answer, number: int) -> list[InlineKeyboardButton]:
    """The button that copies one quote; none where the quote is too long for one."""
    text = copyable(answer.citations[number - 1])
    return [] if text is None else [InlineKeyboardButton(local(replies.BUTTON_COPY), copy_text=CopyTextButton(text))]


def _suggested(answer: Answer) -> list[tuple[int, str]]:
    """The suggestions that a person may tap instead of typing, each with its number."""
    if answer.status is Status.ANSWERED:
        return []
    labels = [one_line(sendable(each), _LABEL) for each in answer.suggestions[:_MOST_SUGGESTIONS]]
    return [(number, label) for number, label in enumerate(labels, start=1) if not is_blank(label)]


def _button(label: str, press: Press) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=press.data)
