"""What was told in the order of days."""

from __future__ import annotations

import pytest

from tests.bot.answering.conftest import HOLM, Ask, Other, Report, quotes


@pytest.mark.parametrize("question", ["timeline of the toll bridge", "history of the toll bridge please"])
def test_timeline_is_oldest_first(quarrel: Ask, question: str) -> None:
    """An event of years ago stands before the news, whatever the article's day."""
    shown = quotes(quarrel(question))
    assert "first proposed in 2019" in shown[0]
    assert "changed course" in " ".join(shown[1:])
    assert not any("rye bread" in quote or "Ada Marsh" in quote for quote in shown)


@pytest.mark.parametrize(
    "question",
    [
        "did Holm change his mind about the toll bridge?",
        "how has the plan for the toll bridge changed",
        "what became of the toll bridge",
        "Holm's u-turn on the toll bridge",
    ],
)
def test_change_tells_the_turn_after_what_was_before(quarrel: Ask, question: str) -> None:
    """Both sides of a change, the earlier one first."""
    answer = quarrel(question)
    days = [each.article.published for each in answer.citations]
    assert days == sorted(days)  # type: ignore[type-var]
    assert any("changed course" in quote for quote in quotes(answer))
    assert len(set(days)) == 2


def test_of_somebodys_change_nobody_else_is_heard(quarrel: Ask) -> None:
    """What others say of the same thing is no change of theirs."""
    answer = quarrel("did Holm change his mind about the toll bridge?")
    assert {each.speaker for each in answer.citations} <= {None, HOLM}


def test_what_was_still_to_come_stands_under_the_day_on_which_it_was_told(asked_of: Other) -> None:
    """ "Would begin on Monday" is no event of the Monday before; nor does Monday come before what was told later."""
    ask = asked_of(
        [
            Report(
                "Strike at the docks goes on. Talks to end the dock strike would begin on Monday, the owner said.",
                5,
                [],
            ),
            Report("Strike at the docks ends. A judge ended the dock strike on Thursday.", 7, []),
        ]
    )
    text = ask("timeline of the dock strike").text
    assert "3 Feb 2025" not in text
    assert "10 Feb 2025" not in text
    assert "5 Feb 2025, Harbour News: Talks" in text
    assert text.index("Talks") < text.index("6 Feb 2025: A judge")
