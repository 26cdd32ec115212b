"""Addresses that open an article at the cited words, read back as a browser reads them."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.pages.text_links import at_words
from tests.conftest import examples

URL = "https://example.org/a?b=1"


def found(address: str, text: str) -> tuple[int, int]:
    """Where a browser scrolls to: the standard's search, over text whose white space is folded."""
    directive = address.partition("#:~:text=")[2] or address.partition(":~:text=")[2]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~,-]|%[0-9A-F]{2})+", directive), directive
    parts = directive.split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    assert 1 <= len(parts) <= 2
    start, *rest = map(unquote, parts)
    opening = (_words(prefix) + r"\s*" if prefix else "") + f"(?P<start>{_words(start)})"
    if not rest:
        match = re.search(opening + (r"\s*" + _words(suffix) if suffix else ""), text, re.IGNORECASE)
        assert match is not None, (directive, text)
        return match.span("start")
    match = re.search(opening, text, re.IGNORECASE)
    assert match is not None, (directive, text)
    behind = re.compile(_words(rest[0]), re.IGNORECASE).search(text, match.end())
    assert behind is not None, (directive, text)
    return match.start("start"), behind.end()


def _words(text: str) -> str:
    first = r"(?<![^\W_])" if text[:1].isalnum() else ""
    last = r"(?![^\W_])" if text[-1:].isalnum() else ""
    return first + r"\s+".join(map(re.escape, text.split())) + last


def address(text: str, quote: str, url: str | None = URL, at: int = 0) -> str:
    start = text.index(quote, at)
    made = at_words(url, text, start, start + len(quote))
    assert made is not None
    return made


def test_words_are_named_whole() -> None:
    """Without the marks around them, and with what means something in an address written otherwise."""
    text = "He said: “Well-known, yes & no: 50% – so be it,” and left."
    assert address(text, "“Well-known, yes & no: 50% – so be it,”") == (
        f"{URL}#:~:text=Well%2Dknown%2C%20yes%20%26%20no%3A%2050%25%20%E2%80%93%20so%20be%20it"
    )


@pytest.mark.parametrize(
    ("url", "begins"),
    [
        ("https://x.org/", "https://x.org/#:~:text="),
        ("https://x.org/#part", "https://x.org/#part:~:text="),
        ("https://x.org/#:~:text=other", "https://x.org/#:~:text="),
        ("https://x.org/#part:~:text=other", "https://x.org/#part:~:text="),
    ],
)
def test_a_fragment_of_the_address_is_kept(url: str, begins: str) -> None:
    """Words that the address already marked make room for ours."""
    assert address("some words here", "words", url) == f"{begins}words"


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "ftp://x.y/", "https://", "https://x.y/a b", "https://["])
def test_what_is_no_web_address_gets_none(url: str | None) -> None:
    """An article's address is a stranger's text."""
    assert at_words(url, "some words here", 5, 10) is None


def test_the_same_words_elsewhere_are_told_apart() -> None:
    """By what stands around the cited ones, marks included."""
    text = "“No,” said Holm. Then “no,” said Brandt. “No,” said nobody."
    second = text.index("“no")
    made = at_words(URL, text, second, second + 5)
    assert made is not None
    assert found(made, text) == (second + 1, second + 3)


def test_a_long_quote_is_named_by_its_ends() -> None:
    """And one over several paragraphs, which no browser finds in one piece."""
    long = "Before. It began so, " + "and it went on and on, " * 40 + "until it was over. Behind."
    quote = long[8:-8]
    made = address(long, quote)
    assert len(made) < 300
    assert found(made, long) == (8, 8 + len(quote.rstrip(".")))
    paragraphs = "First.\n\nOne thing.\n\nAnother thing.\n\nLast."
    made = address(paragraphs, "One thing.\n\nAnother thing.")
    assert found(made, paragraphs) == (8, 8 + len("One thing.\n\nAnother thing"))


def test_the_same_words_in_a_paragraph_before_are_told_apart() -> None:
    """By the words of the paragraphs around them, where their own holds no others."""
    repeated = "No.\n\nMaybe.\n\nNo.\n\nNever."
    second = repeated.rindex("No")
    made = at_words(URL, repeated, second, second + 2)
    assert made is not None
    assert found(made, repeated) == (second, second + 2)
    made = at_words(URL, repeated, second, len(repeated))
    assert made is not None
    assert found(made, repeated) == (second, len(repeated) - 1)


def test_words_that_no_address_holds_are_left_out() -> None:
    """The article opens all the same, at its beginning."""
    assert address("x " + "字" * 900 + " y", "字" * 900) == URL
    assert address("so … it", "…") == URL


PIECES = ("no", "never", "Öl", "well-known", "a,b", "R&D", "100%", "“", "”", ",", ".", "–", " ", " ", " ", "\n", "\n\n")
TEXTS = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(("שלום", "e\u0301", "😀", "ß", "don't", "#x", "?q=1"))),
    min_size=3,
    max_size=60,
).map(" ".join)


@st.composite
def citations(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text, and the first and last of the words that are cited of it."""
    text = draw(TEXTS)
    last_word = len(text.split()) - 1
    assume(last_word >= 0)
    first = draw(st.integers(0, last_word))
    return text, first, draw(st.integers(first, last_word))


@examples(200)
@given(citation=citations())
@example(citation=("é\né\nno", 1, 2))
@example(citation=("e\u0301\ne\u0301\nno", 1, 2))
@example(citation=("no\nno\nno\nno", 1, 2))
def test_any_address_opens_at_the_cited_words(citation: tuple[str, int, int]) -> None:
    """Whatever stands in the article: the browser lands on words of the span, none before it and none behind."""
    text, first, last = citation
    words = [match.span() for match in re.finditer(r"\S+", text)]
    start, end = words[first][0], words[last][1]
    made = at_words(URL, text, start, end)
    assert made is not None
    assume(":~:" in made)
    landed = found(made, text)
    exact = re.search(r"[^\W_]", text[start:end])
    assert exact is not None
    cited = " ".join(text[start:end].split())
    if start <= landed[0] < end:
        assert landed[0] == start + exact.start()
        assert landed[1] <= end
    else:  # the same words on a line of their own: nothing on the line tells them apart
        assert " ".join(text[landed[0] : landed[1]].split()).casefold() in cited.casefold()
