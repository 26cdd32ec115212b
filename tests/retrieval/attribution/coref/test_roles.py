"""Whom a role, a pronoun or a description stands for, and when that stays open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Kind, Statement

Found = Callable[[str], list[Statement]]


def speaker_of(found: list[Statement], words: str) -> str | None:
    (speaker,) = {s.speaker for s in found if words in s.text and s.kind is Kind.DIRECT}
    return speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Peter Hahn spoke on Monday.\n\n“The harbour stays ours for ever,” the mayor said.\n\n"
            "Mayor Otto Brandt says little.",
            "Peter Hahn",
            id="nobody is meant who is named later",
        ),
        pytest.param(
            "Vice President Otto Brandt left. The president, Peter Hahn, stayed.\n\n"
            "“The harbour stays ours for ever,” the president said.",
            "Peter Hahn",
            id="a vice president is no president",
        ),
        pytest.param(
            "The town's mayor, Maria Lopez, met Peter Hahn, Governor Otto Brandt's envoy, as Lopez wished. "
            "“The harbour stays ours for ever,” the mayor said.",
            "Maria Lopez",
            id="a role in apposition counts",
        ),
        pytest.param(
            "“We count ships all day,” said Otto Brandt, a pilot.\n\n"
            "Peter Hahn, a former minister, was as blunt. “The harbour stays ours for ever,” he posted.",
            "Peter Hahn",
            id="who is introduced at the head of the paragraph speaks in it",
        ),
        pytest.param(
            "A pilot and two former ministers have said as much. “Who counts ships?” asked Peter Hahn, who was "
            "a pilot. He spoke from experience: “The harbour stays ours for ever.”",
            "Peter Hahn",
            id="he is not a group",
        ),
        pytest.param(
            "Otto Brandt asked Peter Hahn what he thinks of it. “The harbour stays ours for ever,” Hahn said.",
            "Peter Hahn",
            id="named",
        ),
    ],
)
def test_whom_it_stands_for(statements: Found, text: str, speaker: str) -> None:
    """Roles and pronouns go to whom the text before them makes it."""
    assert speaker_of(statements(text), "stays ours") == speaker


def test_two_who_are_as_near_leave_it_open(statements: Found) -> None:
    """Where an unnamed person may be meant as well, nobody is named."""
    text = "Peter Hahn sold the harbour. A pilot said he regrets the sale of the whole harbour."
    assert "Peter Hahn" not in {s.speaker for s in statements(text)}


def test_nobody_speaks_of_himself_by_name(statements: Found) -> None:
    """ "She asked whether Lopez would go": somebody else asks."""
    text = (
        "Anna Brandt pressed Maria Lopez for an answer. Lopez said that it is late. "
        "She asked whether Lopez would sell the harbour after all."
    )
    assert {s.speaker for s in statements(text) if "would sell" in s.text} <= {"Anna Brandt", None}


@pytest.mark.parametrize(
    "who",
    ["Harbour Association President and CEO Roger Dow", "Acme chairman and chief executive Roger Dow"],
)
def test_two_offices_of_one(statements: Found, who: str) -> None:
    """Two offices before one name are one person, and "he" after it is that one."""
    text = f"Carl Marsh said the port is full.\n\n{who} said closures will depend on the bills. He said prices rise."
    found = statements(text)
    assert {s.speaker for s in found if s.start > 40} == {"Roger Dow"}


def test_two_who_are_named_by_office_and_name(statements: Found) -> None:
    """ "The president and Prime Minister Jane Holm" are two."""
    found = statements("The president and Prime Minister Jane Holm said that the port is full.")
    assert [s.speaker for s in found] != ["Jane Holm"]


@pytest.mark.parametrize(
    ("introduced", "called", "speaker"),
    [
        ("Publican Oisin Tarrant opened late.", "the publican", "Oisin Tarrant"),
        ("Education Cabinet Secretary Amina Hassan spoke.", "the CS", "Amina Hassan"),
        ("Prime Minister Tariq Chaudhry and Senator Dora Klein met.", "the PM", "Tariq Chaudhry"),
        ("Sen. Maria Ilagan and Governor Otto Brandt met.", "the senator", "Maria Ilagan"),
        ("Transport Minister Harpal Puran spoke. Otto Brandt listened.", "the transport minister", "Harpal Puran"),
    ],
)
def test_a_title_or_trade_before_a_name_is_a_role(
    statements: Found, introduced: str, called: str, speaker: str
) -> None:
    """Who is introduced by a title, a trade or an office of several words is meant by it later."""
    found = statements(f"{introduced}\n\n“The harbour stays ours for ever,” {called} said.")
    assert speaker_of(found, "stays ours") == speaker


def test_a_minister_of_one_thing_is_not_the_minister_of_another(statements: Found) -> None:
    """Nouns before a role tell offices apart."""
    found = statements(
        "Transport Minister Harpal Puran said that ten people were hurt.\n\n"
        "The regional health minister said: “Forty people are being treated in our wards.”"
    )
    assert speaker_of(found, "being treated") != "Harpal Puran"


def test_the_only_one_with_an_office_is_meant_before_being_named(statements: Found) -> None:
    """Where the article gives it to two, nobody is."""
    text = "“The harbour stays ours for ever,” the mayor said.\n\nAnna Weiss, the mayor since 2019, is here today."
    assert speaker_of(statements(text), "stays ours") == "Anna Weiss"
    other = f"{text} Ruth Adler, the mayor of Kiel, is away."
    assert speaker_of(statements(other), "stays ours") == "the mayor"


def test_who_is_told_of_behind_a_name_is_its_bearer(statements: Found) -> None:
    """ "Brown, a member who had said" is Brown."""
    found = statements("The swing vote was Ruth Adler, a member who had said on Sunday that she was “leaning no”.")
    assert {each.speaker for each in found if "leaning" in each.text} == {"Ruth Adler"}


@pytest.mark.parametrize(
    "who", ["Sam Lund, the MP,", "MP Sam Lund", "Sam Lund, MP for Bremen,", "Sam Lund, the school’s principal,"]
)
def test_letters_of_a_seat_are_a_role_like_any_other(statements: Found, who: str) -> None:
    """ "The MP" is who was introduced as one, not somebody by that name."""
    role = "principal" if "principal" in who else "MP"
    text = f"{who} arrived in Bremen on Monday.\n\n“We have counted the ships,” the {role} said."
    assert [each.speaker for each in statements(text) if "counted" in each.text] == ["Sam Lund"]


@pytest.mark.parametrize(
    "told",
    [
        "Ruth Adler was elected mayor by 17 votes to 12.",
        "Ruth Adler, who was appointed mayor in May, came.",
        "Ruth Adler was sworn in as mayor.",
        "Ruth Adler serves as mayor.",
    ],
)
@pytest.mark.parametrize("called", ["the mayor", "the new Mayor"])
def test_who_is_put_into_an_office_bears_it(statements: Found, told: str, called: str) -> None:
    """Also where the article calls her "the new Mayor"."""
    text = f"{told} She was proposed by Peter Hahn.\n\n“The harbour stays ours for ever,” {called} said."
    assert speaker_of(statements(text), "stays ours") == "Ruth Adler"


@pytest.mark.parametrize(
    ("called", "speaker"),
    [("the roofer", "Ivo Tarrant"), ("the unlucky roofer", "Ivo Tarrant"), ("the other roofer", "the other roofer")],
)
def test_whom_the_lead_describes_is_called_so_later(statements: Found, called: str, speaker: str) -> None:
    """With an adjective too, where that tells no two apart."""
    text = "A roofer told how he lost a ticket.\n\nIvo Tarrant found it gone.\n\nJane Holm slept.\n\nMarta Lunn left."
    assert speaker_of(statements(f"{text}\n\n“The harbour stays ours,” {called} said."), "stays ours") == speaker
