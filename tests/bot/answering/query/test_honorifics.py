""" "Mr." and "Mrs." tell namesakes apart where the articles' own words do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.model import Status
from tests.bot.answering.conftest import ERIK, MARA, Ask, Report, Said

Other = Callable[[Sequence[Report]], Ask]

LINDQVISTS = [
    Report(
        "Ferry. “The ice is thick,” Mrs. Lindqvist said. “It will stay,” she said. “Ask us,” Mr. Lindqvist said.",
        10,
        [
            Said("“The ice is thick,”", MARA, mention="Mrs. Lindqvist"),
            Said("“It will stay,”", MARA, mention="she"),
            Said("“Ask us,”", ERIK, mention="Mr. Lindqvist"),
        ],
    ),
    *(
        Report(f"Ice {n}. “Day {n} of ice,” Mara Lindqvist said.", 11, [Said(f"“Day {n} of ice,”", MARA)])
        for n in range(20)
    ),
]


def test_an_honorific_decides_between_namesakes(asked_of: Other) -> None:
    """Also for one whom the other is quoted far more often than; follow-ups stay with whom was meant."""
    ask = asked_of(LINDQVISTS)
    assert {each.speaker for each in ask("what did Mr. Lindqvist say").citations} == {ERIK}
    assert {each.speaker for each in ask("what else did he say").citations} <= {ERIK}
    assert {each.speaker for each in ask("what did mrs lindqvist say about ice").citations} == {MARA}


def test_an_honorific_that_fits_nobody_decides_nothing(ask: Ask) -> None:
    """Where the articles call neither so, the person is asked."""
    assert ask("what did Mr. Lindqvist say").status in {Status.CLARIFY, Status.ANSWERED}
    assert ask("what did Lindqvist say", None).status is Status.CLARIFY


def test_friends_of_somebody_are_no_namesake(asked_of: Other) -> None:
    """ "Friends of Mr. Holm" aren't called Holm."""
    ask = asked_of(
        [
            Report("A. “Yes,” Jon Holm said.", 10, [Said("“Yes,”", "Jon Holm")]),
            Report("B. “No,” Friends of Mr. Holm said.", 11, [Said("“No,”", "Friends of Mr. Holm")]),
        ]
    )
    answer = ask("what did Holm say")
    assert (answer.status, {each.speaker for each in answer.citations}) == (Status.ANSWERED, {"Jon Holm"})
