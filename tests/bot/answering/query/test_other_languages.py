"""Of a question in another language its names are read, also in another alphabet."""

from __future__ import annotations

import pytest

from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import InAnotherLanguage
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import HOLM, TODAY


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
