"""What a fact check's page tells in its data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retrieval.model import Review
from retrieval.readers.html.claim_reviews import reviews_of
from retrieval.readers.html_file import page_article

TEXT = "".join(
    f"<p>Paragraph {n} tells how the ferries of the sound were counted by the harbour office.</p>" for n in range(9)
)


def reviews(data: Any) -> tuple[Review, ...]:
    page = (
        "<html><head><title>Are ferries broken?</title>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head>"
        f"<body><article><h1>Are ferries broken?</h1>{TEXT}</article></body></html>"
    )
    return page_article(page.encode(), "page.html").reviews


def review(**changes: Any) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "claimReviewed": "Half of all ferries are broken",
        "reviewRating": {"@type": "Rating", "alternateName": "Mostly false", "ratingValue": "2"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Mara Holm"}},
        **changes,
    }


HELD = Review(claim="Half of all ferries are broken", rating="Mostly false", claimed_by="Mara Holm")


@pytest.mark.parametrize(
    "data",
    [
        review(),
        [review()],
        {"@graph": [{"@type": "WebPage"}, review()]},
        {"@type": "NewsArticle", "headline": "Are ferries broken?", "review": review()},
        review(**{"@type": ["Thing", "https://schema.org/ClaimReview"]}),
        review(itemReviewed=[{"author": [{"name": " Mara  Holm "}]}]),
        [review(), review()],
    ],
)
def test_a_review_is_read_wherever_it_stands(data: Any) -> None:
    """Each once."""
    assert reviews(data) == (HELD,)


@pytest.mark.parametrize(
    ("rating", "read"),
    [
        ({"ratingValue": 1, "bestRating": 5}, "1 of 5"),
        ({"ratingValue": "1"}, "1 of 5"),
        ({"ratingValue": "False"}, "False"),
        ({"name": "Satire"}, "Satire"),
        ([{"alternateName": "Fake"}], "Fake"),
    ],
)
def test_a_rating_is_words_or_a_number_of_the_best(rating: Any, read: str) -> None:
    """As the page has it."""
    assert [each.rating for each in reviews(review(reviewRating=rating))] == [read]


@pytest.mark.parametrize(
    "changes",
    [
        {"claimReviewed": None},
        {"claimReviewed": ["a"]},
        {"claimReviewed": "   "},
        {"reviewRating": None},
        {"reviewRating": {"alternateName": {"a": 1}}},
        {"reviewRating": {"ratingValue": True}},
        {"@type": "Review"},
        {"@type": 5},
    ],
)
def test_data_of_another_form_is_no_review(changes: dict[str, Any]) -> None:
    """A stranger writes it: it is passed over."""
    assert reviews(review(**changes)) == ()


def test_a_page_has_so_many_reviews_and_no_more() -> None:
    """And claims of a bounded length."""
    found = reviews([review(claimReviewed=f"{n} {'x' * 3_000}") for n in range(100)])
    assert (len(found), max(len(each.claim) for each in found)) == (20, 1_000)


@pytest.mark.parametrize(
    "value", [None, 5, "a", [5], [{"claim": ""}], {"claim": "a"}, [{"claim": "a", "rating": "b", "c": 1}]]
)
def test_reviews_of_a_strange_export_are_none(value: Any) -> None:
    """What we wrote ourselves is read as it was."""
    assert reviews_of(value) == ()
    assert reviews_of([HELD.model_dump()]) == (HELD,)
