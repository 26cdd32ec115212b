"""Of a question in another language its names are read, also in another alphabet."""

from __future__ import annotations

import pytest

from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import InAnotherLanguage
from retrieval.model import Kind
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import HOLM, TODAY, Other, Report, Said


def read(text: str, known: Retriever) -> InAnotherLanguage:
    request = understand(ParsedQuestion.of(text, TODAY, known))
    assert isinstance(request, InAnotherLanguage)
    return request


def test_names_of_another_alphabet_are_found_by_their_sound(known: Retriever) -> None:
    """By their consonants, whatever ending their language gives them."""
    request = read("Що сказав Лундквіст про міст?", known)
    assert request.called == ("Лундквіст",)
    assert {known.speakers[row].name.split()[-1] for row in request.speakers[0].rows} == {"Lindqvist"}
    assert read("Τι είπε ο Λίντκβιστ για τη γέφυρα;", known).called == ("Λίντκβιστ",)


@pytest.mark.parametrize("text", ["Що сказали про міст?", "Сколько стоит?", "что это", "橋について", "ما هذا الجسر"])
def test_other_words_are_no_names(text: str, known: Retriever) -> None:
    """Not the first word, nor one without a capital where the alphabet has capitals."""
    assert not read(text, known).speakers


def test_latin_names_are_those_that_the_articles_have(known: Retriever) -> None:
    """A noun with a capital isn't one of them unless the articles have the word."""
    request = read("Was hat Holm über die Brücke gesagt?", known)
    assert [known.speakers[each.rows[0]].name for each in request.speakers] == [HOLM]
    assert request.others == ()


SUMMIT = [
    Report(
        "Summit in Osby. Vasil Petrenko spoke in Osby. “We need bread,” Petrenko said of the harvest. Britain waited.",
        10,
        [Said("“We need bread,”", "Vasil Petrenko"), Said("Britain waited", "Britain", Kind.INDIRECT)],
        [("Vasil Petrenko", "Vasil Petrenko spoke")],
    )
]


@pytest.mark.parametrize(
    "question",
    [
        "Що сказав Петренко?",
        "τι είπε ο Πετρένκο",
        "ماذا قال بيترنكو",
        "¿qué dijo Petrenko?",
        "was sagte Petrenko über Brot?",
    ],
)
def test_a_name_in_whatever_script(question: str, asked_of: Other) -> None:
    """His words, under his name, without the question's marks; no other word of a script without capitals is a name."""
    answer = asked_of(SUMMIT)(question)
    assert {each.speaker for each in answer.citations} - {None} == {"Vasil Petrenko"}, answer.text
    assert "?" not in answer.text


def test_a_country_is_no_speaker_of_a_question_in_another_language(asked_of: Other) -> None:
    """It is what the question is about."""
    answer = asked_of(SUMMIT)("¿Qué pasó en Gran Bretaña con el pan?")
    assert all(each.speaker != "Britain" for each in answer.citations)
