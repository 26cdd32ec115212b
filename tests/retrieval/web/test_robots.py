"""What a site's robots.txt allows."""

from __future__ import annotations

import time

import pytest

from retrieval.web import robots


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/news/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: *\nAllow: /news/\nDisallow: /", "/sport", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /$", "/", False),
        ("User-agent: *\nDisallow: /a-%2a.html", "/a-*.html", False),
        ("User-agent: *\nDisallow: /a-%2A.html", "/a-%2a.html", False),
        ("User-agent: *\nDisallow: /a-%2A.html", "/a-b.html", True),
        ("User-agent: *\nDisallow: /a%24", "/a$b", False),
        ("User-agent: *\nDisallow: /a%24", "/a", True),
        ("User-agent: *\nDisallow: /a$b", "/a$b", False),
        ("User-agent: *\nDisallow: /*$", "/a$b", False),
        ("User-agent: *\nDisallow: /100%25", "/100%25", False),
        ("User-agent: *\nDisallow: /$", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: VerbatimBot\nDisallow: /x", "/a", True),
        ("User-agent: verbatimbot/1.0\nUser-agent: other\nDisallow: /", "/a", False),
        ("User-agent: Verbatim\nDisallow: /", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /a # not here", "/a", False),
        ("\ufeffUSER-AGENT: *\r\nDISALLOW: /a\r\n", "/ab", False),
        ("Disallow: /", "/a", True),
        ("<html>not found</html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_the_longest_rule_that_fits_decides(rules: str, path: str, allowed: bool) -> None:
    """Of the group that names us, else of everybody's."""
    assert robots.parse(rules).allows(f"https://news.example{path}") is allowed


def test_a_delay_is_honoured_within_reason() -> None:
    """A site may ask for seconds, not for hours."""
    assert robots.parse("User-agent: *\nCrawl-delay: 2.5").delay == 2.5
    assert robots.parse("User-agent: *\nCrawl-delay: 999999").delay == 30
    assert robots.parse("User-agent: *\nCrawl-delay: soon").delay == 0


def test_a_hostile_pattern_takes_no_time() -> None:
    """Wild cards are no regular expression."""
    rules = robots.parse("User-agent: *\n" + "Disallow: /" + "*a" * 500 + "b$\n")
    started = time.process_time()
    assert rules.allows("https://news.example/" + "a" * 5000)
    assert time.process_time() - started < 1
