"""How much of a question a text holds."""

from __future__ import annotations

from bot.answering.drafting.relevance import Wanted
from retrieval.search.retriever import Retriever


def test_share_held_and_kind_told(known: Retriever) -> None:
    """All of it, a part, nothing; and a day where "when" asks for one."""
    wanted = Wanted("When will the ferry sail?", known)
    assert wanted.held("The ferry will sail again") == 1
    assert 0 < wanted.held("A ferry") < 1
    assert not wanted.held("Pension reform")
    assert wanted.is_told("The ferry sails on Monday.")
    assert not wanted.is_told("The ferry sails.")
