"""What a question is about."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.topics import left_over, overview_topic, respelt, topic, topic_of
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import TODAY, LibraryOf, Report


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("what did Holm say about the bridge in the north", "the bridge in the north"),
        ("anything from Holm on the bridge", "bridge"),
        ("what did Holm say", None),
        ("everthing Holm recntly said on bridges", "bridges"),
        ("what did Holm say about “the bridge on Tuesday”", "the bridge on Tuesday"),
        ("did gov. holm call the bridge safe", "bridge safe"),
    ],
)
def test_the_frame_of_a_question_is_no_topic(text: str, about: str | None, known: Retriever) -> None:
    """Nor are its speakers, also where the keyboard slipped; quoted words stay as they are."""
    question = ParsedQuestion.of(text, TODAY, known)
    found = topic_of(question, question.names)
    assert (found.text if found else None) == about


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("timeline of the bridge: vote, storm, repairs", "bridge"),
        ("storm: when was the bridge shut", "storm bridge shut"),
    ],
)
def test_a_list_behind_the_topic_of_an_overview_is_left_out(text: str, about: str, known: Retriever) -> None:
    """Not a question, of which what stands before it is a part."""
    question = ParsedQuestion.of(text, TODAY, known)
    found = overview_topic(question.rest, question)
    assert found is not None
    assert found.text == about


def test_a_person_in_a_topic_must_be_called_by_surname_at_least(known: Retriever) -> None:
    """A name has no paraphrase."""
    both = topic("Jon Holm bridge", known)
    assert (both.text, both.key.split(), both.named) == ("Jon Holm bridge", ["holm", "bridge"], False)
    assert topic("Jon Holm", known).named
    assert not topic("bridge", known).named


def test_pronouns_of_a_follow_up_are_no_topic(known: Retriever) -> None:
    """What is left of it is."""
    question = ParsedQuestion.of("and what did he say about his bridge", TODAY, known)
    about = left_over(question.rest, question)
    assert about is not None
    assert about.text == "bridge"
    assert left_over("and what did she say", question) is None


def test_a_slip_of_the_keyboard_becomes_the_word_that_was_said(known: Retriever) -> None:
    """One letter of a short word, two of a long one; a word that nothing comes near leaves no topic."""
    said = ["The lighthouse keeper is on the mainland", "a harbour of hope"]
    for slip, right in (("lighthuose", "lighthouse"), ("harbor", "harbour"), ("mainlnd", "mainland")):
        found = respelt(topic(slip, known), said, known)
        assert (found.text if found else "harbour") == right
    assert respelt(topic("volcano", known), said, known) is None
    assert respelt(topic("bridge", known), said, known) is None


def test_a_name_is_one_in_small_letters_too(library_of: LibraryOf) -> None:
    """As articles write it: with a capital also behind another word, and never small."""
    text = "Flying is dear. The council fined Vestline on Monday, and Vestline paid. Holm, flying home, was glad."
    known = Answerer(library_of([Report(text, 10, [])])).retriever()
    assert topic("vestline", known).named
    assert not topic("vestline fine", known).named
    assert not topic("flying", known).named
    assert not topic("harbour", known).named
