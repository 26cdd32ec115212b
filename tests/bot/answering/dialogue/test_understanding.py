"""A model puts into English what the rules can't read, and may add no person, number or quotation to it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from bot.answering.answerer import Answerer
from bot.answering.dialogue.understanding import is_foreign, kept
from bot.answering.generation.assistant import Assistant
from bot.answering.query.parsed_question import ParsedQuestion
from retrieval.library import Library
from retrieval.model import Answer, Question, Status
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import ERIK, HOLM, ISLAND, MARA, TODAY, LibraryOf, Report
from tests.fakes.model import FakeModel

BEFORE = "What did Jon Holm say about the bridge in 2024?"


def parsed(text: str, known: Retriever) -> ParsedQuestion:
    return ParsedQuestion.of(text, TODAY, known)


@pytest.mark.parametrize(
    ("question", "written", "good"),
    [
        ("was he right about the 40 million?", "Was Jon Holm right about the 40 million?", True),
        ("did he not want it?", "Did Jon Holm not want the bridge?", True),
        ("didn't he want it?", "Did Jon Holm not want the bridge?", True),
        ("was he right about the 40 million?", "Was Jon Holm right?", False),
        ("was he right about the 40 million?", "Was Jon Holm right about the 50 million?", False),
        ("was he right about the 40 million?", "Was Will Price right about the 40 million?", False),
        ("was he right about the 40 million?", "Was Jon Holm wrong about the 40 million?", False),
        ("did he not want it?", "Did Jon Holm want the bridge?", False),
        ("did he want it?", "Did Jon Holm not want the bridge?", False),
        ("and Price?", "What did Jon Holm say about the bridge?", False),
        ("was he right?", "", False),
        ("was he right?", "was he right?", False),
        ("was he right?", "Jon Holm is a thief.", False),
        ("was he right?", "was Jon Holm right " * 40, False),
    ],
)
def test_a_follow_up_in_english_gets_no_new_word(question: str, written: str, good: bool, known: Retriever) -> None:
    """No name, number or negation is added or lost."""
    assert (kept(written, parsed(question, known), BEFORE) is not None) == good


@pytest.mark.parametrize(
    ("question", "written", "good"),
    [
        ("Was hat Jon Holm über die Brücke gesagt?", "What did Jon Holm say about the bridge?", True),
        ("Was hat der Bürgermeister gesagt?", "What did the mayor say?", True),
        ("Was hat die Coast Guard gemeldet?", "What did the Coast Guard report?", True),
        ("Wer hat am 12. Februar etwas gesagt?", "Who said anything on 12 February?", True),
        ("Was hat Jon Holm über die Brücke gesagt?", "What did Erik Lindqvist say about the bridge?", False),
        ("Was hat Jon Holm über die Brücke gesagt?", "What did Jon Holm say about Will Price?", False),
        ("Was hat der Bürgermeister gesagt?", "What did Mara Lindqvist say?", False),
        ("Was hat Jon Holm über die Brücke gesagt?", "What did Jon Holm say on 3 May 2016?", False),
        ("Was hat Jon Holm über die Brücke gesagt?", 'Did Jon Holm say "I stole the money"?', False),
        ("Was hat Jon Holm über die Brücke gesagt?", "Jon Holm hat gesagt, die Brücke komme.", False),
        ("Was hat Jon Holm über die Brücke gesagt?", "Was hat Jon Holm über die Brücke gesagt?", False),
        ("Was hat Jon Holm über die Brücke gesagt?", "\ud800\u202e", False),
        ("Was hat Jon Holm über die Brücke gesagt?", "the bridge " * 50, False),
    ],
)
def test_a_translation_names_nobody_else(question: str, written: str, good: bool, known: Retriever) -> None:
    """No person whom the question doesn't name, no number and no quotation."""
    assert is_foreign(parsed(question, known))
    assert (kept(written, parsed(question, known), "") is not None) == good


@pytest.mark.parametrize(
    "question",
    [
        "what did holm say about the bridge",
        "Who said anything about the ferry?",
        "Zelenskyy?",
        "holm bridge",
        "Mara Lindqvist ferry May",
        "what did Łukasz Wójcik say about the złoty",
        "when wil the fery sail",
        "",
        "?!",
        "🚢",
        "12 February",
    ],
)
def test_english_is_not_foreign(question: str, known: Retriever) -> None:
    """Nor are names, keywords and slips of the keyboard."""
    assert not is_foreign(parsed(question, known))


