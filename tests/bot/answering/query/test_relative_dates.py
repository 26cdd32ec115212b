"""What was said in some days: by whomever, or by one who said much since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from retrieval.model import Answer, Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Report, Said

Other = Callable[[Sequence[Report]], Ask]


def speakers(answer: Answer) -> set[str | None]:
    return {each.speaker for each in answer.citations} - {None}


@pytest.mark.parametrize(
    ("question", "asked", "said_by"),
    [
        ("what was said yesterday", 13, {ERIK}),
        ("who said what yesterday", 13, {ERIK}),
        ("quotes from yesterday", 13, {ERIK}),
        ("what did people say on Tuesday", 14, {HOLM}),
        ("what was said last week", 17, {MARA, HOLM, ERIK, "Will Price"}),
        ("what was said about the bridge yesterday", 13, {ERIK}),
        ("what was said about the bridge", 14, {ERIK, HOLM}),
    ],
)
def test_what_was_said_by_anybody(question: str, asked: int, said_by: set[str], ask: Ask) -> None:
    """Seen from the day on which it is asked, each under their own name."""
    answer = ask(question, asked=date(2025, 2, asked))
    assert answer.status is Status.ANSWERED, answer.text
    assert speakers(answer) == said_by


def test_days_in_which_nothing_was_said(ask: Ask) -> None:
    """The refusal tells which days were meant."""
    answer = ask("what was said in the summer of 2016")
    assert answer.status is Status.REFUSED
    assert "1 Jun 2016 to 31 Aug 2016" in answer.text


def test_everybody_comes_to_word_before_anybody_twice(asked_of: Other) -> None:
    """An article full of quotes leaves room for the others."""
    many = [f"“Point {n} matters to the island,”" for n in range(8)]
    ask = asked_of(
        [
            Report("Many. " + " ".join(f"{each} Holm said." for each in many), 11, [Said(each, HOLM) for each in many]),
            Report("One. “The ice is thick,” Mara Lindqvist said.", 10, [Said("“The ice is thick,”", MARA)]),
        ]
    )
    assert speakers(ask("what was said this week")) == {HOLM, MARA}


def test_much_that_was_said_since_hides_nothing(asked_of: Other) -> None:
    """Days are found behind as many newer statements as there may be."""
    newer = [f"“Point {n} matters to the island,”" for n in range(40)]
    ask = asked_of(
        [
            Report("Old. “The ice is thick,” Holm said.", 1, [Said("“The ice is thick,”", HOLM)]),
            Report(
                "New. " + " ".join(f"{each} Holm said." for each in newer), 12, [Said(each, HOLM) for each in newer]
            ),
        ]
    )
    assert [each.quote for each in ask("what did Holm say on 1 February").citations] == ["“The ice is thick,”"]
