"""Speakers by a role, in whatever words for it, and by "Mr." and "Mrs."."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bot.answering.answerer import Answerer
from bot.answering.query import descriptions
from retrieval.model import Status
from tests.bot.answering.conftest import ERIK, MARA, Ask, LibraryOf, Report, Said
from tests.bot.answering.dialogue.quarry import IDA, OLE, QUARRY, RUTH, TOM

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


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("Tarrant, the MP,", ["too narrow"]),
        ("the MP Tarrant", ["too narrow"]),
        ("coach Tarrant", ["We ran"]),
        ("Tarrant (the coach)", ["We ran"]),
        ("Tarrant", ["Which one"]),
        ("Tarrant, the dentist,", ["Which one"]),
    ],
)
def test_a_role_decides_between_namesakes(role: str, said: list[str], asked_of: Other) -> None:
    """Before the name or behind it, by any of its names; one that neither has decides nothing."""
    member, coach = "the member of parliament John Tarrant", "coach Ann Tarrant"
    reports = [
        Report(
            f"Road. “It is too narrow,” said {member}.",
            10,
            [Said("“It is too narrow,”", "John Tarrant")],
            [("John Tarrant", member)],
        ),
        Report(f"Race. “We ran,” said {coach}.", 10, [Said("“We ran,”", "Ann Tarrant")], [("Ann Tarrant", coach)]),
    ]
    text = asked_of(reports)(f"what did {role} say").text
    assert [each for each in ("too narrow", "We ran", "Which one") if each in text] == said


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


@pytest.mark.parametrize(
    ("role", "names"),
    [("the ceo", [RUTH]), ("the chief exec", [RUTH]), ("chief executive", [RUTH]), ("the press officer", [TOM])],
)
def test_a_role_by_another_name(role: str, names: list[str], library_of: LibraryOf) -> None:
    """ "The ceo" where the article has "the chief executive"."""
    known = Answerer(library_of(QUARRY)).retriever()
    assert [known.speakers[row].name for row in descriptions.holders(role, known)] == names


@pytest.mark.parametrize(("story", "name"), [(0, OLE), (1, IDA)])
def test_a_role_in_a_story(story: int, name: str, library_of: LibraryOf) -> None:
    """The mayor of the story, and not of another."""
    known = Answerer(library_of(QUARRY)).retriever()
    article = QUARRY[story].article().id
    assert [known.speakers[row].name for row in descriptions.in_story("the mayor", [article], known)] == [name]
    assert not descriptions.in_story("the bishop", [article], known)


def test_what_is_a_role() -> None:
    """What somebody is to others, or a body; no thing."""
    assert all(map(descriptions.is_role, ["the fire chief", "his lawyer", "the council", "a Halvorsen executive"]))
    assert not any(map(descriptions.is_role, ["the pier", "ice", "", "the river"]))


@pytest.mark.parametrize(
    ("text", "role", "whom"),
    [
        ("Walter Pugh’s family", ("family",), ("walter", "pugh")),
        ("a Halvorsen executive", ("executive",), ("halvorsen",)),
        ("the chief exec of Strava", ("chief", "exec"), ("strava",)),
        ("her press officer", ("press", "officer"), ()),
        ("the Namibian president", ("president",), ("namibian",)),
    ],
)
def test_a_description_taken_apart(text: str, role: tuple[str, ...], whom: tuple[str, ...]) -> None:
    """What somebody is, and whose."""
    described = descriptions.Described.of(text)
    assert (described.role, described.whom) == (role, whom)


def test_a_minister_of_something_else_is_another(library_of: LibraryOf) -> None:
    """The words beside the role must be the article's, too: whoever is called just "mayor" is no "mayor of Osby"."""
    known = Answerer(library_of(QUARRY)).retriever()
    story = [each.article().id for each in QUARRY]
    assert not descriptions.in_story("the mayor of Osby", story, known)
    assert [known.speakers[row].name for row in descriptions.in_story("Southbay's mayor", story, known)] == [IDA]
    assert not descriptions.holders("the finance minister", known)


@pytest.mark.parametrize("name", ["Walter Pugh's family", "the Halvorsen executive", "a spokesman for the harbour"])
def test_a_description_is_never_said_not_to_appear(name: str, ask: Ask) -> None:
    """Its words may stand in the articles in another order."""
    assert "appear" not in ask(f"what did {name} say").text
