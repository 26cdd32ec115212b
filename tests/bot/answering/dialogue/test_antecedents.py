"""Whom a pronoun means: by gender, by the last answer, by the story."""

from __future__ import annotations

import pytest

from retrieval.model import Kind, Status
from tests.bot.answering.conftest import Other, Report, Said
from tests.bot.answering.dialogue.quarry import OLE, QUARRY, RUTH


@pytest.mark.parametrize(
    ("turns", "speaker", "words"),
    [
        (["what did Amsel say about the quarry", "and Brandt?", "and her?"], RUTH, "exhausted"),
        (["what did Amsel say about the quarry", "and Brandt?", "what did he say about her?"], OLE, "Amsel lied"),
        (["what did Brandt say about the quarry", "what exactly did she say?"], RUTH, "exhausted"),
        (["what did Brandt say", "what did he say about Amsel?"], OLE, "lied"),
    ],
)
def test_gender_tells_whom_a_pronoun_means(turns: list[str], speaker: str, words: str, asked_of: Other) -> None:
    """ "She" isn't the man who was asked about, and two pronouns are two people."""
    ask = asked_of(QUARRY)
    *_, answer = [ask(turn) for turn in turns]
    assert answer.status is Status.ANSWERED, answer.text
    assert {each.speaker for each in answer.citations} - {None} == {speaker}
    assert any(words in each.quote for each in answer.citations)


@pytest.mark.parametrize(
    ("turns", "understood"),
    [
        (["what did Amsel say about the quarry", "what did Brandt say about her"], "Ole Brandt on Ruth Amsel"),
        (["what did Brandt say about Amsel", "what did Reyes say about her"], "Tom Reyes on Amsel"),
        (["tell me about Vestline", "what did Falk say about them"], "Ida Falk don't name Vestline"),
    ],
)
def test_about_her_is_a_topic(turns: list[str], understood: str, asked_of: Other) -> None:
    """Whom the topic before names, else who spoke: not all that the one asked about said."""
    ask = asked_of(QUARRY)
    *_, answer = [ask(turn) for turn in turns]
    assert understood in answer.text.splitlines()[0]


def test_a_pronoun_that_fits_nobody_is_asked_about(asked_of: Other) -> None:
    """No woman speaks in the story: nobody's words are shown for hers."""
    ask = asked_of(QUARRY[:1])
    assert ask("what did she say").status is Status.CLARIFY


def test_whom_the_topic_describes(asked_of: Other) -> None:
    """ "Her" is the sister of whom the question before spoke, not another woman of the story."""
    report = Report(
        "Grants. Nora Lund, a nurse, came first. “I waited,” Lund said. The mayor, Ole Brandt, spoke of the firm. “I"
        " know nothing of a director,” Brandt said. Its director is his sister Eva Brandt. “Ask my brother,” she said.",
        10,
        [
            Said("“I waited,”", "Nora Lund", mention="Lund"),
            Said("“I know nothing of a director,”", OLE, mention="Brandt"),
            Said("“Ask my brother,”", "Eva Brandt", mention="she"),
        ],
        [("Nora Lund", "Nora Lund, a nurse"), (OLE, "The mayor, Ole Brandt"), ("Eva Brandt", "his sister Eva Brandt")],
    )
    ask = asked_of([report])
    ask("what did Ole Brandt say about his sister being a director")
    assert {each.speaker for each in ask("and her?").citations} - {None} == {"Eva Brandt"}


def test_he_is_named_in_the_sentence_that_tells_who_did(asked_of: Other) -> None:
    """Though the sentence stands under nobody's name, and another's words stand behind it."""
    report = Report(
        "A play. There has been some fuss in the press, and a councillor, Seamus Rooney, calls the play, which runs"
        " until May in the old town hall, “filth”. The director, Kofi Lyle, laughed. “We sold out,” he said. Rooney"
        " said that he hasn't seen it.",
        10,
        [
            Said("“We sold out,”", "Kofi Lyle", mention="he"),
            Said("that he hasn't seen it", "Seamus Rooney", Kind.INDIRECT, mention="Rooney"),
        ],
        [("Kofi Lyle", "The director, Kofi Lyle"), ("Seamus Rooney", "a councillor, Seamus Rooney")],
    )
    ask = asked_of([report])
    assert ask("who called the play filth").citations[0].speaker is None
    assert {each.speaker for each in ask("what did he say?").citations} - {None} == {"Seamus Rooney"}


def test_a_relative_who_is_named_comes_before_one_who_is_not(asked_of: Other) -> None:
    """ "Her daughter" in one article and Claire Holm in the other may be one: nobody has to choose."""
    inquest = Report(
        "Inquest. Her daughter, Claire Holm, spoke for the widow, Maureen Holm. “He was kind,” Claire Holm said. “I"
        " rang them,” Maureen Holm said. The inquest heard his daughter. “I was at school,” his daughter said.",
        10,
        [
            Said("“He was kind,”", "Claire Holm", mention="Claire Holm"),
            Said("“I rang them,”", "Maureen Holm", mention="Maureen Holm"),
            Said("“I was at school,”", "his daughter", mention="his daughter"),
        ],
        [
            ("Claire Holm", "Her daughter, Claire Holm"),
            ("Maureen Holm", "the widow, Maureen Holm"),
            ("his daughter", "his daughter"),
        ],
    )
    ask = asked_of([inquest])
    ask("what did Maureen Holm say")
    assert {each.speaker for each in ask("and her daughter?").citations} - {None} == {"Claire Holm"}
