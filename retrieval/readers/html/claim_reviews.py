"""The claims that a fact check's page reviews, by ``ClaimReview`` in its JSON-LD (https://schema.org/ClaimReview)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from retrieval.model import Review
from retrieval.readers.decoding.encodings import one_line

_TYPE = "ClaimReview"
_MOST = 20
"""Reviews of one page that are read."""

_LONGEST = 1_000
"""Code points of a claim; a longer one is a text."""

_reviews = TypeAdapter(tuple[Review, ...])


def claim_reviews(nodes: Iterable[Mapping[str, Any]]) -> tuple[Review, ...]:
    """The reviews among the objects of a page's JSON-LD, each once; one without a claim or a rating is passed over."""
    found: dict[Review, None] = {}
    for node in nodes:
        if len(found) == _MOST:
            break
        kinds = node.get("@type")
        if not any(isinstance(kind, str) and kind.endswith(_TYPE) for kind in _listed(kinds)):
            continue
        reviewed = _first(node.get("itemReviewed"))
        claim = _text(node.get("claimReviewed")) or _text(reviewed.get("name"))
        rating = _rating(_first(node.get("reviewRating")))
        if claim and rating:
            made_by = (_text(_first(reviewed.get(key)).get("name")) for key in ("author", "creator"))
            found[Review(claim=claim, rating=rating, claimed_by=next(filter(None, made_by), None))] = None
    return tuple(found)


def reviews_of(value: Any) -> tuple[Review, ...]:
    """The reviews of an exported article; none where they aren't such."""
    try:
        return _reviews.validate_python(value or ())[:_MOST]
    except ValidationError:
        return ()


def _rating(told: Mapping[str, Any]) -> str | None:
    """A rating in the page's words, else as a number of what is best: 1 is the worst, where the page tells no other."""
    said = _text(told.get("alternateName")) or _text(told.get("name"))
    value = _text(told.get("ratingValue"))
    if said or value is None:
        return said
    return f"{value} of {_text(told.get('bestRating')) or 5}" if value.replace(".", "", 1).isdigit() else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Mapping[str, Any]:
    return next((each for each in _listed(value) if isinstance(each, dict)), {})


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return one_line(str(value))[:_LONGEST] or None
