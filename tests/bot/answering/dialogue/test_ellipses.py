"""Half a sentence changes one thing in the question before it."""

from __future__ import annotations

import pytest

from retrieval.model import Answer, Kind, Status
from tests.bot.answering.conftest import Other, Report, Said
from tests.bot.answering.dialogue.quarry import IDA, NORA, OLE, QUARRY, RUTH, TOM


def says_nothing_on(topic: str, answer: Answer) -> bool:
    """Whether an answer begins by saying that nobody's words name a topic."""
    first = answer.text.splitlines()[0]
    return f" name {topic}, but may be about it:" in first or f"found nothing from them on {topic}." in first


@pytest.mark.parametrize(
    ("turns", "speaker", "words"),
    [
        (["what did Amsel say about the quarry", "no, about the park"], RUTH, "a park"),
        (["what did Amsel say about the park", "I meant Brandt", "no, about the quarry"], OLE, "fed this village"),
        (["what did Amsel say about the quarry", "Brandt too"], OLE, "fed this village"),
        (["what did Falk say about the fees", "her reaction to the quarry?"], IDA, "leaves a quarry"),
        (["what did Amsel say about the quarry", "her view on the park"], RUTH, "a park"),
        (["what did Amsel say about the quarry", "Brandt's take on it?"], OLE, "fed this village"),
        (["what did Amsel say about the quarry", "and the mayor?"], OLE, "fed this village"),
        (["what did Amsel say about the quarry", "and what did Brandt reply?"], OLE, "fed this village"),
        (["what did Amsel say", "what did her spokesman say"], TOM, "will not resign"),
        (["what did Amsel say", "and her press secretary?"], TOM, "will not resign"),
        (["what did Falk say about the fees", "and about the quarry?"], IDA, "leaves a quarry"),
        (["best quotes about the quarry", "no, the ones by Falk"], IDA, "leaves a quarry"),
        (["what did Amsel say about the quarry", "no, I want Brandt instead"], OLE, "fed this village"),
        (["what did Sven Olsen say about the quarry", "and Brandt?"], OLE, "fed this village"),
        (["what did Amsel say about the quarry", "and the mayor, Brandt"], OLE, "fed this village"),
        (["what did Falk say about the quarry", "which other mayor disagrees with her?"], OLE, "fed this village"),
        (["what did Amsel say", "what did villagers say"], NORA, "quiet"),
        (["what did Amsel say", "and the villagers?"], NORA, "quiet"),
        (["what did Falk say about the fees", "and the spokesman on her job?"], TOM, "will not resign"),
        (["what did Amsel say", "what did the mayor say about her"], OLE, "lied to us"),
        (["what did Falk say", "and the pier mayor?"], IDA, "fees pay"),
        (["what did Amsel say about the quarry", "and Gallagher?", "and Brandt?"], OLE, "fed this village"),
        (["what did Amsel say", "who said that?", "what did the second say?"], RUTH, "a park"),
        (["what did Falk say on 12 February", "and the day before?", "and the day after?"], IDA, "fees pay"),
        (["what did Amsel say on 11 February", "and the day before?"], RUTH, "exhausted"),
        (["what did Amsel say", "who is the spokesman", "what did he reply"], TOM, "will not resign"),
        (["who was angry?", "what did he say about the quarry"], OLE, "fed this village"),
        (["what did Amsel say about the park", "and Sven?", "and the mayor?"], OLE, "fed this village"),
    ],
)
def test_one_thing_is_changed(turns: list[str], speaker: str, words: str, asked_of: Other) -> None:
    """The speaker, the role, or the topic; the rest stays as it was asked."""
    ask = asked_of(QUARRY)
    *_, answer = [ask(turn) for turn in turns]
    assert answer.status is Status.ANSWERED, answer.text
    assert {each.speaker for each in answer.citations} - {None} == {speaker}, answer.text
    assert any(words in each.quote for each in answer.citations)


def test_nearest_words_of_somebody_silent_on_the_topic(asked_of: Other) -> None:
    """What they said, and that it isn't on that; the topic goes on to the next one who is asked about."""
    ask = asked_of(QUARRY)
    ask("what did Amsel say about the quarry")
    assert says_nothing_on("volcanoes", ask("and about volcanoes?"))
    answer = ask("and Lund?")
    assert says_nothing_on("volcanoes", answer), answer.text
    assert {each.speaker for each in answer.citations} - {None} == {NORA}
    assert ask("no, about the quarry").text.startswith(NORA)


