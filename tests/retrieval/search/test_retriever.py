"""A question's words to ranked passages and statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.embedding.base import Embedder, TextKind, Vectors
from retrieval.errors import EmbedderUnreachable, IndexFailure
from retrieval.library import Library
from retrieval.model import Article
from retrieval.search.retriever import CANDIDATES, MOST_RANKED, Retriever
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic
from retrieval.store.vectors import PassageVectors
from tests.retrieval.conftest import Open

ICE = (
    "The sound is full of ships. The harbour talks about ice. “It is thick,” said Mara Lindqvist.\n\n"
    "“We never spoke of the budget,” said Mara Lindqvist.\n\n"
    "“Ferries wait for the ice,” said Jon Holm."
)


def topic(text: str, *, named: bool = False) -> Topic:
    return Topic(text, text, named=named)


def retriever(library: Library, hidden: frozenset[str] = frozenset()) -> Retriever:
    snapshot = library.snapshot()
    assert snapshot is not None
    return Retriever(snapshot, library.searchable(), library.embedder, hidden=hidden)


def article(text: str, day: int | None = 10) -> Article:
    return Article(title="T", text=text, published=date(2025, 2, day) if day else None, path=text[:40])


@pytest.fixture
def over(opened: Open) -> Callable[..., Retriever]:
    """Ranks these articles."""

    def ranks(*articles: Article, hidden: frozenset[str] = frozenset()) -> Retriever:
        library = opened()
        library.add(articles)
        return retriever(library, hidden)

    return ranks


def fits(ranked: list[Ranked]) -> dict[str, Fit | None]:  # type: ignore[type-arg]  # of statements
    return {each.item.text: each.fit for each in ranked}


def test_how_a_statement_fits_a_topic(over: Callable[..., Retriever]) -> None:
    """In its own words, in the words that lead up to it, in its passage, or not at all."""
    ranks = over(article(ICE))
    found = ranks.statements([0, 1, 2], topic("ice", named=True))
    assert fits(found) == {
        "“Ferries wait for the ice,”": Fit.OWN_WORDS,
        "“It is thick,”": Fit.LEAD_IN,
        "“We never spoke of the budget,”": Fit.NONE,
    }
    assert [each.fit for each in found] == sorted(each.fit or 0 for each in found)
    assert fits(ranks.statements([0], topic("harbour", named=True)))["“It is thick,”"] is Fit.LEAD_IN


def test_most_of_a_topic_must_be_there(over: Callable[..., Retriever]) -> None:
    """One word of two isn't; a lower share may be asked for."""
    ranks = over(article(ICE))
    assert ranks.statements([2], topic("ice volcanoes", named=True))[0].fit is Fit.NONE
    assert ranks.statements([2], topic("ice volcanoes", named=True), most_of_it=0.5)[0].fit is Fit.OWN_WORDS


def test_a_name_has_no_paraphrase(over: Callable[..., Retriever]) -> None:
    """Meaning alone fits a topic of plain words, never one of names."""
    ranks = over(article("“We never spoke of the thin budget,” said Jon Holm."))
    alike = "never spoke of thin volcanoes and lava"
    assert ranks.statements([0], topic(alike))[0].fit is Fit.MEANING
    assert ranks.statements([0], topic(alike, named=True))[0].fit is Fit.NONE


def test_without_a_topic_the_newest_come_first(over: Callable[..., Retriever]) -> None:
    """Undated last; nothing is said of a fit."""
    ranks = over(
        article("“Old,” said Jon Holm.", 10),
        article("“New,” said Jon Holm.", 12),
        article("“Undated,” said Jon Holm.", None),
    )
    found = ranks.statements([0, 1, 2])
    assert [each.item.text for each in found] == ["“New,”", "“Old,”", "“Undated,”"]
    assert {each.fit for each in found} == {None}


def test_no_rows_no_statements(over: Callable[..., Retriever]) -> None:
    """With a topic or without."""
    assert over(article(ICE)).statements([]) == over(article(ICE)).statements([], topic("ice")) == []


def test_so_many_statements_are_read_out(over: Callable[..., Retriever]) -> None:
    """The best of however many there are."""
    text = "\n\n".join(f"“Point {number} on ice,” said Jon Holm." for number in range(MOST_RANKED + 20))
    ranks = over(article(text))
    rows = list(range(MOST_RANKED + 20))
    assert len(ranks.statements(rows)) == len(ranks.statements(rows, topic("ice"))) == MOST_RANKED


