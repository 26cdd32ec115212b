"""How a question is spelt: slips of the keyboard, blanks left out, chat spellings, capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.typed.spelling import one_slip_from
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import TODAY


def parsed(text: str, known: Retriever) -> ParsedQuestion:
    """Put on Friday 14 February 2025."""
    return ParsedQuestion.of(text, TODAY, known)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("what did holm say on the brdige", "what did holm say on the bridge"),
        ("wheer is the briidge", "where is the bridge"),
        ("the habour master's words", "the harbour master's words"),
        ("What did Holm say about the minitser", "What did Holm say about the minister"),
        ("a timeine of the bridge", "a timeline of the bridge"),
        ("what did lindqist say", "what did lindqvist say"),
        ("what did Lindqist say", "what did Lindqist say"),
        ("what did the widower say on the vest", "what did the widower say on the vest"),
        ("who said “the brdige is closed”", "who said “the brdige is closed”"),
        ("did holm apologise to the boosters, did he", "did holm apologise to the boosters, did he"),
        ("what did holm say on zxqvk", "what did holm say on zxqvk"),
    ],
)
def test_a_slip_of_the_keyboard_is_put_right(typed: str, read: str, known: Retriever) -> None:
    """To a word of the articles or of English; not one in quotation marks, and what has a capital is a name."""
    question = parsed(typed, known)
    assert (question.text, question.has_slips) == (read, typed != read)


@given(st.text("abcdefgh", min_size=5, max_size=9), st.integers(1, 7), st.sampled_from("xdvs"))
def test_one_slip_is_taken_back(word: str, at: int, slip: str) -> None:
    """What is typed with a letter too many, too few, swapped or changed is one slip from the word."""
    a, b = word[:at], word[at:]
    typed = {
        "x": f"{a}z{b}",
        "d": f"{a}{b[1:]}",
        "v": f"{a}{b[:1].replace('a', 'e')}{b[1:]}",
        "s": f"{a}{b[1:2]}{b[:1]}{b[2:]}",
    }[slip]
    assert word in {typed, *one_slip_from(typed)}


def test_a_slip_in_about_is_put_right_outside_of_quotations(known: Retriever) -> None:
    """Inside of them the words are somebody else's."""
    assert parsed("what did Holm say abuot the bridge", known).text == "what did Holm say about the bridge"
    assert parsed("who said “it is all abuot money”", known).text == "who said “it is all abuot money”"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("quotes from Holm himself", "quotes from Holm"),
        ("what did Holm say about himself", "what did Holm say about himself"),
        ("what did the mayors wife say", "what did the mayor’s wife say"),
        ("holms plan for the bridge", "holm’s plan for the bridge"),
        ("the pensionreform in parliament", "the pension reform in parliament"),
        ("any quotes from iain holm himself", "any quotes from iain holm"),
        ("what didthe minister say aboutthe bridge", "what did the minister say about the bridge"),
        ("what did he sayabout thebridge", "what did he say about the bridge"),
        ("the forreign minister", "the foreign minister"),
        ("a line aboutHolm", "a line about Holm"),
        ("what did Holmsay", "what did Holm say"),
        ("what did Anderson say", "what did Anderson say"),
        ("what the chairwoman say about the ice", "what did the chairwoman say about the ice"),
        ("what else the minister say", "what else did the minister say"),
        ("what the vote was about", "what the vote was about"),
        ("why the minister said no", "why the minister said no"),
        ("timeline of the fees", "timeline of the fees"),
        ("Що сказав Петренко", "Що сказав Петренко"),
        ("the chairwoman on the ice", "the chairwoman on the ice"),
        ("xyzzyplugh and its ferries", "xyzzyplugh and its ferries"),
    ],
)
def test_words_are_read_as_the_articles_spell_them(text: str, read: str, known: Retriever) -> None:
    """Possessives without an apostrophe, two words in one; not what merely looks so."""
    assert parsed(text, known).rest == read


def test_a_missing_apostrophe_is_put_in(known: Retriever) -> None:
    """Of a "not"; words that are asked about stay as they are."""
    read = ParsedQuestion.of("why didnt Holm say “I wont pay”", TODAY, known)
    assert read.text == "why didn't Holm say “I wont pay”"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("What Did Holm Say About The Bridge", "what did holm say about the bridge"),
        ("WHAT DID HOLM SAY ON “THE BRIDGE”", "what did holm say on “THE BRIDGE”"),
        ("What did the Minister say", "What did the Minister say"),
        ("Lars Holm Mara Lindqvist", "Lars Holm Mara Lindqvist"),
        ("wot did holm say abt the bridge w/ tolls", "what did holm say about the bridge with tolls"),
        ("who said “u r next”", "who said “u r next”"),
        ("wat heeft Holm gezegd dat de brug is gesloten", "wat heeft Holm gezegd dat de brug is gesloten"),
        ("did the U.S. and R&B say", "did the U.S. and R&B say"),
    ],
)
def test_chat_and_capitals_are_read_as_meant(typed: str, read: str, known: Retriever) -> None:
    """Where all words have a capital, none means anything; words in quotation marks stay."""
    assert parsed(typed, known).text == read
