"""Whom a description without a name stands for, and when that stays open."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Kind, Statement

Found = Callable[[str], list[Statement]]

_SAID = "“The harbour stays ours for ever,”"


def speaker_of(found: list[Statement], words: str = "harbour stays") -> str | None:
    (speaker,) = {s.speaker for s in found if words in s.text and s.kind is Kind.DIRECT}
    return speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Senator Alice Pascoe won. {} the Mildura independent said.", "Alice Pascoe"),
        ("Solberg left.\n\nIngrid Solberg, who took over in April, was sad. {} the Norwegian said.", "Ingrid Solberg"),
        ("Health Minister Con Stavros signed it. {} the Member for Doonbah said.", "Con Stavros"),
        ("Trader Rehema Wambui sells maize. {} said the mother of five.", "Rehema Wambui"),
        ("Trader Rehema Wambui sells maize.\n\n{} said the mother of five.", "Rehema Wambui"),
        ("Mr Justice Fintan Loughrey read it out.\n\n{} the judge said.", "Fintan Loughrey"),
        ("Peter Hahn is the coach.\n\nStriker Otto Brandt scored. {} the 24-year-old said.", "Otto Brandt"),
        ("Otto Brandt, 24, scored.\n\nPeter Hahn, 31, didn't. {} the 24-year-old said.", "Otto Brandt"),
        ("Senator Alice Pascoe won.\n\nAccording to the Mildura independent: {}", "Alice Pascoe"),
        ("Rosa Brandt wants a probe. {} the mum-of-two said.", "Rosa Brandt"),
        ("Ona Holm refused to suspend it.\n\n{} the judge said.", "Ona Holm"),
        ("Tory Liam Holm left. {} the Conservative Party Co-Chairman said.", "Liam Holm"),
        ("Skipper Jan Holm tied up.\n\n{} the former soldier said.", "Jan Holm"),
    ],
)
def test_a_description_goes_on_speaking_of_the_subject(statements: Found, text: str, speaker: str) -> None:
    """What an article hasn't said of anybody else is said of whom its paragraph is about."""
    assert speaker_of(statements(text.format(_SAID))) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("CropShield, which makes the poison, sued. {} the company said.", "CropShield"),
        ("Northgate Water cut 400 jobs. It blamed the drought. {} the firm said.", "Northgate Water"),
        ("Leeds Rovers sacked their manager, Gary Pike. {} the club said in a statement.", "Leeds Rovers"),
        ("Fenland Police are looking for a van. {} the force said.", "Fenland Police"),
        (
            "Haldane Foods Plc cut its outlook.\n\nRival Perrault SA saw no fall. {} the French group said.",
            "Perrault SA",
        ),
        ("The Kempadri Growers' Association met. {} the association said.", "Kempadri Growers' Association"),
    ],
)
def test_a_company_is_the_body_that_the_paragraph_is_about(statements: Found, text: str, speaker: str) -> None:
    """Bodies are spoken of by what they are."""
    assert speaker_of(statements(text.format(_SAID))) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The bank's chief, Anna Holm, attacked the minister. {} the minister said.",
        "Otto Brandt met Peter Hahn. Jan Vos came too. {} the Norwegian said.",
        "Jan Holm attacked a doctor on Monday. {} the doctor said.",
        "Jan Holm said the man told him: {} the man said.",
        "Northgate Water and Aldra Power cut jobs. {} the company said.",
        "Jan Holm quit on Monday. {} the company said.",
        "The rain in Bremen fell. Bremen was wet. {} the company said.",
        "Jan Holm wept. {} the wife said.",
    ],
)
def test_nobody_is_named_where_two_fit_or_another_is_meant(statements: Found, text: str) -> None:
    """A description that may be somebody else's keeps its own words, or has no speaker."""
    speaker = speaker_of(statements(text.format(_SAID)))
    assert speaker is None or speaker.split()[0] == "the"


def test_a_body_is_nobody_whom_the_article_calls_by_a_surname(statements: Found) -> None:
    """Though nothing else tells that an unusual name is a person's."""
    text = "Imani Okafor was suspended on Monday. “It hurts,” Okafor wrote. {} the university said."
    assert speaker_of(statements(text.format(_SAID))) == "the university"


@pytest.mark.parametrize(
    "other",
    [
        "The minister of transport, who flew in on Sunday, promised boats. {} the minister said.",
        "The owner of the ferry, Lac Lines, denied that. {} the owner said.",
        "The Speaker told him he might answer. {} the Speaker said.",
        "He plays in Kiel on Friday. {} the spokesperson said.",
    ],
)
def test_an_office_or_an_owner_that_is_new_is_not_who_spoke_before(statements: Found, other: str) -> None:
    """Somebody else comes up, though no name does."""
    found = statements(f"“The harbour is shut,” said Pascal Mugisha. He wept.\n\n{other.format(_SAID)}")
    assert speaker_of(found) != "Pascal Mugisha"


def test_who_has_just_asked_isnt_who_is_described(statements: Found) -> None:
    """The witness, who answers, isn't the lawyer; whom somebody asked may well be who answers."""
    text = "“Did he talk about it?” Marisol Quintero {}.\n\n“All the time,” the witness said."
    assert speaker_of(statements(text.format("asked")), "All the time") != "Marisol Quintero"
    asked = "Marisol Quintero was asked about it. {}\n\n“All the time,” the senator said."
    assert speaker_of(statements("Senator " + asked.format("")), "All the time") == "Marisol Quintero"
    assert (
        speaker_of(statements(asked.format("").replace("senator", "independent")), "All the time") == "Marisol Quintero"
    )


@pytest.mark.parametrize("body", ["council", "trust", "ministry", "union", "company"])
@pytest.mark.parametrize("behind", [".", ", who keeps the only shop.", ", 61."])
def test_a_person_of_an_uncommon_name_is_no_body(statements: Found, body: str, behind: str) -> None:
    text = f"“We had bread for two days,” said Effie Nicolson{behind} The {body} said it would charter a boat."
    found = statements(text)
    assert {each.speaker for each in found if "charter" in each.text} == {f"the {body}"}
