"""What stands around a question: it is left out; what names somebody or quotes stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.typed.around import ASKED, BEFORE, BEHIND, NAME, asked_alone, observed, tokens, what_is_asked
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import TODAY

ASKS = "what did Holm say about the bridge"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("I'm writing this up now and need one thing. ", ""),
        ("quick question: ", ""),
        ("1) ", "?"),
        ("", "? It's for my piece tonight."),
        ("", "? I need it by five."),
        ("", " according to the articles?"),
        ("ok so, ", "? Thanks, my editor wants the exact words."),
        ("@desk_bot ", " pls"),
    ],
)
def test_only_the_question_is_left(before: str, behind: str, known: Retriever) -> None:
    """Whatever is said of oneself, of haste and of sources before it or behind it."""
    text = ParsedQuestion.of(f"{before}{ASKS}{behind}", TODAY, known).text
    assert text.rstrip("?") == ASKS


@pytest.mark.parametrize(
    "text",
    [
        "The council closed the bridge. What did Holm say?",
        "What did Holm say? About the bridge.",
        "I think Holm talked about the bridge, what was it",
        "storm: when was the bridge shut",
        "more, please",
        "and what about in the Island Post",
        "tl;dr of the toll bridge plan",
        "did Holm say “I need it by five”",
        "need quotes from Holm on the bridge",
        "Що сказав Петренко?",
    ],
)
def test_what_belongs_to_a_question_stays(text: str, known: Retriever) -> None:
    """Its topic and its speaker in another sentence, and a message of little else."""
    assert ParsedQuestion.of(text, TODAY, known).text == text


def test_a_sentence_stays_whole_unless_it_is_cut_at_a_mark() -> None:
    """Tags inside of a clause cut nothing; a name keeps its sentence."""
    words = "hello there friend . so , what did he say today".split()
    tags = [BEFORE] * 6 + [ASKED] * 4 + [BEHIND]
    assert what_is_asked(words, tags) == (6, 10)
    assert what_is_asked(["hi", NAME, ".", "who", "spoke"], [BEFORE, BEFORE, BEFORE, ASKED, ASKED]) == (0, 5)
    assert what_is_asked(["he", "spoke", "long", "ago"], [BEFORE, ASKED, ASKED, ASKED]) == (0, 4)
    assert what_is_asked(["storm", ":", "who", "spoke"], [BEFORE, BEFORE, ASKED, ASKED]) == (0, 4)
    assert what_is_asked(["hi", "there"], [BEFORE, BEFORE]) is None


@given(st.text(max_size=120))
def test_what_is_left_of_any_text_is_a_part_of_it(text: str) -> None:
    """Of each word there are features, and nothing is put in."""
    called = tokens(text, [(0, 1)])
    assert len(observed(called)) == len(called)
    assert asked_alone(text, []) in text
