"""Buttons below messages, and what a press of one says."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardMarkup

from bot.telegram_chat.views.keyboards import (
    Does,
    Press,
    below_alert,
    below_answer,
    below_offer,
    below_passage,
    below_writing,
    copy_button,
    copy_only,
    pressed,
)
from retrieval.model import Answer, Article, Citation, Kind, Status

ARTICLE = Article(title="Ice", text="“The ice is thick,” said Mara Lindqvist. " + "A long quote. " * 30)


def cited(count: int, status: Status = Status.ANSWERED, **more: object) -> Answer:
    spans = [(0, 19), *((41, 41 + 14 * 30 - 1) for _ in range(count - 1))][:count]
    citations = tuple(
        Citation(
            number=number,
            article=ARTICLE,
            quote=ARTICLE.text[start:end],
            start=start,
            end=end,
            kind=Kind.DIRECT,
            speaker="Mara Lindqvist",
        )
        for number, (start, end) in enumerate(spans, start=1)
    )
    return Answer(question="?", status=status, text="A text.", citations=citations, **more)  # type: ignore[arg-type]


def data(markup: InlineKeyboardMarkup | None) -> list[list[object]]:
    """What each button of each row carries; a copied text for one that copies."""
    assert markup is not None
    return [
        [each.callback_data or (each.copy_text and each.copy_text.text) for each in row]
        for row in markup.inline_keyboard
    ]


@pytest.mark.parametrize("press", [Press(Does.BACK), Press(Does.PASSAGE, 3), Press(Does.MISSED, 9999)])
def test_a_press_says_what_its_button_carries(press: Press) -> None:
    """Far within the 64 bytes that Telegram allows."""
    assert pressed(press.data) == press
    assert len(press.data.encode()) < 64


@pytest.mark.parametrize(
    "made_up", [None, 5, "", "nothing", "passage:", "passage:x", "passage:12345", "PASSAGE", "a:1:2"]
)
def test_made_up_data_says_nothing(made_up: object) -> None:
    """A stranger may send any."""
    assert pressed(made_up) is None


def test_an_answer_leads_to_its_sources() -> None:
    """Its passages, its quotes as a file and to copy, an opinion, a link to share; more only where there is more."""
    first, copies, last = data(below_answer(cited(2)))
    assert first == ["passage:1", "file"]
    assert ["“The ice is thick,”" in str(copies[0]), copies[1]] == [True, "copy:2"]
    assert last == ["good", "bad", "share"]
    found_more = cited(2, more=3)
    assert data(below_answer(found_more))[-2:] == [["more"], ["good", "bad", "share"]]
    assert data(below_answer(found_more, more=False))[-1] == ["good", "bad", "share"]


def test_a_refusal_offers_what_can_be_asked() -> None:
    """One a row, at most eight, none that nobody could read; an answer offers none."""
    suggestions = ("What did Holm say?", " ", *(f"question {n}" for n in range(9)))
    refused = Answer(question="?", status=Status.REFUSED, text="No.", suggestions=suggestions)
    rows = data(below_answer(refused))
    assert rows[:2] == [["ask:1"], ["ask:3"]]
    assert len(rows) == 7 + 1
    assert data(below_answer(cited(1, suggestions=suggestions)))[0][0] == "passage:1"


def test_help_without_suggestions_has_no_buttons() -> None:
    """Nobody has an opinion of a greeting."""
    assert below_answer(Answer(question="?", status=Status.HELP, text="Hello.")) is None


@pytest.mark.parametrize(("number", "before", "behind"), [(1, 3, 2), (2, 1, 3), (3, 2, 1)])
def test_passages_are_paged_round(number: int, before: int, behind: int) -> None:
    """From the last to the first."""
    pages, back = data(below_passage(cited(3), number))
    assert pages == [f"passage:{before}", f"passage:{number}", f"passage:{behind}"]
    assert back[0] == "back"


def test_one_passage_has_no_pages() -> None:
    """Only the way back, and its quote."""
    [[back, copied]] = data(below_passage(cited(1), 1))
    assert back == "back"
    assert "“The ice is thick,”" in str(copied)


def test_a_quote_that_is_too_long_to_copy_by_a_button_is_sent() -> None:
    """Telegram takes 256 characters."""
    answer = cited(2)
    assert copy_only(answer, 2) == []
    assert copy_button(answer, 2).callback_data == "copy:2"
    assert len(copy_only(answer, 1)) == 1


def test_new_statements_can_be_unfollowed_below_them() -> None:
    """Each name once, three at most; one that no button holds has none."""
    rows = data(below_alert(cited(1), ["Holm", "Holm", "x" * 70, "Lund", "Roe", "Moe"]))
    assert rows[-2:] == [["unfollow:Holm"], ["unfollow:Lund"]]
    assert rows[0][0] == "passage:1"


def test_what_grows_can_be_stopped_and_what_was_missed_be_shown() -> None:
    """The message that was missed is counted from the answer's end."""
    assert data(below_writing()) == [["stop"]]
    assert data(below_offer(behind=2)) == [["missed:3"]]
