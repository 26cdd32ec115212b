"""What a question may use of a snapshot."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.library import Library
from retrieval.search.selector import Selector
from retrieval.search.topic import Topic


@pytest.fixture(scope="module")
def selector(sample_library: Library) -> Selector:
    snapshot = sample_library.snapshot()
    assert snapshot is not None
    return Selector(snapshot)


def row_of(selector: Selector, name: str) -> int:
    return next(row for row, each in enumerate(selector.speakers) if each.name == name)


def test_statements_by_speaker_and_article(selector: Selector) -> None:
    """By registered speaker, besides one, in some articles; the uncertain only where they are asked for."""
    mcfaul = row_of(selector, "Michael McFaul")
    own = selector.rows_of([mcfaul])
    assert {selector.statement(row).by for row in own} == {"Michael McFaul"}
    certain = selector.rows_of()
    assert sorted([*selector.rows_of(besides=[mcfaul]), *own]) == list(certain)
    uncertain = set(selector.rows_of(uncertain=True)) - set(certain)
    assert {selector.statement(row).by for row in uncertain} <= {None}
    article = selector.statement(own[0]).article.id
    assert selector.rows_of([mcfaul], articles=[article])
    assert not selector.rows_of(articles=["gone"])
    assert [each.row for each in selector.statements_in(article)] == list(
        selector.rows_of(articles=[article], uncertain=True)
    )
    for each in selector.statements_in(article):
        start, end = each.item.start, each.item.end
        at = selector.statements_at(article, start, end)
        assert each in at
        assert at == [one for one in selector.statements_in(article) if one.item.start < end and start < one.item.end]
    assert selector.statements_at("gone", 0, 9) == []


def test_articles_on_a_topic_are_newest_first(selector: Selector) -> None:
    """All of the topic's words stand in them; hidden ones are left out."""
    found = list(selector.articles(Topic("Munich", "Munich")))
    days = [each.published for each in found]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    assert all("Munich" in f"{each.title} {each.text}" for each in found)
    hidden = Selector(selector.snapshot, frozenset({found[0].id}))
    assert found[0].id not in {each.id for each in hidden.articles()}
    assert list(selector.articles(Topic("xylophone", "xylophone"))) == []
    assert list(selector.articles(Topic("", ""))) == []


def test_statements_of_some_days(selector: Selector) -> None:
    """Also of articles that came out a little later, or have no day."""
    rows = selector.rows_of()
    first = date(2025, 2, 12)
    some = selector.published(rows, first, first, later=0)
    assert some
    assert {selector.statement(row).article.published for row in some} <= {first, None}
    assert set(some) < set(selector.published(rows, first, first, later=1))
    assert selector.published(rows, None, None, later=0) == rows


def test_passages_that_name_somebody(selector: Selector) -> None:
    """With the words of the name in a row."""
    rows = selector.passages_naming("Michael McFaul")
    assert rows
    assert selector.articles_of(rows) >= 1
    assert not selector.passages_naming("McFaul Michael")
    assert selector.passages_naming("skipper Michael McFaul") == rows  # it is told what he is called, not what he is
    assert {each.article.id for each in selector.statements_within(rows)}
    assert set(selector.passages_naming("McFaul", Topic("gifts", "gifts"))) <= set(selector.passages_naming("McFaul"))


def test_what_is_spoken_of(selector: Selector) -> None:
    """All of a topic stands in somebody's own words."""
    assert selector.is_spoken_of("gifts")
    assert not selector.is_spoken_of("xylophone")
    assert not selector.is_spoken_of("the")
