"""Which sentence answers a question."""

from __future__ import annotations

from itertools import pairwise

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


def test_sentences_are_read_alike_one_by_one_and_at_once(library_of: LibraryOf) -> None:
    """Also one without a word, which holds nothing."""
    known = Answerer(library_of([BINS])).retriever()
    (article,) = {each.article.id: each.article for each in known.passages("rounds", 5)}.values()
    text = article.text
    at = [0, *(n + 2 for n in range(len(text)) if text.startswith(". ", n)), len(text)]
    spans = [*pairwise(at), (text.index(". "), text.index(". ") + 1)]
    together, alone = (LineBuilder(known).judge("how many vehicles drive the new rounds") for _ in range(2))
    together.look_at((article, span) for span in spans)
    for span in spans:
        assert together.held_by(article, span) == pytest.approx(alone.held_by(article, span), abs=1e-6)
    assert together.held_by(article, spans[-1])["exact"] == 0.0
    assert max(together.held_by(article, span)["exact"] for span in spans) > 0.0
