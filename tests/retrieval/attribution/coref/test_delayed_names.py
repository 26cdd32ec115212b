"""Whom an article opens with by what they are, and names later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article, Statement

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


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("The harbour master repeated that the cable was rusty. Ivo Lanner said he had seen it.", "Ivo Lanner"),
        ("“The cable was rusty,” the dead man’s widow said. “All knew.” Ona Perrin said she was angry.", "Ona Perrin"),
        ("Her brother said the cable was rusty. “All knew,” said Ivo Lanner, a teacher in Orle.", "Ivo Lanner"),
        (
            "The crane’s driver said the cable was rusty. Ivo Lanner, who has driven it since 2010, said all knew.",
            "Ivo Lanner",
        ),
    ],
)
def test_whom_a_paragraph_describes_it_names_next(statements: Found, told: str, name: str) -> None:
    """Who speaks next in it by a new name alone is the one whom it described before; no one of the paragraph above."""
    found = statements(f"Jane Holm, the owner of the lift, said she was sorry.\n\n{told}\n\nIt fell on Sunday.")
    assert openers(found, "cable was rusty") == {name}


@pytest.mark.parametrize(
    "told",
    [
        "The harbour master said the cable was rusty. Ivo Lanner, a fisherman, said he had seen it.",
        "The harbour master said the cable was rusty. Mayor Ivo Lanner said he had seen it.",
        "The harbour master said the cable was rusty. A fisherman agreed. Ivo Lanner said he had seen it.",
        "The harbour master said the cable was rusty. Ivo Lanner was in the lift.",
        "The dead man’s widow said the cable was rusty. Ivo Lanner said he had seen it.",
    ],
)
def test_who_speaks_next_may_be_another(statements: Found, told: str) -> None:
    """One with an office, of another sex, behind somebody else, or who says nothing isn't whom it described."""
    assert "Ivo Lanner" not in openers(statements(f"{told}\n\nIt fell on Sunday."), "cable was rusty")


def test_a_description_introduces_whom_it_is_for(analyst: Analyst) -> None:
    """ "His lawyer was gentler" tells what the one is who speaks next."""
    text = "Sam Lund shouted. His lawyer was gentler. “We will see,” said Ona Perrin."
    told = analyst.analyse(Article(title="A test", text=text)).introductions
    assert ("Ona Perrin", "His lawyer") in {(each.speaker, each.text) for each in told}


def test_a_body_whose_name_is_made_of_the_leads_words_is_nobody_new(statements: Found) -> None:
    """Of its name only a part is in the article's book."""
    text = (
        "salt sales will hurt a pact reached by salt producing villages, a government official said.\n\n"
        "The pact of the Association of Salt Producing Villages (ASPV) aimed to cut the surplus."
    )
    assert [each.speaker for each in statements(text)] == ["a government official"]
