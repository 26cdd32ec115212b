"""Scores of the bot on questions whose answers were written by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest

from bot.evaluation.labelled import Conversation, Turn
from bot.evaluation.measure import Scores, converse, figures_json, measure, table
from retrieval.evaluation.ranking import Benchmark, Gold
from retrieval.library import Library
from retrieval.model import Status
from tests.bot.answering.conftest import HOLM, ISLAND, MARA, TODAY, island_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The island's articles. Not to be changed."""
    return island_library(tmp_path_factory.mktemp("measured"))


def gold(question: str, report: int, words: str) -> Gold:
    """A question whose answer is these words of an article."""
    article = ISLAND[report].article()
    start = article.text.index(words)
    return Gold(question, TODAY, spans=((article.id, start, start + len(words)),))


def mean(scores: Scores) -> dict[str, float]:
    return {name: value.value for name, value in scores.figures().items()}


def test_where_the_right_words_stand(library: Library) -> None:
    """First, second or nowhere; a citation is right when it overlaps them."""
    questions = (
        gold("What did Holm say about hope?", 1, "build a bridge from hope"),
        gold("What did Mara Lindqvist say about ice?", 3, "The ice is thick"),
        gold("What did Price say about the ferry in May?", 3, "The Coast Guard reported"),
    )
    means = mean(measure(library, Benchmark((), questions, ())))
    assert means["refused though answerable"] == pytest.approx(1 / 3)
    assert means["Hits@4"] == pytest.approx(2 / 3)
    assert means["Hits@1"] <= means["Hits@4"] <= means["Hits@10"]
    assert means["MRR@10"] == pytest.approx((1 + (1 if means["Hits@1"] > 0.5 else 0.5)) / 3)
    assert 0 < means["citation precision"] <= 2 / 3
    assert "refused without its articles" not in means


def test_the_words_of_an_answer_and_refusing_without_them(library: Library) -> None:
    """Asked once with the articles that hold it and once without."""
    article = ISLAND[1].article()
    question = Gold(
        "How much would the bridge cost in crowns?",
        TODAY,
        article_ids=frozenset({article.id}),
        strings=("40 million crowns",),
    )
    means = mean(measure(library, Benchmark((), (question,), ())))
    assert means["Hits@1"] == means["gold answer in the first 60 words"] == 1
    assert "refused without its articles" in means
    assert "citation precision" not in means


def test_a_wrong_speaker_is_refused_or_put_right(library: Library) -> None:
    """An answer under the name that was asked about is wrong."""
    refused = Gold("What did Price say about the ferry in May?", TODAY, said_instead_by=(MARA,))
    believed = Gold("What did Holm say about hope?", TODAY, said_instead_by=("Will Price",))
    put_right = Gold("What did Holm say about the minister?", TODAY, said_instead_by=("Mayor Holm",))
    scores = measure(library, Benchmark((), (), (refused, believed, put_right)))
    assert [right for _, _, right in scores.answers] == [True, False, True]
    assert mean(scores) == {"wrong speaker refused or put right": pytest.approx(2 / 3)}


def test_a_reranker_takes_part(library: Library) -> None:
    """It is asked for the order of the passages of a free question."""
    asked: list[str] = []

    class Kept:
        def order(self, question: str, texts: Sequence[str]) -> range:
            asked.append(question)
            return range(len(texts))

    question = Gold("How much would the bridge cost in crowns?", TODAY, article_ids=frozenset({"a"}))
    measure(library, Benchmark((), (question,), ()), reranker=Kept())
    assert question.question in asked


def test_progress_is_told(library: Library) -> None:
    """A call a question."""
    told: list[tuple[int, int]] = []
    questions = (gold("Holm?", 1, "far too thin"), gold("Price?", 4, "fair"))
    measure(library, Benchmark((), questions, ()), lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_conversations_are_scored_by_turn(library: Library) -> None:
    """In all and by kind; a fault says where."""
    turns = [
        Turn(question="what did Holm say", status=Status.ANSWERED, says=[HOLM]),
        Turn(question="and on football?", status=Status.ANSWERED),
    ]
    scores = Scores()
    converse(library, [Conversation(id="one", kind=6, asked=date(2025, 2, 14), turns=turns)], scores)
    assert mean(scores)["turns without a fault"] == mean(scores)["    kind 6"] == 0.5
    (fault,) = scores.faults
    assert fault.startswith("one: and on football?: refused instead of answered")


def test_figures_for_people_and_scripts(library: Library) -> None:
    """The same ones: a line a measure, and an object that any JSON reader takes."""
    scores = measure(library, Benchmark((), (gold("Holm on hope", 1, "from hope"),), ()))
    assert "Hits@1                               1.000 [1.000, 1.000] n=1" in table(scores)
    assert "citations that are not verbatim      0" in table(scores)
    found = json.loads(json.dumps(figures_json(scores), allow_nan=False))
    assert found["Hits@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    assert found["not_verbatim"] == 0
    assert found["milliseconds"]["p95"] >= found["milliseconds"]["median"] > 0


def test_no_questions_no_figures(library: Library) -> None:
    """And no crash."""
    assert measure(library, Benchmark((), (), ())).figures() == {}
    assert "not verbatim" in table(Scores())
