"""What fields of articles are called."""

from __future__ import annotations

import pytest

from retrieval.readers.metadata.field_names import field_named


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Story Text", "text"),
        ("media_name", "publisher"),
        ("byline_text", "author"),
        ("dc:creator", "author"),
        ("og:title", "title"),
        ("webPublicationDate", "published"),
        ("Date de parution", "published"),
        ("Überschrift", "title"),
        ("ts", "published"),
        ("image_title", None),
        ("comment_author", None),
        ("a name of an article that has more words than any", None),
        ("", None),
    ],
)
def test_a_field_is_known_by_its_words(name: str, field: str | None) -> None:
    assert field_named(name) == field
