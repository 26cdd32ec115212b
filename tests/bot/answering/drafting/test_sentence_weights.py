"""What the signs of sentences weigh."""

from __future__ import annotations

import pytest

from bot.answering.drafting import sentence_weights

HELD, LACKING = {"exact": 1.0, "exact around": 0.0}, {"exact": 0.0, "exact around": 0.0}
FOUND = [{**HELD, "score": 0.9, "sentence": 1.0}, {**LACKING, "score": 0.1, "sentence": 1.0}]


def test_what_holds_the_question_scores_more() -> None:
    """A score for each sentence, in their order; a sign that isn't there is 0."""
    held, lacking = sentence_weights.scores(FOUND, {})
    assert held > lacking
    assert sentence_weights.scores([{**FOUND[0], "unknown": 3.0}, {**FOUND[1], "named": 0.0}], {}) == pytest.approx(
        [held, lacking]
    )


def test_no_sentences_have_no_scores() -> None:
    """Where nothing was found."""
    assert sentence_weights.scores([], {"large": 1.0}).shape == (0,)


def test_a_sentences_own_sign_comes_before_the_questions() -> None:
    """Of one name."""
    assert sentence_weights.matrix([{"a": 1.0}, {}], {"a": 2.0}, ["a", "b"]).tolist() == [[1.0, 0.0], [2.0, 0.0]]


def test_how_far_the_first_stands_out() -> None:
    """Among the sentences of all articles, and its article among the others."""
    told = sentence_weights.of_the_best([3.0, 2.0, 1.0], ["one", "one", "two"], [HELD, LACKING], holds=99.0)
    assert told["best"] == pytest.approx(0.665, abs=0.001)
    assert (told["best four"], told["of one article"]) == (pytest.approx(1.0), pytest.approx(2 / 3))
    assert told["best article"] == pytest.approx(0.910, abs=0.001)
    assert told["apart"] == pytest.approx(2 / sentence_weights.MOST_APART)
    assert (told["holds"], told["most held"]) == (sentence_weights.MOST_HELD, 1.0)


def test_one_article_alone_is_apart_as_far_as_can_be() -> None:
    """There is no other to be behind."""
    assert sentence_weights.of_the_best([3.0], ["one"], [HELD], holds=0.0)["apart"] == 1.0


def test_a_held_question_is_likelier_answered() -> None:
    """Than one of which nothing stands there; both are probabilities, however far out the signs."""
    held, lacking = (
        sentence_weights.likelihood({**signs, **sentence_weights.of_the_best([4.0], ["one"], [signs], holds=holds)})
        for signs, holds in ((FOUND[0], 3.0), (FOUND[1], -3.0))
    )
    assert 0 < lacking < held < 1
    assert 0 <= sentence_weights.likelihood({"rank": -1e9}) <= sentence_weights.likelihood({"rank": 1e9}) <= 1
