"""The bundled sample is read like any folder of articles."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.model import Article
from retrieval.readers import find_files, read_article
from retrieval.sample import sample_folder


@pytest.fixture(scope="module")
def sample() -> list[Article]:
    """All articles of the sample."""
    return [read_article(path, max_bytes=100_000) for path in find_files(sample_folder())]


def test_the_sample_is_eight_reports_and_no_readme(sample: list[Article]) -> None:
    """What says what the sample is, is not in it."""
    assert len(sample) == 8
    assert (sample_folder() / "README.md").is_file()
    assert len({article.id for article in sample}) == 8


def test_every_report_has_a_title_an_invented_outlet_and_a_day(sample: list[Article]) -> None:
    """Each form that the sample comes in tells who published it and when."""
    for article in sample:
        assert (article.publisher or "").startswith("Verbatim Sample ")
        assert article.published is not None
        assert date(2025, 2, 10) <= article.published <= date(2025, 2, 14)
        assert 150 <= len(article.text.split()) <= 350
    assert len({article.publisher for article in sample}) >= 3
    assert len({article.published for article in sample}) == 5


def test_two_reports_share_a_quotation_and_two_differ_in_a_number(sample: list[Article]) -> None:
    """What the README promises for trying out."""
    quotation = "returning to Ukraine’s pre-2014 borders is an unrealistic objective"
    assert sum(quotation in article.text for article in sample) == 2
    assert [article.published for article in sample if "at least two districts" in article.text] == [date(2025, 2, 12)]
    assert [article.published for article in sample if "four of the city's districts" in article.text] == [
        date(2025, 2, 13)
    ]
