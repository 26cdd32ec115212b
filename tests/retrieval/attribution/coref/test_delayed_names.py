"""Whom an article opens with by what they are, and names later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

Found = Callable[[str], list[Statement]]


def openers(found: list[Statement], words: str) -> set[str | None]:
    return {each.speaker for each in found if words in each.text}


@pytest.mark.parametrize(
    ("opening", "next_one", "name"),
    [
        ("A crane driver says the cable was rusty.", "Ivo Lanner, 44, was at work on Sunday.", "Ivo Lanner"),
        ("The mayor of Corriston has said the cable was rusty.", "Tony Ferraro said he knew.", "Tony Ferraro"),
        ("A senior judge has said the cable was rusty.", "Mrs Justice Orla Quill ruled on it.", "Orla Quill"),
        ("The widow of a lift engineer has said the cable was rusty.", "“I saw it,” said Ona Perrin.", "Ona Perrin"),
        ("The cable was rusty, a senior Ruritanian politician says.", "Karel Brod, who ran, left.", "Karel Brod"),
        ("The cable was rusty, a sheriff said on Monday.", "It broke, Sheriff Dan Mull told us.", "Dan Mull"),
        ("A former inspector told the court the cable was rusty.", "Ms Zola Nkosi, a witness, wept.", "Zola Nkosi"),
    ],
)
def test_whom_an_article_opens_with_is_named_in_the_next_paragraph(
    statements: Found, opening: str, next_one: str, name: str
) -> None:
    """What the first paragraph has "a crane driver" say is his whom the second begins with, or gives the role to."""
    found = statements(f"{opening}\n\n{next_one}\n\nThe lift fell nine floors on Sunday.")
    assert openers(found, "cable was rusty") == {name}


@pytest.mark.parametrize(
    ("opening", "next_one"),
    [
        ("A crane driver says the cable was rusty.", "Mayor Tony Ferraro said he knew."),
        ("A crane driver says the cable was rusty.", "The lift fell. Tony Ferraro was in it."),
        ("A woman has said the cable was rusty.", "Tony Ferraro said he knew."),
        ("A crane driver said she knew the cable was rusty.", "Tony Ferraro said he knew."),
        ("A judge told a builder the cable was rusty.", "Tony Ferraro, 61, stood with bowed head."),
        ("A crane driver and a cook said the cable was rusty.", "Tony Ferraro said he knew."),
        ("A judge has said the cable was rusty.", "Judge Orla Quill heard it. So did a colleague, Judge Ian Wray."),
        ("A spokeswoman said the cable was rusty.", "Ona Perrin said she knew."),
        ("Ona Perrin and a crane driver left. The driver says the cable was rusty.", "Tony Ferraro left."),
    ],
)
def test_another_who_comes_next_is_not_whom_it_opens_with(statements: Found, opening: str, next_one: str) -> None:
    """A name with another office, of another sex, of a second person or behind something else is somebody else's."""
    found = statements(f"{opening}\n\n{next_one}\n\nThe lift fell nine floors on Sunday.")
    assert not {"Tony Ferraro", "Orla Quill", "Ian Wray", "Ona Perrin"} & openers(found, "cable was rusty")


def test_a_noun_in_man_is_somebody_too(statements: Found) -> None:
    """ "A retired lineman" is named later as a driver is."""
    text = "A retired lineman told the council the cable was rusty.\n\nDale Kowal, 71, spoke first.\n\nIt fell."
    assert openers(statements(text), "cable was rusty") == {"Dale Kowal"}
