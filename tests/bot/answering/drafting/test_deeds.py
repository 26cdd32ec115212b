"""Who does something to whom in a question, and in a sentence."""

from __future__ import annotations

import pytest

from bot.answering.drafting.deeds import Deed

SUED = "why did Holm sue the harbour council?"


@pytest.mark.parametrize(
    ("question", "sentence", "order"),
    [
        (SUED, "Jon Holm sued the Northport harbour council on Monday.", 1),
        (SUED, "The harbour council sued Jon Holm on Monday.", -1),
        (SUED, "Jon Holm was sued by the harbour council.", -1),
        (SUED, "The harbour council, sued by Holm, won.", 1),
        (SUED, "The harbour council filed a suit against Holm.", -1),
        (SUED, "The harbour council won, said Holm.", 0),
        (SUED, "The council of Osby sued the baker.", 0),
        ("when the council sued Holm, how much did it want", "Holm sued the council.", -1),
        ("when was Holm beaten by Berg", "Berg beat Holm.", 1),
        ("when was Holm beaten by Berg", "Holm beat Berg in three sets.", -1),
        ("how did rovers beat united", "United won the cup after beating Rovers 2-0.", -1),
        ("how did rovers beat united", "Rovers beat United, but United had beaten Rovers before.", 1),
        ("why did Holm resign", "Holm sued the council.", 0),
        ("how much did Holm pay", "Holm paid the council 40 crowns.", 0),
    ],
)
def test_who_does_it_to_whom(question: str, sentence: str, order: int) -> None:
    """Told so, the other way round, or not at all."""
    assert Deed(question).order(sentence) == order


@pytest.mark.parametrize("letter", "yesx")
def test_a_letter_alone_is_a_deed_like_any_other(letter: str) -> None:
    """A stranger's question may hold one, which has no letter before its last."""
    assert Deed(f"why did Holm {letter} the council?").order(f"The council {letter} Holm.") == -1
