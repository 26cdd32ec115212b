"""The one way in which every format makes an article."""

from __future__ import annotations

import pytest

from retrieval.errors import (
    ArticleTooLarge,
)
from tests.retrieval.readers.conftest import Read


def test_a_text_that_no_article_has_is_refused(read: Read) -> None:
    """A library in one file would keep a computer busy for hours."""
    with pytest.raises(ArticleTooLarge, match=r"2,000,001 characters.*Split it into its articles"):
        read("x" * 2_000_001, max_bytes=3_000_000)
