"""A question taken apart: days, outlet, names, quotations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.query.parsed_question import LONGEST, ParsedQuestion, clean
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import HOLM, MARA, TODAY, LibraryOf, Report, Said


def parsed(text: str, known: Retriever) -> ParsedQuestion:
    """Put on Friday 14 February 2025."""
    return ParsedQuestion.of(text, TODAY, known)


def names(question: ParsedQuestion) -> list[str]:
    """The words of a question that name speakers."""
    return [question.rest[each.start : each.end].strip('"') for each in question.names]


def test_what_a_question_names_is_found_once(known: Retriever) -> None:
    """Days and outlet are taken out, and names stand where the rest has them."""
    question = parsed("What did  Holm tell Lindqvist in the Island Post on Tuesday?", known)
    assert question.text == "What did Holm tell Lindqvist in the Island Post on Tuesday?"
    assert question.days is not None
    assert (question.days.first, question.days.last, question.outlet) == (*[date(2025, 2, 11)] * 2, "Island Post")
    assert question.rest.split() == ["What", "did", "Holm", "tell", "Lindqvist", "?"]
    assert names(question) == ["Holm", "Lindqvist"]
    assert question.without(question.names[:1]).split() == ["What", "did", "tell", "Lindqvist", "?"]


@pytest.mark.parametrize("marked", ["“{}”", '"{}"', "«{}»", "'{}'", '"{}'])
def test_words_in_quotation_marks_are_masked(marked: str, known: Retriever) -> None:
    """In any marks, also where the last one is missing; they can be shown again."""
    quote = "Mara Lindqvist told the Island Post on Tuesday about it"
    question = parsed(f"did Holm say {marked.format(quote)}", known)
    assert question.quotations == (quote,)
    assert (question.days, question.outlet, names(question)) == (None, None, ["Holm"])
    assert not set("MaraTuesday") & set(question.rest.removeprefix("did Holm say "))
    assert question.shown(question.rest) == question.text
    assert question.claim == quote


def test_several_quotations_are_each_shown_in_their_place(known: Retriever) -> None:
    """The longest one is what is asked about."""
    question = parsed("did Holm say “never in May” and “nobody asked us about May”", known)
    assert question.quotations == ("never in May", "nobody asked us about May")
    assert question.quoted == "nobody asked us about May"
    assert question.shown(question.rest) == question.text
    assert question.days is None


def test_a_name_in_quotation_marks_is_a_name(known: Retriever) -> None:
    """Alone in them; with other words beside it, it is somebody's words."""
    assert names(parsed(f'what did "{HOLM}" say', known)) == [HOLM]
    assert names(parsed(f'"{MARA} and {HOLM}" who said it', known)) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("did Holm say “never”?", "never"),
        ("“never” Holm", None),
        ("what did Holm say about “the bridge in May”", None),
        ("who said “never in May”", "never in May"),
        ("who is Holm", None),
    ],
)
def test_quoted_words_are_somebodys_or_a_topic(text: str, claim: str | None, known: Retriever) -> None:
    """Few of them are somebody's only behind "did X say"."""
    assert parsed(text, known).claim == claim


@given(st.text(max_size=80))
def test_any_text_can_be_parsed(known: Retriever, text: str) -> None:
    """The masked text has the length of the shown one, and names lie inside the rest."""
    question = parsed(text, known)
    assert question.shown(question.masked) == question.text
    assert len(question.masked) == len(question.text) <= LONGEST
    assert all(0 <= each.start < each.end <= len(question.rest) for each in question.names)
    assert question.text == clean(question.text)


def test_a_common_word_is_no_name_beside_another(library_of: LibraryOf) -> None:
    """In a large pile somebody is called Short or Love; alone, a question means them."""
    reports = [
        Report(
            f"Day {day}. A short strike ended, and people love short strikes. “It is over,” said {name}.",
            day,
            [Said("“It is over,”", name, mention=name)],
        )
        for day, name in ((3, "Marc Short"), (4, "Amy Love"), (5, "Mara Zelm"))
    ]
    known = Answerer(library_of(reports)).retriever()
    assert names(parsed("i'd love a short line from zelm on the strike", known)) == ["zelm"]
    assert names(parsed("did short say anything", known)) == ["short"]
    assert names(parsed("what did Short and Zelm say", known)) == ["Short", "Zelm"]


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("hi, what did Holm say about the bridge? thanks", "what did Holm say about the bridge?"),
        ("Hello there! who is Will Price", "who is Will Price"),
        ("good morning all - anything from Holm, thanks a lot!", "anything from Holm"),
        ("hey can you tell me what did Holm say pls", "what did Holm say"),
        ("could you please tell me whats the vote on the bridge, cheers!", "whats the vote on the bridge,"),
        ("and the mum? ta", "and the mum?"),
        ("thanks", "thanks"),
        ("more, please", "more, please"),
        ("what did Holm say about thanks", "what did Holm say about thanks"),
        ("who said thanks", "who said thanks"),
        ("who wrote Cheers", "who wrote Cheers"),
        ("did Holm say “say it, please”", "did Holm say “say it, please”"),
    ],
)
def test_courtesies_ask_nothing(sent: str, text: str, known: Retriever) -> None:
    """Before a question or behind it; a message of little else stays, and so do words that are asked about."""
    assert ParsedQuestion.of(sent, TODAY, known).text == text