LANGUAGES = {
    "German": ("Was hat Jon Holm über die Brücke gesagt?", "What did Jon Holm say about the bridge?", HOLM),
    "French": ("Qu'a dit Erik Lindqvist à propos des tarifs ?", "What did Erik Lindqvist say about the fares?", ERIK),
    "Spanish": ("¿Qué dijo Mara Lindqvist sobre el hielo?", "What did Mara Lindqvist say about the ice?", MARA),
    "Ukrainian": ("Що сказав Йон Хольм про міст?", "What did Jon Holm say about the bridge?", HOLM),
    "Arabic": ("ماذا قال يون هولم عن الجسر؟", "What did Jon Holm say about the bridge?", HOLM),
    "Chinese": ("霍尔姆对大桥说了什么？", "What did Holm say about the bridge?", HOLM),
}


def asked(library: Library, texts: Sequence[str], *written: str) -> tuple[list[Answer], FakeModel]:
    """The answers to the questions of a conversation, whose model puts what it is asked so."""
    model = FakeModel([json.dumps({"question": each}) for each in written])
    answers = Answerer(library, strict=True, assistant=Assistant(model))  # type: ignore[arg-type]
    return [answers.answer(Question(text=text, chat="one", asked=TODAY)) for text in texts], model


@pytest.mark.parametrize(("question", "english", "speaker"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_a_question_in_another_language(library: Library, question: str, english: str, speaker: str) -> None:
    """Is answered as in English, and says what was understood."""
    [answer], model = asked(library, [question], english)
    in_english = Answerer(library).answer(Question(text=english, asked=TODAY))
    assert question in model.prompts[0][1]
    assert answer.citations == in_english.citations
    assert answer.question == question
    assert {each.speaker for each in answer.citations} == {speaker}
    assert answer.text.splitlines()[-len(in_english.text.splitlines()) - 1].startswith(f"{speaker} on ")


@pytest.mark.parametrize(
    "written", ["What did Will Price say?", "What did Ada Marsh say?", "no", "", '{"question": 7}']
)
def test_what_cannot_be_used_leaves_the_question_as_it_is(library: Library, written: str) -> None:
    """It is answered, or refused, as without a model; nobody is named whom it doesn't name."""
    question = "Was hat Jon Holm über die Brücke gesagt?"
    [answer], _ = asked(library, [question], written, written)
    without = Answerer(library).answer(Question(text=question, asked=TODAY))
    assert (answer.status, answer.citations) == (without.status, without.citations)
    assert "Marsh" not in answer.text


def test_a_topic_of_the_models_is_not_repeated(library: Library) -> None:
    """It may be one that no article has, and nobody has asked about."""
    [answer], _ = asked(
        library, ["Was hat Jon Holm über die Brücke gesagt?"], "What did Jon Holm say about his theft of the pensions?"
    )
    assert answer.status is Status.REFUSED
    assert "theft" not in f"{answer.text} {answer.suggestions}"
    assert answer.text.startswith("I found nothing in the articles that answers this.")


def test_articles_in_the_questions_own_language_are_found(library_of: LibraryOf) -> None:
    """Where the question in English finds nothing."""
    german = Report("Die Fähre fährt wieder im Mai. Das sagte der Hafenmeister am Montag in Vik.", 13)
    library = library_of([*ISLAND, german])
    [answer], _ = asked(library, ["Wer sagte das am Montag in Vik?"], "Who said so on Monday in the village?")
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].quote == "Das sagte der Hafenmeister am Montag in Vik."


FOLLOW_UP = ("how much would the bridge cost", "when will the ferry that serves it sail again")


def test_a_follow_up_that_the_rules_do_not_decide(library: Library) -> None:
    """The model sees both questions and no article; what it cost is counted."""
    put = json.dumps({"question": "When will the ferry that serves the bridge sail again?"})
    model = FakeModel([lambda user: put if "The question before:" in user else ""] * 6)
    answers = Answerer(library, strict=True, assistant=Assistant(model))  # type: ignore[arg-type]
    _, answer = [answers.answer(Question(text=text, chat="one", asked=TODAY)) for text in FOLLOW_UP]
    [user] = [user for system, user in model.prompts if "into English" in system]
    assert FOLLOW_UP[0] in user
    assert "crowns" not in user
    assert answer.question == FOLLOW_UP[1]
    assert answer.usage is not None
    assert answer.usage.calls >= 1


def test_the_rules_go_first(library: Library) -> None:
    """What they decide costs nothing."""
    _, model = asked(library, ("what did Jon Holm say", "and what did he say about the minister"))
    assert all("into English" not in system for system, _ in model.prompts)
