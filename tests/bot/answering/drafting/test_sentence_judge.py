"""Which sentence answers a question."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.drafting import sentence_judge
from bot.answering.drafting.candidates import Candidates
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.request import OpenQuestion
from tests.bot.answering.conftest import TODAY, LibraryOf, Report


@pytest.mark.parametrize(
    "text", ["Kiln Street burns", "By Ada Marsh/Pia Lund", "What will become of it?", "Photo: Marsh"]
)
def test_headings_bylines_and_questions_tell_nothing(text: str) -> None:
    """They are no sentences of an answer."""
    assert not sentence_judge.is_sentence(text)


@pytest.mark.parametrize(
    "text", ["The kiln burnt for two days.", "“Who pays for the kiln?” asked Pia Lund.", "“Who pays for it?”"]
)
def test_sentences_tell(text: str) -> None:
    """With or without marks."""
    assert sentence_judge.is_sentence(text)


BINS = Report(
    "Bin rounds to shrink. Fourteen vehicles date from 2011. The number of rounds falls from 41 to 29. The change"
    " should save £1.3m a year. Gethin Parry, 54, said so. It starts at 5am on 1 June and lasts for two years. Kids may"
    " help on Sundays.",
    10,
)


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("how many rounds will there be", "41 to 29"),
        ("how many cars are from 2011", "Fourteen vehicles"),
        ("how much will the new rounds save", "£1.3m"),
        ("how old is Gethin Parry", "54"),
        ("how long does it last", "two years"),
        ("may children help", "Kids"),
    ],
)
def test_the_best_sentence(question: str, holds: str, library_of: LibraryOf) -> None:
    """Tells of the thing that is counted, or a sum or an age where that is asked, in other words for it too."""
    known = Answerer(library_of([BINS])).retriever()
    assert holds in Candidates(OpenQuestion(text=question), LineBuilder(known), TODAY).found().best[0].text