def test_a_name_that_nobody_is_quoted_by(asked_of: Other) -> None:
    """ "Vestline?" after her words on the fees: that she doesn't name it; the topic stays the fees."""
    ask = asked_of(QUARRY)
    ask("what did Falk say about the fees")
    answer = ask("vestline?")
    assert says_nothing_on("vestline", answer), answer.text
    assert {each.speaker for each in answer.citations} - {None} == {IDA}
    assert "vestline" not in ask("and Brandt?").text.splitlines()[0]


def test_where_it_was_stands_in_the_sentence_that_was_shown(asked_of: Other) -> None:
    """No statement has a venue: then the place is that of the sentence which the last answer cites."""
    text = "Fair opens. Ada Lund announced the fair at a meeting in Northport. “It will snow,” Lund said."
    said = [Said("announced the fair at a meeting in Northport", "Ada Lund", Kind.INDIRECT, cue="announced")]
    ask = asked_of([Report(text, 10, [*said, Said("“It will snow,”", "Ada Lund")])])
    ask("what did Ada Lund say about the fair")
    answer = ask("where was that?")
    assert answer.status is Status.ANSWERED, answer.text
    assert [each.quote for each in answer.citations] == ["Ada Lund announced the fair at a meeting in Northport."]


def test_who_disagrees_is_asked_of_others_in_the_story(asked_of: Other) -> None:
    """Of whom "her" means, though the question between named nobody."""
    ask = asked_of(QUARRY)
    ask("what did Amsel say")
    ask("how many people lost their jobs?")
    answer = ask("who disagrees with her?")
    assert OLE in {each.speaker for each in answer.citations}, answer.text
    assert RUTH not in {each.speaker for each in answer.citations}


def test_a_question_behind_and_is_no_name(asked_of: Other) -> None:
    """ "And what caused it?" asks; nobody is called so."""
    ask = asked_of(QUARRY)
    ask("what did Amsel say about the quarry")
    assert "isn't quoted" not in ask("and what caused it?").text


def test_a_correction_to_a_topic_is_no_name(asked_of: Other) -> None:
    """ "No, about the bus": nobody is called "about the bus"."""
    ask = asked_of(QUARRY)
    ask("what did Amsel say about the quarry")
    answer = ask("no, about the bus")
    assert says_nothing_on("bus", answer), answer.text
    assert RUTH in answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("turns", "detail"),
    [
        (["what did Amsel say about the quarry", "for what reason?"], "why"),
        (["what did Amsel say about the quarry", "and on which day?"], "when"),
        (["what did Amsel say about the quarry", "in what place?"], "where"),
        (["what did Amsel say about the quarry", "her reasons?"], "why"),
    ],
)
def test_a_detail_in_other_words(turns: list[str], detail: str, asked_of: Other) -> None:
    """Why, when and where, without those words: no topic is made of them."""
    ask = asked_of(QUARRY)
    ask(turns[0], chat="plain")
    ask(turns[0])
    assert ask(turns[1]).text == ask(f"{detail}?", chat="plain").text


@pytest.mark.parametrize(
    "half",
    ["okay and what does Mr Brandt reply to it?", "how does Brandt see it?", "Brandt too?", "same question for Brandt"],
)
def test_another_speaker_in_other_words(half: str, asked_of: Other) -> None:
    """On the topic of the question before."""
    ask = asked_of(QUARRY)
    ask("what did Amsel say about the quarry")
    answer = ask(half)
    assert {each.speaker for each in answer.citations} == {OLE}, answer.text
    assert any("fed this village" in each.quote for each in answer.citations)


def test_somebodys_family_is_no_topic_of_the_speaker_before(asked_of: Other) -> None:
    """ "And Tom Reyes's family?" isn't what Brandt said of it."""
    ask = asked_of(QUARRY)
    ask("what did Brandt say about the quarry")
    answer = ask("and Tom Reyes's family?")
    assert OLE not in answer.text.splitlines()[0]
    assert "doesn't appear" not in answer.text
