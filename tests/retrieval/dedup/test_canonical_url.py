"""Which spellings of a url are one address, and which urls name no article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.dedup.canonical_url import address

HERE = "example.com/news/ice-holds"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/news/ice-holds",
        "http://example.com/news/ice-holds",
        "https://www.example.com/news/ice-holds/",
        "https://m.example.com/news/ice-holds",
        "https://WWW.Example.COM:443/news/ice-holds#comments",
        "https://reader:secret@example.com/news/ice-holds",
        "https://example.com/news/ice-holds?utm_source=x&utm_medium=social&fbclid=Ab3",
        "https://example.com/news/ice-holds?at_campaign=64&gclid=1&CMP=share_btn",
        "https://example.com/news/ice-holds/amp",
        "https://amp.example.com/news/ice-holds/index.html",
        "https://example.com/amp/news/ice-holds",
        "https://example.com/news/ice-holds?partner=rss&unlocked_article_code=1.a&giftCopy=2&srsltid=x",
        "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/ice-holds/amp",
        "https://www.google.com/amp/s/amp.example.com/news/ice-holds?amp=1",
        "https://example.com//news/./x/../ice%2Dholds",
        " https://example.com/news/ice-holds\n",
    ],
)
def test_spellings_of_one_address(url: str) -> None:
    """Scheme, mirror, tracking, fragment, slashes and escapes tell nothing about what is read."""
    assert address(url) == HERE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/news?id=1", "https://example.com/news?id=2"),
        ("https://example.com/a/Ice", "https://example.com/a/ice"),
        ("https://example.com/a", "https://example.org/a"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com:8080/a", "https://example.com/a"),
        ("https://example.com/#!/ice", "https://example.com/#!/fog"),
        ("https://m.com/a", "https://com/a"),
        ("https://example.com/amp/a", "https://example.com/b/amp/a"),
    ],
)
def test_addresses_of_two_articles(one: str, other: str) -> None:
    """What may tell two articles apart is kept."""
    assert address(one) != address(other)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://example.com",
        "https://www.example.com/?utm_source=x",
        "https://example.com/index.html",
        "file:///tmp/a",
        "example.com/a",
        "https://[::1/a",
        "https://example.com:x/a",
    ],
)
def test_what_names_no_article(url: str | None) -> None:
    """A front page, no address, a broken one."""
    assert address(url) is None


def test_parameters_in_another_order() -> None:
    """The same page all the same."""
    assert address("https://e.com/?b=2&a=1") == address("https://e.com/?a=1&b=2#x") == "e.com?a=1&b=2"


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_address_is_its_own_address(path: str, query: str) -> None:
    """Whatever stands in a url, it is read without an error, and its address has itself as address."""
    found = address(f"https://example.com/{path}?{query}")
    assert found is None or address(f"https://{found}") == found
