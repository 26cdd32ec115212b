"""Statements for a few words: found by names and topics, each checked and cited."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.answerer import Answerer
from retrieval.library import Library
from retrieval.model import Kind, Question, Status

TODAY = date(2025, 2, 14)


@pytest.fixture(scope="module")
def answers(sample_library: Library) -> Answerer:
    return Answerer(sample_library, strict=True)


def test_words_and_names_find_statements(answers: Answerer) -> None:
    """On the topic, by that speaker; each an answer of its own whose quote is the article's."""
    found = answers.quotes("McFaul gifts", TODAY, most=5)
    assert found
    for answer in found:
        [citation] = answer.citations
        assert answer.status is Status.ANSWERED
        assert citation.speaker == "Michael McFaul"
        assert citation.quote == citation.article.span(citation.start, citation.end)
        assert citation.quote in answer.text
    assert "gifts" in found[0].text


def test_only_what_is_on_the_topic_is_found(answers: Answerer) -> None:
    """Words that nobody said find nothing, rather than the nearest in meaning."""
    assert answers.quotes("knitting patterns", TODAY, most=5) == []
    assert answers.quotes("McFaul knitting", TODAY, most=5) == []


def test_nothing_asked_for_is_the_newest(answers: Answerer) -> None:
    """Newest first, the speakers' own words before what is reported."""
    found = [answer.citations[0] for answer in answers.quotes("", TODAY, most=10)]
    days = [each.article.published for each in found]
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]
    assert found[0].kind is Kind.DIRECT


def test_only_the_articles_named_are_looked_at(answers: Answerer) -> None:
    """A beginning of a name is none there: a follower means what was written."""
    everything = {answer.citations[0].article.id for answer in answers.quotes("Hegseth", TODAY, most=50)}
    one = sorted(everything)[:1]
    assert {a.citations[0].article.id for a in answers.quotes("Hegseth", TODAY, most=50, among=one)} == set(one)
    assert answers.quotes("McF", TODAY, most=5)
    assert answers.quotes("McF", TODAY, most=5, among=answers.articles()) == []


def test_statements_are_put_together_to_one_answer(answers: Answerer) -> None:
    """In the order given; one that is gone is left out."""
    cited = [answer.citations[0] for answer in answers.quotes("NATO", TODAY, most=3)]
    keys = [(each.article.id, each.start, each.end) for each in cited]
    answer = answers.quoting([*keys, ("gone", 0, 5)], Question(text="NATO", chat="a:1:0:1", id="x", asked=TODAY))
    assert [each.quote for each in answer.citations] == [each.quote for each in cited]
    assert answer.text.count("[1]") == 1


def test_who_is_meant_is_known_or_asked(answers: Answerer) -> None:
    """One bearer of a name leaves nothing open."""
    assert answers.namesakes("McFaul") == ()
    assert answers.namesakes("nobody at all") == ()
