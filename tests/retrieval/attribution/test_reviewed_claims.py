"""Words that a fact check's data find false or doubtful."""

from __future__ import annotations

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article, Hedge, Review, Statement

FAKE = (
    "A post with a photo of the minister was shared 4,000 times. "
    "“The ferries will sink by spring,” Mara Holm said, the post reads.\n\nThe ministry knows nothing of it. "
    "“I never said that the ferries will sink,” Mara Holm told us. "
    "“The harbour is open to everybody,” said pilot Erik Lund.\n\nOur rating: False."
)
SAID = (
    "“Half of all ferries are broken,” Mara Holm said at a rally in March. The register lists two of ninety."
    " “We checked every hull,” said Erik Lund, who keeps it."
)
ANALYST = Analyst()


def statements(text: str, *reviews: Review) -> list[Statement]:
    return [*ANALYST.analyse(Article(title="T", text=text, reviews=reviews)).statements]


def of(words: str, found: list[Statement]) -> list[Statement]:
    return [each for each in found if words in each.text]


CLAIM = "Mara Holm said “The ferries will sink by spring”"


@pytest.mark.parametrize("rating", ["False", "FALSE.", "Fabricated", "Pants on Fire!", "1 of 5", "0 of 10"])
def test_words_that_a_claim_puts_into_a_mouth_are_nobody_s(rating: str) -> None:
    """The denial in the same article stands, and so do other words."""
    found = statements(FAKE.replace("Our rating: False.", ""), Review(claim=CLAIM, rating=rating, claimed_by="A post"))
    fake = of("will sink by spring", found)
    assert fake
    assert {(each.speaker, each.hedge) for each in fake} == {(None, Hedge.FALSE)}
    assert all(each.hedge_start is not None and each.hedge_end is not None for each in fake)
    assert all(each.speaker == "Erik Lund" and each.hedge is None for each in of("harbour is open", found))
    assert all(each.hedge is not Hedge.DISPUTED and each.hedge is not Hedge.FALSE for each in of("I never said", found))


@pytest.mark.parametrize(
    "rating", ["False", "Mostly false", "Half true", "Four Pinocchios", "Missing context", "2 of 5"]
)
def test_what_somebody_claimed_is_said_but_disputed(rating: str) -> None:
    """They said it; the article doubts it."""
    claim = Review(claim="Half of all ferries are broken", rating=rating, claimed_by="Mara Holm")
    found = statements(SAID, claim)
    (said,) = of("Half of all ferries", found)
    assert (said.speaker, said.hedge) == ("Mara Holm", Hedge.DISPUTED)
    assert [each.hedge for each in of("We checked", found)] == [None]


@pytest.mark.parametrize("rating", ["True", "Mostly true", "Correct", "Accurate", "5 of 5", "Correct attribution"])
def test_what_is_found_true_is_plain(rating: str) -> None:
    """No hedge where there is no doubt."""
    found = statements(SAID, Review(claim="Half of all ferries are broken", rating=rating))
    assert [(each.speaker, each.hedge) for each in of("Half of all ferries", found)] == [("Mara Holm", None)]


@pytest.mark.parametrize("claim", ["Ferries", "A comet hits the island", "The harbour master eats fish", "“", "said"])
def test_other_claims_say_nothing_of_it(claim: str) -> None:
    """A word in common is no claim in common."""
    found = statements(SAID, Review(claim=claim, rating="False"))
    assert [(each.speaker, each.hedge) for each in of("Half of all ferries", found)] == [("Mara Holm", None)]