def test_the_passage_with_the_words_is_first(over: Callable[..., Retriever]) -> None:
    """Each passage once, with its article, best first."""
    ranks = over(
        article(ICE), article("A council met. Nobody spoke of fares."), article("The budget is a volcano of debt.")
    )
    found = ranks.passages("the volcano of debt", 3)
    assert found[0].article.text.startswith("The budget is a volcano")
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert len({each.row for each in found}) == len(found) == 3
    assert all(each.item.text in each.article.text for each in found)


def test_a_passage_is_also_found_by_the_words_around_it(over: Callable[..., Retriever]) -> None:
    """Two passages of the same words: the one whose neighbours are on the question comes first."""
    sold = "It was sold for three million kroner to a buyer abroad."
    articles = [
        article("\n\n".join([f"The {thing} was old. {told * 12}", sold, f"{told * 60}"]))
        for thing, told in (
            ("bridge", "Rust had eaten into its steel. "),
            ("ferry", "Passengers waited on the quay. "),
            ("windmill", "Farmers ground their corn by hand. "),
        )
    ]
    ranked = over(*articles).passages("for how many kroner was the ferry sold", 10)
    first = next(each for each in ranked if "three million" in each.item.text)
    assert "ferry" in first.article.text


def test_further_articles_are_others(over: Callable[..., Retriever]) -> None:
    """Behind the best passages, one of each article that isn't among them."""
    long = "\n\n".join(f"The ice in the sound, part {n}. " + "Ferries wait. " * 60 for n in range(4))
    ranks = over(article(long), article("Ice cream is sold."), article("Thin ice on a pond."))
    found = ranks.passages("the ice in the sound", 3, further=5)
    best, further = found[:3], found[3:]
    assert not {each.article.id for each in best} & {each.article.id for each in further}
    assert len({each.article.id for each in further}) == len(further)


def test_the_newer_of_two_alike_comes_first(over: Callable[..., Retriever]) -> None:
    """Seen from the day asked; without one, age is nothing."""
    old, new = article("The ferry sails at noon on a Monday.", 1), article("The ferry sails at noon on a Friday.", 13)
    ranks = over(old, new)
    first = ranks.passages("when does the ferry sail at noon", asked=date(2025, 2, 14))[0]
    assert first.article.id == new.id
    plain = {each.article.id: each.score for each in ranks.passages("when does the ferry sail at noon")}
    assert plain[old.id] == pytest.approx(plain[new.id], abs=0.01)  # what four bits leave of a vector


def test_a_collection_that_ended_long_ago_has_news_too(over: Callable[..., Retriever]) -> None:
    """Its last day stands for the day asked: years later the newest still gains what it gained then."""
    ranks = over(
        article("The ferry sails at noon on a Monday.", 1), article("The ferry sails at noon on a Friday.", 13)
    )
    then, now = (
        [each.score for each in ranks.passages("the ferry sails", asked=day)]
        for day in (date(2025, 2, 13), date(2035, 2, 13))
    )
    assert then == now


def test_what_was_published_later_gains_nothing(over: Callable[..., Retriever]) -> None:
    """It is no news on the day asked."""
    ranks = over(
        article("The ferry sails at noon on a Monday.", 1), article("The ferry sails at noon on a Friday.", 13)
    )
    found = ranks.passages("the ferry sails at noon", asked=date(2025, 2, 2))
    assert found[0].article.published == date(2025, 2, 1)


def test_hidden_articles_are_nowhere(over: Callable[..., Retriever]) -> None:
    """Neither their passages nor their statements."""
    first, second = article(ICE), article("The ice is gone. “It melted,” said Jon Holm.")
    ranks = over(first, second, hidden=frozenset({first.id}))
    assert {each.article.id for each in ranks.passages("ice", 10, further=5)} == {second.id}
    assert {each.article.id for each in ranks.statements(list(range(4)), topic("ice"))} == {second.id}
    assert over(first, second, hidden=frozenset({"no such article"})).passages("ice")


