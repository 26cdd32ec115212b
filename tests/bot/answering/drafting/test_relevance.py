"""How much of a question a text holds."""

from __future__ import annotations

from datetime import date

from bot.answering.drafting.relevance import Wanted
from retrieval.model import Article
from retrieval.search.retriever import Retriever


def test_share_held_and_kind_told(known: Retriever) -> None:
    """All of it, a part, nothing; and a day where "when" asks for one."""
    wanted = Wanted("When will the ferry sail?", known)
    assert wanted.held("The ferry will sail again") == 1
    assert 0 < wanted.held("A ferry") < 1
    assert not wanted.held("Pension reform")
    assert wanted.is_told("The ferry sails on Monday.")
    assert not wanted.is_told("The ferry sails.")


def test_names_of_a_question_stand_in_an_article(known: Retriever) -> None:
    """Each or a share of them; a title before a name isn't looked for."""
    wanted = Wanted("did Southwest Airlines sue Mayor Holm?", known)
    both = Article(title="Southwest sues Holm", text="Southwest sued Jon Holm on Monday.")
    one = Article(title="Delta sues Holm", text="Delta sued the mayor, Jon Holm.")
    assert (wanted.named_in(both), wanted.named_in(one)) == (1, 0.5)
    assert Wanted("how cold was it", known).named_in(one) == 1


def test_one_story(known: Retriever) -> None:
    """Another article's title in the words of this one, within some days."""
    wanted = Wanted("what burnt", known)
    fire = Article(title="Kiln burns in Northport", text="The kiln burnt.", published=date(2025, 2, 1))
    later = Article(title="A ruin", text="The kiln that burns in Northport.", published=date(2025, 2, 3))
    years = Article(title="A ruin", text="The kiln that burns in Northport!", published=date(2019, 2, 3))
    assert wanted.is_same_story(later, fire)
    assert not wanted.is_same_story(years, fire)
