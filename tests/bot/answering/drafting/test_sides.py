"""On which side somebody is told to be."""

from __future__ import annotations

import pytest

from bot.answering.drafting.sides import AGAINST, IN_FAVOUR, Sides
from retrieval.lang.tokens import terms
from retrieval.model import Article, Kind, Speaker, Statement
from retrieval.search.selector import Ranked

QUOTE = "“Look at the quay,”"


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Jon Holm condemned the toll. “Look at the quay,” Holm said.", AGAINST),
        ("Jon Holm, who runs a boat, backed the toll. “Look at the quay,” he said.", IN_FAVOUR),
        ("Jon Holm did not criticise the toll. “Look at the quay,” he said.", None),
        ("Mara Lund praised the toll. “Look at the quay,” said Jon Holm.", None),
        ("Jon Holm backed the ferry. “Look at the quay,” he said of the toll.", None),
        ("Jon Holm launched an attack on the toll. “Look at the quay,” he said.", None),
        ("Jon Holm praised the toll. Later Jon Holm condemned the toll. “Look at the quay,” he said.", None),
        ("Critics were loud. “Look at the quay,” said Jon Holm of the toll.", AGAINST),
    ],
)
def test_verbs_tell_the_side_of_their_subject(text: str, side: str | None) -> None:
    """Only what somebody does to what was asked about, and nothing that is denied, a noun, or told both ways."""
    article = Article(title="Toll", text=text)
    start = text.index(QUOTE)
    said = Statement(
        article_id=article.id, start=start, end=start + len(QUOTE), text=QUOTE, kind=Kind.DIRECT, speaker="Jon Holm"
    )
    each = Ranked(said, article, 0.0, 0.0, None, 0, speaker=Speaker(name="Jon Holm"))
    assert Sides(article, set(terms("toll"))).of(each) == side