def test_any_words_may_be_asked_for(over: Callable[..., Retriever]) -> None:
    """Also none, or none that any article holds."""
    ranks = over(article(ICE))
    for query in ("", "?!", "the of and", "xyzzy", "“", "ice " * 500):
        assert len(ranks.passages(query, CANDIDATES)) <= CANDIDATES
        assert ranks.statements([0], topic(query))


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("most", [1, 5, 30, None])
def test_many_statements_are_ranked_as_few(
    over: Callable[..., Retriever], monkeypatch: pytest.MonkeyPatch, most: int | None, *, named: bool
) -> None:
    """Where the indexes are asked which statements may fit, the same come first as where each is looked at."""
    texts = [f"{ICE}\n\n“Day {n} of thick ice,” said Jon Holm.\n\nNo budget. “It froze,” said Holm." for n in range(9)]
    ranks = over(*(article(text, day) for day, text in enumerate(texts, start=1)))
    for text in ("ice", "the budget", "thick ice", "ferries", "volcanoes"):
        about = topic(text, named=named)
        found = []
        for few in (1_000, 0):
            monkeypatch.setattr("retrieval.search.retriever.FEW", few)
            ranked = ranks.statements(ranks.rows_of(), about, most=most)
            found.append([(each.row, each.fit) for each in ranked if (each.fit or 0) <= Fit.PASSAGE])
        assert found[0] == found[1]


def test_of_very_many_that_fit_the_best_are_ranked(
    over: Callable[..., Retriever], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those whose words hold more of the topic stay, and all still count where all are asked for."""
    ranks = over(article("\n\n".join(f"“Ice {'ice ' * n}on day {n},” said Jon Holm." for n in range(1, 21))))
    monkeypatch.setattr("retrieval.search.retriever.FEW", 0)
    monkeypatch.setattr("retrieval.search.retriever.MOST_CANDIDATES", 4)
    assert len(ranks.statements(ranks.rows_of(), topic("ice"))) == 4
    assert len(ranks.statements(ranks.rows_of(), topic("ice"), most=None)) == 20


class _Away:
    """An embedder whose server is away until it is back."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self.embedder, self.is_back = embedder, False

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> Vectors:
        if not self.is_back:
            raise EmbedderUnreachable(self.name, "timeout")
        return self.embedder.embed(texts, kind=kind)


def test_words_alone_find_while_the_embedder_is_away(opened: Open) -> None:
    """And its vectors again once it is back, also for a question that was asked before."""
    library = opened()
    library.add([article(ICE)])
    snapshot = library.snapshot()
    assert snapshot is not None
    away = _Away(library.embedder)
    ranks = Retriever(snapshot, library.searchable(), away)
    assert ranks.passages("ferries", 5, asked=None)[0].item.text == "“Ferries wait for the ice,” said Jon Holm."
    assert fits(ranks.statements([0, 1, 2], topic("ferries")))["“Ferries wait for the ice,”"] is Fit.OWN_WORDS
    assert not ranks.vector("ferries").any()
    away.is_back = True
    assert ranks.vector("ferries").any()


class _Counting:
    """Vectors that note what is searched, and are broken at first."""

    def __init__(self, vectors: PassageVectors) -> None:
        self.vectors, self.searched = vectors, 0

    def nearest(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        self.searched += 1
        if self.searched == 1:
            raise IndexFailure("gone", "make it again")
        return self.vectors.nearest(vector, k)


def test_a_question_is_searched_once(opened: Open) -> None:
    """However often its passages are asked for; a search that failed isn't remembered."""
    library = opened()
    library.add([article(ICE)])
    snapshot, vectors = library.snapshot(), library.searchable()
    assert snapshot is not None
    assert vectors is not None
    counting = _Counting(vectors)
    ranks = Retriever(snapshot, counting, library.embedder)  # type: ignore[arg-type]  # what is used of it
    first = ranks.passages("ferries", 5)
    assert [each.row for each in ranks.passages("ferries", 5)] == [each.row for each in first]
    ranks.passages("ferries", 2)
    ranks.passages("ice", 2)
    assert counting.searched == 3


class _LastFirst:
    """Turns the order of the search around."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def order(self, question: str, texts: Sequence[str]) -> list[int]:
        self.asked.append(question)
        return [*range(len(texts))][::-1]


def test_a_reranker_orders_the_passages_where_that_is_asked_for(opened: Open) -> None:
    """The passages stay those of the articles, and the scores those that later steps know."""
    library = opened()
    library.add([article(ICE)])
    snapshot = library.snapshot()
    assert snapshot is not None
    last_first = _LastFirst()
    ranks = Retriever(snapshot, library.searchable(), library.embedder, reranker=last_first)
    plain = ranks.passages("ferries", 5)
    assert last_first.asked == []
    turned = ranks.passages("ferries", 5, reranked=True)
    assert [each.item for each in turned] == [each.item for each in plain][::-1]
    assert [each.score for each in turned] == [each.score for each in plain]
    assert last_first.asked == ["ferries"]
